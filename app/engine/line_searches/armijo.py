"""Armijo's condition: go back along the direction until the loss has fallen by a share of what the slope promised.

    φ(α) ≤ φ(0) + c₁·α·φ′(0)

`backtrack` shortens by a factor; `interpolate` goes where a parabola or a cubic through what is known has its minimum.
"""

from __future__ import annotations

import numpy as np

from app.engine.line_searches.line import Line

_SHORTENINGS = 1100  # by halves, from 1 down to the smallest float64


def has_fallen(line: Line, step: np.float64, c1: float) -> bool:
    """Whether a step of `step` fulfils Armijo's condition."""
    return bool(line.value(step) <= line.value_at_origin + c1 * step * line.slope_at_origin)


def backtrack(line: Line, first: float, c1: float, shrink: float) -> np.float64 | None:
    """The first of `first`, `first·shrink`, `first·shrink²`, … that fulfils the condition; none if the point stands still."""
    step = np.float64(first)
    for _ in range(_SHORTENINGS):
        if has_fallen(line, step, c1):
            return step
        step = step * shrink
        if np.array_equal(line.position(step), line.origin.position):
            return None
    return None


def interpolate(line: Line, first: float, c1: float) -> np.float64 | None:
    """Nocedal & Wright, section 3.5: the minimum of a parabola first, then of cubics through the last two trials.

    A cubic that shortens too much or too little counts as a half, with the value it found: `scipy.optimize` does so.
    """
    step = np.float64(first)
    if has_fallen(line, step, c1):
        return step
    slope = line.slope_at_origin
    before = step, line.value(step)
    step = -slope * step**2 / 2.0 / (before[1] - line.value_at_origin - slope * step)
    if has_fallen(line, step, c1):
        return step
    last = step, line.value(step)
    while last[0] > 0 and not np.array_equal(line.position(last[0]), line.origin.position):
        step = _cubic(line, before, last)
        if has_fallen(line, step, c1):
            return step
        value = line.value(step)
        if last[0] - step > last[0] / 2.0 or 1 - step / last[0] < 0.96:
            step = last[0] / 2.0
        before, last = last, (step, value)
    return None


def _cubic(line: Line, before: tuple[np.float64, np.float64], last: tuple[np.float64, np.float64]) -> np.float64:
    """The minimum of the cubic with φ and φ′ of the origin and φ of two steps."""
    slope = line.slope_at_origin
    a, b = before[0], last[0]
    excess_a, excess_b = (trial[1] - line.value_at_origin - slope * trial[0] for trial in (before, last))
    scale = a**2 * b**2 * (b - a)
    cube = (a**2 * excess_b - b**2 * excess_a) / scale
    square = (-(a**3) * excess_b + b**3 * excess_a) / scale
    return np.float64((-square + np.sqrt(abs(square**2 - 3 * cube * slope))) / (3.0 * cube))
