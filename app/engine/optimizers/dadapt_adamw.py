"""D-Adaptation: AdamW with an estimate of how far the minimum is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine.elsewhere import Elsewhere
from app.engine.objective import Array
from app.engine.optimizers.prodigy import DistanceRule, larger_estimate
from app.engine.text import Text


class DadaptState(NamedTuple):
    """Steps taken, running means and the weighted sum of gradients `(d, ...)`, the estimate and its numerator `(...)`."""

    step: int
    first_moment: Array
    second_moment: Array
    gradient_sum: Array
    distance: Array
    numerator: Array


@dataclass(frozen=True, kw_only=True)
class DadaptAdamw(DistanceRule):
    """D-Adaptation for AdamW: the rate is a lower bound of the distance to the minimum, which only grows.

    If all gradients so far agree, the minimum must be at least so far away: that bound becomes the rate. It starts with one
    step in a million and takes its time to believe. The learning rate stays as a factor for schedules; leave it at 1.

    Update rule:  ρ = d·η·√(1 − β₂ᵗ)/(1 − β₁ᵗ)
                  r ← √β₂·r + (1 − √β₂)·ρ·⟨g, s/(√v + ε)⟩
                  m ← β₁·m + (1 − β₁)·ρ·g
                  v ← β₂·v + (1 − β₂)·g²
                  s ← √β₂·s + (1 − √β₂)·ρ·g
                  d ← max(d, r / ((1 − √β₂)·‖s‖₁))
                  x ← x − m/(√v + ε) − λ·ρ·x
    Convention:   the rate goes into the momentum, with Adam's bias correction as a factor; the weight decay is beside it, by
                  ρ (optax.contrib.dadapt_adamw); where s is 0 the estimate stays, where optax divides 0 by 0
    State:        first_moment (d, ...), second_moment (d, ...), gradient_sum (d, ...), distance (...), numerator (...)
    Cost:         one gradient per step
    Reference:    Defazio & Mishchenko 2023, Algorithm 5, arXiv:2301.07733
    """

    name: ClassVar[str] = "dadapt_adamw"
    title: ClassVar[Text] = Text("D-Adapt AdamW", "D-Adapt AdamW")
    idea: ClassVar[Text] = Text(
        "AdamW whose rate is an estimate of the distance to the minimum.",
        "最小点までの距離の見積もりを学習率とする AdamW です。",
    )
    japanese: ClassVar[str] = """
    これまでの勾配がすべて同じ向きなら、最小点は少なくともある距離だけ離れているはずです。この下限が学習率になり、
    大きくなるだけで小さくなることはありません。100 万分の 1 の歩幅から始まり、下限を信じるまでに時間がかかります。
    学習率はスケジュールのための係数として残っています。1 のままにしてください。

    Convention: 学習率はモメンタムに入り、Adam の偏り補正はその係数になります。重み減衰は更新とは別に ρ に比例して行います
                （optax.contrib.dadapt_adamw）。s が 0 のとき見積もりは変わりません。optax では 0 を 0 で割ります
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "optax",
            "optax.contrib.dadapt_adamw({learning_rate}, betas=({beta1}, {beta2}), eps={epsilon}, "
            "estim_lr0={estim_learning_rate0}, weight_decay={weight_decay})",
        ),
    )

    def initial_state(self, position: Array) -> DadaptState:
        m, v, s = (np.zeros_like(position) for _ in range(3))
        distance = np.full(position.shape[1:], self.estim_learning_rate0)
        return DadaptState(0, m, v, s, distance, np.zeros_like(distance))

    def update_at(
        self, position: Array, gradient: Array, state: DadaptState, learning_rate: Any
    ) -> tuple[Array, DadaptState]:
        step, m, v, s, distance, numerator = state
        step += 1
        memory = self.beta2**0.5
        rate = self._rate(distance, learning_rate, step)
        agreement = np.sum(gradient * (s / (np.sqrt(v) + self.epsilon)), axis=0)
        m = self.beta1 * m + (1 - self.beta1) * rate * gradient
        v = self.beta2 * v + (1 - self.beta2) * gradient * gradient
        s = memory * s + (1 - memory) * rate * gradient
        numerator = memory * numerator + (1 - memory) * rate * agreement
        distance = larger_estimate(distance, numerator, (1 - memory) * np.sum(np.abs(s), axis=0))
        delta = -self.weight_decay * rate * position - m / (np.sqrt(v) + self.epsilon)
        return delta, DadaptState(step, m, v, s, distance, numerator)
