"""The one doorway to numba: a kernel compiled, taken apart for a file, and loaded from one.

numba keeps a compiled function for the very processor that compiled it, together with what it takes to compile others
against it. Here the machine code alone is kept, which loads in a thirtieth of the time, and it is compiled for a level
that processors share, so that it runs on other machines.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable, Mapping
from ctypes import c_void_p
from functools import cache
from typing import Annotated, Any, cast, get_args, get_origin, get_type_hints

import llvmlite.binding as llvm
import numba
import numpy as np
from numba import _dynfunc
from numba.core import codegen, config, types
from numba.core.compiler import compile_result
from numba.core.dispatcher import Dispatcher
from numba.core.environment import Environment
from numba.core.registry import CPUDispatcher, cpu_target
from numba.core.runtime import _nrt_python as memory
from numba.core.serialize import dumps

from dedup.runtime.kernel_digest import element_of

_LEVELS = {  # of the x86-64 psABI, without the features that every processor with the others has
    "x86-64-v3": ("avx", "avx2", "bmi", "bmi2", "f16c", "fma", "lzcnt", "movbe", "sse4.2", "popcnt"),
    "x86-64-v2": ("cx16", "sahf", "popcnt", "sse3", "sse4.1", "sse4.2", "ssse3"),
    "x86-64": (),
}
_PLAIN: dict[Any, Any] = {int: types.int64, float: types.float64, bool: types.boolean}


@cache
def processor() -> tuple[str, str]:
    """The name and the features, in LLVM's words, of the processors that kernels are compiled for.

    The highest level that this one has: code for x86-64-v3 is as fast as code for the very processor. Who sets
    `NUMBA_CPU_NAME` decides.
    """
    if config.CPU_NAME is not None:
        return config.CPU_NAME, config.CPU_FEATURES or ""
    if not llvm.get_process_triple().startswith("x86_64"):
        return "generic", ""
    features = llvm.get_host_cpu_features()
    return next(level for level, needed in _LEVELS.items() if all(map(features.get, needed))), ""


@cache
def fits() -> str:
    """What machine code must have been made for to run here: Python, numba, processor."""
    name, features = processor()
    python = f"{sys.implementation.cache_tag}{getattr(sys, 'abiflags', '')}"
    return "-".join(filter(None, (python, f"numba-{numba.__version__}", sys.platform, name, features.replace(",", ""))))


def switched_off() -> bool:
    """Whether `NUMBA_DISABLE_JIT` says that Python is to run everything."""
    return bool(config.DISABLE_JIT)


def compiled_here(signature: str, function: Callable[..., Any]) -> Any:
    """A function compiled by numba in this process."""
    dispatcher = numba.njit(nogil=True, error_model="numpy")(function)
    if isinstance(dispatcher, Dispatcher):  # not where numba is switched off
        dispatcher.compile(_types(signature, function))
        dispatcher.disable_compile()
    return dispatcher


def inlined_here(function: Callable[..., Any]) -> Any:
    """A function that numba is to compile into those that call it."""
    return numba.njit(inline="always", error_model="numpy")(function)


def taken_apart(dispatcher: Dispatcher) -> bytes | None:
    """The machine code of a compiled function for a file, or None where it is bound to this process."""
    (result,) = dispatcher.overloads.values()
    if result.library.has_dynamic_globals:
        return None
    _, _, (code, _) = result.library.serialize_using_object_code()
    environments = (result.environment, *result._find_referenced_environments())
    constants = {each.env_name: list(each.consts) for each in environments}
    return cast(bytes, dumps((code, result.fndesc.llvm_cpython_wrapper_name, constants, result.signature)))


def loaded(function: Callable[..., Any], payload: bytes) -> Callable[..., Any]:
    """A function with machine code that was taken apart; as strict about its arguments as one compiled here."""
    code, wrapper, constants, signature = pickle.loads(payload)
    engine = _engine()
    engine.add_object_file(llvm.ObjectFileRef.from_data(code))
    environments = [_environment(engine, function, name, values) for name, values in constants.items()]
    address = engine.get_function_address(wrapper)
    entry = _dynfunc.make_function(
        sys.modules[function.__module__], function.__name__, "", address, environments[0], (environments,)
    )
    dispatcher = CPUDispatcher(function, targetoptions={"nopython": True})
    dispatcher.add_overload(compile_result(signature=signature, entry_point=entry, objectmode=False))
    dispatcher.disable_compile()
    return cast(Callable[..., Any], dispatcher)


@cache
def _engine() -> Any:
    """Where machine code from files is put; numba's own engine, where other packages compile, is left alone."""
    _ = cpu_target.target_context  # says to LLVM where numba's helpers are
    for name, address in memory.c_helpers.items():
        llvm.add_symbol(name if name.startswith("_") else f"NRT_{name}", address)
    return codegen.JITCPUCodegen("dedup")._engine._ee


def _environment(engine: Any, function: Callable[..., Any], name: str, constants: list[Any]) -> Environment:
    """What machine code finds under a name beside its arguments."""
    environment = Environment(function.__globals__)
    environment.env_name = name
    environment.consts[:] = constants
    c_void_p.from_address(engine.get_global_value_address(name)).value = id(environment)
    return environment


def _types(signature: str, function: Callable[..., Any]) -> Any:
    """A signature in numba's types, with the records and named tuples that the function's module defines."""
    return eval(signature, {"__builtins__": {}}, _Names(function.__globals__))


class _Names(dict[str, Any]):
    """What the names in a signature mean: numba's types, or what stands in a module."""

    def __init__(self, module: Mapping[str, Any]) -> None:
        super().__init__(vars(types))
        self._module = module

    def __missing__(self, name: str) -> Any:
        return _type(self._module[name])


def _type(value: Any) -> Any:
    """Numba's type for a dtype, for a named tuple, or for what a field of one is annotated with."""
    if value in _PLAIN:
        return _PLAIN[value]
    if isinstance(value, type) and issubclass(value, tuple):
        fields = get_type_hints(value, include_extras=True)
        return types.containers.BaseTuple.from_types([_type(field) for field in fields.values()], value)
    if get_origin(value) is Annotated:  # an array or a record, and what is particular about it
        array, what = get_args(value)
        if what == "readonly":
            return _type(array).copy(readonly=True)
        if isinstance(what, int):
            return _type(array).copy(ndim=what)
        return numba.from_dtype(what) if array is Any else numba.from_dtype(what)[::1]
    element = element_of(value)
    if element is not None:  # NDArray[np.uint32]
        return numba.from_dtype(np.dtype(element))[::1]
    return numba.from_dtype(np.dtype(value))
