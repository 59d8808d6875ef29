"""Linear: every output is a weighted sum of the inputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.engine.hyperparameter import part
from app.engine.initializers.initializer import Initializer
from app.engine.initializers.normal import Normal
from app.engine.models.activations import Identity
from app.engine.models.model import Model
from app.engine.models.network import Network
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Linear(Model):
    """Linear: one weighted sum of the inputs per class, or per number to be predicted.

    The classes it tells apart have straight borders, so a spiral is beyond it. With any of the losses here training it is a
    convex problem: one valley, one bottom, whatever the start.

    Rule:         f = Wᵀ·x + b
    Convention:   W is (inputs, outputs), the transpose of torch.nn.Linear's; b starts at 0
    Reference:    Hastie, Tibshirani & Friedman 2009, The Elements of Statistical Learning, chapter 4
    """

    name: ClassVar[str] = "linear"
    title: ClassVar[Text] = Text("Linear", "線形")
    idea: ClassVar[Text] = Text(
        "One weighted sum of the inputs per class.", "クラスごとに、入力の重み付き和を 1 つ計算します。"
    )
    japanese: ClassVar[str] = """
    分けられるクラスの境界はまっすぐで、渦巻きは分けられません。ここにあるどの損失でも学習は凸問題で、どこから始めても
    谷は 1 つ、底も 1 つです。

    Convention: W は（入力, 出力）で、torch.nn.Linear の転置です。b は 0 から始まります
    """

    initializer: Initializer = part(
        Normal(),
        Text("start", "初期値"),
        Text("how the weights start", "重みの初期値の決め方"),
        Initializer,
    )

    def network(self, features: int, outputs: int) -> Network:
        return Network((features, outputs), Identity())
