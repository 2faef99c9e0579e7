"""A collection scanned again: what is left of it is found, and only texts that changed are sketched."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest

import dedup
from dedup.judge.judged import substance
from dedup.scanning import rescan
from dedup.scanning.rescan import Rescanner, Revision

FLOOD = "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday morning."
RAIN = "غمرت مياه الأمطار شوارع المدينة القديمة صباح الاثنين وقال رئيس البلدية إن المدارس أغلقت أبوابها يوما كاملا"
SNOW = "大雪一夜之间封锁了通往山区的公路，市长星期一对记者说，学校将停课三天，铁路也停止了运行，直到星期四早上。"
ARTICLES = [
    {"id": "c", "text": FLOOD},
    {"id": "a", "text": f"Breaking: {FLOOD} Schools stay closed."},
    {"id": "snow", "text": SNOW},
    {"id": "b", "text": RAIN},
    {"id": "d", "text": f"{RAIN} وعاد الهدوء مساء"},
    {"id": "e", "text": f"{SNOW}市民说从未见过这样的雪。"},
]
LEFT = "Schools stay closed in the upper town until the water has gone down, the mayor told reporters on Monday."


@pytest.mark.parametrize("in_files", [False, True])
def test_only_changed_texts_are_sketched_and_what_is_left_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any, in_files: bool
) -> None:
    sketched: list[str] = []

    def counting(texts: Iterable[str], *args: Any, **more: Any) -> Any:
        some = list(texts)
        sketched.extend(some)
        return sketch(some, *args, **more)

    sketch = rescan.sketch
    monkeypatch.setattr(rescan, "sketch", counting)
    scanner = Rescanner(ARTICLES, None, 1, None, None, tmp_path / "work" if in_files else None, substance)
    first = scanner.first()
    assert [(one.a, one.b) for one in first.matches] == [("a", "c"), ("b", "d"), ("e", "snow")]
    ids = list(first.articles)
    changed = [ids.index("a")]
    left = np.array([one not in {"d"} for one in ids])
    found = scanner.again(Revision(left, changed, lambda _: LEFT, "0" * 32))
    assert sketched == [LEFT]
    expected = dedup.scan(
        [{**one, "text": LEFT} if one["id"] == "a" else one for one in ARTICLES if one["id"] != "d"], jobs=1
    )
    assert list(found.matches) == list(expected.matches)
    assert {one.id: one.text for one in found.articles.values()} == {
        one.id: one.text for one in expected.articles.values()
    }
    scanner.close()
