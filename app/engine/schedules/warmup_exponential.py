"""Warm-up and exponential: a straight line up, then the same percentage off at every update."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from app.engine import fields
from app.engine.hyperparameter import hyperparameter
from app.engine.schedules.schedule import WarmUp
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class WarmupExponential(WarmUp):
    """Warm-up and exponential: the rate climbs in a straight line to its peak, then shrinks by a share per update.

    The first steps are spared, and the run cools at an even pace, in one line or in stairs. Under a smallest rate it never
    falls.

    Update rule:  η_t = η₀ + (η_max − η₀)·t/W while t < W
                  η_t = max(η_end, η_max · r^((t − W − B)/T)),  the exponent at least 0, with staircase rounded down
    Convention:   sets the rate itself, whatever the optimizer's own (optax.warmup_exponential_decay_schedule; r above 1,
                  a growth, is refused here)
    Reference:    Senior et al. 2013, section 3, doi:10.1109/ICASSP.2013.6638963
    """

    name: ClassVar[str] = "warmup_exponential"
    title: ClassVar[Text] = Text("Warm-up, exponential", "ウォームアップと指数減衰")
    idea: ClassVar[Text] = Text(
        "A straight line up, then an even percentage off.", "直線で上げ、一定の割合で下げます。"
    )
    japanese: ClassVar[str] = """
    最初のステップを守ったうえで、なめらかに、または階段状に、一定のペースで下げていきます。学習率が最小値を
    下回ることはありません。

    Update rule: t < W の間は η_t = η₀ + (η_max − η₀)·t/W
                 η_t = max(η_end, η_max · r^((t − W − B)/T))、 指数は 0 以上、 staircase なら切り捨て
    Convention: 手法自身の学習率にかかわらず、学習率そのものを決めます（optax.warmup_exponential_decay_schedule）。
                1 より大きい r、つまり増加は、ここではエラーになります
    """

    transition_steps: int = fields.step_count(
        50, Text("unit", "単位"), Text("updates in which the rate falls by r", "r 倍になるまでのステップ数"), "T"
    )
    decay_rate: Any = hyperparameter(
        0.5,
        Text("factor", "倍率"),
        Text("share of the rate left after a unit", "1 単位ごとに掛ける値"),
        symbol="r",
        gt=0,
        le=1,
        span=(0.05, 1.0),
    )
    transition_begin: int = fields.step_count(
        0, Text("wait", "待機"), Text("updates at the peak", "最大値に留まるステップ数"), "B", ge=0
    )
    staircase: bool = hyperparameter(
        False, Text("staircase", "階段状"), Text("fall once per unit", "1 単位ごとにまとめて下げます"), advanced=True
    )
    end_value: Any = fields.scheduled_rate(0.0, Text("floor", "下限"), Text("smallest rate", "学習率の最小値"), "η_end")

    def after(self, step: int) -> Any:
        units = max(0, step - self.transition_begin) / self.transition_steps
        power = math.floor(units) if self.staircase else units
        return np.maximum(self.peak_value * np.float_power(self.decay_rate, power), self.end_value)
