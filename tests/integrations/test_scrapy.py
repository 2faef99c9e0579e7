"""A real spider on a real (local) server: what it brings twice is dropped or tagged, and everything is remembered."""

from __future__ import annotations

import asyncio
import html
import json
import os
import random
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from pathlib import Path

import pytest
from scrapy.settings import Settings
from scrapy.utils.misc import load_object

from dedup.article import Article
from dedup.errors import InputError
from dedup.index import Index
from dedup.integrations.scrapy import DedupPipeline, article_of
from dedup.integrations.scrapy_settings import PipelineSettings
from dedup.reading.fields import Fields
from tests.newsroom import ENGLISH, edited, story
from tests.servers import NoServer, postgresql

ROOT = Path(__file__).parents[2]

_rng = random.Random(6)
FLOOD = story(_rng, 120)
RATES = story(_rng, 100, ENGLISH)
PAGES = {
    "/flood": ("غمرت المياه السوق القديمة", FLOOD),
    "/rates": ("The bank leaves its rates unchanged", RATES),
    "/reprint": ("المياه تغمر سوق المدينة", edited(_rng, FLOOD, 0.04)),
    "/copy": ("السوق القديمة تحت الماء", FLOOD),
    "/cut": ("فيضان في سطور", " ".join(FLOOD.split()[:60])),
    "/extended": ("الفيضان وما بعده", f"{story(_rng, 110)} {FLOOD} {story(_rng, 90)}"),
    "/quoting": ("في صحف اليوم", f"{story(_rng, 90)} {' '.join(FLOOD.split()[20:50])} {story(_rng, 90)}"),
    "/pictures": ("صور", ""),
}
"""An outlet's pages, each with a link to the next: the first story, another one, and what others made of the first."""

_FORECAST = (
    "The weather office in Tolvik expects {sky} over the coast on {day}, with {wind} wind from the north in the "
    "afternoon. Temperatures reach {high} degrees in the valleys and {low} degrees on the hills at night."
)
_EARNINGS = (
    "{firm} said on Thursday that net profit in the second quarter rose to {profit} million crowns from {before} "
    "million a year earlier. Sales were {sales} million crowns, and the board kept its forecast for the whole year."
)
_COLLAPSE = (
    "A bridge over the Wahran collapsed near Sarrat early on Sunday, killing {dead} people and injuring {hurt}, the "
    "district office said. Divers went on searching the river for three cars, and the road to the harbour is closed."
)
_DIVIDEND = "Qtly div {cents} cts vs {cents} cts prior. Pay April 15. Record March 31."
_MONDAY = _FORECAST.format(sky="rain", day="Monday", wind="strong", high=14, low=5)
_TWELVE = _COLLAPSE.format(dead=12, hurt=30)
FORMS = {
    "/monday": ("Weather", _MONDAY),
    "/tuesday": ("Weather", _FORECAST.format(sky="sun", day="Tuesday", wind="light", high=19, low=8)),
    "/wednesday": ("Weather", _FORECAST.format(sky="rain", day="Wednesday", wind="strong", high=14, low=5)),
    "/odner": ("Odner earns more", _EARNINGS.format(firm="Odner Mills", profit=41, before=37, sales=512)),
    "/rolfsen": ("Rolfsen earns more", _EARNINGS.format(firm="Rolfsen Ropes", profit=41, before=37, sales=512)),
    "/third": ("Odner earns more", _EARNINGS.format(firm="Odner Mills", profit=44, before=39, sales=530)),
    "/twelve": ("Bridge collapses near Sarrat", _TWELVE),
    "/twenty-one": ("Bridge collapses near Sarrat", _COLLAPSE.format(dead=21, hurt=30)),
    "/in-words": ("Bridge collapses near Sarrat", _COLLAPSE.format(dead="thirty-one", hurt=30)),
    "/dividend": ("Odner Mills sets dividend", _DIVIDEND.format(cents=4)),
    "/other-dividend": ("Rolfsen Ropes sets payout", _DIVIDEND.format(cents=4)),
    "/monday-again": ("Rain on Monday", _MONDAY),
    "/twelve-again": ("Twelve die as a bridge falls", _TWELVE),
}
"""What a day brings again and again in the same words: forecasts, earnings, updates of a toll; and two true copies."""


WHEN_ASKED = {}
"""By path, what happens when a page is asked for."""


