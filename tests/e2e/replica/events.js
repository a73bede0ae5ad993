// @ts-check
// One pair of listeners on the root, as React has them: components register handlers, the root runs them.
import { handlerOf } from "./dom.js";

/**
 * @param {EventTarget} root
 * @param {ReplicaEarly["record"]} record
 * @param {(anchor: HTMLAnchorElement, event: MouseEvent) => boolean} follow takes over a link, or leaves it to the browser
 */
export function listen(root, record, follow) {
  for (const type of ["pointerdown", "mousedown", "mouseup", "click"]) {
    root.addEventListener(type, (event) => record(event, "capture"), { capture: true });
    root.addEventListener(type, (event) => record(event, "bubble"));
  }
  root.addEventListener("click", (event) => {
    if (!(event instanceof MouseEvent) || event.defaultPrevented) return;
    const path = event.composedPath().filter((node) => node instanceof Element);
    const own = path.slice(0, path.indexOf(/** @type {Element} */ (root)) >>> 0);
    const anchor = own.find((node) => node instanceof HTMLAnchorElement && node.hasAttribute("href"));
    for (const element of own) {
      if (element instanceof HTMLButtonElement && element.disabled) return;
      const handler = handlerOf(element);
      if (handler) {
        if (anchor) event.preventDefault();
        handler(event, element);
        return;
      }
      if (element === anchor) {
        if (follow(/** @type {HTMLAnchorElement} */ (anchor), event)) event.preventDefault();
        return;
      }
    }
  });
}
