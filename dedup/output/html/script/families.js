// The families: who was first, who followed how late, in which relation; searched and filtered.

/** The agency that most members of a story credit, "" where none does. */
const storyAgency = (members) => {
  const counts = new Map();
  for (const one of members) for (const agency of new Set(data.agencies_(one).filter((credit) => credit[2] && credit[1] !== "agencies").map((credit) => credit[1]))) counts.set(agency, (counts.get(agency) ?? 0) + 1);
  const [most] = [...counts].sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1));
  return most ? most[0] : "";
};

/** What is asked of every family, worked out once. */
const familyFacts = () => {
  if (data.facts) return data.facts;
  const { time, title, length, id } = data.articles;
  data.facts = data.families.map((members, number) => {
    const times = members.map((one) => time[one]).filter((one) => one !== null);
    return {
      number,
      members,
      size: members.length,
      first: times.length ? Math.min(...times) : null,
      last: times.length ? Math.max(...times) : null,
      outlets: [...new Set(members.map((one) => data.articles.outlet[one]))],
      relations: new Set(members.map((one) => RELATIONS[data.relationOf[one]])),
      agency: storyAgency(members),
      certainty: certainty(data.confidence[number]),
      length: length[members[0]],
      words: folded(members.map((one) => `${title[one]} ${data.articles.outlet[one]} ${id[one]}`).join(" ")),
    };
  });
  return data.facts;
};

const familyFits = (params) => {
  const words = wordsOf(params.q ?? "");
  const outlet = params.outlet === "-" ? "" : params.outlet;
  const origin = params.origin === "-" ? "" : params.origin;
  const [from, to] = [dayStart(params.from), dayEnd(params.to)];
  const dated = params.from || params.to;
  return (one) =>
    holdsAll(one.words, words) &&
    (outlet === undefined || (origin === undefined ? one.outlets.includes(outlet) : one.members.slice(1).some((member) => data.articles.outlet[member] === outlet))) &&
    (origin === undefined || data.articles.outlet[one.members[0]] === origin) &&
    (!params.with || one.outlets.includes(params.with === "-" ? "" : params.with)) &&
    (!params.certainty || (params.certainty === "known" ? one.certainty !== "open" : one.certainty === params.certainty)) &&
    (!params.agency || one.agency === params.agency) &&
    (!params.relation || one.relations.has(params.relation)) &&
    (!dated || (one.first !== null && one.last >= from && one.first < to)) &&
    (!params.size || one.size >= Number(params.size)) &&
    (!params.length || one.length >= Number(params.length));
};

const FAMILY_ORDERS = {
  "": (x, y) => y.size - x.size || x.number - y.number,
  newest: (x, y) => (y.first ?? -Infinity) - (x.first ?? -Infinity),
  oldest: (x, y) => (x.first ?? Infinity) - (y.first ?? Infinity),
  outlets: (x, y) => y.outlets.length - x.outlets.length || y.size - x.size,
  spread: (x, y) => y.last - y.first - (x.last - x.first),
  quick: (x, y) => x.last - x.first - (y.last - y.first) || y.size - x.size,
};

/** Who followed, outlet by outlet, the first time of each. */
const followers = (members) => {
  const { time } = data.articles;
  const start = time[members[0]];
  const found = new Map();
  for (const one of members.slice(1)) {
    const delay = time[one] === null || start === null ? "" : ` ${after(time[one], start)}`;
    const known = found.get(data.who(one));
    if (!known) found.set(data.who(one), { outlet: data.who(one), delay, n: 1 });
    else known.n++;
  }
  return [...found.values()];
};

const N_FOLLOWERS = 5;

const familyRow = (longest) => (one) => {
  const origin = one.members[0];
  const others = followers(one.members);
  return h(
    "li",
    { class: "family" },
    h("b", { class: "size", title: several(one.size, "article") }, count(one.size)),
    h(
      "div",
      { class: "about" },
      h("a", { class: "title", href: address("", { family: data.articles.id[origin] }) }, bdi(data.title(origin))),
      h(
        "p",
        { class: "meta" },
        one.outlets.length > 1 && data.origins(one.number) ? [several(one.outlets.length, "outlet"), ", ", originsNote(one.number), " · "] : null,
        originLine(one.number),
        one.certainty === "open" ? [" · ", bdi(data.who(origin))] : null,
        ` ${when(data.articles.time[origin])}`,
        others.slice(0, N_FOLLOWERS).map(({ outlet, delay, n }) => [" · ", bdi(outlet), delay, n > 1 ? ` (${n})` : ""]),
        others.length > N_FOLLOWERS ? ` · ${several(others.length - N_FOLLOWERS, "more outlet")}` : null,
      ),
    ),
    strip(one, longest),
  );
};

