// Starts the dashboard's WebAssembly. Says so where that fails.

import init, { dashboard } from "../wasm/views.js";

for (const element of document.querySelectorAll("[data-message], [data-message-label]")) {
  const { message, messageLabel } = /** @type {HTMLElement} */ (element).dataset;
  if (message) element.textContent = chrome.i18n.getMessage(message) || element.textContent;
  if (messageLabel) element.setAttribute("aria-label", chrome.i18n.getMessage(messageLabel) || "Rooms");
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

init().then(dashboard).catch(fail);
