"""Curvature of a network: its Hessian times a direction, exact, for about the price of two gradients.

Pearlmutter 1994 (Neural Computation 6): R{·}, the rate at which something changes as the parameters move along a direction,
is carried through the forward and the backward pass by the rules of differentiation. No matrix, no difference quotient.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.engine.models import normalization
from app.engine.models.network import LayerParameters
from app.engine.models.network_pass import NetworkPass
from app.engine.models.question import Question
from app.engine.objective import Array

_STILL = np.zeros(0)


@dataclass(frozen=True)
class _Movement:
    """How a hidden layer moves: its values, the sums its activation gets, and what batch normalisation made them of."""

    values: Array
    sums: Array
    slope: Array
    """σ′"""
    bend: Array | None
    """σ″"""
    normalized: Array
    deviation: Array


def hessian_vector(
    run: NetworkPass,
    position: Array,
    directions: Sequence[LayerParameters],
    question: Question,
    products: Sequence[LayerParameters],
) -> None:
    """Write the Hessian of the question's loss at `position` `(d,)`, times `directions`, into the views `products`."""
    inputs = question.inputs
    scores, layers = run.forward(position, inputs, question.masks), run.layers
    movements: list[_Movement] = []
    moved = np.zeros_like(inputs[:-1])
    for index, layer in enumerate(layers):
        sums = directions[index].affine.mT @ run.below(index, inputs) + layer.weights.mT @ moved
        if index < len(layers) - 1:
            movements.append(_moved(run, index, directions[index], sums, question.masks))
            moved = movements[-1].values
    slope = run.slope
    question.loss.descend(scores, question.target, question.share, slope)
    moved_slope = question.loss.turn(scores, question.target, question.share, sums)
    for index in range(len(layers) - 1, -1, -1):
        np.matmul(run.below(index, inputs), moved_slope.mT, out=products[index].affine)
        if index:
            movement = movements[index - 1]
            products[index].weights[:] += movement.values @ slope.mT
            arrived = layers[index].weights @ slope
            moved_arrived = directions[index].weights @ slope + layers[index].weights @ moved_slope
            slope, moved_slope = _through(movement, arrived, moved_arrived)
            if run.normalized:
                parameters = layers[index - 1], directions[index - 1], products[index - 1]
                slope, moved_slope = _through_normalization(run, index - 1, movement, parameters, (slope, moved_slope))


def _moved(run: NetworkPass, index: int, direction: LayerParameters, sums: Array, masks: Sequence[Array]) -> _Movement:
    """How hidden layer `index` moves when its weighted sums move by `sums`."""
    slope, bend = run.derivatives(index, masks)
    moved, deviation = _STILL, _STILL
    if run.normalized:
        normalized = run.normalized[index]
        moved, deviation = normalization.tangent(sums, normalized, run.statistics[index])
        sums = direction.scale * normalized + run.layers[index].scale * moved + direction.shift
    return _Movement(slope * sums, sums, slope, bend, moved, deviation)


def _through(movement: _Movement, arrived: Array, moved_arrived: Array) -> tuple[Array, Array]:
    """Back through an activation: the slope in what it gets, and how that moves."""
    moved = moved_arrived * movement.slope
    if movement.bend is not None:
        moved += arrived * movement.bend * movement.sums
    return arrived * movement.slope, moved


def _through_normalization(
    run: NetworkPass,
    index: int,
    movement: _Movement,
    parameters: tuple[LayerParameters, LayerParameters, LayerParameters],
    slopes: tuple[Array, Array],
) -> tuple[Array, Array]:
    """Back through batch normalisation: writes the products for γ and β, and gives the slope in z and how it moves."""
    layer, direction, product = parameters
    slope, moved_slope = slopes
    normalized, known = run.normalized[index], run.statistics[index]
    change = moved_slope * normalized + slope * movement.normalized
    product.scale[:] = np.add.reduce(change, axis=-1, keepdims=True)
    product.shift[:] = np.add.reduce(moved_slope, axis=-1, keepdims=True)
    moved_slope = direction.scale * slope + layer.scale * moved_slope
    slope = layer.scale * slope
    moved_slope = normalization.backward_tangent(
        (slope, moved_slope), (normalized, movement.normalized), known, movement.deviation
    )
    normalization.backward(slope, normalized, known)
    return slope, moved_slope
