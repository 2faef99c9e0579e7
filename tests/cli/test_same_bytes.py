"""The same articles give the same bytes, wherever a command runs; `python -m benchmarks.attacks bytes` tries more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.same_bytes import COMMANDS, different

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.mark.heavy
@pytest.mark.parametrize("command", COMMANDS)
def test_hash_seed_threads_time_zone_locale_memory_and_order_change_nothing(command: str) -> None:
    variants = [
        "one thread",
        "seven threads",
        "east of Greenwich",
        "locale C",
        "little memory",
        "files made in another order",
    ]
    digests, wrong = different(SEEDS, [command], ["hash seed 1", *variants])
    assert len(digests) == 1
    assert wrong == []
