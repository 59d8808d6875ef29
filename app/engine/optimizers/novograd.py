"""NovoGrad: Adam with one number in place of the mean squares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.objective import Array
from app.engine.optimizers.optimizer import FirstOrder
from app.engine.pace import Pace, of_width
from app.engine.text import Text


class NovogradState(NamedTuple):
    """How many steps were taken, the momentum `(d, ...)`, and the mean squared length of the gradient `(...)`."""

    step: int
    first_moment: Array
    second_moment: Array


@dataclass(frozen=True, kw_only=True)
class Novograd(FirstOrder):
    """NovoGrad: momentum over gradients that were divided by their recent length.

    All coordinates share one divisor, so the direction is that of the gradient and a narrow valley stays narrow; only
    the scale is taken away. It needs half the memory of Adam and starts without a correction.

    Update rule:  v ← β₂·v + (1 − β₂)·‖g‖²,  at the first step v ← ‖g‖²
                  m ← β₁·m + g / (√(v + ε′) + ε) + λ·x
                  x ← x − η · m
    Convention:   the weight decay goes into the momentum; new gradients count fully in m (optax.novograd, which has no default
                  rate)
    State:        first_moment (d, ...), second_moment (...)
    Cost:         one gradient per step
    Reference:    Ginsburg et al. 2019, Algorithm 1, arXiv:1905.11286
    """

    name: ClassVar[str] = "novograd"
    title: ClassVar[Text] = Text("NovoGrad", "NovoGrad")
    family: ClassVar[Family] = Family.LAYER_WISE
    pace: ClassVar[Pace] = of_width(0.02)
    per_group: ClassVar[bool] = True
    idea: ClassVar[Text] = Text(
        "Momentum over gradients of unit length.",
        "長さをそろえた勾配のモメンタム法です。",
    )
    japanese: ClassVar[str] = """
    すべての座標を同じ値で割るので、向きは勾配の向きで、狭い谷は狭いままです。取り除かれるのは、大きさだけです。
    メモリは Adam の半分で済み、補正なしで始まります。

    Update rule: v ← β₂·v + (1 − β₂)·‖g‖²、 最初のステップでは v ← ‖g‖²
    Convention: 重み減衰はモメンタムに加えます。新しい勾配は、割り引かずに m に加えます（optax.novograd。
                既定の学習率はありません）
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "optax",
            "optax.novograd({learning_rate}, b1={beta1}, b2={beta2}, eps={epsilon}, eps_root={epsilon_root}, "
            "weight_decay={weight_decay})",
        ),
    )

    learning_rate: Any = fields.learning_rate(1e-2)
    beta1: Any = fields.mean_memory(0.9, "β₁")
    beta2: Any = fields.square_memory(0.25, "β₂")
    epsilon: Any = fields.epsilon(1e-6)
    epsilon_root: Any = fields.epsilon(0.0, "ε′")
    weight_decay: Any = fields.weight_decay_beside(0.0)

    def initial_state(self, position: Array) -> NovogradState:
        return NovogradState(0, np.zeros_like(position), np.zeros(position.shape[1:]))

    def update_at(
        self, position: Array, gradient: Array, state: NovogradState, learning_rate: Any
    ) -> tuple[Array, NovogradState]:
        step, m, v = state
        square = np.sum(gradient * gradient, axis=0)
        v = self.beta2 * v + (1 - self.beta2) * square if step else square
        m *= self.beta1
        m += gradient / (np.sqrt(v + self.epsilon_root) + self.epsilon)
        m += self.weight_decay * position
        return m * -learning_rate, NovogradState(step + 1, m, v)
