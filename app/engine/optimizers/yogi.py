"""Yogi: Adam whose mean square changes by small amounts only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.objective import Array
from app.engine.optimizers.adam import AdamRule, AdamState
from app.engine.optimizers.optimizer import WeightDecay
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Yogi(AdamRule, WeightDecay):
    """Yogi: Adam whose mean square moves towards the new square by a step of bounded size.

    Adam forgets the past quickly when small gradients follow large ones, and its rate jumps up. Here the mean square
    shrinks by no more than a share of the new square, so the rate grows slowly. It is as stable as AMSGrad without
    being stuck for good.

    Update rule:  m ← β₁·m + (1 − β₁)·g
                  v ← v − (1 − β₂)·sign(v − g²)·g²
                  x ← x − η · m̂ / (√v̂ + ε),  m̂ = m / (1 − β₁ᵗ),  v̂ = v / (1 − β₂ᵗ)
    Convention:   both m and v start at 1e-6, so it drifts a little even where the gradient is zero (optax.yogi, which has no
                  default rate; the paper's is 0.01 and its m starts at zero)
    State:        first_moment (d, ...), second_moment (d, ...)
    Cost:         one gradient per step
    Reference:    Zaheer et al. 2018, Algorithm 2, papers.nips.cc/paper/8186
    """

    name: ClassVar[str] = "yogi"
    title: ClassVar[Text] = Text("Yogi", "Yogi")
    idea: ClassVar[Text] = Text(
        "Adam whose mean square moves in small steps.",
        "二乗平均が少しずつしか変わらない Adam です。",
    )
    japanese: ClassVar[str] = """
    Adam は、大きな勾配の後に小さな勾配が続くと過去を早く忘れ、学習率が跳ね上がります。Yogi の二乗平均は、
    新しい二乗の一定割合までしか縮まないので、学習率はゆっくり上がります。AMSGrad と同じくらい安定で、
    それでいて動けなくなったままになることもありません。

    Convention: m も v も 1e-6 から始めるので、勾配が 0 の所でもわずかに動きます（optax.yogi。学習率に既定値はありません）。
                論文の学習率は 0.01 で、m は 0 から始まります
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "optax",
            "optax.yogi({learning_rate}, b1={beta1}, b2={beta2}, eps={epsilon})",
        ),
        Elsewhere(
            "pytorch_optimizer",
            "pytorch_optimizer.Yogi(parameters, lr={learning_rate}, betas=({beta1}, {beta2}), eps={epsilon}, "
            "weight_decay={decoupled_weight_decay})",
        ),
    )

    learning_rate: Any = fields.learning_rate(1e-2)
    epsilon: Any = fields.epsilon(1e-3)

    def initial_state(self, position: Array) -> AdamState:
        return AdamState(0, np.full_like(position, _START), np.full_like(position, _START))

    def _collect(self, gradient: Array, m: Array, v: Array) -> None:
        m += (1 - self.beta1) * (gradient - m)
        square = gradient * gradient
        v -= (1 - self.beta2) * np.sign(v - square) * square


_START = 1e-6
"""optax's initial_accumulator_value."""
