// @ts-check
// The React generations. "sdui2026" is the markup seen since early 2026 (listitems with an invitation's address in
// `componentkey`), "sdui2025" its predecessor (anonymous components and `data-view-name`). Classes say nothing.
import { accept, ignore, withdraw } from "../actions.js";
import { h, put } from "../dom.js";
import { keyedList } from "../list.js";
import { look } from "../look.js";
import {
  acknowledgement,
  badgesOf,
  firstName,
  icon,
  labels,
  picture,
  profileHref,
  purpose,
  setText,
} from "../parts.js";
import { suggestionGrid, suggestionRows } from "../suggestions.js";

const screens = "com.linkedin.sdui.flagshipnav.mynetwork.";
const manager = "/mynetwork/invitation-manager/";
/** Longer notes are shown in part. Characters. */
const NOTE_LIMIT = 130;

/** @param {Context} ctx */
const modern = (ctx) => ctx.generation === "sdui2026";

/** @param {Context} ctx @param {Invitation} invitation */
function controls(ctx, invitation) {
  const name = labels(ctx, invitation);
  const inside = (/** @type {"accept" | "ignore"} */ word) =>
    h("span", null, h("span", { class: look("button-text") }, ctx.say(word)));
  const decline = h(
    "button",
    { type: "button", "aria-label": name.ignore, class: look("button button-quiet"), onclick: ignore(ctx, invitation) },
    inside("ignore"),
  );
  const looks = { "aria-label": name.accept, class: look("button button-outline"), onclick: accept(ctx, invitation) };
  const agree =
    invitation.acceptAs === "link"
      ? h("a", { ...looks, href: location.href }, inside("accept"))
      : h("button", { ...looks, type: "button" }, inside("accept"));
  return h(
    "div",
    { class: look("row-actions"), "data-view-name": modern(ctx) ? null : "invitation-action" },
    decline,
    agree,
  );
}

/** @param {Context} ctx @param {Invitation} invitation */
function words(ctx, invitation) {
  const { slug, name, headline, mutual, kind, target, when } = invitation;
  const link = h(
    "a",
    { href: profileHref(ctx, slug), class: look("name-link") },
    kind === "person" || modern(ctx)
      ? h("strong", { class: look("name") }, name, badgesOf(ctx, invitation.badges))
      : name,
  );
  const lines = [];
  if (kind === "person") {
    const follows = invitation.acceptAs === "link" ? purpose(ctx, kind) : null;
    lines.push(
      [
        link,
        follows ? [" ", h("span", { class: look("quiet") }, follows)] : [],
        follows ? h("span", { "aria-hidden": "true", class: look("unseen") }, follows) : null,
      ].flat(),
    );
  } else {
    lines.push([
      link,
      " ",
      h("span", null, purpose(ctx, kind)),
      " ",
      target ? h("a", { href: ctx.href(target.href), class: look("name-link") }, target.name) : null,
    ]);
  }
  const small = [headline, mutual, when].filter(Boolean);
  return h(
    "div",
    { class: look("row-text") },
    lines.map((line) => h("p", { class: look("title-line") }, ...line)),
    small.map((text, index) =>
      h("p", { class: look(index === 0 && headline ? "headline" : "quiet-line") }, /** @type {string} */ (text)),
    ),
  );
}

/** The sender's note: a block of its own after the row. @param {Context} ctx @param {Invitation} invitation */
function note(ctx, { message, id, name }) {
  if (!message) return null;
  const reply = `/messaging/compose/?screenContext=INVITATION&invitation=${encodeURIComponent(`urn:li:fsd_invitation:${id}`)}`;
  const long = message.length > NOTE_LIMIT || message.split("\n").length > 3;
  return h(
    "div",
    { class: look("note") },
    h(
      "p",
      { class: look("note-line") },
      long
        ? folded(ctx, message)
        : h("span", { "data-testid": "expandable-text-box", class: look("note-text") }, message),
    ),
    h(
      "p",
      { class: look("note-line") },
      h("a", { href: ctx.href(reply), class: look("reply-link") }, ctx.say("reply", { n: firstName(name) })),
    ),
  );
}

