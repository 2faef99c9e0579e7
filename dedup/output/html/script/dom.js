// Making elements and showing values. Text of articles only ever becomes text nodes.

const SVG = "http://www.w3.org/2000/svg";

const fill = (element, props, children) => {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && typeof value !== "string") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
};

/** An element with attributes, listeners ("onclick") and children; nothing becomes of null and false. */
const h = (name, props, ...children) => fill(document.createElement(name), props, children);

/** The same for drawings. */
const s = (name, props, ...children) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(props ?? {})) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
};

const byId = (id) => document.getElementById(id);

/** What would steer the direction of other text, or is no sign at all: shown by its name instead. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/g;
const CONTROL_NAMES = {
  "\u061c": "ALM", "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO",
  "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI", "\ufeff": "BOM",
};
const controlName = (sign) =>
  CONTROL_NAMES[sign] ??
  (sign < " " ? String.fromCharCode(0x2400 + sign.charCodeAt(0)) : `U+${sign.charCodeAt(0).toString(16).padStart(4, "0").toUpperCase()}`);

/** Text in nodes, its control characters as little named boxes. */
const textNodes = (text) => {
  const nodes = [];
  let begin = 0;
  for (const found of text.matchAll(CONTROL)) {
    if (found.index > begin) nodes.push(text.slice(begin, found.index));
    nodes.push(h("span", { class: "control", title: "control character" }, controlName(found[0])));
    begin = found.index + 1;
  }
  if (begin < text.length) nodes.push(text.slice(begin));
  return nodes;
};

/** A name, title or the like in a line of our own: isolated, so that its direction stays inside; of no known language. */
const bdi = (text, props) => h("bdi", { lang: "", ...props }, textNodes(text));

/** The same for attributes, which hold no elements. */
const plain = (text) => text.replace(CONTROL, (sign) => `[${controlName(sign)}]`);

const numbers = new Intl.NumberFormat("en");
const count = (n) => numbers.format(n);
const several = (n, noun, plural = `${noun}s`) => `${count(n)} ${n === 1 ? noun : plural}`;
const percent = (thousandths) => (thousandths > 0 && thousandths < 10 ? "< 1 %" : `${Math.round(thousandths / 10)} %`);

const dateOf = (seconds) => new Date(seconds * 1000).toISOString().slice(0, 10);
const timeOf = (seconds) => new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ");
/** A time of midnight to the second says no more than a day. */
const isDay = (seconds) => seconds % 86400 === 0;
const when = (seconds) => (seconds === null ? "" : isDay(seconds) ? dateOf(seconds) : timeOf(seconds));

/** As Python rounds: a half to the even number. */
const rounded = (value) => (value % 1 === 0.5 ? 2 * Math.round(value / 2) : Math.round(value));

/** A stretch of time in the largest unit of which it has two, as the reasons tell it: "3 h", "2 days". */
const duration = (seconds) => {
  const length = Math.abs(seconds);
  for (const [unit, n] of [["days", 86400], ["h", 3600], ["min", 60]]) if (length >= 2 * n) return `${count(rounded(length / n))} ${unit}`;
  return `${rounded(length)} s`;
};
/** How far apart two times are, in days where one of the two says no more than a day; null for the same time or day. */
const stretch = (one, other) => {
  if (!isDay(one) && !isDay(other)) return one === other ? null : duration(other - one);
  const days = Math.abs(Math.floor(other / 86400) - Math.floor(one / 86400));
  return days ? several(days, "day") : null;
};
const together = (time, origin) => (isDay(time) || isDay(origin) ? "same day" : "same time");
const later = (time, origin) => {
  const length = stretch(time, origin);
  return length ? `${length} ${time > origin ? "later" : "earlier"}` : together(time, origin);
};
const after = (time, origin) => {
  const length = stretch(time, origin);
  return length ? `${time > origin ? "+" : "−"}${length}` : together(time, origin);
};
/** Within what times lie that are known. */
const spread = (times) => {
  const [first, last] = [Math.min(...times), Math.max(...times)];
  if (!times.some(isDay)) return `within ${duration(last - first)}`;
  const days = Math.floor(last / 86400) - Math.floor(first / 86400) + 1;
  return days === 1 ? "on one day" : `within ${several(days, "day")}`;
};

/** Tell a screen reader what has changed. */
const say = (text) => {
  byId("said").textContent = text;
};

/** What is known, with dots between. */
const dotted = (...parts) => parts.filter((part) => part !== null && part !== "" && part !== false).flatMap((part, k) => (k ? [" · ", part] : [part]));

/** A labelled control. */
const field = (label, control, className = "") => {
  control.id = `field-${control.getAttribute("name")}`;
  return h("div", { class: `field ${className}` }, h("label", { for: control.id }, label), control);
};

/** A choice among [value, text] pairs; texts are isolated by their direction. */
const choice = (options, value, onchange, props) =>
  h(
    "select",
    { ...props, onchange: (event) => onchange(event.target.value) },
    options.map(([key, text]) => h("option", { value: key, selected: key === value, dir: "auto" }, plain(text))),
  );
