"""Constant: every weight the same, which is what one must not do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from app.engine.hyperparameter import hyperparameter
from app.engine.initializers.initializer import Initializer
from app.engine.objective import Array
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Constant(Initializer):
    """Constant: all weights equal, so that one can see what goes wrong.

    With zeros nothing flows through a ReLU network, and it never learns more than how frequent the classes are. With any other
    value all units of a layer see the same, get the same gradient and stay equal for ever: a hundred units do the work of one.
    A linear model minds neither.

    Rule:         W = c
    Convention:   c = 0 unless told (torch.nn.init.constant_)
    Reference:    Goodfellow, Bengio & Courville 2016, Deep Learning, section 8.4 (breaking symmetry)
    """

    name: ClassVar[str] = "constant"
    title: ClassVar[Text] = Text("Constant", "定数")
    idea: ClassVar[Text] = Text(
        "All weights equal: the units of a layer can never differ.",
        "すべて同じ値にします。層のユニットに違いが生まれません。",
    )
    japanese: ClassVar[str] = """
    0 なら ReLU のネットワークには何も流れず、クラスの頻度しか学べません。ほかの値でも、層のすべてのユニットが同じものを見て
    同じ勾配を受け、いつまでも等しいままです。100 個のユニットが 1 個分の仕事しかしません。線形モデルではどちらも問題ありません。

    Convention: 指定がなければ c = 0 です（torch.nn.init.constant_）
    """

    value: float = hyperparameter(
        0.0,
        Text("value", "値"),
        Text("what every weight starts from", "すべての重みの初期値"),
        symbol="c",
        ge=-1e3,
        le=1e3,
        span=(-1.0, 1.0),
    )

    def weights(self, shapes: Sequence[tuple[int, int]], seed: int) -> list[Array]:
        return [np.full(shape, float(self.value)) for shape in shapes]
