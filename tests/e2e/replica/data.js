// @ts-check
// What the page knows: invitations, people, decisions. The pages draw it and call its methods; it knows no element.

/** How long the imaginary server takes, in milliseconds. Short, but always a task of its own. */
const ANSWER_MS = 60;
const BATCH_MS = 80;
/** With `afterAccept: "error"` the card stays away this long before it comes back. */
const COME_BACK_MS = 350;

export class Store {
  /** @param {Scenario} scenario @param {() => number} since milliseconds since the page started */
  constructor(scenario, since) {
    this.scenario = scenario;
    this.since = since;
    /** @type {Invitation[]} */
    this.invitations = (scenario.invitations ?? []).map(asInvitation);
    /** @type {Person[]} */
    this.suggestions = scenario.suggestions ?? [];
    /** @type {Person[]} */
    this.sent = scenario.sent ?? [...(scenario.profiles ?? []), ...this.suggestions].slice(0, 4);
    /** @type {Person} */
    this.own = scenario.own ?? {
      slug: "own-me",
      name: "Robin Example",
      headline: "Keeps a small garden and a large notebook",
    };
    /** Outgoing invitations and accepted people, by slug. @type {Map<string, "pending" | "connected">} */
    this.relations = new Map();
    /** @type {ReplicaAct[]} */
    this.acted = [];
    /** Tasks under way; a test waits until this is zero. */
    this.busy = 0;
    /** @type {"all" | "verified" | "mutual"} */
    this.filter = "all";
    /** Called after every change. @type {() => void} */
    this.changed = () => {};
    /** @type {(kind: "accepted" | "failed" | "sent", person: { name: string, slug: string }) => void} */
    this.tell = () => {};
    this.batch = Math.max(1, scenario.batch || 10);
    this.load();
  }

  /** Runs a task later and counts it as under way until it has run. @param {number} ms @param {() => void} task */
  later(ms, task) {
    this.busy += 1;
    setTimeout(() => {
      this.busy -= 1;
      task();
    }, ms);
  }

  /** Whether an invitation still waits for a decision. @param {Invitation} invitation */
  static waits(invitation) {
    return invitation.phase === "pending" || invitation.phase === "sending" || invitation.phase === "away";
  }

  /** Number of invitations that wait, loaded or not. @param {(invitation: Invitation) => boolean} [only] */
  count(only = () => true) {
    return this.invitations.filter((invitation) => Store.waits(invitation) && only(invitation)).length;
  }

  /** The cards to draw now. @param {boolean} peopleOnly */
  shown(peopleOnly = false) {
    return this.invitations.filter(
      (invitation) =>
        invitation.loaded &&
        !invitation.hidden &&
        !invitation.gone &&
        invitation.phase !== "away" &&
        (!peopleOnly || invitation.kind === "person") &&
        (this.filter !== "verified" || invitation.badges?.includes("verified")) &&
        (this.filter !== "mutual" || Boolean(invitation.mutual)),
    );
  }

  /** Whether more invitations can be loaded. */
  more() {
    return this.invitations.some((invitation) => !invitation.loaded);
  }

  load() {
    const fresh = this.invitations.filter((invitation) => !invitation.loaded).slice(0, this.batch);
    for (const invitation of fresh) invitation.loaded = true;
  }

  loadSoon() {
    if (this.loading || !this.more()) return;
    this.loading = true;
    this.later(BATCH_MS, () => {
      this.loading = false;
      this.load();
      this.changed();
    });
  }

