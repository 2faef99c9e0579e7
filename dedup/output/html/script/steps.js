// Moving through a pair: both texts scroll in step, keys jump from passage to passage, ribbons join what belongs together.

let current = null; // the pair on the screen
let stepMember = null; // in a family: shows the next member
let swapSides = () => {};

/** Sentences that say the same light up together. */
const lightTwins = (view) => (event) => {
  const numbers = new Set(event.target.closest?.("[data-sentence]")?.dataset.sentence.split(" "));
  for (const one of view.querySelectorAll("[data-sentence]")) one.classList.toggle("twin", one.dataset.sentence.split(" ").some((number) => numbers.has(number)));
};

/** The buttons that go to the previous and the next passage or difference; `steps` keeps their label up to date. */
const stepControls = (steps, n, noun) => {
  if (!n) return "";
  steps.label = h("span", { class: "step-at" }, several(n, noun));
  return h(
    "div",
    { class: "steps", role: "group", "aria-label": `${noun}s` },
    h("button", { type: "button", "aria-label": `Previous ${noun}`, "aria-keyshortcuts": "k", onclick: () => steps.step(-1) }, "↑"),
    steps.label,
    h("button", { type: "button", "aria-label": `Next ${noun}`, "aria-keyshortcuts": "j", onclick: () => steps.step(1) }, "↓"),
  );
};

class Steps {
  constructor(view, left, right, ribbons, passages) {
    Object.assign(this, { view, left, right, ribbons, passages, at: -1, leader: left, places: null });
    for (const side of [left, right]) {
      const lead = () => (this.leader = side);
      for (const event of ["pointerenter", "pointerdown", "focusin", "wheel", "touchstart"]) side.addEventListener(event, lead, { passive: true });
      side.addEventListener("scroll", () => side === this.leader && this.follow(), { passive: true });
      side.addEventListener("click", (event) => {
        const mark = event.target.closest?.("[data-passage]");
        if (mark) this.go(Number(mark.dataset.passage), side);
      });
    }
    new ResizeObserver(() => {
      this.places = null;
      this.draw();
    }).observe(view);
  }

  /** Where each passage begins and ends on each side, in pixels from the top of its text. */
  measure() {
    if (this.places) return this.places;
    const spans = (side) => {
      const found = this.passages.map(() => [0, 0]);
      const top = side.getBoundingClientRect().top - side.scrollTop;
      for (const mark of side.querySelectorAll("mark[data-passage]")) {
        const box = mark.getBoundingClientRect();
        const span = found[Number(mark.dataset.passage)];
        if (!span[1]) span[0] = box.top - top;
        span[1] = Math.max(span[1], box.bottom - top);
      }
      return found;
    };
    this.places = { left: spans(this.left), right: spans(this.right) };
    this.chain = this.chained(this.places);
    return this.places;
  }

  /** Points that rise on both sides: begin, the ends of passages in common order, end. */
  chained({ left, right }) {
    const points = [[0, 0]];
    left.forEach(([top, bottom], k) => {
      const [there, below] = right[k];
      const [x, y] = points.at(-1);
      if (bottom > 0 && below > 0 && top >= x && there >= y) points.push([top, there], [bottom, below]);
    });
    points.push([Math.max(this.left.scrollHeight, points.at(-1)[0] + 1), Math.max(this.right.scrollHeight, points.at(-1)[1] + 1)]);
    return points;
  }

  /** The other side goes where the same words stand. */
  follow() {
    this.measure();
    const [from, to, side] = this.leader === this.left ? [0, 1, this.right] : [1, 0, this.left];
    const line = this.leader.clientHeight / 3;
    const y = this.leader.scrollTop + line * Math.min(1, this.leader.scrollTop / line || 0);
    let k = 1;
    while (k < this.chain.length - 1 && this.chain[k][from] <= y) k++;
    const [low, high] = [this.chain[k - 1], this.chain[k]];
    const part = high[from] > low[from] ? (y - low[from]) / (high[from] - low[from]) : 0;
    side.scrollTop = low[to] + part * (high[to] - low[to]) - line * Math.min(1, this.leader.scrollTop / line || 0);
    this.draw();
  }

  /** Ribbons between what is in sight. */
  draw() {
    if (!this.ribbons.clientWidth || !this.view.isConnected) return;
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      const { left, right } = this.measure();
      const width = this.ribbons.clientWidth;
      const offset = this.left.offsetTop - this.ribbons.parentNode.offsetTop;
      const height = this.left.clientHeight;
      const place = (value, scrolled) => Math.min(Math.max(value - scrolled, 0), height) + offset;
      this.ribbons.replaceChildren(
        ...this.passages.flatMap((_, k) => {
          const [a, b] = left[k].map((value) => place(value, this.left.scrollTop));
          const [c, d] = right[k].map((value) => place(value, this.right.scrollTop));
          if (b - a < 1 && d - c < 1) return [];
          const middle = width / 2;
          return [s("path", { class: `p${k % N_COLOURS} ${k === this.at ? "here" : ""}`, d: `M0 ${a}C${middle} ${a} ${middle} ${c} ${width} ${c}V${d}C${middle} ${d} ${middle} ${b} 0 ${b}z` })];
        }),
      );
    });
  }

  step(by) {
    if (!this.passages.length) return;
    this.go(this.at < 0 ? (by > 0 ? 0 : this.passages.length - 1) : (this.at + by + this.passages.length) % this.passages.length);
  }

  /** To a passage, in the middle of both sides. */
  go(k, stay = null) {
    this.at = k;
    this.measure();
    if (getComputedStyle(this.ribbons).display === "none" && this.view.dataset.show === "passages") this.show("a");
    this.leader = null;
    const { left, right } = this.measure();
    const margin = Math.min(80, this.left.clientHeight / 5);
    const line = stay ? (stay === this.left ? left : right)[k][0] - stay.scrollTop : margin;
    if (stay !== this.left) this.left.scrollTop = left[k][0] - line;
    if (stay !== this.right) this.right.scrollTop = right[k][0] - line;
    for (const mark of this.view.querySelectorAll("mark[data-passage]")) mark.classList.toggle("here", Number(mark.dataset.passage) === k);
    if (this.label) this.label.textContent = `${k + 1} of ${this.passages.length}`;
    const one = this.passages[k];
    say(`Passage ${k + 1} of ${this.passages.length}, ${several(one.words, "word")}, ${KIND_NAMES[one.kind]}, ${several(one.changes.length, "change")}`);
    if (this.left.getBoundingClientRect().top < 0 || this.left.getBoundingClientRect().top > innerHeight * 0.6) this.view.scrollIntoView({ block: "start" });
    this.draw();
  }

  /** On a narrow screen: the passages, the left text or the right one. */
  show(name) {
    this.view.dataset.show = name;
    for (const tab of this.view.querySelectorAll("[data-tab]")) tab.setAttribute("aria-pressed", String(tab.dataset.tab === name));
    this.places = null;
    if (name !== "passages" && this.at >= 0) requestAnimationFrame(() => this.go(this.at));
  }
}
