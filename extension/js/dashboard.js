// Starts the dashboard's WebAssembly. Says so where that fails.

import init, { dashboard } from "../wasm/views.js";

for (const element of document.querySelectorAll("[data-message], [data-message-label]")) {
  const { message, messageLabel } = /** @type {HTMLElement} */ (element).dataset;
  if (message) element.textContent = chrome.i18n.getMessage(message) || element.textContent;
  if (messageLabel) element.setAttribute("aria-label", chrome.i18n.getMessage(messageLabel) || "Rooms");
}

init().then(dashboard).catch((error) => {
  console.error("Really Know:", error);
  document.getElementById("skeleton")?.remove();
  document.getElementById("broken")?.removeAttribute("hidden");
});
