"""Question: some examples, and the loss that is asked of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.engine.losses.loss import Loss
from app.engine.objective import Array


@dataclass(frozen=True, eq=False)
class Question:
    """`share` times the sum of the losses of these examples; one column each."""

    loss: Loss
    inputs: Array
    """`(features + 1, n)`, the last row ones."""
    target: Array
    """`(outputs, n)`"""
    masks: Sequence[Array]
    """Dropout of each hidden layer, `(units, n)`; none where nothing is dropped."""
    share: float

    def part(self, place: slice) -> Question:
        """The same of some of the examples."""
        inputs, target = self.inputs[:, place], self.target[:, place].copy()
        return Question(self.loss, inputs, target, [mask[:, place] for mask in self.masks], self.share)
