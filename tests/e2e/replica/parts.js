// @ts-check
// Small pieces that every page uses: pictures, badges, icons, profile links.
import { h, s } from "./dom.js";
import { look } from "./look.js";

/** The words of a name that are not titles or what follows a comma. @param {string} name */
function nameWords(name) {
  const words = name
    .replace(/,.*/u, "")
    .split(/\s+/u)
    .filter((word) => word && !word.endsWith("."));
  return words.length ? words : [name];
}

/** @param {string} name how the page addresses this person */
export const firstName = (name) => nameWords(name)[0];

/** @param {string} name the letters drawn on a picture: the first of up to two words, in any script */
function initials(name) {
  const words = nameWords(name)
    .map((word) => word.match(/[\p{L}\p{N}]/u)?.[0])
    .filter(Boolean);
  return (words.length > 1 ? `${words[0]}${words[words.length - 1]}` : (words[0] ?? "")).toLocaleUpperCase();
}

/** @param {string} seed one of ten tones, always the same for the same person */
function tone(seed) {
  let sum = 7;
  for (const letter of seed) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return sum % 10;
}

/**
 * A picture without a file: its letters are drawn by the style sheet, so the link around it has no text.
 * @param {Context} ctx @param {{ slug: string, name: string }} who @param {"xs" | "s" | "m" | "l" | "xl"} size
 * @param {boolean} [square] pages, groups and the like
 */
export function picture(ctx, who, size, square = false) {
  const label = ctx.say("photo", { n: who.name });
  const shape = `photo photo-${size} tone-${tone(who.slug || who.name)}${square ? " photo-square" : ""}`;
  if (ctx.ember) {
    return h(
      "div",
      { class: look(shape, "ivm-image-view-model"), "data-initials": initials(who.name) },
      h("img", { alt: size === "xl" ? label : "", class: look("photo-file", "presence-entity__image") }),
    );
  }
  return h(
    "figure",
    { class: look(shape), "data-initials": initials(who.name) },
    s("svg", { role: "img", "aria-label": label, class: look("photo-file"), viewBox: "0 0 1 1" }),
    h("img", { alt: label, class: look("photo-file") }),
  );
}

/** @param {Context} ctx @param {string} slug */
export const profileHref = (ctx, slug) => ctx.href(`/in/${slug}/`);

/** @type {Record<string, "verified" | "premium" | "openToWork">} */
const badgeWords = { verified: "verified", premium: "premium", "open-to-work": "openToWork", openToWork: "openToWork" };

/** @param {Context} ctx @param {string[] | undefined} badges */
export function badgesOf(ctx, badges) {
  return (badges ?? []).flatMap((badge) => {
    const word = badgeWords[badge];
    if (!word) return [];
    const svg = s(
      "svg",
      {
        role: "img",
        "aria-label": ctx.say(word),
        class: look(`badge badge-${word.toLowerCase()}`),
        viewBox: "0 0 16 16",
      },
      word === "premium"
        ? s("path", { d: "M2 2h12v12H2z" })
        : s("path", { d: "M8 1l6 2.4v4.4c0 3.6-2.5 6-6 7.2-3.500-1.200-6-3.600-6-7.200V3.400z" }),
      word === "premium" ? null : s("path", { class: look("badge-mark"), d: "M5 8l2.100 2.200L11.200 6" }),
    );
    return [" ", svg];
  });
}

