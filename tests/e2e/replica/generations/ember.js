// @ts-check
// What both Ember generations share: generated ids, tabs, the sent list, the home page of "My Network".
import { withdraw } from "../actions.js";
import { h, put } from "../dom.js";
import { keyedList } from "../list.js";
import { look } from "../look.js";
import { picture, profileHref, setText } from "../parts.js";
import { suggestionGrid } from "../suggestions.js";

export const manager = "/mynetwork/invitation-manager/";

let counter = 20;
/** An id as Ember gives them to its views: only the order of creation. */
export const emberId = () => `ember${(counter += 1)}`;

/** @param {Context} ctx @param {"received" | "sent"} current */
export function head(ctx, current) {
  return h(
    "div",
    { class: look("head", "mn-invitation-manager__header artdeco-card") },
    h(
      "div",
      { class: look("head-line") },
      h("h1", { class: look("head-title", "t-18 t-black t-normal") }, ctx.say("manage")),
    ),
    h(
      "nav",
      { class: look("tabs"), "aria-label": ctx.say("manage") },
      h(
        "ul",
        { class: look("tab-list", "artdeco-tablist"), role: "tablist" },
        /** @type {const} */ (["received", "sent"]).map((tab) =>
          h(
            "li",
            null,
            h(
              "a",
              {
                href: ctx.href(`${manager}${tab}/`),
                role: "tab",
                id: emberId(),
                "aria-selected": String(tab === current),
                class: look("tab", "artdeco-tab ember-view"),
              },
              ctx.say(tab),
            ),
          ),
        ),
      ),
    ),
  );
}

/** @param {Context} ctx @returns {Page} */
export function sent(ctx) {
  const list = h("ul", { class: look("plain", "artdeco-list mn-invitation-list") });
  const sync = () =>
    list.replaceChildren(
      ...ctx.store.sent.map((person) =>
        h(
          "li",
          { id: emberId(), class: look("row-outer ruled", "invitation-card artdeco-list__item ember-view") },
          h(
            "div",
            { class: look("row", "invitation-card__container ph2 pt1 pb2") },
            h(
              "a",
              {
                href: profileHref(ctx, person.slug),
                class: look("photo-link", "app-aware-link invitation-card__picture"),
              },
              picture(ctx, person, "l"),
            ),
            h(
              "div",
              { class: look("row-text", "invitation-card__details") },
              h(
                "div",
                { class: look("title-line", "invitation-card__tvm-title") },
                h(
                  "a",
                  { href: profileHref(ctx, person.slug), class: look("name-link") },
                  h("strong", null, person.name),
                ),
              ),
              h("div", { class: look("headline", "invitation-card__subtitle") }, person.headline ?? ""),
              h("time", { class: look("quiet-line", "time-badge t-12") }, ctx.say("sentAgo")),
            ),
            h(
              "div",
              { class: look("row-actions", "invitation-card__action-container pl3") },
              h(
                "button",
                {
                  type: "button",
                  id: emberId(),
                  "aria-label": ctx.say("withdrawLabel", { n: person.name }),
                  onclick: withdraw(ctx, person),
                  class: look(
                    "button button-quiet",
                    "artdeco-button--muted artdeco-button--2 artdeco-button--tertiary invitation-card__action-btn",
                  ),
                },
                h("span", { class: look("button-text", "artdeco-button__text") }, ctx.say("withdraw")),
              ),
            ),
          ),
        ),
      ),
    );
  return {
    title: ctx.say("manage"),
    sync,
    nodes: [h("section", { class: look("card", "mn-invitation-manager artdeco-card") }, head(ctx, "sent"), list)],
  };
}

/**
 * @param {Context} ctx @param {(invitation: Invitation) => Row} row
 * @returns {Page}
 */
export function grow(ctx, row) {
  const title = h("h2", { class: look("section-title", "mn-invitations-preview__header") }, "");
  const host = h("ul", { class: look("plain", "mn-invitation-list artdeco-list") });
  const list = keyedList(host, row);
  const preview = h(
    "section",
    { class: look("card", "mn-invitations-preview artdeco-card") },
    h(
      "header",
      { class: look("section-head") },
      title,
      h(
        "a",
        { href: ctx.href(manager), class: look("more-link", "mn-invitations-preview__manage-all") },
        ctx.say("showAll"),
      ),
    ),
    host,
  );
  const grid = suggestionGrid(ctx, ctx.store.suggestions);
  const shown = () => ctx.store.shown().slice(0, 3);
  return {
    title: ctx.say("network"),
    nodes: [h("div", { class: look("stack") }, preview, grid.node)],
    sync() {
      setText(title, ctx.say("invitations", { c: ctx.store.count() }));
      put(preview, "hidden", shown().length === 0);
      list.sync(shown());
      grid.sync();
    },
    remount: () => list.remount(shown()),
  };
}
