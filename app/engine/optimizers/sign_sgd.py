"""SignSGD: only the signs of the slopes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.objective import Array
from app.engine.optimizers.optimizer import WeightDecay
from app.engine.pace import Pace, of_width
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class SignSgd(WeightDecay):
    """SignSGD: each coordinate steps by the rate, towards where it goes down.

    How steep the slope is plays no part, so steep walls cannot throw it and flat valleys cannot stop it. It cannot come
    to rest either: near a minimum every coordinate hops to and fro by the rate. It is the simplest of the family of
    Lion and Adam.

    Update rule:  x ← x − η · sign(g)
    Convention:   a slope of exactly zero takes no step (optax.sign_sgd, which has no default rate)
    State:        none
    Cost:         one gradient per step
    Reference:    Bernstein et al. 2018, arXiv:1802.04434
    """

    name: ClassVar[str] = "sign_sgd"
    title: ClassVar[Text] = Text("SignSGD", "SignSGD")
    family: ClassVar[Family] = Family.SIGN
    pace: ClassVar[Pace] = of_width(0.01)
    idea: ClassVar[Text] = Text(
        "Only the sign of the slope, never its size.",
        "傾きの符号だけに従います。",
    )
    japanese: ClassVar[str] = """
    傾きの大きさは関係ないので、急な壁で飛ばされることも、平らな谷で止まることもありません。その代わり静止もできず、
    最小点の近くではどの座標も学習率の歩幅で行き来します。Lion や Adam の仲間の中で最も単純な手法です。

    Convention: 傾きがちょうど 0 なら動きません（optax.sign_sgd。学習率に既定値はありません）
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "optax",
            "optax.sign_sgd({learning_rate})",
        ),
        Elsewhere(
            "pytorch_optimizer",
            "pytorch_optimizer.SignSGD(parameters, lr={learning_rate}, momentum=0.0, "
            "weight_decay={decoupled_weight_decay})",
            Text(
                "left out, the momentum is 0.9: that is Signum",
                "省略時の momentum は 0.9 で、Signum になります",
            ),
        ),
    )

    def initial_state(self, position: Array) -> tuple[()]:
        return ()

    def update(self, gradient: Array, state: tuple[()], learning_rate: Any) -> tuple[Array, tuple[()]]:
        return np.sign(gradient) * -learning_rate, state
