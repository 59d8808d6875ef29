"""MADGRAD: AdaGrad with a cube root, drawn from the start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.objective import Array
from app.engine.optimizers.optimizer import WeightDecay
from app.engine.pace import Pace, of_width
from app.engine.text import Text


class MadgradState(NamedTuple):
    """How many steps were taken; weighted sums of gradients and of their squares, and the start; each `(d, ...)`."""

    step: int
    gradient_sum: Array
    square_sum: Array
    origin: Array


@dataclass(frozen=True, kw_only=True)
class Madgrad(WeightDecay):
    """MADGRAD: all gradients together, divided by the cube root of all their squares, laid off from the start.

    Each position is computed from the start and the sums alone, not from the one before, and then averaged with it. New
    gradients count more than old ones, so it forgets a bad beginning better than AdaGrad. Its rate is of another kind:
    start smaller than with SGD.

    Update rule:  λ = (η + ε)·√(t + 1)
                  s ← s + λ·g,  v ← v + λ·g²
                  z = x₀ − s / (∛v + ε)
                  x ← μ·x + (1 − μ)·z
    Convention:   t counts from 0; ε is added to the rate as well (optax.contrib.madgrad, which has no default rate and takes
                  the root of t in float32). A rate of zero rests, where optax would still move by ε
    State:        gradient_sum (d, ...), square_sum (d, ...), origin (d, ...)
    Cost:         one gradient per step
    Reference:    Defazio & Jelassi 2021, Algorithm 1, arXiv:2101.11075
    """

    name: ClassVar[str] = "madgrad"
    title: ClassVar[Text] = Text("MADGRAD", "MADGRAD")
    family: ClassVar[Family] = Family.AVERAGING
    pace: ClassVar[Pace] = of_width(0.02)
    idea: ClassVar[Text] = Text(
        "All gradients over the cube root of their squares.",
        "勾配の和を、二乗和の立方根で割ります。",
    )
    japanese: ClassVar[str] = """
    位置は、一つ前の位置からではなく、出発点と和だけから計算し、それから一つ前の位置と平均します。新しい勾配を古い勾配より重く
    見るので、悪い出だしを AdaGrad よりよく忘れます。学習率の性質が違うので、SGD より小さい値から始めてください。

    Convention: t は 0 から数え、ε は学習率にも加えます（optax.contrib.madgrad。既定の学習率はなく、t の平方根を float32 で
                計算します）。学習率がゼロなら動きませんが、optax はそれでも ε の分だけ動きます
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "optax",
            "optax.contrib.madgrad({learning_rate}, momentum={momentum}, eps={epsilon}, weight_decay={weight_decay})",
            Text(
                "the root of t is taken in float32",
                "t の平方根は float32 で計算されます",
            ),
        ),
        Elsewhere(
            "pytorch_optimizer",
            "pytorch_optimizer.MADGRAD(parameters, lr={learning_rate}, momentum={momentum}, eps={epsilon}, "
            "weight_decay={weight_decay})",
        ),
    )

    learning_rate: Any = fields.learning_rate(1e-2)
    momentum: Any = fields.momentum(0.9)
    epsilon: Any = fields.epsilon(1e-6)

    def initial_state(self, position: Array) -> MadgradState:
        return MadgradState(0, np.zeros_like(position), np.zeros_like(position), np.array(position))

    def update_at(
        self, position: Array, gradient: Array, state: MadgradState, learning_rate: Any
    ) -> tuple[Array, MadgradState]:
        step, s, v, origin = state
        weight = np.where(np.greater(learning_rate, 0), learning_rate + self.epsilon, 0.0) * (step + 1) ** 0.5
        s += weight * gradient
        v += weight * gradient * gradient
        delta = origin - s / (np.cbrt(v) + self.epsilon)
        delta -= position
        delta *= 1 - self.momentum
        return delta, MadgradState(step + 1, s, v, origin)
