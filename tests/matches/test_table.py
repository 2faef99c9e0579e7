from __future__ import annotations

import numpy as np
import pytest

from dedup import compare
from dedup.alignment.align import align
from dedup.alignment.wholes import align_wholes
from dedup.corpus.texts import Texts
from dedup.judge.judged import Judged
from dedup.judge.relation import RELATIONS
from dedup.records import EDITED
from dedup.results import FIGURES, Match
from dedup.scanning.report import Report
from dedup.scanning.scan import scan
from dedup.text.side import Side
from tests.matches.plain_changes import changes
from tests.matches.plain_spans import limits, with_marks
from tests.newsroom import collection

CHANGES = ("number", "word", "spelling")
FIRE = (
    "A fire in the old cotton mill drove 12 families from their homes on Sunday night, and the brigade needed 300 metres of"
    " hose to reach the river, its chief said while the last flames were put out."
)


@pytest.fixture(scope="module")
def report():
    articles = collection(60, seed=3)
    text = (
        "في عام 2015 زار 120 صحفيا مدينة جونغ القديمة وكتبوا عنها 14 مقالا نشرتها صحف المنطقة كلها في اليوم نفسه تقريبا"
    )
    one = articles[0]
    articles += [
        type(one)("zz-1", text, source="a"),
        type(one)("zz-0", text.replace("120", "١٢١").replace("جونغ", "جونج").removesuffix(" تقريبا"), source="b"),
        type(one)("zz-2", "😀 " + text.replace("2015", "عشرين"), source="c"),
    ]
    return scan(articles, jobs=1)


def plain(report: Report, match: Match) -> tuple[list[tuple], list[tuple]]:
    """The slow way: passages and changes of a match from its texts, one by one."""
    a, b = (Side.of(report.articles[one].text) for one in (match.a, match.b))
    offsets = np.array([0, len(a), len(a) + len(b)])
    texts, pair = Texts.alone(np.concatenate([a.hashes, b.hashes]), offsets), np.array([1], np.uint64)
    is_retold = match.passages[0].kind == "rewritten"
    found = align_wholes(texts, pair, np.zeros(1, np.int64)) if is_retold else align(texts, pair)
    if match.relation == "exact":
        found = Judged.with_themselves(Texts.alone(a.hashes, offsets[:2]), np.zeros(1, np.int64)).alignments
    passages, edits = [], []
    for *spans, n_words, kind in found.passages.tolist():
        in_a, in_b = spans[:2], spans[2:]
        span_a, span_b = with_marks(
            (a.text, b.text), (a.span(*in_a), b.span(*in_b)), (limits(a, *in_a), limits(b, *in_b))
        )
        passages.append((*span_a, *span_b, n_words, kind))
        edits += (
            [] if kind > EDITED else [(*one.a, *one.b, CHANGES.index(one.kind)) for one in changes(a, b, tuple(spans))]
        )
    return passages, edits


def test_the_table_says_of_each_match_what_the_match_itself_says(report):
    table = report.match_table()
    ids = list(report.articles)
    assert len(table.relations) == len(report.matches) > 50
    for i, match in enumerate(report.matches):
        a, b = table.articles[i]
        assert (ids[a], ids[b], RELATIONS[table.relations[i]]) == (match.a, match.b, match.relation)
        assert list(table.scores[i].tolist()) == pytest.approx(
            [match.similarity, match.containment_a, match.containment_b], abs=1e-4
        )
        assert plain(report, match) == ([one[:6] for one in table.passages[i].tolist()], table.changes[i].tolist())


@pytest.mark.parametrize("figure", FIGURES)
def test_the_figures_of_the_table_are_those_of_the_matches(report, figure):
    assert report.match_table().figures()[figure].tolist() == [getattr(match, figure) for match in report.matches]


def test_numbers_spellings_and_wording_all_occur(report):
    assert set(np.unique(report.match_table().changes.values["kind"])) == {0, 1, 2}


def test_a_scan_without_matches_has_an_empty_table():
    table = scan(["The river rose overnight.", "The bank left its rates unchanged."], jobs=1).match_table()
    assert len(table.relations) == len(table.passages.values) == len(table.changes.values) == 0


@pytest.mark.parametrize(
    ("copy", "n"),
    [
        (FIRE, 0),
        (FIRE.replace("12", "15"), 1),
        (FIRE.replace("12", "15").replace("300", "٤٠٠"), 2),
        (FIRE.replace("12", "١٢"), 0),
        (FIRE.replace("brigade", "crews"), 0),
    ],
    ids=["none", "one", "two, one in Arabic digits", "other digits for the same number", "other words"],
)
def test_changed_numbers_are_counted_from_either_side(copy, n):
    match = compare(FIRE, copy)
    assert (match.n_changed_numbers, match.swapped().n_changed_numbers) == (n, n)
    assert n == sum(change.kind == "number" for change in match.changes)
