"""The work folder: what is finished is found again, what is not is made anew, and nothing else is ever touched."""

import subprocess
import sys

import numpy as np
import pytest

from dedup.errors import DedupError, InputError
from dedup.runtime.work_folder import WorkFolder

INPUT = {"input": ["news.jsonl", 1200], "config": {"n_slots": 128}}


def kept(folder, made):
    def make():
        made.append(1)
        return np.arange(6, dtype=np.uint32).reshape(2, 3), np.array([0.5], np.float32), np.empty((0, 5), np.int32)

    return [array.tolist() for array in folder.cached("pairs", make)]


@pytest.fixture
def opened(tmp_path):
    """Opens the work folder, one run after the other."""
    folders = []

    def opened(input_key=INPUT, path=tmp_path / "work"):
        while folders:
            folders.pop().close()
        folders.append(WorkFolder(path, input_key=input_key))
        return folders[-1]

    yield opened
    while folders:
        folders.pop().close()


EXPECTED = [[[0, 1, 2], [3, 4, 5]], [0.5], []]


def test_what_was_made_is_not_made_again(opened):
    made = []
    assert kept(opened(), made) == EXPECTED
    assert kept(opened(), made) == EXPECTED
    assert len(made) == 1


@pytest.mark.parametrize("other", [{**INPUT, "input": ["news.jsonl", 1201]}, {**INPUT, "config": {}}, None])
def test_of_another_input_or_other_settings_nothing_is_taken_up(opened, other):
    made = []
    kept(opened(), made)
    kept(opened(other), made)
    assert len(made) == 2


def test_what_nobody_can_recognise_is_never_taken_up(opened):
    made = []
    kept(opened(None), made)
    kept(opened(None), made)
    assert len(made) == 2


def test_what_was_not_finished_is_removed(opened, tmp_path):
    folder = opened()
    folder.column("tokens", np.uint32).append(np.arange(9, dtype=np.uint32))
    folder.column("signatures", np.uint32).finish()
    kept(folder, [])
    opened()
    names = {path.name for path in (tmp_path / "work").iterdir()}
    assert names == {"lock", "stages.json", "pairs-0.column", "pairs-1.column", "pairs-2.column"}


def test_the_files_of_a_stage_may_go_when_the_next_is_done(opened):
    folder = opened()
    folder.column("tokens", np.uint32).finish()
    folder.finish("sketches", ["tokens.column"], {"n": 3})
    folder.forget("sketches")
    assert not folder.file("tokens.column").exists()
    assert opened().result("sketches") == {"n": 3}


def test_a_folder_with_anything_else_in_it_is_refused(tmp_path):
    (tmp_path / "thesis.txt").write_text("chapter one")
    with pytest.raises(InputError, match="not empty, and no work folder"):
        WorkFolder(tmp_path, input_key=INPUT)
    assert (tmp_path / "thesis.txt").read_text() == "chapter one"


def test_a_file_is_no_folder_and_stays(tmp_path):
    (tmp_path / "thesis.txt").write_text("chapter one")
    with pytest.raises(InputError, match=r"thesis\.txt: is no folder"):
        WorkFolder(tmp_path / "thesis.txt", input_key=INPUT)
    assert (tmp_path / "thesis.txt").read_text() == "chapter one"


def test_one_run_at_a_time(tmp_path, opened):
    opened()
    program = f"from dedup.runtime.work_folder import WorkFolder; WorkFolder({str(tmp_path / 'work')!r})"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "another run is using this work folder" in run.stderr
    with pytest.raises(DedupError, match="another run"):
        WorkFolder(tmp_path / "work", input_key=INPUT)


def test_a_temporary_folder_goes_with_its_last_user():
    folder = WorkFolder(None)
    path = folder.path
    column = folder.column("tokens", np.uint32)
    column.append(np.arange(3, dtype=np.uint32))
    values = column.finish()
    del folder, column
    assert not path.exists()
    assert values.tolist() == [0, 1, 2]  # what is mapped stays


def test_what_is_written_into_an_array_never_reaches_the_file(opened):
    folder = opened()
    (array, *_) = folder.cached("pairs", lambda: (np.zeros(5, np.int64),))
    array[:] = 7
    assert folder.opened("pairs-0", np.int64).tolist() == [0] * 5
