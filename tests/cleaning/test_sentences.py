"""A text may be cut between sentences and lines, and nowhere else."""

from __future__ import annotations

from itertools import pairwise

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from dedup.cleaning.sentences import Sentences, sentences_of
from tests.newsroom import words_in


def pieces(text: str) -> list[str]:
    [found] = sentences_of([text])
    return [text[start:end] for start, end in pairwise(found.bounds.tolist())]


@pytest.mark.parametrize(
    "parts",
    [
        ["The river rose. ", "«Nobody was hurt», she said.\n", "• Schools stay closed."],
        ["He paid 3.5 million (in cash). ", "Why? ", '"Nobody knows," she said!\r\n\r\n', "The end"],
        ["وصلت فرق الإنقاذ فجرًا.. ولم يُصب أحدٌ بأذى؟ ", "«الحمد لله» قال المحافظ.\n", "انتهى"],
        ["他说：「明天再来。」", "居民已经撤离。", "学校停课！"],
        ["Water 🌊👩‍👩‍👧. ", "👍🏽 Everybody is safe. ", "🇸🇦 Riyadh"],
        ["The river rose in the night and flooded the old market of the town, said the\nmayor on Monday. ", "The end"],
        ["By our correspondent\n", "The river rose. ", "Nobody was hurt"],
        ["The mayor and all of her deputies in the old and flooded market of the town\n\n", "The river rose."],
        ['He asked: "Who pays? Nobody knows." ', "She left."],
        ["«هل يدفع أحد؟»، سأل الوزير. ", "«لا أحد يعرف. هذا مؤلم» قال النائب."],
        ["The end is near... and nobody cares. ", "Why?"],
        ["وأفاد د. خوجة أن المؤتمر يعقد غدا. ", "انتهى"],
        ["Mr. J. Smith of the U.S. Treasury came. ", "He left at 5 p.m. on Nov. 3. ", "Why?"],
        ["1. The mayor.\n", "2. The minister."],
        ["On the list:\n1 - The mayor.\n", "2 - The minister."],
    ],
)
def test_sentences_with_their_marks_and_the_space_after_them(parts: list[str]) -> None:
    assert pieces("".join(parts)) == parts


def test_a_mark_that_belongs_to_the_space_before_it_is_not_torn_off() -> None:
    assert pieces("It rose. \u0301Nobody was hurt.") == ["It rose. \u0301Nobody was hurt."]


ALPHABET = [
    *'ab .!?؟。\n\r«»")(:1',
    "مَ",
    "دْ",
    "لا",
    "ه\u200dـ",
    "\u0301",
    "👩‍👧",
    "👍🏽",
    "🇸🇦",
    "한",
    "ක්‍ෂ",
    "\u200c",
    "か゚",
]
texts = st.lists(st.sampled_from(ALPHABET), max_size=60).map("".join)


@given(texts)
def test_sentences_cover_the_text_and_tear_no_grapheme(text: str) -> None:
    graphemes = {0}
    for cluster in regex.findall(r"\X", text):
        graphemes.add(max(graphemes) + len(cluster))
    [found] = sentences_of([text])
    assert "".join(pieces(text)) == text
    assert set(found.bounds.tolist()) <= graphemes


@given(texts, st.data())
def test_what_is_left_is_as_if_it_had_been_the_text(text: str, data: st.DataObject) -> None:
    [found] = sentences_of([text])
    alive = data.draw(st.lists(st.booleans(), min_size=len(found), max_size=len(found)))
    import numpy as np

    left = found.only(np.array(alive, np.bool_))
    [again] = sentences_of([left.text])
    assert left.words.tolist() == again.words.tolist()
    assert (left.starts.tolist(), left.ends.tolist()) == (again.starts.tolist(), again.ends.tolist())


@given(texts, st.integers(0, 60), st.integers(0, 60))
def test_sentences_inside_a_span_have_all_their_words_there(text: str, start: int, end: int) -> None:
    [found] = sentences_of([text])

    def inside(sentences: Sentences, number: int) -> bool:
        words = range(int(sentences.first_word[number]), int(sentences.first_word[number + 1]))
        return len(words) > 0 and all(sentences.starts[i] >= start and sentences.ends[i] <= end for i in words)

    assert list(found.inside(start, end)) == [k for k in range(len(found)) if inside(found, k)]


def test_words_are_those_of_a_scan() -> None:
    [found] = sentences_of(["وصلت فرق الإنقاذ. The end."])
    assert len(found.words) == len(words_in(found.text.replace(".", "")))
