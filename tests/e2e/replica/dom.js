// @ts-check
// Elements without innerHTML: the page runs under Trusted Types. Each element and attribute made here is remembered,
// so that the probe can tell later what somebody else added to the page's own tree.

/** @typedef {Node | string | null | undefined | false} Child */
/** @typedef {(event: Event, element: Element) => void} Handler */

/** @type {WeakMap<Element, Map<string, string>>} */
const born = new WeakMap();
/** @type {WeakMap<Element, Handler>} */
const handlers = new WeakMap();

/** What the replica itself wrote on this element, or undefined for an element of unknown origin. @param {Element} element */
export const bornWith = (element) => born.get(element);

/** The click handler that the page's root listener runs for this element. @param {Element} element */
export const handlerOf = (element) => handlers.get(element);

/**
 * Sets or removes an attribute and remembers that it is ours.
 * @param {Element} element @param {string} name @param {string | number | boolean | null | undefined} value
 */
export function put(element, name, value) {
  const mine = born.get(element) ?? new Map();
  born.set(element, mine);
  if (value === null || value === undefined || value === false) {
    element.removeAttribute(name);
    mine.delete(name);
    return;
  }
  const text = value === true ? "" : String(value);
  element.setAttribute(name, text);
  mine.set(name, text);
}

/**
 * @param {Element} element
 * @param {Record<string, any> | null | undefined} attributes
 * @param {(Child | Child[])[]} children
 */
function fill(element, attributes, children) {
  born.set(element, new Map());
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name === "onclick") handlers.set(element, value);
    else put(element, name, value);
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
}

/**
 * Makes an HTML element. `onclick` is not an attribute here but a handler for the root listener.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Record<string, any> | null} [attributes] @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  fill(element, attributes, children);
  return element;
}

/**
 * Makes an SVG element.
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag @param {Record<string, any> | null} [attributes] @param {...(Child | Child[])} children
 * @returns {SVGElementTagNameMap[T]}
 */
export function s(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  fill(element, attributes, children);
  return element;
}
