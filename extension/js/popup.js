// Starts the popup's WebAssembly. Says so where that fails: everything else is in the page already.

import init, { popup } from "../wasm/views.js";

for (const element of document.querySelectorAll("[data-message], [data-message-placeholder]")) {
  const { message, messagePlaceholder } = /** @type {HTMLElement} */ (element).dataset;
  if (message) element.textContent = chrome.i18n.getMessage(message) || element.textContent;
  if (messagePlaceholder) {
    const text = chrome.i18n.getMessage(messagePlaceholder);
    if (text) element.setAttribute("placeholder", text);
  }
}

/** @param {unknown} error */
function fail(error) {
  console.error("Really Know:", error);
  document.getElementById("skeleton")?.remove();
  document.getElementById("broken")?.removeAttribute("hidden");
}

// A panic in WebAssembly leaves its memory as it was at that moment; nothing good can come of it any more.
addEventListener("error", (event) => {
  if (event.error instanceof WebAssembly.RuntimeError) fail(event.error);
});
addEventListener("unhandledrejection", (event) => {
  if (event.reason instanceof WebAssembly.RuntimeError) fail(event.reason);
});

/** What was pressed before there was anybody to do it. */
let early = /** @type {HTMLElement | null} */ (null);
/** @param {Event} event */
const remember = (event) => {
  early = event.target instanceof Element ? event.target.closest("button") : null;
};
addEventListener("click", remember);

init()
  .then(popup)
  .then(() => {
    removeEventListener("click", remember);
    early?.click();
  })
  .catch(fail);
