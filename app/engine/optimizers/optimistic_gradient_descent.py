"""Optimistic gradient descent: a guess that the next gradient changes as the last did."""

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


class OptimisticState(NamedTuple):
    """Whether it has moved yet, and the gradient before `(d, ...)`."""

    is_moving: bool
    previous_gradient: Array


@dataclass(frozen=True, kw_only=True)
class OptimisticGradientDescent(WeightDecay):
    """Optimistic gradient descent: the gradient, plus its change since the last step.

    It was made for games, where plain gradient descent circles a saddle for ever and this spirals into it. On an
    ordinary function the change acts as a brake: the steps shorten before the far wall. Its largest stable rate is
    smaller than that of SGD.

    Update rule:  x ← x − η · ((α + β)·g − β·g′)
                  g′ ← g
    Convention:   g′ = g at the first step (optax.optimistic_gradient_descent, which has no default rate)
    State:        previous_gradient (d, ...)
    Cost:         one gradient per step
    Reference:    Daskalakis et al. 2018, arXiv:1711.00141; α and β: Mokhtari, Ozdaglar & Pattathil 2020, arXiv:1901.08511
    """

    name: ClassVar[str] = "optimistic_gradient_descent"
    title: ClassVar[Text] = Text("Optimistic gradient", "楽観的勾配降下")
    family: ClassVar[Family] = Family.GRADIENT
    pace: ClassVar[Pace] = of_curvature(0.5)
    idea: ClassVar[Text] = Text(
        "The gradient, plus how it just changed.",
        "勾配に、直前からの変化を加えて進みます。",
    )
    japanese: ClassVar[str] = """
    ゲームのために作られました。普通の勾配降下が鞍点のまわりをいつまでも回り続けるのに対し、これはらせんを描いて鞍点に
    入ります。普通の関数では、勾配の変化がブレーキとして働き、向こう側の壁の手前で歩幅が縮みます。安定な学習率の上限は、
    SGD より小さくなります。

    Convention: 最初のステップでは g′ = g です（optax.optimistic_gradient_descent。既定の学習率はありません）
    Cost:       1 ステップに勾配 1 回
    Reference:  Daskalakis et al. 2018, arXiv:1711.00141; α と β は Mokhtari, Ozdaglar & Pattathil 2020, arXiv:1901.08511
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "optax",
            "optax.optimistic_gradient_descent({learning_rate}, alpha={alpha}, beta={beta})",
        ),
    )

    learning_rate: Any = fields.learning_rate(1e-2)
    alpha: Any = hyperparameter(
        1.0,
        Text("gradient", "勾配"),
        Text("weight of the gradient", "勾配の重み"),
        symbol="α",
        ge=0,
        le=1e6,
        span=(0.1, 2.0),
    )
    beta: Any = hyperparameter(
        1.0,
        Text("change", "変化"),
        Text("weight of the gradient's change", "勾配の変化の重み"),
        symbol="β",
        ge=0,
        le=1e6,
        span=(0.0, 2.0),
    )

    def initial_state(self, position: Array) -> OptimisticState:
        return OptimisticState(is_moving=False, previous_gradient=np.zeros_like(position))

    def update(self, gradient: Array, state: OptimisticState, learning_rate: Any) -> tuple[Array, OptimisticState]:
        is_moving, previous = state
        delta = (self.alpha + self.beta) * gradient
        delta -= self.beta * (previous if is_moving else gradient)
        delta *= -learning_rate
        previous[...] = gradient
        return delta, OptimisticState(is_moving=True, previous_gradient=previous)
