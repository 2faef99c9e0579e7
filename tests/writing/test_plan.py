"""Whatever stands in a plan, restoring gives the input back or one error; a cut or a changed plan is refused."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dedup.cleaning import clean
from dedup.errors import InputError
from dedup.reading import read
from dedup.writing import restore, write
from tests.packing import zipped
from tests.writing.test_formats import FLOOD, QUAKE, digests, json_lines


@pytest.fixture(scope="module")
def cleaned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the input in `in` and the output in `out`, with a file of each kind."""
    place = tmp_path_factory.mktemp("plan")
    source = place / "in"
    source.mkdir()
    (source / "a.jsonl").write_bytes(json_lines())
    (source / "b.txt").write_text(QUAKE, encoding="utf-8")
    (source / "c.txt").write_text(FLOOD, encoding="utf-16")
    (source / "d.zip").write_bytes(zipped({"x.txt": FLOOD.encode(), "y.txt": QUAKE.encode()}))
    write(clean(read(source), keep="first"), place / "out")
    actions = {json.loads(line).get("action") for line in (place / "out" / "plan.jsonl").read_bytes().splitlines()}
    assert actions == {None, "same", "edited", "removed", "rewritten"} - ({"same"} - actions)
    return place


def lines_of(cleaned: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (cleaned / "out" / "plan.jsonl").read_bytes().splitlines()]


def restored(cleaned: Path, plan: bytes, back: Path) -> str:
    """What restoring from another plan says; nothing, if the input came back."""
    original = (cleaned / "out" / "plan.jsonl").read_bytes()
    try:
        (cleaned / "out" / "plan.jsonl").write_bytes(plan)
        restore(cleaned / "out" / "plan.jsonl", back)
    except InputError as error:
        assert not back.exists()
        return str(error)
    finally:
        (cleaned / "out" / "plan.jsonl").write_bytes(original)
    assert digests(back) == digests(cleaned / "in")
    shutil.rmtree(back)
    return ""


def test_a_plan_cut_anywhere_is_refused(cleaned: Path, tmp_path: Path) -> None:
    plan = (cleaned / "out" / "plan.jsonl").read_bytes()
    lines = plan.splitlines(keepends=True)
    for n_lines in range(len(lines)):
        assert restored(cleaned, b"".join(lines[:n_lines]), tmp_path / "back")
    for n_bytes in (1, 10, len(plan) // 2, len(plan) - 2):
        assert restored(cleaned, plan[:n_bytes], tmp_path / "back")
    assert "stands behind its end" in restored(cleaned, plan + lines[-2], tmp_path / "back")
    assert not restored(cleaned, plan, tmp_path / "back")


def test_a_line_that_is_missing_or_stands_twice_is_noticed(cleaned: Path, tmp_path: Path) -> None:
    lines = (cleaned / "out" / "plan.jsonl").read_bytes().splitlines(keepends=True)
    for place, line in enumerate(lines):
        if json.loads(line)["type"] in ("file", "edit"):
            assert restored(cleaned, b"".join(lines[:place] + lines[place + 1 :]), tmp_path / "back")
            assert restored(cleaned, b"".join([*lines[:place], line, *lines[place:]]), tmp_path / "back")


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats()
    | st.sampled_from(
        ["", "/", ".", "..", "../evil", "a/../../evil", "/tmp/evil", "a\0b", "\ud800", "x" * 300, "a.jsonl/b"]
    )
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_value_in_any_field_is_one_error(cleaned: Path, tmp_path: Path, data: st.DataObject) -> None:
    lines = lines_of(cleaned)
    line = data.draw(st.sampled_from([line for line in lines if line["type"] in ("plan", "file", "edit", "end")]))
    field = data.draw(st.sampled_from(sorted(line)))
    if data.draw(st.booleans()):
        line[field] = data.draw(ANYTHING)
    else:
        del line[field]
    plan = "".join(json.dumps(line) + "\n" for line in lines).encode()
    said = restored(cleaned, plan, tmp_path / "back")
    assert "\n" not in said
    assert not (tmp_path / "evil").exists()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"new": 0', '"new": 1000000000000000000', "shorter than the plan says"),
        ('"at": ', '"at": 9' + "9" * 5000, "not a line of a plan"),
        ('"at": ', '"at": -', "is no number"),
        ('"format": 2', '"format": 1', "format 1; this version reads format 2"),
        ('{"type": "edit"', "[" * 100_000 + '{"type": "edit"', "not a line of a plan"),
        ('"edits": ', '"edits": 7', "it says"),
    ],
)
def test_what_is_huge_nested_or_of_another_version(
    cleaned: Path, tmp_path: Path, old: str, new: str, said: str
) -> None:
    plan = (cleaned / "out" / "plan.jsonl").read_text(encoding="utf-8")
    assert old in plan
    assert said in restored(cleaned, plan.replace(old, new, 1).encode(), tmp_path / "back")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
@pytest.mark.parametrize("put", [lambda path: path.symlink_to("/dev/zero"), os.mkfifo, Path.mkdir])
@pytest.mark.parametrize("name", ["a.jsonl", ".originals/d.zip", "plan.jsonl"])
def test_devices_and_pipes_are_not_read(cleaned: Path, tmp_path: Path, put: Callable[[Path], None], name: str) -> None:
    shutil.copytree(cleaned / "out", tmp_path / "out")
    (tmp_path / "out" / name).unlink()
    put(tmp_path / "out" / name)
    with pytest.raises(InputError, match=r"is not there|is no file"):
        restore(tmp_path / "out" / "plan.jsonl", tmp_path / "back")
    assert not (tmp_path / "back").exists()


def test_a_file_of_any_name_comes_back(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for name in (".lock", "lock", "content", "a\nb.txt"):
        (source / name).write_text(f"{QUAKE} {name}", encoding="utf-8")
    paths = [source / name for name in (".lock", "lock", "content", "a\nb.txt")]
    write(clean(read(*paths, format="txt")), tmp_path / "out")
    restore(tmp_path / "out" / "plan.jsonl", tmp_path / "back")
    assert digests(tmp_path / "back") == digests(source)