  /**
   * @param {Act} act @param {string} id the invitation's id, or the slug for "connect" and "withdraw"
   * @param {boolean} isTrusted
   */
  post(act, id, isTrusted) {
    this.acted.push({ act, id, isTrusted, time: this.since() });
    this.busy += 1;
    fetch("/replica/act", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ act, id }),
      keepalive: true,
    }).finally(() => {
      this.busy -= 1;
    });
  }

  /**
   * The user's decision, once the page has taken it.
   * @param {Invitation} invitation @param {"accept" | "ignore"} act @param {boolean} isTrusted
   */
  decide(invitation, act, isTrusted) {
    if (invitation.phase !== "pending") return;
    const fails = this.scenario.afterAccept === "error";
    invitation.phase = "sending";
    this.post(fails ? "error" : act, invitation.id, isTrusted);
    this.changed();
    this.later(ANSWER_MS, () => {
      if (fails) this.fail(invitation);
      else this.settle(invitation, act);
      this.changed();
    });
  }

  /** @param {Invitation} invitation */
  fail(invitation) {
    invitation.phase = "away";
    this.later(COME_BACK_MS, () => {
      invitation.phase = "pending";
      this.tell("failed", invitation);
      this.changed();
    });
  }

  /** @param {Invitation} invitation @param {"accept" | "ignore"} act */
  settle(invitation, act) {
    invitation.phase = act === "accept" ? "accepted" : "ignored";
    invitation.gone = this.scenario.afterAccept !== "acknowledge";
    if (act === "accept" && invitation.kind === "person") {
      this.relations.set(invitation.slug, "connected");
      if (invitation.gone) this.tell("accepted", invitation);
    }
  }

  /** Takes an "ignore" back where the page offers it. @param {Invitation} invitation */
  undo(invitation) {
    invitation.phase = "pending";
    invitation.gone = false;
    this.changed();
  }

  /** @param {Person} person @param {boolean} isTrusted */
  connect(person, isTrusted) {
    if (this.relations.has(person.slug)) return;
    this.relations.set(person.slug, "pending");
    this.sent = [person, ...this.sent.filter((other) => other.slug !== person.slug)];
    this.post("connect", person.slug, isTrusted);
    this.tell("sent", person);
    this.changed();
  }

  /** @param {Person} person @param {boolean} isTrusted */
  withdraw(person, isTrusted) {
    this.relations.delete(person.slug);
    this.sent = this.sent.filter((other) => other.slug !== person.slug);
    this.post("withdraw", person.slug, isTrusted);
    this.changed();
  }

  /** The invitation of this person that still waits. @param {string} slug */
  pendingOf(slug) {
    return this.invitations.find(
      (invitation) => invitation.kind === "person" && invitation.slug === slug && Store.waits(invitation),
    );
  }

  /** Whoever this address names; people nobody mentioned get a name made from the address. @param {string} slug @returns {Person} */
  person(slug) {
    const known = [this.own, ...(this.scenario.profiles ?? []), ...this.suggestions, ...this.invitations].find(
      (person) => person.slug === slug,
    );
    if (known) return known;
    const name = slug
      .split("-")
      .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
      .join(" ");
    return { slug, name, headline: "" };
  }

  /** Whose profile a line of mutual connections links to, and the part of the line that names them. @param {string} line */
  mutualOf(line) {
    const people = [...(this.scenario.profiles ?? []), ...this.suggestions];
    const person = people.find(({ name }) => line.includes(name));
    return person ?? { slug: "omar-test", name: "" };
  }

  /** @param {InvitationSpec} spec */
  add(spec) {
    this.invitations.unshift({ ...asInvitation(spec), loaded: true });
    this.changed();
  }

  /** Hides or shows a card without a decision, as virtualisation does. @param {string} id @param {boolean} hidden */
  hide(id, hidden) {
    const invitation = this.invitations.find((candidate) => candidate.id === id);
    if (!invitation) return false;
    invitation.hidden = hidden;
    this.changed();
    return true;
  }

  /** Turns the order of the list around. */
  reorder() {
    this.invitations.reverse();
    this.changed();
  }
}

/** @param {InvitationSpec} spec @returns {Invitation} */
function asInvitation(spec) {
  return { ...spec, badges: spec.badges ?? [], phase: "pending", hidden: false, loaded: false, gone: false };
}
