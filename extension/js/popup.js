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

init().then(popup).catch((error) => {
  console.error("Really Know:", error);
  document.getElementById("skeleton")?.remove();
  document.getElementById("broken")?.removeAttribute("hidden");
});
