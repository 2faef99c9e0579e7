"""A clean of a collection larger than memory: its peak and time under a limit, beside one without, and after kills.

    python -m benchmarks.clean_beyond_memory news.jsonl.gz --memory 2GB --kills 5

Each clean is a process of its own, from the compressed file to the finished output folder; its peak memory is the
system's count of it (`ru_maxrss`, interpreter, libraries and mapped files included). A killed clean gets SIGKILL at a
random moment of what is left to do, by the times at which the first one had finished its stages, and is run again in
the same work folder. Results are the same if every file of the output is, the plan and the kept original among them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


def main() -> int:
    """Run the cleans and write what they took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("input", type=Path, help="JSON lines, plain or compressed")
    parser.add_argument("--memory", default="2GB")
    parser.add_argument("--strip", default="")
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limited-only", action="store_true", help="leave out the clean in memory")
    parser.add_argument("--work", type=Path, default=Path("benchmarks/work"), help="folder for what is made")
    parser.add_argument("--results", type=Path, default=Path("benchmarks/results"))
    parser.add_argument("--child", nargs=3, metavar=("MEMORY", "DIR", "OUT"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        return _clean(arguments.input, arguments.strip, *arguments.child)
    _Runs(arguments).measure()
    return 0


class _Runs:
    """The cleans of one input, each in a process of its own."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self._given = arguments
        self._folder = arguments.work / f"clean-{arguments.input.name}"
        self._out = arguments.work / f"clean-{arguments.input.name}-out"

    def measure(self) -> None:
        """Run all, and write what they took after each."""
        from benchmarks.run import commit, machine

        given = self._given
        result: dict[str, Any] = {
            "started": datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ"),
            "command": f"python -m benchmarks.clean_beyond_memory {given.input.name} --memory {given.memory}"
            f" --kills {given.kills} --seed {given.seed}" + (f" --strip {given.strip}" if given.strip else ""),
            "commit": commit(),
            "machine": machine(),
            "input": {"name": given.input.name, "bytes": given.input.stat().st_size},
        }
        subprocess.run([sys.executable, "-c", "import dedup; dedup.clean(['The river rose.'])"], check=True)  # compiles
        shutil.rmtree(self._folder, ignore_errors=True)
        limited = result["limited"] = self._run(given.memory)
        self._save(result)
        digests = {limited["digest"]}
        if not given.limited_only:
            result["in_memory"] = self._run("")
            digests.add(result["in_memory"]["digest"])
            result["rate"] = round(result["in_memory"]["seconds"] / limited["seconds"], 3)
            result["cpu_rate"] = round(result["in_memory"]["cpu_seconds"] / limited["cpu_seconds"], 3)
        shutil.rmtree(self._folder, ignore_errors=True)
        rng = random.Random(given.seed)
        result["killed"] = []
        for _ in range(given.kills):
            done = max((limited["finished_at"].get(stage, 0.0) for stage in self._finished()), default=0.0)
            after = rng.uniform(0, limited["seconds"] - done)
            result["killed"].append(self._run(given.memory, kill_after=after))
            self._save(result)
        if given.kills:
            result["resumed"] = self._run(given.memory)
            digests.add(result["resumed"]["digest"])
        result["left_over"] = [path.name for path in self._out.parent.glob(f".{self._out.name}.*")]
        shutil.rmtree(self._folder, ignore_errors=True)
        result["same_result"] = len(digests) == 1
        self._save(result)

    def _save(self, result: dict[str, Any]) -> None:
        self._given.results.mkdir(parents=True, exist_ok=True)
        target = self._given.results / f"clean-beyond-memory-{result['started']}.json"
        target.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
        print(target, flush=True)

    def _run(self, memory: str, kill_after: float | None = None) -> dict[str, Any]:
        """One clean, killed after so many seconds."""
        given = self._given
        shutil.rmtree(self._out, ignore_errors=True)
        folder = str(self._folder) if memory else ""
        command = [sys.executable, "-m", "benchmarks.clean_beyond_memory", str(given.input), "--strip", given.strip]
        command += ["--child", memory, folder, str(self._out)]
        begin = time.perf_counter()
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        finished_at: dict[str, float] = {}
        while child.poll() is None:
            time.sleep(0.2)
            seconds = round(time.perf_counter() - begin, 1)
            for stage in self._finished() if memory else ():
                finished_at.setdefault(stage, seconds)
            if kill_after is not None and seconds >= kill_after:
                child.send_signal(signal.SIGKILL)
                child.communicate()
                found = {"killed_after": seconds, "finished_stages": self._finished()}
                print("killed", found, flush=True)
                return found
        printed = child.communicate()[0]
        if child.returncode:
            raise SystemExit(f"a clean failed: {printed}")
        found = {**json.loads(printed.splitlines()[-1]), "digest": self._digest(), "finished_at": finished_at}
        print(memory or "in memory", found, flush=True)
        return found

    def _finished(self) -> list[str]:
        """The stages that stand in the work folder."""
        try:
            return list(json.loads((self._folder / "stages.json").read_text("utf-8"))["stages"])
        except FileNotFoundError:
            return []

    def _digest(self) -> str:
        """Stands for the names and bytes of all that was written."""
        digest = hashlib.sha256()
        for path in sorted(self._out.rglob("*")):
            if path.is_file():
                with path.open("rb") as file:
                    content = hashlib.file_digest(file, "sha256").hexdigest()
                digest.update(f"{path.relative_to(self._out)} {content}\n".encode())
        return digest.hexdigest()[:16]


def _clean(path: Path, strip: str, memory: str, folder: str, out: str) -> int:
    """The clean of a child: prints what it took."""
    import dedup
    from dedup.writing import write

    begin = time.perf_counter()
    plan = dedup.clean(dedup.read(path), strip=strip, memory=memory or None, work_dir=folder or None)
    planned = time.perf_counter() - begin
    write(plan, Path(out))
    found = {
        "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "seconds": round(time.perf_counter() - begin, 1),
        "plan_seconds": round(planned, 1),
        "cpu_seconds": round(time.process_time(), 1),
        "counts": plan.counts(),
    }
    print(json.dumps(found), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
