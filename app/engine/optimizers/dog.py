"""DoG: the distance covered so far, over the gradients seen so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.choice import Choice
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.optimizer import WeightDecay, norm
from app.engine.text import Text


class FirstStep(Choice):
    """What `init_step_value` is: a share of 1 + ‖x₀‖, a length, or the rate of the first step."""

    words = ("heuristic", "distance", "learning_rate")


class DogState(NamedTuple):
    """Steps taken, where it began `(d, ...)`, the farthest from there so far and the sum of squared gradients `(...)`."""

    step: int
    origin: Array
    distance: Array
    square_sum: Array


@dataclass(frozen=True, kw_only=True)
class Dog(WeightDecay):
    """DoG: gradient descent whose rate is the distance from the start over the root of all squared gradients.

    The best rate of AdaGrad's kind is the distance to the minimum over that root. Nobody knows the distance, but how far the
    run has come is a guess from below that grows by itself. It starts with a tiny step, so nothing seems to happen at first.

    Update rule:  r ← max(r, ‖x − x₀‖),  at first α·(1 + ‖x₀‖), α, or 0 by init_step
                  G ← G + ‖g‖²
                  x ← x − η · r/√(G + ε) · g
    Convention:   ε inside the root; with init_step learning_rate the first step has the rate α; the point of the run is the
                  last one, not an average; weight decay is added to the gradient (optax.contrib.dog)
    State:        origin (d, ...), distance (...), square_sum (...)
    Cost:         one gradient per step
    Reference:    Ivgi, Hinder & Carmon 2023, arXiv:2302.12022
    """

    name: ClassVar[str] = "dog"
    title: ClassVar[Text] = Text("DoG", "DoG")
    family: ClassVar[Family] = Family.PARAMETER_FREE
    idea: ClassVar[Text] = Text(
        "The rate is the distance covered over the gradients seen.",
        "進んだ距離をこれまでの勾配で割って学習率とします。",
    )
    japanese: ClassVar[str] = """
    AdaGrad のような手法で最もよい学習率は、最小点までの距離を、勾配の二乗和の平方根で割った値です。
    その距離は誰にも分かりませんが、これまでに進んだ距離は、ひとりでに大きくなる下からの見積もりになります。
    ごく小さな 1 歩から始まるので、初めは何も起きていないように見えます。

    Update rule: r ← max(r, ‖x − x₀‖)、 最初は init_step により α·(1 + ‖x₀‖)、 α、 または 0
    Convention: ε は根号の中に置きます。init_step が learning_rate なら、最初のステップの学習率は α です。
                実行の結果は平均ではなく、最後の位置です。重み減衰は勾配に加えます（optax.contrib.dog）
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "optax",
            "optax.contrib.dog({learning_rate}, init_step=({init_step}, {init_step_value}), eps={epsilon}, "
            "weight_decay={weight_decay})",
        ),
    )

    learning_rate: Any = fields.learning_rate(1.0)
    init_step: Any = hyperparameter(
        FirstStep("heuristic"),
        Text("first step by", "最初の一歩"),
        Text("what the first guess is", "最初の見積もりの意味"),
        symbol="s",
        advanced=True,
    )
    init_step_value: Any = hyperparameter(
        1e-6,
        Text("first guess", "最初の見積もり"),
        Text(
            "share of 1 + ‖x₀‖, length, or rate to begin with", "最初に使う 1 + ‖x₀‖ に対する割合、距離、または学習率"
        ),
        symbol="α",
        gt=0,
        le=1e6,
        scale="log",
        span=(1e-8, 1.0),
    )
    epsilon: Any = fields.epsilon(1e-8)

    def initial_state(self, position: Array) -> DogState:
        scales = {"heuristic": 1 + norm(position), "distance": 1.0, "learning_rate": 0.0}
        distance = np.full(position.shape[1:], self.init_step_value * scales[self.init_step])
        return DogState(0, np.array(position), distance, np.zeros_like(distance))

    def update_at(
        self, position: Array, gradient: Array, state: DogState, learning_rate: Any
    ) -> tuple[Array, DogState]:
        distance = np.maximum(state.distance, norm(state.origin - position))
        square_sum = state.square_sum + np.sum(gradient * gradient, axis=0)
        is_first = state.step == 0 and self.init_step == "learning_rate"
        rate = self.init_step_value if is_first else distance / np.sqrt(square_sum + self.epsilon)
        return gradient * (-learning_rate * rate), DogState(state.step + 1, state.origin, distance, square_sum)
