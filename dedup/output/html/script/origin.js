// Who was first, how sure that is and why; and whose credit a copy lost.

/** What stands in a piece of a reason: words, an article by its number, or agencies by their ids. */
const pieceText = (piece, who, agency) => (typeof piece === "number" ? who(piece) : Array.isArray(piece) ? piece.map(agency).join(", ") : piece);

/** Reasons as one text. */
const reasonsText = (reasons) =>
  reasons.map((reason) => reason.map((piece) => pieceText(piece, (one) => data.articles.id[one], (id) => id)).join("")).join("; ");

/** Reasons, the articles in them called as `who` calls them. */
const reasonNodes = (reasons, who) =>
  reasons.map((reason, k) => [
    k ? "; " : ": ",
    reason.map((piece) => {
      const text = pieceText(piece, who, (id) => data.agency(id));
      return typeof piece === "number" ? h("b", {}, bdi(text)) : textNodes(text);
    }),
  ]);

const sure = (thousandths) => `${percent(thousandths)} sure`;

/** What speaks for the origin of a family, and against it. */
const originNote = (family) => {
  const who = (one) => data.who(one);
  const origin = h("b", {}, bdi(who(data.families[family][0])));
  const confidence = data.confidence[family];
  return h(
    "p",
    { class: "origin-note" },
    confidence ? ["Likely origin: ", origin, `, ${sure(confidence)}`] : ["Nothing tells for certain who was first; ", origin, " stands for the origin"],
    reasonNodes(data.family_reasons[family] ?? [], who),
    ".",
  );
};

/** The same for two articles, where the page has it; why it has it not, where it holds many. */
const matchReasons = (match, found) => {
  if (match < 0) return null;
  const sides = [data.matches.a[match], data.matches.b[match]];
  if (!found) return data.kind === "comparison" ? null : h("p", { class: "reasons" }, "Of this many matches the page tells who was first in families only, of each copy beside the origin; ", h("code", {}, "dedup compare"), " tells it of any two articles.");
  const { first, confidence, reasons, safety } = found;
  const isOneOutlet = data.who(sides[0]) === data.who(sides[1]);
  const who = (one) => (isOneOutlet ? data.articles.id[one] : data.who(one));
  const verdict = first ? ["Likely origin: ", h("b", {}, bdi(who(sides[first - 1]))), confidence ? `, ${sure(confidence)}` : ""] : ["Nothing tells who was first"];
  return [
    first || reasons.length ? h("p", { class: "reasons" }, verdict, reasonNodes(reasons, who), ".") : null,
    safety.length ? h("p", { class: "safety" }, "Safe to drop", reasonNodes(safety, who), ".") : null,
  ];
};

/** That a copy omits the credit of the agency its text comes from. */
const lostCredit = (one) => {
  const agency = data.lost.get(one);
  return agency === undefined ? null : h("span", { class: "gone", title: `The text comes from ${data.agency(agency)}, which this copy does not name` }, `omits the ${data.agency(agency)} credit`);
};
