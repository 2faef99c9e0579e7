"""Checks a clean by other means than its own: by characters and regular expressions alone."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import regex

from dedup.cleaning import Cut, Plan, Removal

_WORD = re.compile(r"\w+")
_ENDS = re.compile(r"[.!?؟…。！？।॥۔][\s\"'»”’›)\]}）」』/\u200e\u200f]*$|[\n\r\u2028\u2029\x0b\x0c\x85][^\S\n]*$")
_LETTERS = str.maketrans("أإآٱىةؤئکی", "اااايهويكي")


def checked(plan: Plan, texts: Mapping[str, str]) -> dict[str, Any]:
    """What a clean did that it should not have: each count should be 0."""
    kept = set(plan.kept)
    cuts = [cut for cut in plan.cuts if not cut.kept or cut.kept in kept]
    novelties = list(plan.novelty.values())
    shares = [covered(removal, texts) for removal in plan.removed]
    return {
        "counterparts_not_kept": len(plan.cuts) - len(cuts) + sum(one.kept not in kept for one in plan.removed),
        "cuts_inside_a_sentence": sum(not ends_sentence(texts[cut.article], at) for cut in cuts for at in cut.span),
        "cuts_inside_a_grapheme": sum(len(set(cut.span) - graphemes(texts[cut.article])) for cut in cuts),
        "cuts_not_seen_elsewhere": sum(bool(not_seen(cut, texts)) for cut in cuts)
        + sum(bool(not_seen(cut, texts)) for one in plan.removed for cut in one.elsewhere),
        "removals_that_lose_more_than_said": sum(lacking(one, texts) > one.n_lost for one in plan.removed),
        "removals_of_which_a_fifth_stands_nowhere": sum(share < 0.8 for share in shares),
        "least_share_of_a_removal": round(min(shares, default=1.0), 3),
        "mean_novelty": round(sum(novelties) / len(novelties), 3),
        "articles_by_tenth_of_novelty": [sum(int(share * 10) == k for share in novelties) for k in range(11)],
    }


def words(text: str) -> list[str]:
    """Words without case, marks and the spellings that Arabic newsrooms mix, digits as European ones."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS)).replace("ـ", "")
    bare = "".join(_plain(char) for char in folded if not unicodedata.combining(char) and char not in "\u200e\u200f")
    return _WORD.findall(bare.translate(_LETTERS))


def _plain(char: str) -> str:
    return str(unicodedata.decimal(char)) if char.isdecimal() else char


def ends_sentence(text: str, at: int) -> bool:
    """Whether a sentence or line ends at a place of a text."""
    before = text[:at]
    return not before.strip() or not text[at:].strip() or bool(_ENDS.search(before))


def graphemes(text: str) -> set[int]:
    """Where graphemes begin and end."""
    return {0} | {match.end() for match in regex.finditer(r"\X", text)}


def not_seen(cut: Cut, texts: Mapping[str, str]) -> Counter[str]:
    """The words of a cut that are not where they are said to be."""
    if not cut.kept or cut.kept_span is None:
        return Counter()
    here = texts[cut.article][slice(*cut.span)]
    return Counter(words(here)) - Counter(words(texts[cut.kept][slice(*cut.kept_span)]))


def lacking(removal: Removal, texts: Mapping[str, str]) -> int:
    """How many words of a removed article are not among those of what is kept, wherever they stand there."""
    kept = set(words(texts[removal.kept]))
    return sum(word not in kept for word in words(_outside(removal, texts[removal.article])))


def covered(removal: Removal, texts: Mapping[str, str]) -> float:
    """The share of the words of a removed article that stand beside the same word in what is kept."""
    own = words(_outside(removal, texts[removal.article]))
    kept = words(texts[removal.kept])
    pairs = set(pairwise(kept))
    found = [pair in pairs for pair in pairwise(own)]
    both = [before or after for before, after in pairwise([False, *found, False])]
    return 1.0 if removal.relation == "seen" or len(own) < 2 else sum(both) / len(own)


def _outside(removal: Removal, text: str) -> str:
    """A removed article without what stands elsewhere, as the plan says."""
    pieces, at = [], 0
    for cut in sorted(removal.elsewhere, key=lambda cut: cut.span):
        pieces.append(text[at : cut.span[0]])
        at = cut.span[1]
    return " ".join([*pieces, text[at:]])
