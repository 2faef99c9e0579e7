"""Which sentences of an article stand in one that is kept, and can be cut without tearing what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dedup.cleaning.containing import runs
from dedup.cleaning.overlap import Overlap
from dedup.cleaning.policy import Policy
from dedup.cleaning.sentences import Sentences
from dedup.differences.safety import with_other_signs
from dedup.text.marks import COLONS, DASHES, DOUBLE_QUOTES, PAUSES, any_of

_ITEM = re.compile(rf"(?:^|\n)\s*(?:[(\[]?\d{{1,3}}\s*{any_of(DASHES, 'ـ.)]/')}\s*\D|{any_of('•▪■●◦*', DASHES)}\s*\w)")
"""The beginning of an entry of a list."""

_CONTINUES = re.compile(
    r"\W*(?:و?(?:أضاف|اضاف|قال|تابع|أوضح|اوضح|أكد|اكد|زاد|أشار|اشار|بين|بيّن|ذكر|أردف|اردف|استطرد|ختم)(?:ت)?(?:\s+قائلا)?\s*"
    rf"{any_of(COLONS, PAUSES, DOUBLE_QUOTES, '(')}"
    r"|(?:داعيا|مشيرا|مضيفا|مؤكدا|موضحا|مبينا|لافتا|منوها|معربا|معتبرا|مشددا|مشيدا|سائلا|متمنيا)(?:ً)?\b"
    r"|(?:he|she|they)\b)",
    re.IGNORECASE,
)
"""The beginning of a sentence whose speaker is named in the one before."""


def seen_sentences(
    article: Sentences, beside: Mapping[int, tuple[Sentences, Overlap]], policy: Policy
) -> Iterator[tuple[int, int, int]]:
    """Stretches of sentences that stand word for word in a kept article: its number, the first sentence, and the end.

    `beside` are the kept articles, the preferred first. A sentence with another sign in or behind it, as "−5" for "5",
    is not seen. One without words goes with the one before it. A list is not torn: what is left of it would look like
    the whole. Nor is a speaker parted from what he says next.
    """
    sentences = [article.text[a:b] for a, b in pairwise(article.bounds.tolist())]
    items = [bool(_ITEM.search(sentence)) for sentence in sentences]
    follows = [bool(_CONTINUES.match(sentence)) for sentence in sentences]
    n_words = np.diff(article.first_word)
    open_sentences = np.ones(len(article), np.bool_)
    for number, (kept, overlap) in beside.items():
        places = overlap.places
        broken = np.append(0, np.cumsum((places[1:] != places[:-1] + 1) | (places[1:] < 0)))
        signed = np.zeros(len(places) + 2, np.int64)
        signed[with_other_signs(article, kept, places)] = 1
        n_signed = np.append(0, np.cumsum(signed))
        first, last = article.first_word[:-1], np.maximum(article.first_word[1:] - 1, article.first_word[:-1])
        seen = np.zeros(len(article), np.bool_)
        has_words = n_words > 0
        first, last = first[has_words], last[has_words]
        unbroken = (broken[last] == broken[first]) & (places[first] >= 0)
        seen[has_words] = unbroken & (n_signed[last + 2] == n_signed[first])
        for begin, end in _untorn(runs(seen & open_sentences), items, follows):
            if n_words[begin:end].sum() >= policy.min_seen:
                open_sentences[begin:end] = False
                yield number, int(begin), int(end)


def _untorn(
    stretches: tuple[NDArray[np.int64], NDArray[np.int64]], items: Sequence[bool], follows: Sequence[bool]
) -> Iterator[tuple[int, int]]:
    """Stretches of sentences without what at their ends belongs to the sentences outside."""
    for first, last in zip(*(side.tolist() for side in stretches), strict=True):
        begin, end = first, last
        while begin < end and begin > 0 and items[begin] and items[begin - 1]:
            begin += 1
        while end > begin and end < len(items) and ((items[end - 1] and items[end]) or follows[end]):
            end -= 1
        if begin < end:
            yield begin, end
