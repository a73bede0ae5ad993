// @ts-check
// Starts the page: draws the frame around it, follows addresses, keeps what is drawn in line with the store.
import { Store } from "./data.js";
import { bornWith, h, put } from "./dom.js";
import { listen } from "./events.js";
import { feed } from "./feed.js";
import * as artdeco2023 from "./generations/artdeco2023.js";
import * as ember2018 from "./generations/ember2018.js";
import * as sdui from "./generations/sdui.js";
import { wordsOf } from "./languages.js";
import { adoptLook, chooseNames, look } from "./look.js";
import { customInvite, messaging, placeholder } from "./other.js";
import { profileHref } from "./parts.js";
import { makeProbe } from "./probe.js";
import { profile } from "./profile.js";
import { aside, chat, cookies, messages, navigation, toasts } from "./shell.js";

/** Between a click on a link and the new content the old one stands under the new address. Milliseconds. */
const NAVIGATION_MS = 90;
/** More is loaded when the third last card is this near to the lower edge. Pixels. */
const LOAD_AHEAD_PX = 300;

const early = /** @type {ReplicaEarly} */ (window.__replicaEarly);
const { scenario } = early;
const generations = { ember2018, artdeco2023, sdui2025: sdui, sdui2026: sdui };
const generation = scenario.generation in generations ? scenario.generation : "sdui2026";
const pages = generations[generation];
const ember = generation === "ember2018" || generation === "artdeco2023";
chooseNames(ember);

const root = /** @type {HTMLElement} */ (document.getElementById("root"));
early.own.add(root);
put(document.body, "class", ember ? "ember-application boot-complete" : null);
put(document.body, "data-rehydrated", ember ? null : "true");
early.own.add(document.body);

const store = new Store({ ...scenario, generation }, early.since);
const layer = h("div", { class: look("layer") });

/** @type {Context} */
const ctx = {
  store,
  generation,
  ember,
  say: wordsOf(scenario.language ?? "en"),
  go: navigate,
  href: (path) => (ember ? path : new URL(path, location.origin).href),
  ask(build) {
    const dialog = build(() => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    layer.append(dialog);
    dialog.showModal();
  },
  toast: (nodes) => notices.show(nodes),
};

// ---- the frame -----------------------------------------------------------------------------------------------------

const notices = toasts(ctx);
const top = navigation(ctx);
const column = h("div", { class: look("column", "scaffold-layout__content") });
const side = h("aside", { "aria-label": "Aside", class: look("aside", "scaffold-layout__aside") }, aside(ctx));
const main = ember
  ? h("main", { id: "main", class: look("main-ember", "scaffold-layout__main") }, column)
  : h("main", { id: "workspace", class: look("workspace") }, h("div", { class: look("column-outer") }, column), side);
const body = ember
  ? h(
      "div",
      { class: look("page-ember", "scaffold-layout scaffold-layout--list-detail scaffold-layout__row") },
      main,
      side,
    )
  : main;
/** What scrolls: the window in the Ember generations, `main` in the React ones. */
const scroller = ember ? window : main;

put(root, "id", "root");
put(root, "class", look(ember ? "root-ember" : "root-react", "application-outlet"));
put(document.documentElement, "class", look(ember ? "scrolls" : "still", ember ? "theme theme--mercado" : ""));
early.own.add(document.documentElement);

/** Messages live in an open shadow root on the React pages, as left-overs of the older application do. */
function outlet() {
  if (ember) {
    root.append(messages(ctx));
    return [document];
  }
  const host = h("div", { id: "interop-outlet", "data-testid": "interop-shadowdom" });
  const shadow = host.attachShadow({ mode: "open" });
  shadow.append(messages(ctx));
  root.append(host);
  return [document, shadow];
}

// ---- pages ---------------------------------------------------------------------------------------------------------

/** @param {string} path @returns {string | null} the address this one is replaced by, as the real site does */
function redirect(path) {
  if (path === "/" || path === "") return "/feed/";
  if (path === "/mynetwork/") return "/mynetwork/grow/";
  if (path === "/mynetwork/invitation-manager/") return "/mynetwork/invitation-manager/received/";
  if (path === "/mynetwork/invitation-manager/received/ALL/" && generation === "sdui2026")
    return "/mynetwork/invitation-manager/received/";
  return null;
}

/** @param {URL} url @returns {Page} */
function pageOf(url) {
  const path = url.pathname.endsWith("/") ? url.pathname : `${url.pathname}/`;
  const inside = path.match(/^\/mynetwork\/invitation-manager\/(received|sent)\/([A-Z_]*)/);
  if (inside)
    return inside[1] === "sent"
      ? pages.sent(ctx)
      : pages.received(ctx, inside[2] === "CONNECTION" || url.searchParams.get("invitationType") === "CONNECTION");
  if (path === "/mynetwork/grow/") return pages.grow(ctx);
  const person = path.match(/^\/in\/([^/]+)\/$/);
  if (person) return profile(ctx, decodeURIComponent(person[1]), scroller);
  if (path === "/feed/") return feed(ctx);
  if (path.startsWith("/messaging/")) return messaging(ctx, url.searchParams);
  if (path.startsWith("/preload/")) return customInvite(ctx, url.searchParams);
  return placeholder(ctx, path);
}

/** @type {Page | null} */
let page = null;
let visit = 0;

/** Draws the page of the current address. */
function draw() {
  const url = new URL(location.href);
  const target = redirect(url.pathname.endsWith("/") ? url.pathname : `${url.pathname}/`);
  if (target !== null) history.replaceState(null, "", target + url.search + url.hash);
  page?.dispose?.();
  store.filter = "all";
  page = pageOf(new URL(location.href));
  performance.mark("draw");
  column.replaceChildren(...page.nodes);
  scroller.scrollTo(0, 0);
  update();
}

/** Brings everything in line with the store. */
function update() {
  page?.sync?.();
  top.sync(location.pathname);
  const count = store.count();
  document.title = `${count ? `(${count}) ` : ""}${page?.title ?? ""}`;
  // A user who has dealt with all loaded cards must not wait for a scroll that cannot happen.
  if (store.shown().length < 3 && store.more()) store.loadSoon();
}

/** @param {string} path @param {{ replace?: boolean }} [options] */
function navigate(path, { replace = false } = {}) {
  const url = new URL(path, location.href);
  if (replace) history.replaceState(null, "", url);
  else history.pushState(null, "", url);
  drawSoon();
}

function drawSoon() {
  const mine = (visit += 1);
  store.later(NAVIGATION_MS, () => {
    if (mine === visit) draw();
  });
}

/** @param {HTMLAnchorElement} anchor @param {MouseEvent} event @returns {boolean} whether the page goes there itself */
function follow(anchor, event) {
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!plain || anchor.target === "_blank" || anchor.origin !== location.origin) return false;
  navigate(anchor.href);
  return true;
}

