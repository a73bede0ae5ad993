// @ts-check
/// <reference path="types.d.ts" />
"use strict";

/**
 * The sidebar's frame: one bare host element after the page's body, with everything else inside a
 * closed shadow root. Styles are set through the CSSOM, which a page's CSP doesn't forbid, and never
 * on the host, which the page can see.
 */
var Frame = class {
  static WIDTH = 384;
  static MIN_WIDTH = 304;
  static MARGIN = 12;
  /** Room for the page's own bar on top. */
  static TOP = 64;
  /** Narrower windows get a sheet at the bottom. */
  static NARROW = 760;
  static TAB = { width: 44, height: 128 };
  static CARD = 440;
  /** A page that keeps removing our host wants us gone. */
  static MAX_RETURNS = 5;
  /** A frame that hasn't loaded by then is not counted on. */
  static LOAD_MS = 4_000;
  /** While the page changes or is scrolled, a place is looked for this often. */
  static CHANGED_MS = 100;

  /** @param {() => Element[]} controls The page's controls that must never be covered. */
  constructor(controls) {
    this.controls = controls;
    /** @type {"gone" | "tab" | "open" | "card"} */
    this.mode = "gone";
    /** @type {HTMLElement | null} */
    this.host = null;
    /** @type {HTMLIFrameElement | null} */
    this.iframe = null;
    /** @type {HTMLElement | null} */
    this.bar = null;
    /** @type {Element | null} */
    this.marked = null;
    this.returns = 0;
    this.aside = false;
    /** A link that the user points at. @type {Element | null} */
    this.outlined = null;
    /** @type {HTMLElement | null} */
    this.ring = null;
    this.loaded = this.placed = false;
    /** Whether the page inside has said that it is there. A frame that could not load says that it has loaded, too. */
    this.heard = false;
    this.mountedAt = 0;
    this.focusWanted = false;
    /** Whether the frame is to be placed with the next drawing. */
    this.placing = false;
    this.drawing = this.following = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.changed = undefined;
    this.onResize = () => this.placeSoon();
    this.onScroll = () => this.follow();
  }

  /** @param {"gone" | "tab" | "open" | "card"} mode */
  show(mode) {
    if (mode === "gone") {
      this.remove();
    } else if (this.returns <= Frame.MAX_RETURNS) {
      const changed = mode !== this.mode;
      this.mode = mode;
      if (!this.host) this.mount();
      else if (changed) this.placeSoon();
    }
  }

  mount() {
    removeOrphans();
    const host = document.createElement("div");
    const shadow = host.attachShadow({ mode: "closed" });
    const iframe = document.createElement("iframe");
    iframe.title = chrome.i18n.getMessage("extensionName");
    iframe.allow = "clipboard-write";
    iframe.addEventListener("load", () => {
      this.loaded = true;
      this.reveal();
      if (this.focusWanted) this.focus();
    });
    iframe.src = chrome.runtime.getURL("sidebar.html");
    style(iframe, {
      all: "initial",
      position: "fixed",
      "z-index": "2147483646",
      border: "0",
      "color-scheme": "light dark",
      "box-shadow": "0 1px 2px rgb(0 0 0 / 0.14), 0 12px 40px rgb(0 0 0 / 0.22)",
      visibility: "hidden",
    });
    const bar = document.createElement("div");
    style(bar, {
      position: "fixed",
      "pointer-events": "none",
      "z-index": "2147483645",
      width: "4px",
      "border-radius": "2px",
      background: "#b4552d",
      display: "none",
    });
    const ring = document.createElement("div");
    style(ring, {
      position: "fixed",
      "pointer-events": "none",
      "z-index": "2147483645",
      "box-sizing": "border-box",
      border: "3px solid #b4552d",
      "border-radius": "8px",
      "box-shadow": "0 0 0 2px #fff",
      display: "none",
    });
    shadow.append(bar, ring, iframe);
    this.host = host;
    this.ring = ring;
    this.iframe = iframe;
    this.bar = bar;
    this.mountedAt = performance.now();
    document.documentElement.append(host);
    addEventListener("resize", this.onResize, { passive: true });
    addEventListener("scroll", this.onScroll, { passive: true, capture: true });
    this.placeSoon();
  }

  remove() {
    this.mode = "gone";
    this.host?.remove();
    this.host = this.iframe = this.bar = this.ring = this.marked = this.outlined = null;
    this.loaded = this.placed = this.heard = this.focusWanted = false;
    clearTimeout(this.changed);
    this.changed = undefined;
    removeEventListener("resize", this.onResize);
    removeEventListener("scroll", this.onScroll, { capture: true });
  }

  /** Whether it can be seen, or soon will be: a page may take it away for good, hide it, or keep it from loading. */
  isThere() {
    if (!this.host?.isConnected || !this.iframe?.getBoundingClientRect().width) return false;
    return this.heard || performance.now() - this.mountedAt < Frame.LOAD_MS;
  }

  /** Puts the host back if the page took it away, a few times. */
  check() {
    if (this.mode === "gone" || !this.host || this.host.isConnected) return;
    const { mode, marked, outlined } = this;
    this.returns += 1;
    this.remove();
    this.show(mode);
    this.mark(marked);
    this.outline(outlined);
  }

  /**
   * Steps back while a modal dialog of the page is open: nothing outside of it could be clicked.
   * @param {boolean} aside
   */
  stepAside(aside) {
    if (aside === this.aside) return;
    this.aside = aside;
    this.reveal();
    this.drawSoon();
  }

  /** @param {Element | null} element The card that the sidebar speaks of. */
  mark(element) {
    this.marked = element;
    this.drawSoon();
  }

  /** @param {Element | null} link What the user points at. */
  outline(link) {
    this.outlined = link;
    this.drawSoon();
  }

  focus() {
    this.focusWanted = !this.loaded;
    if (this.loaded) this.iframe?.focus();
  }

  hasFocus() {
    return this.host !== null && document.activeElement === this.host;
  }

  /**
   * Draws when the page has just been laid out for the screen. Asked where things are at any other time, the browser would
   * lay the page out for us alone, which is by far the most expensive thing that we could do to it.
   */
  drawSoon() {
    if (this.drawing) return;
    this.drawing = true;
    const draw = () => {
      this.drawing = false;
      if (this.placing) this.place();
      else this.draw();
    };
    requestAnimationFrame(() => setTimeout(draw));
  }

  placeSoon() {
    this.placing = true;
    this.drawSoon();
  }

  /** What is drawn goes with the page that is scrolled; the frame finds its place now and then. */
  follow() {
    if (!this.following) {
      this.following = true;
      requestAnimationFrame(() => {
        this.following = false;
        this.draw();
      });
    }
    this.onChange();
  }

  /** The page's controls may be elsewhere, or others. */
  onChange() {
    this.changed ??= setTimeout(() => {
      this.changed = undefined;
      this.placeSoon();
    }, Frame.CHANGED_MS);
  }

  /** Until its page and a place are there it would be an empty box. */
  reveal() {
    if (!this.iframe) return;
    const visible = this.loaded && this.placed && !this.aside;
    style(this.iframe, { visibility: visible ? "visible" : "hidden" });
  }

  /** Finds a place that covers none of the page's controls. */
  place() {
    this.placing = false;
    if (!this.iframe) return;
    const box = this.mode === "tab" ? this.tabBox() : this.mode === "card" ? this.cardBox() : this.openBox();
    style(this.iframe, {
      left: `${box.left}px`,
      top: `${box.top}px`,
      width: `${box.width}px`,
      height: `${box.height}px`,
      "border-radius": box.radius,
    });
    this.placed = true;
    this.reveal();
    this.draw();
  }

  openBox() {
    const { innerWidth: width, innerHeight: height } = window;
    const margin = Frame.MARGIN;
    if (width < Frame.NARROW) return this.sheetBox();
    let from = Infinity;
    let to = -Infinity;
    for (const control of this.controls()) {
      const rect = control.getBoundingClientRect();
      if (rect.width === 0) continue;
      from = Math.min(from, rect.left);
      to = Math.max(to, rect.right);
    }
    const top = Math.min(Frame.TOP, height / 8);
    const tall = { top, height: height - top - margin, radius: "14px" };
    const right = Math.min(Frame.WIDTH, width - Math.max(to, 0) - 2 * margin);
    const left = Math.min(Frame.WIDTH, Math.min(from, width) - 2 * margin);
    const atRight = { ...tall, left: width - right - margin, width: right };
    const atLeft = { ...tall, left: margin, width: left };
    const places = endsLeft() ? [atLeft, atRight] : [atRight, atLeft];
    return places.find((place) => place.width >= Frame.MIN_WIDTH) ?? this.sheetBox();
  }

  /** A card in the corner. Nothing is known of the page yet, so it stands where pages have least. */
  cardBox() {
    const { innerWidth: width, innerHeight: height } = window;
    const margin = Frame.MARGIN;
    const tall = Math.min(Frame.CARD, height - 2 * margin);
    if (width < Frame.NARROW) return { ...this.sheetBox(), top: height - tall, height: tall };
    const left = endsLeft() ? margin : width - Frame.WIDTH - margin;
    return { left, top: height - tall - margin, width: Frame.WIDTH, height: tall, radius: "14px" };
  }

  sheetBox() {
    const { innerWidth: width, innerHeight: height } = window;
    const sheet = Math.min(440, Math.round(height * 0.55));
    return { left: 0, top: height - sheet, width, height: sheet, radius: "14px 14px 0 0" };
  }

  /** The collapsed tab stands at the edge where lines end, at the first height where it covers nothing. */
  tabBox() {
    const { innerWidth: width, innerHeight: height } = window;
    const atLeft = endsLeft();
    const [from, to] = atLeft ? [0, Frame.TAB.width] : [width - Frame.TAB.width, width];
    const rects = this.controls().map((control) => control.getBoundingClientRect());
    const inTheWay = rects.filter((r) => r.width > 0 && r.right > from && r.left < to);
    const free = (/** @type {number} */ top) =>
      inTheWay.every((r) => r.bottom <= top || r.top >= top + Frame.TAB.height);
    const tops = [0.4, 0.55, 0.25, 0.7, 0.1, 0.85].map((share) =>
      Math.min(Math.round(height * share), height - Frame.TAB.height),
    );
    const radius = atLeft ? "0 12px 12px 0" : "12px 0 0 12px";
    return { ...Frame.TAB, left: from, top: tops.find(free) ?? tops[0], radius };
  }

  /** Draws the mark beside the card, and the ring around a link, in our own layer. */
  draw() {
    if (!this.bar || !this.ring) return;
    const link = this.outlined?.isConnected ? this.outlined.getBoundingClientRect() : null;
    style(this.ring, {
      display: link && link.width > 0 ? "block" : "none",
      left: `${(link?.left ?? 0) - 6}px`,
      top: `${(link?.top ?? 0) - 6}px`,
      width: `${(link?.width ?? 0) + 12}px`,
      height: `${(link?.height ?? 0) + 12}px`,
    });
    const rect = this.marked?.isConnected && !this.aside ? this.marked.getBoundingClientRect() : null;
    const top = Math.max(rect?.top ?? 0, 56);
    const bottom = Math.min(rect?.bottom ?? 0, innerHeight);
    style(this.bar, {
      display: rect && this.mode === "open" && bottom - top > 8 ? "block" : "none",
      left: `${endsLeft() ? Math.min((rect?.right ?? 0) + 4, innerWidth - 4) : Math.max((rect?.left ?? 0) - 8, 0)}px`,
      top: `${top}px`,
      height: `${Math.max(bottom - top, 0)}px`,
    });
  }
};

/** Whether the page's lines end at the left. Where they begin are the names; better to stand where they end. */
function endsLeft() {
  return document.body !== null && getComputedStyle(document.body).direction === "rtl";
}

/**
 * @param {HTMLElement} element
 * @param {Record<string, string>} values
 */
function style(element, values) {
  for (const [name, value] of Object.entries(values)) element.style.setProperty(name, value, "important");
}

/**
 * Firefox starts us anew in pages that are open while the extension is reloaded, and our
 * predecessor's host is still there, with a frame that has lost its extension.
 */
function removeOrphans() {
  const ours = chrome.runtime.getURL("");
  for (const element of document.documentElement.children) {
    if (element.localName !== "div" || element.attributes.length) continue;
    // @ts-ignore: Chromium has chrome.dom for content scripts, Firefox a method of its own.
    const shadow = chrome.dom?.openOrClosedShadowRoot?.(element) ?? element.openOrClosedShadowRoot;
    const frame = shadow?.querySelector?.("iframe");
    if (frame?.src.startsWith(ours)) element.remove();
  }
}
