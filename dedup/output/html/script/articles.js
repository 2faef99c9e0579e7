// Articles: how much of each was seen before, and one of them with all that was found in it marked in place.

const articleFacts = () => {
  data.articleWords ??= Array.from({ length: data.n }, (_, one) => folded(`${data.articles.title[one]} ${data.articles.outlet[one]} ${data.articles.id[one]} ${data.articles.author[one]}`));
  return data.articleWords;
};

const FOUND = {
  "": () => true,
  seen: (one) => data.articles.before[one] > 0,
  match: (one) => data.matchesOf.of(one).length > 0,
  family: (one) => data.familyOf[one] >= 0,
  repeat: (one) => data.repeatsOf.of(one).length > 0,
  boilerplate: (one) => data.boilerplateOf.of(one).length > 0,
  borrowing: (one) => data.familyOf[one] < 0 && data.matchesOf.of(one).length > 0,
  lost: (one) => data.lost.has(one),
  credit: (one) => data.agencies_(one).some((credit) => credit[2]),
  nothing: (one) => !data.matchesOf.of(one).length && !data.repeatsOf.of(one).length,
};

const articleFits = (params, texts) => {
  const words = wordsOf(params.q ?? "");
  const outlet = params.outlet === "-" ? "" : params.outlet;
  const [from, to] = [dayStart(params.from), dayEnd(params.to)];
  const dated = params.from || params.to;
  const { articles } = data;
  return (one) =>
    holdsAll(texts[one], words) &&
    (outlet === undefined || articles.outlet[one] === outlet) &&
    (!params.wire || data.carried.get(one)?.[0] === params.wire) &&
    (!params.credit || (data.carried.has(one) && (params.credit === "named") === Boolean(data.carried.get(one)[1]))) &&
    (!params.agency || data.agencies_(one).some((credit) => credit[1] === params.agency)) &&
    (FOUND[params.found ?? ""] ?? FOUND[""])(one) &&
    (!params.share || articles.before[one] >= 10 * Number(params.share)) &&
    (!dated || (articles.time[one] !== null && articles.time[one] >= from && articles.time[one] < to));
};

const articleRecord = (one) => ({
  id: data.articles.id[one],
  outlet: data.articles.outlet[one],
  published: data.articles.time[one] === null ? "" : new Date(data.articles.time[one] * 1000).toISOString(),
  title: data.title(one),
  characters: data.articles.length[one],
  share_seen_before: data.articles.before[one] / 1000,
  share_seen_elsewhere: data.articles.elsewhere[one] / 1000,
  family: data.familyOf[one] < 0 ? "" : data.articles.id[data.families[data.familyOf[one]][0]],
  repeats: data.repeatsOf.of(one).length,
  credits: [...new Set(data.agencies_(one).filter((credit) => credit[2]).map((credit) => credit[1]))].join(" "),
  credit_removed: data.lost.get(one) ?? "",
  url: data.articles.url[one],
});

const articleRow = (one) => {
  const { articles } = data;
  const credits = [...new Set(data.agencies_(one).filter((credit) => credit[2]).map((credit) => data.agency(credit[1])))];
  const repeats = data.repeatsOf.of(one).length;
  return h(
    "li",
    { class: "article" },
    h(
      "div",
      { class: "about" },
      h("a", { class: "title", href: address("", { article: articles.id[one] }) }, bdi(data.title(one))),
      h(
        "p",
        { class: "meta" },
        dotted(
          h("b", {}, bdi(data.who(one))),
          when(articles.time[one]),
          `${count(articles.length[one])} characters`,
          credits.length ? credits.join(", ") : null,
          repeats ? several(repeats, "repeat") : null,
          lostCredit(one),
        ),
      ),
    ),
    shareBar(articles.before[one], "share of it that stood in earlier articles"),
  );
};

