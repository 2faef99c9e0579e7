"""The command as a contract: what goes to which stream, which exit code, and one line for every error."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner

import dedup
from dedup.cli import main
from dedup.tables.schemas import SCHEMAS
from tests import archived

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
STORY = """ارتفع منسوب النهر مترين خلال الليل وغمرت المياه السوق القديمة، وقال رئيس البلدية للصحفيين صباح الاثنين إن 12
عائلة نقلت إلى مدرسة تقع على أرض مرتفعة، حيث قدم لها المتطوعون الحساء والخبز والبطانيات طوال الليل."""
OTHER = "The bank left its rates unchanged on Tuesday, and said that prices would rise more slowly next year."
LINES = "Flood hits \ud800 the old town of Basel (AFP)\n\n" * 3 + STORY
"""A caption with half a character, three times."""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs the command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, stdin=None):
        return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)

    return run


def write(path, text=STORY):
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def lines_of(result):
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout_bytes.splitlines()]


def of_type(result, kind):
    return [line for line in lines_of(result) if line["type"] == kind]


def is_one_line(text):
    return text.startswith("dedup: ") and text.count("\n") == 1 and text.endswith("\n")


# Reports


def test_the_report_goes_to_stdout_alone(run):
    result = run("report", SEEDS)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("None of 5 articles is a copy of another, and none shares a passage.")


def test_the_seeds_repeat_captions_headlines_and_a_byline(run):
    repeats = of_type(run("report", SEEDS, "--json"), "repeat")
    korea = [(line["kind"], len(line["spans"])) for line in repeats if line["article"].startswith("001_")]
    assert sorted(korea) == [("byline", 3), ("caption", 4), ("caption", 4), ("headline", 2), ("headline", 2)]
    putin = [(line["kind"], len(line["spans"])) for line in repeats if line["article"].startswith("004_")]
    assert sorted(putin) == [("caption", 2), ("passage", 2)]


def test_several_paths_are_one_collection(run):
    ids = {line["a"] for line in of_type(run("report", write("a/x.txt"), write("b/y.txt"), "--json"), "match")}
    assert ids == {"x.txt"}


def test_stdin_is_json_lines_unless_the_format_says_otherwise(run):
    item = json.dumps({"id": "1", "text": STORY}, ensure_ascii=False)
    assert of_type(run("report", "-", "--json", stdin=item), "summary")[0]["articles"] == 1
    assert of_type(run("report", "-", "--json", "--input-format", "txt", stdin=STORY), "summary")[0]["articles"] == 1


def test_outlets_may_come_from_folders(run):
    write("news/okaz/1.txt")
    write("news/sabq/1.txt")
    (cluster,) = of_type(run("report", "news", "--source-from", "dir", "--json"), "cluster")
    assert {member["source"] for member in cluster["members"]} == {"okaz", "sabq"}


def test_fields_of_other_names_are_named_and_the_report_says_so(run):
    items = [{"nr": number, "inhalt": STORY, "stand": "2015-07-21"} for number in range(2)]
    news = write("news.jsonl", "\n".join(map(json.dumps, items)))
    names = ("--text-field", "inhalt", "--id-field", "nr", "--date-field", "stand")
    assert of_type(run("report", news, *names, "--json"), "summary")[0]["fields"] == {
        "id": ["nr"],
        "text": ["inhalt"],
        "published": ["stand"],
    }
    result = run("report", news, *names, "--html", "page.html", "-o", "report.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    for report in ("report.txt", "page.html"):
        text = " ".join(Path(report).read_text(encoding="utf-8").replace("<bdi>", "").split())
        assert "Fields read: id from nr; text from inhalt; published from stand".lower() in text.lower()
    for one in ("a.json", "b.json"):
        write(one, json.dumps({"inhalt": STORY}))
    assert lines_of(run("compare", "a.json", "b.json", "--text-field", "inhalt", "--json"))[0]["relation"] == "exact"


@pytest.mark.parametrize("command", [["report", "a.json"], ["compare", "a.json", "a.json"]])
def test_a_field_that_no_record_has_is_an_error_that_says_which_there_are(run, command):
    write("a.json", json.dumps({"inhalt": STORY}))
    result = run(*command, "--text-field", "body")
    assert (result.exit_code, result.stderr) == (2, 'dedup: no record has a field "body", there are inhalt\n')


def test_since_shows_what_came_since_against_everything_before(run):
    dates = ("2015-07-20T10:00:00Z", "2015-07-21T00:00:00Z", None)
    items = [{"id": str(number), "text": STORY, "date": date} for number, date in enumerate(dates)]
    old = [{"id": f"old-{number}", "text": "The bank left rates alone.", "date": "2015-07-01"} for number in range(2)]
    news = write("news.jsonl", "\n".join(map(json.dumps, [*items, *old])))
    result = run("report", news, "--since", "2015-07-21", "--json")
    (cluster,), (summary,) = of_type(result, "cluster"), of_type(result, "summary")
    assert {member["id"] for member in cluster["members"]} == {"0", "1", "2"}
    assert (summary["articles"], summary["earlier"], summary["clusters"]) == (2, 3, 1)
    page = run("report", news, "--since", "2015-07-21").stdout
    assert "2 of 2 articles are copies of one another or of earlier ones." in page
    assert "published since 21 July 2015 or has no date, beside 3 earlier ones" in " ".join(page.split())
    assert "since 1 July 2015 or has no date: all articles" in run("report", news, "--since", "2015-07-01").stdout
    one = run("report", news, "--since", "2015-08-01").stdout
    assert one.startswith("1 of 1 article shares its text with earlier ones.")
    nothing = run("report", write("old.jsonl", "\n".join(map(json.dumps, old))), "--since", "2015-08-01").stdout
    assert nothing.startswith("Nothing to show: no article was published since 1 August 2015.")


def test_all_shows_what_shares_only_formula(run):
    king = "The Custodian of the Two Holy Mosques King Salman bin Abdulaziz Al Saud"
    write("news/1.txt", f"{king} opened a hospital for children in the north of the country yesterday.")
    write("news/2.txt", f"A telegram of congratulation reached {king} from the president of Malta.")
    assert of_type(run("report", "news", "--json"), "match") == []
    assert [line["relation"] for line in of_type(run("report", "news", "--json", "--every-relation"), "match")] == [
        "boilerplate"
    ]


def test_a_file_takes_the_place_of_stdout(run):
    write("news/1.txt")
    result = run("report", "news", "-o", "report.txt")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "\n1 article   0 skipped" in Path("report.txt").read_text(encoding="utf-8")
    run("report", "news", "--json", "-o", "report.jsonl")
    assert json.loads(Path("report.jsonl").read_text(encoding="utf-8").splitlines()[0])["articles"] == 1


def test_the_number_of_threads_changes_nothing(run):
    one, three = (run("report", SEEDS, "--json", "--jobs", jobs).stdout_bytes for jobs in (1, 3))
    assert one == three


def test_how_long_it_took_is_said_on_demand(run):
    assert "seconds" not in of_type(run("report", SEEDS, "--json"), "summary")[0]
    assert of_type(run("report", SEEDS, "--json", "--timings"), "summary")[0]["seconds"]["sketch"] >= 0


# Comparisons


def test_compare_shows_the_changed_number(run):
    result = run("compare", write("1.txt"), write("2.txt", STORY.replace("12", "21")))
    assert result.exit_code == 0
    assert "changed 12 → 21" in result.stdout


def test_compare_can_show_the_changes_alone(run):
    other = STORY.replace("12", "21") + " Schools stay closed."
    lines = run("compare", "--changes", write("1.txt"), write("2.txt", other)).stdout.splitlines()
    assert lines == ["number   12 → 21", "only b   Schools stay closed."]
    assert run("compare", "--changes", write("1.txt"), write("3.txt", f"{STORY}\n")).stdout == (
        "Nothing differs but signs and spaces.\n"
    )


def test_compare_as_json_is_one_match_or_nothing(run):
    first, second, other = write("1.txt"), write("2.txt", STORY.replace("12", "21")), write("3.txt", OTHER)
    (match,) = lines_of(run("compare", first, second, "--json"))
    assert [(change["text_a"], change["text_b"], change["kind"]) for change in match["changes"]] == [
        ("12", "21", "number")
    ]
    assert lines_of(run("compare", first, other, "--json")) == []


def test_files_of_the_same_name_are_told_apart(run):
    first, second = write("a/1.txt"), write("b/1.txt")
    (match,) = lines_of(run("compare", first, second, "--json"))
    assert (match["a"], match["b"]) == (str(first), str(second))
    assert run("compare", first, first).exit_code == 0


def test_one_side_of_a_comparison_may_be_stdin(run):
    result = run("compare", write("1.txt"), "-", "--input-format", "txt", stdin=STORY)
    assert result.stdout.startswith("exact")


# Exit codes


def test_the_exit_code_tells_of_reuse_only_when_asked(run):
    write("same/1.txt")
    write("same/2.txt")
    write("different/1.txt")
    write("different/2.txt", OTHER)
    assert [run("report", folder).exit_code for folder in ("same", "different")] == [0, 0]
    assert [run("report", folder, "--exit-code").exit_code for folder in ("same", "different")] == [1, 0]
    assert run("compare", "same/1.txt", "same/2.txt", "--exit-code").exit_code == 1
    assert run("compare", "different/1.txt", "different/2.txt", "--exit-code").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["report", "missing"], "missing: no such file or folder"),
        (
            ["report", "news", "--since", "yesterday"],
            '"yesterday" is no date: write it as 2015-07-21, or 90d for 90 days ago',
        ),
        (["report", "news", "-o", "missing/report.txt"], "missing: there is no such folder to write into"),
        (["report", "news/picture.xyz"], "picture.xyz: unknown format"),
        (["compare", "news/1.txt", "missing.txt"], "missing.txt: no such file or folder"),
        (["compare", "news/1.txt", "news/empty.txt"], "news/empty.txt: empty file"),
        (["compare", "news/1.txt", "news"], "news: holds several articles"),
    ],
)
def test_an_error_is_one_line_that_names_place_and_remedy(run, arguments, message):
    write("news/1.txt")
    write("news/2.txt")
    write("news/empty.txt", "")
    write("news/picture.xyz")
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert is_one_line(result.stderr)
    assert message in result.stderr


def test_wrong_use_is_2_as_well(run):
    assert run("report").exit_code == 2
    assert run("report", SEEDS, "--jobs", "0").exit_code == 2
    assert run("frobnicate").exit_code == 2


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (KeyboardInterrupt(), 130, "interrupted"),
        (MemoryError(), 2, "out of memory"),
        (OSError(12, "Cannot allocate memory"), 2, "out of memory"),
        (OSError(28, "No space left on device", "/tmp/x"), 2, "/tmp/x: No space left on device"),
    ],
)
def test_what_the_machine_does_is_no_traceback_either(run, monkeypatch, error, code, message):
    def fails(*_, **__):
        raise error

    monkeypatch.setattr("dedup.scanning.scan.scan_as", fails)
    result = run("report", SEEDS)
    assert result.exit_code == code
    assert is_one_line(result.stderr)
    assert message in result.stderr


@pytest.mark.parametrize("megabytes", [250, 350, 450, 800])
def test_little_address_space_is_one_line_or_does(megabytes):
    script = (
        "import resource, sys; from dedup.cli import main\n"
        f"resource.setrlimit(resource.RLIMIT_AS, ({megabytes} << 20, {megabytes} << 20))\n"
        "main(['report', 'seeds', '--json', '--jobs', '2'])"
    )
    done = process("-c", script, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"})
    if b"LLVM ERROR" in done.stderr and version("numba").startswith("0.60."):
        pytest.skip("the LLVM of the oldest numba ends the process by itself where there is no memory")
    if done.returncode:
        assert done.returncode == 2
        assert done.stderr == b"dedup: out of memory: split the input\n"
    else:
        assert done.stderr == b""
        assert b'"articles":5' in done.stdout.replace(b" ", b"")


# Bad input: a skipped entry with its reason, and the rest is read


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty file"),
        (b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 20, "not text"),
        (b"\x81\x8d\x8f\x90\x9d\xff\xfe\xfd" * 40, "not text"),
        (b"a\x00b\x00\x00c d e", "not text"),
        (b"  \n\n ", "no text"),
        (b"... --- !!!", "no words"),
    ],
    ids=["empty", "program", "undecodable", "NUL bytes", "white space", "no words"],
)
def test_a_file_that_is_no_article_is_skipped_with_its_reason(run, content, reason):
    write("news/good.txt")
    Path("news/bad.txt").write_bytes(content)
    result = run("report", "news", "--json")
    (skipped,) = of_type(result, "skipped")
    assert reason in skipped["reason"]
    assert of_type(result, "summary")[0]["articles"] == 1
    assert reason in run("report", "news").stdout


def test_an_unreadable_file_is_skipped(run, monkeypatch):
    write("news/good.txt")
    write("news/secret.txt")
    real = Path.open

    def denied(self, *arguments, **options):
        if self.name == "secret.txt":
            raise PermissionError(13, "Permission denied", str(self))
        return real(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", denied)
    (skipped,) = of_type(run("report", "news", "--json"), "skipped")
    assert skipped == {"type": "skipped", "path": "news/secret.txt", "reason": "cannot be read: Permission denied"}


@pytest.mark.parametrize("flags", [(), ("--memory", "1GB")])
def test_an_id_that_came_before_is_reported_with_its_line(run, flags):
    article = json.dumps({"id": "a", "text": STORY})
    write("news.jsonl", f"{article}\n{json.dumps({'id': 'b', 'text': OTHER})}\n{article}\n")
    (skipped,) = of_type(run("report", "news.jsonl", "--json", *flags), "skipped")
    reason = "another article has the same id; the first is kept"
    assert skipped == {"type": "skipped", "id": "a", "path": "news.jsonl:3", "reason": reason}
    assert "a (news.jsonl:3)" in run("report", "news.jsonl", *flags).stdout


@pytest.mark.parametrize("name", ["news/long.txt", "news/long.jsonl"])
def test_fifty_megabytes_on_one_line_are_read_or_skipped(run, name):
    text = "كلمة جديدة " * 2_500_000
    write(name, text if name.endswith("txt") else json.dumps({"id": "long", "text": text}, ensure_ascii=False))
    write("news/good.txt")
    summary = of_type(run("report", "news", "--json"), "summary")[0]
    assert summary["articles"] + summary["skipped"] == 2


def test_a_hundred_thousand_marks_on_one_letter_are_shown_as_a_few(run):
    write("news/1.txt", STORY + " a" + "\u0301" * 100_000 + "b")
    write("news/2.txt", STORY + " a" + "\u0301" * 100_000 + "b")
    result = run("report", "news")
    assert result.exit_code == 0
    assert sum(unicodedata.category(char) == "Mn" for char in result.stdout) < 100


def test_lone_surrogates_come_out_as_escapes(run):
    items = [{"id": str(number), "text": STORY.replace("12", f"{number}\ud800")} for number in (1, 2)]
    items.append({"id": "half \ud800", "text": STORY})
    news = write("news.jsonl", "\n".join(map(json.dumps, items)))
    result = run("report", news, "--json")
    assert len(of_type(result, "match")) >= 1
    assert b'"half \\ud800"' in result.stdout_bytes
    assert run("report", news).exit_code == 0
    assert (
        b"\\ud800" in run("report", write("line.jsonl", json.dumps({"id": "1", "text": LINES})), "--json").stdout_bytes
    )


def test_a_file_name_that_is_no_utf8_can_be_printed(run):
    os.makedirs("news")  # noqa: PTH103 - beside the bytes below
    with open(b"news/\xe9t\xe9.txt", "w", encoding="utf-8") as stream:  # noqa: PTH123 - pathlib takes no bytes
        stream.write(STORY)
    write("news/other.txt")
    assert run("report", "news").exit_code == 0
    assert len(of_type(run("report", "news", "--json"), "match")) == 1


# The process


def process(*arguments, **options):
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, check=False, **options)


def test_a_reader_that_goes_away_is_no_error():
    report = [sys.executable, "-m", "dedup", "report", "seeds", "--json"]
    with subprocess.Popen(report, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 0


def test_version_and_help_need_no_kernels():
    seen = "import sys; sys.exit(any(name in sys.modules for name in ('numba', 'numpy', 'rich')))"
    for call in ("import dedup.cli", "from dedup.cli import main; main(['report', '--help'], standalone_mode=False)"):
        assert process("-c", f"{call}\n{seen}").returncode == 0
    assert process("-m", "dedup", "--version").stdout.decode() == f"dedup {dedup.__version__}\n"


def test_what_libraries_say_of_a_file_does_not_reach_the_terminal(tmp_path):
    """They log and warn with pieces of the file; only `dedup` itself speaks, and its logs are lines like all else."""
    raw = archived.pdf(
        [f"The river rose two metres overnight, said the mayor of {town}." for town in ("Tolvik", "Sund")]
    )
    begin = raw.rindex(b"startxref")
    (tmp_path / "a.pdf").write_bytes(raw[:begin] + b"startxref\n1\n%%EOF\n")
    done = process("-m", "dedup", "report", str(tmp_path), "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b'"articles":1' in done.stdout.replace(b" ", b"")
    loud = process("-c", f"from dedup.reading import read; list(read({str(tmp_path)!r}))")
    assert b"startxref" in loud.stderr  # otherwise this would show nothing


def test_a_report_loads_only_what_it_runs(tmp_path):
    unneeded = (
        "rich.progress", "rapidfuzz", "dedup.rewrite.collection", "dedup.output.html", "dedup.output.jsonl", "dedup.index",
        "dedup.cleaning", "dedup.spark", "dedup.explaining", "dedup.scanning.compare", "dateparser", "hijridate", "pyarrow",
        "sqlalchemy", "jinja2", "lxml", "trafilatura", "datasketch", "charset_normalizer",
    )  # fmt: skip
    flood = "The river Aster rose by two metres overnight and flooded the lower market of Tolvik, the mayor said."
    texts = (flood, f"{flood} Schools stay closed.", "غرق عبّارة قبالة الساحل")
    records = [{"id": k, "text": text, "date": "2015-07-21"} for k, text in enumerate(texts)]
    news = tmp_path / "news.jsonl"
    news.write_text("\n".join(map(json.dumps, records)))
    call = f"import sys; from dedup.cli import main; main(['report', {str(news)!r}], standalone_mode=False)"
    seen = process("-c", f"{call}\nprint([name for name in {unneeded} if name in sys.modules], file=sys.stderr)")
    assert seen.stderr.decode().splitlines()[-1] == "[]"
    assert seen.stdout


def test_the_output_does_not_depend_on_the_locale():
    environment = {
        **os.environ,
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "ascii",
    }
    as_json = process("-m", "dedup", "report", "seeds", "--json", env=environment)
    assert (as_json.returncode, as_json.stderr) == (0, b"")
    assert "الذكرى الثمانين" in as_json.stdout.decode()
    page = process("-m", "dedup", "report", "seeds", env=environment)
    assert (page.returncode, page.stderr) == (0, b"")


def test_two_articles_of_a_collection_are_compared_as_a_report_on_it_does(run):
    items = [
        {"id": name, "text": STORY + more}
        for name, more in (("1", ""), ("2", " One more sentence."), ("3", " Another one."))
    ]
    news = write("news.jsonl", "\n".join(map(json.dumps, items)))
    (line,) = of_type(run("compare", "2", "1", "--in", news, "--json"), "match")
    (expected,) = [one for one in of_type(run("report", news, "--json"), "match") if {one["a"], one["b"]} == {"1", "2"}]
    assert (line["a"], line["b"], line["relation"]) == ("2", "1", expected["relation"])
    assert "2" in run("compare", "2", write("other.txt", STORY), "--in", news).stdout
    assert run("compare", "2", "nobody", "--in", news).exit_code == 2


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_the_report_is_written_as_tables(run, form):
    news = write("news.jsonl", "\n".join(json.dumps({"id": name, "text": STORY}) for name in "ab"))
    result = run("report", news, "--format", form, "-o", "tables")
    assert (result.exit_code, result.stdout) == (0, "")
    assert {path.name for path in Path("tables").iterdir()} == {f"{name}.{form}" for name in SCHEMAS}
    assert run("report", news, "--format", form, "-o", "tables").exit_code == 0  # over those that are there
    assert result.stderr.count(" written\n") == len(SCHEMAS)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["report", "news", "-o", "news/matches.csv"], "news/matches.csv: is what is read"),
        (["report", "n*/*", "--html", "news/matches.csv"], "news/matches.csv: is what is read"),
        (["report", "news", "--format", "csv", "-o", "news"], "news/matches.csv: is what is read"),
        (["compare", "a", "b", "--in", "news", "-o", "link.csv"], "link.csv: is what is read"),
        (["report", "news", "--format", "csv", "-o", "file"], "file: is no folder"),
        (["report", "news", "--format", "csv", "-o", "file/tables"], "file: is no folder"),
        (["index", "check", "seen.sqlite", "news", "-o", "seen.sqlite"], "seen.sqlite: is what is read"),
    ],
)
def test_where_results_cannot_go_is_said_before_anything_is_read(run, monkeypatch, arguments, message):
    write("news/matches.csv", f"id,text\na,{OTHER!r}\nb,{OTHER!r}\n")
    write("file")
    run("index", "add", "seen.sqlite", "news")
    Path("link.csv").symlink_to("news/matches.csv")
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    monkeypatch.setattr("dedup.reading.reader.Reader.records", None)
    monkeypatch.setattr("dedup.reading.reader.Reader.__iter__", None)
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert is_one_line(result.stderr)
    assert message in result.stderr
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before


def test_a_file_beside_what_is_read_is_written_over(run):
    news = write("news/1.txt")
    old = write("news/report.txt")
    assert run("report", news, "-o", old).exit_code == 0
    assert "1 article" in old.read_text("utf-8")


def test_tables_want_a_folder(run):
    news = write("news.jsonl", json.dumps({"id": "a", "text": STORY}))
    result = run("report", news, "--format", "parquet")
    assert result.exit_code == 2
    assert "name a folder for them with -o DIR" in result.stderr


def test_old_flags_still_work_and_say_how_they_are_called_now(run):
    result = run("report", "-", "--json", "--format", "txt", "--all", stdin=STORY)
    assert of_type(result, "summary")[0]["articles"] == 1
    assert result.stderr.splitlines() == [
        "dedup: --all is deprecated: it is called --every-relation",
        "dedup: --format is deprecated: it is called --input-format",
    ]
    result = run("compare", write("1.txt"), "-", "--format", "txt", stdin=STORY)
    assert (result.exit_code, result.stderr) == (0, "dedup: --format is deprecated: it is called --input-format\n")
