// A background that the sidebar never hears from, as one that could not be loaded never asks.
const { onMessage } = chrome.runtime;
const addListener = onMessage.addListener.bind(onMessage);
onMessage.addListener = (listener) =>
  addListener((message, sender, respond) => {
    const mute = message === "hello" && sender.url?.includes("sidebar.html");
    return mute ? true : listener(message, sender, respond);
  });
