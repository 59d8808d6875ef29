"""The strong Wolfe conditions as torch's L-BFGS looks for them: cubics through two points with their slopes.

It is the search of Schmidt's minFunc: steps grow by cubics until they bracket a good one, then cubics shrink the bracket, and
a trial that keeps falling next to an end is moved a tenth of the bracket inwards.

Reference: Nocedal & Wright 2006, Algorithms 3.5 and 3.6 with equation 3.59; torch.optim.LBFGS for the bounds
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from app.engine.line_searches.line import Known, Line

_SLOPE_SHARE = 0.9
_DECREASE_SHARE = 1e-4


class _End(NamedTuple):
    """A step that was tried, with φ′ and all else there."""

    step: np.float64
    slope: np.float64
    known: Known

    @property
    def value(self) -> np.float64:
        """φ."""
        return self.known.value


class Found(NamedTuple):
    """The step that was taken, what is known there, and how many trials it took."""

    step: np.float64
    known: Known
    trials: int


def grow_and_shrink(line: Line, first: np.float64, most_trials: float, shortest_move: float) -> Found:
    """The lowest step that was tried within the bounds; it fulfils the conditions unless `most_trials` ran out.

    The first trial is free: `most_trials` bounds the number of those after it. With 0 it is taken if it does not climb.
    """
    origin = _End(np.float64(0.0), line.slope_at_origin, line.origin)
    before, now = origin, _tried(line, first)
    trials = 0
    while trials < most_trials:
        if _is_too_high(origin, now) or (trials > 1 and now.value >= before.value):
            break
        if _is_flat(origin, now):
            return Found(now.step, now.known, trials + 1)
        if now.slope >= 0:
            break
        bounds = now.step + 0.01 * (now.step - before.step), now.step * 10
        before, now = now, _tried(line, _cubic(before, now, bounds))
        trials += 1
    ends = [before if trials < most_trials else origin, now]
    return _shrink(line, ends, trials, (most_trials, shortest_move))


def _shrink(line: Line, ends: list[_End], trials: int, limits: tuple[float, float]) -> Found:
    """Close in between two ends in the order they were found; the lower one is kept up to date."""
    most_trials, shortest_move = limits
    origin = _End(np.float64(0.0), line.slope_at_origin, line.origin)
    reach = np.max(np.abs(line.direction))
    low, high = (0, 1) if ends[0].value <= ends[1].value else (1, 0)
    was_near_an_end = is_done = False
    while not is_done and trials < most_trials and not abs(ends[1].step - ends[0].step) * reach < shortest_move:
        left, right = sorted((ends[0].step, ends[1].step))
        step = _cubic(ends[0], ends[1], (left, right))
        tenth = 0.1 * (right - left)
        is_near_an_end = bool(min(right - step, step - left) < tenth)
        if is_near_an_end and (was_near_an_end or step >= right or step <= left):
            step = right - tenth if abs(step - right) < abs(step - left) else left + tenth
            is_near_an_end = False
        was_near_an_end = is_near_an_end
        now = _tried(line, step)
        trials += 1
        if _is_too_high(origin, now) or now.value >= ends[low].value:
            ends[high] = now
            low, high = (0, 1) if ends[0].value <= ends[1].value else (1, 0)
            continue
        is_done = _is_flat(origin, now)
        if not is_done and now.slope * (ends[high].step - ends[low].step) >= 0:
            ends[high] = ends[low]
        ends[low] = now
    return Found(ends[low].step, ends[low].known, trials + 1)


def _tried(line: Line, step: np.float64) -> _End:
    return _End(step, line.slope(step), line.known(step))


def _is_too_high(origin: _End, now: _End) -> bool:
    return bool(now.value > origin.value + _DECREASE_SHARE * now.step * origin.slope)


def _is_flat(origin: _End, now: _End) -> bool:
    return bool(abs(now.slope) <= -_SLOPE_SHARE * origin.slope)


def _cubic(one: _End, two: _End, bounds: tuple[np.float64, np.float64]) -> np.float64:
    """The minimum of the cubic through both with their slopes, held within `bounds`; their middle if it has none."""
    start, end = (one, two) if one.step <= two.step else (two, one)
    mean = one.slope + two.slope - 3 * (one.value - two.value) / (one.step - two.step)
    square = mean**2 - one.slope * two.slope
    if not square >= 0:
        return (bounds[0] + bounds[1]) / 2.0
    root = np.sqrt(square)
    way = end.step - start.step
    minimum = end.step - way * ((end.slope + root - mean) / (end.slope - start.slope + 2 * root))
    return np.float64(min(max(minimum, bounds[0]), bounds[1]))
