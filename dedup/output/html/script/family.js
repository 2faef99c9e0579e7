// One story: its members in time on the left, and any two of them side by side.

const MAX_BESIDE = 500;
const MAX_BORROWERS = 30;

/** Articles outside a family that share a passage with one of its members, each with the match that has most of it. */
const borrowersOf = (members) => {
  const inside = new Set(members);
  const found = new Map();
  for (const one of members) {
    for (const [match, other] of data.neighbours(one)) {
      if (inside.has(other) || RELATIONS[data.matches.relation[match]] in NO_REUSE) continue;
      const share = data.matches.a[match] === other ? data.matches.share_a[match] : data.matches.share_b[match];
      if (!found.has(other) || found.get(other).share < share) found.set(other, { other, one, share });
    }
  }
  return [...found.values()].sort((x, y) => y.share - x.share || x.other - y.other);
};

/** What a member is beside the origin, in a few words. */
const memberNote = (one, origin) => {
  const relation = RELATIONS[data.relationOf[one]];
  if (one === origin) return certainty(data.confidence[data.familyOf[one]]) === "open" ? "longest text" : "origin";
  const match = data.match(origin, one);
  const numbers = match < 0 ? 0 : (data.figures.find((figure) => figure.name === "n_changed_numbers")?.counts[match] ?? 0);
  return [relation === "exact" ? "word for word" : relation, numbers ? h("b", { class: "numbers" }, ` ${several(numbers, "number")}`) : null];
};

/** How many independent origins the story of a family has, as far as texts and credits tell. */
const originsNote = (family) => {
  const found = data.origins(family);
  return found && `${several(found[0], "independent origin")}${found[1] ? `, ${count(found[1])} uncertain` : ""}`;
};

const MAX_FOLDED = 12;

/** Which articles of the story go back to which origin, and why. */
const originsList = async (family) => {
  const found = await data.story(family);
  if (!found) return null;
  const [origins, uncertain] = found;
  const articles = (named) =>
    h(
      "ul",
      { class: "plain" },
      named.slice(0, MAX_FOLDED).map(([one, reason]) => h("li", {}, h("a", { href: address("", { article: data.articles.id[one] }) }, bdi(data.who(one))), h("span", { class: "meta" }, " ", bdi(reason)))),
      named.length > MAX_FOLDED ? h("li", { class: "meta" }, `and ${several(named.length - MAX_FOLDED, "more article")}`) : null,
    );
  const fold = (name, named) => h("details", {}, h("summary", {}, h("b", {}, bdi(name)), ` ${several(named.length, "article")}`), articles(named));
  return h(
    "section",
    { class: "origins" },
    h("h2", {}, originsNote(family)),
    h("p", { class: "meta" }, "As far as texts and credits tell, also of articles that only took a passage."),
    origins.map(([name, named]) => fold(name, named)),
    uncertain.length ? fold("Uncertain", uncertain) : null,
  );
};

const storyNote = (members) => {
  const { time, outlet } = data.articles;
  const dates = members.map((one) => time[one]).filter((one) => one !== null);
  const outlets = new Set(members.map((one) => outlet[one]));
  return [several(members.length, "article"), outlets.has("") && outlets.size === 1 ? null : several(outlets.size, "outlet"), dates.length > 1 ? spread(dates) : null].filter(Boolean).join(" · ");
};

/** The agency that most members credit. */
const agencyNote = (members) => {
  const counts = new Map();
  for (const one of members) for (const agency of new Set(data.agencies_(one).filter((credit) => credit[2] && credit[1] !== "agencies").map((credit) => credit[1]))) counts.set(agency, (counts.get(agency) ?? 0) + 1);
  const [most] = [...counts].sort((x, y) => y[1] - x[1] || x[0].localeCompare(y[0]));
  return most ? h("p", { class: "meta" }, `${data.agency(most[0])}: ${count(most[1])} of ${count(members.length)} say so`) : null;
};

