// The differences of two texts, the unchanged words between them folded, and what each has alone.

const CONTEXT = 90;
const SPACELESS = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Khmer}\p{scx=Lao}\p{scx=Myanmar}]/u;

/** How many words a text has, as a reader counts them. */
const wordCount = (text) => {
  if (!SPACELESS.test(text) || !Intl.Segmenter) return text.match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0;
  let n = 0;
  for (const one of new Intl.Segmenter(undefined, { granularity: "word" }).segment(text)) n += one.isWordLike ? 1 : 0;
  return n;
};

/** A place moved to the nearest space outward, where there is one near. */
const snapped = (text, at, step, limit) => {
  for (let k = at, n = 0; n < 24 && k !== limit; k += step, n++) if (/\s/.test(text[step < 0 ? k - 1 : k] ?? " ")) return k;
  return at;
};

/** Changes with the words around them, those whose contexts meet as one: [begin, end] on each side. */
const changeBlocks = (passage, left, right) => {
  const [a0, a1, b0, b1] = [left.places(passage.a[0]), left.places(passage.a[1]), right.places(passage.b[0]), right.places(passage.b[1])];
  const blocks = [];
  for (const one of passage.changes) {
    const around = (begin, end, low, high, text) => [snapped(text, Math.max(low, begin - CONTEXT), -1, low), snapped(text, Math.min(high, end + CONTEXT), 1, high)];
    const a = around(left.places(one.a[0]), left.places(one.a[1]), a0, a1, left.text);
    const b = around(right.places(one.b[0]), right.places(one.b[1]), b0, b1, right.text);
    const last = blocks.at(-1);
    if (last && (a[0] <= last.a[1] || b[0] <= last.b[1])) {
      last.a[1] = Math.max(last.a[1], a[1]);
      last.b[1] = Math.max(last.b[1], b[1]);
    } else blocks.push({ a: [...a], b: [...b], kind: "change" });
  }
  for (const block of blocks) {
    if (left.text.slice(a0, block.a[0]).trim().length < 30) block.a[0] = a0;
    if (right.text.slice(b0, block.b[0]).trim().length < 30) block.b[0] = b0;
    if (left.text.slice(block.a[1], a1).trim().length < 30) block.a[1] = a1;
    if (right.text.slice(block.b[1], b1).trim().length < 30) block.b[1] = b1;
  }
  return { blocks, a: [a0, a1], b: [b0, b1] };
};

/** What of a text stands in no passage, by the place where it ends. */
const aloneIn = (text, spans) => {
  const found = [];
  let reached = 0;
  for (const [begin, end] of [...spans].sort((x, y) => x[0] - y[0]).concat([[text.length, text.length]])) {
    if (begin > reached && /[\p{L}\p{N}]/u.test(text.slice(reached, begin))) found.push([reached, begin]);
    reached = Math.max(reached, end);
  }
  return found;
};

/** Rows of the view in the order of the left text: {kind: "same" | "change" | "only" | "reworded", a, b}. */
const differenceRows = (found, left, right) => {
  const passages = found.passages.map((one) => ({ one, ...changeBlocks(one, left, right) }));
  const onlyLeft = aloneIn(left.text, passages.map((one) => one.a));
  const onlyRight = aloneIn(right.text, passages.map((one) => one.b));
  const rows_ = [];
  let lastRight = 0;
  const before = (spans, limit) => {
    const ready = [];
    while (spans.length && spans[0][0] < limit) ready.push(spans.shift());
    return ready;
  };
  const only = (lefts, rights) => {
    for (let k = 0; k < Math.max(lefts.length, rights.length); k++) rows_.push({ kind: "only", a: lefts[k] ?? null, b: rights[k] ?? null });
  };
  for (const { one, blocks, a, b } of passages) {
    only(before(onlyLeft, a[0]), before(onlyRight, b[0]));
    const moved = b[0] < lastRight;
    lastRight = Math.max(lastRight, b[1]);
    if (one.aligned.length) {
      rows_.push({ kind: "reworded", a, b, moved });
      continue;
    }
    let [atA, atB] = [a[0], b[0]];
    for (const block of blocks) {
      if (block.a[0] > atA) rows_.push({ kind: "same", a: [atA, block.a[0]], b: [atB, block.b[0]], moved });
      rows_.push({ ...block, moved });
      [atA, atB] = [block.a[1], block.b[1]];
    }
    if (a[1] > atA) rows_.push({ kind: "same", a: [atA, a[1]], b: [atB, b[1]], moved });
  }
  only(onlyLeft, onlyRight);
  return rows_;
};

