"""Lion: the sign of a mean, found by a search among programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.objective import Array
from app.engine.optimizers.optimizer import DecayBeside
from app.engine.pace import Pace, of_width
from app.engine.text import Text


class LionState(NamedTuple):
    """The running mean of the gradient `(d, ...)`."""

    first_moment: Array


@dataclass(frozen=True, kw_only=True)
class Lion(DecayBeside):
    """Lion: the sign of a mean in which the gradient at hand counts more than in the mean that is kept.

    An automatic search among programs found it. All coordinates step by the rate, so the rate has to be three to ten
    times smaller than Adam's and the weight decay as much larger. It never settles at a constant rate.

    Update rule:  c = β₁·m + (1 − β₁)·g
                  x ← x − η · (sign(c) + λ·x)
                  m ← β₂·m + (1 − β₂)·g
    Convention:   weight_decay is the decoupled one, 0.001 unless set (optax.lion, which has no default rate; 1e-4 is kozistr's)
    State:        first_moment (d, ...)
    Cost:         one gradient per step
    Reference:    Chen et al. 2023, Algorithm 2, arXiv:2302.06675
    """

    name: ClassVar[str] = "lion"
    title: ClassVar[Text] = Text("Lion", "Lion")
    family: ClassVar[Family] = Family.SIGN
    pace: ClassVar[Pace] = of_width(0.01)
    idea: ClassVar[Text] = Text(
        "The sign of a mean that leans on the latest gradient.",
        "最新の勾配を重く見た平均の符号に従います。",
    )
    japanese: ClassVar[str] = """
    プログラムの自動探索で見つかりました。どの座標も学習率の分だけ動くので、学習率は Adam の 3 分の 1 から 10 分の 1 にし、
    重み減衰はその分だけ大きくする必要があります。学習率が一定では、決して落ち着きません。

    Convention: weight_decay は更新から分離した減衰で、既定は 0.001（optax.lion。既定の学習率はなく、1e-4 は kozistr の値）
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "optax",
            "optax.lion({learning_rate}, b1={beta1}, b2={beta2}, weight_decay={weight_decay})",
        ),
        Elsewhere(
            "keras",
            "keras.optimizers.Lion(learning_rate={learning_rate}, beta_1={beta1}, beta_2={beta2}, "
            "weight_decay={weight_decay})",
            Text(
                "left out, the rate is 0.001 and there is no weight decay",
                "省略時、学習率は 0.001 で、重み減衰はありません",
            ),
        ),
        Elsewhere(
            "pytorch_optimizer",
            "pytorch_optimizer.Lion(parameters, lr={learning_rate}, betas=({beta1}, {beta2}), "
            "weight_decay={weight_decay})",
            Text(
                "left out, there is no weight decay",
                "省略時、重み減衰はありません",
            ),
        ),
    )

    learning_rate: Any = fields.learning_rate(1e-4)
    beta1: Any = fields.mean_memory(0.9, "β₁")
    beta2: Any = fields.mean_memory(0.99, "β₂")
    weight_decay: Any = fields.weight_decay_beside(1e-3)

    def initial_state(self, position: Array) -> LionState:
        return LionState(np.zeros_like(position))

    def update(self, gradient: Array, state: LionState, learning_rate: Any) -> tuple[Array, LionState]:
        (m,) = state
        delta = np.sign(self.beta1 * m + (1 - self.beta1) * gradient)
        delta *= -learning_rate
        m *= self.beta2
        m += (1 - self.beta2) * gradient
        return delta, state
