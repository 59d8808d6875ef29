"""What every loss is: how wrong the scores of an example are, and a price on large weights.

Arrays are `(..., outputs, n)`: one column per example. A `target` is 1 in the row of the right class and 0 elsewhere, or the
numbers to be predicted.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from app.engine.choice import check_choices
from app.engine.hyperparameter import check_bounds, hyperparameter
from app.engine.objective import Array
from app.engine.text import Text

AT_ONCE = 2**15
"""Numbers in the arrays that pass through the cache together."""


@dataclass(frozen=True, kw_only=True)
class Loss(ABC):
    """Base of all losses: L = mean of the examples' losses + l1·Σ|W| + ½·l2·ΣW², over weights alone (not biases)."""

    catalogue: ClassVar[str] = "losses"
    name: ClassVar[str]
    title: ClassVar[Text]
    idea: ClassVar[Text]
    """What it asks for, in one sentence."""
    japanese: ClassVar[str] = ""
    """The docstring's paragraphs and Convention in Japanese."""
    needs_classes: ClassVar[bool] = True
    """Whether it is about labels, and means nothing for numbers to be predicted."""

    l1: float = hyperparameter(
        0.0,
        Text("L1", "L1"),
        Text("price of a weight's size: l1·Σ|W|", "重みの絶対値の和に掛ける係数 l1·Σ|W|"),
        symbol="λ₁",
        ge=0,
        le=1e6,
        scale="log",
        span=(1e-6, 1.0),
    )
    l2: float = hyperparameter(
        0.0,
        Text("L2", "L2"),
        Text("price of a weight's square: ½·l2·ΣW²", "重みの二乗和に掛ける係数 ½·l2·ΣW²"),
        symbol="λ₂",
        ge=0,
        le=1e6,
        scale="log",
        span=(1e-6, 1.0),
    )

    def __post_init__(self) -> None:
        check_choices(self)
        check_bounds(self)

    @abstractmethod
    def each(self, scores: Array, target: Array) -> Array:
        """The loss of every example, `(..., n)`."""

    def sum_of(self, scores: Array, target: Array) -> Array:
        """The sum of the examples' losses, `(...)`."""
        return total_over_examples(self.each(scores, target))

    @abstractmethod
    def descend(self, scores: Array, target: Array, share: float, out: Array) -> Any:
        """`share` times the sum of the examples' losses, `(...)`; its slope in the scores is written into `out`."""

    @abstractmethod
    def turn(self, scores: Array, target: Array, share: float, moved: Array) -> Array:
        """How that slope moves when the scores move by `moved`: the Hessian of the loss in the scores times `moved`."""

    def on_plane(
        self, scores: Sequence[Array], target: Array, first: Array, second: Array
    ) -> Iterator[tuple[int | slice, Array]]:
        """The sum of the examples' losses where the scores are S₀ + a·S₁ + b·S₂, in shares to be added up: which rows of
        the grid `(n₂, n₁)`, and what to add there.

        `scores` are the three, `(outputs, n)` each; `first` and `second` the values of a and b.
        """
        size = max(1, AT_ONCE // scores[0].size)
        for row, b in enumerate(second):
            base = scores[0] + b * scores[2]
            sums = [
                self.sum_of(base + first[begin : begin + size, None, None] * scores[1], target)
                for begin in range(0, len(first), size)
            ]
            yield row, np.concatenate(sums)


def total_over_examples(losses: Array) -> Array:
    """The sum of `losses` `(..., n)`, `(...)`."""
    summed: Array = np.add.reduce(losses, axis=-1)
    return summed


def total(array: Array) -> Any:
    """The sum over outputs and examples, `(...)`."""
    return np.add.reduce(array.reshape(*array.shape[:-2], -1), axis=-1)


def total_product(array: Array, target: Array) -> Any:
    """The sum of `array` `(..., outputs, n)` times `target` `(outputs, n)`, `(...)`."""
    return array.reshape(*array.shape[:-2], -1) @ target.ravel()
