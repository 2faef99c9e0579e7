// Time as drawings: how late the members of a family followed, and which outlets were first or followed on which day.

/** A drawing as wide as its place, made again when that changes. */
const drawn = (draw, props) => {
  const place = h("div", props);
  let width = 0;
  new ResizeObserver(() => {
    const now = Math.floor(place.clientWidth);
    if (now === width || !now) return;
    width = now;
    place.replaceChildren(draw(width));
  }).observe(place);
  return place;
};

const MARKS = [
  [0, "0"],
  [3600, "1 h"],
  [6 * 3600, "6 h"],
  [86400, "1 day"],
  [7 * 86400, "1 week"],
  [30 * 86400, "1 month"],
  [365 * 86400, "1 year"],
];

/** Lags on a scale on which hours and weeks are told apart. */
const lagScale = (longest, width) => {
  const unit = 1800;
  const whole = Math.log1p(Math.max(longest, 3600) / unit);
  return (seconds) => (width * Math.log1p(Math.max(seconds, 0) / unit)) / whole;
};

const lagTicks = (longest, scale, least) => {
  let reached = -Infinity;
  return MARKS.filter(([seconds]) => {
    const fits = seconds <= longest && scale(seconds) - reached >= least;
    if (fits) reached = scale(seconds);
    return fits;
  });
};

/** When the members of a family followed its origin, in one line. */
const strip = (family, longest) => {
  const width = 220;
  const scale = lagScale(longest, width - 12);
  const start = data.articles.time[family.members[0]];
  const dots = family.members.filter((one) => data.articles.time[one] !== null && start !== null).reverse();
  return s(
    "svg",
    { class: "strip", viewBox: `0 0 ${width} 18`, "aria-hidden": "true" },
    s("line", { x1: 6, x2: width - 6, y1: 9, y2: 9 }),
    dots.map((one) => s("circle", { class: `r-${RELATIONS[data.relationOf[one]]}`, cx: 6 + scale(data.articles.time[one] - start), cy: 9, r: 4 })),
  );
};

const stripAxis = (longest) => {
  const width = 220;
  const scale = lagScale(longest, width - 12);
  return s(
    "svg",
    { class: "strip axis", viewBox: `0 0 ${width} 14`, "aria-hidden": "true" },
    lagTicks(longest, scale, 40).map(([seconds, name]) => s("text", { x: 6 + scale(seconds), y: 10, "text-anchor": seconds ? "middle" : "start" }, name)),
  );
};

/** Days, weeks or months in equal bins, so that there are no more than `most`. */
const binsOf = (first, last, most) => {
  const size = [1, 2, 7, 14, 30, 91, 365, 3650].find((days) => (last - first) / (days * 86400) < most) ?? 36500;
  const begin = Math.floor(first / 86400) * 86400;
  const length = size * 86400;
  return { begin, length, n: Math.floor((last - begin) / length) + 1, of: (seconds) => Math.floor((seconds - begin) / length) };
};

const N_LANES = 16;
const MOST_DOTS = 160;

/** The dated members of families, by outlet: those with the most first, and how many there are altogether. */
const lanesOf = () => {
  const times = data.articles.time;
  const dated = data.families.flat().filter((one) => times[one] !== null);
  const totals = new Map();
  for (const one of dated) totals.set(data.outletOf[one], (totals.get(data.outletOf[one]) ?? 0) + 1);
  const outlets = [...totals].sort((x, y) => y[1] - x[1]).slice(0, N_LANES).map(([outlet]) => outlet);
  return { dated, outlets };
};

/** All families by outlet and time: each article where there are few, by day where there are many. */
const storyLanes = () => {
  const { dated, outlets } = lanesOf();
  if (!dated.length) return null;
  return dated.length > MOST_DOTS ? dayLanes(dated, outlets) : dotLanes(dated, outlets);
};

const laneName = (outlet, left) => plain(data.outlets[outlet] || "no outlet").slice(0, Math.floor(left / 7));