/** The whole text is there, cut by the style sheet until its box is clicked. @param {Context} ctx @param {string} message */
function folded(ctx, message) {
  let cut = true;
  const more = h("button", {
    type: "button",
    "data-testid": "expandable-text-button",
    "aria-hidden": "true",
    tabindex: -1,
    class: look("note-more"),
  });
  const box = h(
    "span",
    {
      "data-testid": "expandable-text-box",
      onclick: () => {
        cut = !cut;
        sync();
      },
    },
    message,
    more,
  );
  const sync = () => {
    put(box, "class", look(cut ? "note-text note-cut" : "note-text"));
    setText(more, cut ? `… ${ctx.say("seeMore")}` : ctx.say("seeLess"));
  };
  sync();
  return box;
}

/** @param {Context} ctx @param {Invitation} invitation @returns {(Node | null)[]} */
function inside(ctx, invitation) {
  if (invitation.phase === "accepted" || invitation.phase === "ignored") return acknowledgement(ctx, invitation);
  const thing = invitation.kind === "page" || invitation.kind === "newsletter" ? invitation.target : null;
  const photo = thing
    ? h(
        "a",
        { href: ctx.href(thing.href), class: look("photo-link") },
        picture(ctx, { slug: thing.href, name: thing.name }, "l", true),
      )
    : h("a", { href: profileHref(ctx, invitation.slug), class: look("photo-link") }, picture(ctx, invitation, "l"));
  return [
    h("div", { class: look("row") }, photo, words(ctx, invitation), controls(ctx, invitation)),
    note(ctx, invitation),
  ];
}

/** @param {Context} ctx @returns {(invitation: Invitation) => Row} */
const rowOf = (ctx) => (invitation) => {
  const card = modern(ctx)
    ? h("div", { role: "listitem", componentkey: `urn:li:invitation:${invitation.id}`, class: look("row-outer") })
    : h("div", { "data-view-name": "pending-invitation", class: look("row-outer") });
  const fill = () => card.replaceChildren(...inside(ctx, invitation).filter((node) => node !== null));
  fill();
  const line = h("hr", { role: "presentation", class: look("line") });
  const outer = modern(ctx)
    ? h("div", null, h("div", { "data-display-contents": "true" }, card))
    : h("div", { componentkey: `auto-component-${crypto.randomUUID()}` }, card);
  return { nodes: [outer, line], card, fill };
};

/** @param {Context} ctx @param {"received" | "sent"} current */
function tabs(ctx, current) {
  return h(
    "nav",
    { class: look("tabs") },
    h(
      "ul",
      { class: look("tab-list") },
      /** @type {const} */ (["received", "sent"]).map((tab) =>
        h(
          "li",
          null,
          h(
            "a",
            {
              href: ctx.href(`${manager}${tab}/`),
              "aria-current": tab === current ? "page" : null,
              class: look("tab"),
            },
            h("span", null, h("span", null, ctx.say(tab))),
          ),
        ),
      ),
    ),
  );
}

/** @param {Context} ctx @param {"received" | "sent"} current */
const head = (ctx, current) =>
  h(
    "div",
    { class: look("head") },
    h(
      "div",
      { class: look("head-line") },
      h("p", { class: look("head-title") }, ctx.say("manage")),
      h("div", { role: "button", tabindex: 0, class: look("icon-button") }, icon("gear", ctx.say("settings"))),
    ),
    tabs(ctx, current),
  );

/** @param {Context} ctx @param {Node[]} content */
const frame = (ctx, content) =>
  h("section", { "aria-label": ctx.say("manage"), class: look("card") }, h("section", null, h("div", null, content)));

