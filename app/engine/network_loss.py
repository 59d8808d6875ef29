"""NetworkLoss: the mean loss of a network over some examples, as a function of its parameters.

Examples pass in blocks that fit into the processor's cache, and so do parameter vectors when many are asked about at once; the
buffers of a block are used again. A batch that is normalised passes whole: its statistics are those of all its examples.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.engine.losses.price import Price
from app.engine.models import curvature
from app.engine.models.network import Network
from app.engine.models.network_pass import Passes
from app.engine.models.question import Question
from app.engine.objective import Array, Group, Objective

BLOCK_NUMBERS = 2**18
"""Numbers in the buffers of a block: 2 MB, about what a core has to itself."""
MOST_FOR_HESSIAN = 2_000
"""Parameters of which a dense Hessian (32 MB) is still made."""


def block_size(network: Network, times: int = 1) -> int:
    """How many examples, each `times` over, fit into the buffers of a block."""
    return max(1, BLOCK_NUMBERS // (network.footprint * times))


class NetworkLoss(Objective):
    """Mean loss over examples plus the price of the weights. Buffers are reused, results are always new arrays."""

    def __init__(self, network: Network, question: Question, *, start: Array, whole: NetworkLoss | None = None) -> None:
        """The loss of `question`; where it is about a part of a `whole`, they share their buffers."""
        self.network = network
        self.loss = question.loss
        self.dimension = network.dimension
        self.example_count = question.count
        self.start = start
        self.domain = np.broadcast_to([-1.0, 1.0], (network.dimension, 2)) if whole is None else whole.domain
        self._question = question
        is_whole = network.is_normalized or question.count <= block_size(network)
        self._one_block = ((slice(question.count), question),) if is_whole and question.has_ones else None
        self._price: Price = Price(question.loss, network.is_weight) if whole is None else whole._price
        self._passes: Passes = Passes(network) if whole is None else whole._passes
        self._last_size = (network.widths[-2] + 1) * network.outputs

    @property
    def groups(self) -> tuple[Group, ...]:
        return self.network.groups

    def value(self, position: Array) -> Array:
        if position.ndim == 1:
            loss: Array = self._evaluate(position, wants_gradient=False)[0]
            return loss
        losses = np.empty(position.shape[1:])
        for place, vectors in self._stacks(position):
            losses.reshape(-1)[place] = self._evaluate(vectors, wants_gradient=False)[0]
        return losses

    def value_and_gradient(self, position: Array) -> tuple[Array, Array]:
        if position.ndim == 1:
            return self._evaluate(position, wants_gradient=True)
        losses, gradients = np.empty(position.shape[1:]), np.empty(position.shape)
        for place, vectors in self._stacks(position):
            losses.reshape(-1)[place], slopes = self._evaluate(vectors, wants_gradient=True)
            gradients.reshape(self.dimension, -1)[:, place] = slopes.T
        return losses, gradients

    def values_along(self, position: Array, coordinates: NDArray[np.int64], h: float) -> Array:
        """As everywhere; a weight of the last layer moves one score of each example, so nothing below it is computed again."""
        if position.ndim > 1:
            return super().values_along(position, coordinates, h)
        is_last = coordinates >= self.dimension - self._last_size
        losses = np.empty(len(coordinates))
        if not is_last.all():
            losses[~is_last] = super().values_along(position, coordinates[~is_last], h)
        losses[is_last] = self._values_along_last(position, coordinates[is_last], h)
        return losses

    @property
    def differences_cost(self) -> int:
        """About how many multiplications per example the values along all coordinates take."""
        return self._last_size * self.network.outputs + (self.dimension - self._last_size) * self.dimension

    def hessian_vector(self, position: Array, direction: Array) -> Array:
        if position.ndim > 1:
            return self._hessian_vectors(position, direction)
        network, product = self.network, np.zeros(self.dimension)
        directions, part = network.parameters(np.ascontiguousarray(direction)), np.empty(self.dimension)
        for _, question in self._blocks():
            run = self._passes.borrow((), question.count)
            curvature.hessian_vector(run, position, directions, question, network.parameters(part))
            self._passes.give_back(run)
            product += part
        product += self._price.turn(direction)
        return product

    def hessian(self, position: Array) -> Array:
        if self.dimension > MOST_FOR_HESSIAN:
            raise ValueError(
                f"a Hessian can be made of {MOST_FOR_HESSIAN:,} parameters at most, got {self.dimension:,}; "
                "ask for hessian_vector"
            )
        hessian = np.empty((self.dimension, *position.shape))
        for row, direction in enumerate(np.eye(self.dimension)):
            directions = np.broadcast_to(direction.reshape(-1, *(1,) * (position.ndim - 1)), position.shape)
            hessian[row] = self.hessian_vector(position, directions)
        return hessian

    def regularization(self, position: Array) -> float:
        """The price of the weights at `position` `(d,)`."""
        return float(self._price.of(position))

    def _evaluate(self, position: Array, *, wants_gradient: bool, scores: Array | None = None) -> tuple[Any, Any]:
        """Loss `(...)` and gradient at `position` `(..., d)`, or None; writes into `scores` `(..., outputs, n)`."""
        lead = position.shape[:-1]
        gradient: Array | None = None
        if wants_gradient:
            value, gradient = self._price.and_slope(position)
        else:
            value = self._price.of(position)
        blocks = self._blocks(math.prod(lead)) if lead or self._one_block is None else self._one_block
        for place, question in blocks:
            run = self._passes.borrow(lead, question.count)
            answers = run.forward(position, question.inputs, question.masks)
            value = value + question.loss.descend(answers, question.target, question.share, run.slope)
            if scores is not None:
                scores[..., place] = answers
            if gradient is not None:
                gradient += run.backward(question.inputs, question.masks)
            self._passes.give_back(run)
        return value, gradient

    def _values_along_last(self, position: Array, coordinates: NDArray[np.int64], h: float) -> Array:
        losses: Array = self._price.of(position) + self._price.change(position, coordinates, h)
        inputs, outputs = np.divmod(coordinates - (self.dimension - self._last_size), self.network.outputs)
        for _, question in self._blocks():
            run = self._passes.borrow((), question.target.shape[1])
            scores = run.forward(position, question.inputs, question.masks).copy()
            below = run.below(len(self.network.hidden), question.inputs)
            for place, (unit, output) in enumerate(zip(inputs, outputs, strict=True)):
                row = scores[output].copy()
                scores[output] += h * below[unit]
                losses[place] += np.add.reduce(self.loss.each(scores, question.target)) * question.share
                scores[output] = row
            self._passes.give_back(run)
        return losses

    def _hessian_vectors(self, position: Array, direction: Array) -> Array:
        products = np.empty(position.shape)
        for place in np.ndindex(position.shape[1:]):
            products[:, *place] = self.hessian_vector(position[:, *place], direction[:, *place])
        return products

    def _blocks(self, vectors: int = 1) -> Iterator[tuple[slice, Question]]:
        """The examples in the blocks in which they pass when `vectors` parameter vectors are asked about at once."""
        question, count = self._question, self.example_count
        size = count if self.network.is_normalized else block_size(self.network, vectors)
        if size >= count and question.has_ones:
            yield slice(count), question
            return
        for first in range(0, count, size):
            place = slice(first, min(first + size, count))
            yield place, question.part(place)

    def _stacks(self, position: Array) -> Iterator[tuple[slice, Array]]:
        """`position` `(d, ...)` as rows `(m, d)`, as many at once as a block holds, and where they come from."""
        rows = position.reshape(self.dimension, -1).T
        size = block_size(self.network, self.example_count)
        for first in range(0, len(rows), size):
            place = slice(first, first + size)
            yield place, rows[place]
