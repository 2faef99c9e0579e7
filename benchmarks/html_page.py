"""What a page costs: how long it takes to write and to open, how large it is, how fast its search answers.

    python -m benchmarks.html_page ARTICLES.jsonl

Writing is compared with what `dedup report` takes for the same articles without a page: `report_seconds` are reading,
scanning, and looking for repeats, credits and shared wording, all in one process whose kernels are compiled already;
`page_seconds` come on top of them with `--html`, and `page_share` is the one by the other.

Writes one JSON to benchmarks/results/. Needs the package's extras `html` and `dev`, and Chromium.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.startup import circumstances, write

ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
VISITS = 3
SLOWED = 4
QUERY = "وزير الخارجية"
TYPE = """async (letters) => {
  const box = document.querySelector('#view input[type="search"]');
  const times = [];
  for (let n = 1; n <= letters.length; n++) {
    const begin = performance.now();
    box.value = letters.slice(0, n);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    times.push(performance.now() - begin);
  }
  return times;
}"""


def written(source: str, page: Path) -> dict[str, float]:
    """Seconds of the scan with all that a report holds, and of writing the page; its size in MB."""
    import dedup
    from dedup.output.html import write_page

    begin = time.perf_counter()
    report = dedup.scan(dedup.read(source))
    scanned = time.perf_counter()
    for part in ("repeats", "credits", "shared"):
        getattr(report, part)
    found = time.perf_counter()
    write_page(report, page, name=Path(source).name)
    done = time.perf_counter()
    return {
        "articles": len(report.articles),
        "families": len(report.clusters),
        "matches": len(report.matches),
        "scan_seconds": round(scanned - begin, 2),
        "report_seconds": round(found - begin, 2),
        "page_seconds": round(done - found, 2),
        "page_share": round((done - found) / (found - begin), 3),
        "megabytes": round(page.stat().st_size / 1e6, 1),
    }


def opened(browser: Any, page_file: Path, slowed: int = 1) -> dict[str, float]:
    """Milliseconds until something shows, until all views work, and of each letter typed into the search box.

    `slowed`: how many times slower the browser's processor is made.
    """
    page = browser.new_page(viewport={"width": 1300, "height": 900})
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowed})
    begin = time.perf_counter()
    page.goto(f"{page_file.as_uri()}#families", wait_until="commit")
    page.wait_for_selector("html[data-ready]")
    ready = time.perf_counter() - begin
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    letters = page.evaluate(TYPE, QUERY)
    page.close()
    return {
        "first_paint_ms": round(paint),
        "ready_ms": round(1000 * ready),
        "search_median_ms": round(median(letters), 1),
        "search_slowest_ms": round(max(letters), 1),
    }


def main() -> None:
    """Measure, print, and write the result."""
    from playwright.sync_api import sync_playwright

    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "report.html"
        found: dict[str, Any] = {"writing": written(sys.argv[1], page_file)}
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGS)
        found["opening"] = [opened(browser, page_file) for _ in range(VISITS)]
        found["opening_slowed"] = [opened(browser, page_file, SLOWED) for _ in range(VISITS)]
        browser.close()
    print(json.dumps(found, indent=1))
    write("html-page", {**circumstances(), **found})


if __name__ == "__main__":
    main()
