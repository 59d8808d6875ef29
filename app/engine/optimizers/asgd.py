"""ASGD: gradient descent whose average is what counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.optimizer import WeightDecay
from app.engine.pace import Pace, of_curvature
from app.engine.text import Text


class AsgdState(NamedTuple):
    """How many steps were taken, the rate of the next one, the weight of the next position in the average `(d, ...)`."""

    step: int
    rate: Any
    weight: Any
    average: Array


@dataclass(frozen=True, kw_only=True)
class Asgd(WeightDecay):
    """ASGD: gradient descent with a falling rate, which keeps the average of its late positions beside it.

    With noisy gradients the position trembles around the minimum while the average settles, faster than any choice of rate
    alone could. The path shown is that of the position; the average is in the state, and starts to collect after t₀ steps.
    Without noise there is little to see but SGD.

    Update rule:  x ← x − η_t · (g + λ·x),  η_{t+1} = η / (1 + λ·η·t)^α,  η₁ = η
                  a ← a + (x − a) / max(1, t − t₀)
    Convention:   t counts from 1; a change of η is felt one step later; η_t and the weight of the average in float64
                  (torch.optim.ASGD keeps them in torch's default type, float32 unless set); `lambd` is λ, which pulls
                  towards zero besides weight_decay
    State:        average (d, ...)
    Cost:         one gradient per step
    Reference:    Polyak & Juditsky 1992, doi:10.1137/0330046; in this form Bottou's SGD, arXiv:1107.2490
    """

    name: ClassVar[str] = "asgd"
    title: ClassVar[Text] = Text("Averaged SGD", "平均化 SGD")
    family: ClassVar[Family] = Family.AVERAGING
    pace: ClassVar[Pace] = of_curvature(1.0)
    idea: ClassVar[Text] = Text(
        "SGD that keeps the average of its positions.",
        "位置の平均を記録する SGD です。",
    )
    japanese: ClassVar[str] = """
    勾配にノイズがあると、位置は最小点のまわりで震えますが、平均のほうは落ち着き、その速さは学習率の選び方だけでは
    得られません。表示される経路は位置のものです。平均は状態に記録され、t₀ ステップの後から取り始めます。ノイズがなければ、
    SGD との違いはほとんど見えません。

    Convention: t は 1 から数えます。η の変化は 1 ステップ遅れて効きます。
                η_t と平均の重みは float64 です（torch.optim.ASGD では torch の既定の型で、指定しなければ float32 です）。
                `lambd` は λ で、weight_decay とは別にゼロへ引き寄せます
    Cost:       1 ステップに勾配 1 回
    Reference:  Polyak & Juditsky 1992, doi:10.1137/0330046; この形は Bottou の SGD, arXiv:1107.2490
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.ASGD(parameters, lr={learning_rate}, lambd={lambd}, alpha={alpha}, t0={t0}, "
            "weight_decay={weight_decay})",
            Text(
                "the falling rate is kept in float32 unless torch.set_default_dtype(torch.float64)",
                "torch.set_default_dtype(torch.float64) としない限り、下がっていく学習率は float32 で保たれます",
            ),
        ),
    )

    learning_rate: Any = fields.learning_rate(1e-2)
    lambd: Any = hyperparameter(
        1e-4,
        Text("decay", "減衰"),
        Text("how fast the rate falls, and a pull towards zero", "学習率が下がる速さと、ゼロへ引き寄せる強さ"),
        symbol="λ",
        ge=0,
        le=1e3,
        span=(0.0, 0.1),
    )
    alpha: Any = hyperparameter(
        0.75,
        Text("power", "べき"),
        Text("power by which the rate falls", "学習率が下がるべき指数"),
        symbol="α",
        ge=0,
        le=10,
        span=(0.0, 1.0),
    )
    t0: Any = hyperparameter(
        1e6,
        Text("average from", "平均の開始"),
        Text("step after which the average collects", "平均を取り始めるステップ"),
        symbol="t₀",
        ge=0,
        le=1e9,
        scale="log",
        span=(1.0, 1e6),
        advanced=True,
    )

    def initial_state(self, position: Array) -> AsgdState:
        return AsgdState(0, 0.0, 1.0, np.array(position))

    def update_at(
        self, position: Array, gradient: Array, state: AsgdState, learning_rate: Any
    ) -> tuple[Array, AsgdState]:
        step, rate, weight, average = state
        if step == 0:
            rate = learning_rate
        step += 1
        delta = position * (-self.lambd * rate)
        delta -= rate * gradient
        average += weight * (position + delta - average)
        following = learning_rate / (1 + self.lambd * learning_rate * step) ** self.alpha
        return delta, AsgdState(step, following, 1 / np.maximum(1.0, step - self.t0), average)
