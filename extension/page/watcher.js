// @ts-check
/// <reference path="types.d.ts" />
"use strict";

/**
 * What was found out about elements. Most of it is about what an element holds, and stays true until something changes
 * in there; the rest is about where it stands, and is true only until the page changes.
 */
var Facts = class {
  /** @type {WeakMap<Element, Inside>} */
  #inside = new WeakMap();
  /** Whether it stands in what is left out, and whether in the page's main part. @type {WeakMap<Element, {skipped: boolean, main: boolean}>} */
  places = new WeakMap();
  /** The root of each core. @type {WeakMap<Element, Element | null>} */
  roots = new WeakMap();
  /** Whether the page has a main part. @type {boolean | undefined} */
  hasMain = undefined;

  /**
   * What is known about what an element holds, to be read and added to.
   * @param {Element} element
   */
  inside(element) {
    let known = this.#inside.get(element);
    if (!known) this.#inside.set(element, (known = {}));
    return known;
  }

  /** @param {MutationRecord[]} records */
  forget(records) {
    /** @type {Set<Element>} */
    const changed = new Set();
    for (const { target } of records) {
      let at = isElement(target) ? target : (target.parentElement ?? hostOf(target));
      for (; at && !changed.has(at); at = above(at)) changed.add(at);
    }
    for (const element of changed) this.#inside.delete(element);
    if (records.every(({ type }) => type === "characterData")) return;
    this.places = new WeakMap();
    this.roots = new WeakMap();
    this.hasMain = undefined;
  }

  /** @param {Element[]} gone What left the page: what happens to it out there isn't told, should it come back. */
  leave(gone) {
    for (const element of gone) this.#inside.delete(element);
  }
};

/**
 * Finds the subtrees that the rules describe, keeps an eye on them, and makes snapshots of those that
 * changed. Knows nothing of LinkedIn, writes nothing into the page.
 *
 * Work is done in slices, so that the page's own scripts never wait long: a slice ends after
 * `SLICE_MS`, the rest goes on in a task of its own.
 */
