"""Kinked network: the scores of a network of one hidden layer of ReLUs, along a whole line at once.

On a line through parameter space a unit's weighted sum z = p + a·q changes its sign once at most, at a = −p/q. Up to there and
from there on, what the unit gives to a score, σ(z)·(w₀ + a·w₁), is a quadratic in a. So the scores along the line are quadratics
whose coefficients change where units flip: instead of every unit at every point, only the flips are looked at, once each.

    score(a) = Σ over units of g·(p + a·q)·(w₀ + a·w₁),   g the slope of σ on the unit's side at the first point
             + Σ over flips up to a of Δg·(p + a·q)·(w₀ + a·w₁)

A flip that rounding puts one point too far changes nothing that matters: there z is zero but for rounding.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.engine.objective import Array


class KinkedLines:
    """Scores on parallel lines of points, `(m,)` on each: with sums S₀ + a·S₁ + b·S₂ `(units, n)`, a line for each b."""

    def __init__(self, sums: tuple[Array, Array, Array], at: Array, slopes: tuple[float, float]) -> None:
        """`at` are the values of a, which increase; `slopes` those of σ left and right of zero."""
        units, examples = sums[0].shape
        self._sums, self._at, self._slopes = sums, at, slopes
        with np.errstate(all="ignore"):
            self._flips_from = (-(sums[0] / sums[1])).ravel(), (-(sums[2] / sums[1])).ravel()
        step = slopes[1] - slopes[0]
        self._jump = np.copysign(step, sums[1]).ravel()
        """Δg of each unit's flip, and Δg·q."""
        self._jump_along = (np.abs(sums[1]) * step).ravel()
        self._unit_of = np.repeat(np.arange(units), examples)
        self._example_of = np.tile(np.arange(examples), units)
        self._rooms: tuple[Array, Array] | None = None
        steps = np.diff(at)
        self._step = float(steps.mean()) if len(steps) and np.ptp(steps) <= 1e-9 * steps.mean() else None
        """The distance of the points, where it is the same everywhere."""

    def scores(self, b: float, start: Array, along: Array) -> Array:
        """The scores `(m, outputs, n)` for one b; read them before the next call.

        `start` and `along` are w₀ and w₁ of the output layer, `(units + 1, outputs)`, the last row the biases.
        """
        q = self._sums[1]
        p = self._sums[0] + b * self._sums[2]
        changes, scores = self._room(start.shape[1])
        unit, place, across, ahead = self._flips(p, b)
        for output in range(start.shape[1]):
            w0, w1 = start[:, output].take(unit), along[:, output].take(unit)
            linear = across * w1
            linear += ahead * w0
            for degree, weight in enumerate((across * w0, linear, ahead * w1)):
                changes[:, degree, output] = np.bincount(place, weight, minlength=len(self._at) * q.shape[1]).reshape(
                    len(self._at), -1
                )
        changes[0] += self._first(p, q, start, along)
        for row in range(1, len(self._at)):
            changes[row] += changes[row - 1]
        power = self._at[:, None, None]
        np.multiply(changes[:, 2], power, out=scores)
        scores += changes[:, 1]
        scores *= power
        scores += changes[:, 0]
        return scores

    def _first(self, p: Array, q: Array, start: Array, along: Array) -> Array:
        """The coefficients of 1, a and a² in the scores, `(3, outputs, n)`, for units on the sides they begin on."""
        left, right = self._slopes
        slope = np.empty_like(p)
        np.greater(p + self._at[0] * q, 0.0, out=slope)
        slope *= right - left
        slope += left
        p, q = slope * p, slope * q
        constant = start[:-1].T @ p + start[-1][:, None]
        linear = along[:-1].T @ p + start[:-1].T @ q + along[-1][:, None]
        return np.stack([constant, linear, along[:-1].T @ q])

    def _flips(self, p: Array, b: float) -> tuple[NDArray[np.intp], NDArray[np.intp], Array, Array]:
        """Of the units that flip between the first point and the last: which they are, from which cell of points by
        examples on they count, and Δg·p and Δg·q."""
        at = self._at
        where = self._flips_from[0] + b * self._flips_from[1]
        is_inside = where >= at[0]
        is_inside &= where < at[-1]
        flips = np.flatnonzero(is_inside)
        found = where.take(flips)
        if self._step is None:
            place = np.searchsorted(at, found, side="right")
        else:
            found -= at[0]
            found *= 1 / self._step
            place = found.astype(np.intp)
            place += 1
            np.minimum(place, len(at) - 1, out=place)
        place *= p.shape[1]
        place += self._example_of.take(flips)
        across = p.take(flips)
        across *= self._jump.take(flips)
        return self._unit_of.take(flips), place, across, self._jump_along.take(flips)

    def _room(self, outputs: int) -> tuple[Array, Array]:
        if self._rooms is None:
            shape = (outputs, self._sums[0].shape[1])
            self._rooms = np.empty((len(self._at), 3, *shape)), np.empty((len(self._at), *shape))
        return self._rooms
