// How each of our pages starts: its words in the user's language, then its WebAssembly; and where that fails, it says so.

/** The last button that was pressed before there was anybody to do it. @type {HTMLElement | null} */
let early = null;
/** @param {Event} event */
const remember = (event) => {
  early = event.target instanceof Element ? event.target.closest("button") : null;
};

/** @param {unknown} error */
function fail(error) {
  console.error("Really Know:", error);
  for (const part of document.querySelectorAll("#skeleton, #app")) part.remove();
  document.getElementById("broken")?.removeAttribute("hidden");
}

function translate() {
  // The view says so again, with the language's variety; by then the page would have turned around before one's eyes.
  const fromRight = /^(ar|fa|he|ur)\b/.test(chrome.i18n.getMessage("commonLanguage"));
  document.documentElement.dir = fromRight ? "rtl" : "ltr";
  for (const element of document.querySelectorAll("[data-message], [data-message-label], [data-message-placeholder]")) {
    const { message, messageLabel, messagePlaceholder } = /** @type {HTMLElement} */ (element).dataset;
    const said = (/** @type {string | undefined} */ name) => name && chrome.i18n.getMessage(name);
    if (message) element.textContent = said(message) || element.textContent;
    if (messageLabel) element.setAttribute("aria-label", said(messageLabel) || "");
    if (messagePlaceholder) element.setAttribute("placeholder", said(messagePlaceholder) || "");
  }
}

/**
 * @param {() => Promise<unknown>} init Loads the WebAssembly.
 * @param {() => void} view Starts the page's view in it.
 */
export function start(init, view) {
  translate();
  // A panic in WebAssembly leaves its memory as it was at that moment; nothing good can come of it any more.
  addEventListener("error", (event) => {
    if (event.error instanceof WebAssembly.RuntimeError) fail(event.error);
  });
  addEventListener("unhandledrejection", (event) => {
    if (event.reason instanceof WebAssembly.RuntimeError) fail(event.reason);
  });
  addEventListener("click", remember);
  init()
    .then(view)
    .then(() => {
      removeEventListener("click", remember);
      early?.click();
    })
    .catch(fail);
}
