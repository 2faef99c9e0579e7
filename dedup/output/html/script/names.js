// Names, in scripts that write them with a capital letter. In others nothing on the page tells a name from a word.

const WORD = /[\p{L}\p{M}\p{N}]+(?:['’.-][\p{L}\p{M}\p{N}]+)*/gu;
const ENDS_SENTENCE = /[.!?…:;\n\r\u2028\u2029\u0085][\s"'“”‘’«»„‹›([{—–-]*$/u;
const MOST_CAPITALS = 0.3; // where more words have one, as in German, headlines and telex, it marks no name

/** The words of a text with their places: whether each has a capital, and whether it opens a sentence. */
const wordsIn = (text) => {
  const found = [];
  let reached = 0;
  for (const { index, 0: word } of text.matchAll(WORD)) {
    const between = text.slice(Math.max(reached, index - 40), index);
    found.push({ word, start: index, end: index + word.length, capital: /^\p{Lu}/u.test(word), opens: ENDS_SENTENCE.test(reached ? between : `\n${between}`) });
    reached = index + word.length;
  }
  return found;
};

/**
 * Tells for texts read together which spans hold a name. A capital inside a sentence makes one; at its beginning, where
 * every word has one, only that of a word which has it elsewhere too, and stands nowhere without it.
 */
const namesIn = (texts) => {
  const words = texts.map(wordsIn);
  const inside = words.flat().filter((one) => !one.opens);
  const capitals = inside.filter((one) => one.capital);
  if (capitals.length > MOST_CAPITALS * inside.length) return () => false;
  const known = new Set(capitals.map((one) => one.word));
  const common = new Set(words.flat().filter((one) => !one.capital).map((one) => one.word));
  const names = words.map((list) => list.filter((one) => one.capital && (!one.opens || (known.has(one.word) && !common.has(one.word.toLowerCase())))));
  return (text, begin, end) => {
    const list = names[text];
    let [low, high] = [0, list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle].end <= begin) low = middle + 1;
      else high = middle;
    }
    return low < list.length && list[low].start < end;
  };
};
