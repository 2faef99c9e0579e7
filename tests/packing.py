"""Files packed as people pack them: compressed, zipped, in a tar."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Mapping


def zst(content: bytes) -> bytes:
    """Compressed by zstd into two frames, as parallel tools write."""
    import zstandard

    return zstandard.compress(content[:100]) + zstandard.compress(content[100:])


COMPRESSED: Mapping[str, Callable[[bytes], bytes]] = {
    ".gz": lambda content: gzip.compress(content[:100]) + gzip.compress(content[100:]),
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zst,
}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip archive of these files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def tarred(files: Mapping[str, bytes]) -> bytes:
    """A tar archive of these files."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return target.getvalue()
