// @ts-check
/// <reference path="types.d.ts" />
"use strict";

/**
 * Finds the subtrees that the rules describe, keeps an eye on them, and makes snapshots of those that
 * changed. Knows nothing of LinkedIn, writes nothing into the page.
 *
 * Work is done in slices, so that the page's own scripts never wait long: a slice ends after
 * `SLICE_MS`, the rest goes on in a task of its own.
 */
var Watcher = class {
  static SLICE_MS = 3;
  /** A report goes out when so many changes are ready, so that the first question needn't wait for the last card. */
  static BATCH = 24;
  /** No element of a page is looked for higher than this. */
  static MAX_CLIMB = 24;
  /** So many numbers are remembered without asking which elements are still there. */
  static ROOM = 2000;

  /**
   * @param {(report: {changed: {root: number, tree: string}[], order: number[], inView: number[]}) => void} onReport
   * @param {() => void} onRemoved Called when nodes left the page; must be cheap.
   */
  constructor(onReport, onRemoved) {
    this.onReport = onReport;
    this.onRemoved = onRemoved;
    /** @type {Rules | null} */
    this.rules = null;
    /** @type {WeakMap<Element, number>} */
    this.numbers = new WeakMap();
    /** @type {Map<number, WeakRef<Element>>} */
    this.elements = new Map();
    this.lastNumber = 0;
    /** How many numbers are remembered before those of elements that are no more are dropped. */
    this.room = Watcher.ROOM;
    /** Candidate roots and their last snapshot; an empty text for one that was not made yet. @type {Map<Element, string>} */
    this.roots = new Map();
    /** Controls to be placed in a candidate. @type {Set<Element>} */
    this.controls = new Set();
    /** Subtrees to be searched for controls. @type {Set<Element>} */
    this.added = new Set();
    /** Roots to be looked at again. @type {Set<Element>} */
    this.dirty = new Set();
    /** Whether a root went away since the last report. */
    this.lost = false;
    /** @type {{root: number, tree: string}[]} */
    this.changed = [];
    this.scheduled = false;
    this.observer = new MutationObserver((records) => this.onMutations(records));
  }

  /**
   * Starts to look at the page by these rules, or stops with `null`. May be called at any time.
   * @param {Rules | null} rules
   */
  watch(rules) {
    this.observer.disconnect();
    this.roots.clear();
    this.controls.clear();
    this.added.clear();
    this.dirty.clear();
    this.changed = [];
    this.rules = rules;
    if (!rules) return;
    this.observe(document);
    this.rescan();
  }

  /** Looks at everything again and reports it all. */
  rescan() {
    if (!this.rules) return;
    this.roots.clear();
    this.changed = [];
    this.lost = true;
    if (document.body) this.added.add(document.body);
    this.schedule();
  }

  /** Reports soon, even if no card has changed. */
  again() {
    this.lost = true;
    this.schedule();
  }

  /** @param {Document | ShadowRoot} tree */
  observe(tree) {
    if (!this.rules) return;
    this.observer.observe(tree, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: [...this.rules.attributes, "hidden", "open", "disabled"],
    });
  }

  /**
   * The element with this number, if it is still in the page, or wherever it is.
   * @param {number} number
   * @param {boolean} [anywhere]
   */
  element(number, anywhere = false) {
    const element = this.elements.get(number)?.deref();
    return anywhere || element?.isConnected ? element : undefined;
  }

  /** @param {Element} element */
  number(element) {
    let number = this.numbers.get(element);
    if (number === undefined) {
      number = ++this.lastNumber;
      this.numbers.set(element, number);
      this.elements.set(number, new WeakRef(element));
      if (this.elements.size > this.room) this.forgetGone();
    }
    return number;
  }

  /** Drops the numbers of elements that are no more: a list that is scrolled for hours makes new ones all the time. */
  forgetGone() {
    for (const [number, element] of this.elements) {
      if (!element.deref()) this.elements.delete(number);
    }
    // Looked through again when it has doubled, so that this costs the same for each number however many there are.
    this.room = Math.max(Watcher.ROOM, this.elements.size * 2);
  }

  /** @param {MutationRecord[]} records */
  onMutations(records) {
    if (!this.rules) return;
    let removed = false;
    for (const record of records) {
      removed ||= record.removedNodes.length > 0;
      const target = record.target instanceof Element ? record.target : record.target.parentElement;
      const root = target && this.rootOf(target);
      if (root) this.dirty.add(root);
      for (const node of record.addedNodes) {
        if (node instanceof Element) this.added.add(node);
      }
      if (!root && record.type === "attributes" && target?.matches(this.rules.control)) this.controls.add(target);
      for (const node of record.removedNodes) this.lost ||= this.hadRoot(node);
    }
    if (removed) this.onRemoved();
    if (this.added.size || this.controls.size || this.dirty.size || this.lost) this.schedule();
  }

  /**
   * Whether a root left the page, or its place in it, with this node. A chat that changes its text twenty
   * times a second takes none along, and is no reason to report.
   * @param {Node} node
   */
  hadRoot(node) {
    if (!(node instanceof Element)) return false;
    // What a shadow root held isn't looked through; it may have been one.
    return [node, ...node.querySelectorAll("*")].some((element) => this.roots.has(element) || element.shadowRoot);
  }

  /** @param {Element} element */
  rootOf(element) {
    for (let at = /** @type {Element | null} */ (element); at; at = above(at)) {
      if (this.roots.has(at)) return at;
    }
    return null;
  }

  schedule() {
    if (this.scheduled) return;
    this.scheduled = true;
    setTimeout(() => {
      this.scheduled = false;
      this.work();
    }, 0);
  }

  /** One slice of work. */
  work() {
    if (!this.rules) return;
    const end = performance.now() + Watcher.SLICE_MS;
    const more = () => performance.now() < end;

    for (const element of this.added) {
      this.added.delete(element);
      if (element.isConnected) this.search(element);
      if (!more()) break;
    }
    for (const control of this.controls) {
      if (this.added.size || !more()) break;
      this.controls.delete(control);
      if (!control.isConnected) continue;
      const root = this.candidateOf(control);
      if (root && !this.roots.has(root) && this.roots.size < this.rules.maxCandidates) {
        this.roots.set(root, "");
        this.dirty.add(root);
      }
    }
    for (const root of this.dirty) {
      if (this.added.size || this.controls.size || !more()) break;
      this.dirty.delete(root);
      this.look(root);
      if (this.changed.length >= Watcher.BATCH) break;
    }

    const busy = this.added.size || this.controls.size || this.dirty.size;
    if (!busy || this.changed.length >= Watcher.BATCH) this.report();
    if (busy) this.schedule();
  }

  /**
   * Notes the controls of a new subtree, and follows open shadow roots.
   * @param {Element} element
   */
  search(element) {
    const { control, anchor } = /** @type {Rules} */ (this.rules);
    if (this.isSkipped(element)) return;
    if (element.matches(control)) this.controls.add(element);
    for (const found of element.querySelectorAll(control)) this.controls.add(found);
    // A profile link that comes later can complete controls that were there before.
    if (anchor && (element.matches(anchor) || element.querySelector(anchor))) {
      const card = this.climb(element, (at) => at.querySelector(control) !== null);
      for (const found of card?.querySelectorAll(control) ?? []) this.controls.add(found);
    }
    const hosts = [element, ...element.querySelectorAll("*")];
    for (const host of hosts) {
      if (host.shadowRoot) {
        this.observe(host.shadowRoot);
        for (const child of host.shadowRoot.children) this.added.add(child);
      }
    }
  }

  /**
   * Whether an element is in a subtree that the rules leave out, or outside of the page's main part. As a
   * selector the latter would need `:has()`, which takes a millisecond where a page has 500 cards.
   * @param {Element} element
   */
  isSkipped(element) {
    const { skip, main } = /** @type {Rules} */ (this.rules);
    if (element.closest(skip)) return true;
    // What stands in a shadow root has left the page's outline.
    if (element.closest(main) || element.getRootNode() !== document) return false;
    return document.querySelector(main) !== null && element.querySelector(main) === null;
  }

  /**
   * The nearest ancestor, the element itself included, that meets a condition; `null` beyond the
   * rules' outside.
   * @param {Element} element
   * @param {(at: Element) => boolean} condition
   */
  climb(element, condition) {
    const { outside } = /** @type {Rules} */ (this.rules);
    let at = /** @type {Element | null} */ (element);
    for (let steps = 0; at && steps < Watcher.MAX_CLIMB; at = above(at), steps++) {
      if (at.matches(outside)) return null;
      if (condition(at)) return at;
    }
    return null;
  }

  /**
   * The candidate that a control belongs to: the smallest subtree that holds what the rules ask for,
   * widened to everything around it that speaks of the same profile.
   * @param {Element} control
   */
  candidateOf(control) {
    const rules = /** @type {Rules} */ (this.rules);
    if (this.isSkipped(control)) return null;
    const core = this.climb(control, (at) => this.isWhole(at));
    if (!core || core.querySelectorAll(rules.control).length > rules.maxControls) return null;
    // A control beside a list (a filter, say) would take the whole list for its card.
    for (const item of core.querySelectorAll(rules.item)) {
      if (!item.contains(control) && this.isWhole(item)) return null;
    }
    const profiles = this.profilesIn(core);
    let root = core;
    while (!root.matches(rules.item)) {
      const wider = above(root);
      if (!wider || wider.matches(rules.outside)) break;
      if (wider.querySelectorAll("*").length > rules.maxNodes) break;
      if (wider.querySelectorAll(rules.control).length > rules.maxControls) break;
      if (!rules.anchor && !wider.matches(rules.item)) break;
      const around = this.profilesIn(wider);
      if (around.size > profiles.size) break;
      root = wider;
    }
    return root.querySelectorAll("*").length > rules.maxNodes ? null : root;
  }

  /**
   * Whether a subtree holds all that the rules ask for.
   * @param {Element} element
   */
  isWhole(element) {
    const { anchor, control, minControls } = /** @type {Rules} */ (this.rules);
    if (anchor && !(element.matches(anchor) || element.querySelector(anchor))) return false;
    return element.querySelectorAll(control).length >= minControls;
  }

  /**
   * The different profiles that a subtree links to.
   * @param {Element} element
   */
  profilesIn(element) {
    /** @type {Set<string>} */
    const profiles = new Set();
    const { anchor } = /** @type {Rules} */ (this.rules);
    if (!anchor) return profiles;
    for (const link of element.querySelectorAll(anchor)) {
      if (link instanceof HTMLAnchorElement) profiles.add(link.pathname.replace(/\/+$/, "").toLowerCase());
    }
    return profiles;
  }

  /**
   * Looks at a root again: it may have gone, may have become several, or may have changed.
   * @param {Element} root
   */
  look(root) {
    const rules = /** @type {Rules} */ (this.rules);
    if (!this.roots.has(root)) return;
    const inside = root.isConnected ? [...root.querySelectorAll(rules.control)] : [];
    const held = new Set(inside.map((control) => this.candidateOf(control)));
    if (!held.has(root)) {
      this.roots.delete(root);
      this.lost = true;
    }
    for (const other of held) {
      if (other && !this.roots.has(other) && this.roots.size < rules.maxCandidates) {
        this.roots.set(other, "");
        this.dirty.add(other);
      }
    }
    if (!held.has(root)) return;
    const tree = JSON.stringify(this.snapshot(root));
    if (tree === this.roots.get(root)) return;
    this.roots.set(root, tree);
    this.changed.push({ root: this.number(root), tree });
  }

  report() {
    if (!this.changed.length && !this.lost) return;
    for (const root of this.roots.keys()) {
      if (!root.isConnected) this.roots.delete(root);
    }
    const reported = [...this.roots].filter(([, tree]) => tree !== "").map(([root]) => root);
    reported.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    const inView = reported.filter((root) => {
      const { top, bottom, width } = root.getBoundingClientRect();
      return width > 0 && bottom > 0 && top < innerHeight;
    });
    const changed = this.changed;
    this.changed = [];
    this.lost = false;
    this.onReport({
      changed,
      order: reported.map((root) => this.number(root)),
      inView: inView.map((root) => this.number(root)),
    });
  }

  /**
   * A copy of a subtree as plain data.
   * @param {Element} root
   * @param {number} [text] How many characters of text are copied.
   * @returns {SnapshotElement}
   */
  snapshot(root, text = this.rules?.maxText ?? 0) {
    const rules = /** @type {Rules} */ (this.rules);

    /** @type {(element: Element) => SnapshotElement} */
    const copy = (element) => {
      /** @type {SnapshotElement} */
      const node = { t: element.localName };
      const control = element.matches(rules.control);
      const link = element instanceof HTMLAnchorElement;
      if (control) node.k = true;
      if (control || link || element === root) node.i = this.number(element);
      for (const name of rules.attributes) {
        const value = element.getAttribute(name);
        if (value !== null) (node.a ??= {})[name] = value.slice(0, 2000).toWellFormed();
      }
      // Elements without a box of their own (display: contents) count as invisible; only what holds
      // text or can be clicked is asked.
      if ((control || link || !element.firstElementChild) && !element.checkVisibility({ visibilityProperty: true })) {
        node.h = true;
      }
      const children = [...(element.shadowRoot?.childNodes ?? []), ...element.childNodes];
      for (const child of children) {
        if (child instanceof Element) {
          if (!child.matches(rules.skip)) (node.c ??= []).push(copy(child));
        } else if (child instanceof Text && child.data.trim()) {
          // A long text leaves room for what comes after it.
          const data = child.data.slice(0, text >> 1).toWellFormed();
          text -= data.length;
          (node.c ??= []).push(data);
        }
      }
      return node;
    };
    return copy(root);
  }
};

/**
 * The parent, through shadow roots.
 * @param {Element} element
 * @returns {Element | null}
 */
function above(element) {
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}
