"""LARS: a step measured by the size of the position."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.optimizer import WeightDecay, norm
from app.engine.pace import Pace, of_position
from app.engine.text import Text


class LarsState(NamedTuple):
    """The velocity `(d, ...)`, downhill and in units of the position."""

    velocity: Array


@dataclass(frozen=True, kw_only=True)
class Lars(WeightDecay):
    """LARS: momentum along the direction of the gradient, by a share of the position's own size.

    Made to train with very large batches, where every layer should move by the same share of its size. How steep the
    slope is plays no part, so it does not slow down near a minimum unless that is the origin.

    Update rule:  r = c·‖x‖ / (‖g‖ + ε), 1 where x or g is zero
                  v ← μ·v − η·r·g
                  x ← x + v, or x ← x + μ·v − η·r·g with nesterov
    Convention:   the rate goes into the velocity, weight decay into g before the ratio (optax.lars, which has no default rate)
    State:        velocity (d, ...)
    Cost:         one gradient per step
    Reference:    You, Gitman & Ginsburg 2017, Algorithm 1, arXiv:1708.03888
    """

    name: ClassVar[str] = "lars"
    title: ClassVar[Text] = Text("LARS", "LARS")
    family: ClassVar[Family] = Family.LAYER_WISE
    pace: ClassVar[Pace] = of_position(10.0)
    per_group: ClassVar[bool] = True
    idea: ClassVar[Text] = Text(
        "Momentum by a share of the size of the position.",
        "位置の大きさに比例した歩幅のモメンタム法です。",
    )
    japanese: ClassVar[str] = """
    非常に大きなバッチで学習するために作られました。そこでは、どの層も自分の大きさに対して同じ割合だけ動くのが
    望ましいからです。傾きがどれだけ急かは関係しないので、最小点が原点でない限り、その近くでも遅くなりません。

    Update rule: r = c·‖x‖ / (‖g‖ + ε)、 x か g がゼロなら 1
                 x ← x + v、 nesterov なら x ← x + μ·v − η·r·g
    Convention: 学習率は速度に含め、重み減衰は比を求める前に g に加えます（optax.lars。既定の学習率はありません）
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "optax",
            "optax.lars({learning_rate}, weight_decay={weight_decay}, trust_coefficient={trust_coefficient}, "
            "eps={epsilon}, momentum={momentum}, nesterov={nesterov})",
        ),
    )

    learning_rate: Any = fields.learning_rate(1.0)
    trust_coefficient: Any = hyperparameter(
        1e-3,
        Text("trust", "信頼係数"),
        Text("step as a share of the position's size", "位置の大きさに対する歩幅の割合"),
        symbol="c",
        ge=0,
        le=1e6,
        scale="log",
        span=(1e-4, 1.0),
    )
    epsilon: Any = fields.epsilon(0.0)
    momentum: Any = fields.momentum(0.9)
    nesterov: bool = fields.nesterov()

    def initial_state(self, position: Array) -> LarsState:
        return LarsState(np.zeros_like(position))

    def update_at(
        self, position: Array, gradient: Array, state: LarsState, learning_rate: Any
    ) -> tuple[Array, LarsState]:
        (v,) = state
        push = gradient * (-learning_rate * trust_ratio(position, gradient, self.trust_coefficient, self.epsilon))
        v *= self.momentum
        v += push
        if self.nesterov:
            push += self.momentum * v
            return push, state
        return v.copy(), state


def trust_ratio(position: Array, update: Array, coefficient: Any = 1.0, epsilon: Any = 0.0) -> Any:
    """c·‖x‖ / (‖u‖ + ε) `(...)`, and 1 where either is zero, so that nothing is stuck for ever."""
    size, length = norm(position), norm(update)
    is_zero = (size == 0) | (length == 0)
    return np.where(is_zero, 1.0, coefficient * size / np.where(is_zero, 1.0, length + epsilon))
