// A text in paragraphs, with what was found in it marked in place.

const LINE = /[^\n\r\u0085\u2028\u2029]+/g;

const MAX_LINE = 2000; // a browser lays out a longer line in time that grows with its square

/** The lines of a text that hold something: where each begins and ends, long ones in pieces, cut at a space. */
const linesOf = (text) => {
  const found = [];
  for (const { index, 0: line } of text.matchAll(LINE)) {
    if (!line.trim()) continue;
    const end = index + line.length;
    for (let begin = index; begin < end; ) {
      let stop = Math.min(begin + MAX_LINE, end);
      if (stop < end) {
        const space = text.lastIndexOf(" ", stop);
        if (space > begin + MAX_LINE / 2) stop = space + 1;
        else if (/[\udc00-\udfff]/.test(text[stop])) stop++;
      }
      found.push({ begin, end: stop, whole: stop === end });
      begin = stop;
    }
  }
  return found;
};

/** Passages in order, trimmed so that none overlaps the one before. */
const apart = (passages) => {
  const found = [];
  let reached = 0;
  for (const one of [...passages].sort((x, y) => x.start - y.start || y.end - x.end)) {
    const start = Math.max(one.start, reached);
    if (start >= one.end) continue;
    found.push({ ...one, start });
    reached = one.end;
  }
  return found;
};

/** A place where only the other side has words. */
const gap = (note) => h("span", { class: `gap ${note.class}`, title: note.title, role: "img", "aria-label": note.title });

/**
 * A text as paragraphs. `passages` ({start, end, class, number, label}) become <mark>s, `notes` ({start, end, class,
 * tag, title}) what is marked inside and outside of them; an empty note is a gap: the other side has words there.
 */
const paragraphs = (text, passages, notes) => {
  const outer = apart(passages);
  const cuts = new Set();
  for (const one of [...outer, ...notes]) cuts.add(one.start).add(one.end);
  const bounds = [...cuts].sort((x, y) => x - y);
  const inner = [...notes].sort((x, y) => x.start - y.start || x.end - y.end);
  const found = document.createDocumentFragment();
  let passage = 0;
  let note = 0;
  let cut = 0;
  for (const { begin, end, whole } of linesOf(text)) {
    const paragraph = h("p", { dir: "auto", class: whole ? null : "piece" });
    let mark = null;
    let marked = null;
    let at = begin;
    while (cut < bounds.length && bounds[cut] <= begin) cut++;
    while (at < end) {
      const stop = cut < bounds.length && bounds[cut] < end ? bounds[cut++] : end;
      while (passage < outer.length && outer[passage].end <= at) passage++;
      const here = passage < outer.length && outer[passage].start <= at ? outer[passage] : null;
      if (here !== marked) {
        mark = here && h("mark", { class: `passage ${here.class}`, "data-passage": String(here.number), title: here.title });
        if (mark) paragraph.append(mark);
        marked = here;
      }
      const into = mark ?? paragraph;
      while (note < inner.length && inner[note].end < at) note++;
      const active = [];
      for (let k = note; k < inner.length && inner[k].start <= at; k++) {
        if (inner[k].start === inner[k].end) {
          if (inner[k].start === at) into.append(gap(inner[k]));
        } else if (inner[k].end > at) active.push(inner[k]);
      }
      const nodes = textNodes(text.slice(at, stop));
      if (active.length) {
        const title = active.map((one) => one.title).filter(Boolean).join(" · ");
        const tag = active.find((one) => one.tag)?.tag ?? "span";
        const sentences = active.map((one) => one.sentence).filter(Boolean).join(" ");
        into.append(h(tag, { class: active.map((one) => one.class).join(" "), title: title || null, "data-sentence": sentences || null }, nodes));
      } else into.append(...nodes);
      at = stop;
    }
    for (; note < inner.length && inner[note].start <= end; note++) if (inner[note].start === end && inner[note].end === end) paragraph.append(gap(inner[note]));
    found.append(paragraph);
  }
  return found;
};
