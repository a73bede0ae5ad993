// @ts-check
// The home page: posts that speak of accepting and ignoring, with links to people and buttons that are neither.
import { h, put } from "./dom.js";
import { look } from "./look.js";
import { icon, picture, profileHref } from "./parts.js";

const texts = [
  "Accept that the first draft is bad. Ignore the second opinion you did not ask for. Ship the third.",
  "Our team had to choose: Accept the delay or Ignore the audit. We chose neither, and here is how that went.",
  "Ignore\n\nAccept\n\nRepeat. That was my inbox this morning, and I do not think a network should feel like that.",
  "We are looking for a baker who can also repair bicycles. Serious answers only, please.",
  "A reader asked whether to accept an invitation from somebody she met once on a train. I said: ask yourself what you talked about.",
];

/** @param {Context} ctx @returns {Page} */
export function feed(ctx) {
  const people = [
    ...(ctx.store.scenario.profiles ?? []),
    ...ctx.store.suggestions,
    ...ctx.store.invitations.filter(({ kind }) => kind === "person"),
  ];
  const posts = texts.map((text, index) => {
    const person = people[index % Math.max(1, people.length)] ?? ctx.store.own;
    const n = person.name;
    const buttons = /** @type {const} */ (["like", "comment", "repost", "send"])
      .slice(0, index % 2 === 0 ? 2 : 4)
      .map((word) => {
        /** @type {HTMLButtonElement} */
        const button = h(
          "button",
          {
            type: "button",
            "aria-label": `${ctx.say(word)}: ${n}`,
            "aria-pressed": word === "like" ? "false" : null,
            class: look("button button-quiet post-button"),
            onclick:
              word === "like"
                ? () => put(button, "aria-pressed", String(button.getAttribute("aria-pressed") !== "true"))
                : () => {},
          },
          h("span", null, ctx.say(word)),
        );
        return button;
      });
    return h(
      ctx.ember ? "div" : "article",
      { role: ctx.ember ? null : "listitem", class: look("card post", "feed-shared-update-v2 artdeco-card") },
      h(
        "div",
        { class: look("row") },
        h("a", { href: profileHref(ctx, person.slug), class: look("photo-link") }, picture(ctx, person, "m")),
        h(
          "div",
          { class: look("row-text") },
          h(
            "p",
            { class: look("title-line") },
            h(
              "a",
              { href: profileHref(ctx, person.slug), class: look("name-link") },
              h("strong", { class: look("name") }, n),
            ),
          ),
          h("p", { class: look("headline") }, person.headline ?? ""),
          h("p", { class: look("quiet-line") }, `${index + 1}h`),
        ),
        h(
          "button",
          { type: "button", "aria-label": `Open control menu for post by ${n}`, class: look("icon-button") },
          icon("dots"),
        ),
      ),
      h("p", { class: look("post-text") }, text),
      h("div", { class: look("post-actions") }, buttons),
    );
  });
  const share = h(
    "section",
    { class: look("card share") },
    picture(ctx, ctx.store.own, "s"),
    h("button", { type: "button", class: look("share-button") }, "Start a post"),
  );
  return {
    title: ctx.say("home"),
    nodes: [h("div", { class: look("stack"), role: ctx.ember ? null : "list" }, share, posts)],
  };
}
