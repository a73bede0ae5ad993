// @ts-check
// The first Ember generation, 2017 to 2020: one link holds picture, name and occupation; buttons have no label of
// their own; a check box on each card and an "Accept" for all of them above the list.
import { accept, ignore } from "../actions.js";
import { h, put } from "../dom.js";
import { keyedList } from "../list.js";
import { look } from "../look.js";
import { acknowledgement, mutualLine, picture, profileHref, purpose } from "../parts.js";
import { emberId, grow as homePage, head, sent } from "./ember.js";

export { sent };

/** @type {Set<string>} */
const checked = new Set();

/** @param {Context} ctx @param {Invitation} invitation @param {() => void} changed */
function content(ctx, invitation, changed) {
  const { id, slug, name, headline, mutual, message, kind, target } = invitation;
  const box = h("input", {
    type: "checkbox",
    id: `check-${id}`,
    class: look("check"),
    onclick: () => {
      if (box.checked) checked.add(id);
      else checked.delete(id);
      changed();
    },
  });
  box.checked = checked.has(id);
  return [
    box,
    h("label", { for: `check-${id}`, class: look("unseen", "invitation-card__checkbox-label") }),
    h(
      "div",
      { class: look("row-main row-2018", "js-invitation-card__invite-details-container") },
      h(
        "a",
        {
          "data-control-name": "profile",
          href: profileHref(ctx, slug),
          id: emberId(),
          class: look("row-main plain-link", "ember-view"),
        },
        picture(ctx, invitation, "m"),
        h(
          "span",
          { class: look("row-text") },
          h("span", { class: look("name block", "invitation-card__name") }, name),
          headline ? h("span", { class: look("headline block", "invitation-card__occupation") }, headline) : null,
        ),
      ),
      h(
        "div",
        { class: look("under-row") },
        kind !== "person" && target
          ? h(
              "div",
              { class: look("quiet-line") },
              purpose(ctx, kind),
              " ",
              h("a", { href: ctx.href(target.href), class: look("name-link") }, target.name),
            )
          : null,
        mutual ? h("div", { class: look("quiet-line", "member-insights") }, mutualLine(ctx, mutual)) : null,
        message
          ? h("div", { class: look("note note-2018", "invitation-card__custom-message-container") }, message)
          : null,
      ),
    ),
    h(
      "button",
      {
        type: "button",
        "data-control-name": "decline",
        class: look("button button-quiet", "button-secondary-medium-muted"),
        onclick: ignore(ctx, invitation),
      },
      ctx.say("ignore"),
    ),
    h(
      "button",
      {
        type: "button",
        "data-control-name": "accept",
        class: look("button button-outline", "button-secondary-medium"),
        onclick: accept(ctx, invitation),
      },
      ctx.say("accept"),
    ),
  ];
}

/** @param {Context} ctx @param {() => void} [changed] @returns {(invitation: Invitation) => Row} */
const rowOf =
  (ctx, changed = () => {}) =>
  (invitation) => {
    const card = h("li", { id: emberId() });
    const fill = () => {
      const done = invitation.phase === "accepted" || invitation.phase === "ignored";
      put(
        card,
        "class",
        look(
          "row row-outer ruled",
          `mn-invitation-card invitation-card ember-view${done ? " mn-person-card--dismiss-complete" : ""}`,
        ),
      );
      card.replaceChildren(...(done ? acknowledgement(ctx, invitation) : content(ctx, invitation, changed)));
    };
    fill();
    return { nodes: [card], card, fill };
  };

/** @param {Context} ctx @param {boolean} peopleOnly @returns {Page} */
export function received(ctx, peopleOnly) {
  const shown = () => ctx.store.shown(peopleOnly);
  const chosen = () => shown().filter(({ id, phase }) => checked.has(id) && phase === "pending");
  const all = h("input", {
    type: "checkbox",
    id: "mn-check-all",
    class: look("check"),
    "aria-label": ctx.say("allTab", { c: ctx.store.count() }),
    onclick: () => {
      for (const { id } of shown()) {
        if (all.checked) checked.add(id);
        else checked.delete(id);
      }
      list.remount(shown());
      bulk();
    },
  });
  const acceptAll = h(
    "button",
    {
      type: "button",
      "data-control-name": "accept_all",
      disabled: true,
      class: look("button button-outline", "button-secondary-medium"),
      onclick: (/** @type {Event} */ event) => {
        for (const invitation of chosen()) ctx.store.decide(invitation, "accept", event.isTrusted);
      },
    },
    ctx.say("accept"),
  );
  const bulk = () => put(acceptAll, "disabled", chosen().length === 0);
  const host = h("ul", { class: look("plain", "mn-invitation-list") });
  const list = keyedList(host, rowOf(ctx, bulk));
  const none = h(
    "section",
    { class: look("empty", "mn-invitation-manager__no-invites") },
    h("p", null, ctx.say("none")),
  );
  return {
    title: ctx.say("manage"),
    nodes: [
      h(
        "section",
        { class: look("card", "mn-invitation-manager") },
        head(ctx, "received"),
        h("div", { class: look("toolbar", "mn-list-toolbar") }, all, acceptAll),
        host,
        none,
        h("div", { class: look("pagination", "mn-invitation-pagination") }),
      ),
    ],
    sync() {
      list.sync(shown());
      bulk();
      put(none, "hidden", shown().length > 0 || ctx.store.more());
    },
    remount: () => list.remount(shown()),
    last: () => list.last(shown()),
  };
}

/** @param {Context} ctx @returns {Page} */
export const grow = (ctx) => homePage(ctx, rowOf(ctx));