const articlesView = (params) => {
  const texts = articleFacts();
  const { before, time, length } = data.articles;
  const orders = {
    "": (x, y) => before[y] - before[x] || data.matchesOf.of(y).length - data.matchesOf.of(x).length || x - y,
    newest: (x, y) => (time[y] ?? -Infinity) - (time[x] ?? -Infinity),
    oldest: (x, y) => (time[x] ?? Infinity) - (time[y] ?? Infinity),
    longest: (x, y) => length[y] - length[x],
    id: (x, y) => x - y,
  };
  let found = [];
  const results = h("div", { class: "results" });
  const total = h("p", { class: "total", role: "status" });
  const all = Array.from({ length: data.n }, (_, one) => one);
  const update = () => {
    found = all.filter(articleFits(params, texts)).sort(orders[params.sort ?? ""] ?? orders[""]);
    total.textContent = found.length === data.n ? several(data.n, "article") : `${count(found.length)} of ${several(data.n, "article")}`;
    results.replaceChildren(longList(found, articleRow, { className: "articles", empty: "No article fits. Clear a filter." }));
  };
  const bar = filterBar(
    "articles",
    [
      { name: "q", label: "Search", kind: "search", hint: "titles, outlets, authors, ids" },
      { name: "outlet", label: "Outlet", kind: "choice", options: outletOptions("any outlet") },
      { name: "agency", label: "Agency", kind: "choice", options: agencyOptions() },
      {
        name: "found", label: "With", kind: "choice",
        options: [["", "anything"], ["seen", "copy from earlier ones"], ["match", "a match"], ["family", "a story of several"], ["borrowing", "a passage of another"], ["repeat", "repeats inside"], ["boilerplate", "boilerplate"], ["credit", "an agency's credit"], ["lost", "an omitted credit"], ["nothing", "nothing found"]],
      },
      { name: "wire", label: "Story of agency", kind: "choice", options: agencyOptions() },
      { name: "credit", label: "Its credit", kind: "choice", options: [["", "any"], ["named", "is there"], ["omitted", "is omitted"]] },
      ...(data.articles.time.some((time) => time !== null) ? [{ name: "from", label: "From", kind: "date" }, { name: "to", label: "To", kind: "date" }] : []),
      { name: "share", label: "% seen before at least", kind: "number", hint: "0" },
      { name: "sort", label: "Order", kind: "order", options: [["", "most seen before"], ["newest", "newest first"], ["oldest", "oldest first"], ["longest", "longest first"], ["id", "by id"]] },
    ],
    params,
    update,
  );
  update();
  return h("div", {}, viewHead("Articles", "The bar shows how much of an article's text stood in articles published before it." + partOfArticles(), exports_("articles", () => found.map(articleRecord))), bar, total, results);
};

/** What the marks in an article mean, as far as it has them. */
const articleKey = ({ found, repeats, credits, boilerplate }) => {
  const shown = [
    found && h("span", { class: "p0" }, h("mark", { class: "passage" }, "stands in another")),
    repeats.length && h("span", { class: "repeat again" }, "said before"),
    boilerplate.length && h("span", { class: "boilerplate" }, "boilerplate of the outlet"),
    credits.some((credit) => credit[2]) && h("span", { class: "credit" }, "agency credited"),
    credits.some((credit) => !credit[2]) && h("span", { class: "mention" }, "agency mentioned"),
  ].filter(Boolean);
  return shown.length ? h("p", { class: "key" }, shown) : null;
};

/** Where an outlet prints what it prints under many articles. */
const boilerplateNotes = (one, places) =>
  data.boilerplateIn(one).map(([wording, begin, end]) => {
    const known = data.boilerplate[wording];
    return { start: places(begin), end: places(end), class: "boilerplate", title: known ? `boilerplate of the outlet, under ${several(known.articles, "article")}` : "boilerplate of the outlet" };
  });

