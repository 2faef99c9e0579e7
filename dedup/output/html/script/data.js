// The data of the page: the index at once, texts and passages when they are asked for.

/** A block of the page: base 64, gzip, JSON. */
const unpack = async (name) => {
  const node = byId(`data-${name}`);
  const binary = atob(node.textContent);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
};

/** Remembers the last few blocks that were unpacked. */
const KEPT_CHUNKS = 12;
const unpacked = new Map();
const chunk = (name) => {
  const found = unpacked.get(name) ?? unpack(name);
  unpacked.delete(name);
  unpacked.set(name, found);
  if (unpacked.size > KEPT_CHUNKS) unpacked.delete(unpacked.keys().next().value);
  return found;
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

/** Lists of places by a key, as two arrays: those of key k stand at starts[k] to starts[k + 1]. */
class Grouped {
  constructor(n, keys) {
    this.starts = new Int32Array(n + 1);
    for (const key of keys) this.starts[key + 1]++;
    for (let k = 0; k < n; k++) this.starts[k + 1] += this.starts[k];
    this.places = new Int32Array(keys.length);
    const next = this.starts.slice(0, n);
    keys.forEach((key, place) => (this.places[next[key]++] = place));
  }
  of(key) {
    return this.places.subarray(this.starts[key], this.starts[key + 1]);
  }
}

const RELATIONS = ["origin", "exact", "reprint", "contained", "partial", "boilerplate", "quote"];
const KINDS = ["verbatim", "edited", "rewritten", "summary"];
const CHANGES = ["number", "word", "spelling"];

/** All that a report holds, with the ways to look it up. */
class Data {
  constructor(index) {
    Object.assign(this, index);
    const articles = this.articles;
    this.n = articles.id.length;
    this.outlets = [...new Set(articles.outlet)].sort((a, b) => (a === "") - (b === "") || a.localeCompare(b));
    const numbers = new Map(this.outlets.map((outlet, number) => [outlet, number]));
    this.outletOf = Int32Array.from(articles.outlet, (outlet) => numbers.get(outlet));
    this.familyOf = new Int32Array(this.n).fill(-1);
    this.relationOf = new Uint8Array(this.n);
    this.families.forEach((members, family) =>
      members.forEach((number, place) => {
        this.familyOf[number] = family;
        this.relationOf[number] = this.member_relations[family][place];
      }),
    );
    const { a, b } = this.matches;
    const m = a.length;
    this.matchesOf = new Grouped(this.n, [...a, ...b]);
    this.pairNumbers = new Map();
    for (let k = 0; k < m; k++) this.pairNumbers.set(a[k] * this.n + b[k], k);
    this.creditsOf = new Grouped(this.n, this.credits.map((one) => one[0]));
    this.repeatsOf = new Grouped(this.n, this.repeats.map((one) => one[0]));
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
    return this.pairNumbers.get(Math.min(a, b) * this.n + Math.max(a, b)) ?? this.pairNumbers.get(Math.max(a, b) * this.n + Math.min(a, b)) ?? -1;
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
  agency(id) {
    return this.agencies[id] ?? id;
  }
  async text(number) {
    const place = this.articles.place[number];
    if (place < 0) return null;
    const k = rangeOf(this.texts, place);
    return (await chunk(`texts-${k}`))[place - this.texts[k][0]];
  }
  /** Passages and changes of a match, as rows of numbers in characters (code points). */
  async evidence(match) {
    const k = rangeOf(this.pairs, match);
    const [passages, changes] = (await chunk(`pairs-${k}`))[match - this.pairs[k][0]];
    return { passages: rows(passages, 6), changes: rows(changes, 5) };
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
