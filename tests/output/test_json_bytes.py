"""JSON written by kernels is what the encoder writes of the same objects."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dedup
from dedup.output import jsonl
from dedup.output.json_bytes import put_int, put_score, quoted
from dedup.output.json_form import encoder_form
from dedup.output.jsonl import encoded, match_line, report_lines, write_json_lines
from dedup.output.match_bytes import EMPTY
from dedup.scanning import scanned

SIGNS = st.text(st.sampled_from('a"\\/\n\t\x01\x1f\x7f\x9f é\u061c\u2028\u202e\u2066漢😀\ud800خ'))
TEXTS = st.lists(SIGNS | st.text(st.characters(exclude_categories=[])), max_size=4)

FLOOD = """The river rose two metres overnight and flooded the old market, the mayor of Basel told reporters on Monday.
Twelve families were brought to a school on higher ground, where "volunteers" served them soup\tand bread.
Trains did not stop in the lower town until the evening, and the \u2066ferry\u2069 stayed at its landing stage."""
ARABIC = """ارتفع منسوب النهر مترين خلال الليل وغمرت المياه السوق القديمة كما قال رئيس البلدية للصحفيين يوم الاثنين
ونقلت اثنتا عشرة أسرة إلى مدرسة تقع على أرض أعلى حيث قدم لهم المتطوعون الحساء والخبز طوال ليلة باردة ممطرة"""
CHINESE = "河水一夜之间上涨了两米，淹没了老城区的市场，市长星期一对记者说，十二户人家被送到高处的一所学校，志愿者给他们送去了热汤和面包。"
REWORDED = """Overnight the water of the river climbed by two metres, and the old market was flooded, said Basel's mayor
on Monday. A dozen families had to be taken to a school on higher ground, and volunteers gave them soup and bread there.
In the lower town no train stopped before the evening, and the ferry remained at its landing stage the whole day."""
NEWS = [
    {"id": 'quoted "a"', "text": FLOOD, "source": "bz", "date": "2024-05-01T08:00:00Z"},
    {"id": "b", "text": FLOOD.replace("Twelve", "15").replace("old market", "market"), "date": "2024-05-01T09:30:00Z"},
    {"id": "خبر", "text": ARABIC, "source": "النهار"},
    {"id": "نسخة", "text": ARABIC.replace("اثنتا عشرة", "20") + " وأعلنت البلدية إغلاق المدارس"},
    {"id": "河", "text": CHINESE},
    {"id": "😀", "text": "新华社电 " + CHINESE.replace("两米", "三米")},
    {"id": "c", "text": "It rained. The mayor of Basel told reporters on Monday that the season had begun."},
    {"id": "d", "text": REWORDED},
    {
        "id": "e",
        "text": "The bank of Zurich left its rates at one per cent, which nobody in the city had expected so soon.",
    },
    {
        "id": "f",
        "text": "Cherries are late: it is May, and nobody in the city had expected so soon a frost as tonight's.",
    },
]


@given(TEXTS)
def test_texts_are_quoted_as_the_encoder_does(texts: list[str]) -> None:
    found = quoted(texts)
    wanted = [encoded({"": text}).removeprefix(b'{"": ').removesuffix(b"}\n") for text in texts]
    assert found.data.tobytes() == b"".join(wanted)
    assert np.diff(found.offsets).tolist() == list(map(len, wanted))


@given(st.integers(-(2**62), 2**62))
def test_a_whole_number_is_written_as_it_is(number: int) -> None:
    room = np.zeros(24, np.uint8)
    assert room[: put_int(room, 0, number)].tobytes().decode() == str(number)


@given(st.integers(0, 10_000))
def test_a_score_is_written_with_as_many_decimals_as_it_has(score: int) -> None:
    room = np.zeros(24, np.uint8)
    assert room[: put_score(room, 0, score)].tobytes().decode() == str(score / 10_000)


@pytest.fixture(scope="module")
def report() -> dedup.Report:
    return dedup.scan(NEWS, rewritten=True, every_relation=True)


def lines_of(report: dedup.Report, kind: str) -> list[bytes]:
    stream = io.BytesIO()
    write_json_lines(report_lines(report, "1"), stream)
    return [line for line in stream.getvalue().splitlines(True) if line.startswith(f'{{"type": "{kind}"'.encode())]


def test_lines_of_matches_are_those_of_the_objects(report: dedup.Report) -> None:
    found = lines_of(report, "match")
    assert found == [encoded(match_line(match)) for match in report.matches]
    assert found


def test_lines_made_in_processes_are_those_made_in_one(monkeypatch: pytest.MonkeyPatch, report: dedup.Report) -> None:
    monkeypatch.setattr(scanned, "AT_ONCE", 1)
    monkeypatch.setattr(jsonl, "MANY", 0)
    found = list(report_lines(report, "1", n_processes=2))
    assert len(report.matches) > 4  # so that there are processes
    assert found == list(report_lines(report, "1"))


def test_lines_of_shared_wording_are_those_of_the_objects() -> None:
    report = dedup.scan(NEWS)
    found = lines_of(report, "shared")
    assert found == [encoded({"type": "shared", **encoder_form(shared)}) for shared in report.shared]
    assert found


def test_the_matches_of_that_test_have_all_that_lines_may_hold(report: dedup.Report) -> None:
    passages = [passage for match in report.matches for passage in match.passages]
    assert {passage.kind for passage in passages} >= {"verbatim", "edited", "rewritten"}
    assert any(len(passage.aligned) > 1 for passage in passages)
    assert any(len(match.changes) > 1 for match in report.matches)


def test_bare_matches_are_matches_whose_lists_are_empty(report: dedup.Report) -> None:
    (here,), made = report.bare_matches()
    some = made(here)
    assert all(encoded(match_line(match)).endswith(EMPTY) for match in some.matches)
    assert [match.reasons for match in some.matches] == [match.reasons for match in report.matches]
