"""Grows a collection of real articles to any size by a seeded generator of the edits that newsrooms make.

The first articles are the real ones. Every further article is, with probability `FRESH`, a new story, else a
rewrite of what an earlier article tells: with probability `FOLLOWED` of one that is a rewrite itself, else of any. So a
story that is already in many outlets is taken up more often, and the sizes of families follow a power law (Simon's
process): of 1M articles most stand alone, some 280 stories are in over 100 outlets, the greatest in 3,500.

A new story is made of the words of two real articles, two by two in random order: real vocabulary and word frequencies,
hardly a common three-word run with anything. `KINDS` says how rewrites differ from their source.

Each article depends on the seed, its number and its source only: `Amplifier.text(i)` gives any one by itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from random import Random

import numpy as np

from benchmarks.texts import Texts, write

SEED = 1
FRESH = 0.5
"""In SaudiNewsNet 43 % of the articles share no run of 12 words with any other."""

FOLLOWED = 0.5

KINDS = (
    ("copy", 0.10),  # word for word
    ("edited", 0.35),  # another headline and byline, words exchanged, dropped and added
    ("cut", 0.20),  # the first 30-80 % of the words, edited: copy is cut from the bottom
    ("extended", 0.20),  # edited, with 40-120 % of words of its own before or after
    ("mixed", 0.15),  # passages of 40-150 words from this source and one or two others, own words between
)
OWN_STORY, REAL_ARTICLE = len(KINDS), len(KINDS) + 1

MAX_CHANGED = 0.04
"""Up to this share of the words is exchanged, and half of it each dropped and added; the rate is uniform below it."""

HEADLINE = 12
"""An edited article opens with up to so many words of its own."""


class Amplifier:
    """A grown collection, article by article. `kind` and `source`, int64[n], say what each one is and comes from."""

    def __init__(self, base: Sequence[str], size: int, seed: int = SEED) -> None:
        self.base, self.size, self.seed = base, size, seed
        draw = np.random.Generator(np.random.PCG64(seed))
        self.kind = np.full(size, REAL_ARTICLE, dtype=np.int64)
        new = size - len(base)
        kinds = draw.choice(len(KINDS), size=new, p=[share for _, share in KINDS])
        self.kind[len(base) :] = np.where(draw.random(new) < FRESH, OWN_STORY, kinds)
        self.source = np.arange(size)
        rewrites = np.flatnonzero(self.kind < OWN_STORY)
        place, followed = draw.random(len(rewrites)), draw.random(len(rewrites)) < FOLLOWED
        for n_before, i in enumerate(rewrites):
            follow = followed[n_before] and n_before
            self.source[i] = self.source[
                rewrites[int(place[n_before] * n_before)] if follow else int(place[n_before] * i)
            ]

    def text(self, i: int) -> str:
        """The article with number `i`."""
        if self.kind[i] == REAL_ARTICLE:
            return self.base[i]
        return " ".join(self._words(i))

    def _words(self, i: int) -> list[str]:
        kind = int(self.kind[i])
        if kind == REAL_ARTICLE:
            return self.base[i].split(" ")
        draw = Random(self.seed << 32 | i)
        if kind == OWN_STORY:
            return self._own(draw)
        words = self._words(int(self.source[i]))
        name = KINDS[kind][0]
        if name == "copy":
            return words
        own = self._own(draw)
        if name == "mixed":
            others = (self._words(self._story(draw)) for _ in range(draw.randint(1, 2)))
            return list(chain.from_iterable(_passage(part, own, draw) for part in (words, *others)))
        if name == "cut":
            words = words[: int(len(words) * draw.uniform(0.3, 0.8)) + 1]
        words = _edit(words, own, draw)
        if name == "extended":
            added = own[: int(len(words) * draw.uniform(0.4, 1.2))]
            return words + added if draw.random() < 0.5 else added + words
        return words

    def _story(self, draw: Random) -> int:
        """A story that is no rewrite."""
        return int(self.source[draw.randrange(self.size)])

    def _own(self, draw: Random) -> list[str]:
        """Words that stand in this order nowhere else."""
        first, second = (self.base[draw.randrange(len(self.base))].split(" ") for _ in range(2))
        words = first[: len(first) // 2] + second[: len(second) // 2]
        left, right = words[0:-1:2], words[1::2]
        order = sorted(range(len(right)), key=draw.randbytes(len(right)).__getitem__)
        return [word for i in order for word in (left[i], right[i])]


def _edit(words: list[str], own: list[str], draw: Random) -> list[str]:
    """`words` as another desk would run them, with `own` as the words it adds."""
    words = words.copy()
    if not words or not own:
        return words
    n_changed = int(len(words) * draw.uniform(0.0, MAX_CHANGED))
    for _ in range(n_changed):
        words[int(draw.random() * len(words))] = own[int(draw.random() * len(own))]
    for _ in range(n_changed // 2):
        del words[int(draw.random() * len(words))]
        words.insert(int(draw.random() * len(words)), own[int(draw.random() * len(own))])
    return own[: draw.randint(0, HEADLINE)] + words


def _passage(words: list[str], own: list[str], draw: Random) -> list[str]:
    """A passage of 40-150 words of a source, after 10-40 own ones."""
    start = int(draw.random() * max(len(words) - 40, 1))
    at = int(draw.random() * max(len(own) - 40, 1))
    return own[at : at + draw.randint(10, 40)] + words[start : start + draw.randint(40, 150)]


def grow(base: Texts, size: int, folder: Path, name: str, seed: int = SEED) -> Texts:
    """Writes the collection `base` grown to `size` articles, and `NAME.made.npz` with each one's kind and source."""
    amplifier = Amplifier(list(base), size, seed)
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / f"{name}.made.npz", kind=amplifier.kind, source=amplifier.source)
    return write(folder, name, _texts(amplifier))


def _texts(amplifier: Amplifier, chunk: int = 2000) -> Iterator[str]:
    """All articles in order, made by all processors; `fork` shares the real ones with them."""
    global _shared  # noqa: PLW0603 - the one way to hand a large value to forked workers without copying it
    _shared = amplifier
    with get_context("fork").Pool(os.cpu_count()) as pool:
        everything = range(amplifier.size)
        for texts in pool.imap(_chunk, (everything[at : at + chunk] for at in range(0, amplifier.size, chunk))):
            yield from texts


_shared: Amplifier | None = None


def _chunk(numbers: range) -> list[str]:
    if _shared is None:
        raise RuntimeError("started outside of grow()")
    return [_shared.text(i) for i in numbers]
