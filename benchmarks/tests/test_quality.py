"""The figures of quality follow from labelled pairs, by hand on a small collection."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

pytest.importorskip("datasketch")

from benchmarks.quality.__main__ import COLLECTIONS, Collection, of_collection, of_corpora, of_planted
from benchmarks.quality.baselines import containment, jaccard
from benchmarks.quality.labels import Labelled, labels_of, present
from benchmarks.quality.measures import count, errors, relation_right

FLOOD = (
    "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday, and the"
    " schools of the lower town stay closed until the water has gone, while trains run on the upper line only."
)
BANK = (
    "Nobody had expected the bank to leave its main rate unchanged after prices had fallen for three months in a row,"
    " yet its governor spoke of patience, and the markets closed a little higher than on the day before."
)
HEADER = "pair\ta\tb\tlabel\treuse\tconf\tstratum\n"


def labelled(a: str, b: str, label: str, stratum: str = "s") -> Labelled:
    return Labelled(f"{a}{b}", a, b, label, label in ("reprint", "partial"), 3, stratum)


def test_precision_recall_and_both_f1_by_hand() -> None:
    labels = [labelled("a", "b", "reprint"), labelled("a", "c", "partial"), labelled("a", "d", "quote"),
              labelled("b", "d", "none")]  # fmt: skip
    claims = {frozenset("ab"): "exact", frozenset("ad"): "partial"}
    found = count(labels, claims, None)
    assert found == (1, 1, 1, 1)
    assert found.scores() == (0.5, 0.5, 0.5, 0.5, 0.5)
    assert relation_right(labels, claims) == (1, 1)
    assert errors(labels, claims) == ["ac a c s: partial, claimed nothing", "ad a d s: quote, claimed partial"]


def test_a_label_stands_for_its_share_of_the_stratum() -> None:
    labels = [labelled("a", "b", "partial", "many"), labelled("a", "c", "partial", "many"),
              labelled("a", "d", "none", "few")]  # fmt: skip
    claims = {frozenset("ab"): "partial", frozenset("ad"): "partial"}
    assert count(labels, claims, {"many": 10, "few": 4}) == (5, 4, 5, 0)


@pytest.mark.parametrize("baseline", [jaccard, containment])
def test_baselines_tell_a_copy_from_a_stranger(baseline) -> None:  # type: ignore[no-untyped-def]
    assert baseline(FLOOD, f"Breaking: {FLOOD}")
    assert not baseline(FLOOD, BANK)
    assert containment(FLOOD, f"{BANK} {FLOOD}")
    assert not jaccard(FLOOD, f"{BANK} {BANK[::-1]} {FLOOD}")


@pytest.mark.parametrize("packed", [False, True])
def test_a_collection_is_read_plain_or_gzipped(tmp_path: Path, packed: bool) -> None:
    articles = [{"id": "a", "text": FLOOD}, {"id": "b", "text": f"Breaking: {FLOOD}"}, {"id": "c", "text": BANK}]
    files = {
        "tiny.jsonl": "".join(json.dumps(article) + "\n" for article in articles),
        "tiny-pairs.tsv": f"{HEADER}1\ta\tb\treprint\t1\t3\ts\n2\ta\tc\tnone\t0\t3\ts\n",
    }
    for name, text in files.items():
        raw = text.encode()
        (tmp_path / (name + ".gz" * packed)).write_bytes(gzip.compress(raw) if packed else raw)
    [found] = present(tmp_path, "tiny-pairs.tsv") or []
    assert [one.pair for one in labels_of(found)] == [frozenset("ab"), frozenset("ac")]
    rows = list(of_collection(tmp_path, Collection("tiny", ("tiny-pairs.tsv",), pairwise=True)))
    systems = ["dedup scan", "dedup compare", "Jaccard >= .5, datasketch", "4-gram containment >= .2"]
    assert [row["system"] for row in rows] == systems
    assert all((row["precision"], row["recall"]) == (1, 1) for row in rows)
    assert rows[0]["relation"] == 1
    assert rows[0]["work"]["articles"] == 3


def test_what_is_absent_is_left_out(tmp_path: Path) -> None:
    assert not any(list(of_collection(tmp_path, one)) for one in COLLECTIONS)
    assert not list(of_planted(tmp_path))
    assert not list(of_corpora(tmp_path))
