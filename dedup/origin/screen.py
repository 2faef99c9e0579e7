"""Which signs pairs of articles may have, found for many pairs at once: most pairs have one or two kinds of them.

A screen says no only where the sign certainly lacks. What it lets through is looked at as any pair is (`SIGNS`):
weights and exact rules stand there alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.origin.attribution import agency_signs, naming_signs, spelling_signs
from dedup.origin.cuts import MIN_MORE, MIN_OWN, WHOLE, cut_signs
from dedup.origin.declared import declaration_signs, is_signed_with
from dedup.origin.lost_credits import MIN_SHARE, MIN_WORDS
from dedup.origin.profiles import Profile
from dedup.origin.times import time_signs
from dedup.origin.verdict import SIGNS, Asked, Finder
from dedup.records import PairRecords, Ragged, swapped
from dedup.runtime.kernels import kernel
from dedup.text.tokens import tokenize

_EPOCH, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
_NEVER = 1 << 62

Mask = NDArray[np.bool_]

FACTS = np.dtype(
    [(name, np.int64) for name in ("start", "end", "agency", "outlet", "author", "n_words")]
    + [
        (name, np.bool_)
        for name in (
            "is_credited", "names_agency", "has_credits", "is_signed", "is_update", "closes_as_wire", "has_manifest",
            "declares", "spells",
        )
    ]
)  # fmt: skip
"""What the screens ask of an article: when it was published, in microseconds (`_NEVER` where that is not known); its
agency, outlet and author by number; and of its provenance what there is any of."""


class _Names:
    """Numbers for names; 0 stands for none."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {"": 0}

    def __call__(self, name: str | None) -> int:
        return self.numbers.setdefault(name or "", len(self.numbers))


class Words(NamedTuple):
    """The words of texts as hashes: those of text i stand at `offsets[i]:offsets[i + 1]`."""

    hashes: NDArray[np.uint32]
    offsets: NDArray[np.int64]


class _Pairs(NamedTuple):
    """n pairs as seen from one side: FACTS[n] of the `source` and of the `copy`, whose texts are `copies` int64[n].

    `names` are those of all outlets and authors by number, and `words` those of all texts. Of their passages: where the
    last one ends on either side, whether one begins the copy inside the source, the longest, and the shares of both.
    """

    source: NDArray[Any]
    copy: NDArray[Any]
    copies: NDArray[np.int64]
    names: Sequence[str]
    name_words: Words
    words: Words
    end_source: NDArray[np.int64]
    end_copy: NDArray[np.int64]
    begins_inside: Mask
    longest: NDArray[np.int64]
    source_share: NDArray[np.float64]
    copy_share: NDArray[np.float64]


def asked_of(profiles: Sequence[Profile], pairs: PairRecords, passages: Ragged) -> list[Asked]:
    """What is to be asked of each pair: bits for the signs that it may have as it stands, and with its sides exchanged.

    `pairs` PAIR[n] are places in `profiles`; `passages`: of each pair PASSAGE[m], in tokens of its own texts.
    """
    words = Words(
        np.concatenate([one.side.hashes for one in profiles]),
        np.append(0, np.cumsum([len(one.side) for one in profiles], dtype=np.int64)),
    )
    names = _Names()
    facts = np.array([_facts(one, names) for one in profiles], FACTS)
    found = list(names.numbers)
    tokens = tokenize([name.strip() for name in found])
    texts = found, Words(tokens.hashes, tokens.offsets), words
    seen = (
        _seen(facts, texts, pairs, passages),
        _seen(facts, texts, swapped(pairs), Ragged(swapped(passages.values), passages.offsets)),
    )
    return list(map(Asked, *(_bits(one).tolist() for one in seen)))


def _bits(pairs: _Pairs) -> NDArray[np.int64]:
    found = np.zeros(len(pairs.source), np.int64)
    for bit, screen in enumerate((*map(_SCREENS.__getitem__, SIGNS), _lost_credit)):
        found |= screen(pairs).astype(np.int64) << bit
    return found


