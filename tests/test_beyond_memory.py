"""Scans in a work folder: the same result as in memory, also when they are killed on the way and run again."""

import json
import random
import signal
import subprocess
import sys

import pytest

from dedup import clean, read, scan
from dedup.article import Article
from dedup.cli import main
from dedup.errors import InputError
from dedup.writing import write
from tests.newsroom import collection, dump

pytestmark = pytest.mark.heavy

STAGES = ("sketch", "order", "nominate", "weigh", "align", "families")
RUN = """
import os, signal, sys, threading
import dedup

news, work, how = sys.argv[1:]
def at_stage(stage, n_done, n_in_all):
    if stage == how:
        os.kill(os.getpid(), signal.SIGKILL)
if how.replace(".", "").isdigit():
    threading.Timer(float(how), os.kill, (os.getpid(), signal.SIGKILL)).start()
dedup.scan(dedup.read(news), work_dir=work, memory="1GB", progress=at_stage)
"""


@pytest.fixture(scope="module")
def news(tmp_path_factory):
    path = tmp_path_factory.mktemp("news") / "news.jsonl"
    articles = [*collection(60), Article("empty", "!"), Article("half", "قال \ud800 الوزير")]
    articles += [Article(article.id, "the same id again") for article in articles[:3]]
    lines = (
        {"id": one.id, "text": one.text, "source": one.source, "date": one.published and one.published.isoformat()}
        for one in articles
    )
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines) + "{broken\n")
    return path


@pytest.fixture(scope="module")
def expected(news):
    report = scan(read(news))
    return dump(report), dict(report.articles), report.fields_used


def found(report):
    return dump(report), dict(report.articles), report.fields_used


def test_the_result_is_that_of_a_scan_in_memory(news, expected, tmp_path):
    assert found(scan(read(news), memory="1GB")) == expected
    assert found(scan(read(news), work_dir=tmp_path / "work")) == expected


def test_a_second_run_finds_everything_done_and_says_the_same(news, expected, tmp_path):
    scan(read(news), work_dir=tmp_path)
    report = scan(read(news), work_dir=tmp_path, every_relation=True)
    assert "sketch" not in report.seconds
    assert dump(report) == dump(scan(read(news), every_relation=True))
    del report
    assert found(scan(read(news), work_dir=tmp_path)) == expected


def run(news, work, how):
    command = [sys.executable, "-c", RUN, str(news), str(work), how]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_killed_in_every_stage_and_resumed_it_says_the_same(news, expected, tmp_path):
    for stage in STAGES:
        assert run(news, tmp_path, stage).returncode == -signal.SIGKILL, stage
    report = scan(read(news), work_dir=tmp_path)
    assert not {"sketch"} & report.seconds.keys(), "what was finished is not done again"
    assert found(report) == expected


def test_killed_five_times_at_random_and_resumed_it_says_the_same(news, expected, tmp_path):
    rng = random.Random(8)
    for _ in range(5):
        done = run(news, tmp_path, str(rng.uniform(0.05, 0.8)))
        assert done.returncode in (0, -signal.SIGKILL), done.stderr
    assert found(scan(read(news), work_dir=tmp_path)) == expected


def test_of_another_input_nothing_is_taken_up(news, tmp_path):
    other = tmp_path / "other.jsonl"
    other.write_bytes(news.read_bytes())
    scan(read(other), work_dir=tmp_path / "work")
    with other.open("a") as file:
        file.write(json.dumps({"id": "new", "text": collection(60)[0].text}) + "\n")
    report = scan(read(other), work_dir=tmp_path / "work")
    assert "new" in report.articles
    assert dump(report) == dump(scan(read(other)))


def test_any_iterable_will_do(expected):
    articles = collection(60)
    for items in (articles, iter(articles), ({"text": one.text} for one in articles), [one.text for one in articles]):
        report = scan(items, memory="1GB")
        assert len(report.articles) == len(articles)
    assert scan([], memory="1GB").counts["articles"] == 0
    with pytest.raises(InputError, match="not one text"):
        scan("The river rose.", memory="1GB")


def test_the_command_takes_a_limit_and_a_folder(news, tmp_path):
    from click.testing import CliRunner

    def report(*flags):
        result = CliRunner().invoke(main, ["report", str(news), "--json", *flags])
        assert (result.exit_code, result.stderr) == (0, "")
        summary, *rest = result.stdout_bytes.splitlines()
        return {**json.loads(summary), "seconds": None}, rest

    assert report("--memory", "1GB", "--work-dir", str(tmp_path)) == report()
    result = CliRunner().invoke(main, ["report", str(news), "--memory", "lots"])
    assert (result.exit_code, result.stderr) == (2, 'dedup: "lots" is no amount of memory: write it as 2GB\n')


def test_cleaning_under_a_limit_plans_the_same_also_when_resumed(news, tmp_path, monkeypatch):
    monkeypatch.setattr("dedup.cleaning.MAX_TEXTS", 3)
    monkeypatch.setattr("dedup.cleaning.state.BATCH", 2)

    def planned(**disk):
        plan = clean(read(news), strip=["repeats", "seen"], **disk)
        return plan.removed, plan.cuts, dict(plan.novelty), plan.skipped, [*plan.apply()]

    expected = planned()
    assert len(expected[0]) > 20
    assert planned(memory="1GB") == expected
    for _ in range(2):
        assert planned(work_dir=tmp_path) == expected


CLEAN = """
import os, signal, sys
from pathlib import Path
import dedup
from dedup.runtime.work_folder import WorkFolder
from dedup.writing import write

news, work, out, strip, last = sys.argv[1:]
finish = WorkFolder.finish
n_finished = 0
def finish_and_die(self, *given):
    global n_finished
    finish(self, *given)
    n_finished += 1
    if n_finished == int(last):
        os.kill(os.getpid(), signal.SIGKILL)
WorkFolder.finish = finish_and_die
write(dedup.clean(dedup.read(news), strip=strip, work_dir=work, memory="1GB"), Path(out))
"""


def test_a_clean_killed_in_every_round_and_resumed_writes_the_same(news, tmp_path):
    strip = "repeats,seen"

    def cleaned(work, out, last):
        command = [sys.executable, "-c", CLEAN, str(news), str(work), str(out), strip, str(last)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode in (0, -signal.SIGKILL), done.stderr
        return done.returncode == 0

    n_kills = 0
    while not cleaned(tmp_path / "work", tmp_path / "out", 4):  # each run finishes four stages, and dies
        n_kills += 1
    assert n_kills > 2
    write(clean(read(news), strip=strip), tmp_path / "in_memory")
    files = sorted(path.name for path in (tmp_path / "in_memory").iterdir())
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == files
    for name in files:
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "in_memory" / name).read_bytes()
    assert not (tmp_path / "work" / "round").exists()


def test_shared_wording_is_left_out_with_a_word_where_it_takes_too_much(news, monkeypatch):
    monkeypatch.setattr("dedup.scanning.scan.SHARED_BYTES", 1 << 30)
    report = scan(read(news), memory="1GB")
    assert list(report.shared) == []
    assert report.not_looked_for == {"shared": "not looked for: it takes more memory than there may be"}


@pytest.mark.parametrize("place", ["", "work", "a/work"])
def test_a_work_folder_is_not_in_a_folder_that_is_read(tmp_path, place):
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text("The river rose two metres overnight, the mayor said.", encoding="utf-8")
    with pytest.raises(InputError, match="lies in the input"):
        scan(read(news), work_dir=news / place)
    assert [path.name for path in news.iterdir()] == ["a.txt"]
