"""The gradient as a direction."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from app.engine.directions.direction import DirectionError, Immediate, Surroundings, Vectors, checked_count
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Gradient(Immediate):
    """Gradient: straight down from the origin.

    The line on which one step of gradient descent ends: the coefficient is its learning rate. A little of it helps, more helps
    more, too much shoots up the other side.

    Rule:         d = −∇f(θ)
    Convention:   not shortened, so that the coefficient is a learning rate, unless `unit`
    """

    name: ClassVar[str] = "gradient"
    title: ClassVar[Text] = Text("Negative gradient", "負の勾配")
    idea: ClassVar[Text] = Text(
        "Straight down; the coefficient is the learning rate.", "真下への方向です。係数は学習率です。"
    )
    japanese: ClassVar[str] = """
    勾配降下法の 1 ステップが着く先の直線で、係数が学習率です。少し進めば良くなり、もっと進めばさらに良くなり、進みすぎると反対側
    を駆け上がります。

    Convention: unit でなければ長さを変えないので、係数はそのまま学習率です
    """
    most: ClassVar[int] = 1

    unit: bool = hyperparameter(
        False, Text("unit length", "長さ 1"), Text("shortened to length one", "長さを 1 にします"), advanced=True
    )

    def extent(self, around: Surroundings, vector: Array) -> tuple[float, float]:
        """About the lowest point that the curvature at the origin promises, as far behind it as three times beyond."""
        with np.errstate(all="ignore"):
            bend = float(vector @ around.objective.hessian_vector(around.origin, vector))
            lowest = -float(vector @ around.objective.gradient(around.origin)) / bend if bend > 0 else math.nan
        return (-lowest, 3 * lowest) if 0 < lowest < math.inf else self.span

    def vectors(self, around: Surroundings, count: int) -> Vectors:
        checked_count(count, self.most)
        with np.errstate(all="ignore"):
            down = -around.objective.gradient(around.origin)
        length = np.linalg.norm(down)
        if not 0 < length < np.inf:
            raise DirectionError("no_slope", "the gradient at the origin is zero or not finite")
        return Vectors((down / length if self.unit else down)[None])
