"""NetworkLoss: the mean loss of a network over some examples, as a function of its parameters.

Examples pass in blocks that fit into the processor's cache, and so do parameter vectors when many are asked about at once; the
buffers of a block are used again. A batch that is normalised passes whole: its statistics are those of all its examples.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from app.engine.losses.loss import Loss
from app.engine.models import curvature
from app.engine.models.network import Network
from app.engine.models.network_pass import NetworkPass
from app.engine.objective import Array, Group, Objective

BLOCK_NUMBERS = 2**18
"""Numbers in the buffers of a block: 2 MB, about what a core has to itself."""
MOST_FOR_HESSIAN = 2_000
"""Parameters of which a dense Hessian (32 MB) is still made."""


class NetworkLoss(Objective):
    """Mean loss over examples plus the price of the weights. Buffers are reused, results are always new arrays."""

    def __init__(
        self,
        network: Network,
        loss: Loss,
        inputs: Array,
        target: Array,
        *,
        start: Array,
        masks: Sequence[Array] = (),
    ) -> None:
        """`inputs` `(n, features + 1)` with a column of ones, `target` `(outputs, n)`, dropout's `masks` `(units, n)`."""
        self.network = network
        self.loss = loss
        self.dimension = network.dimension
        self.example_count = len(inputs)
        self.start = start
        self.domain = np.broadcast_to(np.array([-1.0, 1.0]), (network.dimension, 2))
        self._inputs = inputs
        self._target = target
        self._masks = masks
        self._idle: list[NetworkPass] = []
        self._l1 = loss.l1 * network.is_weight if loss.l1 else None
        self._l2 = loss.l2 * network.is_weight if loss.l2 else None

    @property
    def groups(self) -> tuple[Group, ...]:
        return self.network.groups

    def value(self, position: Array) -> Array:
        if position.ndim == 1:
            loss: Array = self._evaluate(np.ascontiguousarray(position))
            return loss
        losses = np.empty(position.shape[1:])
        for place, vectors in self._stacks(position):
            losses.reshape(-1)[place] = self._evaluate(vectors)
        return losses

    def value_and_gradient(self, position: Array) -> tuple[Array, Array]:
        if position.ndim == 1:
            gradient = np.empty(self.dimension)
            return self._evaluate(np.ascontiguousarray(position), gradient), gradient
        losses, gradients = np.empty(position.shape[1:]), np.empty(position.shape)
        for place, vectors in self._stacks(position):
            slopes = np.empty(vectors.shape)
            losses.reshape(-1)[place] = self._evaluate(vectors, slopes)
            gradients.reshape(self.dimension, -1)[:, place] = slopes.T
        return losses, gradients

    def hessian_vector(self, position: Array, direction: Array) -> Array:
        """The Hessian at `position` `(d,)` times `direction` `(d,)`, exact."""
        network, product = self.network, np.zeros(self.dimension)
        layers = network.parameters(np.ascontiguousarray(position))
        directions = network.parameters(np.ascontiguousarray(direction))
        for block in self._blocks(1):
            masks = [mask[:, block] for mask in self._masks]
            question = curvature.Question(
                self.loss, self._inputs[block].T, self._target[:, block], masks, 1 / len(self._inputs)
            )
            run, part = self._borrow((), question.target.shape[1]), np.empty(self.dimension)
            curvature.hessian_vector(run, layers, directions, question, network.parameters(part))
            self._idle.append(run)
            product += part
        if self._l2 is not None:
            product += self._l2 * direction
        return product

    def hessian(self, position: Array) -> Array:
        if self.dimension > MOST_FOR_HESSIAN:
            raise ValueError(
                f"a Hessian can be made of {MOST_FOR_HESSIAN:,} parameters at most, got {self.dimension:,}; "
                "ask for hessian_vector"
            )
        columns = position.reshape(self.dimension, -1)
        hessian = np.empty((self.dimension, self.dimension, columns.shape[1]))
        for index in range(columns.shape[1]):
            for row, direction in enumerate(np.eye(self.dimension)):
                hessian[row, :, index] = self.hessian_vector(columns[:, index], direction)
        return hessian.reshape(self.dimension, self.dimension, *position.shape[1:])

    def regularization(self, position: Array) -> Any:
        """The price of the weights at `position` `(..., d)`."""
        return self._regularize(position, None)

    def _evaluate(self, position: Array, gradient: Array | None = None, scores: Array | None = None) -> Any:
        """The loss `(...)` at `position` `(..., d)`; writes into `gradient` `(..., d)` and `scores` `(..., outputs, n)`."""
        network, loss = self.network, self.loss
        layers = network.parameters(position)
        share = 1 / len(self._inputs)
        written = None if gradient is None else network.parameters(gradient)
        value: Any = 0.0
        summed: Array | None = None
        blocks = self._blocks(math.prod(position.shape[:-1]))
        for block in blocks:
            inputs, target = self._inputs[block].T, self._target[:, block]
            masks = [mask[:, block] for mask in self._masks]
            run = self._borrow(position.shape[:-1], target.shape[1])
            answers = run.forward(layers, inputs, masks, slopes=written is not None)
            value = value + loss.descend(answers, target, share, run.slope)
            if scores is not None:
                scores[..., block] = answers
            if written is not None:
                run.backward(layers, inputs, run.slope, written)
                if len(blocks) > 1:
                    assert gradient is not None
                    summed = gradient.copy() if summed is None else np.add(summed, gradient, out=summed)
            self._idle.append(run)
        if summed is not None:
            assert gradient is not None
            gradient[:] = summed
        return value + self._regularize(position, gradient)

    def _regularize(self, position: Array, gradient: Array | None) -> Any:
        price: Any = 0.0
        if self._l2 is not None:
            pull = self._l2 * position
            price = 0.5 * np.vecdot(pull, position)
            if gradient is not None:
                gradient += pull
        if self._l1 is not None:
            pull = self._l1 * np.sign(position)
            price = price + np.vecdot(pull, position)
            if gradient is not None:
                gradient += pull
        return price

    def _blocks(self, vectors: int) -> list[slice]:
        """The examples in the blocks in which they pass, when `vectors` parameter vectors are asked about at once."""
        count = len(self._inputs)
        size = count if self.network.is_normalized else max(1, BLOCK_NUMBERS // (self._numbers * max(1, vectors)))
        return [slice(first, min(first + size, count)) for first in range(0, count, size)]

    def _stacks(self, position: Array) -> Iterator[tuple[slice, Array]]:
        """`position` `(d, ...)` as rows `(m, d)`, as many at once as a block holds, and where they come from."""
        rows = position.reshape(self.dimension, -1).T
        size = max(1, BLOCK_NUMBERS // (self._numbers * len(self._inputs)))
        for first in range(0, len(rows), size):
            place = slice(first, first + size)
            yield place, np.ascontiguousarray(rows[place])

    @property
    def _numbers(self) -> int:
        """Numbers that one example takes in the buffers."""
        return 3 * sum(self.network.hidden) + 2 * self.network.outputs

    def _borrow(self, lead: tuple[int, ...], examples: int) -> NetworkPass:
        """Buffers of this shape: idle ones, or new ones. Several threads may ask at once: what one has, no other gets."""
        try:
            run = self._idle.pop()
        except IndexError:
            return NetworkPass(self.network, lead, examples)
        return run if run.key == (lead, examples) else NetworkPass(self.network, lead, examples)
