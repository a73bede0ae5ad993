// @ts-check
// Class names. The style sheet is written with local names (`.x-card`). The two React generations rename each of them
// to eight fresh hexadecimal digits on every load, with a meaningless companion; the Ember ones keep readable names.

const hashed = new Map();
let readable = true;

/** @param {boolean} ember */
export function chooseNames(ember) {
  readable = ember;
}

/** @returns {string} eight hexadecimal digits */
const hash = () => crypto.getRandomValues(new Uint32Array(1))[0].toString(16).padStart(8, "0");

/** @param {string} local */
function name(local) {
  if (readable) return `scaffold-${local}`;
  const known = hashed.get(local) ?? hash();
  hashed.set(local, known);
  return known;
}

/**
 * The class attribute for some local names, then names that only the Ember generations carry.
 * @param {string} locals separated by blanks @param {string} [documented]
 */
export function look(locals, documented = "") {
  const names = locals.split(" ").filter(Boolean);
  if (!readable) return names.flatMap((local) => [name(local), name(`${local}+`)]).join(" ");
  return [...names.map(name), ...documented.split(" ").filter(Boolean)].join(" ");
}

/**
 * Loads the style sheet and adopts it under this load's names.
 * @param {(Document | ShadowRoot)[]} roots
 */
export async function adoptLook(roots) {
  const answer = await fetch("/sc/replica.css");
  const text = (await answer.text()).replace(/\.x-([a-z0-9-]+)/g, (_, local) => `.${CSS.escape(name(local))}`);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  for (const root of roots) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
