"""A line: the objective along a direction, with every question counted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.engine.objective import Array
from app.engine.oracle import Oracle


@dataclass(frozen=True)
class Known:
    """A point `(d,)` whose value and gradient have been paid for. It is no NamedTuple, so it is not recorded as a state."""

    position: Array
    value: np.float64
    gradient: Array


def known_at(position: Array, oracle: Oracle, known: Known | None) -> Known:
    """What is `known`, if it is about this `position`; otherwise the oracle is asked for value and gradient."""
    if known is not None and np.array_equal(position, known.position):
        return known
    return Known(position.copy(), np.float64(oracle.value(position)), oracle.gradient(position).copy())


class Line:
    """φ(α) = f(x + α·p) for a point x and a direction p; a question asked twice in a row is counted once.

    Numbers are NumPy's, so that a division by zero gives an infinity or NaN, as in the rest of the engine.
    """

    def __init__(self, oracle: Oracle, origin: Known, direction: Array) -> None:
        self.direction = direction
        self.origin = origin
        self.value_at_origin = origin.value
        self.slope_at_origin = np.float64(origin.gradient @ direction)
        self._oracle = oracle
        self._position = (np.float64(0.0), origin.position)
        self._value = (np.float64(0.0), origin.value)
        self._gradient = (np.float64(0.0), origin.gradient)

    def value(self, step: np.float64) -> np.float64:
        """φ(α)."""
        if self._value[0] != step:
            self._value = (step, np.float64(self._oracle.value(self.position(step))))
        return self._value[1]

    def slope(self, step: np.float64) -> np.float64:
        """φ′(α)."""
        return np.float64(self.gradient(step) @ self.direction)

    def position(self, step: np.float64) -> Array:
        """x + α·p, `(d,)`."""
        if self._position[0] != step:
            self._position = (step, self.origin.position + step * self.direction)
        return self._position[1]

    def gradient(self, step: np.float64) -> Array:
        """The gradient `(d,)` at x + α·p."""
        if self._gradient[0] != step:
            self._gradient = (step, self._oracle.gradient(self.position(step)))
        return self._gradient[1]

    def known(self, step: np.float64) -> Known:
        """All there is to know at x + α·p."""
        return Known(self.position(step), self.value(step), self.gradient(step))