const familyRecord = (one) => ({
  family: data.articles.id[one.members[0]],
  title: data.title(one.members[0]),
  articles: one.size,
  outlets: one.outlets.length,
  first_outlet: data.articles.outlet[one.members[0]],
  first: one.first === null ? "" : new Date(one.first * 1000).toISOString(),
  last: one.last === null ? "" : new Date(one.last * 1000).toISOString(),
  independent_origins: data.origins(one.number)?.[0] ?? "",
  uncertain_articles: data.origins(one.number)?.[1] ?? "",
  origin_confidence: data.confidence[one.number] / 1000,
  reasons: reasonsText(data.family_reasons[one.number] ?? []),
});

const memberRecord = (one, members) => ({
  id: data.articles.id[one],
  relation: RELATIONS[data.relationOf[one]],
  outlet: data.articles.outlet[one],
  published: data.articles.time[one] === null ? "" : new Date(data.articles.time[one] * 1000).toISOString(),
  seconds_after_origin: data.articles.time[one] === null || data.articles.time[members[0]] === null ? "" : data.articles.time[one] - data.articles.time[members[0]],
  share_seen_before: data.articles.before[one] / 1000,
  credit_removed: data.lost.get(one) ?? "",
  title: data.title(one),
  url: data.articles.url[one],
});

const familiesView = (params) => {
  const facts = familyFacts();
  const longest = Math.max(...facts.map((one) => (one.first === null ? 0 : one.last - one.first)), 3600);
  let found = [];
  const results = h("div", { class: "results" });
  const total = h("p", { class: "total", role: "status" });
  const update = () => {
    found = facts.filter(familyFits(params)).sort(FAMILY_ORDERS[params.sort ?? ""] ?? FAMILY_ORDERS[""]);
    total.textContent = found.length === facts.length ? several(found.length, "story", "stories") : `${count(found.length)} of ${several(facts.length, "story", "stories")}`;
    results.replaceChildren(longList(found, familyRow(longest), { className: "families", empty: facts.length ? "No story fits. Clear a filter." : "No article copies another as a whole, so there are no stories." }));
  };
  const relations = RELATIONS.slice(1, 4).map((relation) => [relation, relation]);
  const bar = filterBar(
    "families",
    [
      { name: "q", label: "Search", kind: "search", hint: "titles, outlets, ids" },
      { name: "outlet", label: "Outlet", kind: "choice", options: outletOptions("any outlet") },
      { name: "with", label: "and outlet", kind: "choice", options: outletOptions("any outlet") },
      { name: "origin", label: "First in", kind: "choice", options: outletOptions("any outlet") },
      { name: "agency", label: "Agency", kind: "choice", options: agencyOptions() },
      { name: "relation", label: "Relation", kind: "choice", options: [["", "any relation"], ...relations] },
      { name: "certainty", label: "Who was first", kind: "choice", options: [["", "any"], ["sure", "sure"], ["likely", "likely"], ["known", "likely or sure"], ["open", "open"]] },
      ...(data.articles.time.some((time) => time !== null) ? [{ name: "from", label: "From", kind: "date" }, { name: "to", label: "To", kind: "date" }] : []),
      { name: "size", label: "Articles at least", kind: "number", hint: "2" },
      { name: "length", label: "Characters at least", kind: "number", hint: "0" },
      {
        name: "sort", label: "Order", kind: "order",
        options: [["", "largest first"], ["outlets", "most outlets"], ["newest", "newest first"], ["oldest", "oldest first"], ["spread", "longest run"], ["quick", "quickest"]],
      },
    ],
    params,
    update,
  );
  update();
  return h(
    "div",
    {},
    viewHead(
      "Stories",
      "Articles that are copies of one text, each with the one that the others most likely come from, as far as that is known; dots show how long after it each followed." + partNote("story", "families", facts.length, "stories"),
      exports_("stories", () => found.map(familyRecord), {
        json: () => found.map((one) => ({ ...familyRecord(one), members: one.members.map((member) => memberRecord(member, one.members)) })),
      }),
    ),
    bar,
    h("div", { class: "families-head" }, total, facts.length ? h("div", { class: "legend-line" }, [certaintyKey(), ["exact", "reprint", "contained"].map(relationTag)]) : null, facts.length ? stripAxis(longest) : null),
    results,
  );
};