/** A piece of one side with its marks. */
const piece = (side, span, notes) => {
  const [begin, end] = span;
  const inside = notes.filter((one) => one.start >= begin && one.end <= end).map((one) => ({ ...one, start: one.start - begin, end: one.end - begin }));
  return paragraphs(side.text.slice(begin, end), [], inside);
};

const ROW_NAMES = { change: "changed", only: "only on one side", reworded: "reworded" };

/** The view and its rows; `notes` are the marks of both sides. */
const differencesView = (found, left, right, notes) => {
  const rows_ = differenceRows(found, left, right);
  const cell = (side, span, name) => h("div", { class: `cell ${name}`, dir: "auto", lang: "" }, span ? piece(side, span, notes[name]) : null);
  let n = 0;
  const items = rows_.map((row) => {
    if (row.kind === "same") {
      const words = wordCount(left.text.slice(...row.a));
      return h(
        "details",
        { class: "fold", ontoggle: (event) => event.target.open && event.target.childElementCount === 1 && event.target.append(h("div", { class: "row" }, cell(left, row.a, "a"), cell(right, row.b, "b"))) },
        h("summary", {}, `the same ${several(words, "word")}${row.moved ? ", moved" : ""}`),
      );
    }
    return h("div", { class: `row ${row.kind}`, id: `difference-${n++}`, tabindex: "-1", "aria-label": ROW_NAMES[row.kind] }, cell(left, row.a, "a"), cell(right, row.b, "b"));
  });
  const list = h("div", { class: "differences" }, items.length ? items : h("p", { class: "empty" }, "Nothing of either text is shared."));
  return { list, rows: rows_, n };
};

/** What each side has alone, the right one first. */
const addedView = (found, left, right, names) => {
  const alone = (side, name) => aloneIn(side.text, found.passages.map((one) => [side.places(one[name][0]), side.places(one[name][1])]));
  const section = (side, name, who) => {
    const spans = alone(side, name);
    const words = spans.reduce((sum, span) => sum + wordCount(side.text.slice(...span)), 0);
    return h(
      "section",
      { class: "added" },
      h("h3", {}, who, words ? ` has ${several(words, "word")} that the other has not` : " has nothing that the other has not"),
      spans.map((span) => h("div", { class: "alone-piece", lang: "", dir: "auto" }, paragraphs(side.text.slice(...span), [], []))),
    );
  };
  return h("div", { class: "added-view" }, section(right, "b", names[1]), section(left, "a", names[0]));
};

/** Where in the left text the differences are; a click goes there. */
const miniMap = (rows_, length, go) => {
  const marks = rows_.filter((row) => row.kind !== "same");
  let at = 0;
  const places = marks.map((row) => (at = row.a ? row.a[0] : at));
  return s(
    "svg",
    { class: "mini-map", viewBox: "0 0 10 1000", preserveAspectRatio: "none", "aria-hidden": "true" },
    s("rect", { class: "whole", width: 10, height: 1000 }),
    marks.map((row, k) => s("rect", { class: row.kind, x: 0, width: 10, y: Math.min(990, (1000 * places[k]) / Math.max(length, 1)), height: Math.max(7, row.a && row.kind !== "change" ? (1000 * (row.a[1] - row.a[0])) / Math.max(length, 1) : 0), onclick: () => go(k) })),
  );
};

/** Moves from difference to difference. */
class DifferenceSteps {
  constructor(view, n) {
    Object.assign(this, { view, n, at: -1 });
  }
  step(by) {
    if (this.n) this.go(this.at < 0 && by < 0 ? this.n - 1 : (this.at + by + this.n) % this.n);
  }
  go(k) {
    this.at = k;
    const rows_ = this.view.querySelectorAll(".differences > .row");
    for (const [n, row] of rows_.entries()) row.classList.toggle("here", n === k);
    rows_[k]?.scrollIntoView({ block: "center" });
    if (this.label) this.label.textContent = `${k + 1} of ${this.n}`;
    say(`Difference ${k + 1} of ${this.n}, ${rows_[k]?.getAttribute("aria-label") ?? ""}`);
  }
  draw() {}
}
