"""Build the wheel `dedup-news-kernels` for the Python that runs this, which has `dedup-news` with all its extras.

    python .ci/kernel_wheel.py FOLDER

The wheel holds what `python -m dedup.kernels` compiles, and asks for the numba that compiled it: another one compiles
anew. Whatever kernels there are go in; none is named here.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tempfile
from importlib.metadata import version
from pathlib import Path

PROJECT = """\
[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "dedup-news-kernels"
version = "{version}"
description = "The kernels of dedup-news, compiled: its first run starts at once"
readme = "README.md"
license = "Apache-2.0"
requires-python = "=={python}.*"
dependencies = ["dedup-news=={version}", "numba=={numba}"]

[tool.hatch.build]
ignore-vcs = true

[tool.hatch.build.targets.wheel]
packages = ["dedup_news_kernels"]
"""
README = """\
Machine code for `dedup-news` {version} under Python {python} and numba {numba}, for `{fits}`.

`dedup-news` finds it by itself; there is nothing to call.
"""


def main(target: Path) -> None:
    """Compile, and pack what came out."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        compiled = _compiled(folder / "compiled")
        package = folder / "dedup_news_kernels"
        package.mkdir()
        (package / "__init__.py").write_text('"""Machine code, found by dedup-news."""\n', encoding="utf-8")
        compiled.rename(package / compiled.name)
        facts = {
            "version": version("dedup-news"),
            "numba": version("numba"),
            "python": f"{sys.version_info.major}.{sys.version_info.minor}",
            "fits": compiled.name,
        }
        (folder / "pyproject.toml").write_text(PROJECT.format(**facts), encoding="utf-8")
        (folder / "README.md").write_text(README.format(**facts), encoding="utf-8")
        _run("-m", "build", "--wheel", "--outdir", str(folder / "dist"), str(folder))
        (wheel,) = (folder / "dist").iterdir()
        _run("-m", "wheel", "tags", "--remove", *_tags(), str(wheel))
        (wheel,) = (folder / "dist").iterdir()
        target.mkdir(parents=True, exist_ok=True)
        (target / wheel.name).write_bytes(wheel.read_bytes())
        size = wheel.stat().st_size / 1e6
        sys.stdout.write(
            f"{target / wheel.name}: {len(list((package / compiled.name).iterdir()))} kernels, {size:.1f} MB\n"
        )


def _compiled(folder: Path) -> Path:
    """The folder of compiled kernels; all of them, or this ends."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "dedup.kernels"],
        env=os.environ | {"NUMBA_CACHE_DIR": str(folder)}, check=True, text=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    if "Left out" in done.stdout:
        sys.exit(f"not all kernels were compiled; install dedup-news with all extras:\n{done.stdout}")
    (compiled,) = (folder / "dedup-news").iterdir()
    return compiled


def _tags() -> list[str]:
    """For which Python and which machines: the code calls nothing of the system that the oldest manylinux lacks."""
    platform = sysconfig.get_platform().replace("-", "_").replace(".", "_").replace("linux_", "manylinux_2_17_")
    return ["--python-tag", f"cp{sys.version_info.major}{sys.version_info.minor}", "--platform-tag", platform]


def _run(*command: str) -> None:
    subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
