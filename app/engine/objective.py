"""Objective: anything with a loss.

A typed formula, a catalogue function, later a network with its data set: the descent loop, the slices, the gradient
check and every panel see only this interface. Axis 0 is the coordinate: a point is `(d,)`, ten thousand points `(d, n)`,
a grid `(d, rows, columns)`; values come back without axis 0.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
_MOVED_AT_ONCE = 64
"""Coordinates that are moved in one call, so that thousands of them need no matrix of all by all."""


@dataclass(frozen=True)
class Group:
    """One parameter of a position: a vector of `shape` `(d,)`, or a matrix of `shape` `(rows, columns)`, row by row."""

    name: str
    shape: tuple[int, ...]


class Objective(ABC):
    """A real function of `dimension` coordinates with exact derivatives.

    Outside its natural domain (log of a negative number) a value is NaN at that point only; nothing raises. Callers run
    it under `numpy.errstate(all="ignore")`.
    """

    dimension: int
    domain: Array
    """Box shown and sampled by default, `(d, 2)`: lower and upper bound per coordinate."""
    start: Array
    """The start point if none is given, `(d,)`."""
    is_sampled: bool = False
    """Whether a step sees a sample of what is recorded: a mini-batch, units dropped at random."""
    example_count: int = 0
    """Examples that one evaluation looks at; 0 where there are no data."""
    steps_per_epoch: int = 1
    """Updates until every example was seen once."""

    @property
    def groups(self) -> tuple[Group, ...]:
        """The parameters that a position is made of, in order; one vector unless there is more to tell."""
        return (Group("position", (self.dimension,)),)

    @property
    def differences_cost(self) -> int:
        """About how many multiplications the values along all coordinates take, per example where there are any."""
        return self.dimension**2

    @abstractmethod
    def value(self, position: Array) -> Array:
        """The loss at `position` `(d, ...)`, shape `(...)`."""

    @abstractmethod
    def value_and_gradient(self, position: Array) -> tuple[Array, Array]:
        """Loss `(...)` and gradient `(d, ...)` at `position` `(d, ...)`, sharing their common parts."""

    @abstractmethod
    def hessian(self, position: Array) -> Array:
        """Second derivatives `(d, d, ...)` at `position` `(d, ...)`."""

    def hessian_vector(self, position: Array, direction: Array) -> Array:
        """The Hessian at `position` `(d, ...)` times a `direction` `(d, ...)`, `(d, ...)`."""
        product: Array = np.einsum("ij...,j...->i...", self.hessian(position), direction)
        return product

    def gradient(self, position: Array) -> Array:
        """First derivatives `(d, ...)` at `position` `(d, ...)`."""
        return self.value_and_gradient(position)[1]

    def values_along(self, position: Array, coordinates: NDArray[np.int64], h: float) -> Array:
        """The losses `(n, ...)` where one of n `coordinates` of `position` `(d, ...)` is moved by `h`, each by itself."""
        losses = []
        for first in range(0, len(coordinates), _MOVED_AT_ONCE):
            chosen = coordinates[first : first + _MOVED_AT_ONCE]
            offsets = np.zeros((self.dimension, len(chosen), *(1,) * (position.ndim - 1)))
            offsets[chosen, np.arange(len(chosen))] = h
            losses.append(self.value(position[:, None] + offsets))
        return np.concatenate(losses)

    def at(self, step: int) -> Objective:
        """What step `step` sees: itself, unless the loss changes from step to step (mini-batch, online loss).

        Asked twice for the same step it answers the same, so an optimizer that evaluates twice sees one function.
        """
        return self

    def figures(self, position: Array) -> dict[str, float]:
        """What else tells how good `position` `(d,)` is, by name: accuracy, the loss on other data. The same names always.

        An objective that has such figures is watched: of its runs figures are recorded, and vectors only if asked for.
        """
        return {}


class GroupNorms:
    """The Euclidean length of each group's part of a vector `(d,)`, `(groups,)`."""

    def __init__(self, groups: Sequence[Group]) -> None:
        sizes = [prod(group.shape) for group in groups]
        self._firsts = np.cumsum([0, *sizes[:-1]])

    def __call__(self, vector: Array) -> Array:
        norms: Array = np.sqrt(np.add.reduceat(vector * vector, self._firsts))
        return norms
