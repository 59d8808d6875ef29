"""Schedule-free AdamW: an average in place of schedule and momentum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.objective import Array
from app.engine.optimizers.schedule_free_sgd import ScheduleFreeRule, ScheduleFreeState
from app.engine.pace import Pace, of_width
from app.engine.text import Text


class ScheduleFreeAdamwState(NamedTuple):
    """The state of schedule-free SGD, and the mean square of the gradient `(d, ...)`."""

    step: int
    weight_sum: Any
    largest_rate: Any
    walker: Array
    second_moment: Array


@dataclass(frozen=True, kw_only=True)
class ScheduleFreeAdamw(ScheduleFreeRule):
    """Schedule-free AdamW: a point that walks as RMSProp does, an average that follows it, the gradient between them.

    The average takes the place of Adam's momentum and of the schedule at once, so nobody has to say beforehand how long
    the run will be. The position shown is the one between, where the gradient is taken.

    Update rule:  v ← β₂·v + (1 − β₂)·g²
                  z ← z − η · (g / (√(v / (1 − β₂ᵗ)) + ε) + λ·x)
                  a ← (1 − c)·a + c·z,  c = w/Σw,  w = (largest η so far)^r
                  x = β₁·a + (1 − β₁)·z
    Convention:   weight decay is taken at x and moves z (optax.contrib.schedule_free_adamw); warm-up and schedule as in
                  schedule-free SGD
    State:        walker (d, ...), second_moment (d, ...)
    Cost:         one gradient per step
    Reference:    Defazio et al. 2024, Algorithm 1, arXiv:2405.15682
    """

    name: ClassVar[str] = "schedule_free_adamw"
    title: ClassVar[Text] = Text("Schedule-free AdamW", "スケジュール不要 AdamW")
    family: ClassVar[Family] = Family.AVERAGING
    pace: ClassVar[Pace] = of_width(0.025)
    idea: ClassVar[Text] = Text(
        "AdamW with an average in place of schedule and momentum.",
        "スケジュールとモメンタムの代わりに平均を使う AdamW です。",
    )
    japanese: ClassVar[str] = """
    平均が Adam のモメンタムとスケジュールの役割を同時に果たすので、実行の長さを前もって決める必要がありません。
    表示する位置は歩く点と平均の間の点で、勾配もそこで求めます。

    Update rule: a ← (1 − c)·a + c·z、 c = w/Σw、 w = (これまで最大の η)^r
    Convention: 重み減衰は x で求め、z を動かします（optax.contrib.schedule_free_adamw）。ウォームアップと
                スケジュールは schedule-free SGD と同じ
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "optax",
            "optax.contrib.schedule_free_adamw({learning_rate}, warmup_steps={warmup_steps} or None, b1={beta1}, "
            "b2={beta2}, eps={epsilon}, weight_decay={weight_decay}, weight_lr_power={weight_learning_rate_power})",
            Text(
                "the average is optax.contrib.schedule_free_eval_params(state, parameters)",
                "平均の位置は optax.contrib.schedule_free_eval_params(state, parameters) で得られます",
            ),
        ),
    )

    learning_rate: Any = fields.learning_rate(2.5e-3)
    beta2: Any = fields.square_memory(0.999, "β₂")
    epsilon: Any = fields.epsilon(1e-8)
    weight_decay: Any = fields.weight_decay_beside(0.0)

    def initial_state(self, position: Array) -> ScheduleFreeAdamwState:
        return ScheduleFreeAdamwState(0, 0.0, 0.0, np.array(position), np.zeros_like(position))

    def update_at(
        self, position: Array, gradient: Array, state: ScheduleFreeAdamwState, learning_rate: Any
    ) -> tuple[Array, ScheduleFreeAdamwState]:
        v = state.second_moment
        v *= self.beta2
        v += (1 - self.beta2) * gradient * gradient
        push = gradient / (np.sqrt(v / (1 - self.beta2 ** (state.step + 1))) + self.epsilon)
        push += self.weight_decay * position
        push *= -self._warmed_up(learning_rate, state.step)
        delta, averaging = self._averaged(position, push, ScheduleFreeState(*state[:4]), learning_rate)
        return delta, ScheduleFreeAdamwState(*averaging, v)
