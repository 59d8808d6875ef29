"""Newton's method: to where the parabola through the point is flat, be that up or down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.family import Family
from app.engine.objective import Array
from app.engine.optimizers.optimizer import Optimizer
from app.engine.oracle import Oracle
from app.engine.quadratic_model import quadratic_model
from app.engine.text import Text


class NewtonState(NamedTuple):
    """The curvatures `(d, ...)` of the Hessian where the last step began, in ascending order; zero at first."""

    curvatures: Array


@dataclass(frozen=True, kw_only=True)
class Newton(Optimizer):
    """Newton: one step to where the quadratic function that fits the point best is flat.

    Near a minimum the number of correct digits doubles with each step, whatever the shape of the bowl. But flat is all it looks
    for: where a curvature is negative it walks uphill along it, and ends on saddles and maxima as gladly as in a valley.

    Update rule:  H = ∇²f(x) = Q·diag(λ)·Qᵀ
                  x ← x − η · Q·((Qᵀ·g)/λ)
    Convention:   the pure method, η = 1, with no line search and no safeguard; along directions without curvature,
                  |λᵢ| ≤ d·2⁻⁵²·max|λ|, it does not move (the pseudo-inverse, so a singular Hessian gives the shortest step)
    State:        curvatures (d, ...)
    Cost:         one gradient and one Hessian per step, which counts as d gradients, and d³ operations
    Reference:    Nocedal & Wright 2006, Numerical Optimization, section 3.3
    """

    name: ClassVar[str] = "newton"
    title: ClassVar[Text] = Text("Newton", "ニュートン法")
    family: ClassVar[Family] = Family.CURVATURE
    is_square: ClassVar[bool] = True
    idea: ClassVar[Text] = Text(
        "Jumps to where the parabola through the point is flat, saddles included.",
        "近似した二次関数の平らな点に跳びます。鞍点にも向かいます。",
    )
    japanese: ClassVar[str] = """
    最小点の近くでは、お椀の形によらず、正しい桁数が 1 ステップごとに 2 倍になります。ただし、探しているのは平らな所だけです。
    曲率が負の所では、その方向に坂を登り、谷に入るのと同じように、鞍点や極大点にも行き着きます。

    Convention: 純粋なニュートン法で、η = 1、直線探索も安全策もありません。曲率のない方向、つまり |λᵢ| ≤ d·2⁻⁵²·max|λ| の
                方向には動きません（擬似逆行列を使うので、ヘッセ行列が特異なら最短のステップになります）
    Cost:       1 ステップに勾配 1 回とヘッセ行列 1 回（勾配 d 回と数えます）、演算 d³ 回
    """
    learning_rate: Any = fields.learning_rate(1.0)

    def initial_state(self, position: Array) -> NewtonState:
        return NewtonState(np.zeros_like(position))

    def step(
        self, position: Array, oracle: Oracle, state: NewtonState, learning_rate: Any
    ) -> tuple[Array, NewtonState]:
        model = quadratic_model(oracle.gradient(position), oracle.hessian(position))
        return -learning_rate * model.solution(model.curvatures), NewtonState(model.curvatures)
