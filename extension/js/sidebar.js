// @ts-check
// Starts the sidebar's WebAssembly, and says so where that fails.

import init, { sidebar } from "../wasm/views.js";

const broken = document.getElementById("broken");

/** @param {unknown} error */
function fail(error) {
  console.error("Really Know:", error);
  document.getElementById("app")?.remove();
  if (!broken) return;
  broken.textContent = chrome.i18n.getMessage("sidebarBroken") || broken.textContent;
  broken.hidden = false;
}

// A panic in WebAssembly leaves its memory as it was at that moment; nothing good can come of it any more.
addEventListener("error", (event) => {
  if (event.error instanceof WebAssembly.RuntimeError) fail(event.error);
});
addEventListener("unhandledrejection", (event) => {
  if (event.reason instanceof WebAssembly.RuntimeError) fail(event.reason);
});

init().then(sidebar).catch(fail);
