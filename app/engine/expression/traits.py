"""traits_of: what is worth knowing about a function before an optimizer is sent down it.

Found by looking, not by proof: operations that may have an edge are searched for one (`edges.py`), and f itself is asked on
both sides of it whether it jumps, bends, ends or falls; rays show whether it falls for ever. What is said is true of the
points looked at, so the sentences say “seems” where a proof would be needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np

from app.engine.expression.edges import Edge, edges
from app.engine.expression.probe import Probe, directions
from app.engine.expression.relations import relation
from app.engine.objective import Array

_SIGNS = {"power": "^", "division": "/"}
MAX_PLACES = 3
"""Places named in one sentence."""
_NEAR = 10.0 ** np.array([-2.0, -4.0, -6.0, -8.0])
_DECADES = 10.0 ** np.arange(1, 7)
_ALMOST = 1e-11
"""Relative difference of two values that are equal but for rounding."""

TRAITS = {
    "constant": "constant: {value} everywhere",
    "nowhere": "seems to be defined nowhere",
    "unused_variable": "the value does not depend on {name}",
    "undefined": "undefined where {where} because of “{function}”",
    "jump": "jumps where {where} because of “{function}”; the derivative is taken without the jump",
    "not_differentiable": "not differentiable where {where} because of “{function}”; there {taken}",
    "overflow": "too large for a computer number in parts of the picture",
    "unbounded_far": "seems to fall without end far from the origin: it has no minimum",
    "unbounded_near": "seems to fall without end close to {where}: it has no minimum",
    "symmetric": "stays the same when {first} and {second} change places",
    "mirrored": "stays the same when the sign of {names} changes",
}
TAKEN = {
    "abs": "the derivative of abs counts as 0",
    "relu": "the derivative of relu counts as 0",
    "sign": "the derivative of sign counts as 0",
    "floor": "the derivative of floor counts as 0",
    "ceil": "the derivative of ceil counts as 0",
    "max": "each of two equal arguments of max counts half",
    "min": "each of two equal arguments of min counts half",
    "if": "the derivative is that of the branch that holds",
    "sqrt": "an infinite slope times 0 counts as 0",
    "cbrt": "an infinite slope times 0 counts as 0",
    "power": "an infinite slope times 0 counts as 0",
    "hypot": "the derivative of hypot counts as 0",
    "asin": "an infinite slope times 0 counts as 0",
    "acos": "an infinite slope times 0 counts as 0",
}


@dataclass(frozen=True)
class Trait:
    """One thing to know: a stable code with arguments; `taken` names the convention of the derivative, if one is at work."""

    code: str
    arguments: Mapping[str, str | float] = field(default_factory=dict)
    taken: str | None = None


@np.errstate(all="ignore")
def traits_of(probe: Probe) -> tuple[Trait, ...]:
    """The traits of one formula, the most important first."""
    constant = probe.graph.value_of(probe.value)
    if constant is not None:
        return (Trait("constant", {"value": constant}),)
    if not probe.is_close:
        return tuple(_unused(probe))
    if not np.isfinite(probe.values(probe.points)).any():
        return (*_unused(probe), Trait("nowhere"))
    found = edges(probe)
    return (*_unused(probe), *_at_edges(probe, found), *_overflow(probe, found), *_far(probe), *_symmetries(probe))


def _unused(probe: Probe) -> Iterator[Trait]:
    used = {probe.graph.operations[place].payload for place in probe.needed}
    unused = [name for name in probe.variables if name not in used]
    if unused:
        yield Trait("unused_variable", {"name": ", ".join(unused)})


def _at_edges(probe: Probe, found: list[Edge]) -> Iterator[Trait]:
    """Traits of all edges, those of one kind and one function in one sentence."""
    places: dict[tuple[str, str], list[str]] = {}
    for edge in found:
        for code in _character(probe, edge):
            suspect = edge.suspect
            if code == "unbounded_near" and suspect.relation in ("<", "≤"):
                suspect = replace(suspect, relation="==")
            where = relation(probe.graph, suspect)
            names = places.setdefault((code, edge.suspect.function), [])
            if where not in names:
                names.append(where)
    for code in ("undefined", "jump", "not_differentiable", "unbounded_near"):
        for (other, function), names in places.items():
            if other == code:
                listed = ", ".join(names[:MAX_PLACES]) + (", …" if len(names) > MAX_PLACES else "")
                taken = function if code == "not_differentiable" else None
                yield Trait(code, {"where": listed, "function": _SIGNS.get(function, function)}, taken)


def _character(probe: Probe, edge: Edge) -> Iterator[str]:
    """What happens at an edge: codes of traits."""
    if edge.suspect.ends:
        if probe.matters(edge.suspect.node, edge.beyond):
            yield "undefined"
            if _falls_near(probe, edge):
                yield "unbounded_near"
        return
    if _falls_near(probe, edge):
        yield "unbounded_near"
    width = float((probe.box[:, 1] - probe.box[:, 0]).max())
    axes = _across(edge, len(probe.variables))
    steps = width * np.array([1e-5, 1e-7])
    before = edge.before[:, None, None] - axes[:, :, None] * steps
    beyond = edge.beyond[:, None, None] + axes[:, :, None] * steps
    values, slopes = probe.slopes(np.stack([before, beyond], axis=1))
    if _stays(np.abs(values[1] - values[0]), np.abs(values).max(axis=0)):
        yield "jump"
    elif _stays(np.abs(slopes[:, 1] - slopes[:, 0]).max(axis=0), np.abs(slopes).max(axis=(0, 1))) or _steepens(
        np.abs(slopes).max(axis=(0, 1))
    ):
        yield "not_differentiable"


def _across(edge: Edge, dimension: int) -> Array:
    """Directions `(d, n)` in which to step away from an edge: across it, and along the axes."""
    axes = np.eye(dimension)
    between = edge.beyond - edge.before
    if not between.any():
        return np.concatenate([axes, np.ones((dimension, 1)) / dimension**0.5], axis=1)
    signs = np.where(between < 0, -1.0, 1.0)
    used = np.flatnonzero(between)
    return np.concatenate([(axes * signs)[:, used], (signs * (between != 0))[:, None]], axis=1)


def _stays(difference: Array, scale: Array) -> bool:
    """Whether a difference `(n, 2)` at two step sizes does not shrink with the step, as it does where f is smooth."""
    wide, narrow = difference[..., 0], difference[..., 1]
    is_there = narrow > 1e-7 * scale[..., 1] + 1e-12
    return bool((is_there & (narrow > 0.3 * wide) & np.isfinite(wide) & np.isfinite(narrow)).any())


def _steepens(slope: Array) -> bool:
    """Whether the slope grows without end towards the edge: a vertical tangent."""
    return bool((np.isfinite(slope[..., 1]) & (slope[..., 1] > 1.3 * slope[..., 0]) & (slope[..., 1] > 1)).any())


def _falls_near(probe: Probe, edge: Edge) -> bool:
    """Whether f falls without end as a straight line comes closer to the edge, from either side."""
    toward = directions(len(probe.variables))
    ends = np.stack([edge.before, edge.beyond])[:, :, None, None]
    return _falls(probe.values(np.moveaxis(ends + toward[:, :, None] * _NEAR, 0, 1)))


def _far(probe: Probe) -> Iterator[Trait]:
    """Whether f falls without end on some ray, by the lowest value in each decade of distance."""
    radii = _DECADES[:, None] * 10.0 ** np.linspace(0, 0.9, 8)
    toward = directions(len(probe.variables))
    values = probe.values(toward[:, :, None, None] * radii)
    if _falls(np.where(np.isnan(values), np.inf, values).min(axis=-1)):
        yield Trait("unbounded_far")


def _falls(sequences: Array) -> bool:
    """Whether one of `sequences` `(..., n)` goes down in its last three steps, and these do not get smaller."""
    last = np.clip(sequences[..., -4:], -1e300, None)
    drops = last[..., :-1] - last[..., 1:]
    is_falling = np.isfinite(last).all(axis=-1) & (drops[..., 1:] >= 0.9 * drops[..., :-1]).all(axis=-1)
    is_deep = (drops[..., 0] > 1e-6 * (1 + np.abs(last[..., 0]))) & (drops[..., -1] > 1e-3)
    # −exp falls by 1e300 once and then stands at −∞
    has_ended = (last[..., 0] > -1e300) & (last[..., -1] <= -1e300) & (drops >= 0).all(axis=-1)
    return bool(((is_falling & is_deep) | has_ended).any())


def _overflow(probe: Probe, found: list[Edge]) -> Iterator[Trait]:
    if any(edge.suspect.ends for edge in found):
        return
    if not np.isfinite(probe.values(probe.points[:, probe.is_inside])).all():
        yield Trait("overflow")


def _symmetries(probe: Probe) -> Iterator[Trait]:
    """Exchanged coordinates and mirrored ones, by comparing values at points without symmetry of their own."""
    points = probe.points[:, probe.points.shape[1] // 2 :][:, :64]
    values = probe.values(points)
    used = {probe.graph.operations[place].payload for place in probe.needed}
    rows = [row for row, name in enumerate(probe.variables) if name in used]
    for first, second in combinations(rows, 2):
        order = list(range(len(points)))
        order[first], order[second] = second, first
        if len(rows) <= 3 and not probe.program.parameters and _same(values, probe.values(points[order])):
            yield Trait("symmetric", {"first": probe.variables[first], "second": probe.variables[second]})
    mirrors = np.eye(len(points)) * -2 + 1
    mirrored = [row for row in rows if _same(values, probe.values(points * mirrors[:, row : row + 1]))]
    if mirrored:
        yield Trait("mirrored", {"names": ", ".join(probe.variables[row] for row in mirrored)})


def _same(values: Array, others: Array) -> bool:
    both = np.isfinite(values) & np.isfinite(others)
    if not (np.isfinite(values) == np.isfinite(others)).all() or both.sum() < 8:
        return False
    return bool((np.abs(values - others)[both] <= _ALMOST * (1e-3 + np.abs(values[both]))).all())
