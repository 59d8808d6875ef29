"""RMSProp: the gradient divided by its recent size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.optimizer import WeightDecay
from app.engine.pace import Pace, of_width
from app.engine.text import Text


class RmspropState(NamedTuple):
    """Running means of the gradient's square and (if centered) of the gradient, and the velocity; each `(d, ...)`."""

    second_moment: Array
    first_moment: Array
    velocity: Array


@dataclass(frozen=True, kw_only=True)
class Rmsprop(WeightDecay):
    """RMSProp: AdaGrad that forgets, so the rate follows the slopes of late and not of ever.

    Every coordinate steps about η whatever its slope. It never comes to rest with a constant rate: near the minimum it
    hops from wall to wall by about η. Its first steps are 1/√(1 − α) times longer, because the running mean starts at
    zero and is not corrected; Adam corrects it.

    Update rule:  v ← α·v + (1 − α)·g²
                  m ← α·m + (1 − α)·g,  r ← v − m² if centered, else r ← v
                  b ← μ·b + g / (√r + ε)
                  x ← x − η · b
    Convention:   ε outside the root, the rate multiplies the velocity b (torch.optim.RMSprop; TensorFlow puts ε inside the
                  root). If centered, an r that rounding pushed below zero counts as zero (torch: NaN)
    State:        second_moment (d, ...), first_moment (d, ...), velocity (d, ...)
    Cost:         one gradient per step
    Reference:    Tieleman & Hinton 2012, Coursera lecture 6.5; centered: Graves 2013, arXiv:1308.0850, equations 38–45
    """

    name: ClassVar[str] = "rmsprop"
    title: ClassVar[Text] = Text("RMSProp", "RMSProp")
    family: ClassVar[Family] = Family.ADAPTIVE
    pace: ClassVar[Pace] = of_width(0.01)
    idea: ClassVar[Text] = Text(
        "Divides by the recent size of the gradient.",
        "最近の勾配の大きさで割ります。",
    )
    japanese: ClassVar[str] = """
    傾きがどうであっても、どの座標も 1 歩がおよそ η になります。学習率が一定だと止まることはなく、最小点の近くでは、
    およそ η の歩幅で壁から壁へ跳ねます。移動平均が 0 から始まり、補正されないため、
    最初の数ステップは 1/√(1 − α) 倍長くなります。Adam はこれを補正します。

    Update rule: m ← α·m + (1 − α)·g、 centered なら r ← v − m²、 そうでなければ r ← v
    Convention: ε は根号の外に置き、学習率は速度 b に掛けます（torch.optim.RMSprop）。TensorFlow は ε を根号の中に置きます。
                centered の場合、丸めで負になった r は 0 とみなします（torch では NaN）
    Cost:       1 ステップに勾配 1 回
    Reference:  Tieleman & Hinton 2012, Coursera 講義 6.5; centered は Graves 2013, arXiv:1308.0850, equations 38–45
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.RMSprop(parameters, lr={learning_rate}, alpha={alpha}, eps={epsilon}, momentum={momentum}, "
            "centered={centered}, weight_decay={weight_decay})",
        ),
        Elsewhere(
            "optax",
            "optax.rmsprop({learning_rate}, decay={alpha}, eps={epsilon}, eps_in_sqrt=False, centered={centered}, "
            "momentum={momentum})",
            Text(
                "ε goes inside the root unless eps_in_sqrt=False; the rate is inside the velocity; left out, α is 0.9",
                "eps_in_sqrt=False としない限り ε は平方根の中です。学習率は速度に含まれます。省略時、α は 0.9 です",
            ),
        ),
        Elsewhere(
            "keras",
            "keras.optimizers.RMSprop(learning_rate={learning_rate}, rho={alpha}, momentum={momentum}, "
            "epsilon={epsilon}, centered={centered}, weight_decay={decoupled_weight_decay})",
            Text(
                "ε inside the root, and the rate inside the velocity; left out, ρ is 0.9 and ε is 1e-7",
                "ε は平方根の中、学習率は速度の中です。省略時、ρ は 0.9、ε は 1e-7 です",
            ),
        ),
    )

    learning_rate: Any = fields.learning_rate(1e-2)
    alpha: Any = hyperparameter(
        0.99,
        Text("memory", "記憶"),
        Text("memory of the gradient's square", "勾配の二乗の記憶の長さ"),
        symbol="α",
        ge=0,
        le=1,
        scale="one_minus",
        span=(0.0, 0.9999),
    )
    momentum: Any = fields.momentum(0.0)
    centered: bool = hyperparameter(
        False,
        Text("centred", "中心化"),
        Text("divide by the spread of the gradient, not by its size", "勾配の大きさではなく、ばらつきで割ります"),
        advanced=True,
    )
    epsilon: Any = fields.epsilon(1e-8)

    def initial_state(self, position: Array) -> RmspropState:
        return RmspropState(np.zeros_like(position), np.zeros_like(position), np.zeros_like(position))

    def update(self, gradient: Array, state: RmspropState, learning_rate: Any) -> tuple[Array, RmspropState]:
        v, m, b = state
        v *= self.alpha
        v += (1 - self.alpha) * gradient * gradient
        root = np.sqrt(self._spread(gradient, v, m) if self.centered else v)
        root += self.epsilon
        delta = gradient / root
        if self._has_momentum:
            b *= self.momentum
            b += delta
            delta[...] = b
        delta *= -learning_rate
        return delta, state

    def _spread(self, gradient: Array, v: Array, m: Array) -> Array:
        m *= self.alpha
        m += (1 - self.alpha) * gradient
        return np.maximum(v - m * m, 0.0)

    @cached_property
    def _has_momentum(self) -> bool:
        return bool(np.any(self.momentum))
