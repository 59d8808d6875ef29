"""QHAdam: Adam whose means are mixed with the latest gradient."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine.elsewhere import Elsewhere
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.adam import AdamRule
from app.engine.optimizers.optimizer import WeightDecay
from app.engine.text import Text


class QhadamState(NamedTuple):
    """Both means `(d, ...)`, corrected already, and how many gradients each stands for."""

    first_count: Any
    second_count: Any
    first_moment: Array
    second_moment: Array


@dataclass(frozen=True, kw_only=True)
class Qhadam(AdamRule, WeightDecay):
    """QHAdam: Adam that mixes each of its means with the gradient at hand.

    With ν₁ = ν₂ = 1 it is Adam, with ν₁ = 0 it has no momentum, as RMSProp. In between it answers a new slope at once and
    still remembers for long, so it swings less than Adam. A ν₂ below one bounds the step more tightly.

    Update rule:  w₁ ← β₁·w₁ + 1,  m ← m + (g − m)/w₁
                  w₂ ← β₂·w₂ + 1,  v ← v + (g² − v)/w₂
                  x ← x − η · ((1 − ν₁)·g + ν₁·m) / (√((1 − ν₂)·g² + ν₂·v) + ε)
    Convention:   w₁ and w₂ start at zero, which corrects both means as Adam does (pytorch_optimizer.QHAdam; it keeps both w in
                  float32, here they are float64); ν₁ is the paper's 0.7, where that library has 1, which is Adam
    State:        first_moment (d, ...), second_moment (d, ...)
    Cost:         one gradient per step
    Reference:    Ma & Yarats 2019, section 4, arXiv:1810.06801
    """

    name: ClassVar[str] = "qhadam"
    title: ClassVar[Text] = Text("QHAdam", "QHAdam")
    idea: ClassVar[Text] = Text(
        "Adam that mixes its means with the latest gradient.",
        "平均に最新の勾配を混ぜる Adam です。",
    )
    japanese: ClassVar[str] = """
    ν₁ = ν₂ = 1 なら Adam で、ν₁ = 0 なら RMSProp のようにモメンタムがなくなります。その間では、新しい傾きにすぐ反応しながら長く
    記憶するので、Adam ほど振れません。ν₂ を 1 より小さくすると、歩幅の上限がさらに厳しくなります。

    Convention: w₁ と w₂ は 0 から始まり、これで両方の平均の偏りが Adam と同じように補正されます（pytorch_optimizer.QHAdam。
                そこでは両方の w が float32、ここでは float64）。ν₁ は論文の 0.7 で、このライブラリでは 1、
                つまり Adam です
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "pytorch_optimizer",
            "pytorch_optimizer.QHAdam(parameters, lr={learning_rate}, betas=({beta1}, {beta2}), nus=({nu1}, {nu2}), "
            "weight_decay={weight_decay}, eps={epsilon})",
            Text(
                "Its default is nus=(1, 1); the bias correction is kept in float32 there, so the paths part by about 1e-7. "
                "weight_decouple=True makes weight_decay the decoupled one.",
                "既定値は nus=(1, 1) です。バイアス補正が float32 なので、経路に 1e-7 程度の差が出ます。"
                "weight_decouple=True にすると weight_decay は分離した減衰になります。",
            ),
        ),
    )

    nu1: Any = hyperparameter(
        0.7,
        Text("share of the mean", "平均の割合"),
        Text(
            "share of the gradient's mean above the line; the rest is the gradient",
            "分子に占める勾配の平均の割合。残りは勾配です",
        ),
        symbol="ν₁",
        ge=0,
        le=1,
        span=(0.0, 1.0),
    )
    nu2: Any = hyperparameter(
        1.0,
        Text("share of the mean square", "二乗平均の割合"),
        Text(
            "share of the mean square below the line; the rest is the gradient's square",
            "分母に占める二乗平均の割合。残りは勾配の二乗です",
        ),
        symbol="ν₂",
        ge=0,
        le=1,
        span=(0.0, 1.0),
        advanced=True,
    )

    def initial_state(self, position: Array) -> QhadamState:  # type: ignore[override]
        return QhadamState(0.0, 0.0, np.zeros_like(position), np.zeros_like(position))

    def update(self, gradient: Array, state: Any, learning_rate: Any) -> tuple[Array, Any]:
        first_count, second_count, m, v = state
        first_count = self.beta1 * first_count + 1
        second_count = self.beta2 * second_count + 1
        square = gradient * gradient
        m += (gradient - m) / first_count
        v += (square - v) / second_count
        root = np.sqrt(self.nu2 * v + (1 - self.nu2) * square)
        root += self.epsilon
        delta = self.nu1 * m
        delta += (1 - self.nu1) * gradient
        delta /= root
        delta *= -learning_rate
        return delta, QhadamState(first_count, second_count, m, v)
