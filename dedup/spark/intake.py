"""Articles in: read from rows, sketched where they stand, and numbered in the order of their content."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dedup.arguments import require_text
from dedup.article import Article
from dedup.candidates.nominate import representatives
from dedup.config import Config
from dedup.corpus.collection import seconds_of
from dedup.corpus.days import NO_OUTLET, days_of
from dedup.dates import DateColumns
from dedup.errors import InputError
from dedup.fields.arrow import python_values
from dedup.fields.names import FIELD_NAMES
from dedup.judge.stubs import stubs
from dedup.reading.fields import Fields
from dedup.reading.records import Record
from dedup.runtime.storage import Arrays, Workspace
from dedup.sketch.batches import Sketcher
from dedup.sketch.batches import batches as in_batches
from dedup.sketch.sketches import COLUMNS, Sketches, from_columns
from dedup.spark.arrow import Batches, Schema, as_bytes, as_table, lists, numbers, records_as_bytes, rows
from dedup.spark.cluster import Cluster, require_table
from dedup.weigh.marks import QUOTED, flag_speech

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

SKETCH: Schema = {
    "digest": "bigint", "tokens": "binary", "signatures": "binary", "fingerprints": "binary",
    "lines": "binary", "speeches": "binary", "numbers": "binary",
}  # fmt: skip
READ: Schema = {
    "id": "string", "reason": "string", "source": "string", "outlet": "bigint", "published": "double", "day": "bigint",
    "n_tokens": "bigint", "article": "binary", **SKETCH,
}  # fmt: skip
"""An article, or why a row is none. `digest` is in the order of unsigned numbers, `outlet` the hash of its name."""

PLACED: Schema = {"local": "bigint", "first": "bigint", "is_stub": "boolean", "n_quoted": "bigint"}
"""Where an article stands in its part, where the first with the same words does, whether its text is a stub, and how
many of its words stand in quotation marks."""

NO_ID = "no id: the column of ids is empty here"
_FLIP = np.uint64(1 << 63)


def read_articles(
    cluster: Cluster, table: DataFrame, names: Mapping[str, str], config: Config, dates: str
) -> DataFrame:
    """The articles of a table with their sketches, and the rows that are none with the reason (READ)."""
    columns = _wanted(table, names)
    own = {part: (name,) for part, name in names.items()}
    quoted = (f"`{name.replace('`', '``')}`" for name in columns)
    chosen = table.selectExpr(
        *(f"{name} AS c{place}" for place, name in enumerate(quoted))
    )  # dots in a name lead astray
    facts = {"names": own, "columns": columns, "dates": dates or _order_of_dates(cluster, chosen, columns, own)}
    return cluster.run(chosen, _read, READ, config=config, **facts)


def numbered(cluster: Cluster, table: DataFrame, config: Config) -> DataFrame:
    """Articles that have words, with `number` in the order of content and `representative`: the first with its words.

    `part` is the address where an article's neighbours by number stand.
    """
    from pyspark.sql import functions as fn

    size = (1 << 64) / cluster.n
    place = fn.least(fn.floor((fn.col("digest").cast("double") + float(1 << 63)) / size), fn.lit(cluster.n - 1))
    ordered = cluster.together(table.withColumn("part", cluster.address(place)), "digest", "id")
    schema = {"part": "bigint", **READ, **PLACED}
    placed = cluster.keep(cluster.run(ordered, _placed, schema, config=config))
    sizes = {row["part"]: row["count"] for row in placed.groupBy("part").count().collect()}
    before = np.cumsum([0, *(sizes.get(one, 0) for one in cluster.addresses.tolist())])
    offsets = fn.create_map(*(fn.lit(int(x)) for pair in zip(cluster.addresses, before, strict=False) for x in pair))
    offset = fn.element_at(offsets, fn.col("part"))
    return placed.select(
        "*", (fn.col("local") + offset).alias("number"), (fn.col("first") + offset).alias("representative")
    )


def articles_in(table: pa.Table) -> list[Article]:
    """The articles of rows with a column `article`."""
    return [Article(*pickle.loads(one)) for one in table["article"].to_pylist()]


def sketches_in(table: pa.Table | pa.RecordBatch, config: Config) -> Sketches:
    """The sketches of rows (SKETCH)."""
    return from_columns(_arranged(table, config), config)


def _arranged(table: pa.Table | pa.RecordBatch, config: Config) -> Iterator[NDArray[Any]]:
    names = set(table.schema.names)
    empty = np.zeros(table.num_rows, np.int64)
    for name, dtype in COLUMNS:
        if name == "digests":
            yield unsigned(numbers(table, "digest"))
        elif name == "signatures":
            yield lists(table, name, dtype)[0] if name in names else np.empty((0, config.n_slots), np.uint32)
        elif name.startswith("n_"):
            yield lists(table, name[2:], np.uint8)[1] // _WIDTHS[name[2:]] if name[2:] in names else empty
        else:
            yield lists(table, name, dtype)[0] if name in names else np.empty(0, dtype)


_WIDTHS = {"tokens": 4, "fingerprints": 8, "lines": 4, "speeches": 12, "numbers": 8}


def unsigned(digests: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Digests as the sketches have them."""
    return digests.astype(np.int64).view(np.uint64) ^ _FLIP


