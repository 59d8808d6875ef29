"""MoMo: momentum with Polyak's step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.optimizer import Optimizer
from app.engine.oracle import Oracle
from app.engine.text import Text


class MomoState(NamedTuple):
    """Steps taken, means of the gradient `(d, ...)`, of the loss and of ⟨g, x⟩ `(...)`, the lowest loss believed in `(...)`."""

    step: int
    first_moment: Array
    mean_loss: Array
    mean_product: Array
    lowest_loss: Array


@dataclass(frozen=True, kw_only=True)
class Momo(Optimizer):
    """MoMo: momentum that goes no farther than its own model of the loss says the minimum is.

    The means of losses and gradients make a slanted plane; the step ends where the plane meets the lower bound of the loss, or
    after the rate. So a rate that is too large does no harm, if the bound is right: zero suits most losses. Without a guess
    it can learn the bound on the way.

    Update rule:  m ← β·m + (1 − β)·g,  f̄ ← β·f̄ + (1 − β)·f,  γ ← β·γ + (1 − β)·⟨g, x⟩,  β = 0 at the first step
                  τ = min(η, max((1 + η·λ)·(f̄ − f* − γ) + ⟨m, x⟩, 0) / ‖m‖²), 0 where ‖m‖² ≤ 2⁻⁵²
                  x ← x − τ·m − η·λ/(1 + η·λ)·x
                  f* ← max(f̄ + ⟨m, x⟩ − γ − τ·‖m‖²/2, lower_bound)             with adapt_lower_bound
    Convention:   with adapt_lower_bound f* is first lowered to max(c/(2·(1 + η·λ)), lower_bound), c = (1 + η·λ)·(f̄ − γ) + ⟨m, x⟩,
                  wherever c < (1 + η·λ)·f* (optax.contrib.momo)
    State:        first_moment (d, ...), mean_loss (...), mean_product (...), lowest_loss (...)
    Cost:         one gradient and one value per step
    Reference:    Schaipp et al. 2023, Algorithm 1, arXiv:2305.07583
    """

    name: ClassVar[str] = "momo"
    title: ClassVar[Text] = Text("MoMo", "MoMo")
    family: ClassVar[Family] = Family.PARAMETER_FREE
    idea: ClassVar[Text] = Text(
        "Momentum that stops where its own model puts the lowest loss.",
        "自身のモデルが示す最小の損失で歩幅を抑えるモメンタム法です。",
    )
    japanese: ClassVar[str] = """
    損失と勾配の平均から、傾いた平面ができます。ステップは、その平面が損失の下限と交わる所か、学習率の分だけ進んだ所で
    終わります。そのため、下限が正しければ、学習率が大きすぎても害はありません。たいていの損失では、下限はゼロで構いません。
    見当がつかないときは、進みながら下限を学習できます。

    Update rule: m ← β·m + (1 − β)·g、 f̄ ← β·f̄ + (1 − β)·f、 γ ← β·γ + (1 − β)·⟨g, x⟩、 最初のステップでは β = 0
                 τ = min(η, max((1 + η·λ)·(f̄ − f* − γ) + ⟨m, x⟩, 0) / ‖m‖²)、 ‖m‖² ≤ 2⁻⁵² なら 0
                 f* ← max(f̄ + ⟨m, x⟩ − γ − τ·‖m‖²/2, lower_bound)             adapt_lower_bound のとき
    Convention: adapt_lower_bound では、c < (1 + η·λ)·f* の所で、まず f* を max(c/(2·(1 + η·λ)), lower_bound) に下げます。
                ここで c = (1 + η·λ)·(f̄ − γ) + ⟨m, x⟩ です（optax.contrib.momo）
    Cost:       1 ステップに勾配 1 回と関数値 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "optax",
            "optax.contrib.momo({learning_rate}, beta={beta}, lower_bound={lower_bound}, weight_decay={weight_decay}, "
            "adapt_lower_bound={adapt_lower_bound})",
            Text("update needs the loss as well: value=…", "update に損失 value=… も渡します"),
        ),
    )

    learning_rate: Any = fields.learning_rate(1.0)
    beta: Any = fields.mean_memory(0.9, "β")
    lower_bound: Any = hyperparameter(
        0.0,
        Text("lowest loss", "最小の損失"),
        Text("bound that the loss never falls below", "損失が下回ることのない値"),
        symbol="f*",
        ge=-1e12,
        le=1e12,
        span=(-1.0, 1.0),
    )
    weight_decay: Any = fields.weight_decay_beside(0.0)
    adapt_lower_bound: bool = hyperparameter(
        False,
        Text("learn the bound", "下限を学習"),
        Text("estimate the lowest loss on the way", "最小の損失を途中で見積もります"),
        advanced=True,
    )

    def initial_state(self, position: Array) -> MomoState:
        lowest = np.full(position.shape[1:], self.lower_bound)
        return MomoState(0, np.zeros_like(position), np.zeros_like(lowest), np.zeros_like(lowest), lowest)

    def step(self, position: Array, oracle: Oracle, state: MomoState, learning_rate: Any) -> tuple[Array, MomoState]:
        gradient, loss = oracle.gradient(position), oracle.value(position)
        beta = self.beta if state.step else 0.0
        m = beta * state.first_moment + (1 - beta) * gradient
        mean_loss = beta * state.mean_loss + (1 - beta) * loss
        mean_product = beta * state.mean_product + (1 - beta) * np.sum(gradient * position, axis=0)
        slope, square = np.sum(m * position, axis=0), np.sum(m * m, axis=0)
        decay = learning_rate * self.weight_decay
        lowest = state.lowest_loss
        if self.adapt_lower_bound:
            lowest = self._lowered(lowest, (1 + decay) * (mean_loss - mean_product) + slope, 1 + decay)
        height = np.maximum((1 + decay) * (mean_loss - lowest - mean_product) + slope, 0.0)
        is_flat = square <= np.finfo(np.float64).eps
        step_size = np.minimum(learning_rate, np.where(is_flat, 0.0, height / np.where(is_flat, 1.0, square)))
        if self.adapt_lower_bound:
            lowest = np.maximum(mean_loss + slope - mean_product - step_size * square / 2, self.lower_bound)
        delta = -decay / (1 + decay) * position - step_size * m
        return delta, MomoState(state.step + 1, m, mean_loss, mean_product, lowest)

    def _lowered(self, lowest: Array, height: Array, growth: Any) -> Array:
        """A bound `(...)` below the model at the origin, wherever the believed one lies above it."""
        return np.where(height < growth * lowest, np.maximum(height / (2 * growth), self.lower_bound), lowest)
