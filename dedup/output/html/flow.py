"""From which agency to which outlet copies flow, as bands: those that credit it beside those that omit its credit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from dedup.output.visible import clipped, isolated
from dedup.output.wires import Wire, label

N_AGENCIES = 7
N_OUTLETS = 14

WIDTH, LEFT, RIGHT = 760.0, 178.0, 560.0
"""Of the drawing: its width, and where its bands begin and end."""

MAX_NAME = 22

NODE = 7.0
GAPS = 30.0, 17.0
"""Between two agencies and between two outlets at least, enough for their two lines of text and one."""

BANDS = 260.0
"""The height of all bands together."""


@dataclass(frozen=True, slots=True)
class Node:
    """An agency on the left or an outlet on the right, from top to bottom."""

    name: str
    key: str
    n_named: int
    n_unnamed: int
    top: float = 0.0
    height: float = 0.0

    @property
    def n_copies(self) -> int:
        """All copies that pass here."""
        return self.n_named + self.n_unnamed

    @property
    def percent_unnamed(self) -> int:
        """The share of them that omit the credit."""
        return round(100 * self.n_unnamed / self.n_copies)


@dataclass(frozen=True, slots=True)
class Band:
    """Copies of one agency in one outlet that all credit it, or all omit the credit; `path` is its outline."""

    agency: str
    outlet: str
    n: int
    is_named: bool
    path: str
    address: str


@dataclass(frozen=True, slots=True)
class Flow:
    """The drawing; agencies and outlets beyond those shown are counted in `n_others`."""

    agencies: Sequence[Node]
    outlets: Sequence[Node]
    bands: Sequence[Band]
    width: float
    height: float
    n_others: int


def flow_of(wires: Sequence[Wire]) -> Flow | None:
    """The bands of wires, the agencies and outlets with most copies; None where there is none."""
    agencies = _most(((one.agency, one.n_copies) for one in wires), N_AGENCIES)
    outlets = _most(((one.outlet, one.n_copies) for one in wires), N_OUTLETS)
    shown = [one for one in wires if one.agency in agencies and one.outlet in outlets]
    if not shown:
        return None
    lefts = [_node(label(agency), agency, [one for one in shown if one.agency == agency]) for agency in agencies]
    rights = [
        _node(
            isolated(clipped(outlet, MAX_NAME)) or "no outlet", outlet, [one for one in shown if one.outlet == outlet]
        )
        for outlet in outlets
    ]
    lefts, rights = ([node for node in nodes if node.n_copies] for nodes in (lefts, rights))
    height = BANDS + max(gap * (len(nodes) - 1) for gap, nodes in zip(GAPS, (lefts, rights), strict=True))
    total = sum(one.n_copies for one in shown)
    scale = BANDS / total
    lefts, rights = _stacked(lefts, scale, height), _stacked(rights, scale, height)
    n_others = sum(one.n_copies for one in wires) - total
    return Flow(lefts, rights, _bands(shown, lefts, rights, scale), WIDTH, round(height, 1), n_others)


def _most(copies: Iterable[tuple[str, int]], n: int) -> list[str]:
    """The names with most copies."""
    counts: Counter[str] = Counter()
    for name, n_copies in copies:
        counts[name] += n_copies
    return sorted(counts, key=lambda one: (-counts[one], one))[:n]


def _node(name: str, key: str, wires: Sequence[Wire]) -> Node:
    return Node(name, key, sum(one.n_named for one in wires), sum(one.n_unnamed for one in wires))


def _stacked(nodes: Sequence[Node], scale: float, height: float) -> list[Node]:
    """Nodes one below the other over the whole height."""
    free = height - scale * sum(node.n_copies for node in nodes)
    gap = free / (len(nodes) - 1) if len(nodes) > 1 else 0.0
    top = 0.0 if len(nodes) > 1 else free / 2
    found = []
    for node in nodes:
        found.append(replace(node, top=round(top, 1), height=round(scale * node.n_copies, 1)))
        top += scale * node.n_copies + gap
    return found


def _bands(wires: Sequence[Wire], lefts: Sequence[Node], rights: Sequence[Node], scale: float) -> list[Band]:
    by_key = {(wire.agency, wire.outlet): wire for wire in wires}
    entry = {node.key: node.top for node in rights}
    found = []
    for left in lefts:
        leave = left.top
        for right in rights:
            wire = by_key.get((left.key, right.key))
            for is_named in (True, False):
                n = 0 if wire is None else wire.n_named if is_named else wire.n_unnamed
                if n:
                    path = _outline(leave, entry[right.key], scale * n)
                    found.append(Band(left.name, right.name, n, is_named, path, _address(left, right, is_named)))
                    leave += scale * n
                    entry[right.key] += scale * n
    return found


def _outline(leave: float, enter: float, thickness: float) -> str:
    begin, end = LEFT + NODE, RIGHT
    middle = (begin + end) / 2
    a, b = leave + thickness, enter + thickness
    return (
        f"M{begin:g} {leave:.1f}C{middle:g} {leave:.1f} {middle:g} {enter:.1f} {end:g} {enter:.1f}"
        f"V{b:.1f}C{middle:g} {b:.1f} {middle:g} {a:.1f} {begin:g} {a:.1f}z"
    )


def _address(left: Node, right: Node, is_named: bool) -> str:
    credit = "named" if is_named else "omitted"
    return f"#articles&wire={quote(left.key, safe='')}&credit={credit}&outlet={quote(right.key, safe='') or '-'}"
