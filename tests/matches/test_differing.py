"""What first differs, found for many matches at once, is what a look at one pair after the other finds."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.alignment.align import align
from dedup.alignment.edits import edits_of, shared_places
from dedup.corpus.texts import Texts
from dedup.differences.find import MAX_LOOKED_AT, Difference, differences
from dedup.matches.differing import first_differences
from dedup.matches.shared_text import MatchedTexts, SharedText
from dedup.records import PAIR, REWRITTEN, Ragged, in_order_of_a, swapped
from dedup.text.side import Side

FLOOD = (
    "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday.",
    "أعلنت البلدية أن المدارس ستبقى مغلقة يوم الثلاثاء 12 مايو، وأن الجسر القديم لن يفتح قبل أسبوع.",
    "Losses come to −5.5 % of the year's budget, or $3 million, she said; a year ago it was 4 %.",
    "Nobody was hurt, but forty families spent the night in the school on the hill above the harbour.",
    "市長は月曜日、川の水位が二メートル上がり、古い市場が浸水したと記者団に語った。",
)
SENTENCES = st.lists(st.sampled_from(FLOOD), min_size=1, max_size=5).map(" ".join)
EDITS = st.lists(
    st.sampled_from(
        [
            ("two", "three"),
            ("Monday", "Friday"),
            ("لن", ""),
            ("12", "21"),
            ("−5.5 %", "5.5 %"),
            ("$3", "€3"),
            ("old market", "market"),
            ("mayor", "governor of the whole province"),
            ("Nobody was hurt, but", ""),
            ("月曜日", "火曜日"),
            (FLOOD[3], ""),
            (FLOOD[0], " ".join(f"word{n}" for n in range(MAX_LOOKED_AT + 2))),
        ]
    ),
    max_size=3,
)


def first_difference(a: Side, b: Side, passages) -> Difference | None:
    """The obvious way: a passage too long for another wording, or else what first differs."""
    tokens = np.concatenate([a.hashes, b.hashes])
    passages = passages.copy()
    for end in ("begin_b", "end_b"):
        passages[end] += len(a)
    places = shared_places(passages, edits_of(tokens, passages), (0, len(a)), len(a))
    runs = [(-1, 0)]
    for end in range(1, len(places) + 1):
        length = next((n for n in range(end) if places[end - 1 - n] >= 0), end)
        runs.append((length, -end))
    length, end = max(runs)
    if length <= MAX_LOOKED_AT:
        return next(differences(a, b, places), None)
    begin, end = -end - length, -end
    first = int(places[begin - 1]) + 1 if begin else 0
    last = int(places[end]) if end < len(places) else len(b)
    kept = b.span(first, last) if first < last else (0, 0)
    return Difference("exchanged" if first < last else "left_out", a.span(begin, end), kept)


@given(st.lists(st.tuples(SENTENCES, EDITS), min_size=1, max_size=4), st.booleans())
def test_what_first_differs_is_what_each_pair_alone_shows(drawn, has_rewritten):
    pairs, passages, expected = [], [], []
    for text, edits in drawn:
        copy = text
        for old, new in edits:
            copy = copy.replace(old, new)
        if not copy.split():
            continue
        a, b = Side.of(text), Side.of(copy)
        texts = Texts.alone(np.concatenate([a.hashes, b.hashes]), np.array([0, len(a), len(a) + len(b)]))
        found = in_order_of_a(align(texts, np.array([1], np.uint64)).passages)
        if has_rewritten and len(found):
            found["kind"][-1] = REWRITTEN
        copied = found[found["kind"] != REWRITTEN]
        pairs.append((a, b))
        passages.append(found)
        expected.append((first_difference(a, b, copied), first_difference(b, a, swapped(copied))))
    if not pairs:
        return
    sides = np.array([(2 * k, 2 * k + 1) for k in range(len(pairs))], PAIR)
    read = MatchedTexts.tokenized([side for pair in pairs for side in pair], sides)
    shared = SharedText.of(read, Ragged.of(np.concatenate(passages), np.array(list(map(len, passages)))))
    assert list(first_differences(shared, np.arange(len(pairs)))) == expected
    assert list(first_differences(shared, np.arange(len(pairs))[::-2].copy())) == expected[::-2]