var Watcher = class {
  static SLICE_MS = 2;
  /**
   * A report goes out when so many changes are ready, so that the first question needn't wait for the last card. Each later one
   * has twice as many, up to the most: every report is answered with all that is known by then.
   */
  static BATCH = { first: 24, most: 400 };
  /** No element of a page is looked for higher than this. */
  static MAX_CLIMB = 24;
  /** A larger subtree is searched in parts, so that no slice takes long. */
  static PART = 400;
  /** A report waits so long at most to hear what is in view. */
  static VIEW_MS = 50;
  /** What plays a dialog that nothing outside of can be used beside. */
  static DIALOG = '[aria-modal="true"]';
  /** So many numbers are remembered without asking which elements are still there. */
  static ROOM = 2000;

  /**
   * @param {(report: {changed: {root: number, tree: string}[], order: number[], inView: number[]}) => void} onReport
   * @param {(opened: boolean) => void} onRemoved Called when nodes left the page, or a dialog came; must be cheap.
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
    /** Parts of such a subtree. @type {Set<Element>} */
    this.parts = new Set();
    /** Roots to be looked at again. @type {Set<Element>} */
    this.dirty = new Set();
    /** Elements whose class or style changed. @type {Set<Element>} */
    this.restyled = new Set();
    /** Roots that were shown when they were last looked at. @type {WeakSet<Element>} */
    this.shown = new WeakSet();
    /** What was found out about elements since the page last changed. */
    this.facts = new Facts();
    /** Roots that can be seen in the window. @type {Set<Element>} */
    this.inView = new Set();
    /** Roots of which that isn't known yet. @type {Set<Element>} */
    this.unseen = new Set();
    /** A report that waits for it. @type {ReturnType<typeof setTimeout> | undefined} */
    this.waiting = undefined;
    this.views = new IntersectionObserver((entries) => this.onViews(entries));
    /** Whether a root went away since the last report. */
    this.lost = false;
    /** @type {{root: number, tree: string}[]} */
    this.changed = [];
    this.batch = Watcher.BATCH.first;
    this.scheduled = false;
    this.observer = new MutationObserver((records) => this.onMutations(records));
  }

  /**
   * Starts to look at the page by these rules, or stops with `null`. May be called at any time.
   * @param {Rules | null} rules
   */
  watch(rules) {
    this.observer.disconnect();
    this.forgetRoots();
    this.controls.clear();
    this.added.clear();
    this.parts.clear();
    this.dirty.clear();
    this.restyled.clear();
    this.changed = [];
    this.facts = new Facts();
    this.rules = rules;
    if (!rules) return;
    this.observe(document);
    this.rescan();
  }

  /** Looks at everything again and reports it all. */
  rescan() {
    if (!this.rules) return;
    this.forgetRoots();
    this.changed = [];
    this.lost = true;
    if (document.body) this.added.add(document.body);
    this.schedule();
  }

  forgetRoots() {
    this.batch = Watcher.BATCH.first;
    this.roots.clear();
    this.views.disconnect();
    this.inView.clear();
    this.unseen.clear();
    clearTimeout(this.waiting);
    this.waiting = undefined;
  }

  /** @param {Element} root */
  addRoot(root) {
    if (this.roots.has(root) || this.roots.size >= /** @type {Rules} */ (this.rules).maxCandidates) return;
    this.roots.set(root, "");
    this.dirty.add(root);
    this.unseen.add(root);
    this.views.observe(root);
  }

  /** @param {Element} root */
  dropRoot(root) {
    this.roots.delete(root);
    this.inView.delete(root);
    this.unseen.delete(root);
    this.views.unobserve(root);
    this.lost = true;
  }

  /** @param {IntersectionObserverEntry[]} entries */
  onViews(entries) {
    for (const { target, isIntersecting, boundingClientRect } of entries) {
      this.unseen.delete(target);
      if (isIntersecting && boundingClientRect.width > 0 && this.roots.has(target)) this.inView.add(target);
      else this.inView.delete(target);
    }
    if (this.waiting !== undefined && !this.unseen.size) this.report();
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
      attributeFilter: [...this.rules.attributes, "hidden", "open", "disabled", "class", "style"],
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
    this.facts.forget(records);
    let removed = false;
    let opened = false;
    for (const record of records) {
      removed ||= record.removedNodes.length > 0;
      const target = isElement(record.target) ? record.target : record.target.parentElement;
      if (record.attributeName === "class" || record.attributeName === "style") {
        if (target) this.restyled.add(target);
        continue;
      }
      const root = target && this.rootOf(target);
      if (root) this.dirty.add(root);
      for (const node of record.addedNodes) {
        if (!isElement(node)) continue;
        this.added.add(node);
        opened ||= node.matches(Watcher.DIALOG) || node.querySelector(Watcher.DIALOG) !== null;
      }
      if (!root && record.type === "attributes" && target?.matches(this.rules.control)) this.controls.add(target);
      for (const node of record.removedNodes) if (isElement(node)) this.onGone([node, ...node.querySelectorAll("*")]);
    }
    if (removed || opened) this.onRemoved(opened);
    if (this.busy() || this.lost) this.schedule();
  }

  /**
   * A root may have gone, or changed its place, with these elements. A chat that changes its text twenty times a second takes
   * none along, and is no reason to report.
   * @param {Element[]} gone
   */
  onGone(gone) {
    this.facts.leave(gone);
    // What a shadow root held isn't looked through; it may have been one.
    this.lost ||= gone.some((element) => this.roots.has(element) || element.shadowRoot);
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

  busy() {
    return (
      this.added.size + this.parts.size + this.restyled.size + this.controls.size + this.dirty.size > 0
    );
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
    for (const element of this.parts) {
      if (!more()) break;
      this.parts.delete(element);
      if (element.isConnected) this.searchPart(element);
    }
    for (const element of this.restyled) {
      if (!more()) break;
      this.restyled.delete(element);
      if (element.isConnected) this.restyle(element);
    }
    for (const control of this.controls) {
      if (this.added.size || this.parts.size || !more()) break;
      this.controls.delete(control);
      const root = control.isConnected && this.candidateOf(control);
      if (root) this.addRoot(root);
    }
    for (const root of this.dirty) {
      if (this.added.size || this.parts.size || this.controls.size || !more()) break;
      this.dirty.delete(root);
      this.look(root);
      if (this.changed.length >= this.batch) break;
    }

    const busy = this.busy();
    if (!busy || this.changed.length >= this.batch) this.reportInView();
    if (busy) this.schedule();
  }

  /**
   * Notes the controls of a new subtree, and follows open shadow roots.
   * @param {Element} element
   */
  search(element) {
    const { control, anchor } = /** @type {Rules} */ (this.rules);
    this.searchPart(element);
    // A profile link that comes later can complete controls that were there before.
    if (anchor && !this.isSkipped(element) && (element.matches(anchor) || element.querySelector(anchor))) {
      const card = this.climb(element, (at) => at.querySelector(control) !== null);
      if (card && card !== element) for (const found of card.querySelectorAll(control)) this.controls.add(found);
    }
  }

  /** @param {Element} element */
  searchPart(element) {
    const { control } = /** @type {Rules} */ (this.rules);
    if (this.isSkipped(element)) return;
    const large = this.sizeOf(element) > Watcher.PART;
    if (element.matches(control)) this.controls.add(element);
    if (large) for (const child of element.children) this.parts.add(child);
    else for (const found of element.querySelectorAll(control)) this.controls.add(found);
    this.followInto(element);
    if (large) return;
    const all = element.querySelectorAll("*");
    for (let index = 0; index < all.length; index++) this.followInto(all[index]);
  }

  /** @param {Element} host */
  followInto({ shadowRoot }) {
    if (!shadowRoot) return;
    this.observe(shadowRoot);
    for (const child of shadowRoot.children) this.added.add(child);
  }

  /**
   * A class or a style may show or hide something: a part of a card, or cards as a whole.
   * @param {Element} element
   */
  restyle(element) {
    const root = this.rootOf(element);
    if (root) this.dirty.add(root);
    if (!element.firstElementChild) return;
    for (const root of this.roots.keys()) {
      if (element.contains(root) && isShown(root) !== this.shown.has(root)) this.dirty.add(root);
    }
  }

  /**
   * Whether an element is in a subtree that the rules leave out, or outside of the page's main part. As a
   * selector the latter would need `:has()`, which takes a millisecond where a page has 500 cards.
   * @param {Element} element
   */
  isSkipped(element) {
    const { skipped, main } = this.placeOf(element);
    if (skipped || main) return skipped;
    const css = /** @type {Rules} */ (this.rules).main;
    this.facts.hasMain ??= document.querySelector(css) !== null;
    if (!this.facts.hasMain) return false;
    let top = element;
    for (let host = hostOf(top); host; host = hostOf(top)) top = host;
    return top.querySelector(css) === null;
  }

  /**
   * Where an element stands. What stands in a shadow root stands where its host does.
   * @param {Element} element
   */
  placeOf(element) {
    const rules = /** @type {Rules} */ (this.rules);
    const { places } = this.facts;
    const path = [];
    let at = /** @type {Element | null} */ (element);
    while (at && !places.has(at)) {
      path.push(at);
      at = above(at);
    }
    let place = (at && places.get(at)) ?? { skipped: false, main: false };
    for (const inner of path.reverse()) {
      place = { skipped: place.skipped || inner.matches(rules.skip), main: place.main || inner.matches(rules.main) };
      places.set(inner, place);
    }
    return place;
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
      if ((this.facts.inside(at).outside ??= at.matches(outside))) return null;
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
    const { maxControls, item } = /** @type {Rules} */ (this.rules);
    if (this.isSkipped(control)) return null;
    const core = this.climb(control, (at) => this.isWhole(at));
    if (!core || this.controlsIn(core) > maxControls) return null;
    // A control beside a list (a filter, say) would take the whole list for its card.
    const inside = this.facts.inside(core);
    inside.items ??= [...core.querySelectorAll(item)].filter((item) => this.isWhole(item));
    if (inside.items.some((item) => !item.contains(control))) return null;
    let root = this.facts.roots.get(core);
    if (root === undefined) this.facts.roots.set(core, (root = this.widened(core)));
    return root;
  }

  /**
   * A core with everything around it that speaks of the same profile.
   * @param {Element} core
   */
  widened(core) {
    const rules = /** @type {Rules} */ (this.rules);
    const profiles = this.profilesIn(core);
    let root = core;
    while (!root.matches(rules.item)) {
      const wider = above(root);
      if (!wider || (this.facts.inside(wider).outside ??= wider.matches(rules.outside))) break;
      if (this.sizeOf(wider) > rules.maxNodes) break;
      if (this.controlsIn(wider) > rules.maxControls) break;
      if (!rules.anchor && !wider.matches(rules.item)) break;
      const around = this.profilesIn(wider);
      if (around.size > profiles.size) break;
      root = wider;
    }
    return this.sizeOf(root) > rules.maxNodes ? null : root;
  }

  /** @param {Element} element */
  sizeOf(element) {
    return (this.facts.inside(element).size ??= element.getElementsByTagName("*").length);
  }

  /** @param {Element} element */
  controlsIn(element) {
    const { control } = /** @type {Rules} */ (this.rules);
    return (this.facts.inside(element).controls ??= element.querySelectorAll(control).length);
  }

  /**
   * Whether a subtree holds all that the rules ask for.
   * @param {Element} element
   */
  isWhole(element) {
    const { anchor, minControls } = /** @type {Rules} */ (this.rules);
    const anchored = () => !anchor || element.matches(anchor) || element.querySelector(anchor) !== null;
    return (this.facts.inside(element).whole ??= anchored() && this.controlsIn(element) >= minControls);
  }

  /**
   * The different profiles that a subtree links to.
   * @param {Element} element
   */
  profilesIn(element) {
    const inside = this.facts.inside(element);
    if (inside.profiles) return inside.profiles;
    const profiles = (inside.profiles = new Set());
    const { anchor } = /** @type {Rules} */ (this.rules);
    for (const link of anchor ? element.querySelectorAll(anchor) : []) {
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
    if (!held.has(root)) this.dropRoot(root);
    for (const other of held) if (other) this.addRoot(other);
    if (!held.has(root)) return;
    if (isShown(root)) this.shown.add(root);
    else this.shown.delete(root);
    const tree = JSON.stringify(this.snapshot(root));
    if (tree === this.roots.get(root)) return;
    this.roots.set(root, tree);
    this.changed.push({ root: this.number(root), tree });
  }

  /** Reports as soon as the browser has told what is in view: asking it would make it lay out the page at once. */
  reportInView() {
    if (!this.changed.length && !this.lost) return;
    if (!this.unseen.size || document.visibilityState === "hidden") return this.report();
    this.waiting ??= setTimeout(() => this.report(), Watcher.VIEW_MS);
  }

  report() {
    clearTimeout(this.waiting);
    this.waiting = undefined;
    if (!this.changed.length && !this.lost) return;
    for (const root of this.roots.keys()) {
      if (!root.isConnected) this.dropRoot(root);
    }
    const reported = [...this.roots].filter(([, tree]) => tree !== "").map(([root]) => root);
    reported.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    const changed = this.changed;
    if (changed.length >= this.batch) this.batch = Math.min(this.batch * 2, Watcher.BATCH.most);
    this.changed = [];
    this.lost = false;
    this.onReport({
      changed,
      order: reported.map((root) => this.number(root)),
      inView: reported.filter((root) => this.inView.has(root)).map((root) => this.number(root)),
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

    const wanted = new Set(rules.attributes);
    // One question about a whole tree is cheaper than one about each element.
    /** @type {(tree: Element | ShadowRoot) => {controls: Set<Element>, skipped: Set<Element>}} */
    const ask = (tree) => ({
      controls: new Set(tree.querySelectorAll(rules.control)),
      skipped: new Set(tree.querySelectorAll(rules.skip)),
    });

    /** @type {(element: Element, control: boolean, known: ReturnType<typeof ask>) => SnapshotElement} */
    const copy = (element, control, known) => {
      /** @type {SnapshotElement} */
      const node = { t: element.localName };
      const link = element.localName === "a";
      if (control) node.k = true;
      if (control || link || element === root) node.i = this.number(element);
      // Names are texts; the attributes themselves would be objects made for the occasion.
      for (const name of element.getAttributeNames()) {
        if (wanted.has(name)) (node.a ??= {})[name] = element.getAttribute(name)?.slice(0, 2000).toWellFormed() ?? "";
      }
      // Only what holds text or can be clicked is asked.
      if ((control || link || !element.firstElementChild) && !isShown(element)) node.h = true;
      /** @type {(child: ChildNode, known: ReturnType<typeof ask>) => void} */
      const add = (child, known) => {
        if (isElement(child)) {
          if (!known.skipped.has(child)) (node.c ??= []).push(copy(child, known.controls.has(child), known));
          return;
        }
        const written = child.nodeType === Node.TEXT_NODE ? (child.nodeValue ?? "") : "";
        if (written.trim()) {
          // A long text leaves room for what comes after it.
          const data = written.slice(0, text >> 1).toWellFormed();
          text -= data.length;
          (node.c ??= []).push(data);
        }
      };
      if (element.shadowRoot) {
        const inside = ask(element.shadowRoot);
        for (let child = element.shadowRoot.firstChild; child; child = child.nextSibling) add(child, inside);
      }
      for (let child = element.firstChild; child; child = child.nextSibling) add(child, known);
      return node;
    };
    return copy(root, root.matches(rules.control), ask(root));
  }
};

/**
 * Whether a node is an element. Thousands are asked, and in Firefox `instanceof` takes ten times as long.
 * @param {Node} node
 * @returns {node is Element}
 */
function isElement(node) {
  return node.nodeType === Node.ELEMENT_NODE;
}

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

/**
 * The host of the shadow root that a node stands in.
 * @param {Node} node
 * @returns {Element | null}
 */
function hostOf(node) {
  const root = node.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/**
 * Whether an element can be seen. One without a box of its own (`display: contents`) counts as invisible for the
 * browser, but what is in it may be seen.
 * @param {Element} element
 * @returns {boolean}
 */
function isShown(element) {
  if (element.checkVisibility({ visibilityProperty: true })) return true;
  const { display, visibility } = getComputedStyle(element);
  if (display !== "contents" || visibility !== "visible") return false;
  const outer = above(element);
  return outer === null || isShown(outer);
}
