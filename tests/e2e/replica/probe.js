// @ts-check
// What a suspicious page could find out about the software its visitor has installed. Every method reports what it
// sees; the tests decide what must not be there.
import { bornWith } from "./dom.js";

/** How long an answer may take before it counts as "did not load". Milliseconds. */
const PATIENCE_MS = 2500;

/** @param {Node} node @returns {Generator<Element | Text | Comment>} the node and all below, open shadow roots included */
function* walk(node) {
  if (node instanceof Element || node instanceof Text || node instanceof Comment) yield node;
  if (node instanceof Element && node.shadowRoot) yield* walk(node.shadowRoot);
  for (const child of node.childNodes) yield* walk(child);
}

/** @param {Node} node */
function describe(node) {
  if (!(node instanceof Element))
    return { tag: node.nodeName, attributes: {}, html: node.textContent ?? "", inert: false };
  const attributes = Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value]));
  return {
    tag: node.tagName.toLowerCase(),
    attributes,
    html: node.outerHTML.slice(0, 2000),
    openShadow: node.shadowRoot !== null,
  };
}

/**
 * @template T
 * @param {ReplicaEarly} early @param {() => Promise<T>} run
 * @returns {Promise<T & { blocked: string[] }>} `blocked`: what the page's own policy stopped, so a test can tell a
 *   refusal by the browser from one by the policy
 */
async function probing(early, run) {
  const { probing: state } = early;
  state.running += 1;
  const before = state.blocked.length;
  try {
    const result = await run();
    return { ...result, blocked: state.blocked.slice(before) };
  } finally {
    state.running -= 1;
  }
}

let allowed = false;
/**
 * A page that probes may name its own Trusted Types policy. Outside of a probe this one refuses everything, as if it
 * were not there.
 * @param {ReplicaEarly} early
 */
function allowScriptAddresses(early) {
  const types = /** @type {any} */ (window).trustedTypes;
  if (allowed || !types) return;
  allowed = true;
  types.createPolicy("default", {
    createScriptURL: (/** @type {string} */ url) => (early.probing.running > 0 ? url : null),
  });
}

