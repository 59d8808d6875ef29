"""Noisy gradient descent: noise on the gradient that dies away."""

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
from app.engine.oracle import Oracle
from app.engine.pace import Pace, of_curvature
from app.engine.text import Text


class NoisySgdState(NamedTuple):
    """How many steps were taken."""

    step: int


@dataclass(frozen=True, kw_only=True)
class NoisySgd(WeightDecay):
    """Noisy SGD: gradient descent whose gradients get Gaussian noise that dies away.

    The noise shakes the run off saddles and out of shallow basins early, and lets it settle later. The noise is part of
    the optimizer, so the gradient that is shown stays the exact one; another seed takes another path.

    Update rule:  σ² = ν / tᵞ
                  x ← x − η · (g + σ·ξ),  ξ ~ N(0, 1) for each coordinate
    Convention:   t counts from 1; ν (optax's eta) is a variance (optax.noisy_sgd, which draws other numbers and has no default
                  rate). One vector ξ per step from the run's own generator, the same for all columns of a batch
    State:        none
    Cost:         one gradient per step
    Reference:    Neelakantan et al. 2015, section 3, arXiv:1511.06807
    """

    name: ClassVar[str] = "noisy_sgd"
    title: ClassVar[Text] = Text("Noisy SGD", "ノイズ付き SGD")
    family: ClassVar[Family] = Family.NOISE
    pace: ClassVar[Pace] = of_curvature(1.0)
    draws: ClassVar[bool] = True
    idea: ClassVar[Text] = Text(
        "Gradient descent with noise that dies away.",
        "しだいに弱まるノイズを加えた勾配降下です。",
    )
    japanese: ClassVar[str] = """
    ノイズは、序盤には鞍点や浅い窪みから揺すって抜け出させ、後には落ち着けるようにします。ノイズは手法の一部なので、表示される
    勾配は正確なままです。シードが違えば、経路も変わります。

    Update rule: x ← x − η · (g + σ·ξ)、 座標ごとに ξ ~ N(0, 1)
    Convention: t は 1 から数えます。ν（optax の eta）は分散です（optax.noisy_sgd。乱数の列が異なり、既定の
                学習率はありません）。ベクトル ξ は、その実験自身の乱数生成器から 1 ステップに一つ引き、バッチのすべての列に
                同じものを使います
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "optax",
            "optax.noisy_sgd({learning_rate}, eta={eta}, gamma={gamma}, key=0)",
            Text("draws other random numbers", "乱数の列が異なります"),
        ),
    )

    learning_rate: Any = fields.learning_rate(0.01)
    eta: Any = hyperparameter(
        0.01,
        Text("variance", "分散"),
        Text("variance of the noise on the first gradient", "最初の勾配に加えるノイズの分散"),
        symbol="ν",
        ge=0,
        le=1e6,
        scale="log",
        span=(1e-3, 10.0),
    )
    gamma: Any = hyperparameter(
        0.55,
        Text("decay", "減衰"),
        Text("power of time by which the variance falls", "分散が下がる速さ（時間のべき指数）"),
        symbol="γ",
        ge=0,
        le=100,
        span=(0.0, 2.0),
    )

    def initial_state(self, position: Array) -> NoisySgdState:
        return NoisySgdState(0)

    def update(self, gradient: Array, state: NoisySgdState, learning_rate: Any) -> tuple[Array, NoisySgdState]:
        return gradient * -learning_rate, NoisySgdState(state.step + 1)

    def step(
        self, position: Array, oracle: Oracle, state: NoisySgdState, learning_rate: Any
    ) -> tuple[Array, NoisySgdState]:
        delta, state = super().step(position, oracle, state, learning_rate)
        deviation = np.sqrt(self.eta / state.step**self.gamma)
        delta -= learning_rate * deviation * gaussian(oracle, position)
        return delta, state


def gaussian(oracle: Oracle, position: Array) -> Array:
    """This step's Gaussian vector `(d, 1, ...)`: in a batch every column gets what it would get alone."""
    return oracle.random.standard_normal(len(position)).reshape(-1, *(1,) * (position.ndim - 1))
