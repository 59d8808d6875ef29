"""Basins: which minimum each of many ends belongs to.

Ends near a known minimum belong to it; the others are gathered where they lie close together. Whether a place that was found is
a minimum or a saddle is read off its Hessian.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from app.engine.ends import Ends
from app.engine.objective import Array, Objective

NOWHERE = -1
"""The basin of a run that diverged, or ended where neither a minimum is known nor the slope is flat."""
_MOST_FOUND = 64


@dataclass(frozen=True)
class Basin:
    """A place where runs end."""

    point: Array
    loss: float
    is_known: bool
    kind: Literal["minimum", "saddle", "flat", "unknown"]
    count: int
    """How many runs end here."""


@dataclass(frozen=True)
class Basins:
    """Places in the order of the catalogue, then those found, the most frequent first."""

    places: tuple[Basin, ...]
    index: NDArray[np.int64]
    """Of each run's place `(n,)`, or NOWHERE."""


def gathered(objective: Objective, ends: Ends, known: Array, radius: float, slope: float = 1e-2) -> Basins:
    """The places of `ends`, those `known` `(m, d)` first, within `radius` of which runs count as having arrived.

    A place that is not known is only one if the gradient's norm at its middle is at most `slope`.
    """
    index = np.full(len(ends.step), NOWHERE, dtype=np.int64)
    arrived = ~ends.is_diverged
    if len(known):
        distances = np.linalg.norm(ends.position[:, None, :] - known.T[:, :, None], axis=0)
        nearest = np.argmin(np.where(np.isfinite(distances), distances, np.inf), axis=0)
        is_near = arrived & (distances[nearest, np.arange(len(nearest))] <= radius)
        index[is_near] = nearest[is_near]
    points = list(known)
    found = _found(objective, ends, arrived & (index == NOWHERE), radius, slope)
    found.sort(key=lambda entry: -len(entry[1]))
    for place, (point, runs) in enumerate(found[:_MOST_FOUND], start=len(points)):
        index[runs] = place
        points.append(point)
    places = [
        _described(objective, point, place < len(known), int(np.count_nonzero(index == place)))
        for place, point in enumerate(points)
    ]
    return Basins(tuple(places), index)


def _found(
    objective: Objective, ends: Ends, runs: NDArray[np.bool_], radius: float, slope: float
) -> list[tuple[Array, NDArray[np.int64]]]:
    """Heaps of ends: the flattest end that is left gathers all within `radius` of it, again and again."""
    left = np.flatnonzero(runs & (ends.gradient_norm <= slope))
    left = left[np.argsort(ends.gradient_norm[left], kind="stable")]
    found: list[tuple[Array, NDArray[np.int64]]] = []
    while left.size and len(found) < 4 * _MOST_FOUND:
        middle = ends.position[:, left[0]].copy()
        is_near = np.linalg.norm(ends.position[:, left] - middle[:, None], axis=0) <= radius
        found.append((middle, left[is_near]))
        left = left[~is_near]
    return found


def _described(objective: Objective, point: Array, is_known: bool, count: int) -> Basin:
    with np.errstate(all="ignore"):
        loss = float(objective.value(point))
        hessian = objective.hessian(point)
    if not np.isfinite(hessian).all():
        return Basin(point, loss, is_known, "unknown", count)
    bends = np.linalg.eigvalsh(hessian)
    size = max(float(np.abs(bends).max()), 1e-12)
    if bends[0] < -1e-6 * size:
        return Basin(point, loss, is_known, "saddle", count)
    return Basin(point, loss, is_known, "minimum" if bends[0] > 1e-6 * size else "flat", count)
