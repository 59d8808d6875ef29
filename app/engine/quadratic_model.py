"""The quadratic function that fits a point best, in the directions in which it curves by itself."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from app.engine.objective import Array


class QuadraticModel(NamedTuple):
    """Curvatures `(d, ...)` in ascending order, the slopes `(d, ...)` along their directions, and the directions.

    `axes` is `(..., d, d)` with one direction in each column.
    """

    curvatures: Array
    slopes: Array
    axes: Array

    def solution(self, curvatures: Array) -> Array:
        """The point `(d, ...)` that a Hessian with those `curvatures` takes to the gradient; zero along those without any."""
        size = np.abs(curvatures)
        is_flat = size <= len(curvatures) * np.finfo(float).eps * np.max(size, axis=0)
        lengths = np.where(is_flat, 0.0, self.slopes / np.where(is_flat, 1.0, curvatures))
        return np.moveaxis((self.axes @ np.moveaxis(lengths, 0, -1)[..., None])[..., 0], -1, 0)


def quadratic_model(gradient: Array, hessian: Array) -> QuadraticModel:
    """The model of a `gradient` `(d, ...)` and a symmetric `hessian` `(d, d, ...)`; NaN where that is not finite."""
    matrix = np.moveaxis(hessian, (0, 1), (-2, -1))
    is_finite = np.asarray(np.isfinite(matrix).all(axis=(-2, -1)))
    curvatures, axes = np.linalg.eigh(np.where(is_finite[..., None, None], matrix, 0.0))
    curvatures = np.where(is_finite[..., None], curvatures, np.nan)
    slopes = (np.swapaxes(axes, -2, -1) @ np.moveaxis(gradient, 0, -1)[..., None])[..., 0]
    return QuadraticModel(np.moveaxis(curvatures, -1, 0).copy(), np.moveaxis(slopes, -1, 0), axes)
