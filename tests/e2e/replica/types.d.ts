// Shared shapes, for the type checker only (`tsc --checkJs`); browsers never load this file.

type Generation = "ember2018" | "artdeco2023" | "sdui2025" | "sdui2026";
type Kind = "person" | "page" | "newsletter" | "event" | "group";
type Act = "accept" | "ignore" | "withdraw" | "connect" | "error";

interface InvitationSpec {
  id: string; kind: Kind; slug: string; name: string; headline?: string | null; message?: string | null;
  mutual?: string | null; badges?: string[]; target?: { href: string; name: string } | null;
  acceptAs?: "button" | "link"; friction?: boolean; when?: string | null;
}
interface Person { slug: string; name: string; headline?: string | null }
interface Scenario {
  generation: Generation; language: string; batch: number; afterAccept: "remove" | "acknowledge" | "error";
  rerenderMs?: number; chat?: boolean; cookies?: boolean; prerender?: boolean;
  invitations: InvitationSpec[]; suggestions: Person[]; profiles: Person[]; sent?: Person[]; own?: Person;
}

/** pending: on the list; sending: decided, the answer is under way; away: gone for a moment before it comes back. */
type Phase = "pending" | "sending" | "away" | "accepted" | "ignored";
interface Invitation extends InvitationSpec { phase: Phase; hidden: boolean; loaded: boolean; gone: boolean }

interface ReplicaClick {
  type: string; where: "window" | "capture" | "bubble"; label: string; tag: string;
  isTrusted: boolean; defaultPrevented: boolean; time: number;
}
interface ReplicaKey { type: string; key: string; label: string; isTrusted: boolean; time: number }
interface ReplicaError { kind: "error" | "rejection" | "policy"; text: string; source: string; time: number }
interface ReplicaAct { act: Act; id: string; isTrusted: boolean; time: number }

interface ReplicaEarly {
  scenario: Scenario; log: ReplicaClick[]; keys: ReplicaKey[]; pageErrors: ReplicaError[];
  record(event: Event, where: "window" | "capture" | "bubble"): void; since(): number;
  own: WeakSet<Node>; arrivals: Node[]; probing: { running: number; blocked: string[] }; globalsAtStart: Set<string>;
}

/** A page shown in the main column. */
interface Page {
  title: string; nodes: Node[]; aside?: Node[];
  /** Bring the page in line with the store, keeping the nodes that still fit. */
  sync?(): void;
  /** Replace all cards by fresh equal nodes, as React does when it mounts again. */
  remount?(): void;
  /** The element after which more invitations are loaded when it comes near the lower edge. */
  last?(): Element | null;
  dispose?(): void;
}

/** One invitation on the page: the nodes put into the list and the element that is the card. */
interface Row { nodes: Element[]; card: HTMLElement; fill(): void }

interface Window { __replicaEarly?: ReplicaEarly; __replica: any }

interface Context {
  store: import("./data.js").Store;
  say: ReturnType<typeof import("./languages.js").wordsOf>;
  generation: Generation; ember: boolean;
  /** Goes to a path without loading a new document. */
  go(path: string, options?: { replace?: boolean }): void;
  /** The address to write on a link: relative in the Ember generations, absolute in the React ones. */
  href(path: string): string;
  /** Shows a native modal dialog inside the page's tree until it is closed. */
  ask(build: (close: () => void) => HTMLDialogElement): void;
  toast(nodes: (Node | string)[]): void;
}
