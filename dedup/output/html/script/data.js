// The data of the page: the index at once, texts and passages when they are asked for.

/** A block of the page: its columns of numbers, and the bytes after them. Base 64, gzip, then as packing.py says. */
const unpack = async (name) => {
  const binary = atob(byId(`data-${name}`).textContent);
  const packed = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) packed[i] = binary.charCodeAt(i);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const head = 4 + new DataView(bytes.buffer).getUint32(0, true);
  const columns = {};
  let at = head;
  for (const [key, length] of Object.entries(JSON.parse(utf8(bytes.subarray(4, head))))) {
    columns[key] = joined(bytes, at, length);
    at += 4 * length;
  }
  return { columns, rest: bytes.subarray(at) };
};

const utf8 = (bytes) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

/** Whole numbers of which the lowest bytes stand first, then the next ones. */
const joined = (bytes, at, n) => {
  const found = new Int32Array(n);
  for (let i = 0, k = at; i < n; i++, k++) found[i] = bytes[k] | (bytes[k + n] << 8) | (bytes[k + 2 * n] << 16) | (bytes[k + 3 * n] << 24);
  return found;
};

/** Where each of some runs begins, and the end of the last. */
const startsOf = (lengths) => {
  const found = new Int32Array(lengths.length + 1);
  for (let k = 0; k < lengths.length; k++) found[k + 1] = found[k] + lengths[k];
  return found;
};

/** Remembers the last few blocks that were unpacked. */
const KEPT_CHUNKS = 12;
const unpacked = new Map();
const chunk = (name) => {
  const found = unpacked.get(name) ?? unpack(name).then(withStarts);
  unpacked.delete(name);
  unpacked.set(name, found);
  if (unpacked.size > KEPT_CHUNKS) unpacked.delete(unpacked.keys().next().value);
  return found;
};

const withStarts = ({ columns, rest }) => {
  const starts = {};
  for (const key of ["bytes", "passages", "changes", "aligned"]) if (columns[key]) starts[key] = startsOf(columns[key]);
  return { columns, rest, starts };
};

/** The range, among sorted half-open ranges, that holds a place. */
const rangeOf = (ranges, place) => {
  let low = 0;
  let high = ranges.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle][1] <= place) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Lists of places by a key, as two arrays: those of key k stand at starts[k] to starts[k + 1]; lists count on. */
class Grouped {
  constructor(n, ...lists) {
    this.starts = new Int32Array(n + 1);
    for (const keys of lists) for (let place = 0; place < keys.length; place++) this.starts[keys[place] + 1]++;
    for (let k = 0; k < n; k++) this.starts[k + 1] += this.starts[k];
    this.places = new Int32Array(this.starts[n]);
    const next = this.starts.slice(0, n);
    let before = 0;
    for (const keys of lists) {
      for (let place = 0; place < keys.length; place++) this.places[next[keys[place]]++] = before + place;
      before += keys.length;
    }
  }
  of(key) {
    return this.places.subarray(this.starts[key], this.starts[key + 1]);
  }
}

const RELATIONS = ["origin", "exact", "reprint", "contained", "partial", "template", "boilerplate", "quote"];
const KINDS = ["verbatim", "edited", "rewritten", "summary"];
const CHANGES = ["number", "word", "spelling"];

