// A browser's extension interface, as far as src/browser uses it, without a browser's extension.
(() => {
  const fake = {
    store: {},
    listeners: [],
    /** Why writes fail, as on a full disk: so many `refused` ones, after so many that still succeed. */
    refuse: null,
    spare: 0,
    refused: Infinity,
    /** Why the next reads fail. */
    unreadable: null,
    /** What was sent to the background, and what it answers: a value, or an error to throw. */
    sent: [],
    replies: [],
    /** Answers in the place of `replies`. Does one thing at a time, as `extension/background.js` sees to. */
    background: null,
    /** What answers wait for on their way back. @type {Promise<void> | null} */
    held: null,
    last: Promise.resolve(),
    /** What was sent to tabs: [tab, message, options]. */
    orders: [],
    opened: [],
    /** What stands in the menus of pages. */
    menu: [],
    messages: {},
  };
  globalThis.fake = fake;
  const copy = (value) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
  const tell = (changes) => fake.listeners.forEach((listener) => listener(changes, "local"));
  const local = {
    get: async (keys) => {
      if (fake.unreadable) throw new Error(fake.unreadable);
      return Object.fromEntries(keys.filter((k) => k in fake.store).map((k) => [k, fake.store[k]]));
    },
    getKeys: async () => {
      if (fake.unreadable) throw new Error(fake.unreadable);
      return Object.keys(fake.store);
    },
    set: async (items) => {
      if (fake.refuse && fake.spare-- <= 0 && fake.refused-- > 0) throw new Error(fake.refuse);
      const entries = Object.entries(copy(items));
      const change = ([key, newValue]) => [key, { oldValue: fake.store[key], newValue }];
      const changes = Object.fromEntries(entries.map(change));
      Object.assign(fake.store, copy(items));
      tell(changes);
    },
    remove: async (keys) => {
      const gone = keys.filter((key) => key in fake.store);
      const changes = Object.fromEntries(gone.map((key) => [key, { oldValue: fake.store[key] }]));
      gone.forEach((key) => delete fake.store[key]);
      tell(changes);
    },
  };
  globalThis.chrome = {
    runtime: {
      id: "ours",
      getURL: (path) => `chrome-extension://ours/${path}`,
      getManifest: () => ({ version: "9.8.7" }),
      openOptionsPage: async () => fake.opened.push("options"),
      sendMessage: async (message) => {
        fake.sent.push(copy(message));
        if (fake.background) {
          const answer = fake.last.then(() => fake.background(copy(message)));
          fake.last = answer.catch(() => {});
          const said = copy(await answer);
          await fake.held;
          return said;
        }
        const reply = fake.replies.shift();
        if (reply instanceof Error) throw reply;
        return copy(reply);
      },
    },
    storage: { local, onChanged: { addListener: (listener) => fake.listeners.push(listener) } },
    tabs: {
      query: async (query) => (query.active && query.currentWindow ? [{ id: 12 }] : []),
      create: async ({ url }) => fake.opened.push(url),
      sendMessage: async (tab, message, options) => {
        if (tab === 404) throw new Error("Could not establish connection. Receiving end does not exist.");
        fake.orders.push([tab, copy(message), options]);
      },
    },
    windows: { create: async ({ url }) => fake.opened.push(url) },
    contextMenus: {
      removeAll: async () => void (fake.menu = []),
      create: (entry) => fake.menu.push(copy(entry)),
    },
    i18n: {
      getUILanguage: () => "en-GB",
      getMessage: (name, values = []) => {
        if (name === "@@bidi_dir") return "ltr";
        const text = fake.messages[name]?.message ?? "";
        return text.replace(/\$(\d)/g, (_, at) => values[at - 1] ?? "");
      },
    },
  };
})();