def outlet_number(name: str) -> int:
    """A number for an outlet, the same wherever its name is met; `NO_OUTLET` where the name says nothing."""
    if not name.strip():
        return NO_OUTLET
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


def columns_named(table: DataFrame, given: Mapping[str, object], date_format: str) -> dict[str, str]:
    """The columns that a caller named, by part. Raises `InputError` where articles cannot be made as is said."""
    require_table(table)
    names = {part: require_text(part, name, "the name of a column") for part, name in given.items() if name is not None}
    wanted = _wanted(table, names)
    once = str if table.sparkSession.conf.get("spark.sql.caseSensitive", "false") == "true" else str.lower
    counts = Counter(map(once, table.columns))
    for name in wanted:
        if counts[once(name)] > 1:
            raise InputError(f'{counts[once(name)]} columns are called "{name}": rename or drop all but one')
    DateColumns(date_format)
    return names


def _wanted(table: DataFrame, names: Mapping[str, str]) -> list[str]:
    """The columns that articles are made of. Raises `InputError` where one is missing."""
    from dedup.fields.names import Names

    known = list(table.columns)
    listed = ", ".join(known) or "none"
    for part, name in names.items():
        if name not in known:
            raise InputError(f'there is no column "{name}" for {part}, there are {listed}')
    finder = Names({part: (name,) for part, name in names.items()})
    plan = finder.plan(dict.fromkeys(known, ""))
    for part in ("id", "text"):
        if not any(path[0] in known for path in plan[part]):
            looked = ", ".join(FIELD_NAMES[part][:4])
            raise InputError(
                f"no column for the {part} among {listed}: looked for {looked} ...; name it: scan(df, {part}='...')"
            )
    return finder.wanted(known)


def _order_of_dates(cluster: Cluster, table: DataFrame, columns: list[str], names: Mapping[str, Sequence[str]]) -> str:
    """How dates in numbers alone are written in the whole table: "day-first", "month-first", or "" where none tells."""
    if all(kind != "string" for _, kind in table.dtypes):
        return ""
    shown = cluster.run(table, _shown, {"lead": "bigint"}, names=names, columns=columns).collect()
    lead = sum(row["lead"] for row in shown)
    return "day-first" if lead > 0 else "month-first" if lead < 0 else ""


def _shown(batches: Batches, *, names: Mapping[str, Sequence[str]], columns: list[str]) -> Iterator[pa.RecordBatch]:
    """How many dates more show the day first than the month."""
    fields = Fields(names, "field")
    for record in _records(batches, columns):
        dated = fields.date_of(record, "")
        if dated is not None:
            fields.dates.learn(dated[1], dated[0])
    yield from rows({"lead": "bigint"}, {"lead": [sum(fields.dates.leads.values())]})


