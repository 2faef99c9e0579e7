// Two texts side by side: their passages coloured in pairs, the edits inside them marked word by word.

const N_COLOURS = 6;
const KIND_NAMES = { verbatim: "word for word", edited: "edited", rewritten: "rewritten", summary: "summed up" };
const CHANGE_NAMES = { number: "number", name: "name", word: "wording", spelling: "spelling" };

/** A match as seen with `a` on the left: passages in the order of the left text, with the changes in each. */
const seenFrom = async (match, a) => {
  if (match < 0) return { passages: [], changes: [] };
  const found = await data.evidence(match);
  const turned = data.matches.a[match] !== a;
  const turn = (one) => (turned ? { ...one, a: one.b, b: one.a } : one);
  const changes = found.changes.map(turn);
  const passages = found.passages
    .map((one) => ({ ...turn(one), aligned: one.aligned.map(turn) }))
    .sort((x, y) => x.a[0] - y.a[0] || x.b[0] - y.b[0]);
  for (const one of passages) one.changes = changes.filter((change) => within(change.a, one.a) && within(change.b, one.b));
  return { passages, changes };
};
/** What a change is called: one that holds a name is a name's, whether its spelling or another name stands there. */
const nameChanges = (changes, left, right) => {
  const isName = namesIn([left.text, right.text]);
  const named = (one) => isName(0, left.places(one.a[0]), left.places(one.a[1])) || isName(1, right.places(one.b[0]), right.places(one.b[1]));
  for (const one of changes) if (one.kind !== "number" && named(one)) Object.assign(one, { kind: "name", respelled: one.kind === "spelling" });
};
const within = (inner, outer) => inner[0] >= outer[0] && inner[1] <= outer[1];

const excerpt = (text, places, [begin, end]) => text.slice(places(begin), places(end));

/** The marks of one side: its changes, its outlet's boilerplate, its sentences that say the same. */
const notesOf = (side, number, text, places, other, found) => {
  const across = side === "a" ? "b" : "a";
  const notes = found.changes.map((one) => {
    const theirs = plain(excerpt(other.text, other.places, one[across])).slice(0, 200);
    const ours = excerpt(text ?? "", places, one[side]);
    return {
      start: places(one[side][0]),
      end: places(one[side][1]),
      class: `change ${one.kind === "number" && ours && !/\p{N}/u.test(ours) ? "word" : one.kind}${one.respelled ? " spelling" : ""}`,
      tag: side === "a" ? "del" : "ins",
      title: one[side][0] === one[side][1] ? `the other side adds: ${theirs}` : theirs ? `${CHANGE_NAMES[one.kind]}; the other side: ${theirs}` : "only on this side",
    };
  });
  notes.push(...boilerplateNotes(number, places));
  for (const [k, one] of found.passages.entries())
    for (const [n, sentence] of one.aligned.entries())
      notes.push({
        start: places(sentence[side][0]),
        end: places(sentence[side][1]),
        class: "sentence",
        sentence: `${k}.${n}`,
        title: `says the same as: ${shortened(plain(excerpt(other.text, other.places, sentence[across])), 200)}`,
      });
  return notes;
};

/** Who printed an article, when, where to read it, under which title. */
const sideHead = (number, share) => {
  const { articles } = data;
  const url = articles.url[number];
  return h(
    "header",
    {},
    h(
      "p",
      { class: "meta" },
      dotted(h("b", {}, bdi(data.who(number))), when(articles.time[number]), url ? h("a", { href: url, rel: "noreferrer noopener", target: "_blank" }, "read the original ↗") : null, lostCredit(number)),
    ),
    h("h3", { dir: "auto" }, data.kind === "comparison" ? textNodes(data.title(number)) : h("a", { href: address("", { article: articles.id[number] }) }, textNodes(data.title(number)))),
    share === null ? null : shareBar(share, "share of this text that stands in the other", " stands in the other"),
  );
};

/** One side of the whole texts. */
const sideView = (side, number, text, places, notes, found) => {
  const marks = found.passages.map((one, k) => ({
    start: places(one[side][0]),
    end: places(one[side][1]),
    class: `p${k % N_COLOURS}`,
    number: k,
    title: `Passage ${k + 1}: ${several(one.words, "word")}, ${KIND_NAMES[one.kind]}`,
  }));
  const body = h("div", { class: "text", lang: "", tabindex: "0", role: "region", "aria-label": `Text of ${plain(data.who(number))}` });
  if (text === null) body.append(h("p", { class: "empty" }, "The text of this article is not on this page."));
  else body.append(paragraphs(text, marks, notes));
  return h("section", { class: `side ${side}`, "aria-label": side === "a" ? "Left text" : "Right text" }, body);
};

