"""AdaGrad: every coordinate divides its step by all the slope it has ever seen."""

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


class AdagradState(NamedTuple):
    """How many steps were taken, and the sum of squared gradients so far `(d, ...)`."""

    step: int
    square_sum: Array


@dataclass(frozen=True, kw_only=True)
class Adagrad(WeightDecay):
    """AdaGrad: a rate of its own for each coordinate, falling with the slopes met so far.

    Steep coordinates slow down and flat ones keep their pace, so the path through an elongated bowl is nearly straight.
    The sum never forgets: after a steep start the rate stays small for good, and on long runs it all but stops, which
    is what RMSProp and AdaDelta mend.

    Update rule:  s ← s + g²
                  x ← x − η / (1 + (t − 1)·δ) · g / (√s + ε)
    Convention:   ε outside the root, t counts from 1, s starts at initial_accumulator_value (torch.optim.Adagrad; Keras starts
                  it at 0.1 and puts ε inside the root)
    State:        square_sum (d, ...)
    Cost:         one gradient per step
    Reference:    Duchi, Hazan & Singer 2011, jmlr.org/papers/v12/duchi11a
    """

    name: ClassVar[str] = "adagrad"
    title: ClassVar[Text] = Text("AdaGrad", "AdaGrad")
    family: ClassVar[Family] = Family.ADAPTIVE
    pace: ClassVar[Pace] = of_width(0.08)
    idea: ClassVar[Text] = Text(
        "Smaller steps where the slope has been steep so far.",
        "急だった方向ほど歩幅を小さくします。",
    )
    japanese: ClassVar[str] = """
    急な座標は遅くなり、平らな座標は速さを保つので、細長いお椀を通る経路がほぼまっすぐになります。
    勾配の二乗和は何も忘れません。出だしが急だと学習率はその後もずっと小さく、長く実行するとほとんど止まってしまいます。
    これを改めたのが RMSProp と AdaDelta です。

    Convention: ε は根号の外に置きます。t は 1 から数え、s は initial_accumulator_value から始まります
                （torch.optim.Adagrad。Keras では 0.1 から始まり、ε は根号の中です）
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.Adagrad(parameters, lr={learning_rate}, lr_decay={learning_rate_decay}, "
            "initial_accumulator_value={initial_accumulator_value}, eps={epsilon}, weight_decay={weight_decay})",
        ),
        Elsewhere(
            "optax",
            "optax.adagrad({learning_rate}, initial_accumulator_value={initial_accumulator_value}, eps={epsilon})",
            Text(
                "ε inside the root; left out, the sum starts at 0.1 and ε is 1e-7",
                "ε は平方根の中です。省略時、和は 0.1 から始まり、ε は 1e-7 です",
            ),
        ),
        Elsewhere(
            "keras",
            "keras.optimizers.Adagrad(learning_rate={learning_rate}, "
            "initial_accumulator_value={initial_accumulator_value}, epsilon={epsilon}, "
            "weight_decay={decoupled_weight_decay})",
            Text(
                "ε inside the root; left out, the sum starts at 0.1 and ε is 1e-7",
                "ε は平方根の中です。省略時、和は 0.1 から始まり、ε は 1e-7 です",
            ),
        ),
    )

    learning_rate: Any = fields.learning_rate(1e-2)
    learning_rate_decay: Any = hyperparameter(
        0.0,
        Text("rate decay", "学習率減衰"),
        Text("how fast the rate falls with the number of steps", "ステップ数とともに学習率が下がる速さ"),
        symbol="δ",
        ge=0,
        le=1e6,
        span=(0.0, 1.0),
        advanced=True,
    )
    initial_accumulator_value: Any = hyperparameter(
        0.0,
        Text("first sum", "初期の和"),
        Text("where the sum of squares starts", "勾配の二乗和の初期値"),
        symbol="s₀",
        ge=0,
        le=1e6,
        span=(0.0, 1.0),
        advanced=True,
    )
    epsilon: Any = fields.epsilon(1e-10)

    def initial_state(self, position: Array) -> AdagradState:
        return AdagradState(0, np.full_like(position, self.initial_accumulator_value))

    def update(self, gradient: Array, state: AdagradState, learning_rate: Any) -> tuple[Array, AdagradState]:
        step, s = state
        s += gradient * gradient
        root = np.sqrt(s)
        root += self.epsilon
        delta = gradient * (-learning_rate / (1 + step * self.learning_rate_decay))
        delta /= root
        return delta, AdagradState(step + 1, s)
