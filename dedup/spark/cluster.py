"""The cluster: what a session must be able to, how tasks are run on it, and how rows come together in one task."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial, reduce
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from dedup.arguments import require_number, require_path
from dedup.errors import DedupError, InputError, MissingExtra
from dedup.spark.arrow import Batches, Schema, packed, rows, spelled, unpacked
from dedup.spark.kernels_sent import sent_kernels, unpack_kernels

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import Column, DataFrame, SparkSession

LEAST_VERSION = (3, 5)

Task = Callable[..., Iterator["pa.RecordBatch"]]
"""Makes rows of the rows of a partition, given further facts by name."""

MAX_PARTITIONS = 100_000
"""Ten times as many as a billion articles take; some hundred numbers of each come to the driver."""

AT_ONCE = 1 << 20
"""Rows that come to the driver in one piece."""


def require_spark() -> None:
    """Raises `MissingExtra` without pyspark or pyarrow, and `DedupError` for a pyspark that is too old."""
    try:
        import pyarrow  # noqa: F401 - asked for, not used
        import pyspark
    except ImportError:
        raise MissingExtra("dedup.spark", "spark") from None
    version = tuple(int(part) for part in pyspark.__version__.split(".")[:2])
    if version < LEAST_VERSION:
        raise DedupError(
            f"dedup.spark needs Spark 3.5 or later, this is {pyspark.__version__}: pip install 'pyspark>=3.5'"
        )


def require_table(df: Any) -> None:
    """Raises `InputError` for what is no table of Spark, and for one without an end."""
    require_spark()
    if not hasattr(df, "mapInArrow"):
        raise InputError(f"a table of Spark is asked for, not {type(df).__name__}: pass spark.createDataFrame(...)")
    if df.isStreaming:
        raise InputError("a table with an end is asked for, not a stream: write it, and read what was written")


@dataclass(slots=True)
class Cluster:
    """A Spark session, and the number of partitions into which the work is cut.

    What later work is based on is written into the folder `work`, which all executors reach: no task is done twice for
    it, and an executor that is lost loses nothing. `addresses` int64[n]: a value for each partition, of which the hash
    leads there and nowhere else. A `temporary` folder goes when the last table that needs it does.
    """

    spark: SparkSession
    n: int
    work: str
    temporary: TemporaryDirectory[str] | None = None
    addresses: NDArray[np.int64] = field(init=False)
    kernels: str | None = field(init=False)
    _n_kept: int = 0

    def __post_init__(self) -> None:
        self.addresses = _addresses(self.spark, self.n)
        self.kernels = sent_kernels(self.spark)

    @classmethod
    def of(cls, df: DataFrame, partitions: int | None, work_dir: str | None) -> Cluster:
        """The cluster that a table stands on. Raises `InputError` where it cannot be used so."""
        if partitions is not None:
            require_number("partitions", partitions, MAX_PARTITIONS)
        if work_dir is not None:
            work_dir = require_path("work_dir", work_dir)
        spark = df.sparkSession
        n = partitions or int(spark.conf.get("spark.sql.shuffle.partitions") or 200)
        if work_dir is not None:
            work = f"{work_dir.rstrip('/')}/{uuid4().hex}"
            _make(spark, work)
            return cls(spark, n, work)
        if not str(spark.conf.get("spark.master", "")).startswith("local"):
            raise InputError(
                "the executors are on other machines: name a folder that all reach, work_dir='hdfs:///tmp/dedup'"
            )
        temporary = TemporaryDirectory(prefix="dedup-spark-")
        return cls(spark, n, temporary.name, temporary)

    def run(self, table: DataFrame, task: Task, schema: Schema, **facts: Any) -> DataFrame:
        """The rows that a task makes of each partition."""
        with warnings.catch_warnings():
            warnings.filterwarnings(
                "ignore", "PySpark does not yet fully support pandas", FutureWarning
            )  # none is used
            return table.mapInArrow(partial(_run, task, facts, self.kernels), spelled(schema))

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Spark's own pages and log name the jobs that begin inside after this stage of the work."""
        context = getattr(self.spark, "sparkContext", None)  # there is none over Spark Connect
        before = context and context.getLocalProperty("spark.job.description")
        try:
            if context:
                context.setJobDescription(f"dedup: {name}")
            yield
        finally:
            if context:
                context.setLocalProperty("spark.job.description", before)

    def keep(self, table: DataFrame) -> DataFrame:
        """The same table, computed now and read from the work folder from now on."""
        path, self._n_kept = f"{self.work}/{self._n_kept:03}", self._n_kept + 1
        table.write.mode("error").parquet(path)
        return self.spark.read.schema(table.schema).parquet(path)

    def together(self, table: DataFrame, *order: str) -> DataFrame:
        """Rows of the same `part`, an address, in one partition, in this order."""
        return table.repartition(self.n, "part").sortWithinPartitions(*order)

    def address(self, place: Column) -> Column:
        """The address of the partition with a number."""
        from pyspark.sql import functions as fn

        addresses = fn.array(*map(fn.lit, self.addresses.tolist())).cast("array<bigint>")
        return fn.element_at(addresses, place.cast("int") + 1)

    def hashed(self, *columns: str) -> Column:
        """The address of the partition to which the values of columns lead."""
        from pyspark.sql import functions as fn

        return self.address(fn.pmod(fn.xxhash64(*columns), fn.lit(self.n)))

    def collected(self, table: DataFrame, *names: str) -> dict[str, NDArray[Any]]:
        """Columns of numbers on the driver."""
        blobs = self.run(table.select(*names), _packs, {"data": "binary"}, names=names).collect()
        found = unpacked(bytes(row[0]) for row in blobs)
        return found or {name: np.empty(0, np.int64) for name in names}

    def counts(self, tables: Mapping[str, DataFrame]) -> dict[str, int]:
        """How many rows tables have, by name, in one job for all."""
        from pyspark.sql import functions as fn

        def counted(name: str) -> DataFrame:
            return tables[name].groupBy().agg(fn.lit(name).alias("name"), fn.count("*").alias("n"))

        found = reduce(lambda one, other: one.unionByName(other), map(counted, tables)).collect()
        return {row["name"]: row["n"] for row in found}

    def spread(self, **columns: NDArray[np.int64]) -> DataFrame:
        """Columns of whole numbers on the driver as rows."""
        n = len(next(iter(columns.values())))
        blobs = [
            (packed(**{name: values[i : i + AT_ONCE] for name, values in columns.items()}),)
            for i in range(0, max(n, 1), AT_ONCE)
        ]
        table = self.spark.createDataFrame([(bytearray(one[0]),) for one in blobs], "data binary")
        schema = dict.fromkeys(columns, "bigint")
        return self.run(table, _unpacks, schema, columns=schema)


