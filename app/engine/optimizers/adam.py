"""Adam: momentum divided by a running root-mean-square of the gradient."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.objective import Array
from app.engine.optimizers.optimizer import FirstOrder, WeightDecay
from app.engine.pace import Pace, of_width
from app.engine.text import Text


class AdamState(NamedTuple):
    """What Adam remembers: moments `(d, ...)`, and how many steps it took."""

    step: int
    first_moment: Array
    second_moment: Array


@dataclass(frozen=True, kw_only=True)
class AdamRule(FirstOrder):
    """The update that Adam and its variants share; Adam and AdamW differ in where the weight decay goes alone."""

    family: ClassVar[Family] = Family.ADAPTIVE
    pace: ClassVar[Pace] = of_width(0.025)

    beta1: Any = fields.mean_memory(0.9, "β₁")
    beta2: Any = fields.square_memory(0.999, "β₂")
    epsilon: Any = fields.epsilon(1e-8)

    def initial_state(self, position: Array) -> AdamState:
        return AdamState(0, np.zeros_like(position), np.zeros_like(position))

    def update(self, gradient: Array, state: AdamState, learning_rate: Any) -> tuple[Array, AdamState]:
        step, m, v = state
        step += 1
        self._collect(gradient, m, v)
        return self._delta(m, v, step, learning_rate), AdamState(step, m, v)

    def _collect(self, gradient: Array, m: Array, v: Array) -> None:
        """Both running means, in place."""
        m += (1 - self.beta1) * (gradient - m)
        v *= self.beta2
        v += (1 - self.beta2) * gradient * gradient

    def _delta(self, m: Array, v: Array, step: int, learning_rate: Any) -> Array:
        # Both corrections are numbers, so they go into the rate and ε, not into the arrays (section 2 of the paper).
        correction1 = 1 - self.beta1**step
        correction2 = (1 - self.beta2**step) ** 0.5
        root = np.sqrt(v)
        root += self.epsilon * correction2
        delta = m / root
        delta *= -learning_rate * correction2 / correction1
        return delta


@dataclass(frozen=True, kw_only=True)
class Adam(AdamRule, WeightDecay):
    """Adam: momentum divided by a running root-mean-square of the gradient.

    Every coordinate gets a step of about η whatever the scale of its gradient, which makes one rate fit many problems.
    It overshoots and circles where SGD would settle, and it need not win: on the book's elongated bowl it is the last of
    four after thirty steps.

    Update rule:  m ← β₁·m + (1 − β₁)·g
                  v ← β₂·v + (1 − β₂)·g²
                  m̂ = m / (1 − β₁ᵗ),  v̂ = v / (1 − β₂ᵗ)
                  x ← x − η · m̂ / (√v̂ + ε)
    Convention:   ε outside the root; both moments bias-corrected (torch.optim.Adam; TensorFlow and the book "Deep
                  Learning from Scratch" put ε beside the uncorrected root)
    State:        first_moment (d, ...), second_moment (d, ...)
    Cost:         one gradient per step
    Reference:    Kingma & Ba 2015, Algorithm 1, arXiv:1412.6980
    """

    name: ClassVar[str] = "adam"
    title: ClassVar[Text] = Text("Adam", "Adam")
    idea: ClassVar[Text] = Text(
        "Momentum divided by the recent size of the gradient.",
        "モメンタムを最近の勾配の大きさで割ります。",
    )
    japanese: ClassVar[str] = """
    勾配の大きさによらず、どの座標も 1 歩がおよそ η になるので、同じ学習率が多くの問題に合います。SGD なら落ち着くところで
    行き過ぎて回り込むことがあり、いつも勝つわけではありません。教科書の細長いお椀では、30 ステップ後に 4 手法の最下位です。

    Convention: ε は根号の外に置き、両方のモーメントの偏りを補正します（torch.optim.Adam）。TensorFlow と
                『ゼロから作る Deep Learning』では、補正しない根に ε を加えます
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.Adam(parameters, lr={learning_rate}, betas=({beta1}, {beta2}), eps={epsilon}, "
            "weight_decay={weight_decay})",
        ),
        Elsewhere(
            "optax",
            "optax.adam({learning_rate}, b1={beta1}, b2={beta2}, eps={epsilon})",
        ),
        Elsewhere(
            "keras",
            "keras.optimizers.Adam(learning_rate={learning_rate}, beta_1={beta1}, beta_2={beta2}, "
            "epsilon={epsilon}, weight_decay={decoupled_weight_decay})",
            Text(
                "ε stands beside the uncorrected root, as in adam_epsilon_hat; left out, it is 1e-7",
                "ε を補正前の平方根に加えます（adam_epsilon_hat と同じ）。省略時は 1e-7 です",
            ),
        ),
    )
