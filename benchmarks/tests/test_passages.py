"""Passages are measured on corpora as their makers lay them out."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.passages import detect, read_corpus
from benchmarks.plagdet import score
from dedup.rewrite.align import prepare

LONG = " ".join(f"word{number} of the report on the flooded market" for number in range(40))
SOURCE = f"The bank left its main rate unchanged, said the governor. {LONG} Prices fall before the summer is over."
SUSPICIOUS = f"Two metres of water stood in the streets on Monday. {LONG} Schools stay closed for a week, trains run."


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for folder in ("susp", "src", "02-no-obfuscation"):
        (tmp_path / folder).mkdir()
    (tmp_path / "susp" / "suspicious1.txt").write_text(SUSPICIOUS, encoding="utf-8")
    (tmp_path / "src" / "source1.txt").write_text(SOURCE, encoding="utf-8")
    kind = tmp_path / "02-no-obfuscation"
    (kind / "pairs").write_text("suspicious1.txt source1.txt\n", encoding="utf-8")
    (kind / "case.xml").write_text(
        f'<document reference="suspicious1.txt"><feature name="plagiarism" this_offset="{SUSPICIOUS.index(LONG)}"'
        f' this_length="{len(LONG)}" source_reference="source1.txt" source_offset="{SOURCE.index(LONG)}"'
        f' source_length="{len(LONG)}"/></document>',
        encoding="utf-8",
    )
    return tmp_path


@pytest.mark.parametrize("swap", [False, True])
def test_what_is_copied_is_detected_whichever_text_comes_first(corpus: Path, swap: bool) -> None:
    pairs, cases, texts = read_corpus(corpus)
    [kind] = pairs
    found, _ = detect(prepare(list(texts.values())), texts, pairs[kind], swap)
    assert [one.pair for one in found] == [("suspicious1.txt", "source1.txt")]
    assert SUSPICIOUS[slice(*found[0].suspicious)].startswith("word0 of the report")
    assert score(cases[kind], found).plagdet > 0.95