def _make(spark: SparkSession, folder: str) -> None:
    """Make the folder of a scan. Raises `InputError` where that cannot be; over Spark Connect nobody can tell."""
    context = getattr(spark, "sparkContext", None)
    if context is None:
        return
    from py4j.protocol import Py4JJavaError

    try:
        path = context._jvm.org.apache.hadoop.fs.Path(folder)
        said = "" if path.getFileSystem(context._jsc.hadoopConfiguration()).mkdirs(path) else "it cannot be made"
    except Py4JJavaError as error:
        said = str(error.java_exception.getMessage()).partition("\n")[0]
    if said:
        raise InputError(f"work_dir: no folder can be made in it: {said}; name one that all executors can write to")


def _packs(batches: Batches, *, names: tuple[str, ...]) -> Iterator[pa.RecordBatch]:
    from dedup.spark.arrow import as_table, numbers

    table = as_table(batches, names)
    columns = {name: numbers(table, name) for name in names} if table.num_rows else {}
    blobs = [
        packed(**{name: values[i : i + AT_ONCE] for name, values in columns.items()})
        for i in range(0, table.num_rows, AT_ONCE)
    ]
    if blobs:
        yield from rows({"data": "binary"}, {"data": blobs})


def _unpacks(batches: Batches, *, columns: Schema) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        yield from rows(columns, unpacked(batch["data"].to_pylist()))


def _addresses(spark: SparkSession, n: int) -> NDArray[np.int64]:
    """For each of n partitions the smallest number that `repartition` by a column of numbers puts there."""
    if n == 1:
        return np.zeros(1, np.int64)
    places = spark.range(0, 64 * n + 64, 1, 1).selectExpr("id", f"pmod(hash(id), {n}) AS place").collect()
    found = {row["place"]: row["id"] for row in reversed(places)}
    return np.array([found[place] for place in range(n)], np.int64)


def _run(task: Task, facts: dict[str, Any], kernels: str | None, batches: Batches) -> Iterator[pa.RecordBatch]:
    if kernels is not None:
        unpack_kernels(kernels)
    yield from task(batches, **facts)
