"""What a task decides of the articles that it has is what a clean in memory decides of them; without a cluster."""

import pickle
from itertools import combinations

import numpy as np
import pyarrow as pa
import pytest

import dedup
from dedup.cleaning.policy import Policy
from dedup.spark.deciding import NO_FAMILY, removed
from dedup.spark.pairs import ARTICLES, PAIRS
from tests.newsroom import FLOOD

BANK = (
    "The central bank left its main rate unchanged on Tuesday and said that inflation will fall below two per cent in "
    "the spring, as the price of oil goes down and the harvest comes to the markets of the north."
)


def article(id, text, source, hour):
    return {"id": id, "text": text, "source": source, "published": f"2015-07-03T{hour:02}:00:00"}


ROWS = [
    article("wire", f"SARRAT (AFP) - {FLOOD}", "AFP", 9),
    article("okaz-1", FLOOD, "okaz", 8),
    article("daily-1", f"By our correspondent\n{FLOOD}", "daily", 11),
    article(
        "daily-2", f"{FLOOD} Schools in the eastern districts stay closed until the water has gone down.", "daily", 12
    ),
    article("okaz-2", BANK, "okaz", 7),
    article("daily-3", BANK, "daily", 13),
    article("daily-4", BANK.replace("unchanged", "at seven per cent"), "daily", 14),
]


def batches(rows, pairs):
    """The rows of a task: articles by number, and pairs of these numbers with their family."""
    articles = list(dedup.read(pa.Table.from_pylist(rows)))
    fields = ("id", "text", "title", "source", "url", "author", "published", "declared_origin")
    known = pa.table(
        {
            "kind": pa.array([ARTICLES] * len(rows), pa.int32()),
            "number": np.arange(len(rows)),
            "id": [one.id for one in articles],
            "n_tokens": [len(one.text.split()) for one in articles],
            "published": [one.published.timestamp() for one in articles],
            "article": [pickle.dumps(tuple(getattr(one, name) for name in fields)) for one in articles],
        }
    )
    a, b, family = (np.array(column, np.int64) for column in zip(*pairs, strict=True))
    sharing = pa.table(
        {"kind": pa.array([PAIRS] * len(a), pa.int32()), "a": a, "b": b, "family": family.astype(np.int32)}
    )
    yield from pa.concat_tables([known, sharing], promote_options="default").combine_chunks().to_batches()


def decided(rows, pairs, policy, keep_ids=()):
    some = removed(batches(rows, pairs), policy=policy, keep_ids=frozenset(keep_ids), crawled=frozenset())
    return {(row["article"], row["relation"], row["kept"], row["n_lost"]) for one in some for row in one.to_pylist()}


def in_memory(**options):
    plan = dedup.clean(dedup.read(pa.Table.from_pylist(ROWS)), **options)
    return {(one.article, one.relation, one.kept, one.n_lost) for one in plan.removed}


ALL_PAIRS = [(a, b, NO_FAMILY) for a, b in combinations(range(len(ROWS)), 2)]


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"keep": "longest"},
        {"keep": "last"},
        {"keep": ["daily", "okaz"]},
        {"drop": "exact"},
        {"keep": "first", "keep_ids": ["daily-1", "nobody"]},
    ],
    ids=str,
)
def test_what_goes_is_what_goes_in_memory(options):
    expected = in_memory(**options)
    assert expected
    policy = Policy.of(options.get("drop", "exact,reprint,contained"), options.get("keep", "origin"), ())
    assert decided(ROWS, ALL_PAIRS, policy, options.get("keep_ids", ())) == expected


@pytest.mark.parametrize("origin", range(4))
def test_members_of_a_large_family_are_judged_beside_the_preferred_one_whichever_the_origin_is(origin):
    family = [(member, origin, 0) for member in range(4) if member != origin]
    wanted = {one for one in in_memory(keep="longest") if one[2] == "daily-2"}
    assert {one[0] for one in wanted} == {"wire", "okaz-1", "daily-1"}
    assert decided(ROWS, family, Policy(keep="longest")) == wanted
