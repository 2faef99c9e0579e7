"""Documents, exports, mail and pages with parts of them damaged: whatever a parser raises, the file is skipped with a reason."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest

from dedup.reading import read
from tests import archived
from tests.reading.test_exchange import nitf
from tests.reading.test_forms import CORPUS, message, newsml, ninjs, page, rss, xlsx

FILES = {
    "nexis.docx": archived.docx(archived.nexis_uni()),
    "factiva.docx": archived.docx_table(archived.factiva_coded()),
    "nexis.rtf": archived.rtf(archived.nexis_uni()),
    "nexis.pdf": archived.pdf(archived.nexis_uni()),
    "news.xlsx": xlsx(),
    "news.eml": message(CORPUS[0]).as_bytes(),
    "news.mbox": b"".join(b"From x Thu Jan 1 00:00:00 2021\n" + message(story).as_bytes() + b"\n" for story in CORPUS),
    "factiva.html": archived.factiva_page().encode(),
    "europresse.html": archived.europresse().encode(),
    "page.html": page(CORPUS[0]),
    "proquest.txt": archived.proquest().encode(),
    "newsml.xml": newsml(),
    "nitf.xml": nitf().encode(),
    "feed.rss": rss(),
    "ninjs.jsonl": ninjs(),
}
TOKENS = (
    b"<", b">", b"&", b"{", b"}", b"\\", b"\0", b"\xff", b"</div>", b"<script>", b"\\u-70000?", b"&#99999999;", b"]]>", b"9" * 30, b"\\'zz",
    b"endstream", b"/Kids [1 0 R]", b"=?utf-9?q?x?=", b"Content-Type: text/plain; charset=no-such\n", b"Content-Transfer-Encoding: base64\n",
    b"2021-99-99", b"End of Document\n", b"<table>" * 50,
)  # fmt: skip
N_MUTATIONS = 10


def mutated(content: bytes, chance: random.Random) -> bytes:
    found = bytearray(content)
    for _ in range(chance.choice([1, 1, 2, 4, 16])):
        kind, at = chance.randrange(5), chance.randrange(len(found) + 1)
        end = min(len(found), at + chance.choice([1, 10, 200]))
        if kind == 0:
            found[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            found[at:at] = chance.choice(TOKENS)
        elif kind == 2:
            del found[at:end]
        elif kind == 3:
            found[at:at] = found[at:end] * chance.choice([1, 2, 30])
        elif chance.randrange(4) == 0:
            del found[at:]
    return bytes(found)


def mutated_inside(content: bytes, chance: random.Random) -> bytes:
    """An office document with one of its parts damaged, so that the archive around it is sound."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        chosen = chance.choice(old.namelist())
        for name in old.namelist():
            new.writestr(name, mutated(old.read(name), chance) if name == chosen else old.read(name))
    return target.getvalue()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", FILES)
def test_no_exception_comes_through(tmp_path: Path, name: str) -> None:
    chance = random.Random(name)
    for number in range(N_MUTATIONS):
        inside = name.endswith(("docx", "xlsx")) and number % 4
        (tmp_path / name).write_bytes((mutated_inside if inside else mutated)(FILES[name], chance))
        reader = read(tmp_path / name)
        assert all(article.text.strip() for article in reader)
        assert all(skipped.reason and name in skipped.path for skipped in reader.skipped)
