"""The first minute of a new user: what is installed, and how long until the report on the seeds is there.

    python benchmarks/first_run.py [--python PYTHON ...] [--results FOLDER]

For each Python: the wheel is built and installed into a bare environment, `dedup report seeds` runs there before any
kernel is compiled and again afterwards; then the same with the wheel of kernels, and once more on an emulated
processor without AVX-512, if `qemu-x86_64` is here. Sizes on disk and the memory of an import and of a run stand
beside. Nothing is taken from the machine's own cache folders. One JSON file is written a run.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.startup import ROOT, circumstances, write

OLDER_PROCESSOR = "Haswell-v4"
RUNS = 3


def main() -> None:
    """Measure, print, write the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", nargs="+", default=[sys.executable])
    parser.add_argument("--results", type=Path, default=ROOT / "benchmarks" / "results")
    chosen = parser.parse_args()
    found = {}
    for python in chosen.python:
        with tempfile.TemporaryDirectory() as folder:
            name = _output([python, "-c", "import platform; print(platform.python_version())"])
            found[name] = _measured(python, Path(folder))
            print(json.dumps({name: found[name]}, indent=1))
    write("first-run", circumstances() | {"found": found}, chosen.results)


def _measured(python: str, folder: Path) -> dict[str, Any]:
    wheels = folder / "wheels"
    builder = _environment(python, folder / "builder", "build", "wheel")
    _run([builder, "-m", "build", "--wheel", "--outdir", wheels, ROOT])
    (wheel,) = wheels.iterdir()
    _run([builder, "-m", "pip", "install", "-q", f"{wheel}[all]"])
    _run([builder, ROOT / ".ci" / "kernel_wheel.py", wheels])
    (kernels,) = wheels.glob("dedup_news_kernels-*")

    start = time.perf_counter()
    plain = _environment(python, folder / "plain", str(wheel))
    installed = time.perf_counter() - start
    compiled = _environment(python, folder / "compiled", str(wheel), str(kernels))
    _environment(python, folder / "everything", f"{wheel}[all]")
    found: dict[str, Any] = {
        "pip seconds": round(installed, 1),
        "wheel of kernels, MB": round(kernels.stat().st_size / 1e6, 2),
        "plain, MB on disk": _megabytes(folder / "plain"),
        "everything, MB on disk": _megabytes(folder / "everything"),
        "without the wheel": _runs(plain, folder),
        "with the wheel": _runs(compiled, folder),
        "import dedup.scanning": _timed([compiled, "-c", "import dedup.scanning.scan"], folder),
    }
    emulator = shutil.which("qemu-x86_64") or shutil.which("qemu-x86_64-static")
    if emulator:
        command = [emulator, "-cpu", OLDER_PROCESSOR, Path(compiled).resolve(), *_report()]
        packages = _output([compiled, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"])
        found[f"with the wheel, emulated {OLDER_PROCESSOR}"] = _timed(command, folder, {"PYTHONPATH": packages})
    return found


def _environment(python: str, folder: Path, *packages: str) -> str:
    _run([python, "-m", "venv", folder])
    interpreter = str(folder / "bin" / "python")
    _run([interpreter, "-m", "pip", "install", "-q", *packages])
    return interpreter


def _runs(python: str, folder: Path) -> dict[str, Any]:
    first = _timed([python, *_report()], folder)
    return {"first": first, "next": [_timed([python, *_report()], folder) for _ in range(RUNS)]}


def _report() -> list[str]:
    return ["-P", "-m", "dedup", "report", str(ROOT / "seeds")]


def _timed(command: list[Any], folder: Path, environment: dict[str, str] | None = None) -> dict[str, Any]:
    """Wall seconds, processor seconds, memory, and what was said on standard error."""
    with (folder / "said").open("w+") as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command], stdout=subprocess.DEVNULL, stderr=said, cwd=folder,
            env=_bare(folder) | (environment or {}),
        )  # fmt: skip
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        said.seek(0)
        return {
            "seconds": round(seconds, 2),
            "processor seconds": round(used.ru_utime + used.ru_stime, 2),
            "MB": round(used.ru_maxrss / 1024),
            "exit": process.returncode,
            "said": said.read().strip().splitlines()[-3:],
        }


def _bare(folder: Path) -> dict[str, str]:
    """The variables of a user who has set none, at home in this folder."""
    return {"PATH": os.environ["PATH"], "HOME": str(folder / "home"), "LANG": "C.UTF-8"}


def _megabytes(folder: Path) -> int:
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return round(sum(path.stat().st_size for path in files) / 1e6)


def _run(command: list[Any]) -> None:
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "NUMBA"))}
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL, env=variables)


def _output(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    main()
