"""What can go wrong, as data: every error names its place and the remedy."""

from __future__ import annotations

import warnings


class DedupError(Exception):
    """Anything `dedup` raises on purpose; catch this to catch them all."""

    def __reduce__(self) -> tuple[object, ...]:
        """Sent from another process it arrives as it was, whatever its constructor takes."""
        return _as_it_was, (type(self), self.args, self.__dict__)


def _as_it_was(kind: type[DedupError], args: tuple[object, ...], known: dict[str, object]) -> DedupError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(known)
    return error


class InputError(DedupError):
    """An input that cannot be used.

    `path` and `line` (1-based) say where it stands, as far as known; `reason` says what is wrong and what to do.

    >>> str(InputError('no "text" field', path="a.jsonl", line=12))
    'a.jsonl:12: no "text" field'
    """

    def __init__(self, reason: str, *, path: str | None = None, line: int | None = None) -> None:
        self.reason = reason
        self.path = path
        self.line = line
        place = ":".join(str(part) for part in (path, line) if part is not None)
        super().__init__(f"{place}: {reason}" if place else reason)


def renamed(old: str, new: str, stacklevel: int = 3) -> None:
    """Warn whoever called something by its old name, `stacklevel` calls above."""
    warnings.warn(f"{old} is called {new} now", DeprecationWarning, stacklevel=stacklevel)


class IndexFormatError(DedupError):
    """A store that this index must not be mixed with; the message says why, and what to do."""


class MissingExtra(DedupError):  # noqa: N818 - reads as the fact it states
    """A feature needs a package that is not installed; the message names the extra that brings it."""

    def __init__(self, feature: str, extra: str) -> None:
        self.feature = feature
        self.extra = extra
        super().__init__(f"{feature} needs an extra: pip install 'dedup-news[{extra}]'")
