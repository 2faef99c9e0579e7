"""What a kernel is made of, as a digest."""

from typing import Annotated, Any, NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from dedup.runtime.kernel_digest import _spelled, element_of
from dedup.runtime.kernels import Kernel, inlined, kernel

MODULE = """
import numpy as np
from dedup.runtime.kernels import inlined, kernel

{constant}
TABLE = np.array([1, 2, {last}], np.int64)

@inlined
def doubled(value):
    return value * {factor}

@kernel("int64(int64)")
def callee(value):
    return doubled(value) + LIMIT

def unrelated():
    {remark}
    return 1

@kernel("{signature}")
def caller(value):
    {doc}
    return callee(value) + TABLE[2]
"""
PLAIN = {
    "constant": "LIMIT = 3",
    "last": "5",
    "factor": "2",
    "remark": "'How it is.'",
    "signature": "int64(int64)",
    "doc": "'What it gives.'",
}


def defined(**changed):
    module = {"__name__": "dedup.made"}
    exec(MODULE.format(**PLAIN | changed), module)
    return module["caller"].digest


def test_it_stays_when_only_words_around_the_kernel_change():
    assert defined() == defined(remark="return 2", doc="'What comes back.'")
    assert defined() == defined(constant="# in words\nLIMIT = 3  # of them")


@pytest.mark.parametrize(
    "change",
    [{"constant": "LIMIT = 4"}, {"last": "6"}, {"factor": "3"}, {"signature": "int64(int32)"}],
    ids=["a constant of what it calls", "a table", "a function inlined two calls away", "its signature"],
)
def test_it_changes_with_whatever_the_machine_code_is_made_of(change):
    assert defined(**change) != defined()


def test_values_whose_changes_it_could_not_notice_are_refused():
    limits = {"words": 5}

    @kernel("int64(int64)")
    def fives(value):
        return value * limits["words"]

    with pytest.raises(TypeError, match=r"fives uses .*'words': 5"):
        _ = fives.digest


def test_a_kernel_may_call_itself():
    def down(value):
        return 0 if value == 0 else countdown(value - 1)

    countdown = Kernel("int64(int64)", down)
    assert len(countdown.digest) == 16


def test_records_count_with_their_layout():
    def digest_with(dtype):
        span = np.dtype(dtype)

        @inlined
        def size(value):
            return value * span.itemsize

        return size.digest

    assert digest_with([("begin", np.int32)]) != digest_with([("start", np.int32)])


def test_a_named_tuple_inside_another_counts_with_its_fields():
    def digest_with(**fields):
        inner = NamedTuple("inner", fields.items())
        outer = NamedTuple("outer", [("inner", inner)])  # noqa: UP014  # a class would look for `inner` in the module

        @inlined
        def limit(values):
            return outer(values).inner.first

        return limit.digest

    assert digest_with(first=int) != digest_with(first=float) != digest_with(second=float)


def weight():
    """A function by the name of a field."""


def test_a_field_may_have_the_name_of_a_function_of_the_module():
    @kernel("float64(float64)")
    def doubled(page):
        return page.weight * 2

    assert len(doubled.digest) == 16


def test_arrays_are_known_by_what_they_hold_however_numpy_spells_it():
    assert element_of(NDArray[np.uint32]) is np.uint32
    assert element_of(NDArray[Any]) is Any
    assert element_of(np.uint32) is None
    assert _spelled(Annotated[NDArray[np.uint32], "readonly"]) == "array of uint32 'readonly'"
