// A background that never answers a held click: what the page sees when it hangs or is gone. And one that is late with a hello: the
// first of the feed gets no answer before the page has said where it is now.
const { onMessage } = chrome.runtime;
const addListener = onMessage.addListener.bind(onMessage);
let feeds = 0;
let late = null;
onMessage.addListener = (listener) =>
  addListener((message, sender, respond) => {
    if (message?.clicked?.held) return true;
    if (message?.hello?.url.endsWith("/feed/")) {
      feeds += 1;
      chrome.storage.local.set({ "feeds-for-tests": String(feeds) });
      if (feeds === 1) {
        late = respond;
        return true;
      }
    } else if (message?.hello) {
      late?.(null);
      late = null;
    }
    return listener(message, sender, respond);
  });