/** @param {ReplicaEarly} early @param {HTMLElement} root */
export function makeProbe(early, root) {
  /** @param {Node} node */
  const isOwn = (node) => early.own.has(node);
  const foreign = () => {
    const html = document.documentElement;
    const top = [...html.childNodes].filter((node) => node !== document.head && node !== document.body);
    const inBody = document.body ? [...document.body.childNodes].filter((node) => !isOwn(node)) : [];
    return [...top, ...inBody].filter((node) => !(node instanceof Text && !node.data.trim()));
  };
  return {
    /** Texts and attribute values that name an extension. Scenario texts count too: use one that does not say the word. */
    extensionStrings() {
      /** @type {{ where: string, value: string }[]} */
      const found = [];
      const test = (/** @type {string} */ where, /** @type {string} */ value) => {
        if (/extension/i.test(value)) found.push({ where, value: value.slice(0, 300) });
      };
      for (const node of walk(document.documentElement)) {
        if (node instanceof Element) {
          for (const { name, value } of node.attributes)
            test(`${node.tagName.toLowerCase()}@${name}`, `${name}=${value}`);
        } else test(node.parentElement?.tagName.toLowerCase() ?? "", node.data);
      }
      for (const sheet of document.styleSheets) test("styleSheet", sheet.href ?? "");
      return found;
    },

    /** Nodes directly under <html> or <body> that the page did not make. */
    foreignNodes: () => foreign().map(describe),

    /** The same, of all times: also what has been removed again. */
    foreignEver: () =>
      early.arrivals
        .filter(
          (node) =>
            node !== document.head &&
            node !== document.body &&
            !isOwn(node) &&
            !(node instanceof Text && !node.data.trim()),
        )
        .map(describe),

    /** Elements inside the page's own tree, and attributes on its elements, that the page did not write. */
    foreignMarks() {
      /** @type {{ tag: string, mark: string, value: string }[]} */
      const found = [];
      for (const node of walk(root)) {
        if (!(node instanceof Element)) continue;
        const mine = bornWith(node);
        const tag = node.tagName.toLowerCase();
        if (!mine) found.push({ tag, mark: "element", value: node.outerHTML.slice(0, 300) });
        else {
          for (const { name, value } of node.attributes) {
            // The browser itself opens and closes dialogs by this attribute.
            if (tag === "dialog" && name === "open") continue;
            if (mine.get(name) !== value) found.push({ tag, mark: name, value: value.slice(0, 300) });
          }
          for (const name of mine.keys()) {
            if (!node.hasAttribute(name)) found.push({ tag, mark: `-${name}`, value: "" });
          }
        }
      }
      for (const element of [document.documentElement, document.body]) {
        for (const { name, value } of element.attributes) {
          const ours =
            /^(lang|dir|class|data-rehydrated)$/.test(name) &&
            (name !== "class" || value === (early.own.has(element) ? bornWith(element)?.get("class") : ""));
          if (!ours) found.push({ tag: element.tagName.toLowerCase(), mark: name, value });
        }
      }
      return found;
    },

    /** Tries to read an address as the page's script can. @param {string} url */
    fetchStatic: (url) =>
      probing(early, async () => {
        try {
          const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
          return { loaded: answer.ok, status: answer.status, error: "" };
        } catch (error) {
          return { loaded: false, status: 0, error: String(error) };
        }
      }),

    /**
     * Tries to show an address, in an `<iframe>` and in an `<object>`. Chromium fires "load" on a frame for an error
     * page too, so a frame counts only when one with an address that cannot exist answers otherwise (Firefox: "error").
     * An object tells them apart in Chromium. Both measured with a web-accessible page and one that is not: Chromium 156,
     * Firefox ESR 153.
     * @param {string} url
     */
    frameStatic: (url) =>
      probing(early, async () => {
        allowScriptAddresses(early);
        const elements = [
          document.createElement("iframe"),
          document.createElement("iframe"),
          document.createElement("object"),
        ];
        const [target, nowhere, object] = elements;
        const answer = (/** @type {HTMLElement} */ element) =>
          new Promise((resolve) => {
            early.own.add(element);
            for (const type of ["load", "error"]) element.addEventListener(type, () => resolve(type), { once: true });
            setTimeout(() => resolve("silence"), PATIENCE_MS);
            document.body.append(element);
          });
        const { protocol, origin } = new URL(url, location.href);
        target.setAttribute("src", url);
        // No request may leave for a made-up host, so only the addresses that stay on the machine have a counterpart.
        nowhere.setAttribute(
          "src",
          /^https?:$/.test(protocol) ? "about:blank" : `${protocol}//00000000-0000-4000-8000-000000000000/nothing.html`,
        );
        object.setAttribute("data", url);
        const [frame, control, inObject] = await Promise.all(elements.map(answer));
        for (const element of elements) element.remove();
        const inFrame = frame === "load" && (origin === location.origin || control !== "load");
        return { loaded: inFrame || inObject === "load", frame, control, object: inObject };
      }),

    /** Tries to load an address as a picture and as a style sheet. @param {string} url */
    resourceStatic: (url) =>
      probing(early, async () => {
        const attempt = (/** @type {"img" | "link"} */ tag) =>
          new Promise((resolve) => {
            const element = document.createElement(tag);
            early.own.add(element);
            const end = (/** @type {boolean} */ loaded) => {
              element.remove();
              resolve(loaded);
            };
            element.addEventListener("load", () => end(true));
            element.addEventListener("error", () => end(false));
            setTimeout(() => end(false), PATIENCE_MS);
            if (element instanceof HTMLImageElement) element.src = url;
            else {
              element.rel = "stylesheet";
              element.href = url;
            }
            document.body.append(element);
          });
        const [img, link] = await Promise.all([attempt("img"), attempt("link")]);
        return { loaded: Boolean(img || link), img, link };
      }),

    /** How many frames the page's own window counts. */
    windowFrames: () => window.length,

    /** Loaded resources that the page did not ask for. */
    resourceTimings: () =>
      performance
        .getEntriesByType("resource")
        .map(({ name }) => name)
        .filter((name) => !name.startsWith(location.origin)),

    /** Globals that appeared since the first script ran, other than the page's own and those of a WebDriver. */
    newGlobals: () =>
      Object.getOwnPropertyNames(window).filter(
        (name) =>
          !early.globalsAtStart.has(name) &&
          !/^(__replica|__replicaEarly|\d+|ret_nodes|se_exportedFunctionSymbol|(\$?cdc_|\$?chrome_async).*)$/.test(
            name,
          ),
      ),
  };
}
