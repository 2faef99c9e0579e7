"""Draws docs/assets/page-*.png: the HTML report of docs/newsroom.jsonl, as Chromium shows it.

The seeds are independent reports, so nothing in them is a copy. In that invented newsroom a report on a derailed
funicular is printed word for word, cut, and with other figures and without its credit; smaller stories stand beside it.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

import dedup
from dedup.output.html import write_page

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "docs" / "assets"
ARGS = ["--headless", "--no-sandbox", "--disable-gpu"]
PICTURES = {
    "page-overview.png": ("", 900),
    "page-pair.png": ("#family=wire-lisbon&pair=wire-lisbon%2Cevening-lisbon", 720),
}
"""Of each picture, the address on the page and its height."""


def main() -> None:
    """Draw the pictures."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "report.html"
        write_page(dedup.scan(dedup.read(ROOT / "docs" / "newsroom.jsonl")), page_file, name="newsroom.jsonl")
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
