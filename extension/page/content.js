// @ts-check
/// <reference path="types.d.ts" />
"use strict";

/**
 * The content script. It knows nothing of LinkedIn and decides nothing: it reports what the rules
 * describe, stops a click that the background asked to be stopped, and carries out orders. Whatever
 * goes wrong, clicks pass as if it weren't there.
 *
 * It starts asleep: before the background says that the user wants it, it looks at nothing but the page's address.
 */
(() => {
  /** When to look whether a closed port meant the end: Chromium takes the context away some time after it. */
  const CHECKS_MS = [0, 100, 1_000];
  /** How long such a click is remembered. */
  const EARLY_MS = 3_000;
  /** A held click that the background doesn't acknowledge in this time lets every hold go. */
  const ACKNOWLEDGE_MS = 300;
  /** The clicks of a double click that come in this time after a held one are part of it. */
  const SAME_CLICK_MS = 500;
  /** A background that hasn't answered in this time won't: it was killed, and the browser doesn't say so. */
  const ANSWER_MS = 4_000;
  /** Pauses before what nobody answered is said again. */
  const AGAIN_MS = [20, 200, 1_000, 3_000];

  /** Where a profile shows its owner's name. */
  const HEADINGS =
    "main h1, main h2, [role=main] h1, [role=main] h2, h1, main [role=heading], [role=main] [role=heading]";

  /** How many characters of text are copied for a report of the page's layout. */
  const LAYOUT_TEXT = 400_000;

  const doc = crypto.randomUUID();
  let url = "";
  /** The page's title when it was last reported. */
  let title = "";
  let helloed = false;
  /** When the newest orders were given; older ones that arrive late don't count. */
  let ordersAt = 0;
  /** @type {Map<Element, {token: string, accept: boolean, mode: "watch" | "pause", seen: string}>} */
  const guards = new Map();
  /** The last click on something that no card was known for yet. @type {{path: EventTarget[], at: number} | null} */
  let early = null;
  /** Senders whose one hold is used up. @type {Set<string>} */
  const passed = new Set();
  /** The last hold. @type {{token: string, at: number} | null} */
  let held = null;
  /** The key whose press was stopped. */
  let stoppedKey = "";
  /** How the background last wanted the frame to stand. @type {Orders["frame"]} */
  let wanted = undefined;
  /** The head that is watched. @type {Element | null} */
  let head = null;
  /** @type {chrome.runtime.Port | null} */
  let sentinel = null;
  /** Where the page's focus was before the sidebar took it. @type {Element | null} */
  let pageFocus = null;
  /** When the call for the keyboard was given that was carried out last. */
  let calledAt = 0;
  let modal = false;
  /** Whether the user lets this page be read. */
  let awake = false;
  let over = false;
  /** How many messages in a row nobody answered. */
  let unanswered = 0;

  const watcher = new Watcher(
    (report) => say({ report: { doc, shot: shot(), modal, ...report } }),
    // A dialog that is removed while it is open changes no attribute.
    (opened) => (modal || opened) && checkModal(),
  );
  const frame = new Frame(() => [...guards.keys()].filter((control) => control.isConnected));

  /** Whether the extension that put us here is still there. */
  function alive() {
    try {
      return Boolean(chrome.runtime?.id);
    } catch {
      return false;
    }
  }

  /** Leaves the page as if we had never been there. */
  function end() {
    if (over) return;
    over = true;
    sleep();
    frame.remove();
    removeEventListener("click", onClick, true);
    removeEventListener("keydown", onKeyDown, true);
    removeEventListener("keyup", onKeyUp, true);
    removeEventListener("popstate", onMoved);
    removeEventListener("pageshow", onShown);
    removeEventListener("pagehide", onHidden);
    // @ts-ignore: not in every type library yet.
    globalThis.navigation?.removeEventListener("currententrychange", onMoved);
  }

  /** From now on the page is looked at. */
  function wake() {
    awake = true;
    pageWatch.observe(document.documentElement, { childList: true });
    watchHead();
    dialogWatch.observe(document, { subtree: true, attributes: true, attributeFilter: ["open"] });
    checkModal();
  }

  /** The title is in the head, which may be still to come, or be another one by now. */
  function watchHead() {
    if (!document.head || document.head === head) return;
    head = document.head;
    pageWatch.observe(head, { childList: true, subtree: true });
  }

  /** Looks at nothing any more, and forgets what it saw. */
  function sleep() {
    awake = modal = false;
    early = pageFocus = head = held = null;
    guards.clear();
    passed.clear();
    watcher.watch(null);
    pageWatch.disconnect();
    dialogWatch.disconnect();
    frame.stepAside(false);
    frame.mark(null);
  }

  /**
   * Tells the background something and carries out its answer. A message that wakes a background
   * which is just being replaced is sent once more; but a report, which may be overtaken, is made anew.
   * @param {PageMessage} message
   * @returns {Promise<boolean>} whether it was answered
   */
  async function say(message) {
    const attempts = "report" in message ? 1 : 2;
    for (let attempt = 0; attempt < attempts && !over; attempt++) {
      if (!alive()) break;
      try {
        const orders = await Promise.race([chrome.runtime.sendMessage(message), timeout(ANSWER_MS)]);
        if (orders?.doc) {
          unanswered = 0;
          keepSentinel();
          carryOut(orders);
          return true;
        }
      } catch {
        // Nobody there, or gone before it could answer.
      }
    }
    if (!alive()) end();
    else if ("hello" in message || "report" in message) sayAgain(message);
    return false;
  }

  /** @param {number} ms */
  function timeout(ms) {
    return new Promise((_, reject) => setTimeout(reject, ms));
  }

  /**
   * What the page is and shows must reach a background that was killed while it was told. Each time we wait longer, and in the
   * end for the page's next change.
   * @param {PageMessage} message
   */
  function sayAgain(message) {
    const pause = AGAIN_MS[unanswered++];
    if (pause === undefined) return;
    setTimeout(() => {
      if (over) return;
      // What is on the page may have changed meanwhile, and the address with it.
      if ("hello" in message) message.hello.url === url && say(message);
      else watcher.rescan();
    }, pause);
  }

  /**
   * A port that is closed when the background stops or the extension goes. Only the latter ends us; a
   * background that sleeps is left asleep.
   */
  function keepSentinel() {
    if (sentinel) return;
    try {
      sentinel = chrome.runtime.connect({ name: "sentinel" });
      sentinel.onDisconnect.addListener(() => {
        sentinel = null;
        for (const delay of CHECKS_MS) setTimeout(() => alive() || end(), delay);
      });
    } catch {
      if (!alive()) end();
    }
  }

  function shot() {
    title = document.title;
    const headings = [...document.querySelectorAll(HEADINGS)];
    // A name may be a paragraph.
    headings.push(...[...document.querySelectorAll("main p, [role=main] p")].slice(0, 10));
    return {
      url: location.href,
      lang: document.documentElement.lang,
      title: document.title,
      headings: [...new Set(headings.map((heading) => heading.textContent?.trim().slice(0, 200) ?? ""))].slice(0, 20),
    };
  }

  /** @param {Orders} orders */
  function carryOut(orders) {
    if (over || orders.doc !== doc) return;
    const late = orders.at < ordersAt;
    ordersAt = Math.max(ordersAt, orders.at);
    const woken = !late && orders.awake && !awake;
    if (woken) wake();
    else if (!late && !orders.awake && awake) sleep();
    if (!awake) {
      if (orders.frame && !late) show(orders.frame);
      if (orders.focus === "frame" && !late) frame.focus();
      return;
    }
    // The user has just said yes, perhaps in another tab: now this page may say what it is.
    if (woken && orders.rules === undefined) return hello();
    if (orders.rules !== undefined && !late) watcher.watch(orders.rules);
    else if (orders.resend) watcher.rescan();
    if (late) return;
    if (orders.guard) guard(orders.guard);
    if (orders.frame) show(orders.frame);
    if (orders.mark !== undefined) frame.mark((orders.mark && watcher.element(orders.mark)) || null);
    if (orders.focus && (orders.calledAt === undefined || orders.calledAt !== calledAt)) focus(orders.focus);
    calledAt = orders.calledAt ?? calledAt;
    if (orders.describe && watcher.rules) {
      const main = document.querySelector("main, [role=main]") ?? document.body;
      say({ layout: { doc, shot: shot(), tree: JSON.stringify(watcher.snapshot(main, LAYOUT_TEXT)) } });
    }
  }

  /** @param {NonNullable<Orders["frame"]>} mode */
  function show(mode) {
    wanted = mode;
    frame.show(mode);
  }

  /**
   * Whether somebody is there to say why a click was stopped. Where nothing is to be put in the page, clicks are only to be
   * stopped while the browser's panel is on show.
   */
  function canAsk() {
    return wanted === "gone" || frame.isThere();
  }

  /** @param {Guarded[]} all */
  function guard(all) {
    guards.clear();
    for (const { token, accept, ignore, mode } of all) {
      for (const node of [accept, ignore]) {
        const element = watcher.element(node, true);
        if (!element) continue;
        // Clicked before we knew whose it is: too late to hold, not too late to notice.
        if (early?.path.includes(element)) {
          const { at } = early;
          early = null;
          if (performance.now() - at < EARLY_MS) say({ clicked: { doc, token, accept: node === accept, held: false } });
        }
        if (element.isConnected) guards.set(element, { token, accept: node === accept, mode, seen: face(element) });
      }
    }
    frame.drawSoon();
  }

  /**
   * What a control says and whose card it is in: a control that a page uses again for another card
   * has another face.
   * @param {Element} control
   */
  function face(control) {
    const card = watcher.rootOf(control);
    const link = watcher.rules?.anchor ? card?.querySelector(watcher.rules.anchor)?.getAttribute("href") : "";
    return [control.getAttribute("aria-label"), control.textContent, link].join("\n");
  }

  /** @param {NonNullable<Orders["focus"]>} where */
  function focus(where) {
    if (where === "frame") {
      if (!frame.host) return;
      // Nobody who writes to somebody on the page is interrupted.
      if (document.activeElement?.matches("input, textarea, select, [contenteditable]")) return;
      if (document.activeElement !== document.body && !frame.hasFocus()) pageFocus = document.activeElement;
      frame.focus();
    } else if (where === "page") {
      const target = pageFocus?.isConnected ? pageFocus : null;
      if (target instanceof HTMLElement) target.focus();
      else frame.iframe?.blur();
    } else {
      const target = watcher.element(where.node);
      if (target instanceof HTMLElement) {
        pageFocus = target;
        target.focus();
      }
    }
  }

  /** @param {Event} event */
  function guardOf(event) {
    if (!awake || !guards.size || !event.isTrusted) return null;
    for (const target of event.composedPath()) {
      const found = target instanceof Element && guards.get(target);
      if (found) return { control: target, ...found };
    }
    return null;
  }

  /** @param {Event} event */
  function stop(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event instanceof KeyboardEvent) stoppedKey = event.key;
  }

  /**
   * Whether an event is part of the very press that was held: the rest of a double click, or a key that repeats.
   * @param {Event} event
   * @param {{token: string, accept: boolean}} found
   */
  function isStillHeld(event, { token, accept }) {
    if (!accept || held?.token !== token) return false;
    if (event instanceof KeyboardEvent) return event.repeat;
    return event instanceof UIEvent && event.detail > 1 && performance.now() - held.at < SAME_CLICK_MS;
  }

  /** @param {Event} event */
  function onClick(event) {
    const found = guardOf(event);
    if (!found) {
      if (event.isTrusted && watcher.rules) early = { path: event.composedPath(), at: performance.now() };
      return;
    }
    if (!alive()) return end();
    const { token, accept, mode } = found;
    if (isStillHeld(event, found)) {
      stop(event);
      // Pressing the mouse button took the focus back to the page.
      if (frame.mode === "open") frame.focus();
      return;
    }
    const due = accept && mode === "pause" && !passed.has(token);
    if (due && !modal && canAsk() && face(found.control) === found.seen) {
      stop(event);
      passed.add(token);
      held = { token, at: performance.now() };
      if (found.control instanceof HTMLElement) pageFocus = found.control;
      const letGo = setTimeout(() => guards.clear(), ACKNOWLEDGE_MS);
      say({ clicked: { doc, token, accept, held: true } }).then((answered) => answered && clearTimeout(letGo));
    } else {
      say({ clicked: { doc, token, accept, held: false } });
    }
  }

  /** @param {KeyboardEvent} event */
  function onKeyDown(event) {
    if (!awake || !event.isTrusted || event.defaultPrevented) return;
    if (!event.repeat) stoppedKey = "";
    const found = (event.key === "Enter" || event.key === " ") && guardOf(event);
    // Elements that only play a button get no click from the keyboard; the page listens for the key.
    if (found && !found.control.matches("button, a[href], input, summary")) return onClick(event);
    // A button gets one with every repetition of Enter.
    if (found && event.key === "Enter" && isStillHeld(event, found)) return stop(event);
    // Back to the sidebar from where it sent the focus.
    if (event.key === "Escape" && frame.mode === "open" && pageFocus && document.activeElement === pageFocus) {
      say({ return: { doc } });
    }
  }

  /**
   * A page may act when a key is let go: what was stopped is stopped whole.
   * @param {KeyboardEvent} event
   */
  function onKeyUp(event) {
    if (!event.isTrusted || event.key !== stoppedKey) return;
    stop(event);
    stoppedKey = "";
  }

  function hello() {
    url = location.href;
    helloed = true;
    guards.clear();
    say({ hello: { doc, url } });
  }

  function onMoved() {
    if (over || !helloed || location.href === url) return;
    if (!alive()) return end();
    hello();
  }

  /** @param {PageTransitionEvent} event */
  function onShown(event) {
    // Back from the back/forward cache: what we knew may have changed in other tabs.
    if (event.persisted) hello();
  }

  function onHidden() {
    sentinel?.disconnect();
    sentinel = null;
  }

  /** Watches what concerns the frame and the address, whatever the rules. */
  const pageWatch = new MutationObserver(() => {
    onMoved();
    if (awake) watchHead();
    frame.check();
    // A profile's title comes late, and says whose it is.
    if (watcher.rules && document.title !== title) watcher.again();
  });

  // Dialogs open and close by an attribute or by being added; both pass through here.
  const dialogWatch = new MutationObserver(checkModal);

  /** The state of modal dialogs, told with each report and acted upon at once. */
  function checkModal() {
    // Older dialogs say by an attribute alone that nothing outside of them can be used. One may list invitations.
    const played = [...document.querySelectorAll('[role$="dialog"][aria-modal="true"]')].some(
      (dialog) => dialog.checkVisibility() && ![...guards.keys()].some((control) => dialog.contains(control)),
    );
    const open = played || document.querySelector("dialog:modal") !== null;
    if (open === modal) return;
    modal = open;
    frame.stepAside(open);
    watcher.again();
  }

  addEventListener("click", onClick, true);
  addEventListener("keydown", onKeyDown, true);
  addEventListener("keyup", onKeyUp, true);
  addEventListener("popstate", onMoved);
  addEventListener("pageshow", onShown);
  addEventListener("pagehide", onHidden);
  // @ts-ignore: not in every type library yet.
  globalThis.navigation?.addEventListener("currententrychange", onMoved);
  chrome.runtime.onMessage.addListener((orders) => {
    carryOut(orders);
  });

  /** @param {() => void} ready */
  function whenShown(ready) {
    // @ts-ignore: not in every type library yet.
    if (document.prerendering) document.addEventListener("prerenderingchange", ready, { once: true });
    else ready();
  }

  whenShown(hello);
})();
