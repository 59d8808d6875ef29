"""ScoreSampler: what a model's scores tell, on a grid in its plane, by the structure of the model.

The weighted sums of the first layer are affine in the coefficients: with parameters θ + a·d₁ + b·d₂ they are S₀ + a·S₁ + b·S₂,
three products for the whole grid in the place of one per point. For a linear classifier these sums are the scores, and the loss
has its own way from there (`Loss.on_plane`); a network goes on from its first layer (`network_lines`), in blocks of examples and
points that fit the processor's cache. Results are those of the objective point by point, to rounding.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np

from app.engine.datasets.dataset import Dataset
from app.engine.losses.loss import AT_ONCE
from app.engine.model_objective import ModelObjective
from app.engine.models.question import with_ones
from app.engine.network_lines import Lines, NetworkPlane, Sums
from app.engine.objective import Array
from app.engine.plane import Plane
from app.engine.sampler import Figures

FROM_SCORES = ("loss", "data_loss", "accuracy", "example_losses")
"""The figures that this sampler tells."""
_KEPT_NUMBERS = 2**22
"""Sums of the first layer that are kept from one picture to the next, 32 MiB."""


@dataclass(frozen=True, eq=False, kw_only=True)
class _Block:
    """Examples that pass together: the three sums of their first layer, their targets `(outputs, n)`, their numbers."""

    sums: Sums
    target: Array
    rows: slice


class ScoreSampler:
    """The figures of `FROM_SCORES` that are `wanted`, over the examples of `data`; `losses_of` are numbers of examples.

    Batch normalisation uses the statistics of the objective's whole training set at every point.
    """

    def __init__(
        self,
        objective: ModelObjective,
        plane: Plane,
        wanted: Sequence[str],
        data: Dataset,
        losses_of: Sequence[int] = (),
    ) -> None:
        self._loss, self._data = objective.loss, data
        self._wanted = [name for name in FROM_SCORES if name in wanted]
        self._losses_of = np.array(losses_of, dtype=np.int64)
        line = np.zeros((2 - len(plane.directions), len(plane.origin)))
        self._vectors = np.concatenate([plane.origin[None], plane.directions, line])
        train = objective.split.train
        self._plane = NetworkPlane(objective.network, self._vectors, None if data is train else with_ones(train.inputs))
        self._is_weight = objective.network.is_weight
        self._target = np.ascontiguousarray(data.one_hot.T)
        self._kept: list[_Block] = []

    def sample(self, first: Array, second: Array) -> Generator[None, None, Figures]:
        shape = (len(second), len(first))
        found = {name: np.zeros(shape) for name in ("data_loss", "accuracy")}
        found["example_losses"] = np.empty((*shape, len(self._losses_of)))
        needs_scores = bool({"accuracy", "example_losses"} & set(self._wanted))
        for block in self._blocks():
            yield
            if self._plane.is_linear and not needs_scores:
                for rows, sums in self._loss.on_plane(block.sums, block.target, first, second):
                    found["data_loss"][rows] += sums
                    yield
                continue
            lines = self._plane.lines(block.sums, first)
            for row, b in enumerate(second):
                yield from self._walk(block, lines, float(b), {name: values[row] for name, values in found.items()})
        found["data_loss"] /= len(self._data)
        found["accuracy"] /= len(self._data)
        if "loss" in self._wanted:
            found["loss"] = found["data_loss"] + self._prices(first, second)
        return {name: found[name] for name in self._wanted}

    def _walk(self, block: _Block, lines: Lines, b: float, found: Figures) -> Generator[None, None, None]:
        """Add what a block tells to the figures of one line."""
        own = self._losses_of - block.rows.start
        known = np.flatnonzero((own >= 0) & (own < block.target.shape[1]))
        for place, scores in lines.scores(b):
            found["data_loss"][place] += self._loss.sum_of(scores, block.target)
            if "accuracy" in self._wanted:
                hits = np.argmax(scores, axis=-2) == self._data.targets[block.rows]
                found["accuracy"][place] += np.count_nonzero(hits, axis=-1)
            if known.size:
                some = own[known]
                each = self._loss.each(scores[..., some], block.target[:, some])
                found["example_losses"][place, known] = each
            yield

    def _blocks(self) -> Generator[_Block, None, None]:
        """The examples in blocks; their sums are kept where they are few enough."""
        if self._kept:
            yield from self._kept
            return
        count, width = len(self._data), self._plane.width
        size = count if self._plane.is_normalized else max(1, AT_ONCE // width)
        made: list[_Block] = []
        for start in range(0, count, size):
            rows = slice(start, min(start + size, count))
            sums = self._plane.sums(with_ones(self._data.inputs[rows]))
            block = _Block(sums=sums, target=np.ascontiguousarray(self._target[:, rows]), rows=rows)
            yield block
            if 3 * width * count <= _KEPT_NUMBERS:
                made.append(block)
        self._kept = made

    def _prices(self, first: Array, second: Array) -> Array:
        """The price of the weights `(n₂, n₁)`: of their squares a polynomial, of their sizes a sum for each point."""
        loss = self._loss
        prices = np.zeros((len(second), len(first)))
        if not loss.l1 and not loss.l2:
            return prices
        weights = self._vectors[:, self._is_weight]
        gram = weights @ weights.T
        for row, b in enumerate(second):
            if loss.l2:
                inner = gram[0, 0] + 2 * b * gram[0, 2] + b * b * gram[2, 2]
                prices[row] += loss.l2 / 2 * (inner + 2 * first * (gram[0, 1] + b * gram[1, 2]) + first**2 * gram[1, 1])
            if loss.l1:
                base = weights[0] + b * weights[2]
                prices[row] += loss.l1 * np.array([np.add.reduce(np.abs(base + a * weights[1])) for a in first])
        return prices
