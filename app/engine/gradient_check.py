"""Gradient check: what backward passes give, against differences of values, coordinate by coordinate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from app.engine.objective import Array, Objective
from app.engine.oracle import DifferenceMethod
from app.engine.randomness import Purpose, generator

_AT_ONCE = 64
"""Coordinates in a piece of work."""
_FLOOR = 1e-8
"""Below this size two slopes count as equal to zero: their difference over itself would be a figure of rounding alone."""


@dataclass(frozen=True)
class GroupCheck:
    """One group of parameters: which coordinates were looked at, and how far the two gradients lie apart.

    error  |a − n| / max(|a|, |n|, 1e-8), the largest over the coordinates: 0 where both agree, 1 where one misses altogether
    """

    name: str
    coordinates: NDArray[np.int64]
    analytic: Array
    numerical: dict[DifferenceMethod, Array]
    """`(h, coordinates)` by method."""
    errors: dict[DifferenceMethod, Array]
    """The largest relative error for every h, `(h,)` by method."""


@dataclass(frozen=True)
class Differencing:
    """How a gradient is checked: distances h, methods, and how many coordinates of each group, drawn with `seed`."""

    steps: Sequence[float]
    methods: Sequence[DifferenceMethod]
    per_group: int | None
    """None: all of them."""
    seed: int


def check_gradient(objective: Objective, position: Array, how: Differencing) -> Iterator[GroupCheck | None]:
    """Check every group at `position` `(d,)` with every distance; None between pieces of work, of which `piece_count` tells."""
    with np.errstate(all="ignore"):
        here, gradient = objective.value_and_gradient(position)
    first = 0
    for number, group in enumerate(objective.groups):
        size = prod(group.shape)
        coordinates = first + _chosen(size, how.per_group, how.seed, number)
        first += size
        numerical = {method: np.empty((len(how.steps), len(coordinates))) for method in how.methods}
        for row, h in enumerate(how.steps):
            for begin in range(0, len(coordinates), _AT_ONCE):
                columns = slice(begin, begin + _AT_ONCE)
                with np.errstate(all="ignore"):  # never across a yield: another thread may compute the next piece
                    ahead = objective.values_along(position, coordinates[columns], h)
                    if "forward" in numerical:
                        numerical["forward"][row, columns] = (ahead - here) / h
                    if "central" in numerical:
                        behind = objective.values_along(position, coordinates[columns], -h)
                        numerical["central"][row, columns] = (ahead - behind) / (2 * h)
                yield None
        analytic = gradient[coordinates]
        with np.errstate(all="ignore"):
            errors = {method: _errors(analytic, slopes) for method, slopes in numerical.items()}
        yield GroupCheck(group.name, coordinates, analytic, numerical, errors)


def piece_count(objective: Objective, how: Differencing) -> int:
    """In how many pieces a check comes."""
    sizes = [prod(group.shape) for group in objective.groups]
    checked = sizes if how.per_group is None else [min(size, how.per_group) for size in sizes]
    return len(sizes) + sum(len(how.steps) * -(-size // _AT_ONCE) for size in checked)


def value_count(coordinates: int, steps: int, methods: Sequence[DifferenceMethod]) -> int:
    """How many values a check of so many coordinates asks for."""
    each = 2 if "central" in methods else 1
    return coordinates * steps * each + (1 if "forward" in methods else 0)


def _chosen(size: int, per_group: int | None, seed: int, number: int) -> NDArray[np.int64]:
    if per_group is None or size <= per_group:
        return np.arange(size)
    drawn = generator(seed, 0, number, Purpose.CHECK).choice(size, per_group, replace=False)
    return np.sort(drawn)


def _errors(analytic: Array, numerical: Array) -> Array:
    scale = np.maximum(np.maximum(np.abs(analytic), np.abs(numerical)), _FLOOR)
    errors: Array = np.max(np.abs(analytic - numerical) / scale, axis=-1)
    return errors
