"""SOAP: Adam in the directions that Shampoo finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.decompositions import eigen
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.optimizer import FirstOrder
from app.engine.pace import Pace, of_width
from app.engine.text import Text


class SoapState(NamedTuple):
    """How many gradients were seen, Adam's moments, and for rows and columns: the mean of squares, and its directions."""

    step: int
    first_moment: Array
    second_moment: Array
    row_mean: Array
    column_mean: Array
    row_basis: Array
    column_basis: Array


@dataclass(frozen=True, kw_only=True)
class Soap(FirstOrder):
    """SOAP: Adam, in coordinates turned to the eigenvectors of rows and of columns.

    Adam is at its best where the axes are those of the valley; Shampoo finds such axes for a matrix. Here Adam runs along
    them, and they are brought up to date now and then only. Away from axes it learns as fast as on them.

    Update rule:  L ← β·L + (1 − β)·G·Gᵀ,  R ← β·R + (1 − β)·Gᵀ·G,  U and V their eigenvectors
                  m ← β₁·m + (1 − β₁)·G,  v ← β₂·v + (1 − β₂)·(Uᵀ·G·V)²
                  N = U·((Uᵀ·m·V) / (√v + ε))·Vᵀ, divided by its root mean square with normalize_gradient
                  X ← (X − η·√(1 − β₂ᵗ)/(1 − β₁ᵗ)·N)·(1 − η·λ)
    Convention:   the first gradient gives U and V and moves nothing; later U is one QR step from L·U, after every f-th step
                  (pytorch_optimizer.SOAP, whose QR is in float32; here float64); a vector beside matrices is not turned
    State:        first_moment (rows, columns), second_moment (rows, columns), row_mean (rows, rows),
                  column_mean (columns, columns), row_basis (rows, rows), column_basis (columns, columns)
    Cost:         one gradient per step
    Reference:    Vyas et al. 2024, Algorithm 3, arXiv:2409.11321
    """

    name: ClassVar[str] = "soap"
    title: ClassVar[Text] = Text("SOAP", "SOAP")
    family: ClassVar[Family] = Family.MATRIX
    pace: ClassVar[Pace] = of_width(0.025)
    batched: ClassVar[bool] = False
    per_group: ClassVar[bool] = True
    sees_shape: ClassVar[bool] = True
    needs_matrix: ClassVar[bool] = True
    idea: ClassVar[Text] = Text(
        "Adam along the directions of rows and columns that Shampoo finds.",
        "Shampoo が見つける行と列の方向に沿った Adam です。",
    )
    japanese: ClassVar[str] = """
    Adam は、座標軸が谷の軸と一致するとき最も力を発揮し、Shampoo は行列に対してそのような軸を見つけます。
    ここでは Adam がその軸に沿って進み、軸はときどき更新するだけです。座標軸から外れた方向でも、軸に沿うときと同じ速さで
    学習します。

    Update rule: L ← β·L + (1 − β)·G·Gᵀ、 R ← β·R + (1 − β)·Gᵀ·G、 U と V はその固有ベクトル
                 N = U·((Uᵀ·m·V) / (√v + ε))·Vᵀ、 normalize_gradient ならその二乗平均平方根で割る
    Convention: 最初の勾配は U と V を決めるだけで、何も動かしません。その後の U は、f ステップごとに、
                ステップの後で L·U から QR 分解 1 回で求めます（pytorch_optimizer.SOAP。そこでは QR 分解が float32、
                ここでは float64）。行列と並ぶベクトルは回しません
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "pytorch_optimizer",
            "pytorch_optimizer.SOAP(parameters, lr={learning_rate}, betas=({beta1}, {beta2}), "
            "shampoo_beta=None if {shampoo_beta} < 0 else {shampoo_beta}, "
            "weight_decay={weight_decay}, precondition_frequency={precondition_frequency}, "
            "max_precondition_dim={max_precondition_dim}, precondition_1d={precondition_1d}, "
            "correct_bias={correct_bias}, normalize_gradient={normalize_gradient}, eps={epsilon})",
            Text(
                "Its QR is in float32, so paths agree to about six digits.",
                "QR 分解が float32 なので、経路の一致は 6 桁程度です。",
            ),
        ),
    )

    learning_rate: Any = fields.learning_rate(3e-3)
    beta1: Any = fields.mean_memory(0.95, "β₁")
    beta2: Any = fields.square_memory(0.95, "β₂")
    shampoo_beta: Any = hyperparameter(
        -1.0,
        Text("directions", "方向"),
        Text(
            "memory of rows and columns; negative: as long as that of squares", "行と列の記憶の長さ。負なら二乗と同じ"
        ),
        symbol="β",
        ge=-1,
        lt=1,
        span=(-1.0, 0.999),
        advanced=True,
    )
    weight_decay: Any = fields.weight_decay_beside(1e-2)
    precondition_frequency: int = fields.step_count(
        10,
        Text("turn every", "更新間隔"),
        Text("steps from one change of directions to the next", "方向を更新する間隔"),
        "f",
    )
    max_precondition_dim: int = fields.step_count(
        10000,
        Text("largest side", "最大の辺"),
        Text("rows or columns beyond which nothing is turned", "方向を求める行数・列数の上限"),
        "n",
    )
    precondition_1d: bool = hyperparameter(
        False,
        Text("turn vectors", "ベクトルも回す"),
        Text("find directions for vectors too", "ベクトルにも方向を求めます"),
        advanced=True,
    )
    correct_bias: bool = hyperparameter(
        True,
        Text("correct bias", "偏りの補正"),
        Text("make up for means that start at zero", "平均がゼロから始まることを補正します"),
        advanced=True,
    )
    normalize_gradient: bool = hyperparameter(
        False,
        Text("equal steps", "歩幅をそろえる"),
        Text("divide each step by its root mean square", "各ステップをその二乗平均平方根で割ります"),
        advanced=True,
    )
    epsilon: Any = fields.epsilon(1e-8)

    def initial_state(self, position: Array) -> SoapState:
        means = [np.zeros((side, side)) for side in self._turned_sides(position.shape)]
        return SoapState(0, np.zeros_like(position), np.zeros_like(position), *means, *map(np.zeros_like, means))

    def update_at(
        self, position: Array, gradient: Array, state: SoapState, learning_rate: Any
    ) -> tuple[Array, SoapState]:
        seen, m, v, *factors = state
        if seen == 0:
            self._collect(gradient, factors)
            for mean, basis in zip(factors[:2], factors[2:], strict=True):
                basis[...] = eigen(mean)[1][:, ::-1]
            return np.zeros_like(position), state._replace(step=1)
        m += (1 - self.beta1) * (gradient - m)
        v += (1 - self.beta2) * (_turned(gradient, *factors[2:]) ** 2 - v)
        *_, left, right = factors
        turned = _turned(_turned(m, left, right) / (np.sqrt(v) + self.epsilon), left.T, right.T)
        if self.normalize_gradient:
            turned /= np.sqrt(np.mean(turned * turned)) + self.epsilon
        decay = learning_rate * self.weight_decay
        delta = turned * (-learning_rate * self._correction(seen) * (1 - decay)) - decay * position
        self._collect(gradient, factors)
        if seen % self.precondition_frequency == 0:
            v = _follow(v, factors)
        return delta, SoapState(seen + 1, m, v, *factors)

    def _turned_sides(self, shape: tuple[int, ...]) -> tuple[int, int]:
        """How many rows and columns are turned, 0 where they are left alone."""
        rows, columns = (*shape, 0)[:2]
        if len(shape) == 1 and not self.precondition_1d:
            rows = 0
        return tuple(side if side <= self.max_precondition_dim else 0 for side in (rows, columns))  # type: ignore[return-value]

    def _correction(self, step: int) -> Any:
        return (1 - self.beta2**step) ** 0.5 / (1 - self.beta1**step) if self.correct_bias else 1.0

    def _collect(self, gradient: Array, factors: list[Array]) -> None:
        """The means of squares along rows and columns, in place."""
        share = 1 - (self.beta2 if self.shampoo_beta < 0 else self.shampoo_beta)
        matrix = gradient.reshape(len(gradient), -1)
        for mean, square in zip(factors[:2], (matrix, matrix.T), strict=True):
            if mean.size:
                np.add(mean, share * (square @ square.T - mean), out=mean)


def _turned(array: Array, left: Array, right: Array) -> Array:
    """Leftᵀ·array·right, without those that are empty; freshly allocated."""
    turned = left.T @ array if left.size else array.copy()
    return turned @ right if right.size else turned


def _follow(v: Array, factors: list[Array]) -> Array:
    """Turn both bases one power iteration further, largest first, in place; the squares `v` in the new order."""
    for axis, (mean, basis) in enumerate(zip(factors[:2], factors[2:], strict=True)):
        if mean.size:
            product = mean @ basis
            order = np.argsort(-np.sum(basis * product, axis=0), kind="stable")
            v = np.take(v, order, axis=axis)
            basis[...] = np.linalg.qr(product[:, order])[0]
    return v
