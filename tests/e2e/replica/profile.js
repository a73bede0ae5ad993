// @ts-check
// One person's page. Its row of actions exists twice: in the top card and in a sticky header that stays hidden
// until the page is scrolled. With a pending invitation Accept stands before Ignore, unlike on the list.
import { accept, connect, ignore, withdraw } from "./actions.js";
import { h, put } from "./dom.js";
import { look } from "./look.js";
import { badgesOf, icon, picture, profileHref } from "./parts.js";

/** How far the page is scrolled before the sticky header shows. Pixels. */
const STICKY_FROM_PX = 280;

/** @param {Context} ctx @param {Person} person @returns {HTMLElement[]} */
function actions(ctx, person) {
  const { store, say } = ctx;
  const n = person.name;
  const inside = (/** @type {string} */ text) =>
    h("span", { class: look("button-text", "artdeco-button__text") }, text);
  const solid = look("button button-solid", "artdeco-button artdeco-button--2 artdeco-button--primary ember-view");
  const outline = look(
    "button button-outline",
    "artdeco-button artdeco-button--2 artdeco-button--secondary ember-view",
  );
  const more = h("button", { type: "button", "aria-expanded": "false", class: outline }, inside(say("more")));
  const message = h(
    "a",
    {
      href: ctx.href(`/messaging/compose/?recipient=${person.slug}`),
      "aria-label": say("messageLabel", { n }),
      class: solid,
    },
    inside(say("message")),
  );
  if (person.slug === store.own.slug) return [h("button", { type: "button", class: outline }, inside(say("edit")))];
  const invitation = store.pendingOf(person.slug);
  if (invitation?.phase === "away") return [more];
  if (invitation) {
    return [
      h(
        "button",
        {
          type: "button",
          "aria-label": say("profileAccept", { n }),
          "data-control-name": ctx.ember ? "accept" : null,
          class: solid,
          onclick: accept(ctx, invitation),
        },
        inside(say("accept")),
      ),
      h(
        "button",
        {
          type: "button",
          "aria-label": say("profileIgnore", { n }),
          "data-control-name": ctx.ember ? "ignore" : null,
          class: outline,
          onclick: ignore(ctx, invitation),
        },
        inside(say("ignore")),
      ),
      more,
    ];
  }
  const relation = store.relations.get(person.slug);
  if (relation === "connected") return [message, more];
  if (relation === "pending") {
    return [
      h(
        "a",
        {
          href: location.href,
          "aria-label": say("pendingLabel", { n }),
          class: outline,
          onclick: withdraw(ctx, person),
        },
        inside(say("pending")),
      ),
      message,
      more,
    ];
  }
  return [
    h(
      "a",
      {
        href: ctx.href(`/preload/custom-invite/?vanityName=${person.slug}`),
        "aria-label": say("inviteLabel", { n }),
        class: solid,
      },
      inside(say("connect")),
    ),
    h(
      "a",
      {
        href: ctx.href(`/messaging/compose/?recipient=${person.slug}`),
        "aria-label": say("messageLabel", { n }),
        class: outline,
      },
      inside(say("message")),
    ),
    more,
  ];
}

/** Others, each with a Connect link. @param {Context} ctx @param {Person[]} people */
function others(ctx, people) {
  return h(
    "section",
    { class: look("card section", "artdeco-card pv-profile-card") },
    h("h2", { class: look("section-title") }, ctx.say("similar")),
    h(
      "ul",
      { class: look("plain") },
      people.map((person) =>
        h(
          "li",
          { class: look("row other-row ruled") },
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
                h("strong", { class: look("name") }, person.name),
              ),
            ),
            h("p", { class: look("headline") }, person.headline ?? ""),
          ),
          h(
            "div",
            { class: look("row-actions") },
            h(
              "a",
              {
                href: ctx.href(`/preload/custom-invite/?vanityName=${person.slug}`),
                "aria-label": ctx.say("inviteLabel", { n: person.name }),
                class: look("button button-outline"),
                onclick: connect(ctx, person),
              },
              h("span", null, ctx.say("connect")),
            ),
          ),
        ),
      ),
    ),
  );
}

