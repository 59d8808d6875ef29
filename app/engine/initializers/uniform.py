"""Uniform: weights anywhere between two bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from app.engine.hyperparameter import hyperparameter
from app.engine.initializers.initializer import Drawn
from app.engine.objective import Array
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Uniform(Drawn):
    """Uniform: random weights between two bounds, all values as likely.

    Bounds that lie on both sides of zero are a start like any other. With bounds from 0 upwards, as when a uniform random
    number is taken as it comes, all units pull the same way at first.

    Rule:         W = low + (high − low)·U(0, 1)
    Convention:   the same bounds in every layer, high left out (torch.nn.init.uniform_)
    Reference:    Rumelhart, Hinton & Williams 1986, Nature 323, 533–536 (small random weights to break symmetry)
    """

    name: ClassVar[str] = "uniform"
    title: ClassVar[Text] = Text("Uniform", "一様分布")
    idea: ClassVar[Text] = Text("Random weights between two bounds.", "2 つの値の間の一様乱数にします。")
    japanese: ClassVar[str] = """
    0 をまたぐ範囲なら普通の初期値です。一様乱数をそのまま使って 0 から上の範囲にすると、はじめはすべてのユニットが同じ向きに
    引っ張ります。

    Convention: どの層も同じ範囲で、上限は含みません（torch.nn.init.uniform_）
    """

    low: float = hyperparameter(
        -0.1,
        Text("lowest", "下限"),
        Text("smallest weight", "重みの下限"),
        symbol="low",
        ge=-1e3,
        le=0,
        span=(-1.0, 0.0),
    )
    high: float = hyperparameter(
        0.1,
        Text("highest", "上限"),
        Text("largest weight", "重みの上限"),
        symbol="high",
        ge=0,
        le=1e3,
        span=(0.0, 1.0),
    )

    def draw(self, shape: tuple[int, int], random: np.random.Generator) -> Array:
        return random.uniform(self.low, self.high, shape)
