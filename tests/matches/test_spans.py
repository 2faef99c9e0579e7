"""Marks around a passage: what was copied with its words, and what was not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup import compare
from dedup.matches.spans import mark_kernel
from dedup.records import PAIR, SPANS
from dedup.text.marks import mark_table
from dedup.text.tokens import code_points
from tests.matches.plain_spans import with_marks

STATEMENT = "تم الاتفاق على فتح المعبر أمام الشاحنات ابتداء من صباح الأحد المقبل وحتى نهاية الشهر الجاري"
RIVER = "The river rose two metres overnight and flooded the old market before anyone could move the stalls"
BRIDGE = "新的跨江大桥将于明年春天开工预计三年后通车可以抵御百年一遇的洪水"


def copied(a: str, b: str) -> tuple[str, str]:
    match = compare(a, b)
    assert match is not None
    (passage,) = match.passages
    return a[slice(*passage.a)], b[slice(*passage.b)]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        pytest.param(
            f"«{STATEMENT}».", f"وقال «{STATEMENT}». ثم غادر", f"«{STATEMENT}».", id="quotation and full stop"
        ),
        pytest.param(f"{RIVER}. Rain.", f"Then {RIVER}! Hail.", RIVER, id="different marks stay outside"),
        pytest.param(f"{RIVER}.", f"{RIVER}", RIVER, id="a mark on one side only"),
        pytest.param(f'{RIVER}."', f"{RIVER}. Gone.", f"{RIVER}.", id="as far as both go"),
        pytest.param(f"({RIVER}) today", f"We heard ({RIVER}) there", f"({RIVER})", id="brackets"),
        pytest.param(f"{RIVER} 3.5", f"{RIVER} 3.7", f"{RIVER} 3", id="the point inside a number is no mark"),
        pytest.param(f"{BRIDGE}。居民", f"{BRIDGE}。记者", f"{BRIDGE}。", id="a full stop that no space follows"),
        pytest.param(
            f"{STATEMENT}؟قال", f"{STATEMENT}؟ذكر", f"{STATEMENT}؟", id="a question mark that no space follows"
        ),
        pytest.param(f"{BRIDGE}，居民", f"{BRIDGE}，记者", BRIDGE, id="a comma that no space follows"),
        pytest.param(f"a/{RIVER}", f"b/{RIVER}", RIVER, id="what joins two words"),
        pytest.param(f"{RIVER} \n .", f"{RIVER} \n .", f"{RIVER} \n .".strip(" \n."), id="not over a space"),
    ],
)
def test_marks_are_copied_with_the_words_they_touch(a: str, b: str, expected: str) -> None:
    assert copied(a, b) == (expected, expected)
    assert copied(b, a) == (expected, expected)


def test_at_either_end_of_a_text_a_mark_touches_nothing_else() -> None:
    assert with_marks(("“Gone.”", "“Gone.” he"), ((1, 5), (1, 5)), ((0, 7), (0, 8))) == ((0, 7), (0, 7))


def test_marks_between_two_passages_belong_to_one_of_them() -> None:
    gap = "one...two"
    first = with_marks((gap, gap), ((0, 3), (0, 3)), ((0, 6), (0, 6)))
    second = with_marks((gap, gap), ((6, 9), (6, 9)), ((3, 9), (3, 9)))
    assert first[0][1] <= second[0][0]


pieces = st.text(st.sampled_from('ab «»".,。！\n-'), max_size=12)


@given(st.lists(st.tuples(*[st.tuples(pieces, st.sampled_from(["word", "كلمة"]), pieces)] * 2), min_size=1, max_size=4))
def test_the_kernel_widens_as_with_marks_does(pairs):
    texts, spans, limits, owners = [], [], [], []
    for pair in pairs:
        for ahead, word, after in pair:
            text = ahead + word + after
            span = (len(ahead), len(ahead) + len(word))
            before = max((i + 1 for i, char in enumerate(ahead) if char.isalpha()), default=0)
            then = next((span[1] + i for i, char in enumerate(after) if char.isalpha()), len(text))
            texts.append(text)
            spans.append(span)
            limits.append((before, then))
        owners.append((len(texts) - 2, len(texts) - 1))
    wanted = [
        (*a, *b)
        for i, j in owners
        for a, b in [with_marks((texts[i], texts[j]), (spans[i], spans[j]), (limits[i], limits[j]))]
    ]
    found = np.array([(*spans[i], *spans[j]) for i, j in owners], SPANS)
    bounded = np.array([(*limits[i], *limits[j]) for i, j in owners], SPANS)
    mark_kernel(code_points(texts), mark_table(), np.array(owners, PAIR), bounded, found)
    assert found.tolist() == wanted
