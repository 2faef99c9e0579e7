"""A report as JSON Lines: one object a line, `type` first."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import IO, Any

import msgspec

from dedup import __version__
from dedup.explaining.found import Why
from dedup.output.json_bytes import ESCAPED
from dedup.output.json_form import encoder_form, json_form
from dedup.results import Boilerplate, Cluster, Credit, Match, Reading, Repeat, Skipped, Story
from dedup.runtime.processes import beside, in_processes
from dedup.scanning.report import Report

Line = Mapping[str, Any]

_ENCODER = json.JSONEncoder(ensure_ascii=False, default=json_form)


def _plain(value: object) -> str:
    """A reason as the text that it is."""
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"no JSON is made of {value!r}")


_FAST = msgspec.json.Encoder(enc_hook=_plain)
"""Writes the same in a fraction of the time, but for half a surrogate pair and for `_SMALL` numbers."""

_SMALL = re.compile(rb"0\.0000|\de-\d")
"""Numbers below 0.0001, of which JSON has two forms."""

_ASKED = (b"\x7f", b"\xc2", b"\xd8\x9c", b"\xe2\x80", b"\xe2\x81", b"\xed")
"""What may have to be escaped begins with one of these bytes."""

_FLUSH_LINES = 256

MANY = 1000
"""Matches from which another process is begun for families: it takes some 20 ms."""


def write_json_lines(lines: Iterator[Line | bytes], stream: IO[bytes]) -> None:
    """Write objects in UTF-8, a few hundred at a time; bytes are written as they are."""
    batch: list[bytes] = []
    for line in lines:
        batch.append(line if isinstance(line, bytes) else encoded(line))
        if len(batch) == _FLUSH_LINES or isinstance(line, bytes):
            stream.write(b"".join(batch))
            batch.clear()
    stream.write(b"".join(batch))
    stream.flush()


def encoded(line: Line) -> bytes:
    r"""An object as a line of JSON in UTF-8.

    >>> encoded({"type": "skipped", "id": "خبر", "reason": "lone \ud800"})
    b'{"type": "skipped", "id": "\xd8\xae\xd8\xa8\xd8\xb1", "reason": "lone \\ud800"}\n'
    """
    try:
        found = msgspec.json.format(_FAST.encode(line), indent=0)
    except UnicodeEncodeError:
        found = b""
    if not found or ((b"0.0000" in found or b"e-" in found) and _SMALL.search(found)):
        found = _ENCODER.encode(line).encode(errors="surrogatepass")
    if any(part in found for part in _ASKED):
        text = ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", found.decode(errors="surrogatepass"))
        found = text.encode()
    return found + b"\n"


def write_report(report: Report, stream: IO[bytes]) -> None:
    """Write everything in a report."""
    write_json_lines(report_lines(report, __version__), stream)


def report_lines(
    report: Report, version: str, *, timings: bool = False, n_processes: int = 1
) -> Iterator[Line | bytes]:
    """Everything in a report: the summary, then matches, families and all else that was found.

    What there is most of is given as bytes, one line or many. Many matches are made in `n_processes`
    (`runtime.processes`), and families beside them in one more, which does not change their lines.
    With `timings` the summary says how long each stage took; without, equal reports have equal lines.
    """
    seconds = {stage: round(taken, 3) for stage, taken in report.seconds.items()}
    yield summary(report, version) | ({"seconds": seconds} if timings else {})
    if report.reading.sentences():
        yield reading_line(report.reading)
    matches, families = _match_lines(report, n_processes), _family_lines(report, n_processes)
    yield from matches
    yield from families
    yield from map(repeat_line, report.repeats)
    yield from map(credit_line, report.credits)
    yield from _shared_lines(report)
    yield from map(boilerplate_line, report.boilerplate)
    yield from map(skipped_line, report.skipped)


def summary(report: Report, version: str) -> dict[str, Any]:
    """How much there is of everything, and which pairs of large families are no lines of their own."""
    return {
        "type": "summary",
        "version": version,
        "articles": report.n_shown,
        "earlier": report.n_earlier,
        "skipped": len(report.skipped),
        "matches": len(report.matches),
        "clusters": len(report.clusters),
        "stories": len(report.stories),
        "repeats": len(report.repeats),
        "credits": len(report.credits),
        "config": report.config.as_dict(),
        "fields": report.fields_used,
        "left_out": _left_out(report),
    }


def reading_line(reading: Reading) -> Line:
    """What there is to say of how the articles were read, beside what was skipped."""
    return {"type": "reading", **asdict(reading), "notes": reading.sentences()}


def _left_out(report: Report) -> Line | None:
    from dedup.families.inside import MAX_FAMILY

    n_members: list[int] = []
    for cluster in report.clusters:  # the largest come first
        if len(cluster.members) <= MAX_FAMILY:
            break
        n_members.append(len(cluster.members))
    left_out: dict[str, Any] = dict(report.not_looked_for)
    if n_members:
        left_out |= {
            "clusters": len(n_members),
            "members": sum(n_members),
            "matches": f"in families of more than {MAX_FAMILY} members, all pairs but those of each member with the"
            " origin and with its nearest neighbours",
        }
    return left_out or None


def _match_lines(report: Report, n_processes: int) -> Iterator[bytes]:
    from dedup.output.match_bytes import EMPTY, ends_of  # with its kernels

    places, made = report.bare_matches()

    def lines(here: slice) -> bytes:
        some = made(here)
        ends = zip(some.matches, ends_of(some), strict=True)
        return b"".join([encoded(match_line(match)).removesuffix(EMPTY) + end for match, end in ends])

    return in_processes(lines, places, n_processes)


def _family_lines(report: Report, n_processes: int) -> Iterator[bytes]:
    """Families, and stories after them: who was credited in each is known from the families."""

    def lines() -> bytes:
        families = map(encoded, map(cluster_line, report.clusters))
        return b"".join([*families, *map(encoded, map(story_line, report.stories))])

    return beside(lines, n_processes if len(report.matches) > MANY else 1)


def _shared_lines(report: Report) -> Iterator[bytes]:
    from dedup.output.shared_bytes import shared_bytes

    columns = report.shared_columns()
    return iter(()) if columns is None else shared_bytes(columns)


def match_line(match: Match) -> Line:
    """A match with its passages and what was changed in them."""
    return {"type": "match", **encoder_form(match)}


def why_line(why: Why) -> Line:
    """What led to the verdict on two articles."""
    return {
        "type": "why",
        "a": why.a,
        "b": why.b,
        "relation": why.relation,
        "reported": why.reported,
        "family": why.family,
        "nominated": why.nominated,
        "bands": asdict(why.bands),
        "fingerprints": asdict(why.fingerprints),
        "longest_run": why.longest_run,
        "days_apart": why.days_apart,
        "evidence": None if why.evidence is None else asdict(why.evidence),
        "steps": [asdict(step) for step in why.steps],
        "flips": [{"relation": flip.relation, "if": flip.condition.removeprefix("if ")} for flip in why.flips],
        "match": None if why.match is None else match_line(why.match),
    }


def cluster_line(cluster: Cluster) -> Line:
    """A family."""
    return {"type": "cluster", **encoder_form(cluster)}


def story_line(story: Story) -> Line:
    """A story, and to how many independent origins it goes back."""
    return {"type": "story", **encoder_form(story)}


def repeat_line(repeat: Repeat) -> Line:
    """What stands more than once in an article."""
    return {"type": "repeat", **encoder_form(repeat)}


def credit_line(credit: Credit) -> Line:
    """An agency that an article names."""
    return {"type": "credit", **encoder_form(credit)}


def boilerplate_line(boilerplate: Boilerplate) -> Line:
    """What an outlet repeats under many articles."""
    return {"type": "boilerplate", **encoder_form(boilerplate)}


def skipped_line(skipped: Skipped) -> Line:
    """An input that was left out."""
    known = {"id": skipped.id, "path": skipped.path}
    return {"type": "skipped", **{name: value for name, value in known.items() if value}, "reason": skipped.reason}
