"""Databases to keep an index in: SQLite files, and a PostgreSQL server that the tests start for themselves."""

from __future__ import annotations

import os

import pytest

from tests.servers import NoServer, postgresql


@pytest.fixture(scope="session")
def postgresql_server():
    """A running PostgreSQL cluster. Without an installed one the tests that need it are skipped, but never in CI."""
    try:
        with postgresql(durable=False) as server:
            yield server
    except NoServer as reason:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(reason))


@pytest.fixture
def postgresql_address(postgresql_server):
    """The address of a new, empty PostgreSQL database."""
    return postgresql_server.database()


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request, tmp_path):
    """Where a new index can be made: a file, then a database."""
    if request.param == "sqlite":
        return str(tmp_path / "seen.sqlite")
    return request.getfixturevalue("postgresql_address")
