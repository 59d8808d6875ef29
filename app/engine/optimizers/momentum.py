"""Momentum: gradient descent with a heavy ball that remembers its speed."""

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
from app.engine.pace import Pace, of_curvature
from app.engine.text import Text


class MomentumState(NamedTuple):
    """What the ball remembers: whether it has moved yet, and its velocity `(d, ...)`, uphill and in units of the gradient."""

    is_moving: bool
    velocity: Array


@dataclass(frozen=True, kw_only=True)
class Momentum(WeightDecay):
    """Momentum: a heavy ball that keeps a share μ of its velocity and is pushed by the gradient.

    Along a valley the pushes add up to 1/(1 − μ) times the step of SGD; across it they cancel, so the zigzag calms down.
    The price is inertia: the ball shoots past the minimum and swings back, the more the closer μ is to one.

    Update rule:  v ← μ·v + (1 − τ)·g,  at the first step v ← g
                  x ← x − η · v
    Convention:   the learning rate multiplies the velocity, and the first push is undamped (torch.optim.SGD with momentum;
                  τ has no effect where μ = 0). The textbook's v ← μ·v − η·g, x ← x + v takes the same path as long as η
                  is constant; a form with (1 − μ)·g, an exponential average, is τ = μ
    State:        velocity (d, ...)
    Cost:         one gradient per step
    Reference:    Polyak 1964, doi:10.1016/0041-5553(64)90137-5
    """

    name: ClassVar[str] = "momentum"
    title: ClassVar[Text] = Text("Momentum", "Momentum")
    family: ClassVar[Family] = Family.MOMENTUM
    pace: ClassVar[Pace] = of_curvature(0.1)
    idea: ClassVar[Text] = Text(
        "A heavy ball: past steps keep it rolling.",
        "重い球のように、これまでの勢いで転がり続けます。",
    )
    japanese: ClassVar[str] = """
    谷に沿う向きでは、勾配の押しが積み重なって SGD の歩幅の 1/(1 − μ) 倍になります。谷を横切る向きでは打ち消し合うので、
    ジグザグが収まります。その代償が惰性です。球は最小点を通り過ぎては揺れ戻り、μ が 1 に近いほど大きく揺れます。

    Update rule: v ← μ·v + (1 − τ)·g、 最初のステップでは v ← g
    Convention: 学習率は速度に掛け、最初の一押しは弱めません（momentum 付きの torch.optim.SGD。μ = 0 なら τ は効きません）。
                教科書の v ← μ·v − η·g、x ← x + v は、η が一定である限り同じ経路をたどります。(1 − μ)·g を使う指数移動平均の
                形は、τ = μ に当たります
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.SGD(parameters, lr={learning_rate}, momentum={momentum}, dampening={dampening}, "
            "weight_decay={weight_decay})",
        ),
        Elsewhere(
            "optax",
            "optax.sgd({learning_rate}, momentum={momentum})",
        ),
        Elsewhere(
            "keras",
            "keras.optimizers.SGD(learning_rate={learning_rate}, momentum={momentum}, "
            "weight_decay={decoupled_weight_decay})",
            Text(
                "the rate is inside the velocity: the same path as long as the rate is constant",
                "学習率が速度に含まれます。学習率が一定なら同じ経路です",
            ),
        ),
    )

    momentum: Any = fields.momentum(0.9)
    dampening: Any = hyperparameter(
        0.0,
        Text("dampening", "減衰"),
        Text("share of each new gradient that is lost", "新しい勾配のうち加えない割合"),
        symbol="τ",
        ge=0,
        le=1,
        span=(0.0, 1.0),
        advanced=True,
    )

    def initial_state(self, position: Array) -> MomentumState:
        return MomentumState(is_moving=False, velocity=np.zeros_like(position))

    def update(self, gradient: Array, state: MomentumState, learning_rate: Any) -> tuple[Array, MomentumState]:
        is_moving, v = state
        v *= self.momentum
        v += self._push * gradient if is_moving and self._is_dampened else gradient
        return v * -learning_rate, MomentumState(is_moving=True, velocity=v)

    @cached_property
    def _is_dampened(self) -> bool:
        return bool(np.any(self.dampening))

    @cached_property
    def _push(self) -> Any:
        """1 − τ, but 1 where μ = 0: torch keeps no velocity then, and nothing dampens the gradient."""
        return np.where(np.equal(self.momentum, 0), 1.0, np.subtract(1.0, self.dampening))