/** The passages one below the other, with what was changed in each: the view for a narrow screen, and for reading. */
const passageList = (found, left, right, go) =>
  longList(
    found.passages,
    (one, k) =>
      h(
        "li",
        { class: `passage-card p${k % N_COLOURS}` },
        h("button", { type: "button", class: "go", onclick: () => go(k) }, `Passage ${k + 1}`),
        h("span", { class: "meta" }, ` ${several(one.words, "word")}, ${KIND_NAMES[one.kind]}${one.changes.length ? `, ${several(one.changes.length, "change")}` : ""}`),
        h("p", { class: "quoted", dir: "auto" }, textNodes(shortened(excerpt(left.text ?? "", left.places, one.a)))),
        one.changes.length
          ? h(
              "ul",
              { class: "changes" },
              one.changes.slice(0, 60).map((change) =>
                h(
                  "li",
                  { class: change.kind },
                  h("span", { class: "kind" }, CHANGE_NAMES[change.kind]),
                  change.a[0] < change.a[1] ? h("del", { dir: "auto" }, textNodes(shortened(excerpt(left.text ?? "", left.places, change.a)))) : h("i", { class: "none" }, "nothing"),
                  h("span", { class: "arrow", "aria-label": "became" }, "→"),
                  change.b[0] < change.b[1] ? h("ins", { dir: "auto" }, textNodes(shortened(excerpt(right.text ?? "", right.places, change.b)))) : h("i", { class: "none" }, "nothing"),
                ),
              ),
              one.changes.length > 60 ? h("li", {}, `and ${several(one.changes.length - 60, "more change")}`) : null,
            )
          : null,
        one.aligned.length
          ? h(
              "ul",
              { class: "changes" },
              one.aligned.map((pair) =>
                h(
                  "li",
                  {},
                  h("span", { class: "kind" }, "reworded"),
                  h("span", { dir: "auto" }, textNodes(shortened(excerpt(left.text, left.places, pair.a)))),
                  h("span", { class: "arrow", "aria-label": "became" }, "→"),
                  h("span", { dir: "auto" }, textNodes(shortened(excerpt(right.text, right.places, pair.b)))),
                ),
              ),
            )
          : null,
      ),
    { className: "passage-cards", empty: "No passages." },
  );

const shortened = (text, most = 320) => (text.length > most ? `${text.slice(0, most).replace(/\s+\S*$/, "")} …` : text);

/** In figures: the relation, the words in common, and the counts of a match. */
const figuresLine = (match, shares) =>
  match < 0
    ? null
    : h(
        "p",
        { class: "verdict" },
        relationTag(RELATIONS[data.matches.relation[match]]),
        ` ${percent(shares[0])} of the left text and ${percent(shares[1])} of the right one are shared`,
        data.figures.filter((one) => one.counts[match]).map((one) => ` · ${several(one.counts[match], one.noun)}`),
      );

const pairAddress = (a, b) => [a, b].map((one) => encodeURIComponent(data.articles.id[one])).join(",");

/** Copies the address of what is on the screen. */
const linkButton = () =>
  h(
    "button",
    {
      type: "button",
      class: "quiet",
      onclick: async (event) => {
        const button = event.currentTarget;
        try {
          await navigator.clipboard.writeText(location.href);
          button.textContent = "Copied";
        } catch {
          const box = h("input", { class: "unseen", value: location.href });
          button.after(box);
          box.select();
          button.textContent = document.execCommand("copy") ? "Copied" : "Copy failed";
          box.remove();
        }
        setTimeout(() => (button.textContent = "Copy link"), 2000);
      },
    },
    "Copy link",
  );

const SHOWN = { differences: "Differences", whole: "Whole texts", added: "Only what was added" };
const FIRST_SHOWN = "differences";

