"""Damped Newton: Newton's step with its curvatures made positive, and not longer than it pays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine.choice import Choice
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.line_searches.armijo import backtrack
from app.engine.line_searches.line import Known, Line, known_at
from app.engine.line_searches.settings import Armijo
from app.engine.objective import Array
from app.engine.optimizers.optimizer import Optimizer
from app.engine.oracle import Oracle
from app.engine.quadratic_model import quadratic_model
from app.engine.text import Text


class Modification(Choice):
    """What makes the curvatures positive."""

    words = ("shift", "absolute")


class DampedNewtonState(NamedTuple):
    """The curvatures `(d,)` where the last step began, what was added to the smallest, the step length, and what is known."""

    curvatures: Array
    shift: float
    step_size: float
    known: Known | None


@dataclass(frozen=True, kw_only=True)
class DampedNewton(Armijo, Optimizer):
    """Damped Newton: Newton's method that only goes down.

    Where the Hessian has a negative curvature, Newton would climb to a saddle; here the curvatures are made positive first, so
    that the step leads away from it. Each step is halved until it pays, and near a minimum it is Newton's own again.

    Update rule:  H = ∇²f(x) = Q·diag(λ)·Qᵀ
                  shift:  μ = λ + max(0, δ − min λ)  or  absolute:  μ = max(|λ|, δ)
                  p = −Q·((Qᵀ·g)/μ)
                  x ← x + α·p,  α the first of 1, ½, ¼, … with f(x + α·p) ≤ f(x) + c₁·α·gᵀ·p
    Convention:   shift is Levenberg's H + τ·I with the smallest τ that makes every curvature at least δ; absolute is
                  saddle-free Newton (Dauphin et al. 2014, arXiv:1406.2572). Where no step pays, it rests
    State:        curvatures (d, ...)
    Cost:         one gradient, one Hessian (which counts as d gradients) and one value for each trial per step
    Reference:    Nocedal & Wright 2006, Numerical Optimization, Algorithms 3.1 and 3.2, section 3.4
    """

    name: ClassVar[str] = "damped_newton"
    title: ClassVar[Text] = Text("Damped Newton", "減衰ニュートン法")
    family: ClassVar[Family] = Family.CURVATURE
    is_square: ClassVar[bool] = True
    batched: ClassVar[bool] = False
    idea: ClassVar[Text] = Text(
        "Newton's method that only goes down, and so leaves saddles.",
        "下る向きにだけ進むニュートン法で、鞍点を離れます。",
    )
    japanese: ClassVar[str] = """
    ヘッセ行列に負の曲率があるところでは、ニュートン法は鞍点へ登ってしまいます。ここでは先に曲率を正にするので、
    鞍点から離れる向きに進みます。1 歩は、関数値が十分に下がるまで半分に縮めていきます。最小点の近くでは、
    元のニュートン法と同じ 1 歩になります。

    Update rule: shift: μ = λ + max(0, δ − min λ)、 absolute: μ = max(|λ|, δ)
                 x ← x + α·p、 α は 1, ½, ¼, … のうち f(x + α·p) ≤ f(x) + c₁·α·gᵀ·p を満たす最初のもの
    Convention: shift は Levenberg の H + τ·I で、τ はすべての曲率を δ 以上にする最小の値です。
                absolute は saddle-free Newton です（Dauphin ほか 2014、arXiv:1406.2572）。
                どの歩幅でも十分に下がらないところでは、位置が止まります
    Cost:       1 ステップに勾配 1 回、ヘッセ行列 1 回（勾配 d 回と数えます）、試行ごとに値 1 回
    """

    modification: Any = hyperparameter(
        Modification("shift"),
        Text("made positive", "曲率の修正"),
        Text("what makes negative curvatures positive", "負の曲率を正にする方法"),
        symbol="μ",
    )
    delta: Any = hyperparameter(
        1e-3,
        Text("least", "最小の曲率"),
        Text("least curvature a step may rely on", "歩幅を決めるときの曲率の下限"),
        symbol="δ",
        gt=0,
        le=1e6,
        scale="log",
        span=(1e-6, 10.0),
    )

    def initial_state(self, position: Array) -> DampedNewtonState:
        return DampedNewtonState(np.zeros_like(position), 0.0, 0.0, None)

    def step(
        self, position: Array, oracle: Oracle, state: DampedNewtonState, learning_rate: Any
    ) -> tuple[Array, DampedNewtonState]:
        here = known_at(position, oracle, state.known)
        model = quadratic_model(here.gradient, oracle.hessian(position))
        lowest = model.curvatures[0]
        if self.modification == "shift":
            positive = model.curvatures + max(0.0, self.delta - lowest)
        else:
            positive = np.maximum(np.abs(model.curvatures), self.delta)
        line = Line(oracle, here, -model.solution(positive))
        length = backtrack(line, 1.0, self.c1, 0.5) if line.slope_at_origin < 0 else None
        if length is None:
            return np.zeros_like(position), DampedNewtonState(model.curvatures, 0.0, 0.0, None)
        shift = float(positive[0] - lowest)
        return length * line.direction, DampedNewtonState(model.curvatures, shift, float(length), line.known(length))
