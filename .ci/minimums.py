"""The oldest versions that pyproject.toml allows, as constraints for pip: `python .ci/minimums.py > FILE`."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

BOUND = re.compile(r"(?P<name>[\w.-]+)(\[[\w,-]+\])?>=(?P<oldest>[\w.]+)")


def main() -> None:
    """One line for each requirement, wherever it stands; a requirement without a bound ends this."""
    with Path(__file__).parents[1].joinpath("pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    extras = project["optional-dependencies"]
    groups = [project["dependencies"], *(extras[name] for name in extras if name not in {"dev", "docs", "kernels"})]
    oldest: dict[str, str] = {}
    for requirement in {each for group in groups for each in group if not each.startswith("dedup-news")}:
        bound = BOUND.match(requirement)
        if bound is None:
            sys.exit(f"pyproject.toml: {requirement} has no lower bound")
        if oldest.setdefault(bound["name"], bound["oldest"]) != bound["oldest"]:
            sys.exit(f"pyproject.toml: {bound['name']} has two lower bounds")
    for name in sorted(oldest):
        sys.stdout.write(f"{name}=={oldest[name]}\n")


if __name__ == "__main__":
    main()
