// How each of our pages starts: its words in the user's language, then its WebAssembly; and where that fails, it says so.

/** @typedef {Record<string, { message: string }>} Messages */

/** Under this name `localStorage` remembers that a language is chosen: then a page waits for it, and doesn't change before one's eyes. */
const CHOSEN = "language";

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
  document.documentElement.style.visibility = "";
}

/** @param {Messages | undefined} messages Those of the chosen language; without them the browser chooses. */
function translate(messages) {
  const say = (/** @type {string} */ name) => messages?.[name]?.message ?? chrome.i18n.getMessage(name);
  // The view says so again, with the language's variety; by then the page would have turned around before one's eyes.
  const fromRight = /^(ar|fa|he|ur)\b/.test(say("commonLanguage"));
  document.documentElement.dir = fromRight ? "rtl" : "ltr";
  for (const element of document.querySelectorAll("[data-message], [data-message-label], [data-message-placeholder]")) {
    const { message, messageLabel, messagePlaceholder } = /** @type {HTMLElement} */ (element).dataset;
    const said = (/** @type {string | undefined} */ name) => name && say(name);
    if (message) element.textContent = said(message) || element.textContent;
    if (messageLabel) element.setAttribute("aria-label", said(messageLabel) || "");
    if (messagePlaceholder) element.setAttribute("placeholder", said(messagePlaceholder) || "");
  }
}

/** The language that stored settings name, as the name of a folder in `_locales`. @param {unknown} settings */
function folder(settings) {
  const language = typeof settings === "string" ? JSON.parse(settings).language : "";
  return /^[a-z]{2}(-[A-Z]{2})?$/.test(language) ? String(language).replace("-", "_") : "";
}

/** The messages of the language that the user chose; nothing where that is the browser's. @returns {Promise<Messages | undefined>} */
async function chosen() {
  const { settings } = await chrome.storage.local.get("settings");
  const language = folder(settings);
  try {
    if (language) localStorage.setItem(CHOSEN, language);
    else localStorage.removeItem(CHOSEN);
  } catch {
    // A frame in a page may have none.
  }
  // In another language the page begins anew. What is typed is kept by the forms.
  chrome.storage.onChanged.addListener((/** @type {Record<string, { newValue?: unknown }>} */ changes) => {
    if (changes.settings && folder(changes.settings.newValue) !== language) location.reload();
  });
  if (!language) return undefined;
  const file = await fetch(new URL(`../_locales/${language}/messages.json`, import.meta.url));
  return file.json();
}

function isChosen() {
  try {
    return localStorage.getItem(CHOSEN) !== null;
  } catch {
    return false;
  }
}

/**
 * @param {() => Promise<unknown>} init Loads the WebAssembly.
 * @param {(messages: Messages | undefined) => void} view Starts the page's view in it.
 */
export function start(init, view) {
  const waits = isChosen();
  if (waits) document.documentElement.style.visibility = "hidden";
  else translate(undefined);
  // A panic in WebAssembly leaves its memory as it was at that moment; nothing good can come of it any more.
  addEventListener("error", (event) => {
    if (event.error instanceof WebAssembly.RuntimeError) fail(event.error);
  });
  addEventListener("unhandledrejection", (event) => {
    if (event.reason instanceof WebAssembly.RuntimeError) fail(event.reason);
  });
  addEventListener("click", remember);
  // Without its messages a page speaks the browser's language.
  const language = chosen().catch(() => undefined).then((messages) => {
    if (waits || messages) translate(messages);
    document.documentElement.style.visibility = "";
    return messages;
  });
  Promise.all([language, init()])
    .then(([messages]) => view(messages))
    .then(() => {
      removeEventListener("click", remember);
      early?.click();
    })
    .catch(fail);
}
