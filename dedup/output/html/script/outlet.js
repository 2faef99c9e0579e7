// One outlet: how much of it is its own, whose stories it carries, with credit or without, and when.

const MAX_DAYS = 400;

/** Articles of an outlet by day: its own, and those that stand in a story or borrow a passage. */
const outletDays = (articles) => {
  const { days, first, last } = collectionDays();
  if (first === undefined || last - first + 1 > MAX_DAYS || last === first) return null;
  const n = last - first + 1;
  const [alone, shared] = [new Int32Array(n), new Int32Array(n)];
  for (const one of articles) {
    const time = data.articles.time[one];
    if (time !== null) (data.matchesOf.of(one).length ? shared : alone)[Math.floor(time / 86400) - first]++;
  }
  const most = Math.max(1, ...alone.map((count_, k) => count_ + shared[k]));
  return drawn((width) => {
    const [height, step] = [90, width / n];
    const bar = (k, from, size, name) => (size ? s("rect", { class: name, x: k * step + 0.5, width: Math.max(step - 1, 0.8), y: height - from - size, height: size }) : null);
    const tall = (value) => (value * (height - 6)) / most;
    return s(
      "svg",
      { width, height: height + 18, viewBox: `0 0 ${width} ${height + 18}`, class: "outlet-days", role: "img", "aria-label": "Articles by day; the table below has the figures" },
      hatching(),
      Array.from({ length: n }, (_, k) => [
        days.has(first + k) ? null : s("rect", { class: "no-data", x: k * step, width: step, y: 0, height, fill: "url(#hatch)" }, s("title", {}, `${dateOf((first + k) * 86400)}: no articles in the collection`)),
        bar(k, 0, tall(shared[k]), "shared"),
        bar(k, tall(shared[k]), tall(alone[k]), "alone"),
      ]),
      s("text", { class: "tick", x: 0, y: height + 14 }, dateOf(first * 86400)),
      s("text", { class: "tick", x: width, y: height + 14, "text-anchor": "end" }, dateOf(last * 86400)),
    );
  }, { class: "drawing" });
};

/** What an outlet's articles are, counted. */
const outletParts = (articles) => {
  const parts = { alone: 0, borrowing: 0, first: 0, followed: 0, open: 0 };
  for (const one of articles) {
    const family = data.familyOf[one];
    if (family < 0) parts[data.matchesOf.of(one).length ? "borrowing" : "alone"]++;
    else if (certainty(data.confidence[family]) === "open") parts.open++;
    else parts[data.relationOf[one] === 0 ? "first" : "followed"]++;
  }
  return parts;
};

const outletView = (params) => {
  const name = params.outlet === "-" ? "" : params.outlet;
  const articles = Array.from({ length: data.n }, (_, one) => one).filter((one) => data.articles.outlet[one] === name);
  if (!articles.length) return lostView("This page has no such outlet.");
  const key = name || "-";
  const parts = outletParts(articles);
  const shared = new Map();
  const agencies = new Map();
  let again = 0;
  for (const members of data.families) {
    const here = members.filter((one) => data.articles.outlet[one] === name);
    if (!here.length) continue;
    again += here.length - 1;
    for (const outlet of new Set(members.map((one) => data.articles.outlet[one]))) if (outlet !== name) shared.set(outlet, (shared.get(outlet) ?? 0) + 1);
  }
  for (const one of articles) {
    const carried = data.carried.get(one);
    if (!carried) continue;
    if (!agencies.has(carried[0])) agencies.set(carried[0], [0, 0]);
    agencies.get(carried[0])[carried[1] ? 0 : 1]++;
  }
  const line = (n, words, href) => (n ? h("li", {}, h("b", {}, count(n)), " ", href ? h("a", { href }, words) : words) : null);
  const days = outletDays(articles);
  return h(
    "div",
    { class: "outlet-view" },
    h("p", { class: "back" }, h("a", { href: "#outlets", onclick: backToList }, "← Outlets")),
    viewHead(bdi(name || "No outlet"), `${several(articles.length, "article")}, ${percent(Math.round((1000 * parts.alone) / articles.length))} of them share no text with any other.${partOfArticles()}`, exports_("outlet", () => articles.map(articleRecord))),
    h(
      "div",
      { class: "columns" },
      h(
        "section",
        { class: "panel" },
        h("h2", {}, "What its articles are"),
        h(
          "ul",
          { class: "plain counts" },
          line(parts.alone, "share no text with another", address("articles", { outlet: key, found: "nothing" })),
          line(parts.borrowing, "share a passage", address("articles", { outlet: key, found: "borrowing" })),
          line(parts.first, "first with a story that others copied, likely or surely", address("families", { origin: key, certainty: "known" })),
          line(parts.followed, "copies of a story that likely or surely began elsewhere or earlier", address("families", { outlet: key, certainty: "known" })),
          line(parts.open, "in stories of which it is open who was first", address("families", { outlet: key, certainty: "open" })),
          line(again, "of these print a text of its own again"),
        ),
      ),
      h(
        "section",
        { class: "panel" },
        h("h2", {}, "Whose agency copy it carries"),
        agencies.size
          ? table(
              ["Agency", "Credit it", "Omit its credit"],
              [...agencies].sort((x, y) => y[1][0] + y[1][1] - x[1][0] - x[1][1]).map(([agency, [named, omitted]]) =>
                h("tr", {}, h("th", { scope: "row" }, data.agency(agency)), h("td", {}, named ? h("a", { href: address("articles", { wire: agency, credit: "named", outlet: key }) }, count(named)) : "0"), h("td", {}, omitted ? h("a", { href: address("articles", { wire: agency, credit: "omitted", outlet: key }) }, count(omitted)) : "0")),
              ),
              { class: "figures", label: "Agency copy in this outlet", sortable: true },
            )
          : h("p", { class: "meta" }, "No copied story in it credits an agency."),
      ),
      h(
        "section",
        { class: "panel" },
        h("h2", {}, "With which outlets it has stories in common"),
        shared.size
          ? table(
              ["Outlet", "Stories"],
              [...shared].sort((x, y) => y[1] - x[1]).map(([outlet, n]) => h("tr", {}, h("th", { scope: "row" }, h("a", { href: address("", { outlet: outlet || "-" }) }, bdi(outlet || "no outlet"))), h("td", {}, h("a", { href: address("families", { outlet: key, with: outlet || "-" }) }, count(n))))),
              { class: "figures", label: "Stories in common", sortable: true },
            )
          : h("p", { class: "meta" }, "None."),
      ),
      days ? h("section", { class: "panel" }, h("h2", {}, "By day"), h("p", { class: "note" }, h("i", { class: "key-shared" }), "share text, ", h("i", { class: "key-alone" }), "stand alone; hatched: the collection has no article of that day."), days) : null,
    ),
  );
};
