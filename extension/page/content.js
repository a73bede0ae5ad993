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
  /** How often to look after that, as long as a frame stands here whose background sleeps: an update closes no port then. */
  const ASLEEP_MS = 3_000;
  /** How long such a click is remembered. */
  const EARLY_MS = 3_000;
  /** A held click that the background doesn't acknowledge in this time lets every hold go. */
  const ACKNOWLEDGE_MS = 300;
  /** The clicks of a double click that come in this time after a held one are part of it. */
  const SAME_CLICK_MS = 500;
  /** A background that hasn't answered in this time won't: it was killed, and the browser doesn't say so. */
  const ANSWER_MS = 4_000;
  /** A page that draws a card anew while the focus goes to its Accept: so long the focus follows. */
  const FOLLOW_MS = 2_000;
  /** Pauses before what nobody answered is said again. */
  const AGAIN_MS = [20, 200, 1_000, 3_000];

  /** So many texts are told of those that may say whose page it is: of each kind, and altogether. */
  const NAMES = { each: 10, all: 20 };
  /** How many characters of such a text are told, and of the text of a link that the user points at. */
  const NAME_TEXT = 200;
  /** How many characters of text are copied of a control that was pressed. */
  const PRESSED_TEXT = 1_000;

  /** How many characters of text are copied for a report of the page's layout. */
  const LAYOUT_TEXT = 400_000;

  /** What gets a click from the keyboard. */
  const CLICKED = "button, a[href], input, summary";

  const doc = crypto.randomUUID();
  let url = "";
  /** The page's title when it was last reported. */
  let title = "";
  let helloed = false;
  /** When the newest orders were given; older ones that arrive late don't count. */
  let ordersAt = 0;
  /**
   * `seen` is the control's face, and `copy` the copy of its card, when it was told.
   * @type {Map<Element, {token: string, accept: boolean, mode: "watch" | "pause", seen: string, copy: string}>}
   */
  const guards = new Map();
  /** Controls of entries that are none of ours, which the frame must not cover either. @type {Element[]} */
  let avoided = [];
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
  /** Whose Accept gets the focus, since when, and whether it had it. @type {{token: string, at: number, had: boolean} | null} */
  let accepting = null;
  /** When the call for the keyboard was given that was carried out last. */
  let calledAt = 0;
  let modal = false;
  /** Whether the user lets this page be read. */
  let awake = false;
  let over = false;
  /** How many reports in a row nobody answered. */
  let unanswered = 0;
  /** Whether one is about to be made anew. */
  let reporting = false;

  const watcher = new Watcher(
    (report) => say({ report: { doc, shot: shot(), modal, ...report } }),
    // A dialog that is removed while it is open changes no attribute.
    (opened) => (modal || opened) && checkModal(),
  );
  const frame = new Frame(() => [...guards.keys(), ...avoided].filter((control) => control.isConnected));
  const pointer = new Pointer((link) => frame.outline(link), pointed);

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
    early = pageFocus = head = held = accepting = null;
    guards.clear();
    avoided = [];
    passed.clear();
    pointer.stop();
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
   * @param {number} [times] How often it was said already.
   * @returns {Promise<boolean>} whether it was answered
   */
  async function say(message, times = 0) {
    const attempts = "report" in message ? 1 : 2;
    for (let attempt = 0; attempt < attempts && !over; attempt++) {
      if (!alive()) break;
      // Said now, it would take the background back to where the page was.
      if (isOvertaken(message)) return false;
      try {
        const orders = await Promise.race([chrome.runtime.sendMessage(message), timeout(ANSWER_MS)]);
        if (orders?.doc) {
          unanswered = 0;
          keepSentinel();
          // If it was heard after all that was said since, the next report puts that right.
          if (isOvertaken(message)) watcher.rescan();
          else carryOut(orders);
          return true;
        }
      } catch {
        // Nobody there, or gone before it could answer.
      }
    }
    if (!alive()) end();
    else if ("hello" in message || "report" in message || "clicked" in message) sayAgain(message, times);
    return false;
  }

  /**
   * Whether the page has gone on to another address since it said hello.
   * @param {PageMessage} message
   */
  function isOvertaken(message) {
    return "hello" in message && message.hello.url !== url;
  }

  /** @param {number} ms */
  function timeout(ms) {
    return new Promise((_, reject) => setTimeout(reject, ms));
  }

  /**
   * What the page is and shows must reach a background that was killed while it was told. Each time we wait longer, and in the
   * end for the page's next change. However many reports were lost, one that is made anew has it all.
   * @param {PageMessage} message
   * @param {number} times How often it was said already.
   */
  function sayAgain(message, times) {
    const report = "report" in message;
    if (report && reporting) return;
    const pause = AGAIN_MS[report ? unanswered++ : times];
    if (pause === undefined) return;
    reporting ||= report;
    setTimeout(() => {
      if (report) reporting = false;
      if (over) return;
      // What is on the page may have changed meanwhile; what a click did shows only to whoever knows of it.
      if (report) watcher.rescan();
      else say(message, times + 1);
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
        setTimeout(lookAgain, ASLEEP_MS);
      });
    } catch {
      if (!alive()) end();
    }
  }

  function lookAgain() {
    if (over || sentinel || !frame.host) return;
    if (alive()) setTimeout(lookAgain, ASLEEP_MS);
    else end();
  }

  function shot() {
    title = document.title;
    const names = (watcher.rules?.names ?? []).flatMap((css) => [...document.querySelectorAll(css)].slice(0, NAMES.each));
    const texts = names.map((name) => name.textContent?.trim().slice(0, NAME_TEXT) ?? "");
    return {
      url: location.href,
      lang: document.documentElement.lang,
      title: document.title,
      headings: [...new Set(texts)].slice(0, NAMES.all),
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
    // Before a report that is asked for the background may know of nobody; what stood until then stands until its answer.
    const coming = orders.resend && watcher.rules !== null;
    if (orders.guard && (orders.guard.length || !coming)) guard(orders.guard);
    if (orders.avoid) avoid(orders.avoid);
    if (orders.frame) show(orders.frame);
    if (orders.heard) frame.heard = true;
    if (orders.mark !== undefined) frame.mark((orders.mark && watcher.element(orders.mark)) || null);
    if (orders.focus && (orders.calledAt === undefined || orders.calledAt !== calledAt)) {
      focus(orders.focus, orders.guard ?? []);
    }
    calledAt = orders.calledAt ?? calledAt;
    if (orders.point !== undefined) point(orders.point);
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
    const before = new Map(guards);
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
        if (!element.isConnected) continue;
        const root = watcher.rootOf(element);
        const copy = (root && watcher.roots.get(root)) ?? "";
        const known = before.get(element);
        // Hundreds of cards are told again with each report; a card whose copy is the same has the same face.
        const seen = known && copy && known.copy === copy ? known.seen : face(element);
        guards.set(element, { token, accept: node === accept, mode, seen, copy });
      }
    }
    followFocus(all);
    frame.onChange();
  }

  /**
   * Gives the focus to the Accept that should have it, if the page has put another in its place and the user has not gone on.
   * @param {Guarded[]} all
   */
  function followFocus(all) {
    if (!accepting) return;
    if (performance.now() - accepting.at > FOLLOW_MS) accepting = null;
    else if (document.activeElement === document.body || (frame.hasFocus() && !accepting.had)) focusAccept(all);
  }

  /** @param {Guarded[]} all */
  function focusAccept(all) {
    const controls = all.filter(({ token }) => token === accepting?.token).map(({ accept }) => watcher.element(accept));
    giveFocus(controls.find((control) => control?.checkVisibility()));
  }

  /** @param {Element | undefined} target A control of the page that the sidebar sends the focus to. */
  function giveFocus(target) {
    if (!(target instanceof HTMLElement)) return;
    if (accepting) accepting.had = true;
    pageFocus = target;
    target.focus();
  }

  /** @param {number[]} roots Entries whose controls are not to be covered. */
  function avoid(roots) {
    const here = location.href.split("#")[0];
    const css = watcher.rules?.control;
    const controls = css ? roots.flatMap((root) => [...(watcher.element(root)?.querySelectorAll(css) ?? [])]) : [];
    // Links that lead elsewhere may be as wide as their entry; an Accept that is a link leads to where it stands.
    avoided = controls.filter((it) => !(it instanceof HTMLAnchorElement && it.href && it.href.split("#")[0] !== here));
    frame.onChange();
  }

  /**
   * What a control says and whose card it is in: a control that a page uses again for another card
   * has another face. What translates pages writes other texts, and leaves labels as they are.
   * @param {Element} control
   */
  function face(control) {
    const card = watcher.rootOf(control);
    const link = watcher.rules?.anchor ? card?.querySelector(watcher.rules.anchor)?.getAttribute("href") : "";
    return [control.getAttribute("aria-label") || control.textContent, link].join("\n");
  }

  /** @param {boolean} on Whether the user wants to point at somebody. */
  function point(on) {
    const links = watcher.rules?.anchor;
    if (!on) return pointer.stop();
    if (!links) return pointed(null);
    pointer.start(links);
    // The keyboard goes on from the first link that can be seen.
    const inSight = (/** @type {Element} */ link) => {
      const { top, bottom, width } = link.getBoundingClientRect();
      return width > 0 && bottom > 0 && top < innerHeight && !watcher.isSkipped(link);
    };
    const first = [...document.querySelectorAll(links)].find(inSight);
    if (first instanceof HTMLElement) first.focus({ preventScroll: true });
  }

  /** @param {Element | null} link Whom the user has pointed at. */
  function pointed(link) {
    if (!(link instanceof HTMLAnchorElement)) return say({ pointed: { doc } });
    // A photo's link has no text; the name is in another link to the same profile.
    const same = [...document.querySelectorAll("a")].filter((other) => other.pathname === link.pathname);
    const texts = [link, ...same].map((one) => one.innerText.trim().split("\n")[0]);
    const text = texts.find((text) => text)?.slice(0, NAME_TEXT).toWellFormed() ?? "";
    return say({ pointed: { doc, href: link.href, text } });
  }

  /**
   * Tells of a press that the rules ask for. The press itself is the page's.
   * @param {Event} event
   */
  function tellPress(event) {
    const press = watcher.rules?.press;
    if (!press) return;
    const control = event.composedPath().find((at) => at instanceof Element && at.matches(press));
    if (!(control instanceof Element)) return;
    say({ pressed: { doc, shot: shot(), tree: JSON.stringify(watcher.snapshot(control, PRESSED_TEXT)) } });
  }

  /**
   * @param {NonNullable<Orders["focus"]>} where
   * @param {Guarded[]} all
   */
  function focus(where, all) {
    accepting = null;
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
      const token = all.find(({ accept }) => accept === where.node)?.token;
      if (token !== undefined) accepting = { token, at: performance.now(), had: false };
      giveFocus(watcher.element(where.node));
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
    if (event.isTrusted && awake) {
      if (pointer.take(event)) return stop(event);
      if (event.type === "click") tellPress(event);
    }
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
    if (pointer.take(event)) return stop(event);
    const found = (event.key === "Enter" || event.key === " ") && guardOf(event);
    // Elements that only play a button get no click from the keyboard; the page listens for the key.
    if (found && !found.control.matches(CLICKED)) return onClick(event);
    const [target] = event.composedPath();
    const pressed = (event.key === "Enter" || event.key === " ") && !event.repeat;
    if (pressed && target instanceof Element && !target.closest(CLICKED)) tellPress(event);
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
    pointer.stop();
    say({ hello: { doc, url } });
  }

  function onMoved() {
    if (over || !helloed || location.href === url) return;
    if (!alive()) return end();
    guards.clear();
    hello();
  }

  /** @param {PageTransitionEvent} event */
  function onShown(event) {
    // Back from the back/forward cache: what we knew may have changed in other tabs. But whom it shows is as it was, and is
    // guarded while we ask.
    if (event.persisted) hello();
  }

  function onHidden() {
    // Nobody hears an answer.
    if (helloed && alive()) chrome.runtime.sendMessage({ left: { doc } }).catch(() => {});
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
