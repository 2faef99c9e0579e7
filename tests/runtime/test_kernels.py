"""The doorway to compiled code."""

import pkgutil
import subprocess
import sys
from importlib import import_module

import numpy as np
import pytest
from numba.core.dispatcher import Dispatcher

import dedup
from dedup.runtime.kernels import inlined, kernel, modules_with_kernels, on_first_compile


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


def test_every_module_with_kernels_is_known():
    with_kernels = set()
    for found in pkgutil.walk_packages(dedup.__path__, "dedup."):
        if found.name != "dedup.__main__":
            defined = vars(import_module(found.name)).values()
            own = (value for value in defined if isinstance(value, Dispatcher) and value.__module__ == found.name)
            with_kernels |= {found.name for _ in own}
    assert len(with_kernels) > 30
    assert modules_with_kernels().keys() == with_kernels


def test_compiled_beforehand_nothing_is_left_to_compile():
    subprocess.run([sys.executable, "-m", "dedup.runtime.kernels"], check=True)
    imports = "; ".join(f"import {module}" for module in modules_with_kernels())
    script = (
        f"from dedup.runtime.kernels import on_first_compile; on_first_compile(lambda: print('compiling')); {imports}"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
