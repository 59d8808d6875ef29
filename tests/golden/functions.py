"""The functions of the golden paths, derived by hand, so that optimizers are judged without the formula language."""

from __future__ import annotations

import numpy as np

from app.engine.objective import Array, Objective


class _ByHand(Objective):
    dimension = 2
    domain = np.array([[-10.0, 10.0], [-10.0, 10.0]])

    def value(self, position: Array) -> Array:
        return self.value_and_gradient(position)[0]

    def hessian(self, position: Array) -> Array:
        raise NotImplementedError("no first-order optimizer asks for it")


class ElongatedBowl(_ByHand):
    """x²/20 + y²."""

    start = np.array([-7.0, 2.0])

    def value_and_gradient(self, position: Array) -> tuple[Array, Array]:
        x, y = position
        return x * x / 20 + y * y, np.stack([x / 10, 2 * y])


class ShiftedBowl(_ByHand):
    """(x − 1)² + (y − 2)²."""

    start = np.array([0.0, 0.0])

    def value_and_gradient(self, position: Array) -> tuple[Array, Array]:
        x, y = position
        return (x - 1) ** 2 + (y - 2) ** 2, np.stack([2 * (x - 1), 2 * (y - 2)])


class Rosenbrock(_ByHand):
    """(1 − x)² + 100·(y − x²)²."""

    start = np.array([-1.2, 1.0])

    def value_and_gradient(self, position: Array) -> tuple[Array, Array]:
        x, y = position
        u, w = 1 - x, y - x * x
        gradient = np.empty_like(position)
        gradient[0] = -2 * u - 400 * w * x
        gradient[1] = 200 * w
        return u * u + 100 * w * w, gradient


class Himmelblau(_ByHand):
    """(x² + y − 11)² + (x + y² − 7)²."""

    start = np.array([0.5, -1.5])

    def value_and_gradient(self, position: Array) -> tuple[Array, Array]:
        x, y = position
        u, w = x * x + y - 11, x + y * y - 7
        return u * u + w * w, np.stack([4 * x * u + 2 * w, 2 * u + 4 * y * w])


class Beale(_ByHand):
    """(1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²."""

    start = np.array([1.0, 1.5])

    def value_and_gradient(self, position: Array) -> tuple[Array, Array]:
        x, y = position
        u, v, w = 1.5 - x + x * y, 2.25 - x + x * y**2, 2.625 - x + x * y**3
        along_x = 2 * (u * (y - 1) + v * (y**2 - 1) + w * (y**3 - 1))
        along_y = 2 * x * (u + 2 * v * y + 3 * w * y**2)
        return u * u + v * v + w * w, np.stack([along_x, along_y])


FUNCTIONS: dict[str, type[Objective]] = {
    "elongated_bowl": ElongatedBowl,
    "rosenbrock": Rosenbrock,
    "himmelblau": Himmelblau,
    "beale": Beale,
}
