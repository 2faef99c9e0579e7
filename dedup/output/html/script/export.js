// Saving what a view shows: CSV for spreadsheets, JSON for programs.

/** A cell of CSV. What a spreadsheet would take for a formula is set off with an apostrophe. */
const cell = (value) => {
  if (typeof value === "number") return String(value);
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Objects with the same keys as CSV, in UTF-8 with a byte order mark, which spreadsheets ask for. */
const csv = (objects) => {
  const names = Object.keys(objects[0] ?? {});
  const lines = [names, ...objects.map((one) => names.map((name) => one[name]))];
  return "\ufeff" + lines.map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
};

const save = (name, type, text) => {
  const address = URL.createObjectURL(new Blob([text], { type }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  say(`Saved ${name}`);
};

/** The two buttons that save a view; `objects` makes its rows when asked. */
const exports_ = (name, objects, extra = {}) =>
  h(
    "div",
    { class: "exports", role: "group", "aria-label": "Save what is shown" },
    h("button", { type: "button", class: "quiet", onclick: async () => save(`${name}.csv`, "text/csv", csv(await objects())) }, "CSV"),
    h(
      "button",
      {
        type: "button",
        class: "quiet",
        onclick: async () => save(`${name}.json`, "application/json", JSON.stringify(extra.json ? await extra.json() : await objects(), null, 1)),
      },
      "JSON",
    ),
  );