const familyView = async (params) => {
  const number = data.familyById(params.family);
  if (number < 0) return lostView("This page has no such story.");
  const members = data.families[number];
  const origin = members[0];
  const stage = h("div", { class: "stage" });
  let [left, right] = [origin, members[1]];
  const asked = (params.pair ?? "").split(",").map((id) => data.number(decodeURIComponent(id)));
  if (asked.length === 2 && asked.every((one) => members.includes(one)) && asked[0] !== asked[1]) [left, right] = asked;

  const { time } = data.articles;
  const late = (one) => (time[one] === null ? "no date" : one === origin || time[origin] === null ? when(time[one]).slice(5) : after(time[one], time[origin]));
  const list = h("div", { class: "members-box" });
  const beside = h("select", { name: "beside", onchange: (event) => show(Number(event.target.value), right) });
  const member = (one) =>
    h(
      "li",
      { class: "member", "data-member": String(one) },
      h(
        "button",
        { type: "button", "aria-pressed": "false", title: `${plain(data.title(one))}${time[one] === null ? "" : `, ${when(time[one])}`}`, onclick: () => show(left === one ? origin : left, one) },
        h("span", { class: "late" }, late(one)),
        h("i", { class: `dot r-${RELATIONS[data.relationOf[one]]}`, "aria-hidden": "true" }),
        h("span", { class: "who" }, bdi(data.who(one))),
        h("span", { class: "note" }, memberNote(one, origin)),
        lostCredit(one),
      ),
    );
  const refresh = () => {
    for (const item of list.querySelectorAll(".member")) {
      const one = Number(item.dataset.member);
      item.classList.toggle("left", one === left);
      item.classList.toggle("right", one === right);
      item.firstChild.setAttribute("aria-pressed", String(one === right));
    }
    beside.value = String(left);
  };
  async function show(a, b, quietly = false) {
    if (a === b) [a, b] = a === origin ? [origin, members[1]] : [origin, a];
    [left, right] = [a, b];
    params.pair = pairAddress(a, b);
    const note = () => history.replaceState(null, "", address("", { family: data.articles.id[origin], pair: params.pair, show: params.show }));
    if (!quietly) note();
    refresh();
    const view = await pairView(a, b, params, note);
    if (left === a && right === b) stage.replaceChildren(view);
    current?.draw();
    if (!quietly) say(`${plain(data.who(b))} beside ${plain(data.who(a))}`);
  }
  swapSides = (a, b) => show(b, a);
  stepMember = (by) => {
    const others = members.filter((one) => one !== left);
    const place = others.indexOf(right);
    show(left, others[(place + by + others.length) % others.length]);
    list.querySelector(`[data-member="${right}"]`)?.scrollIntoView({ block: "nearest" });
  };
  beside.append(...members.slice(0, MAX_BESIDE).map((one) => h("option", { value: String(one) }, `${plain(data.who(one))}, ${late(one)}`)));
  list.append(longList([origin, ...members.slice(1)], member, { className: "members" }));
  await show(left, right, true);

  const borrowers = borrowersOf(members);
  const borrower = ({ other, one, share }) =>
    h("li", {}, h("a", { href: address("", { pair: pairAddress(one, other) }) }, bdi(data.who(other))), h("span", { class: "meta" }, time[other] === null || time[origin] === null ? "" : ` ${later(time[other], time[origin])}`, ` · ${percent(share)} of it`));
  return h(
    "div",
    { class: "story" },
    h(
      "aside",
      { "aria-label": "The story" },
      h("p", { class: "back" }, h("a", { href: "#families", onclick: backToList }, "← Stories")),
      h("h1", { tabindex: "-1" }, bdi(data.title(origin))),
      h("p", { class: "meta" }, storyNote(members), time[origin] === null ? "" : ` · ${dateOf(time[origin])}`),
      agencyNote(members),
      data.origins(number) ? h("p", { class: "meta" }, originsNote(number)) : null,
      h("p", { class: "meta origin-line" }, originLine(number)),
      h("h2", { class: "unseen" }, "Members"),
      list,
      members.length > 2 ? h("div", { class: "beside" }, field("On the left", beside)) : null,
      originNote(number),
      await originsList(number),
      borrowers.length
        ? h("section", { class: "borrowers" }, h("h2", {}, "Passages also in"), h("ul", { class: "plain" }, borrowers.slice(0, MAX_BORROWERS).map(borrower), borrowers.length > MAX_BORROWERS ? h("li", { class: "meta" }, `and ${several(borrowers.length - MAX_BORROWERS, "more article")}`) : null))
        : null,
      exports_("story", () => members.map((one) => memberRecord(one, members))),
    ),
    stage,
  );
};
