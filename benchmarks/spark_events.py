"""What a scan on Spark costs, from Spark's own log of events: by stage of the scan its tasks, bytes and skew."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Any

NONE = "other"
"""What jobs are filed under that belong to no stage of a scan."""


def costs_of(log: Path) -> dict[str, dict[str, Any]]:
    """By stage of a scan what its tasks did, from a log of events (or the newest of a folder).

    `tasks` counts those that ended well, `failed` those that did not; `task_seconds` is their time in all; `shuffled`,
    `written` and `to_driver` are bytes. `longest_task` in seconds, `times_median` how many times the median of its own
    Spark stage that is: both of the Spark stage with the longest task among those of three tasks or more.
    """
    path = max(log.iterdir(), key=lambda one: one.stat().st_mtime) if log.is_dir() else log
    name_of: dict[int, str] = {}
    jobs: dict[str, int] = defaultdict(int)
    tasks: dict[int, list[dict[str, Any]]] = defaultdict(list)
    with path.open() as lines:
        for event in map(json.loads, lines):
            if event["Event"] == "SparkListenerJobStart":
                name = (event.get("Properties") or {}).get("spark.job.description") or NONE
                jobs[name] += 1
                for stage in event["Stage IDs"]:
                    name_of.setdefault(stage, name)
            elif event["Event"] == "SparkListenerTaskEnd":
                tasks[event["Stage ID"]].append(event)
    found: dict[str, dict[str, Any]] = {}
    for name, n_jobs in jobs.items():
        own = [tasks[stage] for stage in sorted(tasks) if name_of.get(stage, NONE) == name]
        found[name] = {"jobs": n_jobs, **_cost(own)}
    return found


def _cost(stages: list[list[dict[str, Any]]]) -> dict[str, Any]:
    good = [[event["Task Metrics"] for event in stage if _ended_well(event)] for stage in stages]
    tasks = [one for stage in good for one in stage]
    cost = {
        "tasks": len(tasks),
        "failed": sum(map(len, stages)) - len(tasks),
        "task_seconds": round(sum(one["Executor Run Time"] for one in tasks) / 1000, 1),
        "shuffled": sum(one["Shuffle Write Metrics"]["Shuffle Bytes Written"] for one in tasks),
        "written": sum(one["Output Metrics"]["Bytes Written"] for one in tasks),
        "to_driver": sum(one["Result Size"] for one in tasks),
    }
    times = [[one["Executor Run Time"] / 1000 for one in stage] for stage in good if len(stage) >= 3]
    longest = max(times, key=max, default=None)
    if longest:
        cost["longest_task"] = round(max(longest), 2)
        cost["times_median"] = round(max(longest) / max(median(longest), 1e-3), 1)
    return cost


def _ended_well(event: dict[str, Any]) -> bool:
    return bool(event["Task End Reason"]["Reason"] == "Success")
