"""What the settings of a Scrapy project say about the pipeline, checked once before the crawl."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from dedup.errors import InputError
from dedup.reading.fields import Fields, SourceFrom

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

RELATIONS = ("exact", "reprint", "contained", "containing", "partial")
"""How an item relates to an article that is known, seen from the item: "contained" stands in the known one,
"containing" has the known one in it and more, which a match calls contained as well."""

SAFE = "safe"
"""Stands beside relations for items in which nothing is lacking in a known article, or stands there otherwise."""

NAMES = ("DEDUP_INDEX", "DEDUP_DROP", "DEDUP_TAG_FIELD", "DEDUP_WITHIN_DAYS", "DEDUP_FIELDS", "DEDUP_SOURCE_FROM")


@dataclass(frozen=True, slots=True)
class PipelineSettings:
    """The settings of `DedupPipeline`; their names in Scrapy start with `DEDUP_`."""

    index: str
    """Path of the index, or its `postgresql://` address."""

    drop: tuple[str, ...] = (SAFE,)
    """Items that are safe to drop in favour of a known article are dropped, or those in one of these relations."""

    tag_field: str = ""
    """The field of an item that gets the list of known articles it repeats; none is written where this is ""."""

    within: timedelta | None = None
    """Only articles published (or added, if undated) so long before or after an item count; None: all."""

    fields: Mapping[str, str] | None = None
    """Names of an item's fields by the part of an article they hold, where they are not the usual ones."""

    source_from: SourceFrom = "field"
    """Where an item's outlet comes from: a field, or the host of its address."""

    def __post_init__(self) -> None:
        _check(bool(self.index), "DEDUP_INDEX is not set: give the path of an index, or its postgresql:// address")
        for name in self.drop:
            _check(
                name == SAFE or name in RELATIONS,
                f'DEDUP_DROP: "{name}" is neither "{SAFE}" nor a relation: {", ".join(RELATIONS)}',
            )
        _check(
            self.source_from in ("field", "host"), f'DEDUP_SOURCE_FROM is "{self.source_from}", not "field" or "host"'
        )
        try:
            Fields(self.fields or {}, self.source_from)
        except InputError as error:
            raise InputError(f"settings: DEDUP_FIELDS: {error.reason}") from None

    @classmethod
    def of(cls, settings: BaseSettings) -> PipelineSettings:
        """The settings of a project. Raises `InputError` for one that is missing, unknown or makes no sense."""
        unknown = [name for name in settings if str(name).startswith("DEDUP_") and name not in NAMES]
        _check(not unknown, f"{unknown[0] if unknown else ''} is no setting of the pipeline: {', '.join(NAMES)}")
        try:
            fields = settings.getdict("DEDUP_FIELDS")
        except (TypeError, ValueError):
            raise InputError("settings: DEDUP_FIELDS is no mapping of an article's parts to field names") from None
        return cls(
            index=str(settings.get("DEDUP_INDEX") or ""),
            drop=tuple(settings.getlist("DEDUP_DROP", [SAFE])),
            tag_field=str(settings.get("DEDUP_TAG_FIELD") or ""),
            within=_days(settings.get("DEDUP_WITHIN_DAYS")),
            fields=fields,
            source_from=settings.get("DEDUP_SOURCE_FROM", "field"),
        )


def _days(value: object) -> timedelta | None:
    if value in {None, ""}:
        return None
    try:
        days = float(str(value))
    except ValueError:
        days = math.nan
    _check(0 < days < timedelta.max.days, f'DEDUP_WITHIN_DAYS is "{value}": give a number of days above 0')
    return timedelta(days=days)


def _check(condition: bool, message: str) -> None:
    if not condition:
        raise InputError(f"settings: {message}")
