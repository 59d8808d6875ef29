"""The strong Wolfe conditions by Moré & Thuente's search, which closes in on a minimum with safeguarded cubics.

It keeps the best step so far and another end, and tries where a cubic or a secant through what is known has its minimum.
While the loss has fallen but not enough, the function minus the line of the first condition is looked at instead (stage
one). Bounds and shares are those of MINPACK-2's `dcsrch`, on which `scipy.optimize` stands.

Reference: Moré & Thuente 1994, Line search algorithms with guaranteed sufficient decrease, doi:10.1145/192115.192132
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from app.engine.line_searches.line import Line

_TRIALS = 99
_SHORTEST, _LONGEST = 1e-100, 1e100
_NARROWEST = 1e-14
_NEAR, _FAR = 1.1, 4.0
"""How far beyond the last step to look while nothing is bracketed, in lengths of the last move."""
_SHARE = 0.66


class _End(NamedTuple):
    """A step that was tried, with φ and φ′ there."""

    step: np.float64
    value: np.float64
    slope: np.float64

    def above(self, slope: np.float64) -> _End:
        """The same on the function minus a line of that slope."""
        return _End(self.step, self.value - self.step * slope, self.slope - slope)


def close_in(line: Line, first: np.float64, c1: float, c2: float) -> np.float64 | None:
    """A step that fulfils both conditions, or none if rounding, or the search's bounds, stand in the way."""
    if first < _SHORTEST or first > _LONGEST or line.slope_at_origin >= 0:
        return None
    wanted = c1 * line.slope_at_origin
    best = other = _End(np.float64(0.0), line.value_at_origin, line.slope_at_origin)
    low, high = np.float64(0.0), first + _FAR * first
    width, width_before = np.float64(_LONGEST - _SHORTEST), np.float64(2 * (_LONGEST - _SHORTEST))
    is_bracketed, is_first_stage, step = False, True, np.float64(first)
    for _ in range(_TRIALS):
        now = _End(step, line.value(step), line.slope(step))
        is_low = now.value <= line.value_at_origin + step * wanted
        if is_low and now.slope >= 0:
            is_first_stage = False
        if is_low and abs(now.slope) <= c2 * -line.slope_at_origin:
            return step
        is_narrow = is_bracketed and (step <= low or step >= high or high - low <= _NARROWEST * high)
        if is_narrow or step in {_SHORTEST, _LONGEST}:
            return None

        level = wanted if is_first_stage and now.value <= best.value and not is_low else np.float64(0.0)
        seen = best.above(level), other.above(level), now.above(level)
        is_higher = seen[2].value > seen[0].value
        is_turned = np.sign(seen[2].slope) * np.sign(seen[0].slope) < 0
        step = _trial(*seen, (low, high), is_bracketed)
        is_bracketed = bool(is_bracketed or is_higher or is_turned)
        best, other, now = (end.above(-level) for end in seen)
        if is_higher:
            other = now
        else:
            best, other = now, best if is_turned else other

        if is_bracketed:
            if abs(other.step - best.step) >= _SHARE * width_before:
                step = best.step + 0.5 * (other.step - best.step)
            width_before, width = width, abs(other.step - best.step)
            low, high = min(best.step, other.step), max(best.step, other.step)
        else:
            low, high = step + _NEAR * (step - best.step), step + _FAR * (step - best.step)
        step = np.clip(step, _SHORTEST, _LONGEST)
        if is_bracketed and (step <= low or step >= high or high - low <= _NARROWEST * high):
            step = best.step
        if not np.isfinite(step):
            return None
    return None


def _trial(best: _End, other: _End, now: _End, bounds: tuple[np.float64, np.float64], is_bracketed: bool) -> np.float64:
    """The next step to try: four cases, by what the last one found (section 4 of the paper)."""
    if now.value > best.value:
        cubic, parabola = _cubic(best, now, best), _parabola(best, now)
        return cubic if abs(cubic - best.step) <= abs(parabola - best.step) else cubic + (parabola - cubic) / 2.0
    if np.sign(now.slope) * np.sign(best.slope) < 0:
        cubic, secant = _cubic(best, now, now), _secant(best, now)
        return cubic if abs(cubic - now.step) > abs(secant - now.step) else secant
    low, high = bounds
    if abs(now.slope) < abs(best.slope):
        cubic, secant = _cubic_beyond(best, now, bounds), _secant(best, now)
        is_cubic_nearer = abs(cubic - now.step) < abs(secant - now.step)
        if not is_bracketed:
            is_cubic_farther = abs(cubic - now.step) > abs(secant - now.step)
            return np.clip(cubic if is_cubic_farther else secant, low, high)
        limit = now.step + _SHARE * (other.step - now.step)
        step = cubic if is_cubic_nearer else secant
        return min(limit, step) if now.step > best.step else max(limit, step)
    if is_bracketed:
        return _cubic(other, now, now)
    return high if now.step > best.step else low


def _parabola(start: _End, end: _End) -> np.float64:
    """The minimum of the parabola with φ and φ′ of `start` and φ of `end`."""
    way = end.step - start.step
    return start.step + start.slope / ((start.value - end.value) / way + start.slope) / 2.0 * way


def _secant(best: _End, now: _End) -> np.float64:
    """Where the straight line through both slopes is zero."""
    return now.step + now.slope / (now.slope - best.slope) * (best.step - now.step)


def _cubic(older: _End, now: _End, start: _End) -> np.float64:
    """The minimum of the cubic with φ and φ′ of both, measured from one of them, `start`."""
    end = older if start is now else now
    theta, root = _theta_and_root(older, now, -np.inf)
    root = -root if end.step < start.step else root
    share = (root - start.slope + theta) / (root - start.slope + root + end.slope)
    return start.step + share * (end.step - start.step)


def _cubic_beyond(best: _End, now: _End, bounds: tuple[np.float64, np.float64]) -> np.float64:
    """The same beyond `now`; a bound, if the cubic has no minimum there."""
    theta, root = _theta_and_root(best, now, 0.0)
    root = -root if now.step > best.step else root
    share = (root - now.slope + theta) / (root + (best.slope - now.slope) + root)
    if share < 0 and root != 0:
        return now.step + share * (best.step - now.step)
    return bounds[1] if now.step > best.step else bounds[0]


def _theta_and_root(older: _End, now: _End, floor: float) -> tuple[np.float64, np.float64]:
    """The parts of the cubic's minimum: θ = 3·Δφ/Δα + the sum of both slopes, and √(θ² − their product), scaled."""
    theta = 3.0 * (older.value - now.value) / (now.step - older.step) + older.slope + now.slope
    scale = max(abs(theta), abs(older.slope), abs(now.slope))
    square = (theta / scale) ** 2 - (older.slope / scale) * (now.slope / scale)
    return theta, scale * np.sqrt(max(floor, square))
