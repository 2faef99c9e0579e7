"""The page itself: a template with its style, its script and its data written into it."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dedup import __version__
from dedup.article import Article
from dedup.errors import MissingExtra
from dedup.results import Match
from dedup.runtime.staging import replaced
from dedup.scanning.report import Report

if TYPE_CHECKING:
    from dedup.output.html.choice import Limits

STYLES = ("colours", "frame", "lists", "families", "pair", "narrow", "print")
SCRIPTS = (
    "dom", "data", "export", "texts", "lists", "glance", "filters", "certainty", "families", "timeline", "origin",
    "family", "names", "differences", "verdict", "steps", "pair", "copies", "outlets", "outlet", "agencies", "articles",
    "wording", "search", "app",
)  # fmt: skip
"""In the order in which they stand in the page, as one module: each uses what those before it define."""


def write_page(report: Report, path: str | Path, *, name: str = "", limits: Limits | None = None) -> None:
    """Write a report as a page for a browser; `name` says what was read.

    Of a report beyond the `limits` of what a browser opens quickly the page holds a part, and says what it leaves out.

    Raises `MissingExtra` where Jinja2 is not installed, `OSError` where the file cannot be written.
    """
    check_extra()
    from dedup.output.html.choice import Limits, survey
    from dedup.output.html.contents import contents_of
    from dedup.output.html.summary import glance

    known = survey(report)
    blocks, clusters, findings, left_out = contents_of(report, known, limits or Limits())
    seen = glance(report, known, clusters, findings)
    _write(path, kind="report", name=name, glance=seen, blocks=blocks, left_out=left_out)


def write_comparison(match: Match | None, a: Article, b: Article, path: str | Path) -> None:
    """Write two articles side by side, a on the left, with what they share; `match` is what `compare` found.

    Raises as `write_page` does.
    """
    check_extra()
    from dedup.output.html.contents import contents_of_pair

    if a.id == b.id:  # named as `compare` names two copies of one file
        a, b = replace(a, id="a"), replace(b, id="b")
    _write(path, kind="comparison", name="", glance=None, blocks=contents_of_pair(match, a, b), left_out={})


def check_extra() -> None:
    """Raise `MissingExtra` where a page cannot be made for want of Jinja2."""
    if find_spec("jinja2") is None:
        raise MissingExtra("the HTML report", "html")


def _write(path: str | Path, **values: Any) -> None:
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FunctionLoader(_source), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    style = "\n".join(_source(f"style/{name}.css") for name in STYLES)
    script = "\n".join(_source(f"script/{name}.js") for name in SCRIPTS)
    pieces = environment.get_template("template.html.j2").generate(
        **values, version=__version__, policy=policy(script, style), style=Markup(style), script=Markup(script)
    )
    with replaced(path) as stream:
        stream.writelines(piece.encode("utf-8", "replace") for piece in pieces)


def policy(script: str, style: str) -> str:
    """What the page may do: run this script and this style, and nothing else; no address is asked for anything."""
    return (
        f"default-src 'none'; script-src {digest(script)}; style-src {digest(style)}; base-uri 'none';"
        " form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def digest(source: str) -> str:
    """What a Content-Security-Policy calls a script or style that may run.

    >>> digest("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode('ascii')}'"


def _source(name: str) -> str:
    return files("dedup.output.html").joinpath(name).read_text("utf-8")
