"""What Spark's log of events says of the stages of a scan."""

import json

from benchmarks.spark_events import costs_of


def task(stage, milliseconds, shuffled=0, read=0, reason="Success"):
    metrics = {
        "Executor Run Time": milliseconds,
        "Result Size": 100,
        "Shuffle Write Metrics": {"Shuffle Bytes Written": shuffled},
        "Output Metrics": {"Bytes Written": 0},
        "Shuffle Read Metrics": {"Local Bytes Read": read, "Remote Bytes Read": read},
        "Input Metrics": {"Bytes Read": 1},
    }
    return {
        "Event": "SparkListenerTaskEnd",
        "Stage ID": stage,
        "Task End Reason": {"Reason": reason},
        "Task Metrics": metrics,
    }


def test_costs_are_those_of_the_stage_whose_jobs_they_belong_to(tmp_path):
    named = {"spark.job.description": "dedup: align"}
    events = [
        {"Event": "SparkListenerApplicationStart"},
        {"Event": "SparkListenerJobStart", "Stage IDs": [0, 1], "Properties": named},
        {"Event": "SparkListenerJobStart", "Stage IDs": [1, 2], "Properties": {}},
        *(task(0, 1000, shuffled=7) for _ in range(2)),
        *(task(1, 1000 * seconds, read=read) for seconds, read in ((1, 12), (4, 2), (1, 2))),
        task(1, 9, reason="ExecutorLostFailure"),
        task(2, 200, shuffled=1),
    ]
    log = tmp_path / "local-1"
    log.write_text("".join(json.dumps(event) + "\n" for event in events))
    found = costs_of(tmp_path)
    assert found["dedup: align"] == {
        "jobs": 1, "tasks": 5, "failed": 1, "task_seconds": 8.0, "shuffled": 14, "written": 0, "to_driver": 500,
        "most_seconds": 4.0, "seconds_times_median": 4.0, "most_read": 25.0, "read_times_median": 5.0,
    }  # fmt: skip
    assert (found["other"]["jobs"], found["other"]["tasks"], found["other"]["shuffled"]) == (1, 1, 1)
