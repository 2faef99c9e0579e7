// What happened between two articles, in one sentence that says no more than is known.

const NO_REUSE = { boilerplate: "share only boilerplate", quote: "share only a quotation", template: "are two fillings of one form" };

/** Names for two articles in a sentence: their outlets, or their titles where the outlet is one. */
const namesOf = (a, b) => {
  const [x, y] = [data.who(a), data.who(b)];
  if (x !== y) return [h("b", {}, bdi(x)), h("b", {}, bdi(y))];
  return [a, b].map((one) => h("b", {}, bdi(data.articles.outlet[one] ? `${data.who(one)} (${data.articles.id[one]})` : data.articles.id[one])));
};

const apart_ = (a, b) => {
  const { time } = data.articles;
  return time[a] === null || time[b] === null ? null : stretch(time[a], time[b]);
};

/** What was changed: figures first. */
const changesClause = (match, found) => {
  const numbers = found.changes.filter((one) => one.kind === "number").length;
  const all = found.changes.length;
  if (!all) return "";
  if (numbers === all) return `, with ${several(all, "other figure")}`;
  return `, with ${several(all, "change")}${numbers ? `, ${numbers === 1 ? "one of them a figure" : `${count(numbers)} of them figures`}` : ""}`;
};

/** `a` stands on the left. */
const verdictSentence = (a, b, match, verdict, found) => {
  const [left, right] = namesOf(a, b);
  if (match < 0)
    return data.kind === "comparison"
      ? [left, " and ", right, " share nothing worth a claim."]
      : [left, " and ", right, " were not compared: in a story of more than 100 articles each is compared with its origin and its nearest neighbours."];
  const relation = RELATIONS[data.matches.relation[match]];
  if (relation in NO_REUSE) return [left, " and ", right, ` ${NO_REUSE[relation]}: no reuse.`];
  const turned = data.matches.a[match] !== a;
  const first = verdict?.first ? (turned ? 3 - verdict.first : verdict.first) : 0;
  const [source, copy] = first === 2 ? [right, left] : [left, right];
  const copied = first === 2 ? a : b;
  const degree = first ? certainty(verdict.confidence) : "open";
  const late = apart_(a, b);
  const own = data.articles.outlet[a] && data.articles.outlet[a] === data.articles.outlet[b];
  const maybe = degree === "likely" ? " likely" : "";
  const words = several(found.passages.reduce((sum, one) => sum + one.words, 0), "word");
  const what = relation === "partial" ? [`${words} of `, source] : relation === "contained" ? "the text of " : source;
  const lost = first ? data.lost.get(copied) : undefined;
  const end = lost === undefined ? "." : [", without naming ", data.agency(lost), "."];
  const since = late && first ? ` ${late} ${(data.articles.time[copied] > data.articles.time[copied === a ? b : a]) ? "later" : "earlier by its time"}` : "";
  if (first && relation === "partial") return [certaintySign(degree), copy, `${maybe} took `, what, since, changesClause(match, found), end];
  if (first && own) return [certaintySign(degree), h("b", {}, bdi(data.articles.outlet[a])), `${maybe} printed its own text again`, since, relation === "exact" ? ", word for word" : changesClause(match, found), end];
  if (first && relation === "contained") {
    const shares = turned ? [data.matches.share_b[match], data.matches.share_a[match]] : [data.matches.share_a[match], data.matches.share_b[match]];
    const cut = (first === 2 ? shares[0] : shares[1]) > (first === 2 ? shares[1] : shares[0]);
    return [certaintySign(degree), copy, cut ? `${maybe} printed part of ` : `${maybe} printed the text of `, source, cut ? " " : " inside a longer one", since, changesClause(match, found), end];
  }
  if (first) return [certaintySign(degree), copy, `${maybe} printed the text of `, source, since, relation === "exact" ? ", word for word" : changesClause(match, found), end];
  const how = { exact: "the same text, word for word", reprint: "the same text", contained: "one text, which one of them extends or cuts", partial: `${several(found.passages.length, "passage")}, ${words}` }[relation];
  return [certaintySign("open"), left, " and ", right, ` ${relation === "partial" ? "share" : "printed"} ${how}`, late ? ` ${late} apart` : "", relation === "exact" ? "" : changesClause(match, found), "; who was first is open."];
};
