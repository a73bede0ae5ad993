// @ts-check
// What stands around every page: navigation, the column on the right, messages, toasts.
import { h, put } from "./dom.js";
import { look } from "./look.js";
import { icon, picture, profileHref } from "./parts.js";

/** @param {Context} ctx */
export function navigation(ctx) {
  const { say, store } = ctx;
  const badge = h("span", { class: look("nav-badge", "notification-badge__count") });
  /** @type {Map<string, HTMLAnchorElement>} */
  const links = new Map();
  /** @param {string} path @param {Element} image @param {string} text @param {Element} [extra] */
  const item = (path, image, text, extra) => {
    const link = h(
      "a",
      { href: ctx.href(path), class: look("nav-link", "global-nav__primary-link") },
      image,
      extra,
      h("span", { class: look("nav-text") }, text),
    );
    links.set(path, link);
    return h("li", { class: look("nav-item", "global-nav__primary-item") }, link);
  };
  const node = h(
    "header",
    { id: "global-nav", class: look("nav", "global-nav"), role: ctx.ember ? "banner" : null },
    h(
      "div",
      { class: look("nav-inner", "global-nav__content") },
      h(
        "a",
        { href: ctx.href("/feed/"), "aria-label": say("home"), class: look("logo") },
        h("span", { class: look("logo-mark"), "aria-hidden": "true" }),
      ),
      h(
        "div",
        { class: look("search"), role: "search" },
        icon("lens"),
        h("input", {
          type: "text",
          placeholder: say("search"),
          "aria-label": say("search"),
          class: look("search-input"),
          autocomplete: "off",
        }),
      ),
      h(
        "nav",
        { "aria-label": say("home"), class: look("nav-list-outer") },
        h(
          "ul",
          { class: look("nav-list") },
          item("/feed/", icon("home"), say("home")),
          item("/mynetwork/", icon("people"), say("network"), badge),
          item("/jobs/", icon("case"), say("jobs")),
          item("/messaging/", icon("chat"), say("messaging")),
          item("/notifications/", icon("bell"), say("notifications")),
          item(`/in/${store.own.slug}/`, picture(ctx, store.own, "xs"), say("me")),
        ),
      ),
    ),
  );
  /** @param {string} path */
  const sync = (path) => {
    const waiting = store.count();
    if (badge.textContent !== String(waiting || "")) badge.textContent = String(waiting || "");
    for (const [target, link] of links) put(link, "aria-current", path.startsWith(target) ? "page" : null);
  };
  return { node, sync };
}

/** The column on the right: an advertisement drawn by hand, two closed dialogs, links nobody follows. @param {Context} ctx */
export function aside(ctx) {
  const closed = (/** @type {string} */ title, /** @type {string[]} */ buttons) =>
    h(
      "dialog",
      { class: look("dialog"), "aria-label": title },
      h("h2", null, title),
      buttons.map((text) =>
        h("button", { type: "button", class: look("button button-outline") }, h("span", null, text)),
      ),
    );
  return [
    h(
      "section",
      { class: look("card ad", "ad-banner-container"), "aria-label": "Advertisement" },
      h("div", { class: look("ad-tag") }, "Ad"),
      h("div", { class: look("ad-picture"), "aria-hidden": "true" }),
      h("p", { class: look("ad-title") }, "Crumb & Kettle"),
      h("p", { class: look("ad-text") }, "Warm bread for the whole office, every Tuesday."),
      h(
        "a",
        { href: ctx.href("/company/crumb-and-kettle/"), class: look("button button-outline") },
        h("span", null, "Learn more"),
      ),
      closed("Why am I seeing this ad?", ["Hide this ad", "Got it"]),
      closed("Report this ad", ["Cancel", "Accept and send"]),
    ),
    h(
      "footer",
      { class: look("footer", "global-footer-compact") },
      ["About", "Accessibility", "Help Center", "Privacy & Terms", "Ad Choices", "Advertising"].map((text) =>
        h("a", { href: ctx.href("/help/"), class: look("footer-link") }, text),
      ),
      h("p", { class: look("footer-note") }, "A stand-in site for tests and demonstrations"),
    ),
  ];
}

