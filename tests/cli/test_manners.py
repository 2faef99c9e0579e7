"""What every command does alike: one line for an error, --quiet, colours, completion in shells."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from dedup.cli import main

FLOOD = "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday."
COPIES = "".join(json.dumps({"id": name, "text": FLOOD, "source": name}) + "\n" for name in ("wire", "سبق"))


def run(*arguments, stdin=COPIES):
    return CliRunner().invoke(main, list(arguments), input=stdin)


def commands(command=main, name=()):
    """Every command, with the words that it is called by."""
    if not isinstance(command, click.Group):
        yield name, command
        return
    for word, below in command.commands.items():
        yield from commands(below, (*name, word))


EVERY = dict(commands())

WRONG = [
    (["report"], "dedup: missing argument 'PATH...': see dedup report --help"),
    (
        ["report", "-", "--jobs", "0"],
        "dedup: invalid value for '--jobs': 0 is not in the range x>=1: see dedup report --help",
    ),
    (["clean", "-", "--dry-run", "--drop", "copies"], 'dedup: drop: "copies" is none of exact, reprint, contained'),
    (["index", "stats", "no-such-file"], "dedup: no-such-file: there is no such index"),
    (["report", "no-such-file"], "dedup: no-such-file: no such file or folder"),
    (
        ["restore", "no-such-file", "-o", "x"],
        "dedup: no-such-file: no such file: dedup clean writes a plan to OUT/plan.jsonl",
    ),
]


@pytest.mark.parametrize(("arguments", "told"), WRONG)
def test_whatever_is_wrong_is_one_line_and_ends_with_2(arguments, told):
    result = run(*arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", told + "\n")


def test_a_command_that_is_none_is_named():
    result = run("repot")
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)
    assert result.stderr.startswith("dedup: no such command 'repot'")
    assert result.stderr.endswith("ee dedup --help\n")


@pytest.mark.parametrize("name", EVERY, ids=" ".join)
def test_every_command_names_a_wrong_flag_in_one_line(name):
    result = run(*name, "--no-such-flag")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert re.match("dedup: no such option:? '?--no-such-flag", result.stderr)  # click's own words, of any version
    assert result.stderr.endswith(f"ee dedup {' '.join(name)} --help\n")


@pytest.mark.parametrize("name", [[], ["index"]])
def test_a_group_without_a_command_shows_its_help(name):
    result = run(*name)
    assert result.exit_code == 2
    assert "Commands:" in result.stderr


@pytest.mark.parametrize("flag", ["-V", "--version"])
def test_the_version_has_a_short_flag(flag):
    assert run(flag).stdout.startswith("dedup ")


# Quiet

SPEAKING = [
    ["clean", "-", "-o", "-"],
    ["clean", "-", "--dry-run"],
    ["report", "-", "--json", "--since", "2015-01-01"],
]


@pytest.mark.parametrize("arguments", SPEAKING, ids=" ".join)
def test_quiet_says_nothing_but_the_result_wherever_it_stands(arguments):
    lines = COPIES + '{"no": "text"}\n{"id": "x", "date": "13/13/2015", "text": "..."}\n'
    loud = run(*arguments, stdin=lines)
    for quiet in (["-q", *arguments], [*arguments, "--quiet"]):
        found = run(*quiet, stdin=lines)
        assert (found.exit_code, found.stderr) == (0, "")
        assert found.stdout.splitlines()[-1:] == loud.stdout.splitlines()[-1:]


def test_quiet_leaves_errors():
    assert run("-q", "report", "no-such-file").stderr == "dedup: no-such-file: no such file or folder\n"


@pytest.mark.parametrize("name", EVERY, ids=" ".join)
def test_every_command_can_be_quiet(name):
    assert "-q, --quiet" in run(*name, "--help").stdout


# Colours


@pytest.mark.parametrize(
    ("environment", "has_colours"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": ""}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colours_can_be_forced_into_a_pipe_and_forbidden(monkeypatch, environment, has_colours):
    for name in ("FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for arguments in (["report", "-"], ["clean", "-", "--dry-run"]):
        assert ("\x1b[" in run(*arguments).stdout) == has_colours


# Completion


def completed(*words):
    """What a shell offers for the last word."""
    *before, last = words
    return {
        item.value if item.type == "plain" else item.type
        for item in ShellComplete(main, {}, "dedup", "_DEDUP_COMPLETE").get_completions(list(before), last)
    }


def test_commands_flags_and_choices_are_completed():
    assert completed("cl") == {"clean"}
    assert completed("index", "pr") == {"prune"}
    assert completed("clean", "--dr") == {"--drop", "--dry-run"}
    assert completed("report", "--source-from", "") == {"field", "dir", "host"}
    assert completed("clean", "--keep", "l") == {"longest", "last"}
    assert completed("report", "--input-format", "jsonl") == {"jsonl", "jsonl.gz"}
    assert completed("report", "--date-format", "d") == {"day-first"}


def test_lists_are_completed_name_by_name():
    assert completed("clean", "--drop", "exact,") == {"exact,reprint", "exact,contained"}
    assert completed("clean", "--strip", "seen,re") == {"seen,repeats"}


PATHS = [("report",), ("compare",), ("compare", "a.txt"), ("why",), ("why", "--in"), ("clean",), ("clean", "--against"),
         ("clean", "--keep-ids"), ("clean", "-o"), ("report", "--html"), ("index", "add"), ("index", "add", "x.sqlite"),
         ("index", "stats"), ("mcp",), ("restore",)]  # fmt: skip


@pytest.mark.parametrize("words", PATHS, ids=" ".join)
def test_paths_are_completed_by_the_shell(words):
    assert completed(*words, "new") & {"file", "dir"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_line_in_the_docs_gives_a_shell_its_completion(tmp_path, shell):
    page = (Path(__file__).parents[2] / "docs" / "install.md").read_text(encoding="utf-8")
    assert f"_DEDUP_COMPLETE={shell}_source dedup" in page
    code = "from dedup.cli import main; main(prog_name='dedup')"
    environment = os.environ | {"_DEDUP_COMPLETE": f"{shell}_source", "PYTHONPATH": str(Path(__file__).parents[2])}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, check=False, capture_output=True, text=True)
    assert "_DEDUP_COMPLETE" in ran.stdout


# What articles and arguments hold does not steer the terminal

EVIL = "\x1b]0;owned\x07\x1b[31m\x9b2J\x7f\u202e"
"""Sets a terminal's title, its colour, clears it, and turns around what follows."""
STEERING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
WITH_EVIL = [
    ("report", "news"),
    ("report", "news", "--every-relation", "--rewritten"),
    ("clean", "news", "--dry-run", "--strip", "repeats,boilerplate,seen"),
    ("clean", "news", "-o", f"out{EVIL}"),
    ("restore", f"old{EVIL}/plan.jsonl", "-o", f"old{EVIL}"),
    ("restore", "news", "-o", "back"),
    ("compare", f"a{EVIL}", f"b{EVIL}", "--in", "news"),
    ("compare", f"a{EVIL}", f"c{EVIL}", "--in", "news"),
    ("why", f"a{EVIL}", f"b{EVIL}", "--in", "news", "-v"),
    ("index", "add", f"new{EVIL}.sqlite", "news"),
    ("index", "check", f"seen{EVIL}.sqlite", "news", "--origins"),
    ("index", "stats", f"seen{EVIL}.sqlite"),
    ("index", "remove", f"seen{EVIL}.sqlite", f"nobody{EVIL}"),
    ("index", "prune", f"seen{EVIL}.sqlite", "--before", f"today{EVIL}"),
    ("index", "rebuild", f"seen{EVIL}.sqlite"),
    *((*name, f"missing{EVIL}") for name in EVERY),
    *((*name, f"--no-such-flag{EVIL}") for name in EVERY),
    ("report", "news", "--fields", f"text={EVIL}"),
    ("report", "news", "--input-format", EVIL),
    ("report", "news", "--date-format", EVIL),
    ("report", "news", "--memory", EVIL),
    ("report", "news", "--since", EVIL),
    ("report", "news", "--work-dir", "news"),
    (f"report{EVIL}",),
]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A folder of news, an index and a plan with what steers a terminal in every field and name."""
    place = tmp_path_factory.mktemp("hostile")
    (place / "news").mkdir()
    fields = ("title", "source", "author", "url", "declared_origin", "date")
    text = f"{FLOOD} {EVIL} (Reuters{EVIL}) Nobody was hurt, said the mayor of {EVIL} the town, and the road is open."
    sound = [{"id": f"{name}{EVIL}", "text": text} | {field: f"{field}{EVIL}" for field in fields} for name in "ab"]
    wrong = [{"id": f"c{EVIL}", f"no text{EVIL}": 1}, sound[0], {"id": f"d{EVIL}", "text": EVIL}]
    lines = "".join(json.dumps(one) + "\n" for one in [*sound, *wrong])
    (place / "news" / f"n{EVIL}.jsonl").write_text(f"{lines}{{{EVIL}\n", encoding="utf-8")
    (place / "news" / f"empty{EVIL}.txt").touch()
    (place / "news" / f"unknown{EVIL}.xyz{EVIL}").write_text(FLOOD)
    previous = Path.cwd()
    os.chdir(place)
    assert run("index", "add", f"seen{EVIL}.sqlite", "news").exit_code == 0
    assert run("clean", "news", "-o", f"old{EVIL}").exit_code == 0
    yield
    os.chdir(previous)


@pytest.mark.parametrize("arguments", WITH_EVIL, ids=range(len(WITH_EVIL)))
def test_nothing_in_articles_or_arguments_steers_the_terminal(hostile, arguments):
    result = run(*arguments)
    assert result.exit_code in {0, 1, 2}
    assert result.stdout + result.stderr
    assert STEERING.findall(result.stdout + result.stderr) == []
