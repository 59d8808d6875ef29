"""The strong Wolfe conditions by bracketing and zooming: Nocedal & Wright, Algorithms 3.5 and 3.6.

    φ(α) ≤ φ(0) + c₁·α·φ′(0)   and   |φ′(α)| ≤ c₂·|φ′(0)|

Steps double until they bracket a good one, then the bracket shrinks: by a cubic through the last three values, a parabola
where that falls too near an end, halves where this does too. Bounds and shares are those of `scipy.optimize.line_search`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

import numpy as np

from app.engine.line_searches.line import Line

Accepts: TypeAlias = Callable[[np.float64], bool]
_DOUBLINGS = 10
_ZOOMS = 11
_CUBIC_SHARE = 0.2
_SQUARE_SHARE = 0.1


class _End(NamedTuple):
    """An end of the bracket: how far, φ and, where it is known, φ′ there."""

    step: np.float64
    value: np.float64
    slope: np.float64


def bracket_and_zoom(line: Line, first: np.float64, c1: float, c2: float, accepts: Accepts) -> np.float64 | None:
    """A step that fulfils both conditions and that `accepts` agrees to.

    After ten doublings without a bracket the longest is returned, though it fulfils the first condition alone; none if
    zooming finds nothing.
    """
    before = _End(np.float64(0.0), line.value_at_origin, line.slope_at_origin)
    step = np.float64(first)
    for doubling in range(_DOUBLINGS):
        if step == 0:
            return None
        value = line.value(step)
        is_too_high = value > line.value_at_origin + c1 * step * line.slope_at_origin
        if is_too_high or (doubling > 0 and value >= before.value):
            return _zoom(line, before, _End(step, value, np.float64(np.nan)), (c1, c2), accepts)
        slope = line.slope(step)
        if abs(slope) <= -c2 * line.slope_at_origin and accepts(step):
            return step
        if slope >= 0:
            return _zoom(line, _End(step, value, slope), before, (c1, c2), accepts)
        before = _End(step, value, slope)
        step = 2 * step
    line.value(step)
    return step


def _zoom(line: Line, low: _End, high: _End, shares: tuple[float, float], accepts: Accepts) -> np.float64 | None:
    """Shrink the bracket; `low` fulfils the first condition and is the lowest so far, `high` is the other end."""
    c1, c2 = shares
    third: _End | None = None
    for _ in range(_ZOOMS):
        step = _inside(low, high, third)
        value = line.value(step)
        if value > line.value_at_origin + c1 * step * line.slope_at_origin or value >= low.value:
            third, high = high, _End(step, value, np.float64(np.nan))
            continue
        slope = line.slope(step)
        if abs(slope) <= -c2 * line.slope_at_origin and accepts(step):
            return step
        if slope * (high.step - low.step) >= 0:
            third, high = high, low
        else:
            third = low
        low = _End(step, value, slope)
    return None


def _inside(low: _End, high: _End, third: _End | None) -> np.float64:
    """Where to look next between the ends."""
    width = high.step - low.step
    left, right = (high.step, low.step) if width < 0 else (low.step, high.step)
    guesses = [] if third is None else [(_cubic(low, high, third), _CUBIC_SHARE)]
    for guess, share in [*guesses, (_parabola(low, high), _SQUARE_SHARE)]:
        if left + share * width <= guess <= right - share * width:
            return guess
    return low.step + 0.5 * width


def _parabola(low: _End, high: _End) -> np.float64:
    """The minimum of the parabola with φ and φ′ of `low` and φ of `high`."""
    width = high.step - low.step
    curvature = (high.value - low.value - low.slope * width) / (width * width)
    return low.step - low.slope / (2.0 * curvature)


def _cubic(low: _End, high: _End, third: _End) -> np.float64:
    """The minimum of the cubic with φ and φ′ of `low` and φ of two more; NaN if it has none."""
    first, second = high.step - low.step, third.step - low.step
    powers = np.array([[second**2, -(first**2)], [-(second**3), first**3]])
    rises = [end.value - low.value - low.slope * (end.step - low.step) for end in (high, third)]
    cube, square = powers @ np.array(rises) / ((first * second) ** 2 * (first - second))
    return np.float64(low.step + (-square + np.sqrt(square * square - 3 * cube * low.slope)) / (3 * cube))