/** One article with its repeats, its credits, and what stands elsewhere, marked in place. */
const articleView = async (params) => {
  const one = data.number(params.article);
  if (one < 0) return lostView("This page has no such article.");
  const { articles } = data;
  const text = await data.text(one);
  const neighbours = data.neighbours(one).sort((x, y) => (articles.time[x[1]] ?? Infinity) - (articles.time[y[1]] ?? Infinity));
  const places = placesIn(text ?? "");
  const marks = [];
  for (const [k, [match, other]] of neighbours.entries()) {
    const { passages } = await seenFrom(match, one);
    for (const passage of passages) marks.push({ start: places(passage.a[0]), end: places(passage.a[1]), class: `p${k % N_COLOURS}`, number: k, title: `stands in ${plain(data.who(other))}, ${when(articles.time[other])}` });
  }
  const repeats = Array.from(data.repeatsOf.of(one), (place) => data.repeats[place]);
  const credits = data.agencies_(one);
  const boilerplate = data.boilerplateIn(one);
  const notes = [
    ...boilerplateNotes(one, places),
    ...repeats.flatMap(([, kind, spans], k) => rows(spans, 2).map(([begin, end], n) => ({ start: places(begin), end: places(end), class: `repeat ${n ? "again" : "once"}`, title: `${kind} ${k + 1}, time ${n + 1} of ${spans.length / 2}` }))),
    ...credits.filter((credit) => credit[3] === "text").map(([, agency, role, , begin, end]) => ({ start: places(begin), end: places(end), class: role ? "credit" : "mention", title: `${data.agency(agency)}, ${role ? "credit" : "mention"}` })),
  ];
  const family = data.familyOf[one];
  const body = h("div", { class: "text alone", lang: "" });
  const paint = (only) => {
    if (text === null) body.replaceChildren(h("p", { class: "empty" }, "The text is not on this page."));
    else body.replaceChildren(paragraphs(text, only === null ? marks : marks.filter((mark) => mark.number === only), notes));
  };
  paint(null);
  let painted = null;
  const jump = (k) => {
    painted = painted === k ? null : k;
    paint(painted);
    for (const swatch of document.querySelectorAll(".swatch")) swatch.setAttribute("aria-pressed", String(Number(swatch.dataset.match) === painted));
    body.querySelector(`mark[data-passage="${k}"]`)?.scrollIntoView({ block: "nearest" });
  };
  const named = new Map();
  for (const [, agency, role, where] of credits) {
    const key = [data.agency(agency), role ? "credit" : "mention", where === "text" ? "" : `in the ${where}`].join("|");
    named.set(key, (named.get(key) ?? 0) + 1);
  }
  return h(
    "div",
    { class: "article-view" },
    h("p", { class: "back" }, h("a", { href: "#articles", onclick: backToList }, "All articles")),
    viewHead(
      bdi(data.title(one)),
      dotted(
        h("b", {}, bdi(data.who(one))),
        when(articles.time[one]),
        `${count(articles.length[one])} characters`,
        lostCredit(one),
        articles.author[one] ? bdi(articles.author[one]) : null,
        articles.url[one] ? h("a", { href: articles.url[one], rel: "noreferrer noopener" }, "address") : null,
      ),
      exports_("article", () => [articleRecord(one)], {
        json: () => ({
          ...articleRecord(one),
          matches: neighbours.map(([match, other]) => ({ id: articles.id[other], relation: RELATIONS[data.matches.relation[match]] })),
          boilerplate: boilerplate.map(([, begin, end]) => [begin, end]),
          repeats: repeats.map(([, kind, spans]) => ({ kind, spans: rows(spans, 2) })),
          credits: credits.map(([, agency, role, where, begin, end]) => ({ agency, role: role ? "credit" : "mention", field: where, span: [begin, end] })),
        }),
      }),
    ),
    h(
      "div",
      { class: "beside-text" },
      h("div", {}, articleKey({ found: marks.length, repeats, credits, boilerplate }), body),
      h(
        "aside",
        { "aria-label": "Found in this article" },
        h("p", { class: "seen" }, h("b", {}, percent(articles.before[one])), " of it was seen before", articles.elsewhere[one] > articles.before[one] ? `, ${percent(articles.elsewhere[one])} stands in others` : "", "."),
        family < 0 ? null : h("p", {}, h("a", { href: address("", { family: articles.id[data.families[family][0]] }) }, `One of a story of ${data.families[family].length} articles`)),
        neighbours.length
          ? [
              h("h2", {}, several(neighbours.length, "match", "matches")),
              h(
                "ol",
                { class: "neighbours" },
                neighbours.map(([match, other], k) =>
                  h(
                    "li",
                    {},
                    h("button", { type: "button", class: `swatch p${k % N_COLOURS}`, "data-match": String(k), "aria-pressed": "false", "aria-label": `Show only what stands in ${plain(data.who(other))}`, title: "Show only this", onclick: () => jump(k) }),
                    h("a", { href: address("", { pair: [other, one].map((number) => encodeURIComponent(articles.id[number])).join(",") }) }, bdi(data.who(other)), ` ${when(articles.time[other])}`),
                    relationTag(RELATIONS[data.matches.relation[match]]),
                  ),
                ),
              ),
            ]
          : h("p", { class: "meta" }, "No other article shares a passage with it."),
        repeats.length
          ? [h("h2", {}, several(repeats.length, "repeat")), h("ul", { class: "plain" }, repeats.map(([, kind, spans]) => h("li", {}, h("b", {}, `${spans.length / 2} × `), kind, ": ", bdi(shortened(text === null ? "" : text.slice(places(spans[0]), places(spans[1])), 120), { class: "quoted" }))))]
          : null,
        boilerplate.length
          ? [
              h("h2", {}, "Boilerplate"),
              h("ul", { class: "plain" }, boilerplate.map(([wording, begin, end]) => h("li", {}, data.boilerplate[wording] ? h("b", {}, `${count(data.boilerplate[wording].articles)} × `) : null, bdi(shortened(text === null ? "" : text.slice(places(begin), places(end)), 120), { class: "quoted" })))),
            ]
          : null,
        credits.length ? [h("h2", {}, "Agencies"), h("ul", { class: "plain" }, [...named].map(([key, n]) => [...key.split("|"), n]).map(([agency, role, where, times]) => h("li", {}, agency, h("span", { class: "meta" }, [" ", dotted(times > 1 ? `${times} × ${role}` : role, where)]))))] : null,
      ),
    ),
  );
};
