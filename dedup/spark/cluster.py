"""The cluster: what a session must be able to, how tasks are run on it, and how rows come together in one task."""

from __future__ import annotations

import os
import shutil
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.sorting import sort
from dedup.errors import DedupError, MissingExtra
from dedup.runtime import kernel_files
from dedup.runtime.machine_code import fits
from dedup.spark.arrow import Batches, Schema, packed, rows, spelled, unpacked

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import Column, DataFrame, SparkSession

LEAST_VERSION = (3, 5)

Task = Callable[..., Iterator["pa.RecordBatch"]]
"""Makes rows of the rows of a partition, given further facts by name."""

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


@dataclass(slots=True)
class Cluster:
    """A Spark session, and the number of partitions into which the work is cut.

    What later work is based on is written into the folder `work`, which all executors reach: no task is done twice for
    it, and an executor that is lost loses nothing. `addresses` int64[n]: a value for each partition, of which the hash
    leads there and nowhere else.
    """

    spark: SparkSession
    n: int
    work: str
    addresses: NDArray[np.int64] = field(init=False)
    kernels: str | None = field(init=False)
    _n_kept: int = 0

    def __post_init__(self) -> None:
        self.addresses = _addresses(self.spark, self.n)
        self.kernels = _sent_kernels(self.spark)

    def run(self, table: DataFrame, task: Task, schema: Schema, **facts: Any) -> DataFrame:
        """The rows that a task makes of each partition."""
        with warnings.catch_warnings():
            warnings.filterwarnings(
                "ignore", "PySpark does not yet fully support pandas", FutureWarning
            )  # none is used
            return table.mapInArrow(partial(_run, task, facts, self.kernels), spelled(schema))

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
    candidates = spark.range(64 * n + 64).selectExpr("id", f"pmod(hash(id), {n}) AS place")
    found = {
        row["place"]: row["id"] for row in candidates.groupBy("place").agg({"id": "min"}).toDF("place", "id").collect()
    }
    return np.array([found[place] for place in range(n)], np.int64)


def _sent_kernels(spark: SparkSession) -> str | None:
    """The compiled kernels, sent along with the tasks, so that executors on other machines need not compile any.

    The name of the file they are sent in; None where there are none, or where executors have those of this machine.
    """
    master = spark.conf.get("spark.master", "local")
    folder = kernel_files.writable()
    if str(master).startswith("local") or folder is None or not hasattr(spark, "sparkContext"):
        return None
    sort(np.array([2, 1], np.uint64))  # compiles all kernels, where that has not been done
    name = f"dedup-kernels-{fits()}.zip"
    archive = Path(mkdtemp(prefix="dedup-")) / name
    with zipfile.ZipFile(archive, "w") as file:
        for path in sorted(folder.iterdir()):
            if path.is_file():
                file.write(path, path.name)
    spark.sparkContext.addFile(str(archive))
    return name


@cache
def _unpack_kernels(name: str) -> None:
    """Have the kernels that were sent read from a folder of this process's user, if they fit its machine."""
    from pyspark import SparkFiles

    if kernel_files.FOLDER in os.environ or name != f"dedup-kernels-{fits()}.zip":
        return
    folder = Path(SparkFiles.getRootDirectory()) / "dedup-kernels"
    if not folder.is_dir():
        unfinished = Path(mkdtemp(dir=SparkFiles.getRootDirectory()))
        with zipfile.ZipFile(SparkFiles.get(name)) as file:
            file.extractall(unfinished)
        try:
            unfinished.rename(folder)
        except OSError:  # another worker was quicker
            shutil.rmtree(unfinished, ignore_errors=True)
    os.environ[kernel_files.FOLDER] = str(folder)


def _run(task: Task, facts: dict[str, Any], kernels: str | None, batches: Batches) -> Iterator[pa.RecordBatch]:
    if kernels is not None:
        _unpack_kernels(kernels)
    yield from task(batches, **facts)
