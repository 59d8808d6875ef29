"""Shampoo: AdaGrad with a matrix for the rows and one for the columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.decompositions import singular
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.optimizer import FirstOrder
from app.engine.pace import Pace, of_width
from app.engine.text import Text


class ShampooState(NamedTuple):
    """How many steps were taken, the last step before the rate, and for rows and columns: the sum, and its inverse root."""

    step: int
    velocity: Array
    row_sum: Array
    column_sum: Array
    row_root: Array
    column_root: Array


@dataclass(frozen=True, kw_only=True)
class Shampoo(FirstOrder):
    """Shampoo: the gradient of a matrix, divided by fourth roots of all it has been along rows and along columns.

    AdaGrad divides each entry by its own past and is blind to directions between them; this keeps the whole second moment
    of rows and of columns, far smaller than that of all entries. An ill-conditioned factor on either side of the matrix
    is undone, however it is turned. Its sums never forget, so it slows down for good.

    Update rule:  G ← (1 − μ)·g + μ·v + λ·X,  v = g at the first step
                  L ← L + G·Gᵀ,  R ← R + Gᵀ·G,  both from ε·I
                  v ← L^(−1/4)·G·R^(−1/4)
                  X ← X − η·v − η·λ′·X
    Convention:   the momentum mixes the last divided step into the raw gradient, and roots are zero until first computed
                  (pytorch_optimizer.Shampoo); a vector beside matrices has L alone, to the power −1/2
    State:        velocity (rows, columns), row_sum (rows, rows), column_sum (columns, columns),
                  row_root (rows, rows), column_root (columns, columns)
    Cost:         one gradient per step, and two singular value decompositions
    Reference:    Gupta, Koren & Singer 2018, Algorithm 1, arXiv:1802.09568
    """

    name: ClassVar[str] = "shampoo"
    title: ClassVar[Text] = Text("Shampoo", "Shampoo")
    family: ClassVar[Family] = Family.MATRIX
    pace: ClassVar[Pace] = of_width(0.08)
    batched: ClassVar[bool] = False
    per_group: ClassVar[bool] = True
    sees_shape: ClassVar[bool] = True
    needs_matrix: ClassVar[bool] = True
    idea: ClassVar[Text] = Text(
        "AdaGrad with one matrix for the rows and one for the columns.",
        "行と列のそれぞれに行列を持つ AdaGrad です。",
    )
    japanese: ClassVar[str] = """
    AdaGrad は各成分をその成分自身の過去で割り、成分の間の方向は見ません。Shampoo は行と列の二次モーメントをまるごと
    保持しますが、全成分の二次モーメントよりはるかに小さくて済みます。行列のどちら側に悪条件の因子があっても、
    どう回転していても打ち消します。和は決して忘れないので、減速したまま元には戻りません。

    Update rule: G ← (1 − μ)·g + μ·v + λ·X、 最初のステップでは v = g
                 L ← L + G·Gᵀ、 R ← R + Gᵀ·G、 どちらも ε·I から始める
    Convention: モメンタムは、割り算を済ませた前回の歩みを生の勾配に混ぜます。根は最初に計算するまで 0 です
                （pytorch_optimizer.Shampoo）。行列と並ぶベクトルは L だけを持ち、−1/2 乗を使います
    Cost:       1 ステップに勾配 1 回と特異値分解 2 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "pytorch_optimizer",
            "pytorch_optimizer.Shampoo(parameters, lr={learning_rate}, momentum={momentum}, weight_decay={weight_decay}, "
            "preconditioning_compute_steps={preconditioning_compute_steps}, matrix_eps={matrix_epsilon})",
            Text(
                "its weight_decay is the decoupled one with weight_decouple=True",
                "weight_decouple=True を指定すると、weight_decay は分離した減衰になります",
            ),
        ),
    )

    momentum: Any = fields.momentum(0.0)
    weight_decay: Any = fields.coupled_weight_decay()
    decoupled_weight_decay: Any = fields.decoupled_weight_decay()
    preconditioning_compute_steps: int = fields.step_count(
        1,
        Text("roots every", "根の間隔"),
        Text("steps from one computation of the roots to the next", "根を計算し直す間隔"),
        "k",
    )
    matrix_epsilon: Any = hyperparameter(
        1e-6,
        Text("epsilon", "イプシロン"),
        Text("what the sums start with on their diagonals", "和の対角成分の初期値"),
        symbol="ε",
        ge=0,
        le=1e6,
        scale="log",
        span=(1e-8, 1.0),
        advanced=True,
    )

    def initial_state(self, position: Array) -> ShampooState:
        rows, columns = (*position.shape, 0)[:2]
        sums = self.matrix_epsilon * np.eye(rows), self.matrix_epsilon * np.eye(columns)
        return ShampooState(0, np.zeros_like(position), *sums, *map(np.zeros_like, sums))

    def update_at(
        self, position: Array, gradient: Array, state: ShampooState, learning_rate: Any
    ) -> tuple[Array, ShampooState]:
        step, v, *factors = state
        before = v if step else gradient
        pushed = gradient + self.momentum * (before - gradient) + self.weight_decay * position
        self._collect(pushed, step + 1, factors)
        *_, left, right = factors
        v = left @ pushed if pushed.ndim == 1 else left @ pushed @ right
        delta = -learning_rate * (v + self.decoupled_weight_decay * position)
        return delta, ShampooState(step + 1, v, *factors)

    def _collect(self, gradient: Array, step: int, factors: list[Array]) -> None:
        """Both sums, and every so many steps their inverse roots, in place."""
        rows, columns, left, right = factors
        matrix = gradient.reshape(len(gradient), -1)
        rows += matrix @ matrix.T
        if columns.size:
            columns += matrix.T @ matrix
        if step % self.preconditioning_compute_steps == 0:
            left[...] = _inverse_root(rows, 2 * gradient.ndim)
            right[...] = _inverse_root(columns, 2 * gradient.ndim)


def _inverse_root(matrix: Array, order: int) -> Array:
    """`matrix` to the power −1/order, of one that is symmetric and not negative."""
    u, values, v = singular(matrix)
    root: Array = (u * values ** (-1.0 / order)) @ v
    return root
