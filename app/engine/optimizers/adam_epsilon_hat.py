"""Adam with ε beside the uncorrected root, as TensorFlow, Keras and the book "Deep Learning from Scratch" have it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.objective import Array
from app.engine.optimizers.adam import AdamRule
from app.engine.optimizers.optimizer import WeightDecay
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class AdamEpsilonHat(AdamRule, WeightDecay):
    """Adam, TensorFlow form: both corrections go into the rate, and ε stands beside the root as it is.

    It is the faster form that section 2 of the paper suggests, and what Keras, TensorFlow and the book "Deep Learning from
    Scratch" compute. At step t its ε counts 1/√(1 − β₂ᵗ) times as much as Adam's: 32 times at the first step, so the two
    part where gradients are tiny, and nowhere else can one see a difference.

    Update rule:  m ← β₁·m + (1 − β₁)·g
                  v ← β₂·v + (1 − β₂)·g²
                  x ← x − η·√(1 − β₂ᵗ)/(1 − β₁ᵗ) · m / (√v + ε̂)
    Convention:   ε̂ beside the uncorrected root, 1e-7 unless set (keras.optimizers.Adam; torch.optim.Adam puts ε beside the
                  corrected root)
    State:        first_moment (d, ...), second_moment (d, ...)
    Cost:         one gradient per step
    Reference:    Kingma & Ba 2015, end of section 2, arXiv:1412.6980
    """

    name: ClassVar[str] = "adam_epsilon_hat"
    title: ClassVar[Text] = Text("Adam (TensorFlow form)", "Adam（TensorFlow 形式）")
    idea: ClassVar[Text] = Text(
        "Adam as Keras and the textbook compute it.",
        "Keras や教科書の計算方法による Adam です。",
    )
    japanese: ClassVar[str] = """
    論文の第 2 節が勧める、より速い計算の形で、Keras、TensorFlow と『ゼロから作る Deep Learning』の計算方法です。
    ステップ t での ε は Adam の ε の 1/√(1 − β₂ᵗ) 倍の重みをもち、最初のステップでは 32 倍です。
    そのため両者は勾配がごく小さいところで分かれ、ほかのところでは違いが見えません。

    Convention: ε̂ は補正前の平方根に加え、既定値は 1e-7 です（keras.optimizers.Adam。
                torch.optim.Adam では補正後の平方根に ε を加えます）
    Cost:       1 ステップに勾配 1 回
    Reference:  Kingma & Ba 2015, 2 節の末尾, arXiv:1412.6980
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "keras",
            "keras.optimizers.Adam(learning_rate={learning_rate}, beta_1={beta1}, beta_2={beta2}, "
            "epsilon={epsilon}, weight_decay={decoupled_weight_decay})",
        ),
    )

    epsilon: Any = fields.epsilon(1e-7, "ε̂")

    def _delta(self, m: Array, v: Array, step: int, learning_rate: Any) -> Array:
        root = np.sqrt(v)
        root += self.epsilon
        delta = m / root
        delta *= -learning_rate * (1 - self.beta2**step) ** 0.5 / (1 - self.beta1**step)
        return delta
