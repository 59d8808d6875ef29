"""Nesterov's momentum: the heavy ball looks where it is about to roll."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.objective import Array
from app.engine.optimizers.optimizer import WeightDecay
from app.engine.pace import Pace, of_curvature
from app.engine.text import Text


class NesterovState(NamedTuple):
    """The velocity `(d, ...)`, uphill and in units of the gradient."""

    velocity: Array


@dataclass(frozen=True, kw_only=True)
class Nesterov(WeightDecay):
    """Nesterov: momentum that corrects itself with the slope ahead, not the slope underfoot.

    It brakes before the far wall instead of after it, so it swings less than Momentum at the same μ. On smooth convex
    functions, with μ rising towards one, no method that uses gradients alone is faster in order; on a nearly flat valley
    the two look alike.

    Update rule:  v ← μ·v + g
                  x ← x − η · (g + μ·v)
    Convention:   the position kept is the one the gradient was taken at, so the look ahead is written into the step
                  (torch.optim.SGD with nesterov=True); the paper keeps the other point of the pair
    State:        velocity (d, ...)
    Cost:         one gradient per step
    Reference:    Nesterov 1983, Soviet Math. Dokl. 27; in this form Sutskever et al. 2013, proceedings.mlr.press/v28/sutskever13
    """

    name: ClassVar[str] = "nesterov"
    title: ClassVar[Text] = Text("Nesterov", "Nesterov")
    family: ClassVar[Family] = Family.MOMENTUM
    pace: ClassVar[Pace] = of_curvature(0.1)
    idea: ClassVar[Text] = Text(
        "Momentum that looks ahead before it corrects.",
        "先を見てから修正するモメンタム法です。",
    )
    japanese: ClassVar[str] = """
    向こう側の壁を過ぎてからではなく、その手前でブレーキがかかるので、同じ μ の Momentum より揺れが小さくなります。滑らかな
    凸関数で μ を 1 に向けて上げていくと、勾配だけを使う手法で、オーダーがこれより速いものはありません。ほとんど平らな谷では、
    Momentum と同じように見えます。

    Convention: 記録する位置は勾配を計算した点なので、先読みはステップの式に含まれます（torch.optim.SGD で nesterov=True）。
                論文では、対になるもう一方の点を記録します
    Cost:       1 ステップに勾配 1 回
    Reference:  Nesterov 1983, Soviet Math. Dokl. 27; この形は Sutskever et al. 2013, proceedings.mlr.press/v28/sutskever13
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.SGD(parameters, lr={learning_rate}, momentum={momentum}, nesterov=True, "
            "weight_decay={weight_decay})",
            Text(
                "a momentum of exactly 0 is refused",
                "momentum が 0 だとエラーになります",
            ),
        ),
        Elsewhere(
            "optax",
            "optax.sgd({learning_rate}, momentum={momentum}, nesterov=True)",
        ),
        Elsewhere(
            "keras",
            "keras.optimizers.SGD(learning_rate={learning_rate}, momentum={momentum}, nesterov=True, "
            "weight_decay={decoupled_weight_decay})",
            Text(
                "the rate is inside the velocity: the same path as long as the rate is constant",
                "学習率が速度に含まれます。学習率が一定なら同じ経路です",
            ),
        ),
    )

    momentum: Any = fields.momentum(0.9)

    def initial_state(self, position: Array) -> NesterovState:
        return NesterovState(np.zeros_like(position))

    def update(self, gradient: Array, state: NesterovState, learning_rate: Any) -> tuple[Array, NesterovState]:
        (v,) = state
        v *= self.momentum
        v += gradient
        delta = self.momentum * v
        delta += gradient
        delta *= -learning_rate
        return delta, state