/** Two articles side by side, `a` on the left; `params.show` says what is shown first, `noted` is called when it changes. */
const pairView = async (a, b, params, noted) => {
  const match = data.match(a, b);
  const [textA, textB, found, verdict] = await Promise.all([data.text(a), data.text(b), seenFrom(match, a), data.verdict(match)]);
  const left = { text: textA ?? "", places: placesIn(textA ?? "") };
  const right = { text: textB ?? "", places: placesIn(textB ?? "") };
  nameChanges(found.changes, left, right);
  const turned = match >= 0 && data.matches.a[match] !== a;
  const shares = match < 0 ? [null, null] : [data.matches.share_a[match], data.matches.share_b[match]];
  if (turned) shares.reverse();
  const notes = { a: notesOf("a", a, textA, left.places, right, found), b: notesOf("b", b, textB, right.places, left, found) };
  const { id } = data.articles;
  const record = (one, k) => ({
    passage: k + 1, a: id[a], b: id[b], a_start: one.a[0], a_end: one.a[1], b_start: one.b[0], b_end: one.b[1], words: one.words,
    kind: one.kind, changes: one.changes.length, text_a: excerpt(left.text, left.places, one.a), text_b: excerpt(right.text, right.places, one.b),
  });
  const json = () => ({
    a: id[a],
    b: id[b],
    relation: match < 0 ? null : RELATIONS[data.matches.relation[match]],
    similarity: match < 0 ? 0 : data.matches.similarity[match] / 1000,
    containment_a: (shares[0] ?? 0) / 1000,
    containment_b: (shares[1] ?? 0) / 1000,
    ...Object.fromEntries(data.figures.map((one) => [one.name, match < 0 ? 0 : one.counts[match]])),
    passages: found.passages.map((one, k) => ({
      ...record(one, k),
      changes: one.changes.map((change) => ({ ...change, text_a: excerpt(left.text, left.places, change.a), text_b: excerpt(right.text, right.places, change.b) })),
    })),
  });
  const known = textA !== null && textB !== null;
  const stage = h("div", { class: "pair-stage" });
  const stepsPlace = h("div", { class: "steps-place" });
  const view = h("div", { class: "pair", "data-show": "passages" });
  view.addEventListener("pointerover", lightTwins(view));
  const tools = h("div", { class: "pair-tools" }, stepsPlace, h("button", { type: "button", class: "quiet", "aria-keyshortcuts": "x", onclick: () => swapSides(a, b) }, "Swap"), linkButton());
  const kinds = new Set(found.changes.flatMap((one) => (one.respelled ? ["name", "spelling"] : [one.kind])));
  const key = kinds.size ? h("p", { class: "key" }, ["number", "name", "spelling", "word"].filter((kind) => kinds.has(kind)).map((kind) => h("span", { class: `change ${kind}` }, `${CHANGE_NAMES[kind]} changed`))) : null;

  const parts = {
    differences: () => {
      const { list, rows, n } = differencesView(found, left, right, notes);
      const steps = new DifferenceSteps(view, n);
      stage.replaceChildren(h("div", { class: "sheet" }, h("div", { class: "heads" }, sideHead(a, shares[0]), sideHead(b, shares[1])), list), miniMap(rows, left.text.length, (k) => steps.go(k)));
      stepsPlace.replaceChildren(stepControls(steps, n, "difference"));
      return steps;
    },
    whole: () => {
      const sideA = sideView("a", a, textA, left.places, notes.a, found);
      const sideB = sideView("b", b, textB, right.places, notes.b, found);
      const ribbons = s("svg", { class: "ribbons", "aria-hidden": "true" });
      sideA.prepend(sideHead(a, shares[0]));
      sideB.prepend(sideHead(b, shares[1]));
      const steps = new Steps(view, sideA.querySelector(".text"), sideB.querySelector(".text"), ribbons, found.passages);
      const tabs = [["passages", "Passages"], ["a", "Left"], ["b", "Right"]].map(([name, label]) =>
        h("button", { type: "button", "aria-pressed": String(name === "passages"), "data-tab": name, onclick: () => steps.show(name) }, label),
      );
      stage.replaceChildren(
        h("div", { class: "tabs", role: "group", "aria-label": "What to show" }, tabs),
        h("div", { class: "sides" }, sideA, ribbons, sideB),
        found.passages.length ? h("section", { class: "passage-panel" }, h("h2", {}, several(found.passages.length, "passage"), h("small", {}, ` with ${several(found.changes.length, "change")}`)), passageList(found, left, right, (k) => steps.go(k))) : "",
      );
      stepsPlace.replaceChildren(stepControls(steps, found.passages.length, "passage"));
      return steps;
    },
    added: () => {
      stage.replaceChildren(h("div", { class: "sheet" }, addedView(found, left, right, namesOf(a, b))));
      stepsPlace.replaceChildren();
      return { step: () => {}, draw: () => {} };
    },
  };
  const buttons = Object.entries(SHOWN).map(([name, label]) =>
    h("button", { type: "button", class: "pill", "data-part": name, "aria-pressed": "false", disabled: !known && name !== "whole", onclick: () => open(name, true) }, label),
  );
  const open = (name, chosen = false) => {
    if (chosen) {
      if (name === FIRST_SHOWN) delete params.show;
      else params.show = name;
      noted();
    }
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.part === name));
    view.dataset.part = name;
    current = parts[name]();
    if (view.isConnected) current.draw();
  };
  view.append(
    h("h2", { class: "sentence-verdict" }, verdictSentence(a, b, match, verdict, found)),
    h("div", { class: "pair-bar" }, h("div", { class: "parts", role: "group", "aria-label": "What to show" }, buttons), tools),
    stage,
    h("div", { class: "below-pair" }, h("div", { class: "pair-foot" }, figuresLine(match, shares) ?? "", exports_("passages", () => found.passages.map(record), { json })), key ?? "", h("div", {}, matchReasons(match, verdict))),
  );
  open(!known || !found.passages.length ? "whole" : params.show in parts ? params.show : FIRST_SHOWN);
  return view;
};