def _facts(profile: Profile, names: _Names) -> tuple[Any, ...]:
    article, known = profile.article, profile.provenance
    start, end = -_NEVER, _NEVER
    if known.moment is not None:
        start, end = ((one - _EPOCH) // _MICROSECOND for one in (known.moment.start, known.moment.end))
    return (
        start, end, names(known.agency), names(article.source), names(article.author), len(profile.side),
        bool(known.credited), bool(known.named), bool(known.credits), bool(known.author), known.is_update,
        known.closes_as_wire, known.has_manifest, bool(known.declared), bool(known.spellings),
    )  # fmt: skip


def _seen(
    facts: NDArray[Any],
    texts: tuple[Sequence[str], Words, Words],
    pairs: PairRecords,
    passages: Ragged,
) -> _Pairs:
    """The pairs as seen from side a; `texts` are the names by number, their words, and the words of all texts."""
    rows, pair = passages.values, passages.owners
    n = len(pairs)
    source, copy = facts[pairs["a"]], facts[pairs["b"]]
    ends = np.zeros((3, n), np.int64)
    for found, values in zip(ends, (rows["end_a"], rows["end_b"], rows["end_a"] - rows["begin_a"]), strict=True):
        np.maximum.at(found, pair, values)
    begins_inside = np.zeros(n, np.bool_)
    begins_inside[pair[(rows["begin_b"] == 0) & (rows["begin_a"] > 0)]] = True
    n_source, n_copy = (np.bincount(pair, rows[f"end_{side}"] - rows[f"begin_{side}"], n) for side in "ab")
    return _Pairs(
        source, copy, pairs["b"].copy(), *texts, ends[0], ends[1], begins_inside, ends[2],
        n_source / np.maximum(source["n_words"], 1), n_copy / np.maximum(copy["n_words"], 1),
    )  # fmt: skip


def _earlier(pairs: _Pairs) -> Mask:
    found: Mask = pairs.copy["start"] > pairs.source["end"]
    return found


def _agency(pairs: _Pairs) -> Mask:
    source, copy = pairs.source, pairs.copy
    own = (source["agency"] != 0) & (source["agency"] != copy["agency"])
    found: Mask = own | (
        (source["agency"] == 0) & (copy["agency"] == 0) & source["is_credited"] & ~copy["names_agency"]
    )
    return found


def _naming(pairs: _Pairs) -> Mask:
    source, copy = pairs.source, pairs.copy
    may_name = (source["agency"] == 0) & (source["outlet"] != copy["outlet"])
    may_sign = source["is_signed"] & ~source["has_credits"] & (source["author"] != copy["author"])
    found: Mask = (
        (source["is_update"] != copy["is_update"])
        | _have(pairs, may_name, source["outlet"])
        | _have(pairs, may_sign, source["author"])
    )
    return found


def _have(pairs: _Pairs, asked: Mask, names: NDArray[np.int64]) -> Mask:
    """Where the copies of the pairs that are `asked` have the words of the name with this number."""
    rows = np.flatnonzero(asked)
    found = np.zeros(len(rows), np.bool_)
    name_kernel(pairs.words, pairs.copies[rows], pairs.name_words, names[rows], found)
    has = np.zeros(len(asked), np.bool_)
    has[rows[found]] = True
    return has


@kernel("void(Words, int64[::1], Words, int64[::1], boolean[::1])")
def name_kernel(
    words: Words, texts: NDArray[np.int64], names: Words, wanted: NDArray[np.int64], found: NDArray[np.bool_]
) -> None:
    """Mark where the words of the name `wanted[i]` stand in text `texts[i]`; no words stand nowhere."""
    for row in range(len(texts)):
        text = texts[row]
        name = names.hashes[names.offsets[wanted[row]] : names.offsets[wanted[row] + 1]]
        if len(name) == 0:
            continue
        for at in range(words.offsets[text], words.offsets[text + 1] - len(name) + 1):
            if words.hashes[at] == name[0]:
                n_same = 1
                while n_same < len(name) and words.hashes[at + n_same] == name[n_same]:
                    n_same += 1
                if n_same == len(name):
                    found[row] = True
                    break


def _declaration(pairs: _Pairs) -> Mask:
    source, copy = pairs.source, pairs.copy
    may_sign = (copy["author"] != 0) & (source["outlet"] != 0) & (source["agency"] == 0)
    keys, inverse = np.unique(copy["author"] * len(pairs.names) + source["outlet"], return_inverse=True)
    wanted = np.zeros(len(keys), np.bool_)
    wanted[inverse[may_sign]] = True
    for place in np.flatnonzero(wanted).tolist():
        author, outlet = divmod(int(keys[place]), len(pairs.names))
        wanted[place] = is_signed_with(pairs.names[author], pairs.names[outlet])
    found: Mask = copy["declares"] | (source["has_manifest"] & ~copy["has_manifest"]) | (may_sign & wanted[inverse])
    return found


def _cut(pairs: _Pairs) -> Mask:
    source, copy = pairs.source, pairs.copy
    n_source, n_copy = source["n_words"], copy["n_words"]
    ends = (n_source - pairs.end_source >= MIN_MORE) & (n_copy - pairs.end_copy <= MIN_MORE) & (pairs.longest > 0)
    cut_short = (pairs.copy_share >= WHOLE) & (n_source - n_copy >= MIN_OWN)
    taken_in = (pairs.source_share >= WHOLE) & (n_copy - n_source >= MIN_OWN)
    found: Mask = (
        ends | pairs.begins_inside | cut_short | taken_in | (source["closes_as_wire"] & ~copy["closes_as_wire"])
    )
    return found


def _spelling(pairs: _Pairs) -> Mask:
    found: Mask = pairs.copy["spells"]
    return found


def _lost_credit(pairs: _Pairs) -> Mask:
    source, copy = pairs.source, pairs.copy
    may_lack = (copy["agency"] == 0) & ~copy["names_agency"] & (pairs.copy_share >= MIN_SHARE)
    found: Mask = may_lack & (pairs.longest >= MIN_WORDS) & ((source["agency"] != 0) | source["has_credits"])
    return found


_SCREENS: Mapping[Finder, Callable[[_Pairs], Mask]] = {
    time_signs: _earlier,
    agency_signs: _agency,
    naming_signs: _naming,
    declaration_signs: _declaration,
    cut_signs: _cut,
    spelling_signs: _spelling,
}
"""The screen of each kind of sign."""
