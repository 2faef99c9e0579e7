"""JSON Lines: the contract's keys in the contract's order, and any text whatever."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import dedup
from dedup.output.json_bytes import ESCAPED
from dedup.output.jsonl import encoded, report_lines, write_json_lines
from dedup.reasons import Reason

KEYS = {
    "summary": "type version articles earlier skipped matches clusters stories repeats credits config fields left_out",
    "match": "type a b relation similarity contained containment_a containment_b origin origin_confidence reasons credit_removed safe_to_drop safety n_changed_numbers passages changes",
    "cluster": "type id origin origin_confidence reasons members",
    "repeat": "type article kind text spans",
    "credit": "type article agency name role field span",
    "story": "type id articles families n_origins origins uncertain",
    "shared": "type text words articles",
}
PAGE = """The Rhine in Basel (AFP)

The Rhine in Basel (AFP)

The river rose two metres overnight and flooded the old market, the mayor of Basel told reporters on Monday morning.
Twelve families were brought to a school on higher ground, where volunteers served them soup and bread."""
STORIES = [
    {"id": "a", "text": PAGE, "source": "bz", "date": "2024-05-01T08:00:00Z"},
    {"id": "b", "text": PAGE.replace("Twelve", "Fifteen"), "source": "nzz", "date": "2024-05-01T09:30:00Z"},
    {"id": "c", "text": "It rained. The mayor of Basel told reporters on Monday that the season had begun."},
    {"id": "d", "text": 12},
]


def lines_of(items):
    stream = io.BytesIO()
    write_json_lines(report_lines(dedup.scan(items), "1.2.3"), stream)
    return [json.loads(line) for line in stream.getvalue().decode().splitlines()]


def test_every_line_has_the_keys_of_the_contract_in_their_order():
    lines = lines_of(STORIES)
    assert {line["type"] for line in lines} == {*KEYS, "skipped"}
    for line in lines:
        if line["type"] != "skipped":
            assert " ".join(line) == KEYS[line["type"]]


def test_the_summary_comes_first_and_counts_the_lines():
    summary, *lines = lines_of(STORIES)
    assert (summary["type"], summary["version"], summary["articles"]) == ("summary", "1.2.3", 3)
    for plural in ("matches", "clusters", "stories", "repeats", "credits"):
        kind = {"matches": "match", "stories": "story"}.get(plural, plural[:-1])
        assert summary[plural] == sum(line["type"] == kind for line in lines)
    assert summary["skipped"] == 1
    assert summary["left_out"] is None
    assert lines[-1] == {"type": "skipped", "id": "d", "reason": "text is int, not text"}


def test_a_match_holds_passages_and_changes_by_their_places():
    match = next(line for line in lines_of(STORIES) if line["type"] == "match")
    assert (match["a"], match["b"], match["origin"]) == ("a", "b", "a")
    assert [" ".join(passage) for passage in match["passages"]] == ["a b words similarity kind"] * len(
        match["passages"]
    )
    (change,) = match["changes"]
    texts = {story["id"]: story["text"] for story in STORIES}
    assert (texts["a"][slice(*change["a"])], texts["b"][slice(*change["b"])]) == ("Twelve", "Fifteen")
    assert (change["text_a"], change["text_b"]) == ("Twelve", "Fifteen")


def test_a_family_names_its_members_with_outlet_and_time():
    cluster = next(line for line in lines_of(STORIES) if line["type"] == "cluster")
    assert cluster["origin"] == "a"
    assert cluster["members"] == [
        {
            "id": "a",
            "relation": "origin",
            "source": "bz",
            "published": "2024-05-01T08:00:00+00:00",
            "credit_removed": None,
            "share": None,
        },
        {
            "id": "b",
            "relation": "reprint",
            "source": "nzz",
            "published": "2024-05-01T09:30:00+00:00",
            "credit_removed": None,
            "share": 1.0,
        },
    ]


def test_the_summary_says_which_pairs_of_large_families_are_left_out():
    copies = [PAGE + f" Edition {number} of the day." for number in range(102)]
    summary = lines_of(copies)[0]
    assert (summary["left_out"]["clusters"], summary["left_out"]["members"]) == (1, 102)


@given(st.text(st.characters(exclude_categories=[])))
def test_any_text_comes_back_as_it_was_from_one_line_of_utf8_without_control_characters(text):
    line = encoded({"type": "skipped", "id": text})
    assert json.loads(line.decode()) == {"type": "skipped", "id": text}
    assert line.decode().rstrip("\n").splitlines() == [line.decode().rstrip("\n")]
    assert not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for char in line.decode().rstrip("\n"))


def test_arabic_is_written_as_arabic_and_a_lone_surrogate_as_an_escape():
    assert encoded({"id": "خبر \ud800"}) == '{"id": "خبر \\ud800"}\n'.encode()


TEXTS = st.text(st.sampled_from('a"\\/\n\x01\x1f\x7f\x9f é\u061c\u2028\u202e\u2066漢😀\ud800خ')) | st.text(max_size=8)
NUMBERS = st.integers(-(2**53), 2**53) | st.floats(0, 1).map(lambda share: round(share, 4)) | st.floats(0, 1e5)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner) | st.dictionaries(TEXTS, inner, max_size=3),
)


@given(st.dictionaries(TEXTS, VALUES, max_size=4))
@example({"share": 1.192092896e-07})
@example({"share": 0.00005, "text": "re-elected"})
def test_a_line_is_what_the_encoder_of_python_writes_with_the_same_escapes(line):
    plain = json.dumps(line, ensure_ascii=False)
    assert encoded(line) == ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", plain).encode() + b"\n"


def test_a_reason_is_a_text_and_nothing_else_becomes_one():
    assert encoded({"why": Reason("quotation")}) == b'{"why": "what is shared is a quotation, a post or a caption"}\n'
    with pytest.raises(TypeError):
        encoded({"when": object()})
