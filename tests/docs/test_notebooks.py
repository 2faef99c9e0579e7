"""The notebooks of the documentation run from the first cell to the last; what they assert holds."""

from __future__ import annotations

from pathlib import Path

import nbclient
import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "docs" / "notebooks").glob("*.ipynb"))


@pytest.mark.heavy
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path, tmp_path):
    book = nbformat.read(path, as_version=4)
    assert not any(cell.get("outputs") for cell in book.cells), "outputs are made anew, not kept"

    nbclient.NotebookClient(book, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()

    shown = [output for cell in book.cells for output in cell.get("outputs", ()) if "data" in output]
    assert any("dedup-report" in output["data"].get("text/html", "") for output in shown)


def test_there_are_notebooks():
    assert NOTEBOOKS
