"""L-BFGS: BFGS that remembers its last steps instead of a matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.choice import Choice
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.line_searches.line import Known, Line
from app.engine.line_searches.min_func import grow_and_shrink
from app.engine.objective import Array
from app.engine.optimizers.optimizer import Optimizer
from app.engine.oracle import Oracle
from app.engine.text import Text

_LEAST_CURVATURE = 1e-10


class LineSearchFunction(Choice):
    """Whether the rate is the step, or the first trial of a search."""

    words = ("none", "strong_wolfe")


class LbfgsState(NamedTuple):
    """Iterations so far; the last direction and the gradient it was made from, `(d,)`; the last step length; 1/curvature along
    the last step; and the last steps s with their changes of gradient y, newest last."""

    iteration: int
    direction: Array
    previous_gradient: Array
    step_size: float
    inverse_curvature: float
    pairs: tuple[tuple[Array, Array], ...]


@dataclass(frozen=True, kw_only=True)
class Lbfgs(Optimizer):
    """L-BFGS: BFGS that remembers its last steps instead of a matrix.

    The inverse Hessian is never written down: its product with the gradient follows from the last steps and the changes of the
    gradient over them, so it works for millions of coordinates. Without a line search a rate of 1 is Newton's full step, and
    can be too bold far from the minimum.

    Update rule:  s = α·p,  y = g(x) − g(x before),  kept if yᵀ·s > 10⁻¹⁰
                  q ← −g;  newest to oldest:  a = sᵀ·q/(yᵀ·s),  q ← q − a·y
                  p ← q·(yᵀ·s)/(yᵀ·y) of the newest;  oldest to newest:  p ← p + (a − yᵀ·p/(yᵀ·s))·s
                  x ← x + α·p,  α = η, or from a strong Wolfe search whose first trial is η
    Convention:   torch.optim.LBFGS in all: a step is one call of step(closure), up to max_iter iterations (set 1 to see each;
                  the search needs max_eval 25 then); the first α is η·min(1, 1/Σ|gᵢ|); c₁ 10⁻⁴, c₂ 0.9; a max_eval of 0 is
                  max_iter·5/4. A rate of zero rests
    State:        direction (d, ...), previous_gradient (d, ...)
    Cost:         one value and one gradient at the start of a step, and for each iteration but the last or each trial
    Reference:    Liu & Nocedal 1989, doi:10.1007/BF01589116; Nocedal & Wright 2006, Algorithm 7.5
    """

    name: ClassVar[str] = "lbfgs"
    title: ClassVar[Text] = Text("L-BFGS", "L-BFGS")
    family: ClassVar[Family] = Family.CURVATURE
    batched: ClassVar[bool] = False
    idea: ClassVar[Text] = Text(
        "Learns the curvature, remembering only its last steps.",
        "直近の歩みだけから曲率を学びます。",
    )
    japanese: ClassVar[str] = """
    逆ヘッセ行列を書き出すことはありません。勾配との積を、直近の何歩かと、その間の勾配の変化から求めるので、何百万もの座標でも
    使えます。直線探索がないとき、学習率 1 はニュートン法のステップそのもので、最小点から遠い所では大胆すぎることがあります。

    Update rule: s = α·p、 y = g(x) − g(直前の x)、 yᵀ·s > 10⁻¹⁰ なら記憶に加える
                 q ← −g、 新しい順に a = sᵀ·q/(yᵀ·s)、 q ← q − a·y
                 最新の組で p ← q·(yᵀ·s)/(yᵀ·y)、 古い順に p ← p + (a − yᵀ·p/(yᵀ·s))·s
                 x ← x + α·p、 α = η、 または η を最初の試行とする強 Wolfe 条件の直線探索で決める
    Convention: すべて torch.optim.LBFGS と同じです。1 ステップは step(closure) の呼び出し 1 回で、最大 max_iter 回反復します
                （1 にすると反復を一つずつ見られますが、そのとき直線探索には max_eval 25 が必要です）。
                最初の α は η·min(1, 1/Σ|gᵢ|)、c₁ は 10⁻⁴、c₂ は 0.9 です。max_eval の 0 は max_iter·5/4 を表します。学習率が
                ゼロなら動きません
    Cost:       ステップの最初と、最後を除く各反復または各試行に、関数値 1 回と勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.LBFGS(parameters, lr={learning_rate}, max_iter={max_iter}, max_eval={max_eval} or None,"
            " tolerance_grad={tolerance_grad}, tolerance_change={tolerance_change}, history_size={history_size},"
            " line_search_fn=None if {line_search_fn} == 'none' else {line_search_fn})",
        ),
    )

    learning_rate: Any = fields.learning_rate(1.0)
    max_iter: int = hyperparameter(
        20,
        Text("iterations", "反復回数"),
        Text("most iterations in one step", "1 ステップの中の最大反復回数"),
        symbol="I",
        ge=1,
        le=1000,
        span=(1, 39),
    )
    max_eval: int = hyperparameter(
        0,
        Text("evaluations", "評価回数"),
        Text(
            "most evaluations in one step; 0: 5/4 of the iterations",
            "1 ステップの中の最大評価回数。0 なら反復回数の 5/4",
        ),
        symbol="E",
        ge=0,
        le=10_000,
        span=(0, 100),
        advanced=True,
    )
    tolerance_grad: Any = hyperparameter(
        1e-7,
        Text("flat below", "停止の勾配"),
        Text("largest slope in any coordinate at which it rests", "どの座標の傾きもこれ以下なら動きません"),
        symbol="ε_g",
        ge=0,
        le=1e6,
        scale="log",
        span=(1e-12, 1e-2),
        advanced=True,
    )
    tolerance_change: Any = hyperparameter(
        1e-9,
        Text("still below", "停止の変化"),
        Text("change of position or loss at which a step ends", "位置や損失の変化がこれ以下ならステップを終えます"),
        symbol="ε_x",
        ge=0,
        le=1e6,
        scale="log",
        span=(1e-14, 1e-3),
        advanced=True,
    )
    history_size: int = hyperparameter(
        100,
        Text("memory", "記憶の数"),
        Text("how many steps it remembers", "覚えておく歩みの数"),
        symbol="m",
        ge=1,
        le=1000,
        span=(1, 100),
    )
    line_search_fn: Any = hyperparameter(
        LineSearchFunction("none"),
        Text("line search", "直線探索"),
        Text("none: the rate is the step", "「なし」なら学習率がそのまま歩幅になります"),
        symbol="α",
    )

    def initial_state(self, position: Array) -> LbfgsState:
        return LbfgsState(0, np.zeros_like(position), np.zeros_like(position), 0.0, 1.0, ())

    def step(self, position: Array, oracle: Oracle, state: LbfgsState, learning_rate: Any) -> tuple[Array, LbfgsState]:
        here = _asked(oracle, position)
        most = self.max_eval or self.max_iter * 5 // 4
        evaluations, iteration = 1, 0
        while iteration < self.max_iter and learning_rate > 0 and not (iteration == 0 and self._is_flat(here)):
            iteration += 1
            state = self._turned(state, here.gradient)
            line = Line(oracle, here, state.direction)
            first = min(1.0, 1.0 / np.sum(np.abs(here.gradient))) if state.iteration == 1 else 1.0
            state = state._replace(step_size=first * learning_rate)
            if line.slope_at_origin > -self.tolerance_change:
                break
            is_last = iteration == self.max_iter
            there, length, trials = self._moved(line, state.step_size, most - evaluations, is_last)
            state = state._replace(step_size=length)
            evaluations += trials
            here, before = there, here
            if is_last or evaluations >= most or self._is_flat(here):
                break
            if np.max(np.abs(length * state.direction)) <= self.tolerance_change:
                break
            if abs(here.value - before.value) < self.tolerance_change:
                break
        delta = here.position - position
        delta += here.position - (position + delta)  # so that the sum of both is the position, to the last bit
        return delta, state

    def _is_flat(self, here: Known) -> bool:
        return bool(np.max(np.abs(here.gradient)) <= self.tolerance_grad)

    def _turned(self, state: LbfgsState, gradient: Array) -> LbfgsState:
        """The state with a new direction, and with the last step in its memory."""
        inverse_curvature, pairs = state.inverse_curvature, state.pairs
        if state.iteration > 0:
            y, s = gradient - state.previous_gradient, state.direction * state.step_size
            if y @ s > _LEAST_CURVATURE:
                kept = pairs if len(pairs) < self.history_size else pairs[1:]
                pairs, inverse_curvature = (*kept, (s, y)), float(y @ s / (y @ y))
        direction = _product(pairs, inverse_curvature, -gradient)
        return LbfgsState(state.iteration + 1, direction, gradient.copy(), state.step_size, inverse_curvature, pairs)

    def _moved(self, line: Line, first: float, most_trials: int, is_last: bool) -> tuple[Known, float, int]:
        """Where the line leads, how far, and at how many evaluations."""
        if self.line_search_fn == "strong_wolfe":
            found = grow_and_shrink(line, np.float64(first), most_trials, self.tolerance_change)
            return found.known, float(found.step), found.trials
        step = np.float64(first)
        if is_last:  # nobody will look at what is known there
            return Known(line.position(step), line.value_at_origin, line.origin.gradient), first, 0
        return line.known(step), first, 1


def _asked(oracle: Oracle, position: Array) -> Known:
    return Known(position, np.float64(oracle.value(position)), oracle.gradient(position))


def _product(pairs: tuple[tuple[Array, Array], ...], inverse_curvature: float, vector: Array) -> Array:
    """The inverse Hessian, as the pairs know it, times `vector` `(d,)`."""
    shares = []
    for s, y in reversed(pairs):
        share = (s @ vector) * (1.0 / (y @ s))
        shares.append(share)
        vector = vector - share * y
    vector = vector * inverse_curvature
    for (s, y), share in zip(pairs, reversed(shares), strict=True):
        vector = vector + (share - (y @ vector) * (1.0 / (y @ s))) * s
    return vector
