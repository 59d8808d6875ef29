"""Fromage: a turn by a fixed angle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.optimizer import WeightDecay, norm
from app.engine.pace import Pace, of_position
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Fromage(WeightDecay):
    """Fromage: a step of a fixed share of the position's size, then a pull back that keeps the size.

    Made for deep networks, where the product of many layers bears relative changes only. On a test function the
    position turns about the origin by an angle of about the rate per step, and the pull back keeps it from growing; the
    minimum is met only if the rate falls.

    Update rule:  x ← (x − η · ‖x‖/‖g‖ · g) / √(1 + η²)
    Convention:   both lengths are at least min_norm (optax.fromage, which has no default rate; 0.01 is the paper's)
    State:        none
    Cost:         one gradient per step
    Reference:    Bernstein et al. 2020, Algorithm 1, arXiv:2002.03432
    """

    name: ClassVar[str] = "fromage"
    title: ClassVar[Text] = Text("Fromage", "Fromage")
    family: ClassVar[Family] = Family.LAYER_WISE
    pace: ClassVar[Pace] = of_position(0.05)
    per_group: ClassVar[bool] = True
    idea: ClassVar[Text] = Text(
        "A turn by a fixed angle about the origin.",
        "原点のまわりを一定の角度だけ回ります。",
    )
    japanese: ClassVar[str] = """
    深層ネットワークのために作られました。多くの層の積は、相対的な変化にしか耐えられないからです。テスト関数では、
    位置が 1 ステップごとにほぼ学習率に等しい角度だけ原点のまわりを回り、そのあとの引き戻しが、位置が大きくなるのを防ぎます。
    最小点に達するのは、学習率が下がるときだけです。

    Convention: 位置と勾配のノルムは、どちらも min_norm 以上とみなします（optax.fromage。既定の学習率はなく、0.01 は論文の値）
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "optax",
            "optax.fromage({learning_rate}, min_norm={min_norm})",
        ),
        Elsewhere(
            "pytorch_optimizer",
            "pytorch_optimizer.Fromage(parameters, lr={learning_rate})",
            Text(
                "where a length is zero the step is η·g; there is no smallest length",
                "長さが 0 のときの歩みは η·g で、長さの下限はありません",
            ),
        ),
    )

    learning_rate: Any = fields.learning_rate(1e-2)
    min_norm: Any = hyperparameter(
        1e-6,
        Text("shortest", "最小の長さ"),
        Text("length that position and gradient are taken to have at least", "位置と勾配のノルムの下限"),
        symbol="n_min",
        gt=0,
        le=1e6,
        scale="log",
        span=(1e-9, 1e-1),
        advanced=True,
    )

    def initial_state(self, position: Array) -> tuple[()]:
        return ()

    def update_at(
        self, position: Array, gradient: Array, state: tuple[()], learning_rate: Any
    ) -> tuple[Array, tuple[()]]:
        shrink = 1 / (1 + learning_rate**2) ** 0.5
        ratio = np.maximum(norm(position), self.min_norm) / np.maximum(norm(gradient), self.min_norm)
        delta = gradient * (-learning_rate * shrink * ratio)
        delta += (shrink - 1) * position
        return delta, state
