"""A clean on Spark keeps and removes what a clean in memory does, row for row; on a real session on this machine."""

import shutil
from collections import Counter

import pyarrow
import pytest

import dedup
from dedup.errors import InputError
from tests.newsroom import FLOOD
from tests.spark.rows import counted, newsroom, plain, table

pytest.importorskip("pyspark", reason="there is no pyspark: pip install 'dedup-news[spark]'")
pytestmark = [
    pytest.mark.filterwarnings("ignore"),  # of pyspark's own: about pandas, sockets and threads
    pytest.mark.skipif(shutil.which("java") is None, reason="there is no Java: apt install default-jre-headless"),
]


def with_many_copies():
    """A newsroom, a story in more copies than a family is matched all with all, and copies that differ in a figure."""
    rows = newsroom()
    blank = dict.fromkeys(rows[0])
    for number in range(110):
        day = f"2015-08-{number % 28 + 1:02}T{number % 24:02}:{number % 60:02}:00"
        credit = ("", "By our correspondent\n", "(AFP) - ", "SARRAT (Reuters) - ", "Our staff, Sarrat\n")[number % 5]
        text = f"{credit}{FLOOD} The mayor of the old town promised that all schools open again after the weekend."
        rows.append(
            blank | {"id": f"many-{number:03}", "text": text, "source": f"paper-{number % 7}", "published": day}
        )
    report = (
        "The ministry of health said on Sunday that {} people were treated in the hospitals of the province after the "
        "storm, most of them for light injuries, and that all of them were sent home before the evening."
    )
    for number, n in enumerate((120, 120, 125)):
        rows.append(blank | {"id": f"storm-{number}", "text": report.format(n), "source": "okaz"})
    return rows


def as_row(removal):
    lost = tuple(tuple(span) for span in removal.lost)
    return (
        removal.article, removal.relation, removal.kept, removal.containment, removal.n_words, removal.n_lost, lost,
    )  # fmt: skip


def found_rows(df):
    return Counter((*map(plain, row[:-1]), tuple(tuple(span) for span in row[-1])) for row in df.collect())


@pytest.fixture(scope="module")
def rows():
    return with_many_copies()


def in_memory(rows, **options):
    return dedup.clean(dedup.read(pyarrow.Table.from_pylist(rows)), **options)


@pytest.mark.heavy
def test_the_plan_is_that_of_a_clean_in_memory(spark, rows):
    import dedup.spark

    expected = in_memory(rows)
    relations = Counter(one.relation for one in expected.removed)
    assert {"exact", "reprint", "contained"} <= set(relations)
    assert sum(one.article.startswith("many") for one in expected.removed) > 100
    assert [one.article for one in expected.removed if one.article.startswith("storm")] == ["storm-1"]
    plan = dedup.spark.clean(table(spark, rows), partitions=3)
    assert found_rows(plan.removed) == Counter(map(as_row, expected.removed))
    stays = [(a.id, a.text, a.title, a.source, a.url, a.author, a.published) for a in expected.apply()]
    assert counted(plan.kept.collect()) == counted(stays)
    counts = expected.counts()
    assert {name: plan.counts[name] for name in ("articles", "kept", "removed")} == {
        name: counts[name] for name in ("articles", "kept", "removed")
    }
    assert {row["id"] for row in plan.skipped.collect()} == {"none", "blank", "marks", "stub-1"}


def test_a_policy_that_names_what_is_not_there_is_one_clear_error(spark, rows):
    import dedup.spark

    some = table(spark, rows[:3])
    with pytest.raises(InputError, match='no article comes from "reuters": keep takes origin'):
        dedup.spark.clean(some, keep="reuters")
    with pytest.raises(InputError, match="no article has one of the ids that are to be kept"):
        dedup.spark.clean(some, keep_ids=["nobody"])
    with pytest.raises(InputError, match="strip: on Spark nothing is cut from articles, and seen is asked for"):
        dedup.spark.clean(some, dedup.Policy(strip=("seen",)))
    with pytest.raises(InputError, match='drop: "copies" is none of exact'):
        dedup.spark.clean(some, drop="copies")
    with pytest.raises(
        InputError, match="keep must be one of origin, longest, first, last, or names of outlets, not 3"
    ):
        dedup.spark.clean(some, keep=3)
    with pytest.raises(InputError, match=r"keep_ids must be a list of ids, .*not 'wire'"):
        dedup.spark.clean(some, keep_ids="wire")
    with pytest.raises(InputError, match="policy must be a Policy"):
        dedup.spark.clean(some, "longest")
