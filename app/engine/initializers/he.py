"""He: weights of the size that keeps a signal alive through layers of ReLU."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from app.engine.initializers.initializer import FanScaled
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class He(FanScaled):
    """He: the spread that keeps the mean square of the activations through layers of ReLU.

    A ReLU throws half of the signal away, so the weights are √2 larger than LeCun's. The root mean square of the activations
    then stays what it is from layer to layer, however many there are.

    Rule:         std(W) = gain·√(2/fan_in)
    Convention:   fan-in mode, normal unless told (torch.nn.init.kaiming_normal_ with nonlinearity relu; torch's own layers start
                  from a uniform one with a different gain)
    Reference:    He, Zhang, Ren & Sun 2015, equation 10, arXiv:1502.01852
    """

    name: ClassVar[str] = "he"
    title: ClassVar[Text] = Text("He", "He")
    idea: ClassVar[Text] = Text(
        "Keeps the size of the signal through layers of ReLU.", "ReLU の層を通っても信号の大きさを保ちます。"
    )
    japanese: ClassVar[str] = """
    ReLU は信号の半分を捨てるので、重みを LeCun の √2 倍にします。すると活性の二乗平均平方根は、層がいくつあっても変わりません。

    Convention: fan_in を使い、指定がなければ正規分布です（nonlinearity が relu の torch.nn.init.kaiming_normal_。torch の層の
                既定の初期値は、別の倍率の一様分布です）
    """

    def deviation(self, fan_in: int, fan_out: int) -> float:
        return math.sqrt(2.0 / fan_in)
