from __future__ import annotations

import numpy as np
import pytest

from dedup.judge.relation import RELATIONS
from dedup.results import Match
from dedup.scanning.scan import scan
from tests.newsroom import collection

KINDS, CHANGES = ("verbatim", "edited"), ("number", "word", "spelling")


@pytest.fixture(scope="module")
def report():
    articles = collection(60, seed=3)
    text = (
        "في عام 2015 زار 120 صحفيا مدينة جونغ القديمة وكتبوا عنها 14 مقالا نشرتها صحف المنطقة كلها في اليوم نفسه تقريبا"
    )
    one = articles[0]
    articles += [
        type(one)("zz-1", text, source="a"),
        type(one)("zz-0", text.replace("120", "١٢١").replace("جونغ", "جونج").replace("كلها ", ""), source="b"),
        type(one)("zz-2", "😀 " + text.replace("2015", "عشرين"), source="c"),
    ]
    return scan(articles, jobs=1)


def rows(match: Match) -> tuple[list[list[int]], list[list[int]]]:
    return (
        [[*one.a, *one.b, one.n_words, KINDS.index(one.kind)] for one in match.passages],
        [[*one.a, *one.b, CHANGES.index(one.kind)] for one in match.changes],
    )


def test_the_table_says_of_each_match_what_the_match_itself_says(report):
    table = report.match_table()
    ids = list(report.articles)
    assert len(table.relations) == len(report.matches) > 50
    for i, match in enumerate(report.matches):
        a, b = table.articles[i]
        assert (ids[a], ids[b], RELATIONS[table.relations[i]]) == (match.a, match.b, match.relation)
        assert table.scores[i].tolist() == pytest.approx(
            [match.similarity, match.containment_a, match.containment_b], abs=1e-4
        )
        passages = table.passages[table.passage_offsets[i] : table.passage_offsets[i + 1]]
        changes = table.changes[table.change_offsets[i] : table.change_offsets[i + 1]]
        assert (passages.tolist(), changes.tolist()) == rows(match)


def test_numbers_spellings_and_wording_all_occur(report):
    assert set(np.unique(report.match_table().changes[:, 4])) == {0, 1, 2}


def test_a_scan_without_matches_has_an_empty_table():
    table = scan(["The river rose overnight.", "The bank left its rates unchanged."], jobs=1).match_table()
    assert len(table.relations) == len(table.passages) == len(table.changes) == 0
