"""RAdam: Adam that waits with its division until it has seen enough."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.objective import Array
from app.engine.optimizers.adam import AdamRule, AdamState
from app.engine.optimizers.optimizer import WeightDecay
from app.engine.pace import Pace, of_curvature
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Radam(AdamRule, WeightDecay):
    """RAdam: Adam that takes plain momentum steps until its mean square can be trusted.

    The first steps of Adam divide by the square of one or two gradients, which is hardly more than their sign. RAdam counts
    how many gradients the mean square stands for, follows the momentum alone while they are fewer than five, and then
    brings the division in gradually. It saves the warm-up, but its first steps are as long as the slope is steep.

    Update rule:  m ← β₁·m + (1 − β₁)·g
                  v ← β₂·v + (1 − β₂)·g²
                  ρ∞ = 2/(1 − β₂) − 1,  ρ = ρ∞ − 2t·β₂ᵗ/(1 − β₂ᵗ)
                  r = √((ρ − 4)(ρ − 2)·ρ∞ / ((ρ∞ − 4)(ρ∞ − 2)·ρ))
                  x ← x − η · m̂ · r·√(1 − β₂ᵗ) / (√v + ε) if ρ > 5, else x ← x − η · m̂
    Convention:   the division begins at ρ > 5, ε beside the uncorrected root (torch.optim.RAdam; the paper begins at
                  ρ > 4, optax at ρ ≥ 5 with ε beside the corrected root)
    State:        first_moment (d, ...), second_moment (d, ...)
    Cost:         one gradient per step
    Reference:    Liu et al. 2020, Algorithm 2, arXiv:1908.03265
    """

    name: ClassVar[str] = "radam"
    title: ClassVar[Text] = Text("RAdam", "RAdam")
    family: ClassVar[Family] = Family.ADAPTIVE
    pace: ClassVar[Pace] = of_curvature(0.3)
    idea: ClassVar[Text] = Text(
        "Adam that divides only once it has seen enough.",
        "十分な勾配を見てから割り算を始める Adam です。",
    )
    japanese: ClassVar[str] = """
    Adam は最初の数ステップで、1 個か 2 個の勾配の二乗で割ります。これは勾配の符号だけを使うのとほとんど変わりません。
    RAdam は、二乗平均が勾配何個分にあたるかを数えます。5 個に満たない間はモメンタムだけに従い、その後は割り算を
    少しずつ取り入れます。ウォームアップは要りませんが、最初の数ステップの歩幅は傾きが急なほど大きくなります。

    Update rule: ρ > 5 なら x ← x − η · m̂ · r·√(1 − β₂ᵗ) / (√v + ε)、 そうでなければ x ← x − η · m̂
    Convention: 割り算は ρ > 5 で始め、ε は補正しない根に加えます（torch.optim.RAdam）。論文では ρ > 4 で始めます。
                optax では ρ ≥ 5 で始め、ε を補正した根に加えます
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.RAdam(parameters, lr={learning_rate}, betas=({beta1}, {beta2}), eps={epsilon}, "
            "weight_decay={weight_decay})",
        ),
        Elsewhere(
            "optax",
            "optax.radam({learning_rate}, b1={beta1}, b2={beta2}, eps={epsilon})",
            Text(
                "divides from ρ ≥ 5 on, ε beside the corrected root",
                "ρ ≥ 5 で割り始め、ε は補正後の平方根に加えます",
            ),
        ),
    )

    def update(self, gradient: Array, state: AdamState, learning_rate: Any) -> tuple[Array, AdamState]:
        step, m, v = state
        step += 1
        self._collect(gradient, m, v)
        rectification = self._rectification(step)
        root = np.sqrt(v)
        root += self.epsilon
        delta = np.where(np.greater(rectification, 0), rectification / root, 1.0)
        delta *= m
        delta *= -learning_rate / (1 - self.beta1**step)
        return delta, AdamState(step, m, v)

    def _rectification(self, step: int) -> Any:
        """r·√(1 − β₂ᵗ), or 0 as long as the mean square stands for too few gradients."""
        longest = np.subtract(np.divide(2, np.subtract(1, self.beta2)), 1)
        correction = np.subtract(1, self.beta2**step)
        length = longest - 2 * step * self.beta2**step / correction
        is_enough = length > 5
        longest, length = np.where(is_enough, longest, 6.0), np.where(is_enough, length, 6.0)
        square = (length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length)
        return np.where(is_enough, np.sqrt(square * correction), 0.0)
