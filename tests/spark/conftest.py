"""A session of Spark on this machine, for all tests of the room."""

import os
import sys
import tempfile
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def spark():
    import pyspark
    from pyspark.sql import SparkSession

    settings = {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_HOME": str(Path(pyspark.__file__).parent)}
    settings |= {"PYSPARK_PYTHON": sys.executable, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        for name, value in settings.items():
            patch.setenv(name, value)
        builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
        builder = builder.config("spark.sql.shuffle.partitions", 2).config("spark.driver.memory", "1g")
        builder = builder.config("spark.sql.session.timeZone", "UTC").config("spark.sql.warehouse.dir", folder)
        quickly = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"  # a test is over before more compiling would pay
        builder = builder.config("spark.driver.extraJavaOptions", quickly)
        session = builder.config("spark.local.dir", folder).getOrCreate()
        session.sparkContext.setLogLevel("OFF")
        yield session
        session.stop()