/** @param {Context} ctx @param {string} slug @param {EventTarget & { scrollTop?: number }} scroller @returns {Page} */
export function profile(ctx, slug, scroller) {
  const person = ctx.store.person(slug);
  const invitation = ctx.store.invitations.find((candidate) => candidate.slug === slug && candidate.kind === "person");
  const top = h("div", { class: look("profile-actions", "pvs-profile-actions") });
  const sticky = h("div", { class: look("profile-actions", "pvs-profile-actions pvs-sticky-header-profile-actions") });
  const name = ctx.generation === "sdui2026" ? "h2" : "h1";
  const id = `${[...slug].reduce((sum, letter) => (sum * 33 + (letter.codePointAt(0) ?? 0)) >>> 0, 5381)}`;
  const header = h(
    "div",
    { class: look("sticky", "pv-profile-sticky-header-v2__container"), hidden: true },
    h(
      "div",
      { class: look("sticky-inner") },
      picture(ctx, person, "s"),
      h(
        "div",
        { class: look("row-text") },
        h("p", { class: look("name") }, person.name),
        h("p", { class: look("headline") }, person.headline ?? ""),
      ),
      sticky,
    ),
  );
  const card = h(
    "section",
    {
      id: ctx.ember ? null : `com.linkedin.sdui.profile.card.ref${id}Topcard`,
      componentkey: ctx.ember ? null : `com.linkedin.sdui.profile.card.ref${id}Topcard`,
      class: look("card profile-card", "artdeco-card pv-top-card ember-view"),
    },
    h("div", { class: look("cover"), "aria-hidden": "true" }),
    h("div", { class: look("profile-photo") }, picture(ctx, person, "xl")),
    h(
      "div",
      { class: look("profile-words", "ph5 pb5") },
      h(name, { class: look("profile-name", "text-heading-xlarge") }, person.name, badgesOf(ctx, invitation?.badges)),
      h("p", { class: look("profile-headline", "text-body-medium") }, person.headline ?? ""),
      h(
        "p",
        { class: look("quiet-line") },
        "Lakeside District · ",
        h("a", { href: ctx.href(`/in/${slug}/overlay/contact-info/`), class: look("quiet-link") }, "Contact info"),
      ),
      top,
    ),
  );
  const about = h(
    "section",
    { class: look("card section", "artdeco-card pv-profile-card") },
    h("h2", { class: look("section-title") }, ctx.say("about")),
    h(
      "p",
      { class: look("body-text") },
      "Likes plain words, long walks and work that can be shown to others. Has learned to ignore most notifications and to accept good advice.",
    ),
  );
  const activity = h(
    "section",
    { class: look("card section", "artdeco-card pv-profile-card") },
    h("h2", { class: look("section-title") }, ctx.say("activity")),
    [
      "What I would tell my first apprentice today.",
      "Three mistakes in our last move, and what they cost us.",
      "A table of 40 bread ovens, with prices.",
    ].map((text) => h("p", { class: look("body-text ruled") }, text)),
  );
  const people = [...(ctx.store.scenario.profiles ?? []), ...ctx.store.suggestions]
    .filter((other) => other.slug !== slug)
    .slice(0, 5);
  const drawer = ctx.ember ? null : h("div", { id: `ProfilePostConnectDrawer_${slug}`, hidden: true });
  let drawn = "";
  const sync = () => {
    const now = `${ctx.store.relations.get(slug)} ${ctx.store.pendingOf(slug)?.phase === "away"} ${Boolean(ctx.store.pendingOf(slug))}`;
    if (now === drawn) return;
    drawn = now;
    remount();
  };
  const remount = () => {
    top.replaceChildren(...actions(ctx, person));
    sticky.replaceChildren(...actions(ctx, person));
  };
  const scrolled = () => {
    const y = scroller instanceof Element ? scroller.scrollTop : window.scrollY;
    put(header, "hidden", y < STICKY_FROM_PX);
  };
  scroller.addEventListener("scroll", scrolled, { passive: true });
  const stack = h(
    "div",
    { class: look("stack"), "data-sdui-screen": ctx.ember ? null : "com.linkedin.sdui.flagshipnav.profile.Profile" },
    header,
    card,
    about,
    activity,
    others(ctx, people),
    drawer,
  );
  return {
    title: person.name,
    nodes: [stack],
    sync,
    remount,
    dispose: () => scroller.removeEventListener("scroll", scrolled),
  };
}