@pytest.fixture(scope="module")
def outlet():
    """The address of a server with these pages."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            pages = FORMS if self.path in FORMS else PAGES
            if self.path not in pages:
                self.send_error(404)
                return
            WHEN_ASKED.get(self.path, lambda: None)()
            headline, text = pages[self.path]
            paths = list(pages)
            after = paths[paths.index(self.path) + 1 :][:1]
            paragraphs = "".join(f"<p>{html.escape(part.rstrip('.'))}.</p>" for part in text.split(". ") if part)
            links = "".join(f'<a class="next" href="{path}">التالي</a>' for path in after)
            page = f"<!doctype html><meta charset=utf-8><h1>{headline}</h1><article>{paragraphs}</article>{links}"
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def crawl(outlet, tmp_path):
    """Crawls the pages from one on in a process of its own; returns what came through by path, the counters, and what was logged."""

    def crawl(kind="dict", begin="/flood", **settings):
        settings = {"DEDUP_INDEX": str(tmp_path / "seen.sqlite")} | settings
        result = tmp_path / "result.json"
        result.unlink(missing_ok=True)
        ran = subprocess.run(
            [sys.executable, "-m", "tests.integrations.crawl", outlet + begin, kind, json.dumps(settings), result],
            check=False, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
            timeout=300,
        )  # fmt: skip
        if not result.exists():
            return {}, {}, ran.stderr
        found = json.loads(result.read_text())
        items = {item["url"].removeprefix(outlet): item for item in found["items"]}
        counted = {name.removeprefix("dedup/"): n for name, n in found["stats"].items() if name.startswith("dedup/")}
        return items, counted, ran.stderr

    return crawl


def relations(item, path):
    """How an item relates to the page it repeats."""
    return [known["relation"] for known in item["known"] if known["id"].endswith(path)]


REACTORS = {
    "dict": {},
    "dataclass": {"TWISTED_REACTOR": "twisted.internet.selectreactor.SelectReactor"},
    "item": {"TWISTED_REACTOR_ENABLED": False},
}
"""Every kind of item, and every kind of event loop that Scrapy runs in."""


@pytest.mark.parametrize("kind", REACTORS)
def test_copies_are_dropped_and_what_shares_less_is_tagged(crawl, outlet, tmp_path, kind):
    items, counted, logged = crawl(kind, DEDUP_TAG_FIELD="known", **REACTORS[kind])
    assert set(items) == set(PAGES) - {"/copy"}, logged
    assert items["/flood"]["known"] == items["/rates"]["known"] == []
    assert relations(items["/cut"], "/flood") == ["contained"]
    assert relations(items["/extended"], "/flood") == ["containing"]
    assert relations(items["/quoting"], "/flood") == ["partial"]
    assert counted["added"] == 7
    assert counted["dropped"] == 1
    assert [one["safe_to_drop"] for one in items["/reprint"]["known"]] == [False]
    assert counted["relation/reprint"] == counted["relation/exact"] == 1
    assert counted["no_article"] == 1
    assert "is no article and passes unchecked" in logged
    with Index(tmp_path / "seen.sqlite") as index:
        assert len(index) == 7
        assert index.get(f"{outlet}/copy").text.split() == FLOOD.split()


def test_forecasts_earnings_and_updates_pass_and_true_copies_of_them_do_not(crawl):
    items, counted, logged = crawl(begin="/monday")
    assert set(items) == set(FORMS) - {"/monday-again", "/twelve-again"}, logged
    assert counted["dropped"] == 2


def test_a_second_crawl_brings_nothing_new(crawl, tmp_path):
    assert len(crawl()[0]) == 7
    items, counted, _ = crawl()
    assert set(items) == {"/pictures"}
    assert counted["unchanged"] == counted["relation/exact"] == counted["dropped"] == 7
    with Index(tmp_path / "seen.sqlite") as index:
        assert len(index) == 7


def text_of(path):
    """The text of a page as the spider brings it."""
    return "\n".join(f"{part.rstrip('.')}." for part in PAGES[path][1].split(". ") if part)


def add_pages(place, outlet, told):
    """What another program makes of the same pages: the loop of the docs."""
    with Index(place) as index:
        paths = [path for path in PAGES if text_of(path)]
        added = [(path, index.add({"url": outlet + path, "text": text_of(path)})) for path in paths]
    told.put([(path, one.outcome, one.is_new) for path, one in added])


async def add_pages_in_tasks(place, outlet):
    with Index(place) as index:
        paths = [path for path in PAGES if text_of(path)]
        items = [{"url": outlet + path, "text": text_of(path)} for path in paths]
        added = await asyncio.gather(*(asyncio.to_thread(index.add, item) for item in items))
    return [(path, one.outcome, one.is_new) for path, one in zip(paths, added, strict=True)]


def test_a_crawl_three_processes_and_an_asyncio_program_share_an_index(crawl, outlet, tmp_path):
    place = str(tmp_path / "seen.sqlite")
    Index(place).close()
    context = get_context("spawn")
    told = context.Queue()
    processes = [context.Process(target=add_pages, args=(place, outlet, told)) for _ in range(3)]
    for process in processes:
        process.start()
    with ThreadPoolExecutor() as threads:
        crawled = threads.submit(crawl, DEDUP_DROP="", DEDUP_TAG_FIELD="known")
        found = asyncio.run(add_pages_in_tasks(place, outlet))
        for _ in processes:
            found += told.get(timeout=200)
        items, counted, logged = crawled.result()
    for process in processes:
        process.join()
    assert len(items) == len(PAGES), logged
    known = {path for path, item in items.items() if item.get("known")}
    # Nothing is new twice: one program brings each page first, and the flood and the rates are each new once.
    assert sum(outcome == "added" for _, outcome, _ in found) + counted.get("added", 0) == len(PAGES) - 1
    assert {outcome for _, outcome, _ in found} <= {"added", "unchanged", "updated"}
    assert counted.get("revised", 0) == 0
    new = [path for path, _, is_new in found if is_new] + [*items.keys() - known - {"/pictures"}]
    assert len(new) == 2
    assert "/rates" in new
    # And nothing is lost.
    with Index(place) as index:
        assert {article.id: article.text for article in index} == {
            outlet + path: text_of(path) for path in PAGES if text_of(path)
        }


def test_which_relations_are_dropped_is_a_setting_that_the_command_line_can_give(crawl):
    items, _, _ = crawl(DEDUP_DROP="exact,reprint,contained,partial")
    assert set(items) == {"/flood", "/rates", "/extended", "/pictures"}
    assert "known" not in items["/flood"]


def test_an_item_that_cannot_be_tagged_passes_and_is_not_stored(crawl, tmp_path):
    items, counted, logged = crawl("item", DEDUP_TAG_FIELD="twins")
    assert set(items) == set(PAGES)
    assert counted["errors"] == len(PAGES) - 1
    assert 'StoryItem has no field "twins" to write to' in logged
    with Index(tmp_path / "seen.sqlite") as index:
        assert len(index) == 0


def test_an_item_that_nothing_can_be_written_to_passes(crawl, tmp_path):
    items, counted, logged = crawl("frozen", DEDUP_TAG_FIELD="known")
    assert set(items) == set(PAGES) - {"/copy"}, logged
    assert (counted["added"], counted["dropped"], counted["errors"]) == (7, 1, 6)
    assert "FrozenStory passes" in logged


@pytest.mark.parametrize("kind", REACTORS)
def test_no_item_is_lost_through_an_error(crawl, tmp_path, kind):
    items, counted, logged = crawl(
        kind, DEDUP_TAG_FIELD="known", TEST_DELETED=str(tmp_path / "seen.sqlite"), **REACTORS[kind]
    )
    assert set(items) == set(PAGES)
    assert counted["errors"] == 7
    assert "seen.sqlite: was deleted while it was open" in logged
    assert not (tmp_path / "seen.sqlite").exists()


def test_a_database_that_restarts_during_a_crawl_costs_no_item(crawl, outlet, monkeypatch):
    with ExitStack() as stack:
        try:
            server = stack.enter_context(postgresql(durable=False))
        except NoServer as reason:
            if os.environ.get("CI"):
                raise
            pytest.skip(str(reason))
        for path in ("/reprint", "/quoting"):
            monkeypatch.setitem(WHEN_ASKED, path, lambda: server.restart("fast"))
        address = server.database()
        items, counted, logged = crawl(DEDUP_INDEX=address)
        assert set(items) == set(PAGES) - {"/copy"}, logged
        assert (counted["added"], counted["dropped"], counted.get("errors", 0)) == (7, 1, 0), logged
        with Index(address) as index:
            assert {article.id for article in index} == {outlet + path for path in PAGES if text_of(path)}


def test_a_file_that_is_no_index_ends_the_crawl_before_it_begins(crawl, tmp_path):
    (tmp_path / "notes.txt").write_text("حليب وخبز\n" * 50, encoding="utf-8")
    items, _, logged = crawl(DEDUP_INDEX=str(tmp_path / "notes.txt"))
    assert items == {}
    assert "IndexFormatError" in logged
    assert "notes.txt: is no index" in logged


# Settings


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({}, "DEDUP_INDEX is not set"),
        ({"DEDUP_INDEX": "seen.sqlite", "DEDUP_DROP": ["copies"]}, '"copies" is neither "safe" nor a relation: exact'),
        ({"DEDUP_INDEX": "seen.sqlite", "DEDUP_WITHIN_DAYS": "a month"}, '"a month": give a number of days'),
        ({"DEDUP_INDEX": "seen.sqlite", "DEDUP_WITHIN_DAYS": 0}, '"0": give a number of days'),
        ({"DEDUP_INDEX": "seen.sqlite", "DEDUP_FIELDS": {"lead": "intro"}}, 'no part of an article is called "lead"'),
        ({"DEDUP_INDEX": "seen.sqlite", "DEDUP_FIELDS": "body"}, "DEDUP_FIELDS is no mapping"),
        ({"DEDUP_INDEX": "seen.sqlite", "DEDUP_SOURCE_FROM": "dir"}, 'is "dir", not "field" or "host"'),
        ({"DEDUP_INDEX": "seen.sqlite", "DEDUP_TAGFIELD": "known"}, "DEDUP_TAGFIELD is no setting"),
    ],
)
def test_a_setting_that_makes_no_sense_is_told_before_the_crawl(settings, reason):
    with pytest.raises(InputError, match="settings: ") as raised:
        PipelineSettings.of(Settings(settings))
    assert reason in str(raised.value)


def test_the_settings_in_the_docs_are_the_defaults():
    page = (ROOT / "docs" / "scraping.md").read_text(encoding="utf-8")
    written: dict = {}
    exec(page.split("```python\n")[1].split("```")[0], written)
    project = Settings({name: value for name, value in written.items() if name.isupper()})
    assert load_object(next(iter(project.getdict("ITEM_PIPELINES")))) is DedupPipeline
    assert PipelineSettings.of(project) == PipelineSettings(index="seen.sqlite", fields={})


def test_the_command_line_can_give_every_setting():
    found = PipelineSettings.of(
        Settings(
            {
                "DEDUP_INDEX": "seen.sqlite",
                "DEDUP_DROP": "exact,partial",
                "DEDUP_WITHIN_DAYS": "1.5",
                "DEDUP_FIELDS": '{"text": "story"}',
            }
        )
    )
    assert found.drop == ("exact", "partial")
    assert found.within.total_seconds() == 36 * 3600
    assert found.fields == {"text": "story"}


def test_without_scrapy_the_extra_is_named():
    code = "import sys; sys.modules['scrapy'] = None; import dedup.integrations.scrapy"
    ran = subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT, capture_output=True, text=True)
    assert ran.stderr.endswith("DedupPipeline needs an extra: pip install 'dedup-news[scrapy]'\n")


# Items


def test_an_item_is_read_as_its_fields_say():
    one = article_of(
        {
            "link": ["https://www.sabq.org/7"],
            "paras": ["غمرت المياه السوق.", "ولم يصب أحد."],
            "author": ["رويترز", "واس"],
        },
        Fields({"text": "paras"}, "host"),
    )
    assert one == Article(
        "https://www.sabq.org/7", "غمرت المياه السوق.\nولم يصب أحد.", source="sabq.org", url="https://www.sabq.org/7",
        author="رويترز, واس",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ({"url": "https://www.sabq.org/7", "photo": "flood.jpg"}, "no text field among url, photo"),
        ({"url": "https://www.sabq.org/7", "text": "  "}, "no text: empty"),
        ({"text": "The river rose by two metres."}, "neither id nor url"),
    ],
)
def test_what_is_no_article_says_why(item, reason):
    with pytest.raises(InputError, match=reason):
        article_of(item, Fields({}, "field"))
