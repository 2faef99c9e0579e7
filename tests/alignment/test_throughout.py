"""Texts edited throughout: one passage with what both have, where no run of four words is left."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

import dedup
from dedup.alignment.align import align
from dedup.alignment.throughout import MIN_COMMON, MIN_WORDS
from dedup.corpus.texts import Texts
from tests.newsroom import ARABIC, SEEDS

STORIES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("00[03]*.txt"))}
STORIES["arabic"] = " ".join(ARABIC)
STORIES["chinese"] = (
    "瓦赫兰河在连续三天暴雨后于周二夜间决堤，萨拉特老城区四百多户人家被淹。救援队把六十个家庭送到山上的一所学校，志愿者在那里分发毛毯和热汤。"
    "市长莱拉·哈达德说，抽水站的发电机被水淹没，因此在午夜前不久停止运转。工程师预计，如果天气预报准确，水位将在周五之前回落。"
    "铁路部门表示，通往港口的列车至少停运两天，沿岸的渔民正在清理被冲走的船只。"
)
STORIES["market"] = (
    "中央银行周四宣布维持基准利率不变，并表示物价上涨的速度比春季预测的更慢。分析师认为，出口企业将从货币走弱中受益，而进口商品可能继续涨价。"
    "财政部计划下月公布新的预算草案，其中包括对农业和中小企业的补贴，反对党要求就燃料税举行辩论，工会则呼吁提高最低工资。"
)


def with_every(n: int, text: str, others: list[str]) -> str:
    """A text with every n-th word, or character where it has no spaces, another one."""
    apart = " " if text.count(" ") > 40 else ""
    words = text.split() if apart else list(text)
    alike = [other for other in others if (other.count(" ") > 40) == bool(apart)]
    source = [word for other in alike for word in (other.split() if apart else list(other))]
    rng = random.Random(n)
    return apart.join(rng.choice(source) if at % n == 1 else word for at, word in enumerate(words))


@pytest.mark.parametrize("name", STORIES)
@pytest.mark.parametrize("n", [4, 5, 6, 10])
def test_a_story_with_every_fourth_word_changed_is_found_among_others(name: str, n: int) -> None:
    others = [text for other, text in STORIES.items() if other != name]
    texts = {**STORIES, "edited": with_every(n, STORIES[name], others)}
    report = dedup.scan([dedup.Article(id=key, text=text) for key, text in texts.items()])
    assert {frozenset((match.a, match.b)): match.relation for match in report.matches} in (
        {frozenset((name, "edited")): "reprint"},
        {frozenset((name, "edited")): "partial"},
    )
    for match in report.matches:
        assert {passage.kind for passage in match.passages} == {"edited"}


def passage_of(a: list[int], b: list[int]) -> tuple[int, ...] | None:
    offsets = np.cumsum([0, len(a), len(b)])
    found = align(Texts.alone(np.array(a + b, np.uint32), offsets), np.array([1], np.uint64))
    return tuple(found.passages[0].tolist())[:5] if len(found.passages) else None


@given(st.integers(3, 4), st.integers(40, 200), st.integers(0, 60), st.integers(0, 60))
def test_the_passage_is_the_edited_text_without_what_stands_around_it(
    n: int, length: int, before: int, after: int
) -> None:
    own = list(range(10_000, 10_000 + length))
    edited = [90_000 + at if at % n == 1 else word for at, word in enumerate(own)]
    around = (list(range(20_000, 20_000 + before)), list(range(30_000, 30_000 + after)))
    found = passage_of(own, [*around[0], *edited, *around[1]])
    last = max(at for at, word in enumerate(own) if edited[at] == word)
    common = sum(x == y for x, y in zip(own, edited, strict=True))
    assert found == (0, last + 1, before, before + last + 1, common)


@given(st.lists(st.integers(0, 25), min_size=20, max_size=90), st.lists(st.integers(0, 25), min_size=20, max_size=90))
def test_what_is_found_in_any_texts_is_half_of_both_and_more(a: list[int], b: list[int]) -> None:
    found = passage_of(a, b)
    if found is not None:
        begin_a, end_a, begin_b, end_b, n_common = found
        assert n_common == LCSseq.similarity(a[begin_a:end_a], b[begin_b:end_b])
        if n_common >= MIN_WORDS:  # shorter ones are copies
            assert a[begin_a] == b[begin_b]
            assert a[end_a - 1] == b[end_b - 1]


def test_too_few_words_in_common_are_no_passage() -> None:
    own = list(range(1000, 1200))
    every_second = [50_000 + at if at % 2 else word for at, word in enumerate(own)]
    assert passage_of(own, every_second) is None
    few = own[: int((MIN_WORDS - 1) / 0.75)]
    assert passage_of(few, [50_000 + at if at % 4 == 1 else word for at, word in enumerate(few)]) is None
    assert MIN_COMMON > 0.5


FORM = (
    "In {0} the {1} stays at {2} degrees while in {3} the {4} brings {5} to the {6} and a {7} of {8} over the {9} "
    "towards {10} with the {11} at {12} and a {13} from {14} before {15} in the {16} of {17} as the {18} says"
)


def test_a_form_filled_in_with_other_words_on_many_days_is_none() -> None:
    rng = random.Random(3)
    places = [f"{a}{b}" for a in ("Sarr", "Wahr", "Norv", "Cast", "Vald") for b in ("at", "an", "ik", "elo", "ora")]
    articles = [
        {
            "id": str(day),
            "text": FORM.format(
                *(rng.choice(places) if at not in (2, 8, 12) else rng.randint(1, 90) for at in range(19))
            ),
            "published": f"2026-{1 + day // 28:02}-{1 + day % 28:02}",
        }
        for day in range(60)
    ]
    assert not dedup.scan(articles).matches
