// Registers every listener before anything is awaited (a listener that comes late loses the message that
// woke the background), and hands events to the WebAssembly one at a time, in the order they came.
// Knows nothing else.

import init, { begin, onCommand, onInstalled, onMenu, onMessage, onStartup, onTabRemoved } from "./wasm/background.js";

/** Whether this is the package for trying out: only that one has the file. Asked only as long as the user wasn't. */
const isTrial = () => fetch(chrome.runtime.getURL("trial.json")).then((file) => file.json()).catch(() => false);

/** Fails for good where WebAssembly can't run; every request is told so. */
const started = init({ module_or_path: chrome.runtime.getURL("wasm/background_bg.wasm") }).then(() => begin(isTrial));

/** The end of the last event's work. @type {Promise<unknown>} */
let last = started;

/**
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
function inTurn(work) {
  const mine = last.then(() => started, () => started).then(work);
  last = mine;
  return mine;
}

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  inTurn(() => onMessage(message, sender)).then(respond, (error) => {
    console.error("Really Know:", error);
    respond({ problem: { kind: "broken", message: String(error?.message ?? error) } });
  });
  return true; // The answer comes later.
});

// Content scripts hold a port open only to learn when the extension goes.
chrome.runtime.onConnect.addListener(() => {});

chrome.tabs.onRemoved.addListener((tab) => {
  inTurn(() => onTabRemoved(tab)).catch((error) => console.error("Really Know:", error));
});

chrome.runtime.onInstalled.addListener(({ reason }) => {
  inTurn(() => onInstalled(reason)).catch((error) => console.error("Really Know:", error));
});

chrome.runtime.onStartup.addListener(() => {
  inTurn(() => onStartup()).catch((error) => console.error("Really Know:", error));
});

// The browser's own panel opens only while a key press is fresh, and nothing that we could ask before is quick enough. Firefox
// forgets it with any wait, but its background has a `localStorage`, which remembers where the user wants to be asked. Chromium's
// has none, but hands a key press on to a callback.
const PANEL = "panel";
/** @param {unknown} settings The stored text. */
const inPanel = (settings) => typeof settings === "string" && JSON.parse(settings).askIn === "panel";

/** @param {number | undefined} windowId */
function openPanel(windowId) {
  if (globalThis.localStorage) {
    // Only Firefox has this one, and the types are of Chromium.
    if (localStorage.getItem(PANEL)) /** @type {any} */ (chrome).sidebarAction.open().catch(() => {});
  } else {
    chrome.storage.local.get("settings", ({ settings }) => {
      if (inPanel(settings) && windowId !== undefined) chrome.sidePanel.open({ windowId }).catch(() => {});
    });
  }
}

if (globalThis.localStorage) {
  chrome.storage.local.onChanged.addListener((/** @type {Record<string, { newValue?: unknown }>} */ { settings }) => {
    if (settings && inPanel(settings.newValue)) localStorage.setItem(PANEL, "1");
    else if (settings) localStorage.removeItem(PANEL);
  });
}

chrome.commands?.onCommand.addListener((name, tab) => {
  if (name === "open-review") openPanel(tab?.windowId);
  inTurn(() => onCommand(name)).catch((error) => console.error("Really Know:", error));
});

chrome.contextMenus?.onClicked.addListener((click, tab) => {
  inTurn(() => onMenu(tab?.id, click.linkUrl, click.selectionText)).catch((error) => console.error("Really Know:", error));
});
