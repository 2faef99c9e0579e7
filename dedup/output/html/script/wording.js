// What repeats inside single articles, and what wording independent articles share.

const repeatsView = async (params) => {
  const byArticle = new Map();
  for (const one of data.repeats) {
    if (!byArticle.has(one[0])) byArticle.set(one[0], []);
    byArticle.get(one[0]).push(one);
  }
  const kinds = [...new Set(data.repeats.map((one) => one[1]))].sort();
  const texts = articleFacts();
  const all = [...byArticle].sort((x, y) => weight(y[1]) - weight(x[1]) || x[0] - y[0]);
  let found = [];
  const results = h("div", { class: "results" });
  const total = h("p", { class: "total", role: "status" });
  const update = () => {
    const words = wordsOf(params.q ?? "");
    const outlet = params.outlet === "-" ? "" : params.outlet;
    found = all.filter(([one, list]) => holdsAll(texts[one], words) && (outlet === undefined || data.articles.outlet[one] === outlet) && (!params.kind || list.some((repeat) => repeat[1] === params.kind)));
    total.textContent = several(found.length, "article");
    results.replaceChildren(longList(found, repeatRow(params), { className: "articles", empty: "No article says a thing twice." }));
  };
  const bar = filterBar(
    "repeats",
    [
      { name: "q", label: "Search", kind: "search", hint: "titles, outlets, ids" },
      { name: "outlet", label: "Outlet", kind: "choice", options: outletOptions("any outlet") },
      { name: "kind", label: "Kind", kind: "choice", options: [["", "any kind"], ...kinds.map((kind) => [kind, kind])] },
    ],
    params,
    update,
  );
  update();
  const records = async () => {
    const lines = [];
    for (const [one, list] of found) {
      const text = (await data.text(one)) ?? "";
      const places = placesIn(text);
      for (const [, kind, spans] of list) lines.push({ article: data.articles.id[one], outlet: data.articles.outlet[one], kind, times: spans.length / 2, text: text.slice(places(spans[0]), places(spans[1])), spans: rows(spans, 2).map((span) => span.join("-")).join(" ") });
    }
    return lines;
  };
  return h("div", {}, viewHead("Repeats", "What stands more than once inside one article: captions, headlines, lines, whole passages." + partOfArticles(), exports_("repeats", records)), wordingSwitch("repeats"), bar, total, results);
};

const weight = (list) => list.reduce((sum, [, , spans]) => sum + spans.length, 0);

const repeatRow = (params) => ([one, list]) => {
  const shown = h("ul", { class: "plain repeats" });
  data.text(one).then((text) => {
    const places = placesIn(text ?? "");
    shown.append(
      ...list
        .filter((repeat) => !params.kind || repeat[1] === params.kind)
        .slice(0, 12)
        .map(([, kind, spans]) => h("li", {}, h("b", { class: "times" }, `${spans.length / 2} ×`), h("span", { class: "tag" }, kind), h("span", { class: "quoted", dir: "auto" }, textNodes(shortened((text ?? "").slice(places(spans[0]), places(spans[1])), 240))))),
    );
    if (list.length > 12) shown.append(h("li", { class: "meta" }, `and ${list.length - 12} more`));
  });
  return h(
    "li",
    { class: "repeating" },
    h("a", { class: "title", href: address("", { article: data.articles.id[one] }) }, bdi(data.title(one))),
    h("p", { class: "meta" }, dotted(h("b", {}, bdi(data.who(one))), when(data.articles.time[one]), data.articles.outlet[one] ? bdi(data.articles.id[one]) : null)),
    shown,
  );
};

const wordingRow = ([text, words, n, stories, places]) =>
  h(
    "li",
    { class: "wording" },
    h(
      "details",
      {
        ontoggle: (event) => {
          const box = event.target;
          if (!box.open || box.querySelector("ul")) return;
          const named = rows(places, 3);
          box.append(
            h(
              "ul",
              { class: "plain" },
              named.map(([one]) => h("li", {}, h("a", { href: address("", { article: data.articles.id[one] }) }, bdi(data.title(one))), h("span", { class: "meta" }, " ", bdi(data.who(one)), ` ${when(data.articles.time[one])}`))),
              n > named.length ? h("li", { class: "meta" }, `and ${several(n - named.length, "more article")}`) : null,
            ),
          );
        },
      },
      h("summary", {}, h("span", { class: "quoted", dir: "auto" }, textNodes(shortened(text, 400))), h("span", { class: "meta" }, `${stories < n ? `${several(stories, "story", "stories")}, ` : ""}${several(n, "article")} · ${several(words, "word")}`)),
    ),
  );

