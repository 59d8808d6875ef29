"""Adan: Adam that also follows how the gradient changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.objective import Array
from app.engine.optimizers.optimizer import DecayBeside
from app.engine.pace import Pace, of_width
from app.engine.text import Text


class AdanState(NamedTuple):
    """Means of the gradient, of its change and of the squared look ahead, and the gradient before; arrays are `(d, ...)`."""

    step: int
    first_moment: Array
    change: Array
    second_moment: Array
    previous_gradient: Array


@dataclass(frozen=True, kw_only=True)
class Adan(DecayBeside):
    """Adan: Nesterov's momentum written with the change of the gradient, divided as in Adam.

    The change from step to step tells where the slope is going, so the momentum brakes before it overshoots. It bears
    larger rates than Adam, at the price of three memories. With noisy gradients the change is mostly noise.

    Update rule:  d = g − g′ (0 at the first step)
                  m ← β₁·m + (1 − β₁)·g,  v ← β₂·v + (1 − β₂)·d
                  n ← β₃·n + (1 − β₃)·(g + (1 − β₂)·d)²
                  x ← x − η · ((m̂ + (1 − β₂)·v̂) / (√(n̂ + ε′) + ε) + λ·x)
    Convention:   all three bias-corrected, the memories are β = 1 − the paper's β except in the factor of d; weight_decay is
                  decoupled (optax.adan, which has no default rate; the paper divides by 1 + λ·η)
    State:        first_moment (d, ...), change (d, ...), second_moment (d, ...), previous_gradient (d, ...)
    Cost:         one gradient per step
    Reference:    Xie et al. 2022, Algorithm 1, arXiv:2208.06677
    """

    name: ClassVar[str] = "adan"
    title: ClassVar[Text] = Text("Adan", "Adan")
    family: ClassVar[Family] = Family.ADAPTIVE
    pace: ClassVar[Pace] = of_width(0.02)
    idea: ClassVar[Text] = Text(
        "Adam that also follows the change of the gradient.",
        "勾配の変化も追う Adam です。",
    )
    japanese: ClassVar[str] = """
    ステップごとの勾配の変化から、傾きがこれからどうなるかが分かるので、行き過ぎる前にモメンタムにブレーキがかかります。
    Adam より大きな学習率に耐えますが、代わりに 3 つの記憶が要ります。勾配にノイズがあると、変化のほとんどはノイズになります。

    Update rule: d = g − g′ (最初のステップでは 0)
    Convention: 3 つとも偏りを補正します。β は、d の係数を除いて、1 から論文の β を引いた値です。
                weight_decay は更新から分離した減衰です（optax.adan。学習率の既定値はありません。
                論文では 1 + λ·η で割ります）
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "optax",
            "optax.adan({learning_rate}, b1={beta1}, b2={beta2}, b3={beta3}, eps={epsilon}, "
            "eps_root={epsilon_root}, weight_decay={weight_decay})",
        ),
    )

    beta1: Any = fields.mean_memory(0.98, "β₁")
    beta2: Any = fields.mean_memory(0.92, "β₂")
    beta3: Any = fields.square_memory(0.99, "β₃")
    epsilon: Any = fields.epsilon(1e-8)
    epsilon_root: Any = fields.epsilon(1e-8, "ε′")

    def initial_state(self, position: Array) -> AdanState:
        return AdanState(0, *(np.zeros_like(position) for _ in range(4)))

    def update(self, gradient: Array, state: AdanState, learning_rate: Any) -> tuple[Array, AdanState]:
        step, m, v, n, previous = state
        change = gradient - previous if step else np.zeros_like(gradient)
        step += 1
        m += (1 - self.beta1) * (gradient - m)
        v += (1 - self.beta2) * (change - v)
        n += (1 - self.beta3) * ((gradient + (1 - self.beta2) * change) ** 2 - n)
        previous[...] = gradient
        delta = m / (1 - self.beta1**step)
        delta += v * ((1 - self.beta2) / (1 - self.beta2**step))
        delta /= np.sqrt(n / (1 - self.beta3**step) + self.epsilon_root) + self.epsilon
        delta *= -learning_rate
        return delta, AdanState(step, m, v, n, previous)
