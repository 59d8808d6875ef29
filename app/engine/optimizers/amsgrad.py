"""AMSGrad: Adam whose rate can only fall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine.elsewhere import Elsewhere
from app.engine.objective import Array
from app.engine.optimizers.adam import AdamRule
from app.engine.optimizers.optimizer import WeightDecay
from app.engine.text import Text


class AmsgradState(NamedTuple):
    """Adam's memory, and the largest second moment so far; arrays are `(d, ...)`."""

    step: int
    first_moment: Array
    second_moment: Array
    largest_second_moment: Array


@dataclass(frozen=True, kw_only=True)
class Amsgrad(AdamRule, WeightDecay):
    """AMSGrad: Adam that divides by the largest mean square so far, not by the latest.

    Adam forgets a rare, large gradient soon after it came, and may therefore follow the many small ones to the wrong end; on
    Reddi's online problem it does. Here a coordinate that was steep once stays slow for good, so the proof holds. The
    price is AdaGrad's: a steep start slows the whole run.

    Update rule:  m ← β₁·m + (1 − β₁)·g
                  v ← β₂·v + (1 − β₂)·g²
                  w ← max(w, v)
                  x ← x − η · m̂ / (√ŵ + ε),  m̂ = m / (1 − β₁ᵗ),  ŵ = w / (1 − β₂ᵗ)
    Convention:   the largest is taken before the bias correction, which the paper does not have (torch.optim.Adam with
                  amsgrad=True; with decoupled_weight_decay torch.optim.AdamW; optax.amsgrad takes it after the correction)
    State:        first_moment (d, ...), second_moment (d, ...), largest_second_moment (d, ...)
    Cost:         one gradient per step
    Reference:    Reddi, Kale & Kumar 2018, Algorithm 2, arXiv:1904.09237
    """

    name: ClassVar[str] = "amsgrad"
    title: ClassVar[Text] = Text("AMSGrad", "AMSGrad")
    idea: ClassVar[Text] = Text(
        "Adam that never forgets its steepest slope.",
        "最も急だった傾きを忘れない Adam です。",
    )
    japanese: ClassVar[str] = """
    Adam は、まれに来る大きな勾配をすぐに忘れるので、数の多い小さな勾配に従って、誤った端へ進むことがあります。
    Reddi らのオンライン問題では実際にそうなります。ここでは、一度急だった座標はずっと遅いままなので、証明が成り立ちます。
    代償は AdaGrad と同じで、出だしが急だと実行全体が遅くなります。

    Convention: 最大値は偏り補正の前に取ります。論文に偏り補正はありません（torch.optim.Adam で amsgrad=True。
                decoupled_weight_decay を使うなら torch.optim.AdamW。optax.amsgrad では補正の後で最大値を取ります）
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.Adam(parameters, lr={learning_rate}, betas=({beta1}, {beta2}), eps={epsilon}, "
            "weight_decay={weight_decay}, amsgrad=True)",
        ),
        Elsewhere(
            "optax",
            "optax.amsgrad({learning_rate}, b1={beta1}, b2={beta2}, eps={epsilon})",
            Text(
                "takes the largest after the bias correction, so the path parts from the first steps on",
                "偏り補正の後で最大値を取るため、初めの数ステップから経路が分かれます",
            ),
        ),
        Elsewhere(
            "keras",
            "keras.optimizers.Adam(learning_rate={learning_rate}, beta_1={beta1}, beta_2={beta2}, "
            "epsilon={epsilon}, amsgrad=True, weight_decay={decoupled_weight_decay})",
            Text(
                "ε stands beside the uncorrected root, as in adam_epsilon_hat",
                "ε を補正前の平方根に加えます（adam_epsilon_hat と同じ）",
            ),
        ),
    )

    def initial_state(self, position: Array) -> AmsgradState:  # type: ignore[override]
        return AmsgradState(0, np.zeros_like(position), np.zeros_like(position), np.zeros_like(position))

    def update(self, gradient: Array, state: Any, learning_rate: Any) -> tuple[Array, Any]:
        step, m, v, w = state
        step += 1
        self._collect(gradient, m, v)
        np.maximum(w, v, out=w)
        return self._delta(m, w, step, learning_rate), AmsgradState(step, m, v, w)
