"""JSON documents in the shapes that people have them; a broken record costs no other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.reading import jsondocs, read

FLOOD = "ارتفع منسوب النهر ليلاً وغمرت المياه أحياء في شرق المدينة."


def articles(folder: Path, content: str | Any) -> tuple[list[Article], list[str]]:
    path = folder / "news.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False))
    reader = read(path)
    found = list(reader)
    return found, [f"{entry.path.removeprefix(str(path))} {entry.reason}" for entry in reader.skipped]


@pytest.mark.parametrize(
    "document",
    [
        [{"id": 1, "text": FLOOD}],
        {"id": 1, "text": FLOOD},
        {"id": 1, "comments": [{"id": 2, "text": "nice"}], "text": FLOOD},
        {"status": "ok", "totalResults": 1, "articles": [{"id": 1, "content": FLOOD, "tags": [{"text": "water"}]}]},
        {"response": {"meta": [{"n": 1}], "docs": [{"id": 1, "text": FLOOD}]}},
    ],
)
def test_shapes(tmp_path: Path, document: Any) -> None:
    assert articles(tmp_path, document) == ([Article("1", FLOOD)], [])


@pytest.mark.parametrize("filling", ["", "x" * 3000])
@pytest.mark.parametrize("size", [300, 1000, 5000])
def test_shapes_of_documents_larger_than_a_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, filling: str
) -> None:
    monkeypatch.setattr(jsondocs, "_PIECE", size)
    news = [{"id": number, "text": FLOOD, "tags": [{"n": 1}], "more": filling} for number in range(100)]
    expected = [Article(str(number), FLOOD) for number in range(100)]
    for document in (news, {"meta": [{"n": 1}], "articles": news}, "\n".join(map(json.dumps, news))):
        assert articles(tmp_path, document) == (expected, [])


def test_one_article_of_megabytes(tmp_path: Path) -> None:
    assert articles(tmp_path, {"text": FLOOD * 100_000}) == ([Article("news.json", FLOOD * 100_000)], [])


def test_without_ids_records_are_counted(tmp_path: Path) -> None:
    assert [a.id for a in articles(tmp_path, [{"text": FLOOD}, {"text": FLOOD}])[0]] == ["news.json#1", "news.json#2"]
    assert [a.id for a in articles(tmp_path, {"text": FLOOD})[0]] == ["news.json"]


def test_a_broken_record_is_skipped_with_its_line(tmp_path: Path) -> None:
    source = f'[\n {{"id": 1, "text": "{FLOOD}"}},\n {{"id": 2, "text": oops}},\n {{"title": "Flood"}},\n' + (
        ' {"id": 4, "text": "brackets }] in \\"text\\""}\n]'
    )
    found, skipped = articles(tmp_path, source)
    assert [article.id for article in found] == ["1", "4"]
    assert skipped[0] == ":3 not JSON: Expecting value at 'oops}'"
    assert skipped[1].startswith(":4 no text field")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("", "empty file"),
        ("  \n ", "empty file"),
        ("The river rose.", "not JSON: it opens neither"),
        ("[]", "no list of articles in it"),
        ('["The river rose."]', "no list of articles in it"),
        ("{", "not JSON"),
        ('{"title": "Flood"}', "no text field"),
        ("[" * 100_000, "no list of articles in it"),
        ('[{"a": ' * 50_000, "nested too deeply"),
    ],
)
def test_what_is_no_collection(tmp_path: Path, source: str, reason: str) -> None:
    found, skipped = articles(tmp_path, source)
    assert found == []
    assert len(skipped) == 1
    assert reason in skipped[0]


def test_a_cut_array_keeps_the_records_before(tmp_path: Path) -> None:
    found, skipped = articles(tmp_path, f'[{{"id": 1, "text": "{FLOOD}"}}, {{"id": 2, "text": "ارتفع')
    assert [article.id for article in found] == ["1"]
    assert "not JSON: Unterminated string" in skipped[0]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
record = st.fixed_dictionaries({"id": st.integers(), "text": st.text(min_size=1), "more": values})
records = st.lists(record, min_size=1)


@given(records, st.integers(1, 200), st.sampled_from([None, 1]))
def test_records_are_cut_out_whole_wherever_the_pieces_end(
    collection: list[dict[str, Any]], size: int, indent: int | None
) -> None:
    array = json.dumps(collection, indent=indent, ensure_ascii=False)
    for document, in_lists in ((array, True), (f'{{"n": [1, {{"x": 1}}], "d": {array}}}', True), (array[1:-1], False)):
        pieces = iter([document[start : start + size] for start in range(0, len(document), size)])
        cuttings = list(jsondocs._objects(pieces, in_lists=in_lists))
        assert [document[start : start + len(text)] for text, _, start in cuttings] == [text for text, *_ in cuttings]
        found = [json.loads(text) for text, *_ in cuttings]
        assert [record for record in found if record != {"x": 1}] == collection


@given(records, st.sampled_from([None, 1]))
def test_lines_are_those_of_the_document(collection: list[dict[str, Any]], indent: int | None) -> None:
    document = "\n" + json.dumps(collection, indent=indent)
    starts = [line for _, line, _ in jsondocs._objects(iter([document]), in_lists=True)]
    found = [number for number, line in enumerate(document.split("\n"), 1) if line in (" {", " {}")]
    assert starts == (found if indent else [2] * len(collection))


def test_the_answer_of_a_search_engine(tmp_path: Path) -> None:
    hits = [{"_index": "news", "_id": str(k), "_source": {"text": f"The river rose, part {k}."}} for k in range(2)]
    (tmp_path / "a.json").write_text(json.dumps({"took": 3, "hits": {"total": 2, "hits": hits}}))
    assert [(article.id, article.text) for article in read(tmp_path)] == [
        ("0", "The river rose, part 0."),
        ("1", "The river rose, part 1."),
    ]


@pytest.mark.parametrize("name", ["news.json", "news.jsonl"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("n_cut", [1, 3])
def test_half_a_character_at_the_end_costs_its_record_only(
    tmp_path: Path, name: str, encoding: str, n_cut: int
) -> None:
    lines = "\n".join(json.dumps({"id": str(number), "text": FLOOD}) for number in range(3))
    (tmp_path / name).write_bytes(lines.encode(encoding)[:-n_cut])
    reader = read(tmp_path)
    assert [article.id for article in reader] == ["0", "1"]
    assert len(reader.skipped) == 1
    assert "Error" not in reader.skipped[0].reason
