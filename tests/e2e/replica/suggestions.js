// @ts-check
// People one may know: as rows inside the invitations' own column, and as a grid of cards.
import { connect } from "./actions.js";
import { h, put } from "./dom.js";
import { look } from "./look.js";
import { picture, profileHref, setText } from "./parts.js";

/** A Connect control that turns into "Pending". @param {Context} ctx @param {Person} person */
function connectButton(ctx, person) {
  const text = h("span", { class: look("button-text", "artdeco-button__text") });
  const button = h(
    "button",
    {
      type: "button",
      class: look("button button-outline", "artdeco-button artdeco-button--2 artdeco-button--secondary"),
      onclick: connect(ctx, person),
    },
    h("span", null, text),
  );
  const sync = () => {
    const pending = ctx.store.relations.get(person.slug) === "pending";
    put(button, "aria-label", ctx.say(pending ? "pendingLabel" : "inviteLabel", { n: person.name }));
    setText(text, ctx.say(pending ? "pending" : "connect"));
  };
  sync();
  return { button, sync };
}

/** @param {Context} ctx @param {Person[]} people @param {(person: Person, button: HTMLElement) => HTMLElement} draw */
function drawn(ctx, people, draw) {
  const all = people.map((person) => {
    const { button, sync } = connectButton(ctx, person);
    return { node: draw(person, button), sync };
  });
  return { nodes: all.map(({ node }) => node), sync: () => all.forEach(({ sync }) => sync()) };
}

/** Rows as they stand below the invitations, `listitem`s like these. @param {Context} ctx @param {Person[]} people */
export function suggestionRows(ctx, people) {
  const rows = drawn(ctx, people, (person, button) =>
    h(
      "div",
      { "data-display-contents": "true" },
      h(
        "div",
        { role: "listitem", class: look("row-outer") },
        h(
          "a",
          { href: profileHref(ctx, person.slug), class: look("row suggestion-row") },
          picture(ctx, person, "m"),
          h(
            "div",
            { class: look("row-text") },
            h("p", { class: look("name") }, person.name),
            person.headline ? h("p", { class: look("headline") }, person.headline) : null,
          ),
          h("div", { class: look("row-actions") }, button),
        ),
      ),
    ),
  );
  const node = h(
    "div",
    { class: look("suggestions-in-list") },
    h("div", null, h("h3", { class: look("section-title") }, ctx.say("suggestions")), rows.nodes),
  );
  return { node, sync: rows.sync };
}

/** @param {Context} ctx @param {Person[]} people */
export function suggestionGrid(ctx, people) {
  const cards = drawn(ctx, people, (person, button) =>
    h(
      ctx.ember ? "li" : "div",
      { class: look("tile", "discover-entity-card ember-view"), role: ctx.ember ? null : "listitem" },
      h("div", { class: look("tile-cover"), "aria-hidden": "true" }),
      h(
        "a",
        { href: profileHref(ctx, person.slug), class: look("tile-link", "discover-entity-type-card__link") },
        picture(ctx, person, "l"),
        h("p", { class: look("name", "discover-person-card__name") }, person.name),
        h("p", { class: look("headline tile-headline", "discover-person-card__occupation") }, person.headline ?? ""),
      ),
      button,
    ),
  );
  const node = h(
    "section",
    { class: look("card section", "discover-entity-list artdeco-card") },
    h(
      "div",
      { class: look("section-head") },
      h("h2", { class: look("section-title") }, ctx.say("suggestions")),
      h("a", { href: ctx.href("/mynetwork/discover/"), class: look("more-link") }, ctx.say("showAll")),
    ),
    h(ctx.ember ? "ul" : "div", { class: look("tiles"), role: ctx.ember ? null : "list" }, cards.nodes),
  );
  return { node, sync: cards.sync };
}
