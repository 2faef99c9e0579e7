"""What is shipped, and what is said of it."""

import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import dedup

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
FOR_USERS = EXTRAS.keys() - {"dev", "docs"}


def builder():
    """A program that builds images here, or None."""
    for name in ("docker", "podman", "buildah"):
        if shutil.which(name) and subprocess.run([name, "info"], capture_output=True, check=False).returncode == 0:
            return name
    return None


def test_the_command_goes_by_both_names():
    names = {each.name: each.value for each in entry_points(group="console_scripts") if each.name.startswith("dedup")}
    assert names["dedup"] == "dedup.cli:main"
    assert PROJECT["scripts"] == {"dedup": "dedup.cli:main", "dedup-news": "dedup.cli:main"}


def test_everything_is_every_extra_but_the_kernels_spark_and_the_tools_of_developers():
    (everything,) = EXTRAS["all"]
    assert set(re.search(r"\[(.*)\]", everything)[1].split(",")) == FOR_USERS - {"all", "kernels", "spark"}


def test_the_page_on_installing_names_every_extra():
    page = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([a-z]+)` \|", page, re.MULTILINE)) == FOR_USERS


def test_every_requirement_has_one_lower_bound():
    done = subprocess.run([sys.executable, ROOT / ".ci" / "minimums.py"], capture_output=True, text=True, check=True)
    oldest = dict(line.split("==") for line in done.stdout.splitlines())
    assert oldest.keys() >= {"numba", "numpy", "click", "trafilatura", "sqlalchemy"}


def test_the_version_is_the_same_wherever_it_is_said():
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {dedup.__version__}\n" in citation


def test_the_image_copies_what_the_build_needs():
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    copied = {name for line in re.findall(r"^COPY (.*) \S+$", dockerfile, re.MULTILINE) for name in line.split()}
    needed = {"pyproject.toml", PROJECT["readme"], *PROJECT["license-files"], "dedup"}
    assert copied == needed
    assert all((ROOT / name).exists() for name in copied)


@pytest.mark.heavy
@pytest.mark.skipif(builder() is None, reason="nothing here builds images")
def test_the_image_reports_on_a_read_only_system_without_a_home_and_compiles_nothing():
    program = builder()
    subprocess.run([program, "build", "-t", "dedup-test", str(ROOT)], check=True)
    run = ["run", "--rm", "--read-only", "-v", f"{ROOT / 'seeds'}:/news:ro", "dedup-test", "report", "/news"]
    done = subprocess.run([program, *run], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("None of 5 articles is a copy of another, and none shares a passage.")
    assert done.stderr == ""
