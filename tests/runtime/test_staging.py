"""A file or a folder appears whole or not at all; a full disk, an error and a kill leave what was there."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from dedup.errors import InputError
from dedup.runtime.staging import check_fillable, check_replaceable, replaced, staged

OLD = b"The river rose two metres overnight.\n"
NEW = "وصلت فرق الإنقاذ إلى جميع الأحياء.\n".encode()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


class TestFiles:
    def test_the_new_one_takes_the_place_of_the_old_with_its_permissions(self, tmp_path: Path) -> None:
        report = tmp_path / "report.txt"
        report.write_bytes(OLD)
        report.chmod(0o640)
        with replaced(report) as stream:
            stream.write(NEW)
            assert report.read_bytes() == OLD
        assert report.read_bytes() == NEW
        assert stat.S_IMODE(report.stat().st_mode) == 0o640
        assert names(tmp_path) == ["report.txt"]

    def test_an_error_leaves_the_old_one(self, tmp_path: Path) -> None:
        (tmp_path / "report.txt").write_bytes(OLD)

        def writes() -> None:
            with replaced(tmp_path / "report.txt") as stream:
                stream.write(NEW)
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            writes()
        assert (tmp_path / "report.txt").read_bytes() == OLD
        assert names(tmp_path) == ["report.txt"]

    @pytest.mark.skipif(sys.platform == "win32", reason="no limits of file sizes")
    def test_a_disk_that_takes_no_more_leaves_the_old_one(self, tmp_path: Path) -> None:
        (tmp_path / "report.txt").write_bytes(OLD)
        script = (
            "import resource, signal, sys\n"
            "from dedup.runtime.staging import replaced\n"
            "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
            "with replaced(sys.argv[1]) as stream: stream.write(b'x' * 100_000)\n"
        )
        done = subprocess.run([sys.executable, "-c", script, tmp_path / "report.txt"], check=False, capture_output=True)
        assert b"File too large" in done.stderr
        assert (tmp_path / "report.txt").read_bytes() == OLD
        assert names(tmp_path) == ["report.txt"]

    def test_links_lead_to_the_file_that_is_written(self, tmp_path: Path) -> None:
        (tmp_path / "report.txt").write_bytes(OLD)
        (tmp_path / "link").symlink_to("report.txt")
        with replaced(tmp_path / "link") as stream:
            stream.write(NEW)
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "report.txt").read_bytes() == NEW

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
    def test_a_pipe_is_written_to_as_it_is(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
        with replaced(tmp_path / "pipe") as stream:
            stream.write(NEW)
        assert os.read(reader, 1000) == NEW
        os.close(reader)
        with replaced(os.devnull) as stream:
            stream.write(NEW)

    def test_names_may_be_as_long_as_names_can_be(self, tmp_path: Path) -> None:
        for name in ("a" * 250, "新" * 80):
            with replaced(tmp_path / name) as stream:
                stream.write(NEW)
            assert (tmp_path / name).read_bytes() == NEW

    def test_what_takes_no_file_is_said_before(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="is a folder"):
            check_replaceable(tmp_path)
        with pytest.raises(InputError, match="no such folder"):
            check_replaceable(tmp_path / "no" / "report.txt")
        check_replaceable(tmp_path / "report.txt")

    def test_a_folder_that_cannot_be_is_said_before(self, tmp_path: Path) -> None:
        (tmp_path / "report").write_bytes(OLD)
        for place in ("report", "report/tables"):
            with pytest.raises(InputError, match="report: is no folder"):
                check_fillable(tmp_path / place)
        check_fillable(tmp_path / "new" / "tables")
        assert names(tmp_path) == ["report"]


class TestFolders:
    def test_files_may_have_any_name(self, tmp_path: Path) -> None:
        every = [".lock", "lock", "content", ".out.aaa.unfinished"]
        with staged(tmp_path / "out") as folder:
            for name in every:
                (folder / name).write_bytes(NEW)
        assert names(tmp_path / "out") == sorted(every)
        assert names(tmp_path) == ["out"]

    @pytest.mark.parametrize("moment", ["fill", "_sync", "rename"])
    def test_what_a_killed_run_leaves_the_next_one_clears(self, tmp_path: Path, moment: str) -> None:
        script = (
            "import os, signal, sys; from pathlib import Path; from dedup.runtime import staging\n"
            "def killed(*_): os.kill(os.getpid(), signal.SIGKILL)\n"
            "if sys.argv[2] == '_sync': staging._sync = killed\n"
            "if sys.argv[2] == 'rename': Path.rename = killed\n"
            "with staging.staged(Path(sys.argv[1])) as folder:\n"
            "    (folder / 'a.txt').write_text('x' * 1000)\n"
            "    if sys.argv[2] == 'fill': killed()\n"
        )
        done = subprocess.run([sys.executable, "-c", script, tmp_path / "out", moment], check=False)
        assert done.returncode == -signal.SIGKILL
        assert len(names(tmp_path)) == 1
        with staged(tmp_path / "out") as folder:
            (folder / "b.txt").write_bytes(NEW)
        assert names(tmp_path) == ["out"]
        assert names(tmp_path / "out") == ["b.txt"]

    @pytest.mark.parametrize("n_removed", [0, 1, 2, 3])
    def test_so_it_is_when_it_was_killed_while_it_cleared(self, tmp_path: Path, n_removed: int) -> None:
        script = (
            "import os, signal, sys; from pathlib import Path; from dedup.runtime import staging\n"
            "unlink, left = os.unlink, [int(sys.argv[2])]\n"
            "def killed(*given, **named):\n"
            "    if not left[0]: os.kill(os.getpid(), signal.SIGKILL)\n"
            "    left[0] -= 1; unlink(*given, **named)\n"
            "os.unlink = killed\n"
            "with staging.staged(Path(sys.argv[1])) as folder:\n"
            "    for name in ('a.txt', 'b.txt', 'c.txt'): (folder / name).write_text('x')\n"
            "    raise KeyboardInterrupt\n"
        )
        command = [sys.executable, "-c", script, tmp_path / "out", str(n_removed)]
        assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
        assert len(names(tmp_path)) == 1
        with staged(tmp_path / "out"):
            pass
        assert names(tmp_path) == ["out"]

    def test_a_run_killed_at_its_very_beginning_is_cleared_when_it_is_old(self, tmp_path: Path) -> None:
        young, old = tmp_path / ".out.young.unfinished", tmp_path / ".out.old.unfinished"
        for place in (young, old):
            place.mkdir()
        os.utime(old, (1_000_000_000, 1_000_000_000))
        with staged(tmp_path / "out"):
            pass
        assert names(tmp_path) == [young.name, "out"]