/** Few families: a ring for the first with a story, lines to those who followed. */
const dotLanes = (dated, outlets) =>
  drawn((width) => {
    const times = data.articles.time;
    const [first, last] = [Math.min(...dated.map((one) => times[one])), Math.max(...dated.map((one) => times[one]))];
    const left = Math.min(130, width * 0.28);
    const gap = 34;
    const x = (one) => left + 12 + ((width - left - 28) * (times[one] - first)) / Math.max(last - first, 1);
    const y = (one) => outlets.indexOf(data.outletOf[one]) * gap + 18;
    const height = outlets.length * gap + 24;
    const shown = (one) => times[one] !== null && outlets.includes(data.outletOf[one]);
    const families = data.families.map((members) => members.filter(shown)).filter((members) => members.length);
    const open = (one) => () => (location.hash = address("", { family: data.articles.id[data.families[data.familyOf[one]][0]] }));
    return s(
      "svg",
      { width, height, viewBox: `0 0 ${width} ${height}`, class: "lanes", "aria-hidden": "true" },
      outlets.map((outlet, k) => [
        s("line", { class: "lane", x1: left, x2: width, y1: k * gap + 18, y2: k * gap + 18 }),
        s("text", { x: left - 10, y: k * gap + 22, "text-anchor": "end" }, laneName(outlet, left)),
      ]),
      families.map(([origin, ...others]) =>
        others.map((one) => {
          const middle = (x(origin) + x(one)) / 2;
          return s("path", { class: `thread r-${RELATIONS[data.relationOf[one]]}`, d: `M${x(origin)} ${y(origin)}C${middle} ${y(origin)} ${middle} ${y(one)} ${x(one)} ${y(one)}` });
        }),
      ),
      families.flat().map((one) =>
        s("circle", { class: `r-${RELATIONS[data.relationOf[one]]}`, cx: x(one), cy: y(one), r: 6, onclick: open(one) }, s("title", {}, `${plain(data.who(one))}, ${when(times[one])}, ${RELATIONS[data.relationOf[one]]}: ${plain(data.title(one))}`)),
      ),
      [first, last].filter((time, k, all) => all.indexOf(time) === k).map((time, k) => s("text", { class: "tick", x: k ? width - 4 : left + 4, y: height - 4, "text-anchor": k ? "end" : "start" }, when(time))),
    );
  }, { class: "drawing" });

/** The days on which the collection has articles, from the first to the last. */
const collectionDays = () => {
  if (data.days) return data.days;
  const days = new Set();
  for (const time of data.articles.time) if (time !== null) days.add(Math.floor(time / 86400));
  let [first, last] = [Infinity, -Infinity];
  for (const day of days) [first, last] = [Math.min(first, day), Math.max(last, day)];
  return (data.days = { days, first: days.size ? first : undefined, last: days.size ? last : undefined });
};

