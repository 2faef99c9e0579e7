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
    `written` and `to_driver` are bytes. `most_seconds` and `most_read` (bytes) are those of the longest and the largest
    task among Spark's stages of three tasks or more, `..._times_median` how many times the median of its stage that is.
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
    several = [stage for stage in good if len(stage) >= 3]
    for name, of_task in (("seconds", _seconds), ("read", _read)):
        most = max(([of_task(one) for one in stage] for stage in several), key=max, default=[0.0])
        if max(most) > 0:
            cost[f"most_{name}"] = round(max(most), 2)
            cost[f"{name}_times_median"] = round(max(most) / max(median(most), 1e-3), 1)
    return cost


def _seconds(task: dict[str, Any]) -> float:
    return float(task["Executor Run Time"]) / 1000


def _read(task: dict[str, Any]) -> float:
    """The bytes that a task was given: unlike seconds they do not depend on what else the machine does."""
    shuffled = task["Shuffle Read Metrics"]
    return float(shuffled["Local Bytes Read"] + shuffled["Remote Bytes Read"] + task["Input Metrics"]["Bytes Read"])


def _ended_well(event: dict[str, Any]) -> bool:
    return bool(event["Task End Reason"]["Reason"] == "Success")
