"""AdEMAMix: Adam with a second, very long memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.adam import AdamRule
from app.engine.optimizers.optimizer import DecayBeside
from app.engine.pace import Pace, of_width
from app.engine.text import Text


class AdemamixState(NamedTuple):
    """How many steps were taken; the short, the long and the squared mean of the gradient, each `(d, ...)`."""

    step: int
    first_moment: Array
    slow_moment: Array
    second_moment: Array


@dataclass(frozen=True, kw_only=True)
class Ademamix(AdamRule, DecayBeside):
    """AdEMAMix: Adam pushed by two means of the gradient, one of the last steps, one of thousands.

    Old gradients turn out to be useful for long: the slow mean drives on along a valley while the fast one follows its
    bends. The slow one starts empty and fills in 1/(1 − β₃) steps, so in a short run with the usual β₃ there is little
    to see of it; with a smaller one it overshoots far.

    Update rule:  m₁ ← β₁·m₁ + (1 − β₁)·g,  m₂ ← β₃·m₂ + (1 − β₃)·g
                  v ← β₂·v + (1 − β₂)·g²
                  x ← x − η · ((m̂₁ + α·m₂) / (√(v̂ + ε′) + ε) + λ·x)
    Convention:   m₂ is not bias-corrected; α and β₃ are constant; weight_decay is decoupled (optax.contrib.ademamix, which has no
                  default rate; the paper warms α and β₃ up)
    State:        first_moment (d, ...), slow_moment (d, ...), second_moment (d, ...)
    Cost:         one gradient per step
    Reference:    Pagliardini, Ablin & Grangier 2024, arXiv:2409.03137
    """

    name: ClassVar[str] = "ademamix"
    title: ClassVar[Text] = Text("AdEMAMix", "AdEMAMix")
    family: ClassVar[Family] = Family.ADAPTIVE
    pace: ClassVar[Pace] = of_width(0.02)
    idea: ClassVar[Text] = Text(
        "Adam with a second, very long memory.",
        "長い記憶をもう 1 つ持つ Adam です。",
    )
    japanese: ClassVar[str] = """
    古い勾配は、長い間役に立つことが分かっています。速い平均が谷の曲がりを追う間に、遅い平均が谷に沿って進み続けます。
    遅い平均は空の状態から始まり、満ちるまでに 1/(1 − β₃) ステップかかるので、よく使われる β₃ では、
    短い実行でその効果はほとんど見えません。β₃ を小さくすると、大きく行き過ぎます。

    Convention: m₂ の偏りは補正しません。α と β₃ は一定です。
                weight_decay は更新から分離した減衰です（optax.contrib.ademamix。学習率の既定値はありません。
                論文では α と β₃ を徐々に上げます）
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "optax",
            "optax.contrib.ademamix({learning_rate}, b1={beta1}, b2={beta2}, b3={beta3}, alpha={alpha}, "
            "eps={epsilon}, eps_root={epsilon_root}, weight_decay={weight_decay})",
        ),
        Elsewhere(
            "pytorch_optimizer",
            "pytorch_optimizer.AdEMAMix(parameters, lr={learning_rate}, betas=({beta1}, {beta2}, {beta3}), "
            "alpha={alpha}, eps={epsilon}, weight_decay={weight_decay}, weight_decouple=True)",
            Text(
                "there is no ε′",
                "ε′ はありません",
            ),
        ),
    )

    beta3: Any = fields.mean_memory(0.9999, "β₃")
    alpha: Any = hyperparameter(
        5.0,
        Text("slow share", "長期の重み"),
        Text("weight of the long memory", "長い記憶の重み"),
        symbol="α",
        ge=0,
        le=1e6,
        span=(0.0, 10.0),
    )
    epsilon_root: Any = fields.epsilon(0.0, "ε′")

    def initial_state(self, position: Array) -> AdemamixState:  # type: ignore[override]
        return AdemamixState(0, *(np.zeros_like(position) for _ in range(3)))

    def update(self, gradient: Array, state: Any, learning_rate: Any) -> tuple[Array, Any]:
        step, fast, slow, v = state
        step += 1
        self._collect(gradient, fast, v)
        slow += (1 - self.beta3) * (gradient - slow)
        delta = fast / (1 - self.beta1**step)
        delta += self.alpha * slow
        delta /= np.sqrt(v / (1 - self.beta2**step) + self.epsilon_root) + self.epsilon
        delta *= -learning_rate
        return delta, AdemamixState(step, fast, slow, v)
