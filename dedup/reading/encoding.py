"""Which encoding bytes are in, and the text they hold.

Order of belief: a byte order mark; what the user says; UTF-16 or UTF-32 by the pattern of its zero bytes; UTF-8, which
other text almost never forms by accident; what a page or its server says, if the bytes allow it; then the encoding that
`guessing` finds. A byte that is wrong in a text whose encoding is clear stands as U+FFFD.

Whoever reads a format calls `decode` with what is declared; of a page, `decode_page`.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import cache
from typing import cast

from dedup.errors import InputError
from dedup.reading.guessing import guess, least_messy
from dedup.reading.labels import labels_of
from dedup.reading.records import Notes

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x1f\x8b", "compressed with gzip: give it the ending .gz"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd: give it the ending .zst"),
    (b"\x7fELF", "a program"),
)
_ESCAPES = ((b"\x1b$)C", "iso2022_kr"), (b"\x1b$", "iso2022_jp_2"), (b"~}", "hz"))
"""What stands in text of encodings that switch between ASCII and others."""

_SAMPLE = 1 << 16
"""Bytes that are looked at to tell an encoding; about ten thousand words."""

_MAX_CONTROL = 0.1
"""Share of control characters above which something is no text. Stray ones, also NUL, stay in the text as they are."""

_MAX_WRONG = 0.02
"""Share of bytes of a text that may be wrong; one may be in any."""

_ESCAPED = re.compile("[\udc80-\udcff]")


def decode(raw: bytes, declared: str = "", notes: Notes | None = None) -> str:
    """The text that `raw` holds.

    `declared` is an encoding that its user names; it wins if the bytes are valid in it, but for a few. A byte order
    mark is dropped; line ends and stray NUL characters stay as they are. What was guessed is told to `notes`.

    Raises `InputError` if the bytes are no text.

    >>> decode("وصل الوزير إلى الرياض".encode("windows-1256"))
    'وصل الوزير إلى الرياض'
    """
    return _text(raw, detect(raw, declared, notes=notes), notes)


def decode_page(raw: bytes, http_charset: str = "", declared: str = "", notes: Notes | None = None) -> str:
    """The markup that `raw` holds, of which its server says that it is in `http_charset`.

    What the server and the page say counts where the bytes are no UTF-8, and where they disagree the one in which the
    text is less of a mess. `declared` is what the user says.
    """
    return _text(raw, detect(raw, declared, labels_of(raw, http_charset), notes), notes)


def escaped(raw: bytes, encoding: str) -> str:
    """The text of bytes in an encoding that `detect` gave, wrong ones as lone surrogates: one character for each.

    In encodings in which ASCII can be wrong, which Python does not escape, they stand as U+FFFD at once.
    """
    try:
        return raw.decode(encoding, "surrogateescape")
    except UnicodeDecodeError:
        return raw.decode(encoding, "replace")


def piecewise(encoding: str, errors: str) -> codecs.IncrementalDecoder:
    """Decodes a text that comes in pieces; wrong bytes that `errors` does not take stand as U+FFFD.

    Such are half a character at the end of a file in UTF-16, and those that Python does not escape.
    """
    return codecs.getincrementaldecoder(encoding)(_or_replaced(errors))


@cache
def _or_replaced(errors: str) -> str:
    """The name of a handler of errors that does what this one does, where that raises nothing."""
    handle, name = codecs.lookup_error(errors), f"dedup.{errors}"

    def handler(error: UnicodeError) -> tuple[str | bytes, int]:
        try:
            return handle(error)
        except UnicodeDecodeError:
            return "\ufffd", cast(UnicodeDecodeError, error).end

    codecs.register_error(name, handler)
    return name


def mended(text: str) -> str:
    r"""A text with wrong bytes as U+FFFD in place of lone surrogates.

    Raises `InputError` where there are too many for a text.

    >>> mended(b"caf\xe9".decode("utf-8", "surrogateescape"))
    'caf\ufffd'
    """
    if not undecodable(text):
        return text
    replaced, n_wrong = _ESCAPED.subn("\ufffd", text)
    n_other = len(text) - len(text.encode("ascii", "ignore")) if n_wrong > 1 else 0
    if n_wrong > max(1, _MAX_WRONG * len(text), n_other / 3):
        raise InputError("not text: bytes that no encoding can read")
    return replaced


def undecodable(text: str) -> bool:
    r"""Whether `text` holds bytes that no encoding could read.

    >>> undecodable(b"caf\xe9".decode("utf-8", "surrogateescape")), undecodable("café")
    (True, False)
    """
    return _ESCAPED.search(text) is not None


def _text(raw: bytes, encoding: str, notes: Notes | None) -> str:
    text = mended(escaped(raw, encoding))
    if notes is not None and "\ufffd" in text:
        notes.n_damaged += 1
    return text


def detect(raw: bytes, declared: str = "", labels: tuple[str, ...] = (), notes: Notes | None = None) -> str:
    """The Python name of the encoding that `raw` is in, a few wrong bytes aside.

    `labels` are what others than the user say, by Python's names. Raises `InputError` if it is no text in any.
    """
    marked = _marked(raw)
    if marked:
        return _checked(raw, marked)
    _refuse_binary(raw)
    if declared and _n_wrong(raw, declared) == 0:
        return declared
    wide = _wide(raw[:_SAMPLE])
    if wide:
        return _checked(raw, wide)
    escaped_in = next((name for mark, name in _ESCAPES if mark in raw and _n_wrong(raw, name) == 0), "")
    if escaped_in:
        return escaped_in
    _refuse_control(raw)
    if _n_wrong(raw, "utf-8") == 0 or is_broken_utf8(raw):
        return "utf-8"
    allowed = list(dict.fromkeys(label for label in labels if _n_wrong(raw, label) == 0))
    if len(allowed) > 1:
        return least_messy(raw, allowed)
    for label in (*allowed, declared, *labels):
        if label and _n_wrong(raw, label) <= max(1, _MAX_WRONG * len(raw)):
            return label
    found = guess(raw)
    if notes is not None:
        notes.encodings[found] += 1
    return found


def detect_head(head: bytes, declared: str = "", notes: Notes | None = None) -> str:
    """The encoding of a file of several records by its first bytes, which may be cut anywhere or broken in places.

    "utf-8" where nothing tells. Raises `InputError` if the file is no text at all.
    """
    _refuse_binary(head)
    wide = _marked(head) or _wide(head)
    if wide:
        return wide
    _refuse_control(head)
    try:
        return detect(head[: head.rfind(b"\n") + 1] or head, declared, notes=notes)
    except InputError:
        return "utf-8"


def _marked(raw: bytes) -> str:
    return next((encoding for mark, encoding in _BYTE_ORDER_MARKS if raw.startswith(mark)), "")


def is_broken_utf8(raw: bytes) -> bool:
    r"""Whether `raw` is UTF-8 but for some bytes: then no other encoding gives anything but nonsense.

    A character of three bytes, which others hardly form by accident, counts as three of two.

    >>> is_broken_utf8("وصل".encode() * 9 + b"\xff"), is_broken_utf8("وصل".encode("windows-1256"))
    (True, False)
    """
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        raw = raw[max(0, error.start - _SAMPLE) : error.start + _SAMPLE]  # a page around the first
    lenient = raw.decode("utf-8", "surrogateescape")
    n_wrong = _n_escaped(lenient)
    n_two = n_three = 0
    for char in lenient:
        if char > "\x7f" and not "\udc80" <= char <= "\udcff":
            n_two += char < "\u0800"
            n_three += char >= "\u0800"
    return 2 * n_wrong < n_two + 3 * n_three


def _n_escaped(text: str) -> int:
    return len(text) - len(_ESCAPED.sub("", text))


def _refuse_binary(raw: bytes) -> None:
    for signature, kind in _SIGNATURES:
        if raw.startswith(signature):
            raise InputError(f"not text but {kind}")


def _refuse_control(raw: bytes) -> None:
    if _control_share(raw[:_SAMPLE].decode("latin-1")) > _MAX_CONTROL:
        raise InputError("not text: full of control characters")


def _checked(raw: bytes, encoding: str) -> str:
    """`encoding`, if most of the bytes are valid in it."""
    if _n_wrong(raw, encoding) > max(1, _MAX_WRONG * len(raw)):
        raise InputError(f"not valid {encoding.removesuffix('-sig').upper()}")
    return encoding


def _n_wrong(raw: bytes, encoding: str) -> int:
    """How many bytes are wrong in an encoding; all of them in one that does not exist."""
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        text = escaped(raw, encoding)
        return max(1, _n_escaped(text), text.count("\ufffd"))
    except (LookupError, ValueError):  # also what codecs that are none of text say
        return len(raw) + 2
    return 0


def _wide(sample: bytes) -> str:
    """UTF-16 or UTF-32 without a byte order mark, seen by where its zero bytes stand; "" if it is neither.

    Spaces, line ends and digits have zero high bytes in every language, so zeros fall on one side only and the text
    they give is made of assigned characters.
    """
    if 0 not in sample:
        return ""
    for encoding, width in (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2)):
        try:
            text = sample[: len(sample) // width * width].decode(encoding)
        except UnicodeDecodeError:
            continue
        odd = sum(char == "\0" or unicodedata.category(char) in {"Cn", "Co", "Cs"} for char in text)
        if odd <= len(text) / 100 and _control_share(text) <= _MAX_CONTROL and any(char in " \n" for char in text):
            return encoding
    return ""


def _control_share(text: str) -> float:
    odd = sum(char < " " and char not in "\t\n\r\f\v\x1b" for char in text)
    return odd / len(text) if text else 0.0
