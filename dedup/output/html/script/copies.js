// Every pair of articles that share text, those that differ in most numbers first.

const pairFacts = () => {
  const { a, b } = data.matches;
  const texts = articleFacts();
  data.pairWords ??= (k) => `${texts[a[k]]} ${texts[b[k]]}`;
  return data.pairWords;
};

const changedNumbers = () => data.figures.find((one) => one.name === "n_changed_numbers")?.counts ?? new Int32Array(data.matches.a.length);

const pairFits = (params) => {
  const { a, b, relation } = data.matches;
  const { outlet } = data.articles;
  const words = wordsOf(params.q ?? "");
  const text = pairFacts();
  const numbers = changedNumbers();
  const asked = params.outlet === "-" ? "" : params.outlet;
  const other = params.other === "-" ? "" : params.other;
  const both = (x, y) => (asked === undefined || outlet[x] === asked) && (other === undefined || outlet[y] === other);
  return (k) =>
    (!params.relation || RELATIONS[relation[k]] === params.relation) &&
    (!params.changed || numbers[k] >= Number(params.changed)) &&
    (!params.apart || (params.apart === "between") !== (outlet[a[k]] === outlet[b[k]])) &&
    (both(a[k], b[k]) || both(b[k], a[k])) &&
    (!words.length || holdsAll(text(k), words));
};

const pairOrders = () => {
  const numbers = changedNumbers();
  const { a, b, similarity, share_a, share_b } = data.matches;
  const { time } = data.articles;
  const gap = (k) => (time[a[k]] === null || time[b[k]] === null ? Infinity : Math.abs(time[a[k]] - time[b[k]]));
  const share = (k) => Math.max(share_a[k], share_b[k]);
  return {
    "": (x, y) => numbers[y] - numbers[x] || similarity[y] - similarity[x] || x - y,
    most: (x, y) => similarity[y] - similarity[x] || share(y) - share(x) || x - y,
    least: (x, y) => share(x) - share(y) || x - y,
    quick: (x, y) => (gap(x) === gap(y) ? x - y : gap(x) - gap(y)),
  };
};

/** The earlier article of a pair first, where the times tell. */
const inOrder = (k) => {
  const [a, b] = [data.matches.a[k], data.matches.b[k]];
  return data.matches.first[k] === 2 ? [b, a] : [a, b];
};

const pairRow = (k) => {
  const [one, other] = inOrder(k);
  const { time } = data.articles;
  const family = data.familyOf[one];
  const numbers = changedNumbers()[k];
  const params = family >= 0 && family === data.familyOf[other] ? { family: data.articles.id[data.families[family][0]], pair: pairAddress(one, other) } : { pair: pairAddress(one, other) };
  const [shareOne, shareOther] = one === data.matches.a[k] ? [data.matches.share_a[k], data.matches.share_b[k]] : [data.matches.share_b[k], data.matches.share_a[k]];
  return h(
    "li",
    { class: "copy" },
    h("div", { class: "about" }, h("a", { class: "title", href: address("", params) }, bdi(data.title(one))), h("p", { class: "meta" }, h("b", {}, bdi(data.who(one))), time[one] === null ? "" : ` ${when(time[one])}`, " · ", h("b", {}, bdi(data.who(other))), time[other] === null || time[one] === null ? "" : ` ${later(time[other], time[one])}`, " · ", lostCredit(other) ?? lostCredit(one))),
    h("p", { class: "meta" }, relationTag(RELATIONS[data.matches.relation[k]])),
    h("p", { class: "meta" }, `${percent(shareOne)} and ${percent(shareOther)}`),
    h("p", { class: "meta" }, numbers ? h("b", { class: "numbers" }, several(numbers, "number")) : ""),
  );
};

const pairRecord = (k) => {
  const { a, b, relation, similarity, share_a, share_b } = data.matches;
  const { id, outlet, time } = data.articles;
  const iso = (one) => (time[one] === null ? "" : new Date(time[one] * 1000).toISOString());
  return {
    a: id[a[k]], b: id[b[k]], relation: RELATIONS[relation[k]], outlet_a: outlet[a[k]], outlet_b: outlet[b[k]], published_a: iso(a[k]), published_b: iso(b[k]),
    similarity: similarity[k] / 1000, containment_a: share_a[k] / 1000, containment_b: share_b[k] / 1000,
    ...Object.fromEntries(data.figures.map((one) => [one.name, one.counts[k]])),
  };
};

const copiesView = (params) => {
  const orders = pairOrders();
  const all = Array.from(data.matches.a.keys());
  let found = [];
  const results = h("div", { class: "results" });
  const total = h("p", { class: "total", role: "status" });
  const update = () => {
    found = all.filter(pairFits(params)).sort(orders[params.sort ?? ""] ?? orders[""]);
    total.textContent = found.length === all.length ? several(all.length, "pair") : `${count(found.length)} of ${several(all.length, "pair")}`;
    results.replaceChildren(longList(found, pairRow, { className: "copies", empty: all.length ? "No pair fits. Clear a filter." : "No two articles share text." }));
  };
  const present = RELATIONS.slice(1).filter((_, k) => data.matches.relation.includes(k + 1));
  const bar = filterBar(
    "copies",
    [
      { name: "q", label: "Search", kind: "search", hint: "titles, outlets, ids" },
      { name: "relation", label: "Relation", kind: "choice", options: [["", "any relation"], ...present.map((one) => [one, one])] },
      { name: "outlet", label: "Outlet", kind: "choice", options: outletOptions("any outlet") },
      { name: "other", label: "and outlet", kind: "choice", options: outletOptions("any outlet") },
      { name: "apart", label: "Outlets", kind: "choice", options: [["", "any"], ["between", "two outlets"], ["within", "one outlet"]] },
      { name: "changed", label: "Changed numbers at least", kind: "number", hint: "0" },
      { name: "sort", label: "Order", kind: "order", options: [["", "most changed numbers"], ["most", "most alike"], ["least", "least shared"], ["quick", "closest in time"]] },
    ],
    params,
    update,
  );
  update();
  return h(
    "div",
    {},
    viewHead("Copies", "Every two articles that share text, the earlier one first where the times differ; that does not say who copied. The two shares say how much of each stands in the other." + partNote("match", "matches", all.length), exports_("copies", () => found.map(pairRecord))),
    bar,
    total,
    results,
  );
};
