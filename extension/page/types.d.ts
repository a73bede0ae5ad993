// The content script's side of `src/desk/message.rs`. For editors and `tsc --checkJs`; not shipped.

/** How to look at a page: `src/linkedin/rules.rs`. All selectors are CSS. */
interface Rules {
  anchor: string | null;
  control: string;
  item: string;
  outside: string;
  skip: string;
  main: string;
  names: string[];
  press: string | null;
  attributes: string[];
  minControls: number;
  maxControls: number;
  maxNodes: number;
  maxText: number;
  maxCandidates: number;
}

/** What was found out about what an element holds. */
interface Inside {
  /** Whether no card reaches beyond it. */
  outside?: boolean;
  whole?: boolean;
  /** How many elements, and how many controls. */
  size?: number;
  controls?: number;
  profiles?: Set<string>;
  /** The entries in a core that are whole by themselves. */
  items?: Element[];
}

/** One element of a snapshot: `src/linkedin/snapshot.rs`. */
interface SnapshotElement {
  t: string;
  i?: number;
  a?: Record<string, string>;
  h?: boolean;
  k?: boolean;
  c?: (SnapshotElement | string)[];
}

interface Guarded {
  token: string;
  accept: number;
  ignore: number;
  mode: "watch" | "pause";
}

interface Orders {
  doc: string;
  at: number;
  awake: boolean;
  rules?: Rules | null;
  resend?: boolean;
  guard?: Guarded[];
  frame?: "gone" | "tab" | "open" | "card";
  mark?: number | null;
  focus?: { node: number } | "frame" | "page";
  /** When it was called for, if it may be told more than once: carried out once. */
  calledAt?: number;
  avoid?: number[];
  heard?: boolean;
  point?: boolean;
  describe?: boolean;
}

/** What is known of the page besides its candidates. */
interface PageShot {
  url: string;
  lang: string;
  title: string;
  headings: string[];
}

type PageMessage =
  | { hello: { doc: string; url: string } }
  | {
      report: {
        doc: string;
        shot: PageShot;
        order: number[];
        inView: number[];
        changed: { root: number; tree: string }[];
        modal: boolean;
      };
    }
  | { clicked: { doc: string; token: string; accept: boolean; held: boolean } }
  | { layout: { doc: string; shot: PageShot; tree: string } }
  | { left: { doc: string } }
  | { return: { doc: string } }
  | { pressed: { doc: string; shot: PageShot; tree: string } }
  | { pointed: { doc: string; href?: string; text?: string } };