function scrolled() {
  const last = page?.last?.();
  if (!last || !store.more()) return;
  if (last.getBoundingClientRect().top < window.innerHeight + LOAD_AHEAD_PX) store.loadSoon();
}

// ---- start ---------------------------------------------------------------------------------------------------------

store.changed = update;
store.tell = (kind, person) => {
  if (kind === "failed") notices.show([ctx.say("failed")]);
  else {
    const parts = ctx.say(kind === "accepted" ? "nowConnected" : "invitationSent", { n: "\u0000" }).split("\u0000");
    if (kind === "sent" || ember)
      notices.show([
        parts[0],
        h("a", { href: profileHref(ctx, person.slug), class: look("name-link") }, person.name),
        parts[1] ?? "",
      ]);
  }
};

const probe = makeProbe(early, root);
window.__replica = {
  ready: false,
  generation,
  store,
  log: early.log,
  keys: early.keys,
  pageErrors: early.pageErrors,
  acted: store.acted,
  probe,
  bornWith,
  /** Replaces every card by a fresh equal one, as React does when it mounts again. */
  rerender: () => page?.remount?.(),
  addInvitation: (/** @type {InvitationSpec} */ spec) => store.add(spec),
  removeCard: (/** @type {string} */ id) => store.hide(id, true),
  restoreCard: (/** @type {string} */ id) => store.hide(id, false),
  reorder: () => store.reorder(),
  loadMore: () => store.loadSoon(),
  navigate: (/** @type {string} */ path) => navigate(path),
  /** Clicks that reached the page, counted once each. @param {string} [label] */
  clicks: (label) =>
    early.log.filter(
      (entry) => entry.type === "click" && entry.where === "window" && (label === undefined || entry.label === label),
    ),
  /** Tasks under way: requests, batches, navigations. A test waits until this is zero. */
  get busy() {
    return store.busy;
  },
};

await adoptLook(outlet());
root.prepend(top.node, body, layer, notices.node);
if (scenario.chat) root.append(chat(ctx));
if (scenario.cookies) root.append(cookies(ctx));
listen(root, early.record, follow);
scroller.addEventListener("scroll", scrolled, { passive: true });
window.addEventListener("popstate", drawSoon);
if (scenario.rerenderMs) setInterval(() => page?.remount?.(), scenario.rerenderMs);
draw();
window.__replica.ready = true;
