"""A crawl in a process of its own, as Scrapy needs one: a spider that follows an outlet's pages one after the other.

    python crawl.py ADDRESS KIND SETTINGS RESULT

KIND says what the spider yields ("dict", "dataclass", "item" or "frozen"), SETTINGS is JSON, and RESULT gets the items that came
through and the crawl's counters, as JSON.
"""

from __future__ import annotations

import json
import sys
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import scrapy
from itemadapter import ItemAdapter
from scrapy.crawler import AsyncCrawlerProcess, CrawlerProcess
from scrapy.exceptions import ScrapyDeprecationWarning


@dataclass
class Story:
    url: str
    headline: str
    body: str = ""
    known: list = field(default_factory=list)


@dataclass(frozen=True)
class FrozenStory:
    url: str
    headline: str
    body: str = ""
    known: tuple = ()


class StoryItem(scrapy.Item):
    url = scrapy.Field()
    headline = scrapy.Field()
    body = scrapy.Field()
    known = scrapy.Field()


KINDS = {"dict": dict, "dataclass": Story, "item": StoryItem, "frozen": FrozenStory}


class Outlet(scrapy.Spider):
    name = "outlet"

    def parse(self, response):
        deleted = self.settings.get("TEST_DELETED")
        if deleted:
            Path(deleted).unlink(missing_ok=True)
        body = response.css("article p::text").getall()
        found = {"url": response.url, "headline": response.css("h1::text").get()} | ({"body": body} if body else {})
        yield KINDS[self.kind](**found)
        yield from response.follow_all(css="a.next")


class Kept:
    """The last pipeline: what comes here would be stored."""

    items: ClassVar[list[dict]] = []

    def process_item(self, item):
        self.items.append(dict(ItemAdapter(item)))
        return item


def crawl(address: str, kind: str, settings: dict) -> dict:
    settings = {
        "ITEM_PIPELINES": {"dedup.integrations.scrapy.DedupPipeline": 300, Kept: 900},
        "LOG_LEVEL": "WARNING",
        "TELNETCONSOLE_ENABLED": False,
    } | settings
    in_asyncio = settings.get("TWISTED_REACTOR_ENABLED") is False
    process = (AsyncCrawlerProcess if in_asyncio else CrawlerProcess)(settings)
    crawler = process.create_crawler(Outlet)
    process.crawl(crawler, start_urls=[address], kind=kind)
    process.start()
    stats = {name: value for name, value in crawler.stats.get_stats().items() if isinstance(value, int)}
    return {"items": Kept.items, "stats": stats}


if __name__ == "__main__":
    warnings.simplefilter("error", ScrapyDeprecationWarning)
    to, what, given, result = sys.argv[1:]
    Path(result).write_text(json.dumps(crawl(to, what, json.loads(given))), encoding="utf-8")
