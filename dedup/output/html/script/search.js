// One search over everything: stories, outlets, agencies, articles.

const MAX_FOUND = 8;

const searchView = (params) => {
  const query = params.q ?? "";
  const words = wordsOf(query);
  if (!words.length) return lostView("Type something to search for.");
  const box = byId("everywhere");
  if (box && document.activeElement !== box) box.value = query;
  const texts = articleFacts();
  const stories = familyFacts().filter((one) => holdsAll(one.words, words));
  const articles = [];
  for (let one = 0; one < data.n; one++) if (holdsAll(texts[one], words)) articles.push(one);
  const outlets = data.outlets.filter((one) => one && holdsAll(folded(one), words));
  const agencies = Object.entries(data.agencies).filter(([id, name]) => holdsAll(folded(`${id} ${name}`), words));
  const section = (title, found, row, all) =>
    found.length
      ? h("section", { class: "found" }, h("h2", {}, title, h("small", {}, ` ${count(found.length)}`)), h("ul", { class: "plain" }, found.slice(0, MAX_FOUND).map(row)), found.length > MAX_FOUND ? h("p", {}, h("a", { class: "more", href: all }, `All ${count(found.length)}`)) : null)
      : null;
  const story = (one) => h("li", {}, h("a", { class: "title", href: address("", { family: data.articles.id[one.members[0]] }) }, bdi(data.title(one.members[0]))), h("p", { class: "meta" }, storyNote(one.members), " · ", originLine(one.number)));
  const article = (one) => h("li", {}, h("a", { class: "title", href: address("", { article: data.articles.id[one] }) }, bdi(data.title(one))), h("p", { class: "meta" }, dotted(h("b", {}, bdi(data.who(one))), when(data.articles.time[one]))));
  const outlet = (one) => h("li", {}, h("a", { href: address("", { outlet: one }) }, bdi(one)));
  const agency = ([id, name]) => h("li", {}, h("a", { href: address("articles", { agency: id }) }, name));
  const parts = [
    section("Stories", stories, story, address("families", { q: query })),
    section("Outlets", outlets, outlet, "#outlets"),
    section("Agencies", agencies, agency, "#agencies"),
    section("Articles", articles, article, address("articles", { q: query })),
  ].filter(Boolean);
  return h("div", { class: "search-view" }, viewHead(["Found for ", bdi(query)], null), parts.length ? parts : h("p", { class: "empty" }, "Nothing on this page has these words in its title, outlet, author or id."));
};

/** The box in the head of the page: results come as one types. */
const startSearch = () => {
  const form = byId("find");
  if (!form) return;
  const go = () => {
    const q = byId("everywhere").value.trim();
    if (!q) return;
    const to = address("search", { q });
    if (shownView === "search") {
      history.replaceState(null, "", to);
      route();
    } else location.hash = to;
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go();
  });
  byId("everywhere").addEventListener("input", go);
};
