"""Settings are checked once, with a message that says what is wrong."""

import pytest

from dedup.config import Config
from dedup.errors import DedupError, InputError


def test_a_run_of_min_run_words_fills_one_window():
    assert Config().window == 8
    assert Config(min_run=8, fingerprint_size=8).window == 1


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"shingle_size": 0}, "config: shingle_size must be 1 or more, is 0"),
        ({"n_bands": -3}, "config: n_bands must be 1 or more, is -3"),
        ({"seed": -1}, "config: seed must be 0 or more, is -1"),
        ({"seed": 1 << 32}, "config: seed must be below 2^32, is 4294967296"),
        ({"n_rows": 2.0}, "config: n_rows must be a whole number"),
        ({"min_run": True}, "config: min_run must be a whole number"),
        ({"n_slots": 64}, "config: n_bands * n_rows = 126 needs more slots than n_slots = 64"),
        ({"min_run": 4}, "config: fingerprint_size must not exceed min_run"),
    ],
)
def test_a_value_out_of_range_is_refused(settings, message):
    with pytest.raises(InputError) as caught:
        Config(**settings)
    assert str(caught.value) == message


def test_the_limits_themselves_are_allowed():
    smallest = Config(shingle_size=1, n_bands=1, n_rows=1, n_slots=1, seed=0, min_run=1, fingerprint_size=1)
    assert Config(**smallest.as_dict()) == smallest
    assert Config(seed=(1 << 32) - 1, n_bands=64, n_rows=2).seed == (1 << 32) - 1


def test_it_cannot_be_changed():
    with pytest.raises(AttributeError):
        Config().seed = 2


def test_one_class_catches_all_errors():
    with pytest.raises(DedupError):
        Config(n_slots=0)
