"""Gradient descent: a step straight downhill, as long as the slope is steep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.objective import Array
from app.engine.optimizers.optimizer import WeightDecay
from app.engine.pace import Pace, of_curvature
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Sgd(WeightDecay):
    """Gradient descent: a step against the gradient, as long as the slope is steep.

    The mother of all the others. On a narrow valley it zigzags between the walls, because the steepest way down does not
    point at the minimum; above a rate of 2/λmax (the largest curvature) it climbs the walls and diverges. With gradients
    of mini-batches, or with noise, it is the stochastic gradient descent of its name.

    Update rule:  x ← x − η · g
    Convention:   weight decay is added to the gradient (torch.optim.SGD)
    State:        none
    Cost:         one gradient per step
    Reference:    Robbins & Monro 1951, doi:10.1214/aoms/1177729586
    """

    name: ClassVar[str] = "sgd"
    title: ClassVar[Text] = Text("SGD", "SGD")
    family: ClassVar[Family] = Family.GRADIENT
    pace: ClassVar[Pace] = of_curvature(1.0)
    idea: ClassVar[Text] = Text(
        "A step straight downhill, as long as the slope is steep.",
        "勾配の逆向きに、傾きに比例して進みます。",
    )
    japanese: ClassVar[str] = """
    ほかのすべての手法の生みの親です。狭い谷では、最も急な下り方向が最小点を向いていないため、壁の間をジグザグに進みます。
    学習率が 2/λmax（λmax は最大の曲率）を超えると、壁を登って発散します。ミニバッチの勾配やノイズのある勾配を使えば、
    その名のとおり確率的勾配降下法になります。

    Convention: 重み減衰は勾配に加えます（torch.optim.SGD）
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.SGD(parameters, lr={learning_rate}, weight_decay={weight_decay})",
        ),
        Elsewhere(
            "optax",
            "optax.sgd({learning_rate})",
        ),
        Elsewhere(
            "keras",
            "keras.optimizers.SGD(learning_rate={learning_rate}, weight_decay={decoupled_weight_decay})",
        ),
    )

    def initial_state(self, position: Array) -> tuple[()]:
        return ()

    def update(self, gradient: Array, state: tuple[()], learning_rate: Any) -> tuple[Array, tuple[()]]:
        return gradient * -learning_rate, state
