// @ts-check
// A keyed list: nodes that still fit are kept and only moved when the order asks for it, as a React list does.

/**
 * @param {Element} host the element that holds the rows
 * @param {(invitation: Invitation) => Row} build
 * @param {{ before?: Element | null, after?: Element | null }} [edges] fixed neighbours inside the host
 */
export function keyedList(host, build, { before = null, after = null } = {}) {
  /** @type {Map<string, { row: Row, state: string }>} */
  const rows = new Map();
  /** @param {Invitation} invitation */
  const stateOf = ({ phase }) => (phase === "sending" ? "pending" : phase);

  /** @param {Invitation[]} invitations */
  function sync(invitations) {
    const wanted = new Set(invitations.map(({ id }) => id));
    for (const [id, { row }] of rows) {
      if (wanted.has(id)) continue;
      for (const node of row.nodes) node.remove();
      rows.delete(id);
    }
    let cursor = before ? before.nextElementSibling : host.firstElementChild;
    for (const invitation of invitations) {
      let entry = rows.get(invitation.id);
      if (!entry) {
        entry = { row: build(invitation), state: stateOf(invitation) };
        rows.set(invitation.id, entry);
      } else if (entry.state !== stateOf(invitation)) {
        entry.state = stateOf(invitation);
        entry.row.fill();
      }
      for (const node of entry.row.nodes) {
        if (cursor === node) cursor = node.nextElementSibling;
        else host.insertBefore(node, cursor ?? after);
      }
    }
  }

  /** Builds every row anew in its place. @param {Invitation[]} invitations */
  function remount(invitations) {
    const byId = new Map(invitations.map((invitation) => [invitation.id, invitation]));
    for (const [id, entry] of rows) {
      const invitation = byId.get(id);
      if (!invitation) continue;
      const fresh = build(invitation);
      entry.row.nodes[0].before(...fresh.nodes);
      for (const node of entry.row.nodes) node.remove();
      rows.set(id, { row: fresh, state: stateOf(invitation) });
    }
    sync(invitations);
  }

  /** @param {Invitation[]} invitations @returns {Element | null} */
  const last = (invitations) => {
    const third = invitations[Math.max(0, invitations.length - 3)];
    return (third && rows.get(third.id)?.row.card) ?? null;
  };

  return { sync, remount, last };
}
