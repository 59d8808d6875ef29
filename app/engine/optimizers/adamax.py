"""Adamax: Adam with the largest recent slope in place of the mean square."""

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


class AdamaxState(NamedTuple):
    """How many steps were taken, the mean of the gradient and its largest recent size; arrays are `(d, ...)`."""

    step: int
    first_moment: Array
    infinity_norm: Array


@dataclass(frozen=True, kw_only=True)
class Adamax(WeightDecay):
    """Adamax: Adam measured by the largest slope of late, which fades by a share at every step.

    A single steep gradient shortens the steps at once and is forgotten slowly, so no step is longer than about η. The
    size needs no bias correction, and spikes upset it less than they upset Adam.

    Update rule:  m ← β₁·m + (1 − β₁)·g
                  u ← max(β₂·u, |g| + ε)
                  x ← x − η / (1 − β₁ᵗ) · m / u
    Convention:   ε is added to |g| before the maximum (torch.optim.Adamax; the paper has none, optax adds it there too,
                  Keras beside u)
    State:        first_moment (d, ...), infinity_norm (d, ...)
    Cost:         one gradient per step
    Reference:    Kingma & Ba 2015, Algorithm 2, arXiv:1412.6980
    """

    name: ClassVar[str] = "adamax"
    title: ClassVar[Text] = Text("Adamax", "Adamax")
    family: ClassVar[Family] = Family.ADAPTIVE
    pace: ClassVar[Pace] = of_width(0.025)
    idea: ClassVar[Text] = Text(
        "Adam measured by the largest recent slope.",
        "最近で最大の傾きを尺度にする Adam です。",
    )
    japanese: ClassVar[str] = """
    急な勾配が 1 回来るだけで歩幅はすぐに縮み、その記憶はゆっくり薄れるので、どの 1 歩もおよそ η を超えません。
    この大きさには偏り補正が要らず、突出した勾配にも Adam ほど乱されません。

    Convention: ε は最大値を取る前の |g| に加えます（torch.optim.Adamax。論文に ε はありません。optax では同じところに、
                Keras では u に加えます）
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.Adamax(parameters, lr={learning_rate}, betas=({beta1}, {beta2}), eps={epsilon}, "
            "weight_decay={weight_decay})",
        ),
        Elsewhere(
            "optax",
            "optax.adamax({learning_rate}, b1={beta1}, b2={beta2}, eps={epsilon})",
        ),
        Elsewhere(
            "keras",
            "keras.optimizers.Adamax(learning_rate={learning_rate}, beta_1={beta1}, beta_2={beta2}, "
            "epsilon={epsilon}, weight_decay={decoupled_weight_decay})",
            Text(
                "ε is added to the size u, after the maximum; left out, it is 1e-7",
                "ε は最大値を取った後の u に加えます。省略時は 1e-7 です",
            ),
        ),
    )

    learning_rate: Any = fields.learning_rate(2e-3)
    beta1: Any = fields.mean_memory(0.9, "β₁")
    beta2: Any = fields.square_memory(0.999, "β₂")
    epsilon: Any = fields.epsilon(1e-8)

    def initial_state(self, position: Array) -> AdamaxState:
        return AdamaxState(0, np.zeros_like(position), np.zeros_like(position))

    def update(self, gradient: Array, state: AdamaxState, learning_rate: Any) -> tuple[Array, AdamaxState]:
        step, m, u = state
        step += 1
        m += (1 - self.beta1) * (gradient - m)
        u *= self.beta2
        np.maximum(u, np.abs(gradient) + self.epsilon, out=u)
        delta = m / u
        delta *= -learning_rate / (1 - self.beta1**step)
        return delta, AdamaxState(step, m, u)
