"""Every type that a user can meet is exported by `dedup`, and stands on the API page."""

import inspect
import re
import subprocess
import sys
import types
import typing
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path

import pandas
import polars
import pyarrow
import pytest

import dedup
from dedup.origin.verdict import Verdicts

PAGE = (Path(__file__).parent.parent / "docs" / "api.md").read_text("utf-8")
FLOOD = (
    "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday, and 12 people"
    " were taken to hospital. Schools in the lower town stay closed until Thursday."
)
RATES = (
    "أبقى البنك المركزي سعر الفائدة الرئيسي دون تغيير عند خمسة في المئة، وقال إن التضخم يتراجع ببطء في معظم القطاعات."
)
ARTICLES = (
    dedup.Article("wire", f"LONDON (Reuters) - {FLOOD}", source="reuters", published=None),
    dedup.Article("copy", FLOOD.replace("12", "21") + "\nA photo (Reuters)\nA photo (Reuters)", source="daily"),
    dedup.Article("bank-1", RATES),
    dedup.Article("bank-2", RATES + " وأضاف أن القرار اتخذ بالإجماع."),
    dedup.Article("bank-2", RATES),
)

ELSEWHERE = {name: getattr(dedup, name) for name in dedup.__all__} | {
    "Verdicts": Verdicts,
    "pa": pyarrow,
    "pd": pandas,
    "pl": polars,
}
"""What modules import for annotations only."""
INSIDE = {
    "Reader": {"hints", "inputs", "places", "wrapping"},
    "Plan": {"places"},
    "Report": {"bare_matches", "shared_columns"},
}
"""Attributes that a reader and a plan have for `writing/`, which writes files in the formats they came in, and a report for
`output/`, which writes columns."""


def met_in_values(value: object, seen: dict[type, str], way: str) -> None:
    """Notes the types of a value and of all that can be reached from it through public attributes, and how."""
    kind = type(value)
    if isinstance(value, (Mapping, Sequence, Set, Iterator)) and not isinstance(value, (str, bytes)):
        for one in value.values() if isinstance(value, Mapping) else value:
            met_in_values(one, seen, f"{way}[…]")
    if not kind.__module__.startswith("dedup") or kind in seen:
        return
    if not issubclass(kind, (Mapping, Sequence)) or kind in ELSEWHERE.values():
        seen[kind] = way  # other collections are to a user the sequences or mappings that annotations call them
    for name in public_names(kind, value):
        found = getattr(value, name)
        if not callable(found):
            met_in_values(found, seen, f"{way}.{name}")


def public_names(kind: type, value: object) -> set[str]:
    named = {name for name in (*dir(kind), *getattr(value, "__dict__", {})) if not name.startswith("_")}
    return named - INSIDE.get(kind.__name__, set())


def met_in_annotations(kind: type, seen: dict[type, str]) -> None:
    """Notes the types that the public attributes and methods of a type are said to give."""
    said = {name: hint for name, hint in hints_of(kind).items() if name not in INSIDE.get(kind.__name__, set())}
    for name in public_names(kind, None):
        found = inspect.getattr_static(kind, name)
        found = getattr(found, "fget", None) or getattr(found, "func", None) or getattr(found, "__func__", found)
        if isinstance(found, types.FunctionType):
            said[name] = hints_of(found).get("return")
    for name, hint in said.items():
        for one in inside(hint) if not name.startswith("_") else ():
            if one.__module__.startswith("dedup") and one not in seen:
                seen[one] = f"{kind.__name__}.{name}"
                met_in_annotations(one, seen)


def hints_of(thing: object) -> dict[str, object]:
    """The annotations of a class, or what a function gives back."""
    wanted = types.SimpleNamespace(__annotations__=dict(thing.__annotations__)) if isinstance(thing, type) else thing
    if isinstance(thing, types.FunctionType):
        wanted = types.SimpleNamespace(__annotations__={"return": thing.__annotations__.get("return")})
    return typing.get_type_hints(wanted, globalns={**ELSEWHERE, **vars(sys.modules[thing.__module__])})


def inside(hint: object) -> Iterator[type]:
    """The classes in an annotation, as `Match` in `Sequence[Match] | None`."""
    if isinstance(hint, type) and not typing.get_args(hint):
        yield hint
    for one in typing.get_args(hint):
        yield from inside(one)


@pytest.fixture(scope="module")
def met(tmp_path_factory):
    """Every type of `dedup` in its results, by what a user wrote to get there."""
    seen: dict[type, str] = {}
    folder = tmp_path_factory.mktemp("articles")
    (folder / "wire.txt").write_text(FLOOD, "utf-8")
    (folder / "empty.txt").write_text("", "utf-8")
    reader = dedup.read(folder)
    report = dedup.scan(ARTICLES)
    found = {"scan()": report, "read()": [*reader], "reader": reader, "align()": dedup.align(FLOOD, f"Now: {FLOOD}")}
    for name in ("columns", "match_table", "judged_clusters", "family_places", "match_pairs", "relation_counts"):
        found[f"scan().{name}()"] = getattr(report, name)()
    found["compare()"] = dedup.compare(*ARTICLES[:2])
    found["why()"] = dedup.why(*ARTICLES[:2], ARTICLES)
    found["clean()"] = plan = dedup.clean(ARTICLES, strip=["repeats", "seen"])
    found["clean().apply()"] = plan.apply()
    with dedup.Index(folder / "seen.sqlite") as index:
        found["add_many()"] = index.add_many([*ARTICLES, {"text": "no id"}])
        found["add()"] = index.add(dedup.Article("wire", RATES))
        found["check()"] = index.check(ARTICLES[1], every_relation=True)
        for name in ("stats", "report", "clusters"):
            found[f"Index.{name}()"] = getattr(index, name)()
        found["revisions()"] = index.revisions("wire")
        for way, value in found.items():
            met_in_values(value, seen, way)
    for kind in [*seen, *(one for one in map(vars(dedup).get, dedup.__all__) if isinstance(one, type))]:
        met_in_annotations(kind, seen)
    return seen


def test_every_type_in_a_result_is_exported(met):
    exported = {getattr(dedup, name) for name in dedup.__all__}
    hidden = {kind: way for kind, way in met.items() if kind not in exported}
    assert hidden == {}


def test_the_walk_meets_results_of_every_part(met):
    names = {"Match", "Passage", "Change", "Reason", "Cluster", "Member", "Repeat", "Credit", "CreditRemoved", "Skipped",
             "Why", "Step", "Check", "Added", "AddReport", "Revision", "Stats", "Plan", "Policy", "Removal", "Article"}  # fmt: skip
    assert names <= {kind.__name__ for kind in met}


@pytest.mark.parametrize("name", dedup.__all__)
def test_every_exported_name_has_a_docstring_and_an_entry_on_the_page(name):
    assert getattr(dedup, name).__doc__
    assert re.search(rf"^::: dedup\.{name}$", PAGE, re.MULTILINE), f"docs/api.md has no entry of {name}"


def test_the_page_names_only_what_is_exported():
    assert sorted(re.findall(r"^::: dedup\.(.+)$", PAGE, re.MULTILINE)) == sorted(dedup.__all__)


def test_names_are_known_before_they_are_loaded():
    code = "import sys, dedup; print(sorted(set(dir(dedup)) ^ set(dedup.__all__)), 'numpy' in sys.modules)"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert printed.stdout.split() == ["[]", "False"]


def test_a_name_that_is_not_public_is_said_so():
    with pytest.raises(AttributeError, match="module 'dedup' has no attribute 'Mach'"):
        dedup.Mach  # noqa: B018 - the look-up is what is tested
