"""The page itself: a template with its style, its script and its data written into it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from dedup import __version__
from dedup.article import Article
from dedup.errors import MissingExtra
from dedup.report import Report
from dedup.results import Match

STYLES = ("colours", "frame", "lists", "families", "pair", "narrow", "print")
SCRIPTS = (
    "dom", "data", "export", "texts", "lists", "glance", "filters", "families", "timeline", "family", "pair", "steps",
    "outlets", "agencies", "articles", "wording", "app",
)  # fmt: skip
"""In the order in which they stand in the page, as one module: each uses what those before it define."""


def write_page(report: Report, path: str | Path, *, name: str = "") -> None:
    """Write a report as a page for a browser; `name` says what was read.

    Raises `MissingExtra` where Jinja2 is not installed, `OSError` where the file cannot be written.
    """
    from dedup.output.html.contents import contents_of
    from dedup.output.html.glance import glance

    render = _renderer()
    render(path, kind="report", name=name, glance=glance(report), blocks=contents_of(report))


def write_comparison(match: Match | None, a: Article, b: Article, path: str | Path) -> None:
    """Write two articles side by side, a first, with what they share; `match` is what `compare` found.

    Raises as `write_page` does.
    """
    from dedup.output.html.contents import contents_of_pair

    render = _renderer()
    render(path, kind="comparison", name="", glance=None, blocks=contents_of_pair(match, a, b))


class _Renderer:
    def __init__(self) -> None:
        try:
            import jinja2
        except ImportError:
            raise MissingExtra("the HTML report", "html") from None
        environment = jinja2.Environment(
            loader=jinja2.FunctionLoader(_source), autoescape=True, trim_blocks=True, lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
        )  # fmt: skip
        self._template = environment.get_template("template.html.j2")
        self._trusted = jinja2.utils.markupsafe.Markup

    def __call__(self, path: str | Path, **values: Any) -> None:
        with Path(path).open("w", encoding="utf-8", errors="replace", newline="\n") as stream:
            stream.writelines(self._template.generate(**values, **self._fixed()))

    def _fixed(self) -> Mapping[str, Any]:
        style = "\n".join(_source(f"style/{name}.css") for name in STYLES)
        script = "\n".join(_source(f"script/{name}.js") for name in SCRIPTS)
        policy = (
            f"default-src 'none'; script-src {digest(script)}; style-src {digest(style)}; base-uri 'none';"
            " form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
        )
        return {
            "version": __version__,
            "style": self._trusted(style),
            "script": self._trusted(script),
            "policy": self._trusted(policy),
        }


def _renderer() -> _Renderer:
    return _Renderer()


def digest(source: str) -> str:
    """What a Content-Security-Policy calls a script or style that may run.

    >>> digest("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode('ascii')}'"


def _source(name: str) -> str:
    return files("dedup.output.html").joinpath(name).read_text("utf-8")
