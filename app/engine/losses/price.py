"""Price: what large weights cost, l1·Σ|W| + ½·l2·ΣW², over the weights of a parameter vector alone."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.engine.losses.loss import Loss
from app.engine.objective import Array


class Price:
    """The price that `loss` puts on the coordinates that are weights; positions are `(..., d)`."""

    def __init__(self, loss: Loss, is_weight: NDArray[np.bool_]) -> None:
        self._l1 = loss.l1 * is_weight if loss.l1 else None
        self._l2 = loss.l2 * is_weight if loss.l2 else None

    def of(self, position: Array) -> Any:
        """The price `(...)`."""
        price: Any = 0.0
        if self._l2 is not None:
            price = 0.5 * np.vecdot(self._l2 * position, position)
        if self._l1 is not None:
            price = price + np.vecdot(self._l1, np.abs(position))
        return price

    def and_slope(self, position: Array) -> tuple[Any, Array]:
        """The price `(...)` and its slope `(..., d)`, a new array."""
        price: Any = 0.0
        if self._l2 is None:
            slope = np.zeros_like(position)
        else:
            slope = self._l2 * position
            price = 0.5 * np.vecdot(slope, position)
        if self._l1 is not None:
            slope += self._l1 * np.sign(position)
            price = price + np.vecdot(self._l1, np.abs(position))
        return price, slope

    def change(self, position: Array, coordinates: NDArray[np.int64], h: float) -> Array:
        """By how much the price of `position` `(d,)` grows, `(n,)`, where one of n `coordinates` is moved by `h`."""
        here, change = position[coordinates], np.zeros(len(coordinates))
        if self._l2 is not None:
            change += self._l2[coordinates] * h * (here + 0.5 * h)
        if self._l1 is not None:
            change += self._l1[coordinates] * (np.abs(here + h) - np.abs(here))
        return change

    def turn(self, direction: Array) -> Any:
        """Its Hessian times `direction` `(d,)`."""
        return 0.0 if self._l2 is None else self._l2 * direction
