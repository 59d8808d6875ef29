"""A quadratic function whose axes are none of the coordinates', for tests of methods that look at curvature."""

from __future__ import annotations

import numpy as np

from app.engine.objective import Array, Objective


class TiltedBowl(Objective):
    """½·xᵀ·A·x with curvatures of any sign, along axes that are none of the coordinates'."""

    def __init__(self, *curvatures: float) -> None:
        self.dimension = len(curvatures)
        self.domain = np.tile([-5.0, 5.0], (self.dimension, 1))
        self.start = np.linspace(1.0, 2.0, self.dimension)
        axes = np.linalg.qr(np.random.default_rng(5).standard_normal((self.dimension, self.dimension)))[0]
        self.matrix = (axes * curvatures) @ axes.T
        self.axes = axes

    def value(self, position: Array) -> Array:
        return np.asarray(0.5 * np.sum(position * np.tensordot(self.matrix, position, 1), axis=0))

    def value_and_gradient(self, position: Array) -> tuple[Array, Array]:
        return self.value(position), np.tensordot(self.matrix, position, 1)

    def hessian(self, position: Array) -> Array:
        return np.multiply.outer(self.matrix, np.ones(position.shape[1:]))
