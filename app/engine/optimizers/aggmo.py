"""AggMo: the mean of several momenta, from none to very long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.optimizer import WeightDecay
from app.engine.pace import Pace, of_curvature
from app.engine.text import Text


class AggmoState(NamedTuple):
    """Three velocities `(d, ...)`, uphill and in units of the gradient."""

    velocity1: Array
    velocity2: Array
    velocity3: Array


@dataclass(frozen=True, kw_only=True)
class Aggmo(WeightDecay):
    """AggMo: three heavy balls at once, and the step is the mean of their velocities.

    A long momentum is fast along a valley but swings across it; each velocity swings at another pace, so their mean hardly
    swings at all. The quick ones damp what the slow one overdoes. Momentum 0.99 alone would circle for hundreds of steps.

    Update rule:  vᵢ ← βᵢ·vᵢ + g  for i = 1, 2, 3
                  x ← x − η · (v₁ + v₂ + v₃)/3
    Convention:   velocities are sums, not means, and the rate multiplies them (pytorch_optimizer.AggMo, which takes any number
                  of β; three are the paper's default, 1 − 0.1ⁱ for i = 0, 1, 2). Equal β are three velocities here,
                  where that library moves one of them twice
    State:        velocity1 (d, ...), velocity2 (d, ...), velocity3 (d, ...)
    Cost:         one gradient per step
    Reference:    Lucas, Sun, Zemel & Grosse 2019, equation 3, arXiv:1804.00325
    """

    name: ClassVar[str] = "aggmo"
    title: ClassVar[Text] = Text("AggMo", "AggMo")
    family: ClassVar[Family] = Family.MOMENTUM
    pace: ClassVar[Pace] = of_curvature(0.1)
    idea: ClassVar[Text] = Text(
        "The mean of a short, a middle and a long momentum.",
        "短いモメンタム、中くらいのモメンタム、長いモメンタムを平均します。",
    )
    japanese: ClassVar[str] = """
    長いモメンタムは、谷に沿っては速く進みますが、谷を横切る向きに揺れます。3 つの速度は揺れる速さがそれぞれ違うので、
    平均はほとんど揺れません。遅い速度の行き過ぎは、速い速度が抑えます。モメンタム 0.99 だけなら、何百ステップも回り続けます。

    Update rule: vᵢ ← βᵢ·vᵢ + g （i = 1, 2, 3）
    Convention: 速度は平均ではなく和で、学習率は速度に掛けます（pytorch_optimizer.AggMo。β の数は自由で、
                3 つは論文の既定値、i = 0, 1, 2 での 1 − 0.1ⁱ です）。β が等しくても、ここでは 3 つの速度ですが、
                このライブラリでは 1 つの速度が 2 回動きます
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "pytorch_optimizer",
            "pytorch_optimizer.AggMo(parameters, lr={learning_rate}, betas=({beta1}, {beta2}, {beta3}), "
            "weight_decay={weight_decay})",
            Text(
                "Equal betas share one velocity there; weight_decouple=True makes weight_decay the decoupled one.",
                "betas に同じ値があると速度を共有します。weight_decouple=True にすると weight_decay は分離した減衰になります。",
            ),
        ),
    )

    beta1: Any = hyperparameter(
        0.0,
        Text("momentum 1", "モメンタム 1"),
        Text("share of velocity 1 that is kept", "速度 1 のうち保たれる割合"),
        symbol="β₁",
        ge=0,
        lt=1,
        scale="one_minus",
        span=(0.0, 0.999),
    )
    beta2: Any = hyperparameter(
        0.9,
        Text("momentum 2", "モメンタム 2"),
        Text("share of velocity 2 that is kept", "速度 2 のうち保たれる割合"),
        symbol="β₂",
        ge=0,
        lt=1,
        scale="one_minus",
        span=(0.0, 0.999),
    )
    beta3: Any = hyperparameter(
        0.99,
        Text("momentum 3", "モメンタム 3"),
        Text("share of velocity 3 that is kept", "速度 3 のうち保たれる割合"),
        symbol="β₃",
        ge=0,
        lt=1,
        scale="one_minus",
        span=(0.0, 0.999),
    )

    def initial_state(self, position: Array) -> AggmoState:
        return AggmoState(np.zeros_like(position), np.zeros_like(position), np.zeros_like(position))

    def update(self, gradient: Array, state: AggmoState, learning_rate: Any) -> tuple[Array, AggmoState]:
        delta = np.zeros_like(gradient)
        for v, beta in zip(state, (self.beta1, self.beta2, self.beta3), strict=True):
            v[...] = beta * v + gradient
            delta += v
        delta *= -learning_rate / len(state)
        return delta, state
