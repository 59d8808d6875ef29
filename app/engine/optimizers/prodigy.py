"""Prodigy: an Adam that measures how far the minimum is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.optimizer import FirstOrder
from app.engine.text import Text


class ProdigyState(NamedTuple):
    """Steps taken, means and sum of gradients, where it began `(d, ...)`, the estimate and its numerator `(...)`."""

    step: int
    first_moment: Array
    second_moment: Array
    gradient_sum: Array
    origin: Array
    distance: Array
    numerator: Array


@dataclass(frozen=True, kw_only=True)
class DistanceRule(FirstOrder):
    """What Prodigy and D-Adaptation share: Adam's moments, and an estimate of the distance to the minimum that only grows."""

    family: ClassVar[Family] = Family.PARAMETER_FREE

    learning_rate: Any = fields.learning_rate(1.0)
    beta1: Any = fields.mean_memory(0.9, "β₁")
    beta2: Any = fields.square_memory(0.999, "β₂")
    epsilon: Any = fields.epsilon(1e-8)
    estim_learning_rate0: Any = hyperparameter(
        1e-6,
        Text("first guess", "最初の見積もり"),
        Text("distance to begin with: too small only costs time", "最初の距離。小さすぎても時間がかかるだけです"),
        symbol="d₀",
        gt=0,
        le=1e6,
        scale="log",
        span=(1e-8, 1.0),
    )
    weight_decay: Any = fields.weight_decay_beside(0.0)

    def _rate(self, distance: Array, learning_rate: Any, step: int) -> Any:
        """d·η with both corrections of Adam as one factor: √(1 − β₂ᵗ)/(1 − β₁ᵗ)."""
        return distance * learning_rate * ((1 - self.beta2**step) ** 0.5 / (1 - self.beta1**step))


@dataclass(frozen=True, kw_only=True)
class Prodigy(DistanceRule):
    """Prodigy: AdamW whose rate is an estimate of the distance to the minimum that grows fast.

    How much the gradients still point along the way already covered tells how far it must be at least. It weighs late
    gradients more than D-Adaptation, so it gets going after a few dozen steps. The learning rate stays as a factor for
    schedules; leave it at 1.

    Update rule:  ρ = d·η·√(1 − β₂ᵗ)/(1 − β₁ᵗ)
                  m ← β₁·m + (1 − β₁)·d·g
                  v ← β₂·v + (1 − β₂)·d²·g²
                  s ← β₃·s + ρ·d·g/d₀
                  r ← β₃·r + ρ·d/d₀·⟨g, x₀ − x⟩
                  d′ = max(d, c·r/‖s‖₁)
                  x ← x − ρ·m/(√v + d′·ε) − λ·ρ·x,  d ← d′
    Convention:   the step still has the old d, ε the new one; β₃ 0 stands for √β₂; safeguard_warmup takes d for ρ in s (optax.
                  contrib.prodigy); where s is 0 the estimate stays, where optax divides 0 by 0
    State:        first_moment (d, ...), second_moment (d, ...), gradient_sum (d, ...), origin (d, ...), distance (...),
                  numerator (...)
    Cost:         one gradient per step
    Reference:    Mishchenko & Defazio 2023, Algorithm 4, arXiv:2306.06101
    """

    name: ClassVar[str] = "prodigy"
    title: ClassVar[Text] = Text("Prodigy", "Prodigy")
    idea: ClassVar[Text] = Text(
        "AdamW that finds its rate from the way it has come.",
        "進んできた道のりから学習率を見つける AdamW です。",
    )
    japanese: ClassVar[str] = """
    これまで来た道の向きを勾配がまだどれだけ指しているかによって、最小点までの距離が少なくともどれだけかが分かります。新しい
    勾配を D-Adaptation より重く見るので、数十ステップで勢いがつきます。学習率は、スケジュールのための倍率として残っています。
    1 のままにしてください。

    Convention: ステップにはまだ古い d を、ε には新しい d を使います。β₃ の 0 は √β₂ を表します。safeguard_warmup では、s の
                中の ρ の代わりに d を使います（optax.contrib.prodigy）。s が 0 の所では見積もりは変わりませんが、
                optax は 0 を 0 で割ります
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "optax",
            "optax.contrib.prodigy({learning_rate}, betas=({beta1}, {beta2}), beta3={beta3} or None, eps={epsilon}, "
            "estim_lr0={estim_learning_rate0}, estim_lr_coef={estim_learning_rate_coef}, weight_decay={weight_decay}, "
            "safeguard_warmup={safeguard_warmup})",
        ),
    )

    beta3: Any = hyperparameter(
        0.0,
        Text("estimate", "見積もり"),
        Text("memory of the estimate; 0: the root of β₂", "見積もりの記憶の長さ。0 なら β₂ の平方根"),
        symbol="β₃",
        ge=0,
        lt=1,
        scale="one_minus",
        span=(0.0, 0.9999),
        advanced=True,
    )
    estim_learning_rate_coef: Any = hyperparameter(
        1.0,
        Text("boldness", "大胆さ"),
        Text("factor on every new estimate", "新しい見積もりに掛ける値"),
        symbol="c",
        ge=0,
        le=1e6,
        scale="log",
        span=(0.1, 10.0),
    )
    safeguard_warmup: bool = hyperparameter(
        False,
        Text("warm-up guard", "ウォームアップ対策"),
        Text("keep the rate out of the sum of gradients", "勾配の和に学習率を含めません"),
        advanced=True,
    )

    def initial_state(self, position: Array) -> ProdigyState:
        m, v, s = (np.zeros_like(position) for _ in range(3))
        distance = np.full(position.shape[1:], self.estim_learning_rate0)
        return ProdigyState(0, m, v, s, np.array(position), distance, np.zeros_like(distance))

    def update_at(
        self, position: Array, gradient: Array, state: ProdigyState, learning_rate: Any
    ) -> tuple[Array, ProdigyState]:
        step, m, v, s, origin, distance, numerator = state
        step += 1
        memory = np.where(np.greater(self.beta3, 0), self.beta3, np.sqrt(self.beta2))
        rate = self._rate(distance, learning_rate, step)
        scaled = distance * gradient
        m = self.beta1 * m + (1 - self.beta1) * scaled
        v = self.beta2 * v + (1 - self.beta2) * scaled * scaled
        s = memory * s + (distance if self.safeguard_warmup else rate) * scaled / self.estim_learning_rate0
        covered = np.sum(gradient * (origin - position), axis=0)
        numerator = memory * numerator + distance / self.estim_learning_rate0 * rate * covered
        estimate = self.estim_learning_rate_coef * numerator
        distance = larger_estimate(distance, estimate, np.sum(np.abs(s), axis=0))
        delta = -self.weight_decay * rate * position - rate * m / (np.sqrt(v) + distance * self.epsilon)
        return delta, ProdigyState(step, m, v, s, origin, distance, numerator)


def larger_estimate(distance: Array, numerator: Array, denominator: Array) -> Array:
    """The new estimate `(...)`, if it is larger than the old one and there is something to divide by."""
    is_zero = denominator == 0
    return np.where(is_zero, distance, np.maximum(distance, numerator / np.where(is_zero, 1.0, denominator)))
