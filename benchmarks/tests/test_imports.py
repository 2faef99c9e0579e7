"""Every benchmark finds what it imports, also where it would do so only when it runs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in (ROOT / "benchmarks").rglob("*.py")
    if "tests" not in path.parts and path.name not in {"__init__.py", "__main__.py"}
)
PEERS = {"datasketch", "datatrove", "matplotlib", "rensa", "xxhash"}
"""What only some benchmarks need; each is installed where it runs."""


def imported(name: str) -> Iterator[tuple[str, str]]:
    """What of this project a module imports anywhere in its text: module and name."""
    tree = ast.parse((ROOT / Path(*name.split("."))).with_suffix(".py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in {"benchmarks", "dedup"}:
            yield from ((node.module, alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names if alias.name.split(".")[0] in {"benchmarks", "dedup"})


def missing_peer(error: ModuleNotFoundError) -> str:
    """The peer that an import lacks; whatever else it lacks is an error."""
    if error.name not in PEERS:
        raise error
    return str(error.name)


@pytest.mark.parametrize("name", [name for name in MODULES if ".peers." not in name])  # these have places of their own
def test_a_benchmark_can_be_imported_or_lacks_a_package_that_its_requirements_name(name: str) -> None:
    lacking = ""
    try:
        import_module(name)
    except ModuleNotFoundError as error:
        lacking = missing_peer(error)
    assert lacking in (ROOT / "benchmarks" / "requirements.txt").read_text("utf-8")


@pytest.mark.parametrize("name", MODULES)
def test_what_a_benchmark_imports_of_the_project_is_there(name: str) -> None:
    for module, what in imported(name):
        try:
            assert not what or hasattr(import_module(module), what) or import_module(f"{module}.{what}")
        except ModuleNotFoundError as error:
            missing_peer(error)
