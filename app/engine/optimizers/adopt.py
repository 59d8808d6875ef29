"""ADOPT: Adam in another order, so that any memory will do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.adam import AdamRule, AdamState
from app.engine.optimizers.optimizer import WeightDecay
from app.engine.pace import Pace, of_width
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Adopt(AdamRule, WeightDecay):
    """ADOPT: the gradient is divided by the mean square before it, and then averaged.

    In Adam a gradient is divided by a mean that it is part of itself, which is why it may fail for some β₂. Changing
    the order and leaving the newest square out mends it. The first step only measures; the next few are clipped.

    Update rule:  u = g / max(√v, ε), within ±t^¼ if clipping
                  m ← β₁·m + (1 − β₁)·u
                  x ← x − η · m, or x ← x − η · (β₁·m + (1 − β₁)·u) with nesterov
                  v ← β₂·v + (1 − β₂)·g²
    Convention:   t counts from 0; at t = 0 there is no step and v ← g²; ε under the maximum, no bias correction
                  (optax.contrib.adopt, which has no default rate)
    State:        first_moment (d, ...), second_moment (d, ...)
    Cost:         one gradient per step
    Reference:    Taniguchi et al. 2024, Algorithm 2, arXiv:2411.02853
    """

    name: ClassVar[str] = "adopt"
    title: ClassVar[Text] = Text("ADOPT", "ADOPT")
    family: ClassVar[Family] = Family.ADAPTIVE
    pace: ClassVar[Pace] = of_width(0.02)
    idea: ClassVar[Text] = Text(
        "Divides by what was known before the gradient came.",
        "その勾配より前の二乗平均で割る Adam です。",
    )
    japanese: ClassVar[str] = """
    Adam では、勾配を、その勾配自身も含む平均で割ります。そのため β₂ によっては失敗することがあります。順序を変え、
    最新の二乗を除けば、この問題はなくなります。最初のステップは測るだけで、続く数ステップではクリッピングが働きます。

    Update rule: u = g / max(√v, ε)、 use_clipping なら ±t^¼ の範囲に収める
                 x ← x − η · m、 nesterov なら x ← x − η · (β₁·m + (1 − β₁)·u)
    Convention: t は 0 から数え、t = 0 では動かずに v ← g² とします。ε は最大値の中に置き、
                偏り補正はありません（optax.contrib.adopt。学習率の既定値はありません）
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "optax",
            "optax.contrib.adopt({learning_rate}, b1={beta1}, b2={beta2}, eps={epsilon}, nesterov={nesterov}, "
            "use_clipping={use_clipping})",
        ),
    )

    beta2: Any = fields.square_memory(0.9999, "β₂")
    epsilon: Any = fields.epsilon(1e-6)
    nesterov: bool = fields.nesterov()
    use_clipping: bool = hyperparameter(
        True,
        Text("clipping", "クリッピング"),
        Text(
            "bound the divided gradient by the fourth root of the step number",
            "割った勾配をステップ数の 4 乗根で抑えます",
        ),
        advanced=True,
    )

    def update(self, gradient: Array, state: AdamState, learning_rate: Any) -> tuple[Array, AdamState]:
        step, m, v = state
        if step == 0:
            v[...] = gradient * gradient
            return np.zeros_like(gradient), AdamState(1, m, v)
        push = gradient / np.maximum(np.sqrt(v), self.epsilon)
        if self.use_clipping:
            limit = step**0.25
            push = np.clip(push, -limit, limit)
        v += (1 - self.beta2) * (gradient * gradient - v)
        m += (1 - self.beta1) * (push - m)
        delta = m + (1 - self.beta1) * (push - m) if self.nesterov else m
        return delta * -learning_rate, AdamState(step + 1, m, v)
