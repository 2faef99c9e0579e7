"""Database servers of one's own: PostgreSQL and Redis, started in a new folder and gone afterwards.

Tests and benchmarks use them; nothing that already runs on the machine is touched, and no port is opened: clients
come through a socket in the folder.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

_PATIENCE = 30.0
"""Seconds that a server has to answer or to stop."""


class NoServer(Exception):  # noqa: N818 - reads as the fact it states
    """A server that is not installed or does not start; the message says which and what to do."""


class PostgreSQL:
    """A running cluster. `database()` makes a new empty database in it."""

    def __init__(self, programs: Path, folder: Path, restart: Callable[[str], None]) -> None:
        self.folder = folder
        self.restart = restart
        """Stop the server - "fast": its clients are sent away; "immediate": as after a power cut - and start it."""
        self._programs = programs
        self._numbers = count(1)

    @property
    def version(self) -> str:
        """What `postgres --version` says."""
        return _said(str(self._programs / "postgres"), "--version")

    def database(self) -> str:
        """The address of a new database."""
        name = f"news{next(self._numbers)}"
        _run(str(self._programs / "createdb"), "--host", str(self.folder), "--username", "dedup", name)
        return f"postgresql://dedup@/{name}?host={self.folder}"


@contextmanager
def postgresql(*, durable: bool = True) -> Iterator[PostgreSQL]:
    """A cluster with the defaults of the installation; without `durable` it does not wait for the disk.

    Its server refuses to run as root, so root starts it as the user that the package has made for it.
    Raises `NoServer`.
    """
    programs = _postgresql_programs()
    user = _unprivileged()
    with _folder(user) as folder:
        data = folder / "data"
        _run(
            str(programs / "initdb"), "--pgdata", str(data), "--username", "dedup", "--auth", "trust",
            "--encoding", "UTF8", "--locale", "C", "--no-sync", **user,
        )  # fmt: skip
        settings = {"listen_addresses": "", "unix_socket_directories": str(folder)}
        if not durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        control = (str(programs / "pg_ctl"), "--pgdata", str(data), "--wait", "--timeout", str(int(_PATIENCE)))
        start = (*control, "--log", str(folder / "log"), "--options", options, "start")

        def restart(mode: str) -> None:
            _run(*control, "--mode", mode, "stop", **user)
            _run(*start, **user)

        _run(*start, **user)
        try:
            yield PostgreSQL(programs, folder, restart)
        finally:
            # Unchecked, so that an error of the work above is the one that is seen.
            subprocess.run((*control, "--mode", "immediate", "stop"), check=False, capture_output=True, cwd="/", **user)


@contextmanager
def redis() -> Iterator[str]:
    """The path of the socket of a Redis that keeps nothing on disk. Raises `NoServer`."""
    program = shutil.which("redis-server")
    if program is None:
        raise NoServer("there is no redis-server: on Debian and Ubuntu apt install redis-server")
    with _folder({}) as folder:
        socket = folder / "socket"
        command = [program, "--port", "0", "--unixsocket", str(socket), "--save", "", "--appendonly", "no"]
        with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) as server:
            try:
                _wait_for(socket, server)
                yield str(socket)
            finally:
                server.terminate()


def _wait_for(socket: Path, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while not socket.exists():
        if server.poll() is not None or time.monotonic() > until:
            raise NoServer("redis-server does not start")
        time.sleep(0.02)


def _postgresql_programs() -> Path:
    """The folder of initdb and pg_ctl: Debian keeps them off the path, a folder for each version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("initdb")
    if on_path:
        found.append(Path(on_path).resolve())
    if not found:
        raise NoServer("there is no PostgreSQL server: on Debian and Ubuntu apt install postgresql")
    return found[-1].parent


def _unprivileged() -> Mapping[str, Any]:
    """Whom to start PostgreSQL as, as arguments of `subprocess`."""
    if os.geteuid() != 0:
        return {}
    try:
        entry = pwd.getpwnam("postgres")
    except KeyError:
        raise NoServer("PostgreSQL does not run as root, and there is no user postgres to run it as") from None
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


@contextmanager
def _folder(user: Mapping[str, Any]) -> Iterator[Path]:
    """A new folder of that user's, with a short path: a socket's has room for a hundred characters."""
    with tempfile.TemporaryDirectory(prefix="newsdb-", ignore_cleanup_errors=True) as name:
        if user:
            os.chown(name, user["user"], user["group"])
            Path(name).chmod(0o755)
        yield Path(name)


def _run(*command: str, **user: Any) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, cwd="/", **user)
    except subprocess.CalledProcessError as error:
        said = (error.stderr or error.stdout).strip().splitlines() or ["it says nothing"]
        raise NoServer(f"{Path(command[0]).name} failed: {said[-1]}") from None


def _said(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
