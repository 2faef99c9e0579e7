"""Transactions: the threads of a process take turns at an index, and a change is stored whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import TypeVar

from dedup.index.check import Memory
from dedup.index.database.rows import Rows
from dedup.index.database.store import Store
from dedup.index.write import Keeper

T = TypeVar("T")

TIDY_BYTES = 1 << 22
"""Bytes that were written anew, from which the database is told to use the space of the old ones again."""


class Transactions:
    """What reads and changes a store; `memory` forgets what it counted of a change that failed.

    Who holds the `lock` may do several in a row.
    """

    def __init__(self, store: Store, memory: Memory) -> None:
        self._store, self._memory = store, memory
        self._store.when_renewed(memory.forget)
        self._n_freed = 0
        self.lock = RLock()

    def read(self, work: Callable[[Rows], T]) -> T:
        """What `work` returns."""
        with self.lock:
            return self._store.read(work)

    def write(self, work: Callable[[Rows], T]) -> T:
        """What `work` returns once all it did is stored."""
        is_first = True

        def once(rows: Rows) -> T:
            nonlocal is_first
            if not is_first:
                self._memory.forget()
            is_first = False
            return work(rows)

        with self.lock:
            try:
                result = self._store.write(once)
            except BaseException:
                self._memory.forget()
                raise
            if self._n_freed > TIDY_BYTES:
                self._store.tidy()
                self._n_freed = 0
            return result

    def change(self, work: Callable[[Rows, Keeper], T], *, is_one_of_many: bool = False) -> T:
        """What `work` returns once the changes that it had kept are stored, together with the counters.

        The table of counts is stored as well if it was not for long, but where this is one of many changes.
        """

        def once(rows: Rows) -> T:
            keeper = Keeper(rows, self._store.config)
            result = work(rows, keeper)
            state = keeper.finish()
            if not is_one_of_many:
                self._memory.commonness.save_if_due(rows, state)
            self._n_freed += keeper.n_freed
            return result

        return self.write(once)

    def save(self) -> None:
        """Store the table of counts if it was not for long, after many changes."""
        self.write(lambda rows: self._memory.commonness.save_if_due(rows, rows.state()))
