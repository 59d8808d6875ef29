"""LeCun: weights of the size that gives every unit a sum of variance 1."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from app.engine.initializers.initializer import FanScaled
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Lecun(FanScaled):
    """LeCun: the more inputs a unit has, the smaller its weights.

    Inputs of variance 1 then give sums of variance 1, where a sigmoid still bends. The oldest of these rules, and the right
    one for units that pass everything on.

    Rule:         std(W) = gain·√(1/fan_in)
    Convention:   fan-in, normal unless told, not truncated (jax.nn.initializers.lecun_normal cuts its normal off at two
                  deviations); what the book "Deep Learning from Scratch" calls Xavier
    Reference:    LeCun, Bottou, Orr & Müller 1998, Efficient BackProp, section 4.6
    """

    name: ClassVar[str] = "lecun"
    title: ClassVar[Text] = Text("LeCun", "LeCun")
    idea: ClassVar[Text] = Text(
        "The more inputs a unit has, the smaller its weights.", "入力の多いユニットほど重みを小さくします。"
    )
    japanese: ClassVar[str] = """
    分散 1 の入力から分散 1 の和ができ、シグモイドがまだ曲がっている範囲に収まります。この種の規則では最も古く、入力を
    そのまま通すユニットには最適です。

    Convention: fan_in を使い、指定がなければ正規分布で、裾は切りません（jax.nn.initializers.lecun_normal は 2 標準偏差で
                切ります）。『ゼロから作る Deep Learning』の Xavier はこれです
    """

    def deviation(self, fan_in: int, fan_out: int) -> float:
        return math.sqrt(1.0 / fan_in)
