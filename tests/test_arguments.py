"""Whatever a function is given instead of what it takes, the answer is one error that names the argument."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import pytest

import dedup
from dedup import Index, InputError, Policy
from dedup.errors import DedupError
from tests.newsroom import FLOOD

OF_NO_USE = ["\0", -1, 10**5000, 1.5, float("nan"), b"x", [None], [1], {"a": 1}, object(), date(2015, 1, 1)]
EACH = {
    partial(dedup.scan, [FLOOD]): ("config", "jobs", "memory", "progress", "work_dir"),
    partial(dedup.clean, [FLOOD]): (
        "policy", "drop", "keep", "strip", "config", "jobs", "memory", "progress", "work_dir", "against",
    ),
    partial(dedup.why, FLOOD, FLOOD): ("config",),
    partial(dedup.read, "seeds"): ("fields", "encoding", "date_format", "source_from", "format"),
    partial(Index, ":memory:"): ("config",),
}  # fmt: skip


@pytest.mark.parametrize("given", OF_NO_USE, ids=lambda given: type(given).__name__)
@pytest.mark.parametrize(("function", "name"), [(function, name) for function, names in EACH.items() for name in names])
def test_it_is_named_with_what_it_may_be(tmp_path: Path, monkeypatch, function, name: str, given) -> None:
    if (function.func, name) == (dedup.clean, "against") and isinstance(given, (list, dict)):
        return  # a collection, of which an item is no article
    monkeypatch.chdir(tmp_path)  # where a wrong name of a folder would be made
    (tmp_path / "seeds").mkdir()
    with pytest.raises(DedupError) as error:
        function(**{name: given})
    said = str(error.value)
    assert "\n" not in said
    assert len(said) < 250
    assert not list(tmp_path.joinpath("seeds").iterdir())


@pytest.mark.parametrize("jobs", [0, True, "4", 5000])
def test_a_number_of_threads_is_a_number_from_one_on(jobs) -> None:
    with pytest.raises(InputError, match="jobs must be a whole number from 1 to 4,096, not"):
        dedup.scan([FLOOD], jobs=jobs)


def test_one_id_is_not_taken_for_the_ids_of_its_letters() -> None:
    with pytest.raises(InputError, match="keep_ids must be a list of ids"):
        dedup.clean([FLOOD], keep_ids="a1")
    with pytest.raises(InputError, match="sources must be a tuple of names of outlets, not 'spa'"):
        Policy(sources="spa")  # type: ignore[arg-type]


def test_texts_to_align_are_texts() -> None:
    with pytest.raises(InputError, match="b must be a text, not None"):
        dedup.align(FLOOD, None)  # type: ignore[arg-type]
