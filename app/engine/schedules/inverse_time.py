"""The inverse-time schedule: the rate falls like one over the time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

from app.engine import fields
from app.engine.hyperparameter import hyperparameter
from app.engine.schedules.schedule import Share
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class InverseTime(Share):
    """Inverse time: the rate is divided by a number that grows evenly with the updates.

    It falls fast at first and ever more slowly, and never so fast that the run could not reach any place: the rates add up
    to infinity. That is what the proofs for noisy gradients ask for, and slower than one likes in practice.

    Update rule:  η_t = η / (1 + r·t/T), with staircase η / (1 + r·⌊t/T⌋)
    Convention:   t counts updates from 0 (keras.optimizers.schedules.InverseTimeDecay, in float64)
    Reference:    Robbins & Monro 1951, doi:10.1214/aoms/1177729586
    """

    name: ClassVar[str] = "inverse_time"
    title: ClassVar[Text] = Text("Inverse time", "逆時間減衰")
    idea: ClassVar[Text] = Text("The rate falls like one over the time.", "時間に反比例して下げます。")
    japanese: ClassVar[str] = """
    学習率を、更新とともに一定の速さで増える数で割ります。初めは速く、だんだんゆっくり下がりますが、
    届かない場所ができるほど速くはありません。学習率の和は無限大になるからです。これはノイズのある勾配についての証明が
    求める条件ですが、実際に使うには遅すぎることが多いです。

    Update rule: η_t = η / (1 + r·t/T)、 staircase なら η / (1 + r·⌊t/T⌋)
    Convention: t は 0 から数えた更新の番号です（keras.optimizers.schedules.InverseTimeDecay を float64 で計算）
    """

    decay_steps: int = fields.step_count(
        10, Text("unit", "単位"), Text("updates that count as one unit of time", "時間の 1 単位となるステップ数"), "T"
    )
    decay_rate: Any = hyperparameter(
        0.5,
        Text("decay", "減衰率"),
        Text("how fast the divisor grows per unit", "1 単位ごとに除数が増える量"),
        symbol="r",
        ge=0,
        le=1e6,
        span=(0.0, 5.0),
    )
    staircase: bool = hyperparameter(
        False, Text("staircase", "階段状"), Text("fall once per unit", "1 単位ごとにまとめて下げます"), advanced=True
    )

    def share(self, step: int) -> Any:
        time = step / self.decay_steps
        return 1 / (1 + self.decay_rate * (math.floor(time) if self.staircase else time))
