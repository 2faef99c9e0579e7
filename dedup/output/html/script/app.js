// Which view is on the screen: the address after # says it.

let data = null;
const kept = new Map(); // how far each list was scrolled

const VIEWS = {
  families: familiesView, copies: copiesView, search: searchView, outlet: outletView, outlets: outletsView, agencies: agenciesView, articles: articlesView, repeats: repeatsView, wording: wordingView,
  family: familyView, article: articleView, pair: (params) => loosePair(params),
};
const PARENTS = { family: "families", article: "articles", pair: "copies", outlet: "outlets", repeats: "wording" };
const DETAILS = ["family", "article", "pair", "outlet"];

/** The view and its parameters: "#families&outlet=okaz", "#family=...&pair=...". */
const asked = () => {
  const parts = location.hash.slice(1).split("&").filter(Boolean);
  const params = {};
  for (const part of parts) {
    const at = part.indexOf("=");
    try {
      if (at > 0) params[part.slice(0, at)] = decodeURIComponent(part.slice(at + 1));
    } catch {
      // an address that was cut off
    }
  }
  const named = parts[0]?.includes("=") ? DETAILS.find((name) => params[name]) : parts[0];
  return { view: named in VIEWS ? named : data.kind === "comparison" ? "pair" : "overview", params };
};

/** Two articles of which no family is asked for. */
const loosePair = async (params) => {
  const ids = (params.pair ?? "").split(",").map(decodeURIComponent);
  const [a, b] = data.kind === "comparison" && ids.length < 2 ? [0, 1] : ids.map((id) => data.number(id));
  if (!(a >= 0 && b >= 0)) return lostView("This page has no such pair.");
  const stage = h("div", { class: "stage" });
  const show = async (left, right) => {
    const note = () => history.replaceState(null, "", address("", { pair: pairAddress(left, right), show: params.show }));
    if (stage.firstChild) note();
    stage.replaceChildren(await pairView(left, right, params, note));
    current?.draw();
  };
  swapSides = (left, right) => show(right, left);
  await show(a, b);
  return h("div", { class: "loose" }, data.kind === "comparison" ? h("h1", { class: "unseen" }, "Two articles") : [h("p", { class: "back" }, h("a", { href: "#copies", onclick: backToList }, "← Copies")), h("h1", { class: "unseen", tabindex: "-1" }, "Two articles side by side")], stage);
};

/** Back to the list as it was left, if one was. */
function backToList(event) {
  if (!cameFromList) return;
  event.preventDefault();
  history.back();
}
let cameFromList = false;
let shownView = null;
let turn = 0;

async function route() {
  const mine = ++turn;
  const { view, params } = asked();
  current = stepMember = null;
  swapSides = () => {};
  const isDetail = DETAILS.includes(view);
  cameFromList = shownView !== null && !DETAILS.includes(shownView) && isDetail ? true : cameFromList && isDetail;
  const waiting = setTimeout(() => byId("waiting")?.removeAttribute("hidden"), 250);
  const overview = byId("overview");
  const made = view === "overview" ? null : await VIEWS[view](params);
  clearTimeout(waiting);
  byId("waiting").hidden = true;
  if (mine !== turn) return;
  const place = byId("view");
  if (overview) overview.hidden = view !== "overview";
  place.hidden = view === "overview";
  place.dataset.view = view;
  place.replaceChildren(made ?? "");
  const here = PARENTS[view] ?? view;
  for (const link of document.querySelectorAll("nav a")) {
    if (link.getAttribute("href") === `#${here}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (shownView !== null) {
    scrollTo(0, kept.get(location.hash) ?? 0);
    const title = document.querySelector("#view:not([hidden]) h1, #overview:not([hidden]) h1");
    title?.setAttribute("tabindex", "-1");
    if (document.activeElement !== byId("everywhere")) title?.focus({ preventScroll: true });
  }
  shownView = view;
  current?.draw();
  document.documentElement.dataset.ready = location.hash;
}

const press = (event) => {
  const typing = event.target.closest?.("input, select, textarea, dialog");
  if (event.key === "Escape" && typing?.matches("input")) return event.target.blur();
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = {
    j: () => current?.step(1),
    k: () => current?.step(-1),
    x: () => byId("view").querySelector('.pair [aria-keyshortcuts="x"]')?.click(),
    "]": () => stepMember?.(1),
    "[": () => stepMember?.(-1),
    "/": () => (byId("view").querySelector('input[type="search"]') ?? byId("everywhere"))?.focus(),
    "?": () => byId("help").showModal(),
    Escape: () => byId("view").querySelector(".back a")?.click(),
  }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act) return;
  event.preventDefault();
  act();
};

const DARK = "(prefers-color-scheme: dark)";
const setTheme = (theme) => {
  document.documentElement.dataset.theme = theme;
  byId("theme").textContent = theme === "dark" ? "Light" : "Dark";
};
const startTheme = () => {
  setTheme(matchMedia(DARK).matches ? "dark" : "light");
  matchMedia(DARK).addEventListener("change", (event) => setTheme(event.matches ? "dark" : "light"));
  byId("theme").addEventListener("click", () => setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
};

const start = async () => {
  startTheme();
  byId("keys").addEventListener("click", () => byId("help").showModal());
  document.querySelector("[data-skip]").addEventListener("click", (event) => {
    event.preventDefault();
    byId("main").focus();
  });
  document.addEventListener("keydown", press);
  const [{ rest }, { columns }] = await Promise.all([unpack("index"), unpack("columns")]);
  data = new Data(JSON.parse(utf8(rest)), columns);
  byId("waiting").hidden = true;
  finishOverview();
  startSearch();
  history.scrollRestoration = "manual";
  addEventListener("scroll", () => kept.set(location.hash, scrollY), { passive: true });
  addEventListener("hashchange", route);
  await route();
};

start().catch((error) => {
  const waiting = byId("waiting") ?? byId("main").appendChild(h("p", { class: "notice" }));
  waiting.hidden = false;
  waiting.textContent = `This page could not be shown: ${error.message}. It needs a browser of 2023 or later.`;
  throw error;
});
