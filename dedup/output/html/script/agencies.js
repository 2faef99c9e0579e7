// The agencies: whose text which outlet credits, and whom it only mentions.

const agencyCells = (role) => {
  const cells = new Map();
  for (const [article, agency, credited] of data.credits) {
    if (credited !== role) continue;
    if (!cells.has(agency)) cells.set(agency, new Map());
    const row = cells.get(agency);
    const outlet = data.articles.outlet[article];
    if (!row.has(outlet)) row.set(outlet, new Set());
    row.get(outlet).add(article);
  }
  return cells;
};

const agenciesView = (params) => {
  const role = params.role === "mention" ? 0 : 1;
  const cells = agencyCells(role);
  const lost = new Map();
  for (const agency of data.lost.values()) lost.set(agency, (lost.get(agency) ?? 0) + 1);
  const total = (row) => [...row.values()].reduce((sum, found) => sum + found.size, 0);
  const agencies = [...cells.keys()].sort((x, y) => total(cells.get(y)) - total(cells.get(x)) || x.localeCompare(y));
  const sums = new Map();
  for (const row of cells.values()) for (const [outlet, found] of row) sums.set(outlet, (sums.get(outlet) ?? 0) + found.size);
  const outlets = [...sums.keys()].sort((x, y) => sums.get(y) - sums.get(x)).slice(0, MAX_MATRIX);
  const most = Math.max(1, ...agencies.flatMap((agency) => outlets.map((outlet) => cells.get(agency).get(outlet)?.size ?? 0)));
  const flat = () => agencies.flatMap((agency) => [...cells.get(agency)].map(([outlet, found]) => ({ agency, name: data.agency(agency), outlet, role: role ? "credit" : "mention", articles: found.size })));
  const link = (name, label) => h("a", { href: address("agencies", name ? { role: name } : {}), "aria-current": (params.role ?? "") === name ? "true" : null }, label);
  return h(
    "div",
    {},
    viewHead("Agencies", "The figure counts articles. A credit names the agency that provided the text or a picture; a mention only quotes it." + partOfArticles(), exports_("agencies", flat)),
    h("p", { class: "switch" }, link("", "Credited"), link("mention", "Mentioned")),
    agencies.length
      ? table(
          ["Agency", "All", ...(role && lost.size ? ["Credit omitted"] : []), ...outlets.map((outlet) => turnedName(outlet || "no outlet"))],
          agencies.map((agency) =>
            h(
              "tr",
              {},
              h("th", { scope: "row" }, h("a", { href: address("articles", { agency }) }, data.agency(agency))),
              h("td", { class: "sum" }, count(total(cells.get(agency)))),
              role && lost.size ? h("td", { class: "sum" }, lost.has(agency) ? h("a", { href: address("articles", { wire: agency, credit: "omitted" }), "aria-label": `${several(lost.get(agency), "copy", "copies")} without the credit of ${data.agency(agency)}` }, count(lost.get(agency))) : h("span", { class: "nil" }, "·")) : null,
              outlets.map((outlet) => {
                const n = cells.get(agency).get(outlet)?.size ?? 0;
                return h("td", { class: heat(n, most) }, n ? h("a", { href: address("articles", { agency, outlet: outlet || "-" }), "aria-label": `${count(n)} articles of ${plain(outlet || "no outlet")}, ${data.agency(agency)}` }, count(n)) : h("span", { class: "nil" }, "·"));
              }),
            ),
          ),
          { class: "matrix agencies", label: "Articles by agency and outlet", sortable: true },
        )
      : h("p", { class: "empty" }, role ? "No article credits an agency." : "No article only mentions an agency."),
  );
};
