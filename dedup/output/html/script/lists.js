// Long lists, of which as much is made as is looked at.

const STEP = 60;

/** The items of a list, the first sixty at once and more on scrolling down; `row` makes one. */
const longList = (items, row, { tag = "ol", className = "list", empty = "Nothing fits." } = {}) => {
  if (!items.length) return h("p", { class: "empty" }, empty);
  const list = h(tag, { class: className });
  let shown = 0;
  const grow = () => {
    const next = items.slice(shown, shown + STEP);
    list.append(...next.map((item, k) => row(item, shown + k)));
    shown += next.length;
    if (shown >= items.length) {
      more.remove();
      watcher.disconnect();
    } else more.textContent = `${count(items.length - shown)} more`;
  };
  const more = h("button", { type: "button", class: "more-items", onclick: grow });
  const watcher = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && grow(), { rootMargin: "600px" });
  grow();
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

const relationTag = (relation) => h("span", { class: "relation" }, h("i", { class: `dot r-${relation}` }), relation);

/** A table with heads; cells may be nodes. */
const table = (heads, lines, props) =>
  h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": props.label },
    h(
      "table",
      { class: props.class },
      h("caption", { class: "unseen" }, props.label),
      h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))),
      h("tbody", {}, lines),
    ),
  );

/** What a view says where the page holds only a part of the report. */
const partNote = (noun, plural, n) => (data.left_out[plural] ? ` These are the ${several(n, noun, plural)} on this page, of ${count(n + data.left_out[plural])}.` : "");
const partOfArticles = () => partNote("article", "articles", data.n);

/** The head of a view: its name, a note on what it shows, its buttons. */
const viewHead = (title, note, ...tools) =>
  h("header", { class: "head" }, h("div", {}, h("h1", { tabindex: "-1" }, title), note ? h("p", { class: "note" }, note) : null), h("div", { class: "head-tools" }, tools));
