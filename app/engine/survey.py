"""Survey: a slice that becomes finer step by step, so that there is a picture at once."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.engine.objective import Array
from app.engine.sampler import Figures, Sampler

_COARSEST = 5
"""Points along each axis of the first picture, at most one more."""


@dataclass(frozen=True)
class Picture:
    """Figures on a grid, complete in itself.

    `axes[k]` are the coefficients of direction k, `(nₖ,)`. A figure is `(n₁, ...)` on a line and `(n₂, n₁, ...)` on a plane, so
    that `figures["loss"][j, i]` stands at origin + a[i]·d₁ + b[j]·d₂.
    """

    axes: tuple[Array, ...]
    figures: Figures
    is_final: bool


class Survey:
    """A grid over one or two `axes`, of which every `stride`-th line in each direction is known so far."""

    def __init__(self, sampler: Sampler, axes: Sequence[Array]) -> None:
        self.stride = 0
        """0: nothing is known yet; 1: everything."""
        self._sampler = sampler
        self._axes = tuple(axes)
        self._grid = (self._axes[0], self._axes[1] if len(self._axes) > 1 else np.zeros(1))
        self._figures: Figures = {}

    @property
    def strides(self) -> list[int]:
        """From the coarsest to 1, each half the one before."""
        largest = max(len(axis) for axis in self._axes)
        found = [1]
        while largest / found[-1] > _COARSEST:
            found.append(2 * found[-1])
        return found[::-1]

    def unknown(self, stride: int) -> int:
        """How many points are missing to that fineness."""
        known = np.prod([len(_lines(len(axis), self.stride)) for axis in self._grid])
        return int(np.prod([len(_lines(len(axis), stride)) for axis in self._grid]) - known)

    def refine(self, stride: int) -> Generator[None, None, None]:
        """Compute every `stride`-th line, those that are not known yet; `stride` divides the one before."""
        wanted = [_lines(len(axis), stride) for axis in self._grid]
        known = [_lines(len(axis), self.stride) for axis in self._grid]
        added = [np.setdiff1d(lines, before) for lines, before in zip(wanted, known, strict=True)]
        for first, second in ((added[0], wanted[1]), (known[0], added[1])):
            if first.size and second.size:
                figures = yield from self._sampler.sample(self._grid[0][first], self._grid[1][second])
                self._enter(figures, first, second)
        self.stride = stride

    def picture(self) -> Picture:
        """What is known."""
        lines = [_lines(len(axis), self.stride) for axis in self._grid]
        figures = {name: values[np.ix_(lines[1], lines[0])] for name, values in self._figures.items()}
        if len(self._axes) == 1:
            figures = {name: values[0] for name, values in figures.items()}
        axes = tuple(axis[known] for axis, known in zip(self._axes, lines, strict=False))
        return Picture(axes, figures, is_final=self.stride == 1)

    def _enter(self, figures: Figures, first: NDArray[np.intp], second: NDArray[np.intp]) -> None:
        for name, values in figures.items():
            if name not in self._figures:
                shape = (len(self._grid[1]), len(self._grid[0]), *values.shape[2:])
                self._figures[name] = np.full(shape, np.nan)
            self._figures[name][np.ix_(second, first)] = values


def surveyed(sampler: Sampler, axes: Sequence[Array]) -> Generator[None, None, Picture]:
    """The finest picture, without those before it."""
    survey = Survey(sampler, axes)
    yield from survey.refine(1)
    return survey.picture()


def _lines(count: int, stride: int) -> NDArray[np.intp]:
    """Which lines of an axis are known at a stride: every so-many-th, and the last."""
    if stride == 0:
        return np.arange(0)
    return np.unique(np.append(np.arange(0, count, stride), count - 1))
