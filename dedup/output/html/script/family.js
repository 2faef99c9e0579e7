// One family: its members in time, and any two of them side by side.

const familyView = async (params) => {
  const number = data.familyById(params.family);
  if (number < 0) return h("p", { class: "empty" }, "This page has no such family.");
  const members = data.families[number];
  const origin = members[0];
  const stage = h("div", { class: "stage" });
  let [left, right] = [origin, members[1]];
  const asked = (params.pair ?? "").split(",").map((id) => data.number(decodeURIComponent(id)));
  if (asked.length === 2 && asked.every((one) => members.includes(one)) && asked[0] !== asked[1]) [left, right] = asked;

  const list = h("div", { class: "members-box", tabindex: "-1" });
  const beside = h("select", { name: "beside", onchange: (event) => show(Number(event.target.value), right) });
  const { time } = data.articles;
  const late = (one) => (time[one] === null ? "no date" : one === origin || time[origin] === null ? when(time[one]) : lag(time[one] - time[origin]));
  const dates = members.map((one) => time[one]).filter((one) => one !== null);
  const track = dates.length > 1 && time[origin] !== null ? lagTrack(members) : null;
  const member = (one) =>
    h(
      "li",
      { class: "member", "data-member": String(one) },
      h(
        "button",
        { type: "button", "aria-pressed": "false", title: when(time[one]), onclick: () => show(left === one ? origin : left, one) },
        h("span", { class: "who" }, bdi(data.who(one))),
        h("span", { class: "what" }, h("span", { class: "name", dir: "auto" }, textNodes(data.title(one))), lostCredit(one)),
        relationTag(RELATIONS[data.relationOf[one]]),
        one === origin && !data.articles.before[one] ? h("span", { class: "share" }) : shareBar(data.articles.before[one] || data.articles.elsewhere[one], "share of it seen before"),
        h("span", { class: "late" }, late(one)),
        track?.row(one),
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
    const { id } = data.articles;
    params.pair = [a, b].map((one) => encodeURIComponent(id[one])).join(",");
    if (!quietly) history.replaceState(null, "", address("", { family: id[origin], pair: params.pair }));
    refresh();
    const view = await pairView(a, b);
    if (left === a && right === b) stage.replaceChildren(view);
    if (!quietly) say(`${plain(data.who(b))} beside ${plain(data.who(a))}`);
  }
  stepMember = (by) => {
    const others = members.filter((one) => one !== left);
    const place = others.indexOf(right);
    show(left, others[(place + by + others.length) % others.length]);
    list.querySelector(`[data-member="${right}"]`)?.scrollIntoView({ block: "nearest" });
  };
  beside.append(...members.slice(0, 500).map((one, k) => h("option", { value: String(one) }, `${plain(data.who(one))}, ${k ? late(one) : "the origin"}`)));
  list.append(
    h("div", { class: "members-head", "aria-hidden": "true" }, ["Outlet", "Title", "Relation", "Seen before", "When"].map((name) => h("span", {}, name)), track?.axis),
    longList(members, member, { className: "members" }),
  );
  list.classList.toggle("undated", !track);
  await show(left, right, true);

  const outlets = new Set(members.map((one) => data.articles.outlet[one]));
  const note = [several(members.length, "article"), outlets.has("") && outlets.size === 1 ? null : several(outlets.size, "outlet"), dates.length > 1 ? `within ${duration(Math.max(...dates) - Math.min(...dates))}` : null];
  return h(
    "div",
    { class: "family-view" },
    h("p", { class: "back" }, h("a", { href: "#families", onclick: backToList }, "All families")),
    viewHead(
      bdi(data.title(origin)),
      note.filter(Boolean).join(" · "),
      exports_("family", () => members.map((one) => memberRecord(one, members))),
    ),
    originNote(number),
    h("section", { "aria-label": "Members" }, h("h2", { class: "unseen" }, "Members"), list),
    h("div", { class: "beside" }, field("On the left", beside)),
    stage,
  );
};
