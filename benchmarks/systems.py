"""The systems by name, and the environment that each one runs in."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent


class Unavailable(Exception):  # noqa: N818 - reads as the fact it states
    """A system that cannot be installed here; the message says why."""


@dataclass(frozen=True, slots=True)
class System:
    """A module of `benchmarks.peers`, the requirements of its environment ("" for ours), and the Python it needs."""

    module: str
    requirements: str = ""
    python: str = ""

    def interpreter(self) -> Path:
        """The Python to run it with; its environment is set up the first time.

        Raises `Unavailable` with the reason where that fails.
        """
        if not self.requirements:
            return Path(sys.executable)
        folder = ROOT / f".venv-bench-{self.requirements}"
        if not (folder / "ready").exists():
            shutil.rmtree(folder, ignore_errors=True)
            print(f"setting up {folder.name}", file=sys.stderr)
            _run(_found(self.python) if self.python else sys.executable, "-m", "venv", str(folder))
            pip = (str(folder / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check")
            _run(*pip, "-r", str(HERE / f"requirements-{self.requirements}.txt"))
            (folder / "ready").touch()
        return folder / "bin" / "python"


def _found(python: str) -> str:
    """Where another Python is: on the path, or among pyenv's, whose stand-ins on the path need not start."""
    others = sorted(Path.home().glob(f".pyenv/versions/*/bin/{python}"))
    for candidate in (python, *map(str, others)):
        try:
            subprocess.run([candidate, "--version"], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        return candidate
    raise Unavailable(f"it needs {python}, which is not on this machine")


def reason(output: str) -> str:
    """What a failed command last said, without the places of this machine."""
    lines = output.strip().splitlines() or [""]
    errors = [line for line in lines if line.startswith("ERROR")] or lines
    return re.sub(r"(file:|https?:)?/\S*/", "", errors[-1])


def _run(*command: str) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except subprocess.CalledProcessError as error:
        raise Unavailable(f"{' '.join(command[1:3])}: {reason(error.stderr)}") from None


SYSTEMS = {
    "dedup": System("ours"),
    "dedup-all": System("ours_all"),
    "dedup-sketch": System("ours_sketch"),
    "datasketch": System("datasketch_lsh", "datasketch"),
    "rensa": System("rensa_full", "rensa"),
    "rensa-rho": System("rensa_rho", "rensa"),
    "text-dedup-0.4.0": System("text_dedup_cli", "text-dedup-0.4.0"),
    "text-dedup-0.4.1": System("text_dedup_toml", "text-dedup-0.4.1", python="python3.12"),
    "datatrove": System("datatrove_minhash", "datatrove"),
}