/** The choices of 2026 above the list. Categories without members are left out. @param {Context} ctx */
function choices(ctx) {
  const menu = h(
    "div",
    { role: "menu", class: look("menu"), hidden: true },
    h("div", { role: "menuitem", tabindex: 0, class: look("menu-item") }),
    h("div", { role: "menuitem", tabindex: 0, class: look("menu-item") }, ctx.say("other", { c: 0 })),
  );
  const focusedLabel = h("label", null, "");
  const focusedInput = h("input", { type: "checkbox", tabindex: -1, class: look("unseen") });
  focusedInput.checked = true;
  const focused = h(
    "div",
    {
      role: "button",
      tabindex: 0,
      "aria-expanded": "false",
      class: look("pill pill-on"),
      onclick: () => {
        put(menu, "hidden", !menu.hidden);
        put(focused, "aria-expanded", String(!menu.hidden));
      },
    },
    h("div", { class: look("pill-in") }, focusedInput, focusedLabel, icon("caret")),
  );
  const node = h("div", { class: look("pills") }, focused, menu);
  const radios = /** @type {const} */ (["verified", "mutual"]).map((filter) => {
    const text = h("label", null, "");
    const pill = h(
      "div",
      {
        role: "radio",
        tabindex: 0,
        "aria-checked": "false",
        class: look("pill"),
        onclick: () => {
          ctx.store.filter = ctx.store.filter === filter ? "all" : filter;
          ctx.store.changed();
        },
      },
      h("div", { class: look("pill-in") }, h("input", { type: "checkbox", tabindex: -1, class: look("unseen") }), text),
    );
    return { filter, pill, text };
  });
  const sync = () => {
    const all = ctx.say("focused", { c: ctx.store.count() });
    setText(focusedLabel, all);
    setText(/** @type {Element} */ (menu.firstElementChild), all);
    for (const { filter, pill, text } of radios) {
      const count = ctx.store.count((invitation) =>
        filter === "verified" ? Boolean(invitation.badges?.includes("verified")) : Boolean(invitation.mutual),
      );
      const on = ctx.store.filter === filter;
      setText(text, ctx.say(filter === "verified" ? "verifiedTab" : "mutualTab", { c: count }));
      put(pill, "aria-checked", String(on));
      put(pill, "class", look(on ? "pill pill-on" : "pill"));
      if (count > 0 || on) {
        if (!pill.isConnected) node.append(pill);
      } else pill.remove();
    }
  };
  return { node, sync };
}

/** The counted links of 2025 above the list. @param {Context} ctx @param {boolean} peopleOnly */
function facets(ctx, peopleOnly) {
  const all = h("span", null, "");
  const people = h("span", null, "");
  /** @param {string} path @param {HTMLElement} text @param {boolean} on */
  const item = (path, text, on) =>
    h(
      "li",
      null,
      h(
        "a",
        {
          href: ctx.href(`${manager}received/${path}`),
          "aria-current": on ? "true" : null,
          class: look(on ? "pill pill-on" : "pill"),
        },
        text,
      ),
    );
  const node = h(
    "nav",
    null,
    h("ul", { class: look("pills") }, item("", all, !peopleOnly), item("CONNECTION/", people, peopleOnly)),
  );
  const sync = () => {
    setText(all, ctx.say("allTab", { c: ctx.store.count() }));
    setText(people, ctx.say("peopleTab", { c: ctx.store.count(({ kind }) => kind === "person") }));
  };
  return { node, sync };
}

