"""`dedup` on Apache Spark: the same answers where the articles are too many for one machine."""

from dedup.spark.clean import SparkPlan, clean
from dedup.spark.scan import SparkReport, scan

__all__ = ["SparkPlan", "SparkReport", "clean", "scan"]
