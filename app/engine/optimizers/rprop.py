"""Rprop: only the signs of the slopes, and a step length for each coordinate that learns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.optimizer import WeightDecay
from app.engine.pace import Pace, of_width
from app.engine.text import Text


class RpropState(NamedTuple):
    """Whether it has moved yet, the gradient before (zero after a reversal) and the step lengths; arrays are `(d, ...)`."""

    is_moving: bool
    previous_gradient: Array
    step_size: Array


@dataclass(frozen=True, kw_only=True)
class Rprop(WeightDecay):
    """Rprop: each coordinate goes on by a length of its own, longer while the slope keeps its sign, shorter once it turns.

    How steep the slope is plays no part, so scaling the function changes nothing, and the zigzag of an elongated bowl is
    over after a few reversals. It needs exact gradients: with mini-batches the signs flip for no reason and the lengths
    collapse, which is what RMSProp was made for.

    Update rule:  s ← s·η₊ where g·g′ > 0;  s ← s·η₋ and g ← 0 where g·g′ < 0;  s within [s_min, s_max]
                  x ← x − s · sign(g)
                  g′ ← g
    Convention:   the rate is the first step length and acts no more after the first step, so a schedule does nothing later; a
                  reversal costs one step of rest, nothing is taken back (torch.optim.Rprop). A rate of zero rests, where
                  torch would go by s_min
    State:        previous_gradient (d, ...), step_size (d, ...)
    Cost:         one gradient per step
    Reference:    Riedmiller & Braun 1993, doi:10.1109/ICNN.1993.298623; this variant is iRprop− of Igel & Hüsken 2000
    """

    name: ClassVar[str] = "rprop"
    title: ClassVar[Text] = Text("Rprop", "Rprop")
    family: ClassVar[Family] = Family.SIGN
    pace: ClassVar[Pace] = of_width(0.02)
    idea: ClassVar[Text] = Text(
        "Only the sign of the slope; the step length learns.",
        "傾きの符号だけを使い、歩幅を学習します。",
    )
    japanese: ClassVar[str] = """
    傾きの大きさは関係ないので、関数を定数倍しても何も変わらず、細長いお椀でのジグザグも数回の反転で収まります。
    正確な勾配が必要です。ミニバッチでは理由もなく符号が反転し、歩幅がつぶれてしまいます。RMSProp はそのために作られました。

    Update rule: g·g′ > 0 なら s ← s·η₊、 g·g′ < 0 なら s ← s·η₋ かつ g ← 0、 s は [s_min, s_max] の範囲に保つ
    Convention: 学習率は最初の歩幅で、最初のステップより後は働かないため、スケジュールはその後何もしません。
                符号が反転すると 1 ステップだけ休み、前の歩みを取り消すことはしません（torch.optim.Rprop）。
                学習率が 0 なら止まったままです（torch では s_min だけ進みます）
    Cost:       1 ステップに勾配 1 回
    Reference:  Riedmiller & Braun 1993, doi:10.1109/ICNN.1993.298623; この変種は Igel & Hüsken 2000 の iRprop−
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.Rprop(parameters, lr={learning_rate}, etas=({eta_minus}, {eta_plus}), "
            "step_sizes=({step_min}, {step_max}))",
        ),
        Elsewhere(
            "optax",
            "optax.rprop({learning_rate}, eta_minus={eta_minus}, eta_plus={eta_plus}, min_step_size={step_min}, "
            "max_step_size={step_max})",
            Text(
                "optax 0.2.8 takes each step one update late, and none at the first",
                "optax 0.2.8 では各ステップが 1 回遅れ、最初は動きません",
            ),
        ),
    )

    learning_rate: Any = fields.learning_rate(1e-2)
    eta_minus: Any = hyperparameter(
        0.5,
        Text("shrink", "縮小率"),
        Text("factor on a step length after a reversal", "符号が変わったとき歩幅に掛ける値"),
        symbol="η₋",
        gt=0,
        lt=1,
        span=(0.1, 0.9),
    )
    eta_plus: Any = hyperparameter(
        1.2,
        Text("grow", "拡大率"),
        Text("factor on a step length that went well", "符号が変わらないとき歩幅に掛ける値"),
        symbol="η₊",
        gt=1,
        le=10,
        span=(1.05, 2.0),
    )
    step_min: Any = hyperparameter(
        1e-6,
        Text("shortest", "最小の歩幅"),
        Text("shortest step length", "歩幅の最小値"),
        symbol="s_min",
        ge=0,
        le=1e6,
        scale="log",
        span=(1e-12, 1e-2),
        advanced=True,
    )
    step_max: Any = hyperparameter(
        50.0,
        Text("longest", "最大の歩幅"),
        Text("longest step length", "歩幅の最大値"),
        symbol="s_max",
        ge=0,
        le=1e6,
        scale="log",
        span=(0.1, 100.0),
        advanced=True,
    )

    def initial_state(self, position: Array) -> RpropState:
        return RpropState(is_moving=False, previous_gradient=np.zeros_like(position), step_size=np.zeros_like(position))

    def update(self, gradient: Array, state: RpropState, learning_rate: Any) -> tuple[Array, RpropState]:
        is_moving, previous, size = state
        if not is_moving:
            size[...] = learning_rate
        agreement = gradient * previous
        size *= np.where(agreement > 0, self.eta_plus, np.where(agreement < 0, self.eta_minus, 1.0))
        size[...] = np.where(size > 0, np.minimum(np.maximum(size, self.step_min), self.step_max), 0.0)
        previous[...] = np.where(agreement < 0, 0.0, gradient)
        return -np.sign(previous) * size, RpropState(is_moving=True, previous_gradient=previous, step_size=size)
