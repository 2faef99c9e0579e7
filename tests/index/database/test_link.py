"""A database that restarts is found again, and loses and doubles nothing; a file that was replaced is noticed."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from dedup.errors import DedupError
from dedup.index import Index
from dedup.index.database.dialects import PostgreSQL
from tests.index.stress.made import story
from tests.servers import postgresql


@pytest.fixture(scope="module")
def server(postgresql_server):
    """A server of its own, which waits for the disk as one in use does."""
    with postgresql() as server:
        yield server


class TestRestarted:
    @pytest.mark.parametrize("mode", ["fast", "immediate"])
    def test_the_next_transaction_connects_again(self, server, mode: str) -> None:
        with Index(server.database()) as index:
            index.add(story("flood"))
            server.restart(mode)
            assert index.check(story("web", "flood"))[0].b == "web"
            server.restart(mode)
            assert index.add(story("fire")).outcome == "added"
            server.restart(mode)
            assert {article.id for article in index} == {"flood", "fire"}

    def test_a_transaction_that_is_under_way_is_done_again(self, server) -> None:
        with Index(server.database()) as index:
            index.add(story("flood"))
            restarts = iter([True])
            keep = index._store.write

            def write(work):
                def interrupted(rows):
                    result = work(rows)
                    if next(restarts, False):
                        server.restart("fast")
                        rows.state()
                    return result

                return keep(interrupted)

            index._store.write = write
            assert index.add(story("fire")).outcome == "added"
            assert [article.id for article in index] == ["flood", "fire"]

    @pytest.mark.parametrize("arrives", [True, False])
    def test_a_commit_that_is_not_answered_counts_once(self, server, monkeypatch, arrives: bool) -> None:
        execute = PostgreSQL.execute
        lost: list[str] = []

        def execute_and_lose(self, connection, statement, values=None):
            if statement == "COMMIT" and not lost:
                lost.append(statement)
                if arrives:
                    execute(self, connection, statement)
                driver = self._driver(connection)
                driver.close()
                driver.execute("SELECT 1")  # as a statement fails on a connection that is gone
            return execute(self, connection, statement, values)

        with Index(server.database()) as index:
            monkeypatch.setattr(PostgreSQL, "execute", execute_and_lose)
            assert index.add(story("flood")).outcome == "added"
            assert lost
            assert index.add(story("flood")).outcome == "unchanged"
            assert len(index) == 1

    def test_a_commit_that_a_power_cut_swallowed_is_not_taken_for_that_of_another_writer(
        self, server, monkeypatch
    ) -> None:
        """The server gives the number of a transaction that did not reach the disk to the next one."""
        place = server.database()
        execute = PostgreSQL.execute
        lost: list[str] = []
        with Index(place) as index, Index(place) as other:
            index.add(story("flood"))

            def execute_and_lose(self, connection, statement, values=None):
                if statement == "COMMIT" and not lost:
                    lost.append(statement)
                    server.restart("immediate")
                    other.add(story("strike"))
                return execute(self, connection, statement, values)

            monkeypatch.setattr(PostgreSQL, "execute", execute_and_lose)
            assert index.add(story("fire")).outcome == "added"
            assert lost
            assert {article.id for article in other} == {"flood", "strike", "fire"}

    def test_marks_of_writers_that_are_gone_are_cleared_away(self, server, monkeypatch) -> None:
        place = server.database()
        for day in range(3):
            now = 1_800_000_000 + 100_000 * day
            monkeypatch.setattr("dedup.index.database.dialects.time.time", lambda now=now: now)
            with Index(place) as index:
                index.add(story(f"flood {day}"))
                names = index._store.read(lambda rows: rows.settings())
        assert sum(name.startswith("writer ") for name in names) == 1

    def test_one_that_stays_away_is_an_error_and_later_all_goes_on(self, server, monkeypatch) -> None:
        monkeypatch.setattr("dedup.index.database.link.RECONNECT_SECONDS", 0.2)
        with Index(server.database()) as index:
            index.add(story("flood"))
            waited = threading.Event()
            monkeypatch.setattr("dedup.index.database.link.time.sleep", lambda _: waited.set())
            engine = index._store._link._engine
            connect = engine.connect

            def refused():
                raise PostgreSQL().errors[0]("connection refused")

            engine.connect = refused
            server.restart("fast")
            with pytest.raises(DedupError, match="connection refused"):
                index.add(story("fire"))
            assert waited.is_set()
            engine.connect = connect
            assert index.add(story("fire")).outcome == "added"


class TestReplaced:
    @pytest.mark.parametrize("log_goes_too", [True, False])
    def test_a_file_that_was_deleted_is_noticed(self, tmp_path: Path, log_goes_too: bool) -> None:
        place = tmp_path / "seen.sqlite"
        with Index(place) as index:
            index.add(story("flood"))
            place.unlink()
            if log_goes_too:
                for left in tmp_path.iterdir():
                    left.unlink()
            for act in (lambda: index.add(story("fire")), lambda: index.check(story("fire")), lambda: len(index)):
                with pytest.raises(DedupError, match=r"seen\.sqlite: was deleted while it was open"):
                    act()
        assert not place.exists()

    def test_a_file_that_another_took_the_place_of_is_noticed(self, tmp_path: Path) -> None:
        place, other = tmp_path / "seen.sqlite", tmp_path / "other.sqlite"
        with Index(other) as index:
            index.add(story("strike"))
        with Index(place) as index:
            index.add(story("flood"))
            other.replace(place)
            with pytest.raises(DedupError, match=r"was replaced while it was open: open the index again"):
                index.add(story("fire"))

    def test_a_log_that_was_deleted_is_noticed(self, tmp_path: Path) -> None:
        place = tmp_path / "seen.sqlite"
        with Index(place) as index:
            index.add(story("flood"))
            (tmp_path / "seen.sqlite-wal").unlink()
            with pytest.raises(DedupError, match=r"seen\.sqlite-wal: was deleted"):
                index.add(story("fire"))

    def test_a_file_that_goes_while_it_is_written_is_noticed_then(self, tmp_path: Path) -> None:
        place = tmp_path / "seen.sqlite"
        with Index(place) as index:
            keep = index._store.write

            def write(work):
                def late(rows):
                    result = work(rows)
                    place.rename(tmp_path / "elsewhere.sqlite")
                    return result

                return keep(late)

            index._store.write = write
            with pytest.raises(DedupError, match="was deleted while it was open"):
                index.add(story("flood"))

    def test_a_copy_that_takes_no_place_disturbs_nothing(self, tmp_path: Path) -> None:
        with Index(tmp_path / "seen.sqlite") as index:
            index.add(story("flood"))
            shutil.copy(tmp_path / "seen.sqlite", tmp_path / "copy.sqlite")
            assert index.add(story("fire")).outcome == "added"
