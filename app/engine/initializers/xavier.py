"""Xavier: weights of the size that suits the way forward and the way back."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from app.engine.initializers.initializer import FanScaled
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Xavier(FanScaled):
    """Xavier: a compromise that keeps activations and gradients about as large in every layer.

    Going forward the variance of a layer's sums is fan-in times that of its weights, going back it is fan-out times: halfway
    between the two both stay in range. Made for tanh, good for sigmoids; ReLU needs He.

    Rule:         std(W) = gain·√(2/(fan_in + fan_out))
    Convention:   both fans, normal unless told (torch.nn.init.xavier_normal_; the book "Deep Learning from Scratch" calls
                  √(1/fan_in) Xavier, which is lecun here and the same between layers of equal width)
    Reference:    Glorot & Bengio 2010, section 4.2.1, AISTATS
    """

    name: ClassVar[str] = "xavier"
    title: ClassVar[Text] = Text("Xavier (Glorot)", "Xavier (Glorot)")
    idea: ClassVar[Text] = Text(
        "Keeps activations and gradients about as large in every layer.", "どの層でも活性と勾配の大きさを保ちます。"
    )
    japanese: ClassVar[str] = """
    順方向では、層の和の分散は重みの分散の fan_in 倍、逆方向では fan_out 倍です。その中間なら、どちらも適度な範囲に
    収まります。tanh のための方法で、シグモイドにも向きます。ReLU には He が必要です。

    Convention: 両方の fan を使い、指定がなければ正規分布です（torch.nn.init.xavier_normal_。『ゼロから作る Deep Learning』の
                Xavier は √(1/fan_in) で、ここでは lecun です。幅の等しい層の間では同じです）
    """

    def deviation(self, fan_in: int, fan_out: int) -> float:
        return math.sqrt(2.0 / (fan_in + fan_out))
