"""Which encoding bytes are in, and the text they hold.

Order of belief: a byte order mark; UTF-16 or UTF-32 by the pattern of its zero bytes; UTF-8, which other text almost
never forms by accident; then the encodings newsrooms have used, by how ordinary the letters look that each would give
(a few words suffice, where general detectors want a page); then charset-normalizer, which knows a hundred more.
"""

from __future__ import annotations

import codecs
import unicodedata

from dedup.errors import InputError
from dedup.reading.letters import LEGACY, ordinariness

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
_SAMPLE = 1 << 16
"""Bytes that are looked at to tell an encoding; about ten thousand words."""

_SCORED = 1 << 11
"""Bytes from the first beyond ASCII on by which old encodings are told apart. A headline suffices."""

_MIN_ORDINARY = 0.45
"""Ordinariness below which no encoding of `LEGACY` is believed. Right ones score above 0.55 on a sentence, wrong ones
below 0.4."""

_MAX_CONTROL = 0.1
"""Share of control characters above which something is no text. Stray ones, also NUL, stay in the text as they are."""


def decode(raw: bytes, declared: str = "") -> str:
    """The text that `raw` holds.

    `declared` is an encoding the file itself or its user names; it wins if the bytes are valid in it. A byte order mark
    is dropped; line ends and stray NUL characters stay as they are.

    Raises `InputError` if the bytes are no text.

    >>> decode("وصل الوزير إلى الرياض".encode("windows-1256"))
    'وصل الوزير إلى الرياض'
    """
    return raw.decode(detect(raw, declared))


def detect(raw: bytes, declared: str = "") -> str:
    """The Python name of the encoding that `raw` is in.

    Raises `InputError` if it is no text in any.
    """
    marked = _marked(raw)
    if marked:
        return _checked(raw, marked)
    _refuse_binary(raw)
    if declared and _decodes(raw, declared):
        return declared
    wide = _wide(raw[:_SAMPLE])
    if wide:
        return _checked(raw, wide)
    if b"\x1b$" in raw and _decodes(raw, "iso2022_jp"):
        return "iso2022_jp"
    _refuse_control(raw)
    if _decodes(raw, "utf-8"):
        return "utf-8"
    if is_broken_utf8(raw):
        return _checked(raw, "utf-8")
    return _legacy(raw)


def detect_head(head: bytes, declared: str = "") -> str:
    """The encoding of a file of several records by its first bytes, which may be cut anywhere or broken in places.

    "utf-8" where nothing tells. Raises `InputError` if the file is no text at all.
    """
    _refuse_binary(head)
    wide = _marked(head) or _wide(head)
    if wide:
        return wide
    _refuse_control(head)
    try:
        return detect(head[: head.rfind(b"\n") + 1] or head, declared)
    except InputError:
        return "utf-8"


def _marked(raw: bytes) -> str:
    return next((encoding for mark, encoding in _BYTE_ORDER_MARKS if raw.startswith(mark)), "")


def is_broken_utf8(raw: bytes) -> bool:
    r"""Whether `raw` is UTF-8 but for some bytes: then no other encoding gives anything but nonsense.

    >>> is_broken_utf8("وصل".encode() * 9 + b"\xff"), is_broken_utf8("وصل".encode("windows-1256"))
    (True, False)
    """
    lenient = raw.decode("utf-8", "replace")
    return 4 * lenient.count("\ufffd") < len(lenient) - len(lenient.encode("ascii", "ignore"))


def _refuse_binary(raw: bytes) -> None:
    for signature, kind in _SIGNATURES:
        if raw.startswith(signature):
            raise InputError(f"not text but {kind}")


def _refuse_control(raw: bytes) -> None:
    if _control_share(raw[:_SAMPLE].decode("latin-1")) > _MAX_CONTROL:
        raise InputError("not text: full of control characters")


def _checked(raw: bytes, encoding: str) -> str:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"not valid {encoding.removesuffix('-sig').upper()} at byte {error.start}") from None
    return encoding


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


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


def _legacy(raw: bytes) -> str:
    """The encoding older than Unicode that gives the most ordinary text."""
    start = next((index for index, byte in enumerate(raw) if byte > 0x7F), 0)
    sample = raw[max(0, start - 20) :][:_SCORED]  # with the start of the word
    scored = []
    for encoding in LEGACY:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            text = decoder.decode(sample, final=raw.endswith(sample))
        except UnicodeDecodeError:
            continue
        scored.append((ordinariness(text, encoding), encoding))
    scored.sort(key=lambda pair: -pair[0])  # stable: on equal terms the order of LEGACY decides
    for score, encoding in scored:
        if score >= _MIN_ORDINARY and _decodes(raw, encoding):
            return encoding
    return _by_normalizer(raw, raw[:_SAMPLE])


def _by_normalizer(raw: bytes, sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_exclusion=["utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_7"]).best()
    if best is None or not _decodes(raw, best.encoding):
        raise InputError("not text in any known encoding")
    letters = sum(char.isalpha() or char.isspace() for char in str(best))
    if letters < 0.7 * len(str(best)) or _control_share(str(best)) > 0:
        raise InputError("not text in any known encoding")
    return best.encoding


def _control_share(text: str) -> float:
    odd = sum(char < " " and char not in "\t\n\r\f\v\x1b" for char in text)
    return odd / len(text) if text else 0.0
