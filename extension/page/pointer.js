// @ts-check
/// <reference path="types.d.ts" />
"use strict";

/**
 * Lets the user point at somebody: shows which link is meant, by the mouse or by the keyboard's focus, and tells which one is
 * chosen, by a click or by Enter. That one isn't followed; all else is the page's as always. Escape ends it, and so does a
 * click on anything else.
 */
var Pointer = class {
  static LOOKS = ["pointerover", "focusin"];

  /**
   * @param {(link: Element | null) => void} onLook Shows a link, or none any more.
   * @param {(link: Element | null) => void} onEnd The link that was chosen, or none.
   */
  constructor(onLook, onEnd) {
    this.onLook = onLook;
    this.onEnd = onEnd;
    /** The links that can be chosen, as CSS; `null` while nobody points. @type {string | null} */
    this.links = null;
    /** @param {Event} event */
    this.look = (event) => {
      if (event.isTrusted) this.onLook(this.linkOf(event));
    };
  }

  /** @param {string} links */
  start(links) {
    this.stop();
    this.links = links;
    for (const name of Pointer.LOOKS) addEventListener(name, this.look, true);
  }

  /** Ends it without telling. */
  stop() {
    if (this.links === null) return;
    this.links = null;
    for (const name of Pointer.LOOKS) removeEventListener(name, this.look, true);
    this.onLook(null);
  }

  /** @param {Event} event @returns {Element | null} */
  linkOf(event) {
    const { links } = this;
    if (links === null) return null;
    const link = event.composedPath().find((at) => at instanceof Element && at.matches(links));
    return link instanceof Element ? link : null;
  }

  /**
   * @param {Event} event A trusted click, or a key that went down.
   * @returns {boolean} Whether it was meant for us, and must go no further.
   */
  take(event) {
    if (this.links === null) return false;
    const key = event instanceof KeyboardEvent ? event.key : "";
    if (key && key !== "Enter" && key !== "Escape") return false;
    if (event instanceof MouseEvent && (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) return false;
    const link = key === "Escape" ? null : this.linkOf(event);
    // Enter on a button is the page's, as a click on one is.
    if (key === "Enter" && !link) return false;
    this.stop();
    this.onEnd(link);
    return link !== null || key === "Escape";
  }
};
