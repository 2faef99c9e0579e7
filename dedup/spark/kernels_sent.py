"""Kernels sent to the executors along with a job, so that no machine need compile what the driver's has compiled."""

from __future__ import annotations

import os
import shutil
import zipfile
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import numpy as np

from dedup.candidates.sorting import sort
from dedup.runtime import kernel_files
from dedup.runtime.machine_code import fits

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def sent_kernels(spark: SparkSession) -> str | None:
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
def unpack_kernels(name: str) -> None:
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