def _records(batches: Batches, columns: Sequence[str]) -> Iterator[Record]:
    for batch in batches:
        for values in zip(*map(python_values, batch.columns), strict=True):
            yield Record(dict(zip(columns, values, strict=True)), 1)


def _read(
    batches: Batches, *, names: Mapping[str, Sequence[str]], columns: list[str], dates: str, config: Config
) -> Iterator[pa.RecordBatch]:
    fields, sketcher, workspace = Fields(names, "field", dates), Sketcher(config), Workspace()
    pending: list[Article] = []

    def texts() -> Iterator[str]:
        for record in _records(batches, columns):
            made = _article(fields, record)
            if isinstance(made, Article):
                pending.append(made)
                yield made.text
            else:
                left_out.append(made)

    left_out: list[tuple[str, str]] = []
    for some in in_batches(texts()):
        yield from _sketched(pending[: len(some)], sketcher(some, workspace))
        del pending[: len(some)]
    if left_out:
        ids, reasons = zip(*left_out, strict=True)
        yield from rows(READ, {"id": list(ids), "reason": list(reasons)})


def _article(fields: Fields, record: Record) -> Article | tuple[str, str]:
    """The article of a row, or its id and why it is none."""
    try:
        article = fields.article(record, "\0")
    except InputError as error:
        name = next((value for _, value in fields.names.values(record.fields, "id")), "")
        return str(name), error.reason
    return ("", NO_ID) if article.id == "\0" else article


def _sketched(articles: Sequence[Article], parts: Arrays) -> Iterator[pa.RecordBatch]:
    made = dict(zip((name for name, _ in COLUMNS), parts, strict=True))
    published = np.array([seconds_of(one.published) for one in articles], np.float64)
    columns = {
        "id": [one.id for one in articles],
        "source": [one.source for one in articles],
        "outlet": [outlet_number(one.source) for one in articles],
        "published": published,
        "day": days_of(published),
        "n_tokens": made["n_tokens"],
        "article": [pickle.dumps(_fields(one), pickle.HIGHEST_PROTOCOL) for one in articles],
        "digest": (made["digests"] ^ _FLIP).view(np.int64),
        "signatures": records_as_bytes(made["signatures"]),
        **{name: as_bytes(made[name], made[f"n_{name}"] * scale) for name, scale in _SCALES.items()},
    }
    yield from rows(READ, columns)


_SCALES = {"tokens": 1, "fingerprints": 1, "lines": 1, "speeches": 3, "numbers": 2}


def _fields(article: Article) -> tuple[Any, ...]:
    return (
        article.id, article.text, article.title, article.source, article.url, article.author, article.published,
        article.declared_origin,
    )  # fmt: skip


def _placed(batches: Batches, *, config: Config) -> Iterator[pa.RecordBatch]:
    """The articles of a part in their order, with what is the same among them."""
    table = as_table(batches, ["part", *READ])
    if not table.num_rows:
        return
    sketches, whole = sketches_in(table.select(list(SKETCH)), config), table.select(["article"])
    representative, of_stubs = stubs(
        representatives(sketches),
        lambda text: sketches.tokens[sketches.begin[text] : sketches.end[text]],
        lambda chosen: articles_in(whole.take(chosen)),
    )
    is_stub = np.zeros(table.num_rows, np.bool_)
    is_stub[of_stubs] = True
    columns = {name: table[name].combine_chunks() for name in table.schema.names}
    columns |= {"local": np.arange(table.num_rows), "first": representative, "is_stub": is_stub}
    marks = np.zeros(len(sketches.tokens), np.uint8)
    flag_speech(marks, sketches.begin, sketches.layout)
    n_quoted = np.append(0, np.cumsum(marks & QUOTED == QUOTED))
    columns["n_quoted"] = n_quoted[sketches.end] - n_quoted[sketches.begin]
    yield from rows({"part": "bigint", **READ, **PLACED}, columns)
