"""Warm-up and cosine: a straight line up, half a wave down."""

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
class WarmupCosine(WarmUp):
    """Warm-up and cosine: the rate climbs in a straight line to its peak and glides down half a cosine wave.

    The usual schedule of large models. The climb spares the first steps, whose running means know little yet, and the glide
    leaves time to settle.

    Update rule:  η_t = η₀ + (η_max − η₀)·t/W while t < W
                  η_t = η_max·((1 − α)·((1 + cos(π·min(1, (t − W)/(D − W))))/2)^p + α),  α = η_end/η_max
    Convention:   sets the rate itself, whatever the optimizer's own; D counts the warm-up (optax.warmup_cosine_decay_schedule;
                  where D ≤ W, which optax refuses, one update is left to the decay)
    Reference:    Loshchilov & Hutter 2017, arXiv:1608.03983; warm-up: Goyal et al. 2017, arXiv:1706.02677
    """

    name: ClassVar[str] = "warmup_cosine"
    title: ClassVar[Text] = Text("Warm-up, cosine", "ウォームアップとコサイン")
    idea: ClassVar[Text] = Text("A straight line up, half a wave down.", "直線で上げ、コサイン曲線で下げます。")
    japanese: ClassVar[str] = """
    大規模なモデルでよく使われるスケジュールです。移動平均がまだわずかな情報しか持たない最初のステップを上りの区間が守り、
    下りが落ち着くための時間を与えます。

    Update rule: t < W の間は η_t = η₀ + (η_max − η₀)·t/W
    Convention: 手法自身の学習率にかかわらず、学習率そのものを決めます。D はウォームアップを含みます
                （optax.warmup_cosine_decay_schedule）。optax がエラーにする D ≤ W では、減衰に更新 1 回を割り当てます
    Reference:  Loshchilov & Hutter 2017, arXiv:1608.03983; ウォームアップは Goyal et al. 2017, arXiv:1706.02677
    """

    decay_steps: int = fields.step_count(
        100, Text("length", "長さ"), Text("updates until the end, warm-up included", "終わりまでの全ステップ数"), "D"
    )
    end_value: Any = fields.scheduled_rate(0.0, Text("to", "終了値"), Text("last rate", "最後の学習率"), "η_end")
    exponent: Any = hyperparameter(
        1.0,
        Text("power", "べき"),
        Text("power of the wave: larger falls earlier", "曲線のべき指数。大きいほど早く下がります"),
        symbol="p",
        ge=0,
        le=100,
        span=(0.5, 4.0),
        advanced=True,
    )

    def after(self, step: int) -> Any:
        share = min(1.0, step / max(1, self.decay_steps - self.warmup_steps))
        wave = np.float_power(0.5 * (1 + math.cos(math.pi * share)), self.exponent)
        floor = np.where(
            self.peak_value == 0, 0.0, self.end_value / np.where(self.peak_value == 0, 1.0, self.peak_value)
        )
        return self.peak_value * ((1 - floor) * wave + floor)
