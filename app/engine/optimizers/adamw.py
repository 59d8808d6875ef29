"""AdamW: Adam with the weight decay beside the update, where the division cannot reach it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.optimizers.adam import AdamRule
from app.engine.optimizers.optimizer import DecayBeside
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Adamw(AdamRule, DecayBeside):
    """AdamW: Adam with a weight decay that shrinks every coordinate alike.

    Added to the gradient, as in Adam, a decay is divided by √v̂ with the rest, so the steepest coordinates are decayed the
    least. Beside the update it keeps its strength, which is why large models are trained this way. On a test function the
    decay draws the end point off the minimum, towards the origin.

    Update rule:  m ← β₁·m + (1 − β₁)·g
                  v ← β₂·v + (1 − β₂)·g²
                  m̂ = m / (1 − β₁ᵗ),  v̂ = v / (1 − β₂ᵗ)
                  x ← x − η · m̂ / (√v̂ + ε) − η·λ·x
    Convention:   weight_decay is the decoupled one, 0.01 unless set, and scales with the rate (torch.optim.AdamW; the
                  paper scales it with the schedule but not with the rate)
    State:        first_moment (d, ...), second_moment (d, ...)
    Cost:         one gradient per step
    Reference:    Loshchilov & Hutter 2019, Algorithm 2, arXiv:1711.05101
    """

    name: ClassVar[str] = "adamw"
    title: ClassVar[Text] = Text("AdamW", "AdamW")
    idea: ClassVar[Text] = Text(
        "Adam with weight decay beside the update.",
        "重み減衰を更新とは別に行う Adam です。",
    )
    japanese: ClassVar[str] = """
    Adam のように重み減衰を勾配に加えると、勾配と一緒に √v̂ で割られるので、最も急な座標ほど減衰が弱くなります。
    更新とは別に行えば減衰の強さが保たれるので、大規模なモデルはこの方法で学習します。テスト関数では、
    減衰のために終点が最小点から原点の方へずれます。

    Convention: weight_decay は更新から分離した減衰で、既定値は 0.01、学習率に比例します（torch.optim.AdamW。
                論文ではスケジュールに比例し、学習率には比例しません）
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.AdamW(parameters, lr={learning_rate}, betas=({beta1}, {beta2}), eps={epsilon}, "
            "weight_decay={weight_decay})",
        ),
        Elsewhere(
            "optax",
            "optax.adamw({learning_rate}, b1={beta1}, b2={beta2}, eps={epsilon}, weight_decay={weight_decay})",
            Text(
                "left out, the weight decay is 1e-4",
                "省略時、重み減衰は 1e-4 です",
            ),
        ),
        Elsewhere(
            "keras",
            "keras.optimizers.AdamW(learning_rate={learning_rate}, weight_decay={weight_decay}, beta_1={beta1}, "
            "beta_2={beta2}, epsilon={epsilon})",
            Text(
                "ε stands beside the uncorrected root; left out, it is 1e-7 and the weight decay 0.004",
                "ε を補正前の平方根に加えます。省略時、ε は 1e-7、重み減衰は 0.004 です",
            ),
        ),
    )

    weight_decay: Any = fields.weight_decay_beside(1e-2)