/** What days without data are filled with. */
const hatching = () => s("defs", {}, s("pattern", { id: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, s("rect", { class: "hatch", width: 1.5, height: 6 })));

const DAY_KINDS = ["first", "followed", "open"];

/** Articles of stories by outlet and bin, of each kind: first with its story, followed, or of a story of which that is open. */
const dayCounts = (inFamilies, outlets, bins) => {
  const counts = outlets.map(() => DAY_KINDS.map(() => new Int32Array(bins.n)));
  const lane = new Map(outlets.map((outlet, k) => [outlet, k]));
  for (const one of inFamilies) {
    const k = lane.get(data.outletOf[one]);
    if (k === undefined) continue;
    const kind = certainty(data.confidence[data.familyOf[one]]) === "open" ? 2 : data.relationOf[one] === 0 ? 0 : 1;
    counts[k][kind][bins.of(data.articles.time[one])]++;
  }
  return counts;
};

/** Many stories, day by day. */
const dayLanes = (inFamilies, outlets) => {
  const { days, first, last } = collectionDays();
  return drawn((width) => {
    const left = Math.min(130, width * 0.28);
    const bins = binsOf(first * 86400, last * 86400, Math.max(20, Math.floor((width - left) / 9)));
    const counts = dayCounts(inFamilies, outlets, bins);
    const sums = counts.map((kinds) => Array.from({ length: bins.n }, (_, bin) => kinds.reduce((sum, ns) => sum + ns[bin], 0)));
    const most = Math.max(1, ...sums.map((line) => Math.max(...line)));
    const step = (width - left) / bins.n;
    const tall = 24;
    const height = outlets.length * 30 + 22;
    const bars = (k, kind) =>
      Array.from(counts[k][kind], (n, bin) => {
        const below = counts[k].slice(0, kind).reduce((sum, ns) => sum + ns[bin], 0);
        const size = n ? Math.max((n * tall) / most, 1) : 0;
        return n ? `M${(left + bin * step + 0.5).toFixed(1)} ${(k * 30 + 28 - (below * tall) / most).toFixed(1)}h${Math.max(step - 1, 0.8).toFixed(1)}v${(-size).toFixed(1)}h${(-Math.max(step - 1, 0.8)).toFixed(1)}z` : "";
      }).join("");
    const open = (event) => {
      const box = event.currentTarget.getBoundingClientRect();
      const bin = Math.floor((event.clientX - box.left - left) / step);
      const k = Math.floor((event.clientY - box.top) / 30);
      if (bin < 0 || bin >= bins.n || k >= outlets.length) return;
      location.hash = address("families", { outlet: data.outlets[outlets[k]] || "-", from: dateOf(bins.begin + bin * bins.length), to: dateOf(bins.begin + (bin + 1) * bins.length - 1) });
    };
    const dates = [0, Math.floor((bins.n - 1) / 2), bins.n - 1].filter((bin, k, all) => all.indexOf(bin) === k);
    const empty = bins.length === 86400 ? Array.from({ length: bins.n }, (_, bin) => bin).filter((bin) => !days.has(first + bin)) : [];
    return s(
      "svg",
      { width, height, viewBox: `0 0 ${width} ${height}`, class: "days", onclick: open, "aria-hidden": "true" },
      hatching(),
      empty.map((bin) => s("rect", { x: left + bin * step, width: step, y: 0, height: height - 20, fill: "url(#hatch)" })),
      outlets.map((outlet, k) => [
        s("text", { x: left - 10, y: k * 30 + 24, "text-anchor": "end" }, laneName(outlet, left)),
        s("line", { class: "lane", x1: left, x2: width, y1: k * 30 + 28.5, y2: k * 30 + 28.5 }),
        DAY_KINDS.map((kind, place) => s("path", { class: kind, d: bars(k, place) })),
      ]),
      dates.map((bin, k) =>
        s("text", { class: "tick", x: left + (bin + 0.5) * step, y: height - 4, "text-anchor": k === 0 ? "start" : bin === bins.n - 1 ? "end" : "middle" }, dateOf(bins.begin + bin * bins.length)),
      ),
    );
  }, { class: "drawing" });
};

/** The same figures as a table, for those who cannot see or point at the drawing. */
const laneTable = () => {
  const { dated, outlets } = lanesOf();
  const [{ first }] = [collectionDays()];
  const counts = dayCounts(dated, outlets, { n: 1, of: () => 0, begin: first });
  const key = (outlet) => data.outlets[outlet] || "-";
  return h(
    "details",
    { class: "as-table" },
    h("summary", {}, "The same as a table"),
    table(
      ["Outlet", "First", "Followed", "Open"],
      outlets.map((outlet, k) => h("tr", {}, h("th", { scope: "row" }, h("a", { href: address("families", { outlet: key(outlet) }) }, bdi(data.outlets[outlet] || "no outlet"))), counts[k].map(([n]) => h("td", {}, count(n))))),
      { class: "figures", label: "Articles of stories by outlet", sortable: true },
    ),
  );
};
