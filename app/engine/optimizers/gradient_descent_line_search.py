"""Gradient descent with a line search: straight downhill, as far as it pays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine.choice import Choice
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.line_searches.armijo import backtrack, interpolate
from app.engine.line_searches.line import Known, Line, known_at
from app.engine.line_searches.settings import StrongWolfe
from app.engine.line_searches.zoom import bracket_and_zoom
from app.engine.objective import Array
from app.engine.optimizers.optimizer import Optimizer
from app.engine.oracle import Oracle
from app.engine.text import Text


class Search(Choice):
    """How a step length is looked for."""

    words = ("backtracking", "interpolation", "strong_wolfe")


class GradientDescentLineSearchState(NamedTuple):
    """The last step length, and what is known of where it stands."""

    step_size: float
    known: Known | None


@dataclass(frozen=True, kw_only=True)
class GradientDescentLineSearch(StrongWolfe, Optimizer):
    """Gradient descent with a line search: there is no rate to choose, each step is as long as it pays.

    It can not diverge, and needs no tuning. In an elongated valley it still zigzags, since a good step length does not help
    a direction that points at the wall: that is what the conjugate gradient and BFGS repair.

    Update rule:  backtracking:   α the first of α₀, ρ·α₀, ρ²·α₀, … with f(x − α·g) ≤ f(x) − c₁·α·‖g‖²
                  interpolation:  the same condition, α from parabolas and cubics through the last trials
                  strong_wolfe:   also |g(x − α·g)ᵀ·g| ≤ c₂·‖g‖²
                  x ← x − α·g
    Convention:   interpolation is SciPy's line_search_armijo, which after far too long a trial falls to far too short a one;
                  strong_wolfe is scipy.optimize.line_search, whose first trial is 1; ρ acts in backtracking alone, c₂ in
                  strong_wolfe alone. Where the search finds nothing, it rests
    State:        none
    Cost:         one gradient per step and one value for each trial; in strong_wolfe also gradients of most trials
    Reference:    Nocedal & Wright 2006, Numerical Optimization, Algorithms 3.1, 3.5 and 3.6; Armijo 1966
    """

    name: ClassVar[str] = "gradient_descent_line_search"
    title: ClassVar[Text] = Text("Gradient descent with line search", "直線探索つき勾配降下")
    family: ClassVar[Family] = Family.CURVATURE
    batched: ClassVar[bool] = False
    idea: ClassVar[Text] = Text(
        "Straight downhill, each step as long as it pays.",
        "最も急な向きに、効果がある長さだけ進みます。",
    )
    japanese: ClassVar[str] = """
    発散することがなく、調整も要りません。それでも、細長い谷ではジグザグに進みます。向きが壁を指していては、よい歩幅も
    助けにならないからです。そこを直すのが共役勾配法と BFGS です。

    Update rule: backtracking: α は α₀, ρ·α₀, ρ²·α₀, … のうち f(x − α·g) ≤ f(x) − c₁·α·‖g‖² を満たす最初のもの
                 interpolation: 条件は同じで、 α は直近の試行を通る放物線と三次曲線から決める
                 strong_wolfe: さらに |g(x − α·g)ᵀ·g| ≤ c₂·‖g‖²
    Convention: interpolation は SciPy の line_search_armijo で、極端に長い試行のあとは極端に短い試行に落ちます。
                strong_wolfe は scipy.optimize.line_search で、最初の試行は 1 です。ρ は backtracking だけに、
                c₂ は strong_wolfe だけに効きます。何も見つからないときは動きません
    Cost:       1 ステップに勾配 1 回と、試行ごとに関数値 1 回。strong_wolfe では、ほとんどの試行で勾配も
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "scipy",
            "scipy.optimize.line_search(function, gradient, position, -gradient(position), c1={c1}, c2={c2})",
            Text(
                "the step length of one strong_wolfe step, with a first trial of 1",
                "strong_wolfe の 1 歩の歩幅を返します。最初の試行は 1 です",
            ),
        ),
    )

    line_search: Any = hyperparameter(
        Search("backtracking"),
        Text("search", "直線探索"),
        Text("how a step length is looked for", "歩幅の探し方"),
        symbol="α",
    )
    initial_step: Any = hyperparameter(
        1.0,
        Text("first trial", "最初の歩幅"),
        Text("step length that is tried first", "最初に試す歩幅"),
        symbol="α₀",
        gt=0,
        le=1e6,
        scale="log",
        span=(1e-2, 10.0),
    )
    shrink: Any = hyperparameter(
        0.5,
        Text("shrink", "縮小率"),
        Text("factor on a step length that did not pay", "効果のなかった歩幅に掛ける値"),
        symbol="ρ",
        gt=0,
        le=0.99,
        span=(0.1, 0.9),
        advanced=True,
    )

    def initial_state(self, position: Array) -> GradientDescentLineSearchState:
        return GradientDescentLineSearchState(0.0, None)

    def step(
        self, position: Array, oracle: Oracle, state: GradientDescentLineSearchState, learning_rate: Any
    ) -> tuple[Array, GradientDescentLineSearchState]:
        here = known_at(position, oracle, state.known)
        line = Line(oracle, here, -here.gradient)
        length = self._length(line) if line.slope_at_origin < 0 else None
        if length is None:
            return np.zeros_like(position), GradientDescentLineSearchState(0.0, None)
        return length * line.direction, GradientDescentLineSearchState(float(length), line.known(length))

    def _length(self, line: Line) -> np.float64 | None:
        if self.line_search == "backtracking":
            return backtrack(line, self.initial_step, self.c1, self.shrink)
        if self.line_search == "interpolation":
            return interpolate(line, self.initial_step, self.c1)
        return bracket_and_zoom(line, np.float64(self.initial_step), self.c1, self.c2, lambda _: True)
