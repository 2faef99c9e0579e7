"""Counted in pieces, 4-grams get the marks that they get in one place."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.corpus.days import NO_DAY
from dedup.corpus.texts import Texts
from dedup.weigh.apart import Known, Listed, count_in_slots, grams_of, listed, mark, quotations
from dedup.weigh.marks import QUOTED
from dedup.weigh.quoted import flag_widely_quoted, n_quoted_kernel
from dedup.weigh.quoted import n_slots_of as n_quoted_slots_of
from dedup.weigh.rarity import mark_rarity, min_count_of, n_slots_of

TEXTS = st.lists(st.lists(st.integers(1, 4), max_size=14), min_size=1, max_size=30)


def texts_of(words, days, quoted):
    lengths = np.array([len(text) for text in words])
    tokens = np.array([word for text in words for word in text], np.uint32)
    texts = Texts.alone(tokens, np.append(0, np.cumsum(lengths)))._replace(days=days)
    for text in quoted:
        texts.marks[texts.begin[text] : texts.begin[text] + texts.n_tokens[text]] |= QUOTED
    return texts


def in_pieces(texts, cut):
    """The marks of texts whose 4-grams are listed in two pieces and counted in two places."""
    pieces = [np.arange(cut), np.arange(cut, len(texts.begin))]
    parts = [texts.chosen(piece) for piece in pieces if len(piece)]
    mask, quoted_mask = n_slots_of(len(texts.tokens)) - 1, n_quoted_slots_of(n_quoted(texts)) - 1
    rows = [listed(grams_of(part), part.days) for part in parts]
    whole = Listed(*(np.concatenate(column) for column in zip(*rows, strict=True)))
    known = []
    for odd in (0, 1):
        here = Listed(*(column[whole.grams % 2 == odd] for column in whole))
        slots, counts = count_in_slots(here, mask)
        quoted_slots, is_quotation = quotations(here, quoted_mask)
        grams = np.unique(here.grams)
        at = np.searchsorted(slots, grams.astype(np.uint64) & np.uint64(mask))
        quoted_at = np.searchsorted(quoted_slots, grams.astype(np.uint64) & np.uint64(quoted_mask))
        known.append(Known(grams, counts[at], is_quotation[quoted_at]))
    joined = Known(*(np.concatenate(column) for column in zip(*known, strict=True)))
    order = np.argsort(joined.grams)
    joined = Known(*(column[order] for column in joined))
    for part in parts:
        mark(part.marks, grams_of(part), joined, min_count_of(*np.unique(texts.days, return_counts=True)))
    return np.concatenate([part.marks for part in parts]).tolist()


def n_quoted(texts):
    return int(n_quoted_kernel(texts, np.arange(len(texts.begin))))


@given(TEXTS, st.data())
def test_marks_do_not_depend_on_where_the_counting_is_done(words, data):
    n = len(words)
    days = np.array(data.draw(st.lists(st.sampled_from([NO_DAY, 10, 11, 15, 30, 60, 90]), min_size=n, max_size=n)))
    quoted = data.draw(st.sets(st.integers(0, n - 1)))
    texts, articles = texts_of(words, days, quoted), np.arange(n)
    mark_rarity(texts, articles, 1)
    for text in quoted:
        texts.marks[texts.begin[text] : texts.begin[text] + texts.n_tokens[text]] |= QUOTED
    flag_widely_quoted(texts, articles)
    assert in_pieces(texts_of(words, days, quoted), data.draw(st.integers(0, n))) == texts.marks.tolist()