/** All that a page holds of a report, with the ways to look it up. */
class Data {
  constructor(index, columns) {
    Object.assign(this, index);
    this.kind = document.documentElement.dataset.kind;
    this.n = index.articles.id.length;
    const { length, before, elsewhere, place } = columns;
    const outlet = Array.from(columns.outlet, (number) => index.outlets[number]);
    this.articles = { ...index.articles, length, before, elsewhere, place, outlet };
    const { match_a: a, match_b: b, relation, similarity, share_a, share_b, first } = columns;
    this.matches = { a, b, relation, similarity, share_a, share_b, first };
    this.figures = Object.entries(index.figures).map(([name, noun]) => ({ name, noun, counts: columns[name] }));
    this.familyOf = new Int32Array(this.n).fill(-1);
    this.relationOf = new Uint8Array(this.n);
    const starts = startsOf(columns.family_sizes);
    this.families = Array.from(columns.family_sizes, (_, family) => {
      const members = columns.members.subarray(starts[family], starts[family + 1]);
      members.forEach((number, k) => {
        this.familyOf[number] = family;
        this.relationOf[number] = columns.member_relations[starts[family] + k];
      });
      return Array.from(members);
    });
    this.confidence = columns.confidence;
    this.storyOf = columns.story_of;
    this.nOrigins = columns.n_origins;
    this.nUncertain = columns.n_uncertain;
    this.lost = new Map(index.credit_removed);
    this.carried = new Map(index.carried.map(([article, agency, named]) => [article, [agency, named]]));
    this.matchesOf = new Grouped(this.n, a, b);
    this.creditsOf = new Grouped(this.n, this.credits.map((one) => one[0]));
    this.repeatsOf = new Grouped(this.n, this.repeats.map((one) => one[0]));
    this.boilerplateOf = new Grouped(this.n, columns.boilerplate_article);
    this.boilerplatePlaces = { wording: columns.boilerplate_wording, begin: columns.boilerplate_begin, end: columns.boilerplate_end };
    const byName = index.outlets.map((name, number) => [name, number]).sort(([x], [y]) => (x === "") - (y === "") || x.localeCompare(y));
    this.outlets = byName.map(([name]) => name);
    const rank = new Int32Array(byName.length);
    byName.forEach(([, number], k) => (rank[number] = k));
    this.outletOf = columns.outlet.map((number) => rank[number]);
    this.boilerplate = index.boilerplate.map(([text, outlet, articles, days]) => ({ text, outlet: index.outlets[outlet] ?? "", articles, days }));
  }
  number(id) {
    this.numberById ??= new Map(this.articles.id.map((one, number) => [one, number]));
    return this.numberById.get(id) ?? -1;
  }
  familyById(id) {
    const number = this.number(id);
    return number < 0 ? -1 : this.familyOf[number];
  }
  /** Whose article it is; its id where that is not known. */
  who(number) {
    return this.articles.outlet[number] || this.articles.id[number];
  }
  title(number) {
    return this.articles.title[number] || this.articles.id[number];
  }
  /** The match of two articles, -1 if there is none on the page. */
  match(a, b) {
    return this.neighbours(a).find(([, other]) => other === b)?.[0] ?? -1;
  }
  /** The matches of an article: [match, other article]. */
  neighbours(number) {
    const { a, b } = this.matches;
    const m = a.length;
    return Array.from(this.matchesOf.of(number), (place) => (place < m ? [place, b[place]] : [place - m, a[place - m]]));
  }
  agencies_(number) {
    return Array.from(this.creditsOf.of(number), (place) => this.credits[place]);
  }
  /** What of an article its outlet repeats under many others: [wording, begin, end]. */
  boilerplateIn(number) {
    const { wording, begin, end } = this.boilerplatePlaces;
    return Array.from(this.boilerplateOf.of(number), (place) => [wording[place], begin[place], end[place]]);
  }
  /** To how many independent origins the story of a family goes back: [origins, uncertain articles], null where it is in none. */
  origins(family) {
    const story = this.storyOf[family];
    return story < 0 ? null : [this.nOrigins[story], this.nUncertain[story]];
  }
  /** The origins of the story of a family, with the articles that go back to each and why: [[name, [[article, reason]]], uncertain]. */
  async story(family) {
    this.stories ??= unpack("stories").then(({ rest }) => JSON.parse(utf8(rest)));
    return (await this.stories)[this.storyOf[family]] ?? null;
  }
  agency(id) {
    return this.agencies[id] ?? id;
  }
  async text(number) {
    const place = this.articles.place[number];
    if (place < 0) return null;
    const k = rangeOf(this.texts, place);
    const { rest, starts } = await chunk(`texts-${k}`);
    const at = place - this.texts[k][0];
    return utf8(rest.subarray(starts.bytes[at], starts.bytes[at + 1]));
  }
  /** Which side of a match was first (0: not known, 1: a, 2: b), how sure that is, and why, and which may go: reasons in pieces. */
  async verdict(match) {
    if (match < 0) return null;
    this.verdicts ??= unpack("verdicts").then(({ rest }) => JSON.parse(utf8(rest)));
    const { matches, copies } = await this.verdicts;
    if (matches.length) {
      const [first, confidence, reasons, safety] = matches[match];
      return { first, confidence, reasons, safety };
    }
    const sides = [this.matches.a[match], this.matches.b[match]];
    const origin = this.families[this.familyOf[sides[0]]]?.[0];
    const copy = sides.find((one) => one !== origin);
    if (!sides.includes(origin) || !(copy in copies)) return null;
    const [first, confidence, reasons, safety] = copies[copy];
    const side = first && 1 + sides.indexOf(first === 1 ? origin : copy);
    return { first: side, confidence, reasons, safety };
  }
  /** Passages, with their aligned sentences, and changes of a match; spans in characters (code points). */
  async evidence(match) {
    const k = rangeOf(this.pairs, match);
    const { columns, starts } = await chunk(`pairs-${k}`);
    const at = match - this.pairs[k][0];
    const span = (name, i) => [columns[name][i], columns[name][i] + columns[`${name}_length`][i]];
    const sides = (name, i) => ({ a: span(`${name}_a`, i), b: span(`${name}_b`, i) });
    const each = (list, i, make) => Array.from({ length: starts[list][i + 1] - starts[list][i] }, (_, n) => make(starts[list][i] + n));
    return {
      passages: each("passages", at, (i) => ({ ...sides("passage", i), words: columns.words[i], kind: KINDS[columns.kind[i]], aligned: each("aligned", i, (j) => sides("sentence", j)) })),
      changes: each("changes", at, (i) => ({ ...sides("change", i), kind: CHANGES[columns.change_kind[i]] })),
    };
  }
}

const rows = (numbers, width) => {
  const found = [];
  for (let i = 0; i < numbers.length; i += width) found.push(numbers.slice(i, i + width));
  return found;
};

/** Turns offsets in characters (code points) into places in a string of this language, where some take two. */
const placesIn = (text) => {
  if (!/[\ud800-\udfff]/.test(text)) return (offset) => offset;
  const places = [];
  let at = 0;
  for (const sign of text) {
    places.push(at);
    at += sign.length;
  }
  places.push(at);
  return (offset) => places[Math.min(offset, places.length - 1)];
};

/** Letters that readers take for the same, as one: for searching. */
const folded = (text) =>
  text
    .normalize("NFKD")
    .replace(/[\p{M}\u0640]/gu, "")
    .toLowerCase()
    .replace(/[ىیئ]/g, "ي")
    .replace(/ک/g, "ك")
    .replace(/ة/g, "ه")
    .replace(/ؤ/g, "و")
    .replace(/[ٱ]/g, "ا");
const wordsOf = (query) => folded(query).split(/\s+/).filter(Boolean);
const holdsAll = (text, words) => words.every((word) => text.includes(word));
