"""Scrapy: a pipeline that asks an index about every item, drops what is known and tags the rest."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from typing import Any, Self, TypeVar

from dedup.article import Article
from dedup.errors import InputError, MissingExtra
from dedup.index import Index, Outcome
from dedup.integrations.scrapy_settings import SAFE, PipelineSettings
from dedup.reading.fields import Fields
from dedup.reading.records import Record
from dedup.results import Match

try:
    from itemadapter import ItemAdapter
    from scrapy.crawler import Crawler
    from scrapy.exceptions import DropItem
    from scrapy.statscollectors import StatsCollector
    from scrapy.utils.asyncio import is_asyncio_available
except ImportError:
    raise MissingExtra("DedupPipeline", "scrapy") from None

T = TypeVar("T")

_NO_ID = "\0"
"""Stands for the id of an item that has none."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article of the index that an item repeats, as it is written into the tag field.

    `relation` is one of `RELATIONS`, seen from the item. `containment` is the share of the item's words that stand in
    the known article, `similarity` that of both, in [0, 1]. `origin` is the id of the one that the other most likely
    comes from, None where that is open.
    """

    id: str
    relation: str
    similarity: float
    containment: float
    origin: str | None
    safe_to_drop: bool


class DedupPipeline:
    """Drops items whose text is known already, tags those that share some of it, and remembers them all.

    An item is an article if it has a text, and an id or an address; other items pass as they are. It is checked and
    stored in one transaction, whether it is dropped or not, so that of two spiders that bring the same article at the
    same time one is second. An item that comes again with the same id and the same text is "exact"; with another text
    it passes and becomes a revision of the first.

    If checking fails - the database is away, the index was deleted, the item cannot take the tag - the item passes as
    it is, which is logged and counted as `dedup/errors`.

    The index is used in a thread of its own: neither a busy database nor a long article holds up the downloads.
    """

    def __init__(self, settings: PipelineSettings, stats: StatsCollector) -> None:
        self.settings = settings
        self._stats = stats
        self._fields = Fields(settings.fields or {}, settings.source_from)
        self._thread = ThreadPoolExecutor(1, "dedup")
        self._opened: Index | None = None
        self._told = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The pipeline that a project's settings describe. Raises `InputError` for settings that make no sense."""
        if crawler.stats is None:
            raise InputError("settings: the crawler has no stats to count in")
        return cls(PipelineSettings.of(crawler.settings), crawler.stats)

    async def open_spider(self) -> None:
        """Open the index. What is wrong with it ends the crawl before the first request."""
        self._opened = await self._apart(Index, self.settings.index)

    async def close_spider(self) -> None:
        """Close the index."""
        if self._opened is not None:
            await self._apart(self._opened.close)
        self._thread.shutdown()

    async def process_item(self, item: Any) -> Any:
        """The item, tagged where that is asked for. Raises `DropItem` for one that is known."""
        try:
            adapter = ItemAdapter(item)
            article = self._article(adapter)
            if article is None:
                return item
            self._require_tag_field(item)
            outcome, known = await self._apart(self._add, article)
            self._count(outcome)
            repeated = next(filter(self._is_dropped_for, known), None)
            if repeated is None and self.settings.tag_field:
                adapter[self.settings.tag_field] = [asdict(one) for one in known]
        except Exception:  # whatever goes wrong here costs no item
            self._count("errors")
            logger.exception("dedup: %s passes unchecked", type(item).__name__)
            return item
        if known:
            self._count(f"relation/{known[0].relation}")
        if repeated is not None:
            self._count("dropped")
            raise DropItem(f"{repeated.relation}: {article.id} repeats {repeated.id}")
        return item

    def _is_dropped_for(self, one: StoredArticle) -> bool:
        return one.relation in self.settings.drop or (one.safe_to_drop and SAFE in self.settings.drop)

    def _article(self, adapter: ItemAdapter) -> Article | None:
        try:
            return article_of(adapter, self._fields)
        except InputError as error:
            self._pass_by(adapter.item, error.reason)
            return None

    def _add(self, article: Article) -> tuple[Outcome, Sequence[StoredArticle]]:
        """What became of the article in the index, and which articles it repeats, best first."""
        added = self._index.add(article, within=self.settings.within)
        known = [repeated_article(added.article_id, match) for match in added]
        again = StoredArticle(article.id, "exact", 1.0, 1.0, article.id, safe_to_drop=True)
        return added.outcome, [again, *known] if added.already_stored else known

    @property
    def _index(self) -> Index:
        if self._opened is None:
            raise InputError("the index is not open: the pipeline works in a crawl only")
        return self._opened

    def _require_tag_field(self, item: Any) -> None:
        """Raises `InputError` for an item that cannot take the tag, before anything of it is stored."""
        declared = ItemAdapter.get_field_names_from_class(type(item))  # None: takes any
        field = self.settings.tag_field
        if field and declared is not None and field not in declared:
            raise InputError(
                f'{type(item).__name__} has no field "{field}" to write to: declare it, or change DEDUP_TAG_FIELD'
            )

    def _pass_by(self, item: Any, reason: str) -> None:
        self._count("no_article")
        if not self._told:
            logger.warning(
                "dedup: %s is no article and passes unchecked, as will others: %s", type(item).__name__, reason
            )
            self._told = True

    def _count(self, what: str) -> None:
        self._stats.inc_value(f"dedup/{what}")

    def _apart(self, work: Callable[..., T], *arguments: Any) -> Awaitable[T]:
        return _awaited(self._thread.submit(work, *arguments))


def article_of(item: Mapping[str, Any], fields: Fields) -> Article:
    """The article that an item is; its address is its id where it has no other.

    Lists of one are taken as what is in them, as item loaders make them; a text in several pieces is joined.

    Raises `InputError` where there is no text, or neither id nor address.
    """
    values = {name: value[0] if isinstance(value, list) and len(value) == 1 else value for name, value in item.items()}
    article = fields.article(Record(values, number=1), _NO_ID)
    if article.id != _NO_ID:
        return article
    if not article.url:
        raise InputError("neither id nor url")
    return replace(article, id=article.url)


def repeated_article(article_id: str, match: Match) -> StoredArticle:
    """The other article of a match, as an item with this id repeats it."""
    match = match.seen_from(article_id)
    relation = "containing" if match.contained == "b" else match.relation
    origin = {"a": match.a, "b": match.b}.get(match.origin or "")
    return StoredArticle(match.b, relation, match.similarity, match.containment_a, origin, "a" in match.safe_to_drop)


def _awaited(future: Future[T]) -> Awaitable[T]:
    """A thread's result as what a coroutine of this crawl may wait for: Twisted alone knows no futures of asyncio."""
    if is_asyncio_available():
        return asyncio.wrap_future(future)
    from twisted.internet import reactor
    from twisted.internet.defer import Deferred

    deferred: Deferred[T] = Deferred()

    def tell() -> None:
        error = future.exception()
        if error is None:
            deferred.callback(future.result())
        else:
            deferred.errback(error)

    future.add_done_callback(lambda _: reactor.callFromThread(tell))
    return deferred
