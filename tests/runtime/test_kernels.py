"""Functions that run as machine code."""

import os
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated, NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

import dedup
from dedup.candidates.rare_words import rare_kernel
from dedup.runtime import compiling, kernel_files, machine_code
from dedup.runtime.compile_progress import tell, watched
from dedup.runtime.kernels import Kernel, inlined, kernel

SPAN = np.dtype([("begin", np.int32), ("end", np.int32)])


class Lines(NamedTuple):
    """Lists of lists, as the engine hands them over."""

    values: NDArray[np.uint32]
    offsets: NDArray[np.int64]
    spans: Annotated[NDArray[np.void], SPAN]
    limit: int


@kernel("int64(uint32[::1])")
def n_zeros(values):
    n = 0
    for value in values:
        n += value == 0
    return n


@inlined
def length(span):
    return span.end - span.begin


@kernel("int64(SPAN[::1])")
def n_covered(spans):
    n = 0
    for span in spans:
        n += length(span)
    return n


@kernel("int64(Lines)")
def n_in_lines(lines):
    n = n_covered(lines.spans) + n_zeros(lines.values)
    for line in range(len(lines.offsets) - 1):
        n += min(lines.offsets[line + 1] - lines.offsets[line], lines.limit)
    return n


class Bytes(NamedTuple):
    """Fields of one type."""

    data: Annotated[NDArray[np.uint8], "readonly"]
    more: Annotated[NDArray[np.uint8], "readonly"]


class Page(NamedTuple):
    """A named tuple in another one, and a table of two dimensions."""

    lines: Lines
    signatures: Annotated[NDArray[np.uint64], 2]
    data: Bytes
    weight: np.float32


@kernel("float32(Page)")
def weighed(page):
    return (n_in_lines(page.lines) + page.signatures[1, 0] + page.data.more[0]) * page.weight


def page():
    return Page(
        lines(), np.array([[1], [4]], np.uint64), Bytes(*2 * [np.frombuffer(b"\x02", np.uint8)]), np.float32(0.5)
    )


def lines():
    return Lines(np.array([0, 7], np.uint32), np.array([0, 5, 6], np.int64), np.array([(2, 9), (0, 1)], SPAN), 3)


def test_a_kernel_takes_the_layout_it_names_and_no_other():
    values = np.array([0, 1, 0, 0], np.uint32)
    assert n_zeros(values) == 3
    with pytest.raises(TypeError, match="No matching definition"):
        n_zeros(values[::2])
    with pytest.raises(TypeError, match="No matching definition"):
        n_zeros(values.astype(np.int64))


def test_a_signature_names_records_and_named_tuples_of_its_module():
    assert n_covered(lines().spans) == 8
    assert n_in_lines(lines()) == 8 + 1 + 3 + 1
    assert weighed(page()) == (13 + 4 + 2) / 2
    with pytest.raises(TypeError, match="No matching definition"):
        n_covered(np.zeros(2, np.dtype([("begin", np.int64), ("end", np.int64)])))


@pytest.mark.parametrize("each", [n_zeros, n_covered, n_in_lines, weighed], ids=lambda each: each.__name__)
def test_machine_code_from_a_file_does_what_the_compiled_kernel_does(each):
    arguments = {"n_zeros": lines().values, "n_covered": lines().spans, "n_in_lines": lines(), "weighed": page()}
    argument = arguments[each.__name__]
    loaded = machine_code.loaded(each.function, machine_code.taken_apart(each.compiled))
    assert loaded(argument) == each.compiled(argument)
    with pytest.raises(TypeError, match="No matching definition"):
        loaded(np.zeros(3, np.float32))


def test_what_is_only_defined_is_not_compiled_and_numba_is_not_imported():
    script = "import dedup.scanning.scan, sys; sys.exit('numba' in sys.modules)"
    subprocess.run([sys.executable, "-c", script], check=True)


def test_every_kernel_of_the_package_is_known():
    package = Path(dedup.__file__).parent
    named = sum(path.read_text(encoding="utf-8").count("\n@kernel(") for path in package.rglob("*.py"))
    kernels, left_out = compiling._all_kernels()
    assert (len(kernels), left_out) == (named, [])
    for each in kernels:
        assert getattr(import_module(each.__module__), each.__qualname__) is each


