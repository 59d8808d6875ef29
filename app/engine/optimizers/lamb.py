"""LAMB: Adam whose step is measured by the size of the position."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.objective import Array
from app.engine.optimizers.adam import AdamRule, AdamState
from app.engine.optimizers.lars import trust_ratio
from app.engine.pace import Pace, of_position
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Lamb(AdamRule):
    """LAMB: the direction of Adam, as long as the position is far from the origin, times the rate.

    Made to train with very large batches, where every layer should move by the same share of its size. On a test
    function it slows down near the origin, and never stands still elsewhere: the length of the step does not shrink
    with the gradient.

    Update rule:  m ← β₁·m + (1 − β₁)·g,  v ← β₂·v + (1 − β₂)·g²
                  u = m̂ / (√(v̂ + ε′) + ε) + λ·x
                  x ← x − η · ‖x‖/‖u‖ · u
    Convention:   the weight decay is part of u; the ratio is 1 where x or u is zero; no bounds on ‖x‖ (optax.lamb, which has
                  no default rate)
    State:        first_moment (d, ...), second_moment (d, ...)
    Cost:         one gradient per step
    Reference:    You et al. 2020, Algorithm 2, arXiv:1904.00962
    """

    name: ClassVar[str] = "lamb"
    title: ClassVar[Text] = Text("LAMB", "LAMB")
    family: ClassVar[Family] = Family.LAYER_WISE
    pace: ClassVar[Pace] = of_position(0.05)
    per_group: ClassVar[bool] = True
    idea: ClassVar[Text] = Text(
        "Adam's direction, with a step as long as the position is far out.",
        "Adam の向きに、位置の大きさに比例して進みます。",
    )
    japanese: ClassVar[str] = """
    非常に大きなバッチで学習するために作られました。そこでは、どの層も自分の大きさに対して同じ割合だけ動くのが
    望ましいからです。テスト関数では、原点の近くで遅くなり、ほかの場所では決して止まりません。勾配が小さくなっても、歩幅は
    縮まないからです。

    Convention: 重み減衰は u に含めます。x か u がゼロなら比は 1 で、‖x‖ に上限も下限もありません（optax.lamb。既定の
                学習率はありません）
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "optax",
            "optax.lamb({learning_rate}, b1={beta1}, b2={beta2}, eps={epsilon}, eps_root={epsilon_root}, "
            "weight_decay={weight_decay})",
        ),
        Elsewhere(
            "keras",
            "keras.optimizers.Lamb(learning_rate={learning_rate}, beta_1={beta1}, beta_2={beta2}, "
            "epsilon={epsilon}, weight_decay={weight_decay})",
            Text(
                "the weight decay goes beside the step, not into u",
                "重み減衰は u ではなく、更新とは別に加えます",
            ),
        ),
    )

    epsilon: Any = fields.epsilon(1e-6)
    epsilon_root: Any = fields.epsilon(0.0, "ε′")
    weight_decay: Any = fields.weight_decay_beside(0.0)

    def update_at(
        self, position: Array, gradient: Array, state: AdamState, learning_rate: Any
    ) -> tuple[Array, AdamState]:
        step, m, v = state
        step += 1
        self._collect(gradient, m, v)
        delta = m / (1 - self.beta1**step)
        delta /= np.sqrt(v / (1 - self.beta2**step) + self.epsilon_root) + self.epsilon
        delta += self.weight_decay * position
        delta *= -learning_rate * trust_ratio(position, delta)
        return delta, AdamState(step, m, v)
