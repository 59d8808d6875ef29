"""Question: some examples, and the loss that is asked of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.engine.losses.loss import Loss
from app.engine.objective import Array


@dataclass(frozen=True, eq=False)
class Question:
    """`share` times the sum of the losses of these examples; one column each."""

    loss: Loss
    inputs: Array
    """`(features + 1, n)`, the last row ones; without that row where `has_ones` is false."""
    target: Array
    """`(outputs, n)`"""
    masks: Sequence[Array]
    """Dropout of each hidden layer, `(units, n)`; none where nothing is dropped."""
    share: float
    has_ones: bool = True
    """Whether the row of ones is there; large sets are not kept a second time for it, their parts get it one by one."""

    @property
    def count(self) -> int:
        """How many examples these are."""
        return int(self.target.shape[1])

    def part(self, place: slice) -> Question:
        """The same of some of the examples, with their row of ones."""
        inputs, target = self.inputs[:, place], self.target[:, place].copy()
        if not self.has_ones:
            inputs = with_ones(inputs.T).T
        return Question(self.loss, inputs, target, [mask[:, place] for mask in self.masks], self.share)


def with_ones(inputs: Array) -> Array:
    """The examples `(n, features)` with a column of ones: to a network a bias is one more row of weights."""
    rows = np.empty((len(inputs), inputs.shape[1] + 1))
    rows[:, :-1] = inputs
    rows[:, -1] = 1.0
    return rows
