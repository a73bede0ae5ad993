// One library's search over what the extension has stored; which one, the address says: search.html?minisearch.
// Everybody gets the same texts, the same questions and the same clock. Times are in milliseconds.
import { questions } from "./questions.js";

/** How many people a list shows. */
const LIMIT = 50;
/** How often a whole index is built. */
const BUILDS = 3;
/** A library that takes longer for all letters is asked fewer, but at least so many; of the misspelt names it is asked all. */
const PATIENCE_MS = 20_000;
const LEAST = 40;

const shards = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, "0"));
const read = async (prefix) => Object.values(await chrome.storage.local.get(shards.map((n) => prefix + n)));

/** What a note says, field by field: the fields that `library::search::Field` names. */
const fields = {
  name: (note) => note.name,
  tags: (note) => note.tags?.join(" "),
  where: (note) => note.metWhere,
  goodAt: (note) => note.goodAt,
  introducedBy: (note) => note.introducedBy,
  address: (note) => [note.address, ...(note.aliases ?? [])].join(" "),
  headline: (note) => note.headline,
  memory: (note) => note.ties?.met?.memory,
  story: (note) => note.story,
  looksFor: (note) => note.looksFor,
  canHelp: (note) => note.canHelp,
  contacts: (note) => note.contacts?.map((contact) => contact.how).join(" "),
  reasons: (note) => note.decisions?.map((decision) => decision.why).join(" "),
  message: (note) => note.message,
};
const names = Object.keys(fields);

/** Flat documents, as these libraries want them. */
function* documents(texts) {
  for (const text of texts) {
    for (const [id, note] of Object.entries(JSON.parse(text).people ?? {})) {
      const flat = { id };
      for (const name of names) flat[name] = fields[name](note) ?? "";
      yield flat;
    }
  }
}

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// Each is loaded first, and then makes a function that finds ids from stored texts. Options are those that
// the library's own documentation recommends for names with typing errors and words that are still being typed.
const libraries = {
  async nothing() {
    return () => () => [];
  },
  async "really-know"() {
    const { default: init, Search } = await import("./search_web.js");
    await init();
    const memory = Search.memory();
    const fill = (take) => (texts) => {
      const search = new Search();
      for (const text of texts) take(search, text);
      const find = (query) => search.search(query, LIMIT).split(" ");
      return Object.assign(find, { free: () => search.free(), bytes: () => memory.buffer.byteLength });
    };
    return Object.assign(fill((search, text) => search.add(text)), { names: fill((search, text) => search.addNames(text)) });
  },
  async minisearch() {
    const { default: MiniSearch } = await import("./minisearch.js");
    return (texts) => {
      const index = new MiniSearch({ fields: names, processTerm: plain });
      for (const one of documents(texts)) index.add(one);
      const how = { prefix: true, fuzzy: 0.2, combineWith: "AND", boost: { name: 2 } };
      return (query) => index.search(query, how).slice(0, LIMIT).map((hit) => hit.id);
    };
  },
  async flexsearch() {
    const { Document, Charset } = await import("./flexsearch.js");
    return (texts) => {
      const index = new Document({ document: { id: "id", index: names }, tokenize: "forward", encoder: Charset.LatinBalance });
      for (const one of documents(texts)) index.add(one);
      return (query) => index.search(query, { limit: LIMIT, suggest: true, merge: true }).map((hit) => hit.id);
    };
  },
  async fuse() {
    const { default: Fuse } = await import("./fuse.js");
    return (texts) => {
      const keys = names.map((name) => ({ name, weight: name === "name" ? 2 : 1 }));
      const options = { keys, threshold: 0.3, ignoreLocation: true, ignoreDiacritics: true };
      const index = new Fuse([...documents(texts)], options);
      return (query) => index.search(query, { limit: LIMIT }).map((hit) => hit.item.id);
    };
  },
  async ufuzzy() {
    const { default: uFuzzy } = await import("./ufuzzy.js");
    return (texts) => {
      const ids = [];
      const lines = [];
      for (const { id, ...rest } of documents(texts)) {
        ids.push(id);
        lines.push(plain(Object.values(rest).join(" ")));
      }
      const fuzzy = new uFuzzy({
        unicode: true,
        interSplit: "[^\\p{L}\\d']+",
        intraSplit: "\\p{Ll}\\p{Lu}",
        intraBound: "\\p{L}\\d|\\d\\p{L}|\\p{Ll}\\p{Lu}",
        intraChars: "[\\p{L}\\d']",
        intraContr: "'\\p{L}{1,2}\\b",
        intraMode: 1,
      });
      return (query) => {
        const [all, , order] = fuzzy.search(lines, plain(query), 1);
        const best = order ? order.map((at) => all[at]) : (all ?? []);
        return best.slice(0, LIMIT).map((at) => ids[at]);
      };
    };
  },
};

const turn = () => new Promise((then) => setTimeout(then));

async function measure() {
  const make = await libraries[location.search.slice(1)]();
  const first = questions.keys[0];
  const seen = { cold: [], build: [], keys: [], found: 0, asked: 0, bytes: 0 };
  let find = null;
  for (let n = 0; n < BUILDS; n++) {
    find?.free?.();
    find = null;
    await turn();
    const began = performance.now();
    let early = null;
    if (make.names) {
      early = make.names(await read("names/"));
      early(first);
      seen.cold.push(performance.now() - began);
      early.free();
    }
    const texts = await read("shard/");
    const had = performance.now();
    find = make(texts);
    seen.build.push(performance.now() - had);
    find(first);
    if (!make.names) seen.cold.push(performance.now() - began);
  }
  const until = performance.now() + PATIENCE_MS;
  for (const query of questions.keys) {
    const began = performance.now();
    if (began > until && seen.keys.length >= LEAST) break;
    find(query);
    seen.keys.push(performance.now() - began);
    await turn();
  }
  for (const { query, id } of questions.misspelt) {
    seen.asked++;
    if (find(query).slice(0, 5).includes(id)) seen.found++;
    await turn();
  }
  seen.bytes = find.bytes?.() ?? 0;
  // Alive until its memory has been looked at.
  globalThis.kept = find;
  return seen;
}

measure().then(
  (seen) => document.documentElement.setAttribute("data-seen", JSON.stringify(seen)),
  (error) => document.documentElement.setAttribute("data-seen", JSON.stringify({ error: `${error}\n${error.stack}` })),
);
