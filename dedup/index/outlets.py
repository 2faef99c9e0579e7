"""Outlets: what is known of them from all their articles - whose times are a crawler's, and their boilerplate.

A scan finds boilerplate among all its articles and knows each place of it. An index learns the wordings when it counts
all its articles anew, and looks for them in the articles that it compares.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.boilerplate.criteria import OutletFacts
from dedup.boilerplate.find import find_boilerplate
from dedup.boilerplate.keys import LINE, LINE_KEYS, LineLists, line_kernel
from dedup.boilerplate.places import BoilerplatePlaces
from dedup.config import Config
from dedup.index.contents import StoredContents, unpacked
from dedup.index.database.stored import StoredArticle
from dedup.index.keys import signatures_of
from dedup.index.records import unpacked_text
from dedup.origin import crawled_outlets
from dedup.sketch.sketches import Sketches, TokenLists
from dedup.weigh.marks import REPEATED, flag_kernel

MAX_LEARNT = 100_000
"""Articles from which boilerplate is learnt, the newest: it takes 3 KB of memory an article while it is learnt."""

WHOLE, OPENING, CLOSING = range(3)
PARTS = ("whole", "opening", "closing")
"""The part of a line that a wording is, by its place in the fields of `LINE_KEYS`."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What an outlet repeats: a line, or what its lines begin or end with.

    `key` is that of its part of the line, `words` are the hashes of its tokens. Without a `source` it is what several
    outlets print, sister sites, and boilerplate in whichever prints it.
    """

    source: str | None
    part: int
    key: int
    words: tuple[int, ...]

    def n_alike(self, line: Sequence[int]) -> int:
        """How many words of a line are its own."""
        step = -1 if self.part == CLOSING else 1
        pairs = zip(line[::step], self.words[::step], strict=False)
        return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


class Outlets:
    """`crawled` are the outlets whose times tell when their articles were fetched; `wordings` their boilerplate."""

    def __init__(self, crawled: Iterable[str] = (), wordings: Iterable[Wording] = ()) -> None:
        self.crawled = frozenset(crawled)
        self.wordings = tuple(wordings)
        self._by_key = {(one.source, one.part, one.key): one for one in self.wordings}
        self._keys = np.unique(np.array([one.key for one in self.wordings], np.uint64))

    def as_json(self) -> dict[str, Any]:
        """Everything, as JSON has it."""
        wordings = [[one.source, one.part, one.key, one.words] for one in self.wordings]
        return {"crawled": sorted(self.crawled), "wordings": wordings}

    @classmethod
    def from_json(cls, found: dict[str, Any]) -> Outlets:
        """What was made JSON."""
        wordings = (Wording(source, part, key, tuple(words)) for source, part, key, words in found["wordings"])
        return cls(found["crawled"], wordings)

    def flag(self, marks: NDArray[np.uint8], contents: StoredContents, sources: Sequence[str]) -> NDArray[np.int64]:
        """Flag the boilerplate of each text's outlet in the marks of all tokens; how many tokens it has, int64[N]."""
        if not self.wordings:
            return np.zeros(len(sources), np.int64)
        lines, keys = _lines(contents)
        likely = np.any([self._may_be_known(keys[part]) for part in PARTS], axis=0)
        lines, keys = lines[likely], keys[likely]
        spans = [
            self._span(sources[article], contents.of(article)[begin:end].tolist(), own_keys)
            for (article, begin, end), own_keys in zip(lines.tolist(), keys.tolist(), strict=True)
        ]
        first = lines["begin"] + np.array([first for first, _ in spans], np.int32)
        last = lines["begin"] + np.array([last for _, last in spans], np.int32)
        flag_kernel(marks, contents.offsets, lines["article"].astype(np.int64), first, last, REPEATED)
        return np.bincount(lines["article"], last - first, len(sources)).astype(np.int64)

    def _may_be_known(self, keys: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Of each key, whether a wording has it."""
        near = self._keys[np.searchsorted(self._keys[:-1], keys)]  # of all, the one that it can only be
        known: NDArray[np.bool_] = near == keys
        return known

    def _span(self, source: str, line: Sequence[int], keys: Sequence[int]) -> tuple[int, int]:
        """Which words of an outlet's line are boilerplate, by the keys of its parts."""
        for part, key in enumerate(keys):
            wording = self._by_key.get((source, part, key)) or self._by_key.get((None, part, key))
            if wording is not None:
                n = wording.n_alike(line)
                return (len(line) - n, len(line)) if part == CLOSING else (0, n)
        return 0, 0


def learnt(
    articles: Iterable[StoredArticle], times: Sequence[float], sources: Sequence[str], config: Config
) -> Outlets:
    """What all articles tell of their outlets.

    `times` in seconds, NaN where not known, and `sources` are those of all; boilerplate is learnt from `articles`,
    which may be some.
    """
    names = {name: place for place, name in enumerate(dict.fromkeys(sources))}
    outlets = np.array([names[name] for name in sources], np.int32)
    crawled = crawled_outlets(np.array(times, np.float64), outlets, list(names))
    some = list(articles)
    contents = unpacked([one.contents for one in some])
    own = np.array([names[unpacked_text(one.source)] for one in some], np.int32)
    begin, end = contents.offsets[:-1].copy(), contents.offsets[1:].copy()
    no_fingerprints = np.zeros(len(some), np.int64)
    sketches = Sketches(
        contents.tokens, begin, end, np.array([one.digest for one in some], np.int64).view(np.uint64),
        signatures_of(contents, config), np.empty(0, np.uint64), no_fingerprints, no_fingerprints, contents.layout,
    )  # fmt: skip
    days = np.array([one.day for one in some], np.int64)
    places = find_boilerplate(sketches, own, days, OutletFacts.of(own, days, list(names)))
    return Outlets(crawled, _wordings(places, contents, own, list(names)))


def _wordings(
    places: BoilerplatePlaces, contents: StoredContents, sources: NDArray[np.int32], names: Sequence[str]
) -> Iterator[Wording]:
    """Each wording once; the longest of its places shows all of what lines begin or end with.

    `sources` int32[N] are the outlets of the articles, by their places in `names`.
    """
    lines, keys = _lines(contents)
    article = lines["article"].astype(np.int64) << 32
    opened = _found(article | lines["begin"], places.article.astype(np.int64) << 32 | places.begin)
    closed = _found(article | lines["end"], places.article.astype(np.int64) << 32 | places.end)
    by_wording = np.argsort(places.wording, kind="stable")
    for own in np.split(by_wording, np.flatnonzero(np.diff(places.wording[by_wording])) + 1):
        if not len(own):
            continue
        longest = own[np.argmax(places.end[own] - places.begin[own])]
        part = OPENING if (opened[own] >= 0).all() else CLOSING
        if np.array_equal(opened[own], closed[own]) and len(np.unique(keys["whole"][opened[own]])) == 1:
            part = WHOLE
        line = closed[longest] if part == CLOSING else opened[longest]
        words = contents.of(places.article[longest])[places.begin[longest] : places.end[longest]]
        key = int(keys[PARTS[part]][line])
        is_shared = len(np.unique(sources[places.article[own]])) > 1
        source = None if is_shared else names[places.source[places.wording[longest]]]
        yield Wording(source, part, key, tuple(words.tolist()))


def _found(known: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each wanted number stands among known ones, which are sorted; -1 where it does not."""
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.where(known[at] == wanted, at, -1)


def _lines(contents: StoredContents) -> tuple[NDArray[np.void], NDArray[np.void]]:
    """All lines (LINE) and their keys (LINE_KEYS)."""
    lines = LineLists.of(contents.layout)
    found, keys = np.empty(lines.n_lines, LINE), np.empty(lines.n_lines, LINE_KEYS)
    tokens = TokenLists(contents.tokens, contents.offsets[:-1].copy(), contents.offsets[1:].copy())
    line_kernel(tokens, lines, np.arange(len(tokens.begin)), found, keys)
    return found, keys
