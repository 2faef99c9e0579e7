// Long lists, of which as much is made as is looked at.

const STEP = 60;

const grown = new Map(); // how many items of the list at an address were made: on the way back as many are made at once

/** The items of a list, the first sixty at once and more on scrolling down; `row` makes one. */
const longList = (items, row, { tag = "ol", className = "list", empty = "Nothing fits." } = {}) => {
  if (!items.length) return h("p", { class: "empty" }, empty);
  const list = h(tag, { class: className });
  const here = `${location.hash} ${className}`;
  let shown = 0;
  const grow = (n = STEP) => {
    const next = items.slice(shown, shown + n);
    list.append(...next.map((item, k) => row(item, shown + k)));
    shown += next.length;
    if (shown > STEP) grown.set(here, shown);
    if (shown >= items.length) {
      more.remove();
      watcher.disconnect();
    } else more.textContent = `${count(items.length - shown)} more`;
  };
  const more = h("button", { type: "button", class: "more-items", onclick: () => grow() });
  const watcher = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && grow(), { rootMargin: "600px" });
  grow(grown.get(here) ?? STEP);
  if (shown < items.length) watcher.observe(more);
  return h("div", { class: "long" }, list, more.textContent ? more : null);
};

/** A small bar for a share in thousandths. */
const shareBar = (thousandths, label, words = "") =>
  h(
    "span",
    { class: "share", title: label },
    s("svg", { viewBox: "0 0 100 6", preserveAspectRatio: "none", "aria-hidden": "true" }, s("rect", { class: "rest", width: 100, height: 6 }), s("rect", { class: "part", width: thousandths / 10, height: 6 })),
    h("span", {}, percent(thousandths), words),
  );

/** A name at the head of a narrow column: upright where its script is written downwards. */
const turnedName = (text) => h("span", { class: SPACELESS.test(text) ? "turned upright" : "turned" }, bdi(text));

const relationTag = (relation) => h("span", { class: "relation" }, h("i", { class: `dot r-${relation}` }), relation);

/** What a cell is sorted by: its figure, else its words. */
const cellValue = (row, k) => {
  const text = row.cells[k]?.textContent.trim() ?? "";
  const figure = Number(text.replaceAll(",", "").replace(/\s*%$/, ""));
  return text === "·" ? 0 : Number.isNaN(figure) || text === "" ? text : figure;
};

/** Sorts the rows of a table by a column, figures from the largest on, words from A on; a second time the other way. */
const sortBy = (event) => {
  const head = event.currentTarget.closest("th");
  const body = head.closest("table").tBodies[0];
  const k = [...head.parentNode.cells].indexOf(head);
  const values = new Map([...body.rows].map((row) => [row, cellValue(row, k)]));
  const areFigures = [...values.values()].every((value) => typeof value === "number");
  const turned = head.getAttribute("aria-sort") === (areFigures ? "descending" : "ascending");
  const sign = areFigures !== turned ? -1 : 1;
  const order = (x, y) => (areFigures ? x - y : String(x).localeCompare(String(y)));
  body.append(...[...body.rows].sort((x, y) => sign * order(values.get(x), values.get(y))));
  for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", sign < 0 ? "descending" : "ascending");
};

/** A table with heads; cells may be nodes. One that is `sortable` is sorted by a click on a head. */
const table = (heads, lines, props) =>
  h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": props.label },
    h(
      "table",
      { class: props.class },
      h("caption", { class: "unseen" }, props.label),
      h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, props.sortable ? h("button", { type: "button", class: "sort", onclick: sortBy }, head) : head)))),
      h("tbody", {}, lines),
    ),
  );

/** A view that is not there, with a way back. */
const lostView = (words) => h("div", { class: "empty" }, h("p", {}, words), h("p", {}, h("a", { href: data.kind === "comparison" ? "#" : "#overview" }, "Back to the overview")));

/** What a view says where the page holds only a part of the report. */
const partNote = (noun, key, n, plural = key) => (data.left_out[key] ? ` These are the ${several(n, noun, plural)} on this page, of ${count(n + data.left_out[key])}.` : "");
const partOfArticles = () => partNote("article", "articles", data.n);

/** The head of a view: its name, a note on what it shows, its buttons. */
const viewHead = (title, note, ...tools) =>
  h("header", { class: "head" }, h("div", {}, h("h1", { tabindex: "-1" }, title), note ? h("p", { class: "note" }, note) : null), h("div", { class: "head-tools" }, tools));