const shapes = {
  home: "M3 11.500L12 4l9 7.500V20h-6v-5h-6v5H3z",
  people:
    "M8 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zm8.500 1a2.800 2.800 0 1 0 0-5.600 2.800 2.800 0 0 0 0 5.600zM1.500 20c0-4 2.900-6.500 6.500-6.500s6.500 2.500 6.500 6.500zm14.600 0c0-2-.5-3.800-1.500-5.200.6-.2 1.200-.3 1.900-.3 3.300 0 6 2 6 5.500z",
  case: "M9 4h6v3h6v13H3V7h6zm1.800 1.800V7h2.400V5.800zM3 12.500h18",
  chat: "M3 4h18v12h-9l-5 4v-4H3z",
  bell: "M12 3a6 6 0 0 1 6 6v4l2 4H4l2-4V9a6 6 0 0 1 6-6zm-2.200 15h4.400a2.200 2.200 0 0 1-4.400 0z",
  gear: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zm-1.500-6h3l.6 2.700 2 .9 2.400-1.500 2.100 2.100-1.500 2.400.9 2 2.700.6v3l-2.700.6-.9 2 1.500 2.400-2.100 2.100-2.400-1.500-2 .9-.6 2.700h-3l-.6-2.700-2-.9-2.400 1.500-2.100-2.100 1.500-2.400-.9-2L1 13.500v-3l2.700-.6.9-2-1.500-2.400 2.100-2.100 2.400 1.500 2-.9z",
  lens: "M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14zm0 2a5 5 0 1 0 0 10 5 5 0 0 0 0-10zm5.400 9l5.600 5.600-1.400 1.400L14 15.400z",
  caret: "M6 9l6 6 6-6z",
  close:
    "M5 6.400L6.400 5 12 10.600 17.600 5 19 6.400 13.400 12l5.600 5.600-1.400 1.400L12 13.400 6.400 19 5 17.600 10.600 12z",
  dots: "M5 10h4v4H5zm6 0h4v4h-4zm6 0h4v4h-4z",
};

/** @param {keyof typeof shapes} name @param {string} [label] given: an image with a name, else decoration */
export function icon(name, label) {
  return s(
    "svg",
    {
      class: look("icon"),
      viewBox: "0 0 24 24",
      id: label ? `${name}-medium` : null,
      role: label ? "img" : null,
      "aria-label": label ?? null,
      "aria-hidden": label ? null : "true",
    },
    s("path", { d: shapes[name] }),
  );
}

/** @param {Element} element @param {string} text written only when it differs, so that nothing mutates for nothing */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** The accessible names of a card's two controls. @param {Context} ctx @param {Invitation} invitation */
export function labels(ctx, { kind, name: n, target }) {
  if (kind === "person") return { accept: ctx.say("acceptLabel", { n }), ignore: ctx.say("ignoreLabel", { n }) };
  if (kind === "event" && target) {
    return { accept: ctx.say("acceptThing", { t: target.name }), ignore: ctx.say("ignoreThing", { t: target.name }) };
  }
  return { accept: ctx.say("acceptLabel", { n }), ignore: ctx.say("ignoreOtherLabel", { n }) };
}

/** The sentence between the inviter and what they invite to. @param {Context} ctx @param {Kind} kind */
export function purpose(ctx, kind) {
  const word = { person: "wants", page: "follow", newsletter: "subscribe", event: "attend", group: "join" }[kind];
  return ctx.say(/** @type {"wants"} */ (word));
}

/** The line of mutual connections with the named person as a link. @param {Context} ctx @param {string} line */
export function mutualLine(ctx, line) {
  const person = ctx.store.mutualOf(line);
  const at = person.name ? line.indexOf(person.name) : -1;
  const link = (/** @type {string} */ text) =>
    h("a", { href: profileHref(ctx, person.slug), class: look("quiet-link", "app-aware-link") }, text);
  if (at < 0) return [link(line)];
  return [line.slice(0, at), link(person.name), line.slice(at + person.name.length)];
}

/** What an acknowledged card says instead. @param {Context} ctx @param {Invitation} invitation @returns {HTMLElement[]} */
export function acknowledgement(ctx, invitation) {
  const accepted = invitation.phase === "accepted";
  const sentence = ctx.say(accepted ? "nowConnected" : "ignored", { n: "\u0000" }).split("\u0000");
  const name = h("a", { href: profileHref(ctx, invitation.slug), class: look("name-link") }, invitation.name);
  const who =
    accepted && invitation.kind !== "person" && invitation.target ? h("span", null, invitation.target.name) : name;
  return [
    h(
      "div",
      { class: look("ack") },
      picture(ctx, invitation, "s"),
      h("p", { class: look("ack-text") }, sentence[0], who, sentence[1]),
      accepted
        ? h(
            "a",
            {
              href: ctx.href(`/messaging/compose/?recipient=${invitation.slug}`),
              class: look("button button-outline"),
            },
            h("span", null, ctx.say("message")),
          )
        : h(
            "button",
            { type: "button", class: look("button button-quiet"), onclick: () => ctx.store.undo(invitation) },
            h("span", null, ctx.say("undo")),
          ),
    ),
  ];
}
