"""The functions of the golden paths, derived by hand, so that optimizers are judged without the formula language."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

import numpy as np

from app.engine.objective import Array, Objective


class _ByHand(Objective):
    dimension = 2
    domain = np.array([[-10.0, 10.0], [-10.0, 10.0]])

    def value(self, position: Array) -> Array:
        return self.value_and_gradient(position)[0]

    def hessian(self, position: Array) -> Array:
        along_xx, along_xy, along_yy = np.broadcast_arrays(*self.curvatures(*position), position[0])[:3]
        return np.stack([np.stack([along_xx, along_xy]), np.stack([along_xy, along_yy])])

    @abstractmethod
    def curvatures(self, x: Array, y: Array) -> tuple[Any, Any, Any]:
        """The second derivatives along xx, xy and yy, each `(...)` or a number."""


class ElongatedBowl(_ByHand):
    """x²/20 + y²."""

    domain = np.array([[-10.0, 10.0], [-5.0, 5.0]])
    start = np.array([-7.0, 2.0])

    def value_and_gradient(self, position: Array) -> tuple[Array, Array]:
        x, y = position
        return x * x / 20 + y * y, np.stack([x / 10, 2 * y])

    def curvatures(self, x: Array, y: Array) -> tuple[Any, Any, Any]:
        return 0.1, 0.0, 2.0


class ShiftedBowl(_ByHand):
    """(x − 1)² + (y − 2)²."""

    start = np.array([0.0, 0.0])

    def value_and_gradient(self, position: Array) -> tuple[Array, Array]:
        x, y = position
        return (x - 1) ** 2 + (y - 2) ** 2, np.stack([2 * (x - 1), 2 * (y - 2)])

    def curvatures(self, x: Array, y: Array) -> tuple[Any, Any, Any]:
        return 2.0, 0.0, 2.0


class Rosenbrock(_ByHand):
    """(1 − x)² + 100·(y − x²)²."""

    domain = np.array([[-2.0, 2.0], [-1.0, 3.0]])
    start = np.array([-1.2, 1.0])

    def value_and_gradient(self, position: Array) -> tuple[Array, Array]:
        x, y = position
        u, w = 1 - x, y - x * x
        gradient = np.empty_like(position)
        gradient[0] = -2 * u - 400 * w * x
        gradient[1] = 200 * w
        return u * u + 100 * w * w, gradient

    def curvatures(self, x: Array, y: Array) -> tuple[Any, Any, Any]:
        return 2 - 400 * (y - 3 * x * x), -400 * x, 200.0


class Himmelblau(_ByHand):
    """(x² + y − 11)² + (x + y² − 7)²."""

    domain = np.array([[-5.0, 5.0], [-5.0, 5.0]])
    start = np.array([0.5, -1.5])

    def value_and_gradient(self, position: Array) -> tuple[Array, Array]:
        x, y = position
        u, w = x * x + y - 11, x + y * y - 7
        return u * u + w * w, np.stack([4 * x * u + 2 * w, 2 * u + 4 * y * w])

    def curvatures(self, x: Array, y: Array) -> tuple[Any, Any, Any]:
        return 12 * x * x + 4 * y - 42, 4 * (x + y), 12 * y * y + 4 * x - 26


class Beale(_ByHand):
    """(1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²."""

    domain = np.array([[-4.5, 4.5], [-4.5, 4.5]])
    start = np.array([1.0, 1.5])

    def value_and_gradient(self, position: Array) -> tuple[Array, Array]:
        x, y = position
        u, v, w = 1.5 - x + x * y, 2.25 - x + x * y**2, 2.625 - x + x * y**3
        along_x = 2 * (u * (y - 1) + v * (y**2 - 1) + w * (y**3 - 1))
        along_y = 2 * x * (u + 2 * v * y + 3 * w * y**2)
        return u * u + v * v + w * w, np.stack([along_x, along_y])

    def curvatures(self, x: Array, y: Array) -> tuple[Any, Any, Any]:
        u, v, w = 1.5 - x + x * y, 2.25 - x + x * y**2, 2.625 - x + x * y**3
        xx = 2 * ((y - 1) ** 2 + (y**2 - 1) ** 2 + (y**3 - 1) ** 2)
        xy = 2 * (u + 2 * v * y + 3 * w * y**2) + 2 * x * ((y - 1) + 2 * y * (y**2 - 1) + 3 * y**2 * (y**3 - 1))
        return xx, xy, 2 * x * (x + 4 * x * y**2 + 2 * v + 9 * x * y**4 + 6 * w * y)


FUNCTIONS: dict[str, type[Objective]] = {
    "elongated_bowl": ElongatedBowl,
    "rosenbrock": Rosenbrock,
    "himmelblau": Himmelblau,
    "beale": Beale,
}