/** Shared wording, and what outlets repeat: one list or the other. */
const wordingView = (params) => (params.kind === "boilerplate" ? boilerplateView(params) : sharedView(params));

const wordingSwitch = (kind) => {
  const link = (name, label) => h("a", { href: address("wording", name ? { kind: name } : {}), "aria-current": kind === name ? "true" : null }, label);
  return h("p", { class: "switch" }, link("", "Shared by independent articles"), link("boilerplate", "Boilerplate of outlets"), h("a", { href: "#repeats", "aria-current": kind === "repeats" ? "true" : null }, "Repeated inside an article"));
};

const boilerplateView = (params) => {
  const all = data.boilerplate;
  const words = all.map((one) => folded(`${one.text} ${one.outlet}`));
  let found = [];
  const results = h("div", { class: "results" });
  const total = h("p", { class: "total", role: "status" });
  const update = () => {
    const asked = wordsOf(params.q ?? "");
    const outlet = params.outlet === "-" ? "" : params.outlet;
    found = all.filter((one, k) => holdsAll(words[k], asked) && (outlet === undefined || one.outlet === outlet) && (!params.articles || one.articles >= Number(params.articles)));
    total.textContent = several(found.length, "wording");
    results.replaceChildren(longList(found, boilerplateRow, { className: "wordings", empty: all.length ? "No wording fits. Clear a filter." : "No outlet repeats a wording under many articles." }));
  };
  const bar = filterBar(
    "wording",
    [
      { name: "q", label: "Search", kind: "search", hint: "words, outlets" },
      { name: "outlet", label: "Outlet", kind: "choice", options: outletOptions("any outlet") },
      { name: "articles", label: "Articles at least", kind: "number", hint: "2" },
    ],
    params,
    update,
  );
  update();
  const note = `What an outlet prints under many articles on several days: footers, addresses, lines that invite to read on. It counts for nothing when two articles are compared.${data.n_boilerplate > all.length ? ` The ${count(all.length)} under the most articles, of ${count(data.n_boilerplate)}.` : ""}`;
  return h("div", {}, viewHead("Wording", note, exports_("boilerplate", () => found)), wordingSwitch("boilerplate"), bar, total, results);
};

const boilerplateRow = (one) =>
  h("li", { class: "wording flat" }, h("span", {}, bdi(one.text, { class: "quoted" })), h("span", { class: "meta" }, dotted(h("b", {}, bdi(one.outlet || "no outlet")), several(one.articles, "article"), one.days ? several(one.days, "day") : null)));

const sharedView = (params) => {
  const all = data.shared;
  data.wordingWords ??= all.map((one) => folded(one[0]));
  let found = [];
  const results = h("div", { class: "results" });
  const total = h("p", { class: "total", role: "status" });
  const update = () => {
    const words = wordsOf(params.q ?? "");
    found = all.filter((one, k) => holdsAll(data.wordingWords[k], words) && (!params.words || one[1] >= Number(params.words)) && (!params.articles || one[2] >= Number(params.articles)));
    total.textContent = several(found.length, "wording");
    results.replaceChildren(longList(found, wordingRow, { className: "wordings", empty: "No wording fits." }));
  };
  const bar = filterBar(
    "wording",
    [
      { name: "q", label: "Search", kind: "search", hint: "words" },
      { name: "words", label: "Words at least", kind: "number", hint: "5" },
      { name: "articles", label: "Articles at least", kind: "number", hint: "2" },
    ],
    params,
    update,
  );
  update();
  const note = `Runs of five words or more that stand in articles which are no copies of each other: names with their titles, standing phrases, the sentence two reports have in common.${data.n_shared > all.length ? ` The ${count(all.length)} in the most articles, of ${count(data.n_shared)}.` : ""}`;
  return h("div", {}, viewHead("Wording", note, exports_("wording", () => found.map(([text, words, n, stories]) => ({ text, words, articles: n, stories })))), wordingSwitch(""), bar, total, results);
};
