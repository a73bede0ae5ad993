// @ts-check
// Ember with the "artdeco" classes, 2020 to mid 2025: the note stands beside the card's container, not inside.
import { accept, ignore } from "../actions.js";
import { h, put } from "../dom.js";
import { keyedList } from "../list.js";
import { look } from "../look.js";
import {
  acknowledgement,
  badgesOf,
  firstName,
  labels,
  mutualLine,
  picture,
  profileHref,
  purpose,
  setText,
} from "../parts.js";
import { emberId, grow as homePage, head, manager, sent } from "./ember.js";

export { sent };

/** This generation cuts long notes in the text itself. Characters. */
const NOTE_LIMIT = 120;

/** @param {Context} ctx @param {Invitation} invitation */
function title(ctx, { slug, name, kind, target, badges }) {
  const inviter = h(
    "a",
    { href: profileHref(ctx, slug), class: look("name-link", "app-aware-link"), "data-test-app-aware-link": true },
    kind === "person" ? h("strong", null, name) : name,
    badgesOf(ctx, badges),
  );
  return h(
    "div",
    {
      class: look("title-line", kind === "person" ? "invitation-card__tvm-title t-14" : "invitation-card__title t-14"),
    },
    inviter,
    kind === "person" || !target
      ? null
      : [
          " ",
          purpose(ctx, kind),
          " ",
          h("a", { href: ctx.href(target.href), class: look("name-link", "app-aware-link") }, target.name),
        ],
  );
}

/** @param {Context} ctx @param {Invitation} invitation */
function container(ctx, invitation) {
  const { kind, headline, mutual, when, target } = invitation;
  const name = labels(ctx, invitation);
  const thing = kind === "page" || kind === "newsletter" ? target : null;
  const photo = h(
    "a",
    {
      href: thing ? ctx.href(thing.href) : profileHref(ctx, invitation.slug),
      class: look(
        "photo-link",
        `app-aware-link invitation-card__picture${kind === "newsletter" ? " invitation-card__icon--newspaper" : ""}`,
      ),
    },
    thing ? picture(ctx, { slug: thing.href, name: thing.name }, "l", true) : picture(ctx, invitation, "l"),
  );
  return h(
    "div",
    { class: look("row", "invitation-card__container ph2 pt1 pb2") },
    h(
      "div",
      { class: look("row-main", "display-flex flex-1 align-items-center pl0") },
      photo,
      h(
        "div",
        { class: look("row-text", "invitation-card__details") },
        title(ctx, invitation),
        headline ? h("div", { class: look("headline", "invitation-card__subtitle") }, headline) : null,
        mutual ? h("div", { class: look("quiet-line", "member-insights") }, mutualLine(ctx, mutual)) : null,
        when ? h("time", { class: look("quiet-line", "time-badge t-12") }, when) : null,
      ),
    ),
    h(
      "div",
      { class: look("row-actions", "invitation-card__action-container pl3") },
      h(
        "button",
        {
          type: "button",
          id: emberId(),
          "aria-label": name.ignore,
          onclick: ignore(ctx, invitation),
          class: look(
            "button button-quiet",
            "artdeco-button artdeco-button--muted artdeco-button--2 artdeco-button--tertiary ember-view invitation-card__action-btn",
          ),
        },
        h("span", { class: look("button-text", "artdeco-button__text") }, ctx.say("ignore")),
      ),
      h(
        "button",
        {
          type: "button",
          id: emberId(),
          "aria-label": name.accept,
          onclick: accept(ctx, invitation),
          class: look(
            "button button-outline",
            "artdeco-button artdeco-button--2 artdeco-button--secondary ember-view invitation-card__action-btn",
          ),
        },
        h("span", { class: look("button-text", "artdeco-button__text") }, ctx.say("accept")),
      ),
    ),
  );
}

