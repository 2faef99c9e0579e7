"""The doorway to compiled code."""

import numpy as np
import pytest

from dedup.kernels import inlined, kernel, on_first_compile


def test_the_first_compilation_is_announced_and_no_later_one():
    told = []
    on_first_compile(lambda: told.append("compiling"))
    assert told == []
    assert inlined(lambda value: value + 1)(1) == 2
    assert inlined(lambda value: value + 2)(1) == 3
    assert told == ["compiling"]


def test_a_kernel_takes_the_layout_it_names_and_no_other():
    @kernel("int64(uint32[::1])")
    def n_zeros(values):
        n = 0
        for value in values:
            n += value == 0
        return n

    values = np.array([0, 1, 0, 0], np.uint32)
    assert n_zeros(values) == 3
    with pytest.raises(TypeError, match="No matching definition"):
        n_zeros(values[::2])
    with pytest.raises(TypeError, match="No matching definition"):
        n_zeros(values.astype(np.int64))
