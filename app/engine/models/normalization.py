"""Batch normalisation: every unit's weighted sums brought to mean 0 and variance 1 over a batch.

    μ = mean of z over the batch,  v = mean of (z − μ)²,  s = √(v + ε)
    x̂ = (z − μ)/s,  y = γ·x̂ + β                         Ioffe & Szegedy 2015, Algorithm 1; ε = 1e-5 as in torch
    ∂z = (∂x̂ − mean ∂x̂ − x̂·mean(∂x̂·x̂))/s,  ∂x̂ = γ·∂y    the batch's own statistics move with z

Arrays are `(..., units, n)`: one row per unit, one column per example. The variance is the one of the batch (divided by n).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from app.engine.objective import Array

EPSILON = 1e-5


class Statistics(NamedTuple):
    """What a batch, or a whole training set, tells of the weighted sums of a layer, `(..., units, 1)` each."""

    mean: Array
    deviation: Array
    """s = √(v + ε)"""


def statistics(sums: Array, scratch: Array) -> Statistics:
    """Those of `sums` over their examples; `scratch` is overwritten."""
    mean = sums.mean(axis=-1, keepdims=True)
    np.subtract(sums, mean, out=scratch)
    np.multiply(scratch, scratch, out=scratch)
    return Statistics(mean, np.sqrt(scratch.mean(axis=-1, keepdims=True) + EPSILON))


def normalize(sums: Array, known: Statistics, out: Array) -> None:
    """Write x̂ into `out`."""
    np.subtract(sums, known.mean, out=out)
    out /= known.deviation


def backward(slope: Array, normalized: Array, known: Statistics) -> None:
    """From ∂x̂ to ∂z, in place in `slope`."""
    along = _mean_of_product(slope, normalized)
    slope -= slope.mean(axis=-1, keepdims=True)
    slope -= normalized * along
    slope /= known.deviation


def tangent(moved: Array, normalized: Array, known: Statistics) -> tuple[Array, Array]:
    """How x̂ and s move when the sums move by `moved`: R{x̂} `(..., units, n)` and R{s} `(..., units, 1)`."""
    widened = _mean_of_product(moved, normalized)
    return (moved - moved.mean(axis=-1, keepdims=True) - normalized * widened) / known.deviation, widened


def backward_tangent(
    slopes: tuple[Array, Array], normals: tuple[Array, Array], known: Statistics, widened: Array
) -> Array:
    """How ∂z moves; `slopes` are ∂x̂ and how it moves, `normals` x̂ and how it moves, `widened` is how s moves."""
    slope, moved_slope = slopes
    normalized, moved = normals
    along = _mean_of_product(slope, normalized)
    moved_along = _mean_of_product(moved_slope, normalized) + _mean_of_product(slope, moved)
    back = (slope - slope.mean(axis=-1, keepdims=True) - normalized * along) / known.deviation
    centred = moved_slope - moved_slope.mean(axis=-1, keepdims=True)
    moved_back: Array = (centred - moved * along - normalized * moved_along - back * widened) / known.deviation
    return moved_back


def _mean_of_product(first: Array, second: Array) -> Array:
    product: Array = np.einsum("...n,...n->...", first, second)[..., None] / first.shape[-1]
    return product
