"""A limit is moved wherever it stands, and only for the process that asks."""

import subprocess
import sys

import pytest

from benchmarks.curves import move

MOVED = """
from benchmarks.curves import move
move("judge.templates.WORDS_A_FACT", 7)
from dedup.judge import slots, templates
print(templates.WORDS_A_FACT, slots.WORDS_A_FACT)
"""


def test_a_limit_is_moved_in_every_module_that_has_it() -> None:
    done = subprocess.run([sys.executable, "-c", MOVED], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["7", "7"]


def test_a_limit_that_is_none_is_refused() -> None:
    with pytest.raises(AttributeError, match="MAX_NOTHING"):
        move("judge.templates.MAX_NOTHING", 1)
