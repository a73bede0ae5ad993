// A background that never answers a held click: what the page sees when it hangs or is gone.
const { onMessage } = chrome.runtime;
const addListener = onMessage.addListener.bind(onMessage);
onMessage.addListener = (listener) =>
  addListener((message, sender, respond) => (message?.clicked?.held ? true : listener(message, sender, respond)));
