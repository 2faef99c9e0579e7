// Who was first, how sure that is and why; and whose credit a copy lost.

/** A reason with agencies called by their names. */
const withAgencies = (reason) =>
  reason.replace(/\b(credits?|names|agency) (\w+(?:, \w+)*)/g, (_, verb, ids) => `${verb} ${ids.split(", ").map((id) => data.agency(id)).join(", ")}`);

/** A reason with the two sides called by their outlets: the engine calls them by letters, "the origin", or ids. */
const reasonNodes = (given, names) => {
  const reason = withAgencies(given);
  const known = [...names.keys()].sort((x, y) => y.length - x.length).map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (!known.length) return textNodes(reason);
  const nodes = [];
  let reached = 0;
  for (const found of reason.matchAll(new RegExp(`(?<![\\p{L}\\p{N}_"-])(${known.join("|")})(?![\\p{L}\\p{N}_"-])(?! template)`, "gu"))) {
    nodes.push(textNodes(reason.slice(reached, found.index)), h("b", {}, bdi(names.get(found[1]))));
    reached = found.index + found[0].length;
  }
  return [nodes, textNodes(reason.slice(reached))];
};

const sure = (thousandths) => `${percent(thousandths)} sure`;

/** What speaks for the origin of a family, and against it. */
const originNote = (family) => {
  const members = data.families[family];
  const names = new Map([["the origin", data.who(members[0])]]);
  for (const one of members.slice(1)) {
    const id = data.articles.id[one];
    if (id.length > 3 && /\p{L}/u.test(id)) names.set(id, data.who(one)); // "5" may be a number of hours
  }
  const reasons = data.family_reasons[family] ?? [];
  const confidence = data.confidence[family];
  return h(
    "p",
    { class: "origin-note" },
    confidence ? ["Likely origin: ", h("b", {}, bdi(data.who(members[0]))), `, ${sure(confidence)}`] : ["Nothing tells for certain who was first; ", h("b", {}, bdi(data.who(members[0]))), " stands for the origin"],
    reasons.length ? [": ", reasons.map((reason, k) => [k ? "; " : "", reasonNodes(reason, names)])] : null,
    ".",
  );
};

/** The same for two articles, where the page has it; why it has it not, where it holds many. */
const matchReasons = (match, found) => {
  if (match < 0) return null;
  const sides = [data.matches.a[match], data.matches.b[match]];
  if (!found) return data.kind === "comparison" ? null : h("p", { class: "reasons" }, "Of this many matches the page tells who was first in families only, of each copy beside the origin; ", h("code", {}, "dedup compare"), " tells it of any two articles.");
  const { first, confidence, reasons, called } = found;
  const names = new Map(called.map((name, k) => [name, data.who(sides[k])]));
  if (data.who(sides[0]) === data.who(sides[1])) sides.forEach((one, k) => names.set(called[k], data.articles.id[one]));
  const verdict = first ? ["Likely origin: ", h("b", {}, bdi(names.get(called[first - 1]))), confidence ? `, ${sure(confidence)}` : ""] : ["Nothing tells who was first"];
  if (!first && !reasons.length) return null;
  return h("p", { class: "reasons" }, verdict, reasons.length ? [": ", reasons.map((reason, k) => [k ? "; " : "", reasonNodes(reason, names)])] : null, ".");
};

/** That a copy lost the credit of the agency its text comes from. */
const lostCredit = (one) => {
  const agency = data.lost.get(one);
  return agency === undefined ? null : h("span", { class: "gone", title: `The text comes from ${data.agency(agency)}, which this copy does not name` }, `no credit: ${data.agency(agency)}`);
};
