"""AdaBelief: large steps where the gradient is as expected."""

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
class Adabelief(AdamRule, WeightDecay):
    """AdaBelief: Adam that divides by how far the gradient is from its mean, not by its size.

    Where gradients keep pointing the same way they are believed and the steps grow, however steep it is; where they
    jump the steps shrink. In a straight steep valley it overtakes Adam. If the slope hardly changes, the divisor is
    nearly zero and the steps may become very long.

    Update rule:  m ← β₁·m + (1 − β₁)·g
                  s ← β₂·s + (1 − β₂)·(g − m)² + ε′
                  x ← x − η · m̂ / (√ŝ + ε),  m̂ = m / (1 − β₁ᵗ),  ŝ = s / (1 − β₂ᵗ)
                  nesterov: m̂ = β₁·m / (1 − β₁ᵗ⁺¹) + (1 − β₁)·g / (1 − β₁ᵗ)
    Convention:   ε′ is added at every step and stays in s (optax.adabelief; the authors' code has ε = 1e-16 alone)
    State:        first_moment (d, ...), second_moment (d, ...)
    Cost:         one gradient per step
    Reference:    Zhuang et al. 2020, Algorithm 2, arXiv:2010.07468
    """

    name: ClassVar[str] = "adabelief"
    title: ClassVar[Text] = Text("AdaBelief", "AdaBelief")
    idea: ClassVar[Text] = Text(
        "Steps grow where the gradient is as expected.",
        "勾配が予想どおりなら大きく進みます。",
    )
    japanese: ClassVar[str] = """
    同じ向きの勾配が続くところでは、その勾配を信じて、どれほど急でも歩幅を大きくします。勾配が激しく変わるところでは歩幅を
    小さくします。まっすぐで急な谷では Adam を追い越します。傾きがほとんど変わらないと、割る数がほぼ 0 になり、
    歩幅が非常に大きくなることがあります。

    Update rule: nesterov なら m̂ = β₁·m / (1 − β₁ᵗ⁺¹) + (1 − β₁)·g / (1 − β₁ᵗ)
    Convention: ε′ は毎ステップ加えられ、s に残ります（optax.adabelief。著者のコードにあるのは ε = 1e-16 だけです）
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "optax",
            "optax.adabelief({learning_rate}, b1={beta1}, b2={beta2}, eps={epsilon}, eps_root={epsilon_root}, "
            "nesterov={nesterov})",
        ),
        Elsewhere(
            "pytorch_optimizer",
            "pytorch_optimizer.AdaBelief(parameters, lr={learning_rate}, betas=({beta1}, {beta2}), eps={epsilon}, "
            "weight_decay={decoupled_weight_decay})",
            Text(
                "ε takes the place of ε′ as well",
                "ε が ε′ も兼ねます",
            ),
        ),
    )

    epsilon: Any = fields.epsilon(1e-16)
    epsilon_root: Any = fields.epsilon(1e-16, "ε′")
    nesterov: bool = fields.nesterov()

    def update(self, gradient: Array, state: AdamState, learning_rate: Any) -> tuple[Array, AdamState]:
        step, m, s = state
        step += 1
        m += (1 - self.beta1) * (gradient - m)
        s *= self.beta2
        s += (1 - self.beta2) * (gradient - m) ** 2
        s += self.epsilon_root
        delta = m / (1 - self.beta1**step)
        if self.nesterov:
            ahead = self.beta1 / (1 - self.beta1 ** (step + 1)) * m
            delta = ahead + (1 - self.beta1) / (1 - self.beta1**step) * gradient
        delta /= np.sqrt(s / (1 - self.beta2**step)) + self.epsilon
        delta *= -learning_rate
        return delta, AdamState(step, m, s)