/** @param {Context} ctx @param {boolean} peopleOnly @returns {Page} */
export function received(ctx, peopleOnly) {
  const above = modern(ctx) ? choices(ctx) : facets(ctx, peopleOnly);
  const suggestions = suggestionRows(ctx, ctx.store.suggestions.slice(0, 6));
  const first = h("hr", { role: "presentation", class: look("line") });
  const load = h(
    "button",
    { type: "button", class: look("button button-quiet load"), onclick: () => ctx.store.loadSoon() },
    h("span", null, ctx.say("loadMore")),
  );
  const host = modern(ctx)
    ? h("div", { "data-testid": "lazy-column", "data-component-type": "LazyColumn" }, first, suggestions.node)
    : h("div", { componentkey: "InvitationManagerPage_InvitationsList" }, first);
  const list = keyedList(host, rowOf(ctx), { before: first, after: modern(ctx) ? suggestions.node : null });
  const screen = { "data-sdui-screen": `${screens}invitations.InvitationReceivedWithType`, class: look("screen") };
  const body = modern(ctx)
    ? h("div", screen, h("hr", { role: "presentation", class: look("line") }), above.node, host)
    : h("div", { ...screen, role: "main" }, above.node, host, load, suggestions.node);
  const shown = () => ctx.store.shown(peopleOnly);
  return {
    title: ctx.say("manage"),
    nodes: [frame(ctx, [head(ctx, "received"), body])],
    sync() {
      above.sync();
      suggestions.sync();
      list.sync(shown());
      put(load, "hidden", !ctx.store.more());
    },
    remount: () => list.remount(shown()),
    last: () => list.last(shown()),
  };
}

/** @param {Context} ctx @returns {Page} */
export function sent(ctx) {
  const host = h("div", { "data-testid": "lazy-column", "data-component-type": "LazyColumn" });
  const sync = () =>
    host.replaceChildren(
      ...ctx.store.sent.flatMap((person) => [
        h(
          "div",
          { role: "listitem", class: look("row-outer") },
          h(
            "div",
            { class: look("row") },
            h("a", { href: profileHref(ctx, person.slug), class: look("photo-link") }, picture(ctx, person, "l")),
            h(
              "div",
              { class: look("row-text") },
              h(
                "p",
                { class: look("title-line") },
                h(
                  "a",
                  { href: profileHref(ctx, person.slug), class: look("name-link") },
                  h("strong", { class: look("name") }, person.name),
                ),
              ),
              h("p", { class: look("headline") }, person.headline ?? ""),
              h("p", { class: look("quiet-line") }, ctx.say("sentAgo")),
            ),
            h(
              "div",
              { class: look("row-actions") },
              h(
                "a",
                {
                  href: location.href,
                  "aria-label": ctx.say("withdrawLabel", { n: person.name }),
                  class: look("button button-quiet"),
                  onclick: withdraw(ctx, person),
                },
                h("span", null, ctx.say("withdraw")),
              ),
            ),
          ),
        ),
        h("hr", { role: "presentation", class: look("line") }),
      ]),
    );
  const body = h(
    "div",
    { "data-sdui-screen": `${screens}invitations.InvitationSentWithType`, class: look("screen") },
    host,
  );
  return { title: ctx.say("manage"), nodes: [frame(ctx, [head(ctx, "sent"), body])], sync };
}

/** The first three invitations, above many suggestions. @param {Context} ctx @returns {Page} */
export function grow(ctx) {
  const title = h("h2", { class: look("section-title") }, "");
  const host = h("div", { class: look("preview-list") });
  const list = keyedList(host, rowOf(ctx));
  const preview = h(
    "section",
    { componentkey: "MyNetwork_InvitationsPreview", class: look("card") },
    h(
      "div",
      { class: look("section-head") },
      title,
      h("a", { href: ctx.href(`${manager}received/`), class: look("more-link") }, ctx.say("showAll")),
    ),
    host,
  );
  const grid = suggestionGrid(ctx, ctx.store.suggestions);
  const shown = () => ctx.store.shown().slice(0, 3);
  const body = h(
    "div",
    { "data-sdui-screen": `${screens}Grow`, class: look("stack"), role: modern(ctx) ? null : "main" },
    preview,
    grid.node,
  );
  return {
    title: ctx.say("network"),
    nodes: [body],
    sync() {
      setText(title, ctx.say("invitations", { c: ctx.store.count() }));
      put(preview, "hidden", shown().length === 0);
      list.sync(shown());
      grid.sync();
    },
    remount: () => list.remount(shown()),
  };
}
