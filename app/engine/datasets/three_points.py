"""Three points on a line, each of a class of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from app.engine.datasets.dataset import Dataset
from app.engine.datasets.generator import DatasetGenerator, labels, numbered
from app.engine.hyperparameter import hyperparameter
from app.engine.text import Text


def _place(default: float, label: Text, symbol: str) -> Any:
    meaning = Text("where this point lies", "この点の位置")
    return hyperparameter(default, label, meaning, symbol=symbol, ge=-100, le=100, span=(-3.0, 3.0))


@dataclass(frozen=True, kw_only=True)
class ThreePoints(DatasetGenerator):
    """Three points: one number each, and a class each.

    Small enough to write the whole loss down. Under the hinge loss, the loss of each point is a sum of bent lines in every
    weight: seen from the weight of class 0, the point of class 0 has two kinks, the others one each.

    Recipe:       inputs (first), (second), (third); classes 0, 1, 2
    Convention:   nothing is drawn
    Reference:    CS231n, "Optimization: Stochastic Gradient Descent", cs231n.github.io/optimization-1
    """

    name: ClassVar[str] = "three_points"
    title: ClassVar[Text] = Text("Three points", "3 つの点")
    idea: ClassVar[Text] = Text(
        "Three numbers, three classes: the loss can be written down.",
        "3 つの数と 3 つのクラス。損失を手で書けます。",
    )
    japanese: ClassVar[str] = """
    損失全体を書き下せるほど小さなデータです。ヒンジ損失では、各点の損失がどの重みについても折れ線の和になります。クラス 0 の
    重みから見ると、クラス 0 の点には折れ目が 2 つ、ほかの点には 1 つずつあります。

    Convention: 乱数は使いません
    """

    first: float = _place(1.0, Text("class 0", "クラス 0"), "x₀")
    second: float = _place(0.5, Text("class 1", "クラス 1"), "x₁")
    third: float = _place(-0.8, Text("class 2", "クラス 2"), "x₂")

    def draw(self) -> Dataset:
        inputs = np.array([[self.first], [self.second], [self.third]], dtype=np.float64)
        return Dataset(inputs=inputs, targets=labels([1, 1, 1]), classes=numbered(3), features=("x",))