/** The closed bar of messages at the bottom. @param {Context} ctx */
export function messages(ctx) {
  const { store, say } = ctx;
  const people = [...(store.scenario.profiles ?? []), ...store.suggestions].slice(0, 4);
  const list = h(
    "ul",
    { class: look("overlay-list"), hidden: true },
    people.map((person, index) =>
      h(
        "li",
        { class: look("overlay-row") },
        picture(ctx, person, "s"),
        h(
          "a",
          { href: ctx.href(`/messaging/thread/${index + 1}/`), class: look("overlay-link") },
          h("strong", null, person.name),
          h(
            "span",
            null,
            ["See you on Thursday!", "Thanks, that helped.", "Did you find the key?", "Talk soon"][index],
          ),
        ),
      ),
    ),
  );
  const bar = h(
    "button",
    {
      type: "button",
      class: look("overlay-bar", "msg-overlay-bubble-header"),
      "aria-expanded": "false",
      onclick: () => {
        const open = list.hidden;
        put(list, "hidden", !open);
        put(bar, "aria-expanded", String(open));
      },
    },
    picture(ctx, store.own, "xs"),
    h("span", { class: look("overlay-title") }, say("messaging")),
    icon("caret"),
  );
  return h(
    "aside",
    { id: "msg-overlay", class: look("overlay", "msg-overlay-container"), "aria-label": say("messaging") },
    bar,
    list,
  );
}

/**
 * A chat that changes its text, its attributes and its list 20 times a second, as a busy widget does.
 * @param {Context} ctx
 */
export function chat(ctx) {
  const list = h("ul", { class: look("chat-list") });
  const typing = h("p", { class: look("chat-typing") }, "…");
  const node = h(
    "section",
    { class: look("chat"), "aria-label": "Chat" },
    h("h3", { class: look("chat-title") }, "Choir practice"),
    list,
    typing,
  );
  const lines = [
    "Who brings the keys?",
    "I do",
    "And the biscuits?",
    "Ask Pavel",
    "He accepted last week already",
    "Fine",
    "Page 14, please",
    "Again from bar 30",
  ];
  let turn = 0;
  setInterval(() => {
    turn += 1;
    typing.firstChild?.replaceWith(".".repeat(1 + (turn % 3)));
    put(node, "data-turn", turn);
    if (turn % 4 === 0) {
      const person = ctx.store.suggestions[turn % Math.max(1, ctx.store.suggestions.length)] ?? ctx.store.own;
      list.append(
        h(
          "li",
          null,
          h("a", { href: profileHref(ctx, person.slug) }, person.name),
          " ",
          lines[(turn / 4) % lines.length],
        ),
      );
      if (list.children.length > 6) list.firstElementChild?.remove();
    }
  }, 50);
  return node;
}

/** Short notices at the lower left. @param {Context} ctx */
export function toasts(ctx) {
  const node = h("div", { class: look("toasts"), role: "region", "aria-live": "polite" });
  /** @param {(Node | string)[]} content */
  const show = (content) => {
    const toast = h(
      "div",
      { class: look("toast", "artdeco-toast-item artdeco-toast--success"), role: "alert" },
      h("p", { class: look("toast-text", "artdeco-toast-message") }, content),
      h(
        "button",
        {
          type: "button",
          "aria-label": ctx.say("dismiss"),
          class: look("icon-button toast-close"),
          onclick: () => toast.remove(),
        },
        icon("close"),
      ),
    );
    node.replaceChildren(toast);
    setTimeout(() => toast.remove(), 6000);
  };
  return { node, show };
}

/** A notice with a bare "Accept" button that has no label of its own. @param {Context} ctx */
export function cookies(ctx) {
  const node = h(
    "div",
    { class: look("cookies"), role: "alert" },
    h("p", null, ctx.say("cookies")),
    ["accept", "reject"].map((word) =>
      h(
        "button",
        { type: "button", class: look("button button-outline"), onclick: () => node.remove() },
        ctx.say(/** @type {"accept"} */ (word)),
      ),
    ),
  );
  return node;
}
