"""QHM: a weighted mean of the gradient and the momentum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.optimizer import WeightDecay
from app.engine.pace import Pace, of_curvature
from app.engine.text import Text


class QhmState(NamedTuple):
    """The running mean of the gradient `(d, ...)`, uphill."""

    first_moment: Array


@dataclass(frozen=True, kw_only=True)
class Qhm(WeightDecay):
    """QHM: the step is a mix of the latest gradient and the mean of all of them.

    With ν = 0 it is SGD, with ν = 1 it is momentum, and between the two it keeps SGD's quick answer and the long memory of
    momentum. That is why it bears a memory as long as 0.999. Nesterov's method is the case ν = μ.

    Update rule:  m ← μ·m + (1 − μ)·g
                  x ← x − η · ((1 − ν)·g + ν·m)
    Convention:   m is a mean, not a sum, and starts at zero without a correction (pytorch_optimizer.QHM); ν and μ are the
                  paper's, where that library has 1 and 0, which is SGD. The paper writes β for μ
    State:        first_moment (d, ...)
    Cost:         one gradient per step
    Reference:    Ma & Yarats 2019, section 3, arXiv:1810.06801
    """

    name: ClassVar[str] = "qhm"
    title: ClassVar[Text] = Text("QHM", "QHM")
    family: ClassVar[Family] = Family.MOMENTUM
    pace: ClassVar[Pace] = of_curvature(2.0)
    idea: ClassVar[Text] = Text(
        "A mix of the latest gradient and a very long momentum.",
        "最新の勾配と、とても長いモメンタムを混ぜます。",
    )
    japanese: ClassVar[str] = """
    ν = 0 なら SGD、ν = 1 ならモメンタムで、その間では SGD のすばやい反応とモメンタムの長い記憶を両立させます。
    0.999 もの長い記憶に耐えられるのはそのためです。Nesterov の方法は ν = μ の場合です。

    Convention: m は和ではなく平均で、0 から始め、補正しません（pytorch_optimizer.QHM）。ν と μ は論文の値で、
                このライブラリでは 1 と 0、つまり SGD です。論文では μ を β と書きます
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "pytorch_optimizer",
            "pytorch_optimizer.QHM(parameters, lr={learning_rate}, momentum={momentum}, nu={nu}, weight_decay={weight_decay})",
            Text(
                "Its defaults are momentum=0 and nu=1; weight_decouple=True makes weight_decay the decoupled one.",
                "既定値は momentum=0、nu=1 です。weight_decouple=True にすると weight_decay は分離した減衰になります。",
            ),
        ),
    )

    momentum: Any = fields.momentum(0.999)
    nu: Any = hyperparameter(
        0.7,
        Text("share of the mean", "平均の割合"),
        Text(
            "share of the gradient's mean in the step; the rest is the gradient",
            "歩みに占める勾配の平均の割合。残りは勾配です",
        ),
        symbol="ν",
        ge=0,
        le=1,
        span=(0.0, 1.0),
    )

    def initial_state(self, position: Array) -> QhmState:
        return QhmState(np.zeros_like(position))

    def update(self, gradient: Array, state: QhmState, learning_rate: Any) -> tuple[Array, QhmState]:
        (m,) = state
        m += (1 - self.momentum) * (gradient - m)
        delta = self.nu * m
        delta += (1 - self.nu) * gradient
        delta *= -learning_rate
        return delta, state
