// Filters above a list. What is chosen stands in the address, so that a link brings it back.

/** The address of a view with its parameters. */
const address = (view, params = {}) => {
  const parts = Object.entries(params)
    .filter(([, value]) => value !== "" && value !== undefined && value !== null)
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  return `#${[view, ...parts].filter(Boolean).join("&")}`;
};

/**
 * A bar of filters. `fields` are {name, label, kind: "search" | "choice" | "date" | "number", options}; `params` holds the
 * values and is kept up to date; `changed` is called after every change.
 */
const filterBar = (view, fields, params, changed) => {
  const set = (name) => (value) => {
    if (value === "") delete params[name];
    else params[name] = value;
    history.replaceState(null, "", address(view, params));
    reset.hidden = !fields.some((one) => params[one.name] && one.kind !== "order");
    changed();
  };
  const control = ({ name, label, kind, options, hint, list }) => {
    const value = params[name] ?? "";
    if (kind === "choice" || kind === "order") return field(label, choice(options, value, set(name), { name }), kind);
    return field(
      label,
      h("input", {
        name,
        type: kind,
        value,
        list,
        min: kind === "number" ? "0" : null,
        placeholder: hint,
        autocomplete: "off",
        spellcheck: kind === "search" ? false : null,
        dir: kind === "search" ? "auto" : null,
        oninput: (event) => set(name)(event.target.value),
        "aria-keyshortcuts": kind === "search" ? "/" : null,
      }),
      kind,
    );
  };
  const reset = h(
    "button",
    {
      type: "button",
      class: "quiet reset",
      hidden: !fields.some((one) => params[one.name] && one.kind !== "order"),
      onclick: () => {
        const rest = Object.fromEntries(Object.entries(params).filter(([name]) => !fields.some((one) => one.name === name)));
        history.replaceState(null, "", address(view, rest));
        route();
      },
    },
    "Clear",
  );
  const [first, ...others] = fields.map(control);
  return h(
    "form",
    { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() },
    first,
    reset,
    h("details", { open: innerWidth > 720 || others.some((_, k) => params[fields[k + 1].name]) }, h("summary", {}, "Filters"), h("div", { class: "fields" }, others)),
  );
};

/** The outlets as options, those with the most articles first told by their number. */
const outletOptions = (any) => [["", any], ...data.outlets.map((outlet) => [outlet || "-", outlet || "no outlet"])];
const agencyOptions = () => [["", "any agency"], ...Object.entries(data.agencies).sort((x, y) => x[1].localeCompare(y[1]))];

/** Seconds at the begin of a day, or at its end. */
const dayStart = (day) => (day ? Date.parse(`${day}T00:00:00Z`) / 1000 : -Infinity);
const dayEnd = (day) => (day ? Date.parse(`${day}T00:00:00Z`) / 1000 + 86400 : Infinity);
