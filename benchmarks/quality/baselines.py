"""Two plain ways to tell reuse, for comparison: MinHash by datasketch, and exact containment of word 4-grams."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from datasketch import MinHash

GRAM = 4
MIN_JACCARD = 0.5
MIN_CONTAINMENT = 0.2

_WORD = re.compile(r"\w+")


def grams(text: str) -> frozenset[str]:
    """The word 4-grams of a text, in lower case; of a text of fewer words, all of it."""
    words = _WORD.findall(text.lower())
    return frozenset(" ".join(words[i : i + GRAM]) for i in range(max(len(words) - GRAM + 1, 1)))


def jaccard(a: str, b: str) -> bool:
    """Whether datasketch estimates that the 4-grams of two texts have a Jaccard similarity of `MIN_JACCARD`."""
    sketches = []
    for text in (a, b):
        sketch = MinHash()
        sketch.update_batch([gram.encode() for gram in grams(text)])
        sketches.append(sketch)
    return bool(sketches[0].jaccard(sketches[1]) >= MIN_JACCARD)


def containment(a: str, b: str) -> bool:
    """Whether `MIN_CONTAINMENT` of the 4-grams of the text with fewer stand in the other."""
    one, other = grams(a), grams(b)
    return len(one & other) >= MIN_CONTAINMENT * max(min(len(one), len(other)), 1)


BASELINES: Mapping[str, Callable[[str, str], bool]] = {
    "Jaccard >= .5, datasketch": jaccard,
    "4-gram containment >= .2": containment,
}
"""Each says of two texts whether it claims them."""


def claimed(
    says: Callable[[str, str], bool], pairs: Iterable[frozenset[str]], texts: Mapping[str, str]
) -> set[frozenset[str]]:
    """The pairs that a baseline claims, the articles that were not read being in none."""
    return {
        pair for pair in pairs if len(pair) == 2 and pair <= texts.keys() and says(*(texts[i] for i in sorted(pair)))
    }
