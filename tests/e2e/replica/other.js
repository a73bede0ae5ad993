// @ts-check
// Neighbours of the invitation pages: messages, the page before an outgoing invitation, and everything else.
import { connect } from "./actions.js";
import { h } from "./dom.js";
import { look } from "./look.js";
import { picture, profileHref } from "./parts.js";

/** @param {Context} ctx @param {URLSearchParams} query @returns {Page} */
export function messaging(ctx, query) {
  const named = query.get("recipient");
  const id = query.get("invitation")?.split(":").pop();
  const slug = named ?? ctx.store.invitations.find((invitation) => invitation.id === id)?.slug;
  const person = slug ? ctx.store.person(slug) : (ctx.store.suggestions[0] ?? ctx.store.own);
  return {
    title: ctx.say("messaging"),
    nodes: [
      h(
        "section",
        { class: look("card section", "msg-thread artdeco-card"), "aria-label": ctx.say("messaging") },
        h(
          "div",
          { class: look("row") },
          h("a", { href: profileHref(ctx, person.slug), class: look("photo-link") }, picture(ctx, person, "m")),
          h(
            "div",
            { class: look("row-text") },
            h("h2", { class: look("section-title") }, person.name),
            h("p", { class: look("headline") }, person.headline ?? ""),
          ),
        ),
        h("textarea", {
          class: look("compose"),
          rows: 5,
          "aria-label": ctx.say("messageLabel", { n: person.name }),
          placeholder: "Write a message…",
        }),
        h(
          "div",
          { class: look("dialog-actions") },
          h(
            "button",
            { type: "button", class: look("button button-solid"), onclick: () => {} },
            h("span", null, ctx.say("send")),
          ),
        ),
      ),
    ],
  };
}

/** @param {Context} ctx @param {URLSearchParams} query @returns {Page} */
export function customInvite(ctx, query) {
  const person = ctx.store.person(query.get("vanityName") ?? ctx.store.own.slug);
  const send = (/** @type {Event} */ event) => {
    connect(ctx, person)(event);
    ctx.go(`/in/${person.slug}/`);
  };
  const actions = h("div", { class: look("dialog-actions") });
  const body = h("div", null, h("p", { class: look("body-text") }, ctx.say("noteText", { n: person.name })), actions);
  const write = () => {
    const note = h("textarea", {
      id: "custom-message",
      name: "message",
      rows: 5,
      class: look("compose"),
      placeholder: "Ex: We know each other from…",
    });
    body.replaceChildren(
      note,
      h("p", { class: look("quiet-line") }, "Please limit personal note to 300 characters."),
      h(
        "div",
        { class: look("dialog-actions") },
        h(
          "button",
          { type: "button", class: look("button button-solid"), onclick: send },
          h("span", null, ctx.say("send")),
        ),
      ),
    );
    note.focus();
  };
  actions.append(
    h(
      "button",
      { type: "button", class: look("button button-outline"), onclick: write },
      h("span", null, ctx.say("addNote")),
    ),
    h(
      "button",
      { type: "button", class: look("button button-solid"), onclick: send },
      h("span", null, ctx.say("noNote")),
    ),
  );
  return {
    title: ctx.say("noteTitle"),
    nodes: [
      h(
        "div",
        {
          role: "dialog",
          "aria-labelledby": "send-invite-modal",
          "data-test-modal-id": "send-invite-modal",
          class: look("card section", "artdeco-modal send-invite"),
        },
        h("h2", { id: "send-invite-modal", class: look("section-title") }, ctx.say("noteTitle")),
        body,
      ),
    ],
  };
}

/** Pages this stand-in does not have. @param {Context} ctx @param {string} path @returns {Page} */
export function placeholder(ctx, path) {
  const last = path.split("/").filter(Boolean).pop() ?? "";
  const name = decodeURIComponent(last).replaceAll("-", " ");
  return {
    title: name,
    nodes: [
      h(
        "section",
        { class: look("card section") },
        h("h1", { class: look("section-title") }, name),
        h("p", { class: look("body-text") }, "There is nothing on this page yet."),
        h("a", { href: ctx.href("/feed/"), class: look("more-link") }, ctx.say("home")),
      ),
    ],
  };
}