/** @param {Context} ctx @param {Invitation} invitation */
function note(ctx, { message, name, slug }) {
  if (!message) return null;
  const line = h("span", { class: look("note-inline", "lt-line-clamp__line") }, message);
  const characters = [...message];
  let more = null;
  if (characters.length > NOTE_LIMIT) {
    let cut = true;
    const sync = () => {
      setText(line, cut ? `${characters.slice(0, NOTE_LIMIT).join("")}…` : message);
      setText(link, ctx.say(cut ? "seeMore" : "seeLess"));
    };
    const link = h(
      "a",
      {
        class: look("note-more-inline", "lt-line-clamp__more"),
        role: "button",
        tabindex: 0,
        onclick: () => {
          cut = !cut;
          sync();
        },
      },
      "",
    );
    more = link;
    sync();
  }
  return h(
    "div",
    { class: look("note", "invitation-card__custom-message-container") },
    h("div", { class: look("note-line", "invitation-card__custom-message") }, line, more ? [" ", more] : null),
    h("div", { class: look("note-report", "invitation-card__custom-message-report"), "aria-hidden": "true" }, "⋯"),
    h(
      "div",
      { class: look("note-line", "entry-point") },
      h(
        "button",
        {
          type: "button",
          class: look("reply-link reply-button", "invitation-card__custom-message-line-cta"),
          onclick: () => ctx.go(`/messaging/compose/?recipient=${slug}`),
        },
        ctx.say("reply", { n: firstName(name) }),
      ),
    ),
  );
}

/** @param {Context} ctx @returns {(invitation: Invitation) => Row} */
const rowOf = (ctx) => (invitation) => {
  const card = h("li", {
    id: emberId(),
    class: look("row-outer ruled", "invitation-card artdeco-list__item ember-view"),
  });
  const fill = () => {
    const done = invitation.phase === "accepted" || invitation.phase === "ignored";
    card.replaceChildren(
      ...(done ? acknowledgement(ctx, invitation) : [container(ctx, invitation), note(ctx, invitation)]).filter(
        (node) => node !== null,
      ),
    );
  };
  fill();
  return { nodes: [card], card, fill };
};

/** @param {Context} ctx @param {boolean} peopleOnly @returns {Page} */
export function received(ctx, peopleOnly) {
  /** @param {string} id @param {string} path @param {boolean} on */
  const pill = (id, path, on) => {
    const text = h("span", { class: look("pill-text", "artdeco-pill__text") }, "");
    const button = h(
      "button",
      {
        type: "button",
        id: `mn-invitation-manager__invitation-facet-pills--${id}`,
        "aria-pressed": String(on),
        class: look(on ? "pill pill-on" : "pill", "artdeco-pill artdeco-pill--slate artdeco-pill--choice ember-view"),
        onclick: () => ctx.go(`${manager}received/${path}`),
      },
      text,
    );
    return { button, text };
  };
  const all = pill("ALL", "", !peopleOnly);
  const people = pill("CONNECTION", "CONNECTION/", peopleOnly);
  const host = h("ul", { class: look("plain", "artdeco-list mn-invitation-list") });
  const list = keyedList(host, rowOf(ctx));
  const load = h(
    "button",
    {
      type: "button",
      id: emberId(),
      class: look("button button-quiet load", "scaffold-finite-scroll__load-button artdeco-button ember-view"),
      onclick: () => ctx.store.loadSoon(),
    },
    h("span", { class: look("button-text", "artdeco-button__text") }, ctx.say("loadMore")),
  );
  const none = h(
    "p",
    { class: look("empty", "mn-invitation-manager__no-invites artdeco-empty-state__headline") },
    ctx.say("none"),
  );
  const shown = () => ctx.store.shown(peopleOnly);
  return {
    title: ctx.say("manage"),
    nodes: [
      h(
        "section",
        { class: look("card", "mn-invitation-manager__container artdeco-card") },
        head(ctx, "received"),
        h(
          "section",
          { class: look("plain", "mn-invitation-manager__invitation-list") },
          h("div", { class: look("pills", "mn-invitation-manager__facets") }, all.button, people.button),
          host,
          none,
          load,
        ),
      ),
    ],
    sync() {
      setText(all.text, ctx.say("allTab", { c: ctx.store.count() }));
      setText(people.text, ctx.say("peopleTab", { c: ctx.store.count(({ kind }) => kind === "person") }));
      list.sync(shown());
      put(load, "hidden", !ctx.store.more());
      put(none, "hidden", shown().length > 0 || ctx.store.more());
    },
    remount: () => list.remount(shown()),
    last: () => list.last(shown()),
  };
}

/** @param {Context} ctx @returns {Page} */
export const grow = (ctx) => homePage(ctx, rowOf(ctx));
