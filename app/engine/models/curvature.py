"""Curvature of a network: its Hessian times a direction, exact, for about the price of two gradients.

Pearlmutter 1994 (Neural Computation 6): R{·}, the rate at which something changes as the parameters move along a direction,
is carried through the forward and the backward pass by the rules of differentiation. No matrix, no difference quotient.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.engine.losses.loss import Loss
from app.engine.models import normalization
from app.engine.models.network import LayerParameters
from app.engine.models.network_pass import NetworkPass
from app.engine.objective import Array

_STILL = np.zeros(0)


@dataclass(frozen=True)
class Question:
    """A batch and what is asked of it: `share` times the sum of its examples' losses."""

    loss: Loss
    inputs: Array
    """`(features + 1, n)`, the last row ones."""
    target: Array
    """`(outputs, n)`"""
    masks: Sequence[Array]
    share: float


@dataclass(frozen=True)
class _Movement:
    """How a hidden layer moves: its values, the sums its activation gets, and what batch normalisation made them of."""

    values: Array
    sums: Array
    normalized: Array
    deviation: Array


def hessian_vector(
    run: NetworkPass,
    layers: Sequence[LayerParameters],
    directions: Sequence[LayerParameters],
    question: Question,
    products: Sequence[LayerParameters],
) -> None:
    """Write the Hessian of the question's loss at `layers`, times `directions`, into the views `products`."""
    inputs = question.inputs
    scores = run.forward(layers, inputs, question.masks, bends=True)
    movements = [_Movement(np.zeros_like(inputs[:-1]), *(_STILL,) * 3)]
    for index, (layer, direction) in enumerate(zip(layers[:-1], directions[:-1], strict=True)):
        below = run.below(index, inputs)
        sums = direction.affine.mT @ below + layer.weights.mT @ movements[-1].values
        movements.append(_moved(run, index, layer, direction, sums))
    below = run.below(len(layers) - 1, inputs)
    moved_scores = directions[-1].affine.mT @ below + layers[-1].weights.mT @ movements[-1].values
    slope = run.slope
    question.loss.descend(scores, question.target, question.share, slope)
    moved_slope = question.loss.turn(scores, question.target, question.share, moved_scores)
    for index in range(len(layers) - 1, -1, -1):
        np.matmul(run.below(index, inputs), moved_slope.mT, out=products[index].affine)
        products[index].weights[:] += movements[index].values @ slope.mT
        if index:
            arrived = layers[index].weights @ slope
            moved_arrived = directions[index].weights @ slope + layers[index].weights @ moved_slope
            slope, moved_slope = _through(run, index - 1, movements[index], arrived, moved_arrived)
            if run.normalized:
                layer, direction, product = layers[index - 1], directions[index - 1], products[index - 1]
                slope, moved_slope = _through_normalization(
                    run, index - 1, movements[index], (layer, direction, product), (slope, moved_slope)
                )


def _moved(run: NetworkPass, index: int, layer: LayerParameters, direction: LayerParameters, sums: Array) -> _Movement:
    """How hidden layer `index` moves when its weighted sums move by `sums`."""
    if not run.normalized:
        return _Movement(run.slopes[index] * sums, sums, _STILL, _STILL)
    normalized = run.normalized[index]
    moved, deviation = normalization.tangent(sums, normalized, run.statistics[index])
    sums = direction.scale * normalized + layer.scale * moved + direction.shift
    return _Movement(run.slopes[index] * sums, sums, moved, deviation)


def _through(
    run: NetworkPass, index: int, movement: _Movement, arrived: Array, moved_arrived: Array
) -> tuple[Array, Array]:
    """Back through the activation of hidden layer `index`: the slope in what it gets, and how that moves."""
    moved = moved_arrived * run.slopes[index]
    bend = run.bends[index]
    if bend is not None:
        moved += arrived * bend * movement.sums
    return arrived * run.slopes[index], moved


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
