"""SM3: AdaGrad with little memory, and momentum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.objective import Array
from app.engine.optimizers.optimizer import WeightDecay
from app.engine.pace import Pace, of_width
from app.engine.text import Text


class Sm3State(NamedTuple):
    """The sum of squared gradients and the momentum, both `(d, ...)`."""

    square_sum: Array
    velocity: Array


class Sm3MatrixState(NamedTuple):
    """A bound of the sums in each row `(rows, 1, ...)` and column `(1, columns, ...)`, and the momentum."""

    row_square_sum: Array
    column_square_sum: Array
    velocity: Array


@dataclass(frozen=True, kw_only=True)
class Sm3(WeightDecay):
    """SM3: AdaGrad with a momentum, made for tables too large to keep a sum for every entry.

    For a matrix it keeps one sum per row and column; for a vector one per coordinate, and it is AdaGrad with
    its steps averaged over time. Like AdaGrad it goes straight through an elongated bowl and slows down for good.

    Update rule:  s ← s + g²
                  m ← μ·m + (1 − μ)·g/√(s + 1e-8), the quotient 0 where s is zero
                  x ← x − η · m
    Convention:   the momentum averages the divided gradients (optax.sm3; it has no default rate); in a matrix s is
                  min(row, column) + g², and rows and columns keep their largest s
    State:        square_sum (d, ...), velocity (d, ...)
    Cost:         one gradient per step
    Reference:    Anil et al. 2019, arXiv:1901.11150
    """

    name: ClassVar[str] = "sm3"
    title: ClassVar[Text] = Text("SM3", "SM3")
    family: ClassVar[Family] = Family.ADAPTIVE
    pace: ClassVar[Pace] = of_width(0.08)
    per_group: ClassVar[bool] = True
    sees_shape: ClassVar[bool] = True
    idea: ClassVar[Text] = Text(
        "AdaGrad with averaged steps, made to save memory.",
        "メモリーを節約する、モメンタムつきの AdaGrad です。",
    )
    japanese: ClassVar[str] = """
    行列では行と列に 1 つずつ、ベクトルでは座標に 1 つずつ和を保持し、ベクトルでは歩みを時間平均した AdaGrad になります。
    AdaGrad と同じく細長いお椀をまっすぐ進み、減速したまま元には戻りません。

    Update rule: m ← μ·m + (1 − μ)·g/√(s + 1e-8)、 s がゼロの所では商を 0 とする
    Convention: モメンタムは、割り算を済ませた勾配を平均します（optax.sm3。学習率に既定値はありません）。行列では s は min(行、列)
                + g² で、行と列はそれぞれ最大の s を保持します
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "optax",
            "optax.sm3({learning_rate}, momentum={momentum})",
        ),
    )

    learning_rate: Any = fields.learning_rate(1e-1)
    momentum: Any = fields.momentum(0.9)

    def initial_state(self, position: Array) -> Sm3State:
        return Sm3State(np.zeros_like(position), np.zeros_like(position))

    def initial_matrix_state(self, position: Array) -> Sm3MatrixState:
        return Sm3MatrixState(np.zeros_like(position[:, :1]), np.zeros_like(position[:1]), np.zeros_like(position))

    def update(self, gradient: Array, state: Any, learning_rate: Any) -> tuple[Array, Any]:
        s, m = _collected(gradient * gradient, state), state.velocity
        m *= self.momentum
        m += (1 - self.momentum) * (gradient / np.sqrt(s + _EPSILON))
        return m * -learning_rate, state


def _collected(square: Array, state: Sm3State | Sm3MatrixState) -> Array:
    """The sum that each entry of the gradient is measured by; the state's sums are brought up to date."""
    if isinstance(state, Sm3State):
        s = state.square_sum
        s += square
        return s
    rows, columns, _ = state
    s = np.minimum(rows, columns) + square
    rows[...] = s.max(axis=1, keepdims=True)
    columns[...] = s.max(axis=0, keepdims=True)
    return s


_EPSILON = 1e-8
"""optax's; where s is zero the gradient is too, so the quotient needs no case of its own."""
