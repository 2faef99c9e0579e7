"""Records: what travels between the stages in columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from dedup.results import ChangeKind, PassageKind

Records = NDArray[Any]
"""An array of records of any dtype. `PassageRecords` is an array of PASSAGE, `PassageRecord` one of them, and so on;
kernels name them in their signatures. Fields go by their names: `passage.begin_a` in a kernel, `passage["begin_a"]`
elsewhere."""

KINDS: tuple[PassageKind, ...] = ("verbatim", "edited", "rewritten", "summary")
"""The kinds of passages by their code; a code is the index here."""

VERBATIM, EDITED, REWRITTEN, SUMMARY = range(4)

ANCHOR = np.dtype([(name, np.int32) for name in ("at_a", "at_b", "length")])
"""A run of words that stands in two texts: where it begins in a and in b, and how long it is, in tokens."""

PASSAGE = np.dtype([(name, np.int32) for name in ("begin_a", "end_a", "begin_b", "end_b", "n_common", "kind")])
"""A passage that two texts share: half-open spans of tokens in a and in b, how many words both sides have in the same
order, and the code of its kind (`KINDS`)."""
PassageRecords = Annotated[NDArray[Any], PASSAGE]
PassageRecord = Annotated[Any, PASSAGE]

SPAN_FIELDS = ["begin_a", "end_a", "begin_b", "end_b"]

SPANS = np.dtype([(name, np.int32) for name in SPAN_FIELDS])
"""A stretch of a and one of b, half-open."""
SpanRecords = Annotated[NDArray[Any], SPANS]
SpanRecord = Annotated[Any, SPANS]

TEXT_PASSAGE = np.dtype([*SPANS.descr, ("n_words", np.int32), ("kind", np.int32), ("similarity", np.float64)])
"""A passage in characters: how many words both sides have in the same order, the code of its kind, and how alike the
sides are (`results.Passage`)."""
TextPassageRecords = Annotated[NDArray[Any], TEXT_PASSAGE]

EDIT = np.dtype([*SPANS.descr, ("passage", np.int32)])
"""What an edited passage has on either side between two words that both share in order: spans of tokens, and the
passage that it belongs to, by its place."""
EditRecords = Annotated[NDArray[Any], EDIT]
EditRecord = Annotated[Any, EDIT]

CHANGE_KINDS: tuple[ChangeKind, ...] = ("number", "word", "spelling")
"""The kinds of changes by their code; a code is the index here."""

NUMBER, WORD, SPELLING = range(3)

CHANGE = np.dtype([*SPANS.descr, ("kind", np.int32)])
"""What was edited, in characters, and the code of its kind (`CHANGE_KINDS`)."""
ChangeRecords = Annotated[NDArray[Any], CHANGE]

PAIR = np.dtype([("a", np.int64), ("b", np.int64)])
"""Two articles or texts by their numbers."""
PairRecords = Annotated[NDArray[Any], PAIR]

NUMERAL = np.dtype([("token", np.int32), ("value", np.int32)])
"""A number in a text: the token that it is, and its value; below 0 it stands for a word in the slot of a form."""
NumeralRecords = Annotated[NDArray[Any], NUMERAL]

SPEECH = np.dtype([(name, np.int32) for name in ("begin", "end", "kind")])
"""Words of a text that are somebody's: a span of tokens, and how that is known (`text.speech`); or the one that a
sentence begins with."""
SpeechRecords = Annotated[NDArray[Any], SPEECH]

EVIDENCE = np.dtype([(name, np.float32) for name in ("by_rarity", "by_spread", "unquoted", "formula")])
"""What the words that a pair shares weigh: each by its rarity; the same where a formula counts nothing and a story's
own words count in full; this without what both articles have in quotation marks; and how many words are formula."""
EvidenceRecords = Annotated[NDArray[Any], EVIDENCE]
EvidenceRecord = Annotated[Any, EVIDENCE]

SCORES = np.dtype([(name, np.float32) for name in ("similarity", "containment_a", "containment_b")])
"""How much of two articles stands in passages (`results.Match`), each in [0, 1]."""
ScoreRecords = Annotated[NDArray[Any], SCORES]


@dataclass(frozen=True, slots=True)
class Ragged:
    """A list of lists in columns: those of item i are `values[offsets[i]:offsets[i + 1]]`, `offsets` int64[n + 1]."""

    values: NDArray[Any]
    offsets: NDArray[np.int64]

    @classmethod
    def of(cls, values: NDArray[Any], lengths: NDArray[np.integer]) -> Ragged:
        """The lists that stand one after the other in `values`, given how long each is."""
        offsets = np.zeros(len(lengths) + 1, np.int64)
        np.cumsum(lengths, out=offsets[1:])
        return cls(values, offsets)

    @classmethod
    def joined(cls, parts: Iterable[Ragged]) -> Ragged:
        """Lists of lists one after the other; at least one."""
        parts = list(parts)
        return cls.of(np.concatenate([part.values for part in parts]), np.concatenate([part.lengths for part in parts]))

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, item: int) -> NDArray[Any]:
        return self.values[self.offsets[item] : self.offsets[item + 1]]

    def __iter__(self) -> Iterator[NDArray[Any]]:
        return map(self.__getitem__, range(len(self)))

    @property
    def lengths(self) -> NDArray[np.int64]:
        """How long each list is, int64[n]."""
        return self.offsets[1:] - self.offsets[:-1]  # for a few lists in a third of the time of np.diff

    @property
    def owners(self) -> NDArray[np.int64]:
        """The item to which each value belongs."""
        return np.repeat(np.arange(len(self)), self.lengths)

    def chosen(self, items: NDArray[np.integer]) -> Ragged:
        """The lists of these items, in this order."""
        lengths = self.lengths[items]
        first = np.cumsum(lengths) - lengths
        places = np.arange(lengths.sum()) + np.repeat(self.offsets[:-1][items] - first, lengths)
        return Ragged.of(self.values[places], lengths)


def in_order_of_a(passages: Records) -> Records:
    """Passages, none of which overlap, in the order of a."""
    return passages[np.argsort(passages["begin_a"])]


def among_all(spans: Records, owners: PairRecords, begin: NDArray[np.int64]) -> Records:
    """Spans of tokens of their own texts as places in the tokens of all texts.

    `owners` PAIR are the texts of each span, and text i has the tokens from `begin[i]` on.
    """
    found = spans.copy()
    for side in "ab":
        for end in ("begin", "end"):
            found[f"{end}_{side}"] += begin[owners[side]].astype(np.int32)
    return found


def swapped(records: Records) -> Records:
    """The same records with the two sides exchanged: the field that ends in "_a" (or is "a") and that in "_b"."""
    names = records.dtype.names or ()
    other = {name: name[:-1] + {"a": "b", "b": "a"}[name[-1]] for name in names if f"_{name}".endswith(("_a", "_b"))}
    found = np.empty_like(records)
    for name in names:
        found[name] = records[other.get(name, name)]
    return found
