"""Draws docs/assets/page-*.png: the HTML report of the seeds and of copies made from them, as Chromium shows it.

The seeds are independent reports, so nothing in them is a copy. The pictures need one: here an outlet prints the report
on the meeting in Beijing again with other figures and another spelling, and a third one keeps only its beginning.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

import dedup
from dedup.output.html import write_page

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "docs" / "assets"
START = datetime(2025, 9, 3, 9, 40, tzinfo=UTC)
ARGS = ["--headless", "--no-sandbox", "--disable-gpu"]
PICTURES = {"page-overview.png": ("", 860), "page-pair.png": ("#family=first&pair=first%2Cagain", 1180)}
"""Of each picture, the address on the page and its height."""


def articles() -> Iterator[dedup.Article]:
    """The seeds, and what two outlets make of the first of them."""
    seeds = sorted(dedup.read(str(ROOT / "seeds")), key=lambda one: one.id)
    for number, seed in enumerate(seeds[1:]):
        yield replace(seed, source=f"outlet {number + 1}", published=START + timedelta(hours=7 * number))
    lines = [line for line in seeds[0].text.split("\n")[:9] if line.strip()]
    story = "\n".join(lines)
    again = "\n".join(["بكين - خاص", lines[1], lines[3], lines[2], seeds[1].text.split("\n")[12], *lines[5:]])
    again = again.replace("الـ80", "الـ79").replace("جونج", "جونغ").replace("اليوم الأربعاء", "أمس")
    first = replace(seeds[0], id="first", text=story, source="the wire", published=START - timedelta(hours=2))
    yield first
    yield replace(first, id="again", text=again, source="evening paper", published=START + timedelta(hours=5))
    yield replace(first, id="short", text=story[:900], source="radio", published=START + timedelta(minutes=50))


def main() -> None:
    """Draw the pictures."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "report.html"
        write_page(dedup.scan(articles()), page_file, name="seeds and copies")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGS)
        for name, (address, height) in PICTURES.items():
            page = browser.new_page(viewport={"width": 1280, "height": height}, color_scheme="light")
            page.goto(page_file.as_uri() + address)
            page.wait_for_selector("html[data-ready]")
            page.wait_for_timeout(300)
            page.screenshot(path=ASSETS / name)
            print(f"Drew {name}")
        browser.close()


if __name__ == "__main__":
    main()
