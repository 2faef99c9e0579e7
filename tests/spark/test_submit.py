"""The script of docs/spark.md with spark-submit, and `dedup report --engine spark`: what they write is what a scan finds."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import dedup
from tests.spark.rows import counted, newsroom

pyspark = pytest.importorskip("pyspark", reason="there is no pyspark: pip install 'dedup-news[spark]'")
pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(shutil.which("java") is None, reason="there is no Java: apt install default-jre-headless"),
]

ROOT = Path(__file__).parents[2]
QUICKLY = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


def environment(folder):
    home = Path(pyspark.__file__).parent
    own = {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_HOME": str(home), "PYSPARK_PYTHON": sys.executable}
    own |= {"PYTHONPATH": str(ROOT), "SPARK_LOCAL_DIRS": str(folder), "PATH": f"{home / 'bin'}:{os.environ['PATH']}"}
    return os.environ | own | {"SPARK_SUBMIT_OPTS": QUICKLY, "PYSPARK_DRIVER_PYTHON": sys.executable}


def rows_in(folder):
    found = pq.read_table(folder, coerce_int96_timestamp_unit="us")
    return counted(zip(*(found[name].to_pylist() for name in found.column_names), strict=True))


def test_the_script_of_the_docs_writes_what_a_scan_in_memory_finds(tmp_path):
    [script] = re.findall(
        r"```python title=\"scan_news.py\"\n(.*?)```", (ROOT / "docs/spark.md").read_text(), re.DOTALL
    )
    (tmp_path / "scan_news.py").write_text(script)
    names = {"id": "url", "text": "body", "source": "site", "published": "date"}
    rows = [{theirs: row[ours] for ours, theirs in names.items()} for row in newsroom()]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "news.parquet")
    command = ["spark-submit", "--master", "local[2]", "--driver-memory", "1g", "--conf", "spark.ui.enabled=false"]
    command += ["--conf", "spark.sql.shuffle.partitions=2", "--conf", "spark.sql.session.timeZone=UTC"]
    places = [str(tmp_path / name) for name in ("news.parquet", "found", "work")]
    subprocess.run([*command, "scan_news.py", *places], cwd=tmp_path, env=environment(tmp_path), check=True)
    expected = dedup.scan(dedup.read(pa.Table.from_pylist(rows), fields={part: [name] for part, name in names.items()}))
    assert rows_in(tmp_path / "found/matches") == counted(expected.matches.rows())
    assert rows_in(tmp_path / "found/clusters") == counted(expected.clusters.rows())


def test_the_command_writes_the_tables_of_a_report(tmp_path):
    rows = [{name: value for name, value in row.items() if value is not None} for row in newsroom()]
    (tmp_path / "news.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    command = [sys.executable, "-m", "dedup", "report", "news.jsonl", "--engine", "spark", "--jobs", "2"]
    done = subprocess.run(
        [*command, "--format", "parquet", "-o", "found"],
        cwd=tmp_path, env=environment(tmp_path), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "dedup: found/matches.parquet written" in done.stderr
    expected = dedup.scan(dedup.read(str(tmp_path / "news.jsonl")))
    for name in ("matches", "passages", "clusters", "credits", "repeats"):
        assert rows_in(tmp_path / f"found/{name}.parquet") == counted(getattr(expected, name).rows()), name
    reasons = {row[2] for row in rows_in(tmp_path / "found/skipped.parquet")}
    assert {"no words", "another article has the same id; one of them is kept"} <= reasons


def test_the_command_says_what_the_engine_cannot_do(tmp_path):
    (tmp_path / "news.jsonl").write_text('{"id": "1", "text": "The river rose."}\n', encoding="utf-8")
    command = [sys.executable, "-m", "dedup", "report", str(tmp_path / "news.jsonl"), "--engine", "spark"]
    for flags, said in (([], ""), (["--rewritten"], ", and takes no --rewritten")):
        done = subprocess.run(
            [*command, *flags], env=environment(tmp_path), capture_output=True, text=True, check=False
        )
        assert done.returncode == 2
        assert f"--engine spark writes tables: give --format parquet -o DIR{said}\n" in done.stderr
