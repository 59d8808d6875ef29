"""Schedule-free SGD: an average in place of a schedule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.optimizer import FirstOrder, WeightDecay
from app.engine.pace import Pace, of_curvature
from app.engine.text import Text


class ScheduleFreeState(NamedTuple):
    """How many steps were taken, the sum of all weights, the largest rate so far, and the point that walks `(d, ...)`."""

    step: int
    weight_sum: Any
    largest_rate: Any
    walker: Array


@dataclass(frozen=True, kw_only=True)
class ScheduleFreeRule(FirstOrder):
    """The averaging that the schedule-free optimizers share; they differ in how the point that walks is pushed."""

    beta1: Any = hyperparameter(
        0.9,
        Text("pull", "平均への寄せ"),
        Text("share of the average in the point whose gradient is taken", "勾配を求める点に占める平均の割合"),
        symbol="β₁",
        ge=0,
        lt=1,
        scale="one_minus",
        span=(0.1, 0.999),
    )
    weight_learning_rate_power: Any = hyperparameter(
        2.0,
        Text("rate power", "学習率のべき"),
        Text("power of the rate by which a step counts in the average", "平均の重みに使う学習率のべき指数"),
        symbol="r",
        ge=0,
        le=100,
        span=(0.0, 4.0),
        advanced=True,
    )
    warmup_steps: int = fields.step_count(
        0,
        Text("warm-up", "ウォームアップ"),
        Text("updates until the whole rate", "学習率に達するまでのステップ数"),
        "W",
        ge=0,
    )

    def _warmed_up(self, learning_rate: Any, step: int) -> Any:
        return learning_rate * min(step / self.warmup_steps, 1.0) if self.warmup_steps else learning_rate

    def _averaged(
        self, position: Array, push: Array, state: ScheduleFreeState, learning_rate: Any
    ) -> tuple[Array, ScheduleFreeState]:
        """The change of position once the walker was pushed and the average followed it."""
        step, weight_sum, largest, walker = state
        largest = np.maximum(largest, self._warmed_up(learning_rate, step + 1))
        weight = largest**self.weight_learning_rate_power
        weight_sum = weight_sum + weight
        share = weight / np.where(weight_sum > 0, weight_sum, 1.0)
        # a = (x − (1 − β₁)·z)/β₁, so β₁·(z′ − a) needs no division; both points as changes: nothing where neither moves.
        gap = self.beta1 * push
        gap += walker - position
        walker += push
        delta = share * gap
        delta += (1 - self.beta1) * push
        return delta, ScheduleFreeState(step + 1, weight_sum, largest, walker)


@dataclass(frozen=True, kw_only=True)
class ScheduleFreeSgd(ScheduleFreeRule, WeightDecay):
    """Schedule-free SGD: one point walks, another averages it, and the gradient is taken between them.

    The average settles as a falling rate would, but nobody has to say beforehand how long the run will be. The position
    shown is the one between, where the gradient is taken; the average lies a little ahead of it. It bears large rates.

    Update rule:  z ← z − η · g
                  a ← (1 − c)·a + c·z,  c = w/Σw,  w = (largest η so far)^r
                  x = β₁·a + (1 − β₁)·z
    Convention:   the gradient is taken at x, the training point y of the paper; a follows from x and z (optax.contrib.
                  schedule_free_sgd). In a warm-up the weights are one step ahead, as there (optax
                  divides its counter in float32). A schedule acts on both η, where
                  optax shifts that of the weights by one step
    State:        walker (d, ...)
    Cost:         one gradient per step
    Reference:    Defazio et al. 2024, arXiv:2405.15682
    """

    name: ClassVar[str] = "schedule_free_sgd"
    title: ClassVar[Text] = Text("Schedule-free SGD", "スケジュール不要 SGD")
    family: ClassVar[Family] = Family.AVERAGING
    pace: ClassVar[Pace] = of_curvature(1.0)
    idea: ClassVar[Text] = Text(
        "An average of positions in place of a schedule.",
        "スケジュールの代わりに位置の平均を使います。",
    )
    japanese: ClassVar[str] = """
    平均は、学習率を下げていくときのように落ち着きますが、実行の長さを前もって決める必要がありません。表示する位置は歩く点と
    平均の間の点で、勾配もそこで求めます。平均はその少し先にあります。大きな学習率にも耐えます。

    Update rule: a ← (1 − c)·a + c·z、 c = w/Σw、 w = (これまで最大の η)^r
    Convention: 勾配は x、つまり論文の訓練点 y で求め、a は x と z から決まります（optax.contrib.schedule_free_sgd）。
                ウォームアップの間、重みは optax と同じく 1 ステップ先のものです（optax はカウンターの割り算を float32 で
                行います）。スケジュールは両方の η に働き、optax では重みの方が 1 ステップずれます
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "optax",
            "optax.contrib.schedule_free_sgd({learning_rate}, warmup_steps={warmup_steps} or None, b1={beta1}, "
            "weight_decay={weight_decay}, weight_lr_power={weight_learning_rate_power})",
            Text(
                "the average is optax.contrib.schedule_free_eval_params(state, parameters)",
                "平均の位置は optax.contrib.schedule_free_eval_params(state, parameters) で得られます",
            ),
        ),
    )

    learning_rate: Any = fields.learning_rate(1.0)

    def initial_state(self, position: Array) -> ScheduleFreeState:
        return ScheduleFreeState(0, 0.0, 0.0, np.array(position))

    def update_at(
        self, position: Array, gradient: Array, state: ScheduleFreeState, learning_rate: Any
    ) -> tuple[Array, ScheduleFreeState]:
        push = gradient * -self._warmed_up(learning_rate, state.step)
        return self._averaged(position, push, state, learning_rate)
