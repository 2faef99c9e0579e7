"""A small newsroom as a page, opened in the system's Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dedup import compare, scan
from dedup.article import Article
from dedup.output.html import write_comparison, write_page

ARGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

FLOOD = (
    "The river rose two metres overnight and flooded the old market of Harlow, the mayor told reporters on Monday morning.\n"
    "Rescue teams in boats brought 214 people to the sports hall, where volunteers handed out blankets and hot soup.\n"
    "Forecasters expect more rain until Thursday, and the council has asked residents of the lower town to leave.\n"
    "Insurers put the damage at 40 million, a figure that the chamber of commerce called far too low."
)
DROUGHT = (
    "أعلنت وزارة الزراعة صباح الأحد أن محصول القمح هذا الموسم لن يتجاوز ثلث ما كان متوقعا بسبب الجفاف الطويل في السهول الشرقية.\n"
    "وقال الوزير في مؤتمر صحفي إن الحكومة ستشتري 350 ألف طن من الخارج قبل نهاية الصيف لتعويض النقص في الأسواق.\n"
    "وطالب اتحاد المزارعين بتعويضات عاجلة، مؤكدا أن مئات القرى فقدت مصدر رزقها الوحيد خلال الأشهر الماضية."
)
OWN = (
    "The city museum opens a wing for photography in autumn, built from the brick of the tannery that stood there.",
    "Harbour pilots ended their strike after eleven days when the port authority agreed to shorter night shifts.",
)
HOSTILE = (
    "<script>window.hacked = true</script><img src=x onerror='window.hacked = true'>\n"
    "</script><script>window.hacked = true</script><!-- --> {{ 7 * 7 }} \u2028 \u2029 \u202e txet desrever \u202c end\n"
    "=HYPERLINK(\"http://example.org\") 😀 𝒜stral and a half \ud800 pair\n" + "x" * 60_000 + " end of line"
)  # fmt: skip

START = datetime(2026, 3, 2, 6, 0)


def newsroom() -> list[Article]:
    """Two families, a partial match, an article that says things twice, one that means harm."""

    def article(name: str, outlet: str, hours: float, title: str, text: str) -> Article:
        return Article(name, text, title=title, source=outlet, published=START + timedelta(hours=hours))

    lines = FLOOD.split("\n")
    edited = FLOOD.replace("214 people", "219 people").replace("hot soup", "warm soup").replace("Harlow", "Harlowe")
    caption = "The bridge of Harlow on Monday morning (Reuters)"
    return [
        article("wire-1", "The Wire", 0, "Flood in Harlow", FLOOD),
        article("herald-1", "Herald", 3, "Harlow under water", edited),
        article("post-1", "Post", 30, "Market flooded", FLOOD + "\n" + OWN[0]),
        article(
            "echo-1", "Echo", 50, "What insurers say", f"{OWN[1]}\n{lines[1]}\n{OWN[0]}\n{lines[2]}\n{OWN[1][:60]}"
        ),
        article("sahl-1", "السهل", 1, "الجفاف يهدد القمح", DROUGHT),
        article(
            "nahr-1", "النهر", 7, "خسائر المزارعين", DROUGHT.replace("350", "530").replace("صباح الأحد", "مساء الأحد")
        ),
        article("bridge-1", "Herald", 5, "The bridge", f"{caption}\n{OWN[1]}\n{caption}\n{caption}"),
        article("evil-1", "<b>Evil</b>", 9, "<img src=x onerror='window.hacked = true'>\u202e", HOSTILE),
        article("evil-2", "<b>Evil</b>", 10, '"><script>window.hacked = true</script>', HOSTILE),
    ]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


FOOTER = "Sign up for our morning letter and follow the Gazette of Lower Harlow wherever you read the news."
TOPICS = ["Ferries", "Bees", "Taxes", "Tulips", "Trams", "Clay", "Choirs", "Locks", "Goats", "Ink", "Salt", "Kites"]


@pytest.fixture(scope="session")
def gazette_file(folder: Path) -> Path:
    """An outlet that closes twelve articles of twelve days with the same line."""
    articles = [
        Article(
            f"gazette-{day}",
            " ".join(f"{topic} {word} {day * 31 + n}" for n, word in enumerate(OWN[day % 2].split())) + f".\n{FOOTER}",
            title=topic,
            source="Gazette",
            published=START + timedelta(days=day),
        )
        for day, topic in enumerate(TOPICS)
    ]
    path = folder / "gazette.html"
    write_page(scan(articles), path)
    return path


@pytest.fixture(scope="session")
def report_file(folder: Path) -> Path:
    path = folder / "report.html"
    write_page(scan(newsroom(), jobs=1), path, name="newsroom <&>")
    return path


@pytest.fixture(scope="session")
def comparison_file(folder: Path) -> Path:
    path = folder / "comparison.html"
    herald, wire = newsroom()[1], newsroom()[0]
    write_comparison(compare(herald, wire), herald, wire, path)
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The system's Chromium. Where there is none the tests are skipped, but never in continuous integration.

    It is closed when a module is done: while it is open its thread has a running event loop, in which no other test
    could run one of its own.
    """
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        chromium = None
    if chromium is None:
        message = "needs Chromium and the Python package playwright"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=ARGS)
        yield running
        running.close()


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page at an address in it; fails the test if the page reports an error or asks the network for anything."""
    contexts, problems = [], []

    def visit(path: Path, at: str = "", **settings: Any) -> Any:
        context = browser.new_context(**({"viewport": {"width": 1300, "height": 900}} | settings))
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.on("request", lambda one: None if one.url.startswith(("file:", "blob:")) else problems.append(one.url))
        page.goto(f"{path.as_uri()}{at}")
        page.wait_for_selector("html[data-ready]")
        return page

    yield visit
    for context in contexts:
        context.close()
    assert problems == []
