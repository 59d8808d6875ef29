"""The curve of a schedule as the numbers of a drawing: it needs no script to be seen."""

from __future__ import annotations

from typing import NamedTuple

from app.service.value_words import shown

WIDTH, HEIGHT = 640.0, 220.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 76.0, 12.0, 14.0, 28.0
_STEPS_OF_GRID = 4


class Mark(NamedTuple):
    """A line of the grid: where it lies, and its number."""

    place: float
    words: str


class RatePicture(NamedTuple):
    """Where to draw what, in the units of a `WIDTH` × `HEIGHT` picture."""

    width: float
    height: float
    line: str
    across: tuple[Mark, ...]
    """Horizontal lines, one per rate."""
    down: tuple[Mark, ...]
    """Vertical lines, one per step."""
    left: float
    right: float
    top: float
    bottom: float
    first: str
    last: str
    lowest: str
    highest: str


def rate_picture(rates: list[float]) -> RatePicture:
    """The picture of `rates`, one per step from 0, with a stair for each."""
    top_rate = max(*rates, 0.0) or 1.0
    low_rate = min(*rates, 0.0)
    right, bottom = WIDTH - _RIGHT, HEIGHT - _BOTTOM

    def x(step: float) -> float:
        return round(_LEFT + (right - _LEFT) * step / (len(rates) - 1), 2)

    def y(rate: float) -> float:
        return round(bottom - (bottom - _TOP) * (rate - low_rate) / (top_rate - low_rate), 2)

    span = top_rate - low_rate
    levels = [low_rate + span * part / _STEPS_OF_GRID for part in range(_STEPS_OF_GRID + 1)]
    steps = [round((len(rates)) * part / _STEPS_OF_GRID) for part in range(_STEPS_OF_GRID)]
    return RatePicture(
        WIDTH,
        HEIGHT,
        " ".join(f"{x(step)},{y(rate)}" for step, rate in enumerate(rates)),
        tuple(Mark(y(level), f"{level:.3g}") for level in levels),
        tuple(Mark(x(step), str(step)) for step in steps),
        _LEFT,
        right,
        _TOP,
        bottom,
        shown(rates[0]),
        shown(rates[-1]),
        shown(min(rates)),
        shown(max(rates)),
    )
