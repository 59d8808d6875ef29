"""The nonlinear conjugate gradient: each direction keeps what is useful of the one before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine.choice import Choice
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.line_searches.line import Known, Line, known_at
from app.engine.line_searches.settings import RestsWhenFlat, StrongWolfe
from app.engine.line_searches.wolfe import wolfe_step
from app.engine.objective import Array
from app.engine.optimizers.optimizer import Optimizer
from app.engine.oracle import Oracle
from app.engine.text import Text

_DESCENT_SHARE = 0.01


class Conjugacy(Choice):
    """How much of the last direction is kept."""

    words = ("polak_ribiere", "fletcher_reeves", "hestenes_stiefel")


class ConjugateGradientState(NamedTuple):
    """The direction to go next `(d,)`, the share β in it of the one before, the last step length, and what is known."""

    direction: Array
    share: float
    step_size: float
    previous_value: np.float64 | None
    known: Known | None


@dataclass(frozen=True, kw_only=True)
class ConjugateGradient(RestsWhenFlat, StrongWolfe, Optimizer):
    """Conjugate gradient: gradient descent whose directions do not undo one another.

    On a quadratic function of d coordinates it arrives in d steps, however elongated the bowl is, and it remembers only one
    vector. It is momentum with both numbers found by itself: the step by a line search, the share of the old direction by β.

    Update rule:  x ← x + α·p,  α from a line search with φ(α) ≤ φ(0) + c₁·α·φ′(0) and |φ′(α)| ≤ c₂·|φ′(0)|
                  y = g(x) − g(x before)
                  β = max(0, yᵀ·g/‖g before‖²)  or  ‖g‖²/‖g before‖²  or  max(0, yᵀ·g/(yᵀ·p))  by method
                  p ← −g + β·p
    Convention:   polak_ribiere is scipy.optimize's CG in all: c₂ 0.4, Moré and Thuente's search, Nocedal and Wright's where that
                  fails or where the next direction would not fall, pᵀ·g > −0.01·‖g‖²; the others change β alone. Where SciPy
                  ends, with all slopes below gtol or nothing found on the line, the position rests
    State:        direction (d, ...)
    Cost:         one value and one gradient for each trial on the line, mostly two or three a step
    Reference:    Nocedal & Wright 2006, Numerical Optimization, section 5.2; Gilbert & Nocedal 1992, doi:10.1137/0802003
    """

    name: ClassVar[str] = "conjugate_gradient"
    title: ClassVar[Text] = Text("Conjugate gradient", "共役勾配法")
    family: ClassVar[Family] = Family.CURVATURE
    batched: ClassVar[bool] = False
    idea: ClassVar[Text] = Text(
        "Directions that do not undo each other's work.",
        "前の成果を打ち消さない方向に進みます。",
    )
    japanese: ClassVar[str] = """
    d 個の座標の二次関数では、お椀がどれほど細長くても d ステップで着き、記憶するベクトルは 1 つだけです。
    2 つの数を自分で見つけるモメンタムの手法ともいえます。歩幅は直線探索で、前の方向を残す割合は β で決まります。

    Update rule: x ← x + α·p、 α は φ(α) ≤ φ(0) + c₁·α·φ′(0) と |φ′(α)| ≤ c₂·|φ′(0)| を満たすように直線探索で決める
                 y = g(x) − g(直前の x)
                 β = max(0, yᵀ·g/‖直前の g‖²)、 ‖g‖²/‖直前の g‖²、 max(0, yᵀ·g/(yᵀ·p)) のいずれか（method による）
    Convention: polak_ribiere はすべて scipy.optimize の CG と同じです。c₂ は 0.4、直線探索は Moré と Thuente の方法です。
                それが失敗するか、次の方向が下り（pᵀ·g ≤ −0.01·‖g‖²）にならないときは、Nocedal と Wright の方法を使います。
                ほかの選択肢で変わるのは β だけです。SciPy が終わるところ、つまりすべての傾きが gtol を下回るか、
                直線上で何も見つからないところでは、位置が止まります
    Cost:       直線上の試行ごとに値 1 回と勾配 1 回。試行はたいてい 1 ステップに 2〜3 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "scipy",
            "scipy.optimize.minimize(function, start, jac=gradient, method='CG',"
            " options={{'c1': {c1}, 'c2': {c2}, 'gtol': {gtol}}})",
            Text("has Polak and Ribière's β alone", "β は Polak–Ribière のものだけです"),
        ),
    )

    method: Any = hyperparameter(
        Conjugacy("polak_ribiere"),
        Text("share", "β の式"),
        Text("how much of the last direction is kept", "前の方向をどれだけ残すか"),
        symbol="β",
    )
    c2: Any = hyperparameter(
        0.4,
        Text("slope", "傾きの割合"),
        Text("share of the first slope that may be left where a step ends", "1 歩の終わりに残ってよい傾きの割合"),
        symbol="c₂",
        gt=0,
        lt=1,
        span=(0.05, 0.95),
        advanced=True,
    )

    def initial_state(self, position: Array) -> ConjugateGradientState:
        return ConjugateGradientState(np.zeros_like(position), 0.0, 0.0, None, None)

    def step(
        self, position: Array, oracle: Oracle, state: ConjugateGradientState, learning_rate: Any
    ) -> tuple[Array, ConjugateGradientState]:
        direction, share, _, previous_value, known = state
        here = known_at(position, oracle, known)
        if previous_value is None:
            direction, previous_value = -here.gradient, here.value + np.linalg.norm(here.gradient) / 2
        at_rest = np.zeros_like(position), ConjugateGradientState(direction, share, 0.0, previous_value, here)
        if np.max(np.abs(here.gradient)) <= self.gtol:
            return at_rest
        line = Line(oracle, here, direction)
        length = wolfe_step(line, previous_value, self.c1, self.c2, lambda step: self._falls_after(line, step))
        if length is None:
            return at_rest[0], at_rest[1]._replace(known=None)
        there = line.known(length)
        share = self._share(line, there.gradient)
        following = ConjugateGradientState(
            -there.gradient + share * direction, float(share), float(length), here.value, there
        )
        return length * direction, following

    def _share(self, line: Line, gradient: Array) -> np.float64:
        """β, where the line led from one gradient to another."""
        before = line.origin.gradient
        y = gradient - before
        if self.method == "fletcher_reeves":
            return np.float64(gradient @ gradient / (before @ before))
        scale = before @ before if self.method == "polak_ribiere" else y @ line.direction
        return np.float64(max(0.0, float(y @ gradient / scale)))

    def _falls_after(self, line: Line, step: np.float64) -> bool:
        """Whether the direction after this step leads downhill; or none is needed, because it is flat there."""
        gradient = line.gradient(step)
        following = -gradient + self._share(line, gradient) * line.direction
        is_flat = np.max(np.abs(gradient)) <= self.gtol
        return bool(is_flat or following @ gradient <= -_DESCENT_SHARE * (gradient @ gradient))
