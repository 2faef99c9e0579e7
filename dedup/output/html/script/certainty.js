// How sure it is who was first: a sign of its own for each degree, and the words beside it.

/** "open", "likely" or "sure", of a probability in thousandths. */
const certainty = (thousandths) => (!thousandths ? "open" : thousandths >= 900 ? "sure" : "likely");

const certaintySign = (degree) => h("i", { class: `sign ${degree}`, "aria-hidden": "true" });

/** The outlet of a family's origin with how sure it is, or that it is open. */
const originLine = (family) => {
  const degree = certainty(data.confidence[family]);
  if (degree === "open") return [certaintySign(degree), "who was first is open"];
  return [certaintySign(degree), "first ", h("b", {}, bdi(data.who(data.families[family][0]))), `, ${degree === "sure" ? "" : "likely, "}${sure(data.confidence[family])}`];
};

const CERTAINTIES = ["sure", "likely", "open"];
const certaintyKey = () => CERTAINTIES.map((degree) => h("span", {}, certaintySign(degree), degree === "open" ? "origin open" : `origin ${degree}`));
