"""Landscape: an objective on a line or a plane through its space."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.engine.objective import Array, Objective


@dataclass(frozen=True)
class Slice:
    """Loss, and the gradient and the Hessian if wanted, on a grid.

    `axes[k]` are the coefficients of direction k, `(nₖ,)`. `loss` is `(n₁,)` on a line and `(n₂, n₁)` on a plane, so that
    `loss[j, i]` stands at origin + a[i]·d₁ + b[j]·d₂; `gradient` has a last axis more, of length d, `hessian` two.
    """

    axes: tuple[Array, ...]
    loss: Array
    gradient: Array | None
    hessian: Array | None


def take_slice(
    objective: Objective,
    origin: Array,
    directions: Sequence[Array],
    axes: Sequence[Array],
    *,
    with_gradient: bool,
    with_hessian: bool = False,
) -> Slice:
    """Evaluate `objective` at origin + Σ aₖ·dₖ for all combinations of coefficients on one or two `axes`.

    origin `(d,)`, directions `(d,)` each; all points are evaluated in one call.
    """
    mesh = np.meshgrid(*axes, indexing="xy")
    shape = (-1, *(1,) * mesh[0].ndim)
    points = origin.reshape(shape) + sum(
        direction.reshape(shape) * coefficient for direction, coefficient in zip(directions, mesh, strict=True)
    )
    with np.errstate(all="ignore"):
        hessian = np.moveaxis(objective.hessian(points), (0, 1), (-2, -1)) if with_hessian else None
        if not with_gradient:
            return Slice(tuple(axes), objective.value(points), None, hessian)
        loss, gradient = objective.value_and_gradient(points)
    return Slice(tuple(axes), loss, np.moveaxis(gradient, 0, -1), hessian)
