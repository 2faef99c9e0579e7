"""What a kernel is made of, as a digest: its instructions, its constants, and the same of all that it calls.

A kernel whose file is edited elsewhere keeps its digest, and so its machine code. One that calls what was changed, or
that uses a constant with a new value, gets another digest.
"""

from __future__ import annotations

import dis
import hashlib
import re
from collections.abc import Callable, Iterator
from enum import Enum
from types import BuiltinFunctionType, CodeType, FunctionType, ModuleType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import numpy as np
from numpy.typing import NDArray

_ARRAY = get_origin(NDArray[np.void])
_PLAIN = (int, float, complex, str, bytes, type(None), np.dtype, Enum, BuiltinFunctionType, np.ufunc)


def digest(signature: str, function: Callable[..., Any]) -> bytes:
    """Sixteen bytes, the same in every process and on every machine with this minor version of Python."""
    made_of = hashlib.blake2b(digest_size=16)
    for part in _parts(signature, function):
        made_of.update(len(part).to_bytes(8, "little"))
        made_of.update(part)
    return made_of.digest()


def globals_of(signature: str, function: Callable[..., Any]) -> Iterator[Any]:
    """What a function and its signature name of the function's module, and what it takes from a function around it."""
    names = {*_names(function.__code__), *re.findall(r"[^\W\d]\w*", signature)}
    for name in sorted(names & function.__globals__.keys()):
        value = function.__globals__[name]
        if not isinstance(value, FunctionType) or _reads(function.__code__, name):  # not just a field of that name
            yield value
    for cell in function.__closure__ or ():
        yield cell.cell_contents


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


def _reads(code: CodeType, name: str) -> bool:
    """Whether a function, or one inside it, takes a name from its module."""
    read = any(each.opname == "LOAD_GLOBAL" and each.argval == name for each in dis.get_instructions(code))
    return read or any(_reads(inner, name) for inner in code.co_consts if isinstance(inner, CodeType))


def _parts(signature: str, function: Callable[..., Any]) -> Iterator[bytes]:
    yield f"{function.__module__}.{function.__qualname__} {signature} {function.__defaults__}".encode()
    yield from _code_parts(function.__code__, function.__doc__)
    for value in globals_of(signature, function):
        if getattr(value, "__wrapped__", None) is not function:  # not itself, called again
            yield from _value_parts(value, function)


def _code_parts(code: CodeType, doc: str | None) -> Iterator[bytes]:
    yield code.co_code
    yield code.co_exceptiontable
    yield f"{code.co_names} {code.co_varnames}".encode()
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _code_parts(constant, None)
        elif doc is None or constant != doc:
            yield repr(constant).encode()


def element_of(annotation: Any) -> Any:
    """What `NDArray[np.uint32]` is an array of, in every version of numpy; None of what is no such annotation."""
    if get_origin(annotation) is not _ARRAY:
        return None
    last = get_args(annotation)[-1]
    return get_args(last)[0] if get_origin(last) is np.dtype else last


def _spelled(value: Any) -> str:
    """A value in words that do not depend on the version of numpy."""
    if get_origin(value) is Annotated:
        return " ".join(map(_spelled, get_args(value)))
    element = element_of(value)
    return repr(value) if element is None else f"array of {getattr(element, '__name__', element)}"


def _value_parts(value: Any, user: Callable[..., Any]) -> Iterator[bytes]:
    if hasattr(type(value), "digest"):  # a kernel, or a function that is inlined
        yield value.digest
    elif isinstance(value, np.ndarray):
        yield f"{value.dtype!r} {value.shape}".encode()
        yield value.tobytes()
    elif isinstance(value, tuple):
        for element in value:
            yield from _value_parts(element, user)
    elif isinstance(value, type):
        yield value.__qualname__.encode()
        fields = get_type_hints(value, include_extras=True) if issubclass(value, tuple) else {}
        for name, annotation in fields.items():
            yield f"{name} {_spelled(annotation)}".encode()
            if isinstance(annotation, type):  # it may be a named tuple as well
                yield from _value_parts(annotation, user)
    elif isinstance(value, ModuleType) and value.__name__.partition(".")[0] != __name__.partition(".")[0]:
        yield value.__name__.encode()
    elif isinstance(value, np.generic):
        yield f"{value.dtype} {value.item()!r}".encode()
    elif isinstance(value, _PLAIN) or get_origin(value) is Annotated:
        yield _spelled(value).encode()
    else:
        raise TypeError(
            f"{user.__module__}.{user.__qualname__} uses {value!r}, and would not be compiled again when that changes: "
            "give kernels numbers, arrays, records and other kernels, each by its own name"
        )