def test_compiled_ahead_of_time_nothing_is_left_to_compile():
    done = subprocess.run([sys.executable, "-m", "dedup.kernels"], check=True, capture_output=True, text=True)
    assert done.stdout == f"The kernels are in {kernel_files.writable()}\n"
    kernels, _ = compiling._all_kernels()
    assert [each.name for each in kernels if kernel_files.read(compiling._file(each)) is None] == []


@pytest.mark.heavy
def test_a_damaged_kernel_costs_a_command_one_line_and_is_mended(tmp_path):
    folder = tmp_path / "dedup-news" / machine_code.fits()
    shutil.copytree(kernel_files.writable(), folder)
    for place in (folder.parent, folder):
        place.chmod(0o700)
    damaged = folder / compiling._file(rare_kernel)
    damaged.write_bytes(damaged.read_bytes()[:-1])
    environment = {name: value for name, value in os.environ.items() if name != kernel_files.FOLDER}
    command = [sys.executable, "-m", "dedup", "report", Path(dedup.__file__).parents[1] / "seeds"]
    told = []
    for _ in range(2):
        done = subprocess.run(
            command, env=environment | {"NUMBA_CACHE_DIR": str(tmp_path)}, capture_output=True, text=True, check=True
        )
        told.append([line for line in done.stderr.splitlines() if "compiling" not in line])
    assert told == [[f"dedup: {damaged} is damaged: this kernel is compiled again"], []]


def test_a_module_that_needs_an_extra_is_left_out_with_its_reason():
    script = (
        "import sys; sys.modules['sqlalchemy'] = None\n"
        "from dedup.runtime.compiling import _all_kernels\n"
        "kernels, left_out = _all_kernels()\n"
        "assert len(kernels) > 80 and left_out, left_out\n"
        "assert all('index' in reason and 'pip install' in reason for reason in left_out), left_out"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_kernels_that_call_each_other_are_compiled_by_the_same_process():
    kernels, _ = compiling._all_kernels()
    tasks = compiling._tasks(kernels)
    assert sorted(each.name for task in tasks for each in task) == sorted(each.name for each in kernels)
    for task in tasks:
        for each in task:
            called = set(compiling._calls(each, each.signature))
            assert called & set(kernels) <= set(task)


def test_who_watches_is_told_how_far_the_compiler_is_and_the_log_only_that_it_begins(caplog):
    told = []
    with watched(lambda n_done, n_in_all: told.append((n_done, n_in_all))):
        tell(0, 2, 4)
        tell(1, 2, 4)
    assert (told, caplog.messages) == ([(0, 2), (1, 2)], [])
    for n_done in range(3):
        tell(n_done, 2, 4)
    assert caplog.messages == ["dedup: compiling 2 kernels on 4 processors, once"]


def test_a_kernel_without_machine_code_for_it_is_compiled_where_it_is_called(monkeypatch):
    monkeypatch.setattr(kernel_files, "read", lambda name: b"no machine code")
    assert Kernel(n_zeros.signature, n_zeros.function)(lines().values) == 1


def test_where_numba_is_switched_off_python_runs_everything(monkeypatch):
    monkeypatch.setattr(machine_code.config, "DISABLE_JIT", 1)
    assert compiling.fetch(n_zeros) is n_zeros.function


@pytest.mark.parametrize(
    ("features", "level"),
    [
        ("avx avx2 bmi bmi2 f16c fma lzcnt movbe sse4.2 popcnt avx512f", "x86-64-v3"),
        ("cx16 sahf popcnt sse3 sse4.1 sse4.2 ssse3 avx", "x86-64-v2"),
        ("sse3", "x86-64"),
    ],
)
def test_code_is_made_for_the_level_that_a_processor_reaches(features, level, monkeypatch):
    monkeypatch.setattr(machine_code.config, "CPU_NAME", None)
    monkeypatch.setattr(machine_code.llvm, "get_process_triple", lambda: "x86_64-unknown-linux-gnu")
    monkeypatch.setattr(machine_code.llvm, "get_host_cpu_features", lambda: dict.fromkeys(features.split(), True))
    assert machine_code.processor.__wrapped__() == (level, "")
    monkeypatch.setattr(machine_code.llvm, "get_process_triple", lambda: "aarch64-unknown-linux-gnu")
    assert machine_code.processor.__wrapped__() == ("generic", "")
    monkeypatch.setattr(machine_code.config, "CPU_NAME", "znver5")
    monkeypatch.setattr(machine_code.config, "CPU_FEATURES", "+avx512f")
    assert machine_code.processor.__wrapped__() == ("znver5", "+avx512f")
