"""The figures of the house: how large its rooms are, and how much in it is known by position and not by name.

    python -m benchmarks.house [ROOT]    ROOT is the folder with `dedup/`, by default this one

Reads sources and nothing else, so that any commit can be counted by the same measure. What each figure counts stands
beside it.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SMALL = 50
LONG = 40
PARAMETERS = (5, 8)
MADE = {"kernel", "inlined"}
"""What a decorator that makes a kernel is called, its last name."""
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """A source file: its place in the package, its room, and its tree."""

    name: str
    path: str
    room: str
    n_lines: int
    tree: ast.Module


def main() -> None:
    """Print the figures."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT
    modules = list(modules_in(root))
    functions = [(module, function) for module in modules for function in functions_in(module.tree)]
    kernels = [(module, function) for module, function in functions if is_kernel(function)]
    small = [module for module in modules if module.n_lines < SMALL]
    rooms = {module.room for module in modules} - {""}
    arrows = arrows_between(modules)
    line("lines of Python in dedup/", sum(module.n_lines for module in modules))
    line("modules", len(modules), "with each __init__.py")
    line(f"modules under {SMALL} lines", len(small), "each __init__.py among them")
    line("rooms", len(rooms), "folders and modules right under dedup/ without __init__ and __main__")
    line(
        "import arrows", len(arrows), "pairs of rooms of which one imports from the other, at the top or in a function"
    )
    line("arrows both ways", sum((b, a) in arrows for a, b in arrows) // 2, "pairs of rooms that import each other")
    line("kernels", len(kernels), f"functions under @{', @'.join(sorted(MADE))}")
    for limit in PARAMETERS:
        line(f"kernels with more than {limit} parameters", sum(n_parameters(one) > limit for _, one in kernels))
    line(
        f"functions over {LONG} lines",
        sum(length(one) > LONG for _, one in functions),
        "from def to end, with docstring",
    )
    columns, rows = Counter[str](), Counter[str]()
    for module in modules:
        columns[module.path] = sum(map(is_column_by_number, ast.walk(module.tree)))
        rows[module.path] = sum(map(n_of_rows, outermost(module.tree)))
    line("subscripts by number", columns.total() + rows.total(), "of which:")
    line("  columns of tables", columns.total(), "x[k, 1], x[:, 0]: a whole number last of two or more axes")
    line("  fields of rows", rows.total(), "row[0], row[5]: of a name that its function subscripts by two or more"
         " whole numbers and by nothing else; groups of a regular expression as well")  # fmt: skip
    both = columns + rows
    for path, n in both.most_common():
        print(f"    {n:5}  {path} ({columns[path]} columns, {rows[path]} fields)")
    print("kernels with the most parameters:")
    for module, kernel in sorted(kernels, key=lambda one: (-n_parameters(one[1]), one[1].name)):
        if n_parameters(kernel) > max(PARAMETERS):
            print(f"    {n_parameters(kernel):5}  {module.path}: {kernel.name}")
    print("longest functions:")
    for module, function in sorted(functions, key=lambda one: (-length(one[1]), one[1].name)):
        if length(function) > LONG:
            print(f"    {length(function):5}  {module.path}: {function.name}")


def line(name: str, count: int, meaning: str = "") -> None:
    """One figure and what it counts."""
    print(f"{name:36} {count:7,}{'   ' + meaning if meaning else ''}")


def modules_in(root: Path) -> Iterator[Module]:
    """Every module of the package."""
    for path in sorted((root / "dedup").rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        text = path.read_text("utf-8")
        room = "" if parts[1] in {"__init__", "__main__"} else parts[1]
        name = ".".join(part for part in parts if part != "__init__")
        yield Module(name, str(path.relative_to(root)), room, text.count("\n"), ast.parse(text))


def functions_in(tree: ast.AST) -> Iterator[Function]:
    """Every function and method, inner ones as well."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def outermost(tree: ast.Module) -> Iterator[Function]:
    """Functions of a module and methods of its classes, each with the functions inside it."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        for node in ast.iter_child_nodes(waiting.pop()):
            if isinstance(node, Function):
                yield node
            else:
                waiting.append(node)


def length(function: Function) -> int:
    """Lines from `def` to the end."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def n_parameters(function: Function) -> int:
    """All parameters, by name as well."""
    given = function.args
    return len(given.posonlyargs) + len(given.args) + len(given.kwonlyargs)


def is_kernel(function: Function) -> bool:
    """Whether a decorator makes machine code of it."""
    return any(last_name(decorator) in MADE for decorator in function.decorator_list)


def last_name(node: ast.expr) -> str:
    """`jit` of `numba.jit(nogil=True)`."""
    while isinstance(node, ast.Call):
        node = node.func
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def whole_number(node: ast.expr) -> int | None:
    """The number where a subscript is one, -1 as well."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        node = node.operand
    found = node.value if isinstance(node, ast.Constant) else None
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def is_column_by_number(node: ast.AST) -> bool:
    """`x[k, 1]`, `x[:, 0]`, but not the type `Annotated[x, 2]`."""
    if not (isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple) and len(node.slice.elts) > 1):
        return False
    return whole_number(node.slice.elts[-1]) is not None and last_name(node.value) != "Annotated"


def n_of_rows(function: Function) -> int:
    """Subscripts by whole numbers of names that are rows in a function."""
    by_number, otherwise = dict[str, list[int]](), set[str]()
    for node in ast.walk(function):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
            found = whole_number(node.slice)
            if found is None:
                otherwise.add(node.value.id)
            else:
                by_number.setdefault(node.value.id, []).append(found)
    return sum(len(some) for name, some in by_number.items() if name not in otherwise and len({*some}) > 1)


def arrows_between(modules: list[Module]) -> set[tuple[str, str]]:
    """Which room imports from which."""
    names = {module.name for module in modules}
    found = set()
    for module in modules:
        for node in ast.walk(module.tree):
            targets: list[str] = []
            if isinstance(node, ast.Import):
                targets = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                targets = [f"{node.module}.{alias.name}" for alias in node.names]
                targets = [one if one in names else node.module for one in targets]
            for target in targets:
                parts = target.split(".")
                if parts[0] == "dedup" and len(parts) > 1 and module.room and parts[1] != module.room:
                    found.add((module.room, parts[1]))
    return found


if __name__ == "__main__":
    main()
