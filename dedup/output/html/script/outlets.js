// Who carries whose text: outlet by outlet.

const heat = (value, most) => (value ? `h${Math.min(5, 1 + Math.floor((4.999 * Math.log1p(value)) / Math.log1p(most)))}` : "h0");

/** Of every outlet: articles, members of families, how many of them were first. */
const outletFacts = () => {
  const found = data.outlets.map((outlet) => ({ outlet, articles: 0, in_families: 0, first: 0, followed: 0, open: 0, boilerplate: 0, seen: 0 }));
  for (let one = 0; one < data.n; one++) {
    const facts = found[data.outletOf[one]];
    facts.articles++;
    if (data.boilerplateOf.of(one).length) facts.boilerplate++;
    facts.seen += data.articles.before[one];
    if (data.familyOf[one] >= 0) {
      facts.in_families++;
      if (certainty(data.confidence[data.familyOf[one]]) === "open") facts.open++;
      else if (data.relationOf[one] === 0) facts.first++;
      else facts.followed++;
    }
  }
  for (const facts of found) facts.seen = facts.articles ? Math.round(facts.seen / facts.articles) : 0;
  return found.sort((x, y) => y.in_families - x.in_families || y.articles - x.articles);
};

const MAX_MATRIX = 40;

const outletsView = () => {
  const facts = outletFacts();
  const shown = facts.filter((one) => one.in_families).slice(0, MAX_MATRIX);
  const place = new Map(shown.map((one, k) => [one.outlet, k]));
  const cells = shown.map(() => new Int32Array(shown.length));
  let open = 0;
  for (const [number, [origin, ...others]] of data.families.entries()) {
    if (certainty(data.confidence[number]) === "open") {
      open += others.length;
      continue;
    }
    const row = place.get(data.articles.outlet[origin]);
    for (const one of others) {
      const column = place.get(data.articles.outlet[one]);
      if (row !== undefined && column !== undefined) cells[row][column]++;
    }
  }
  const most = Math.max(1, ...cells.map((row) => Math.max(...row)));
  const name = (outlet) => bdi(outlet || "no outlet");
  const key = (outlet) => outlet || "-";
  const flat = () =>
    shown.flatMap((from, row) => shown.map((to, column) => ({ first_in: from.outlet, carried_by: to.outlet, articles: cells[row][column] }))).filter((one) => one.articles);
  const matrix = shown.length
    ? table(
        [h("span", {}, "first in ↓  carried by →"), ...shown.map((one) => turnedName(one.outlet || "no outlet")), "all"],
        shown.map((from, row) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, name(from.outlet)),
            shown.map((to, column) => {
              const n = cells[row][column];
              return h("td", { class: heat(n, most) }, n ? h("a", { href: address("families", { origin: key(from.outlet), outlet: key(to.outlet), certainty: "known" }), "aria-label": `${count(n)} articles first in ${plain(key(from.outlet))}, carried by ${plain(key(to.outlet))}` }, count(n)) : h("span", { class: "nil" }, "·"));
            }),
            h("td", { class: "sum" }, count(cells[row].reduce((sum, n) => sum + n, 0))),
          ),
        ),
        { class: "matrix", label: "Articles by the outlet that was first and the outlet that carried them" },
      )
    : h("p", { class: "empty" }, "No outlet carries another's text.");
  return h(
    "div",
    {},
    viewHead(
      "Outlets",
      `Who carries whose text. A row is the outlet that was first with a story, likely or surely, a column the one that carried it after; the figure counts articles. The diagonal is what an outlet prints again itself.${open ? ` ${several(open, "copy", "copies")} of stories of which it is open who was first ${open === 1 ? "is" : "are"} not in it.` : ""}` + partOfArticles(),
      exports_("outlet-matrix", flat),
    ),
    matrix,
    h("div", { class: "head second" }, h("h2", {}, "Outlet by outlet"), exports_("outlets", () => facts.map((one) => ({ ...one, seen: one.seen / 1000 })))),
    table(
      ["Outlet", "Articles", "In stories", "First", "Followed", "Open", "With boilerplate", "In earlier articles"],
      facts.map((one) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, h("a", { href: address("", { outlet: key(one.outlet) }) }, name(one.outlet))),
          [one.articles, one.in_families, one.first, one.followed, one.open].map((n) => h("td", {}, count(n))),
          h("td", {}, one.boilerplate ? h("a", { href: address("wording", { kind: "boilerplate", outlet: key(one.outlet) }), "aria-label": `${count(one.boilerplate)} articles of ${plain(key(one.outlet))} with boilerplate` }, count(one.boilerplate)) : "0"),
          h("td", {}, shareBar(one.seen, "mean share of its articles that stood in earlier ones")),
        ),
      ),
      { class: "figures", label: "Outlets with their articles", sortable: true },
    ),
  );
};
