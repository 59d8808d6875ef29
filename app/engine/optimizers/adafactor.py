"""Adafactor: steps relative to the size of what is learned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.optimizer import DecayBeside
from app.engine.pace import Pace, of_position
from app.engine.text import Text


class AdafactorState(NamedTuple):
    """How many steps were taken, and the mean of the squared gradient `(d, ...)`."""

    step: int
    second_moment: Array


@dataclass(frozen=True, kw_only=True)
class Adafactor(DecayBeside):
    """Adafactor: RMSprop whose steps are measured in shares of the position's own size.

    Made for huge matrices, of whose mean square it keeps row and column sums alone; for a vector, as here, nothing is
    saved and it keeps the whole. A coordinate far from the origin takes large steps, one near it small ones, and its rate
    falls like 1/√t by itself.

    Update rule:  v ← v + t^κ · (g² − v)
                  u = g / √max(v, ε₁²),  u ← u / max(1, RMS(u)/d)
                  x ← x − min(η, 1/√t) · max(ε₂, RMS(x)) · u − η·λ·x
    Convention:   κ = beta2_decay, t counts from 1, no momentum (torch.optim.Adafactor on a vector; the paper and optax
                  differ in ε₁ and in the relative rate)
    State:        second_moment (d, ...)
    Cost:         one gradient per step
    Reference:    Shazeer & Stern 2018, Algorithm 5, arXiv:1804.04235
    """

    name: ClassVar[str] = "adafactor"
    title: ClassVar[Text] = Text("Adafactor", "Adafactor")
    family: ClassVar[Family] = Family.ADAPTIVE
    pace: ClassVar[Pace] = of_position(0.1)
    idea: ClassVar[Text] = Text(
        "Steps in shares of the position's own size.",
        "位置自身の大きさに比例した歩幅で進みます。",
    )

    learning_rate: Any = fields.learning_rate(1e-2)
    beta2_decay: Any = hyperparameter(
        -0.8,
        Text("forgetting", "忘却"),
        Text("power of the step number by which new squares count", "新しい二乗の重みが減るべき指数"),
        symbol="κ",
        ge=-10,
        le=0,
        span=(-1.0, 0.0),
    )
    epsilon1: Any = fields.epsilon(float(np.finfo(np.float64).eps), "ε₁")
    epsilon2: Any = hyperparameter(
        1e-3,
        Text("smallest size", "最小の大きさ"),
        Text("size that the position is taken to have at least", "位置の大きさの下限"),
        symbol="ε₂",
        ge=0,
        le=1e6,
        scale="log",
        span=(1e-6, 1.0),
        advanced=True,
    )
    d: Any = hyperparameter(
        1.0,
        Text("threshold", "上限"),
        Text("largest size of a step before the rate", "学習率を掛ける前の歩幅の上限"),
        symbol="d",
        ge=1,
        le=1e6,
        span=(1.0, 10.0),
        advanced=True,
    )

    def initial_state(self, position: Array) -> AdafactorState:
        return AdafactorState(0, np.zeros_like(position))

    def update_at(
        self, position: Array, gradient: Array, state: AdafactorState, learning_rate: Any
    ) -> tuple[Array, AdafactorState]:
        step, v = state
        step += 1
        v += float(step) ** self.beta2_decay * (gradient * gradient - v)
        delta = gradient / np.sqrt(np.maximum(v, self.epsilon1 * self.epsilon1))
        rate = np.minimum(learning_rate, step**-0.5) * np.maximum(self.epsilon2, _root_mean_square(position))
        delta *= -rate / np.maximum(1.0, _root_mean_square(delta) / self.d)
        return delta, AdafactorState(step, v)


def _root_mean_square(vector: Array) -> Array:
    root: Array = np.sqrt(np.mean(vector * vector, axis=0))
    return root
