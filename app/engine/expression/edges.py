"""Edges: the places where an operation changes its character: a kink, a jump, the end of where it is defined.

Each operation that can have one is a suspect. Samples on both sides prove that the edge exists; bisection finds a point
of it to the last bit. An edge that is only touched (the 0 of √(x² + y²)) is found by descending on the distance to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.engine.expression.graph import Operation
from app.engine.expression.probe import Probe
from app.engine.objective import Array

MAX_SUSPECTS = 24
MAX_WORK = 40_000
"""Nodes times suspects: beyond, a formula is too long to be looked at this closely."""
_BISECTIONS = 60
_REFINEMENTS = 60
_TOUCHES = 1e-12
"""A distance this small, relative to those elsewhere, is 0 to rounding."""

Look = Callable[[Mapping[int, Any]], Any]
"""Values of all nodes → an array."""


@dataclass(frozen=True)
class Suspect:
    """An operation that may have an edge.

    `beyond` tells on which side a point is: beyond a boundary the operation is undefined. `distance` is 0 on an edge that may be
    touched from one side only. `relation` and `operands` say where: `("≤", (u, 0))`.
    """

    node: int
    function: str
    ends: bool
    """Whether the operation is undefined beyond the edge, or on it."""
    relation: str
    operands: tuple[int, int]
    beyond: Look | None = None
    distance: Look | None = None


@dataclass(frozen=True)
class Edge:
    """A suspect with a point `(d,)` just before the edge and one beyond it, or twice the point where it is touched."""

    suspect: Suspect
    before: Array
    beyond: Array


def edges(probe: Probe) -> list[Edge]:
    """One edge for each suspect that has one."""
    suspects = _suspects(probe)[:MAX_SUSPECTS]
    if len(suspects) * len(probe.needed) > MAX_WORK:
        return []
    looks = probe.nodes(probe.points)
    found = _crossed(probe, suspects, looks)
    crossed = {edge.suspect.node for edge in found}
    missing = [suspect for suspect in suspects if suspect.distance is not None and suspect.node not in crossed]
    return sorted([*found, *_touched(probe, missing, looks)], key=lambda edge: edge.suspect.node)


def _crossed(probe: Probe, suspects: list[Suspect], looks: Mapping[int, Any]) -> list[Edge]:
    """Edges with samples on both sides, by bisection of all of them together."""
    pairs: list[tuple[Suspect, int, int]] = []
    for suspect in suspects:
        if suspect.beyond is None:
            continue
        side = np.broadcast_to(suspect.beyond(looks), probe.points.shape[1:])
        pairs += [(suspect, *pair) for pair in _two_sides(probe, side)]
    if not pairs:
        return []
    before = probe.points[:, [inside for _, inside, _ in pairs]]
    beyond = probe.points[:, [outside for _, _, outside in pairs]]
    starts = _sides(probe, pairs, before)
    for _ in range(_BISECTIONS):
        middle = before + (beyond - before) / 2
        is_before = _sides(probe, pairs, middle) == starts
        before = np.where(is_before, middle, before)
        beyond = np.where(is_before, beyond, middle)
    return [
        Edge(suspect, before[:, column], beyond[:, column])
        for column, (suspect, inside, outside) in enumerate(pairs)
        if _is_reached(probe, suspect, probe.points[:, [inside, outside]], before[:, column])
    ]


def _two_sides(probe: Probe, side: Array) -> list[tuple[int, int]]:
    """A sample on each side of an edge, not far from each other: in the box if it has both, else anywhere."""
    for seen in (probe.is_inside, np.ones_like(probe.is_inside)):
        found = np.flatnonzero(seen)
        if len(found) and side[found].max() > side[found].min():
            outside = found[side[found] == side[found].max()][0]
            inside = found[side[found] == side[found].min()]
            nearest = inside[np.abs(probe.points[:, inside] - probe.points[:, [outside]]).sum(axis=0).argmin()]
            return [(int(nearest), int(outside))]
    return []


def _sides(probe: Probe, pairs: list[tuple[Suspect, int, int]], points: Array) -> Array:
    looks = probe.nodes(points)
    rows = [np.broadcast_to(suspect.beyond(looks), points.shape[1:]) for suspect, _, _ in pairs if suspect.beyond]
    return np.array([row[column] for column, row in enumerate(rows)], dtype=np.float64)


def _is_reached(probe: Probe, suspect: Suspect, ends: Array, point: Array) -> bool:
    """Whether a distance that changes sign really becomes 0 in between: 1/x changes sign and does not."""
    if suspect.distance is None:
        return True
    here = abs(float(np.ravel(suspect.distance(probe.nodes(point[:, None])))[0]))
    there = np.abs(np.ravel(suspect.distance(probe.nodes(ends))))
    return here <= 1e-6 * float(there.max())


def _touched(probe: Probe, suspects: list[Suspect], looks: Mapping[int, Any]) -> list[Edge]:
    """Edges at which a distance becomes 0 without changing its sign, by a pattern search for all of them together."""
    chosen: list[tuple[Suspect, Array, float]] = []
    for suspect in suspects:
        distance = np.broadcast_to(_away(suspect, looks), probe.points.shape[1:])
        finite = np.isfinite(distance)
        if finite.any():
            nearest = int(np.where(finite, distance, np.inf).argmin())
            chosen.append((suspect, probe.points[:, nearest], float(np.sort(distance[finite])[finite.sum() // 2])))
    if not chosen:
        return []
    dimension, count = len(probe.variables), len(chosen)
    steps = np.concatenate([np.zeros((dimension, 1)), np.eye(dimension), -np.eye(dimension)], axis=1)
    points = np.stack([point for _, point, _ in chosen], axis=1)
    reach: Any = float((probe.box[:, 1] - probe.box[:, 0]).max()) / 32
    for _ in range(_REFINEMENTS):
        tried = points[:, :, None] + reach * steps[:, None, :]
        looks = probe.nodes(tried.reshape(dimension, -1))
        rows = [np.broadcast_to(_away(suspect, looks), tried[0].size).reshape(count, -1) for suspect, _, _ in chosen]
        distances = np.array([row[column] for column, row in enumerate(rows)])
        best = np.where(np.isfinite(distances), distances, np.inf).argmin(axis=1)
        points = tried[:, np.arange(count), best]
        reach *= np.where((best == 0).all(), 0.4, 0.8)
    looks = probe.nodes(points)
    found = [
        float(np.broadcast_to(_away(suspect, looks), count)[column]) for column, (suspect, _, _) in enumerate(chosen)
    ]
    return [
        Edge(suspect, points[:, column], points[:, column])
        for column, (suspect, _, typical) in enumerate(chosen)
        if found[column] <= _TOUCHES * max(typical, 1e-300)
    ]


def _away(suspect: Suspect, looks: Mapping[int, Any]) -> Any:
    assert suspect.distance is not None
    with np.errstate(all="ignore"):
        return np.abs(suspect.distance(looks))


def _suspects(probe: Probe) -> list[Suspect]:
    found: list[Suspect] = []
    for place in probe.needed:
        found += _suspects_of(probe, place, probe.graph.operations[place])
    return found


def _suspects_of(probe: Probe, place: int, operation: Operation) -> list[Suspect]:  # noqa: PLR0912
    """What may go wrong at one operation."""
    graph = probe.graph
    zero, one = graph.number(0.0), graph.number(1.0)
    name, operands = operation.operator, operation.operands
    u = operands[0] if operands else zero
    match name:
        case "abs" | "relu" | "sign":
            return [Suspect(place, name, False, "==", (u, zero), lambda at: np.sign(at[u]) > 0)]
        case "floor" | "ceil":
            return [Suspect(place, name, False, "whole", (u, zero), lambda at: at[place])]
        case "max" | "min":
            v = operands[1]
            return [Suspect(place, name, False, "==", (u, v), lambda at: at[u] > at[v])]
        case "select":
            return [Suspect(place, "if", False, "edge", (u, zero), lambda at: at[u] * 1.0)]
        case "cbrt":
            return [Suspect(place, name, False, "==", (u, zero), lambda at: at[u] > 0, lambda at: at[u])]
        case "hypot":
            v = operands[1]
            return [Suspect(place, name, False, "==", (place, zero), None, lambda at: at[place])]
        case "asin" | "acos":
            outside = Suspect(place, name, True, "outside", (u, one), lambda at: np.abs(at[u]) > 1)
            return [outside, Suspect(place, name, False, "unit", (u, one), None, lambda at: 1 - np.abs(at[u]))]
        case "sqrt":
            below = Suspect(place, name, True, "<", (u, zero), lambda at: at[u] < 0)
            return [below, Suspect(place, name, False, "==", (u, zero), None, lambda at: at[u])]
        case "log" | "ln" | "log2" | "log10":
            below = Suspect(place, name, True, "≤", (u, zero), lambda at: at[u] <= 0)
            return [below, Suspect(place, name, True, "==", (u, zero), None, lambda at: at[u])]
        case "/":
            return [_vanishing(place, "division", operands[1], zero)]
        case "atan2":
            return [Suspect(place, name, False, "==", (u, zero), lambda at: _side_of_cut(at[u], at[operands[1]]))]
        case "tan":
            poles = Suspect(
                place, name, True, "pole", (u, zero), lambda at: np.cos(at[u]) > 0, lambda at: np.cos(at[u])
            )
            return [poles]
        case "raise" if int(str(operation.payload)) < 0:
            return [_vanishing(place, "power", u, zero)]
        case "power":
            return _suspects_of_power(probe, place, operands)
    return []


def _side_of_cut(height: Any, along: Any) -> Any:
    """atan2 jumps only where its second argument is negative; elsewhere a point is on neither side."""
    return np.where(along < 0, np.where(height > 0, 1.0, 0.0), 0.5)


def _vanishing(place: int, name: str, u: int, zero: int) -> Suspect:
    return Suspect(place, name, True, "==", (u, zero), lambda at: at[u] > 0, lambda at: at[u])


def _suspects_of_power(probe: Probe, place: int, operands: tuple[int, ...]) -> list[Suspect]:
    u, zero = operands[0], probe.graph.number(0.0)
    exponent = probe.graph.value_of(operands[1])
    if exponent is not None and exponent.is_integer():
        return [_vanishing(place, "power", u, zero)] if exponent < 0 else []
    below = Suspect(place, "power", True, "<", (u, zero), lambda at: at[u] < 0)
    if exponent is not None and exponent < 0:
        return [
            Suspect(place, "power", True, "≤", (u, zero), lambda at: at[u] <= 0),
            _vanishing(place, "power", u, zero),
        ]
    touching = Suspect(place, "power", False, "==", (u, zero), None, lambda at: at[u])
    return [below, touching] if exponent is not None and exponent < 1 else [below]
