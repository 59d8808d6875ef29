"""BFGS: an inverse Hessian learned from the gradients alone, and a step along it that a line search measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.line_searches.line import Known, Line, known_at
from app.engine.line_searches.settings import RestsWhenFlat, StrongWolfe
from app.engine.line_searches.wolfe import wolfe_step
from app.engine.objective import Array
from app.engine.optimizers.optimizer import Optimizer
from app.engine.oracle import Oracle
from app.engine.text import Text


class BfgsState(NamedTuple):
    """The inverse Hessian it believes in `(d, d)`, the last step length, and what it knows of where it stands."""

    inverse_hessian: Array
    step_size: float
    previous_value: np.float64 | None
    known: Known | None


@dataclass(frozen=True, kw_only=True)
class Bfgs(RestsWhenFlat, StrongWolfe, Optimizer):
    """BFGS: Newton's method with an inverse Hessian that is learned from how the gradient changes.

    It starts as gradient descent, and after a few steps the valley looks like a round bowl to it. Near a minimum it is almost
    as fast as Newton, without a second derivative or a system to solve. It keeps d² numbers, which L-BFGS avoids.

    Update rule:  p = −H·g
                  x ← x + α·p,  α from a line search with φ(α) ≤ φ(0) + c₁·α·φ′(0) and |φ′(α)| ≤ c₂·|φ′(0)|
                  s = α·p,  y = g(x) − g(x before),  ρ = 1/(yᵀ·s)
                  H ← (I − ρ·s·yᵀ)·H·(I − ρ·y·sᵀ) + ρ·s·sᵀ
    Convention:   as scipy.optimize's BFGS: H starts as the identity and is not rescaled; the search is Moré and Thuente's,
                  Nocedal and Wright's where that fails; its first trial is min(1, 2.02·Δf/φ′(0)) with Δf the last change,
                  at first −‖g‖/2. Where SciPy ends, with all slopes below gtol or nothing found on the line, it rests
                  (and in the latter case asks anew in the next step, which helps where gradients are noisy)
    State:        inverse_hessian (d, d)
    Cost:         one value and one gradient for each trial on the line, mostly one or two a step
    Reference:    Nocedal & Wright 2006, Numerical Optimization, Algorithm 6.1
    """

    name: ClassVar[str] = "bfgs"
    title: ClassVar[Text] = Text("BFGS", "BFGS")
    family: ClassVar[Family] = Family.CURVATURE
    is_square: ClassVar[bool] = True
    batched: ClassVar[bool] = False
    idea: ClassVar[Text] = Text(
        "Learns the curvature from changes of the gradient.",
        "勾配の変化から曲率を学びます。",
    )
    japanese: ClassVar[str] = """
    勾配降下として始まり、数ステップの後には、この手法から見た谷が丸いお椀のようになります。
    最小点の近くではニュートン法とほぼ同じ速さで、2 階微分も、連立方程式を解くことも要りません。d² 個の数を記憶します。
    これを避けたのが L-BFGS です。

    Update rule: x ← x + α·p、 α は φ(α) ≤ φ(0) + c₁·α·φ′(0) と |φ′(α)| ≤ c₂·|φ′(0)| を満たすように直線探索で決める
                 s = α·p、 y = g(x) − g(直前の x)、 ρ = 1/(yᵀ·s)
    Convention: scipy.optimize の BFGS と同じです。H は単位行列から始め、尺度を調整しません。
                直線探索は Moré と Thuente の方法で、失敗したら Nocedal と Wright の方法を使います。
                最初に試す値は min(1, 2.02·Δf/φ′(0)) です。Δf は直前の変化で、初めは −‖g‖/2 とします。SciPy が終わるところ、
                つまりすべての傾きが gtol を下回るか、直線上で何も見つからないところでは、
                位置が止まります（後者では次のステップで改めて評価します。勾配にノイズがあるときに役立ちます）
    Cost:       直線上の試行ごとに値 1 回と勾配 1 回。試行はたいてい 1 ステップに 1〜2 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "scipy",
            "scipy.optimize.minimize(function, start, jac=gradient, method='BFGS',"
            " options={{'c1': {c1}, 'c2': {c2}, 'gtol': {gtol}}})",
            Text(
                "one call runs to the end; callback sees each step",
                "1 回の呼び出しで最後まで進み、各ステップは callback で見えます",
            ),
        ),
    )

    def initial_state(self, position: Array) -> BfgsState:
        return BfgsState(np.eye(len(position)), 0.0, None, None)

    def step(self, position: Array, oracle: Oracle, state: BfgsState, learning_rate: Any) -> tuple[Array, BfgsState]:
        hessian, _, previous_value, known = state
        here = known_at(position, oracle, known)
        at_rest = np.zeros_like(position), BfgsState(hessian, 0.0, previous_value, here)
        if np.max(np.abs(here.gradient)) <= self.gtol:
            return at_rest
        if previous_value is None:
            previous_value = here.value + np.linalg.norm(here.gradient) / 2
        line = Line(oracle, here, -(hessian @ here.gradient))
        length = wolfe_step(line, previous_value, self.c1, self.c2, lambda _: True)
        if length is None:
            return at_rest[0], at_rest[1]._replace(known=None)
        s, there = length * line.direction, line.known(length)
        hessian = _learned(hessian, s, there.gradient - here.gradient)
        return s, BfgsState(hessian, float(length), here.value, there)


def _learned(hessian: Array, s: Array, y: Array) -> Array:
    """The inverse Hessian `(d, d)` that takes y to s and otherwise changes as little as possible."""
    curvature = y @ s
    rho = 1000.0 if curvature == 0 else 1 / curvature  # SciPy's way out, which keeps H finite
    left = np.eye(len(s)) - np.outer(s, y) * rho
    right = np.eye(len(s)) - np.outer(y, s) * rho
    learned: Array = left @ (hessian @ right) + np.outer(rho * s, s)
    return learned
