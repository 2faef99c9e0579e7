"""The articles that the command hands to Spark are those that it read."""

from dataclasses import replace
from datetime import UTC, datetime

import pyarrow.parquet as pq

import dedup
from dedup.spark.machine import COLUMNS, _write_articles

FLOOD = "ارتفع منسوب النهر مترين خلال الليل وأغرق السوق القديم، وقال رئيس البلدية إن المدارس تبقى مغلقة يوم الأحد."
ARTICLES = [
    dedup.Article("1", FLOOD, "فيضان", "okaz", "https://okaz.example/1", "سارة", datetime(2015, 7, 3, 10, 30)),
    dedup.Article("2", FLOOD, source="AFP", published=datetime(2015, 7, 3, 10, 30, tzinfo=UTC), declared_origin="spa"),
    dedup.Article("3", f"{FLOOD}\nثانية", published=datetime(2015, 7, 3)),
    dedup.Article("4", FLOOD, url="https://a.example"),
]


def test_articles_come_back_as_they_were_read(tmp_path):
    assert _write_articles(ARTICLES, tmp_path / "articles.parquet") == 4
    assert list(dedup.read(str(tmp_path / "articles.parquet"))) == ARTICLES


def test_half_a_surrogate_pair_is_replaced_by_one_character(tmp_path):
    _write_articles([replace(ARTICLES[0], text=f"{FLOOD} \ud83d!")], tmp_path / "articles.parquet")
    [row] = pq.read_table(tmp_path / "articles.parquet").to_pylist()
    assert tuple(row) == COLUMNS
    assert row["text"] == f"{FLOOD} ?!"
