"""AdaBound: Adam whose rates are squeezed until it is gradient descent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine.elsewhere import Elsewhere
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.adam import AdamRule
from app.engine.optimizers.optimizer import WeightDecay
from app.engine.text import Text

TINY = 1e-15
"""What pytorch_optimizer adds inside the root."""


class AdaboundState(NamedTuple):
    """The rate at the start, and Adam's memory with the largest second moment so far; arrays are `(d, ...)`."""

    step: int
    base_rate: Any
    first_moment: Array
    second_moment: Array
    largest_second_moment: Array


@dataclass(frozen=True, kw_only=True)
class Adabound(AdamRule, WeightDecay):
    """AdaBound: the rate of every coordinate is kept between two bounds that close in on one number.

    It starts as Adam, with bounds so wide that they bind nothing, and ends as momentum SGD with the final rate, because
    Adam is quick at first and SGD is said to settle better. A final rate that is too large for the steepest curvature
    makes it diverge late, once the bounds have closed in.

    Update rule:  m ← β₁·m + (1 − β₁)·g
                  v ← β₂·v + (1 − β₂)·g²,  w ← max(w, v),  u = w if ams_bound, else u = v
                  r = η·√(1 − β₂ᵗ)/(1 − β₁ᵗ) / (√(u + 1e-15) + ε)
                  x ← x − clip(r, ρ·(1 − 1/(γ·t + 1)), ρ·(1 + 1/(γ·t))) · m,  ρ = final rate · η/η₀
    Convention:   t counts from 1, ε beside the uncorrected root, and a schedule moves the bounds too, by its share of the
                  rate at the start (pytorch_optimizer.AdaBound; the paper has η/√t and no bias correction)
    State:        first_moment (d, ...), second_moment (d, ...), largest_second_moment (d, ...)
    Cost:         one gradient per step
    Reference:    Luo, Xiong, Liu & Sun 2019, Algorithms 2 and 3, arXiv:1902.09843
    """

    name: ClassVar[str] = "adabound"
    title: ClassVar[Text] = Text("AdaBound", "AdaBound")
    idea: ClassVar[Text] = Text(
        "Adam at first, gradient descent at last.",
        "最初は Adam、最後は勾配降下になります。",
    )
    japanese: ClassVar[str] = """
    最初は上限と下限の幅が広く、何も制限しないので、Adam として始まります。終わりには、
    最後の学習率で進むモメンタム付きの SGD になります。Adam は初めが速く、SGD のほうがよく落ち着くといわれるからです。
    最後の学習率が最も急な曲率に対して大きすぎると、上限と下限が狭まった後になってから発散します。

    Update rule: v ← β₂·v + (1 − β₂)·g²、 w ← max(w, v)、 ams_bound なら u = w、 そうでなければ u = v
                 x ← x − clip(r, ρ·(1 − 1/(γ·t + 1)), ρ·(1 + 1/(γ·t))) · m、 ρ = 最終学習率 · η/η₀
    Convention: t は 1 から数え、ε は補正前の平方根に加えます。スケジュールは上限と下限にも、
                開始時の学習率に対する割合で効きます（pytorch_optimizer.AdaBound。論文では η/√t を使い、
                偏り補正がありません）
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "pytorch_optimizer",
            "pytorch_optimizer.AdaBound(parameters, lr={learning_rate}, final_lr={final_learning_rate}, "
            "betas=({beta1}, {beta2}), gamma={gamma}, weight_decay={weight_decay}, weight_decouple=False, "
            "ams_bound={ams_bound}, eps={epsilon})",
            Text(
                "Unless weight_decouple=False, its weight_decay is the decoupled one.",
                "weight_decouple=False を指定しないと、weight_decay は分離した減衰になります。",
            ),
        ),
    )

    final_learning_rate: Any = hyperparameter(
        0.1,
        Text("final rate", "最後の学習率"),
        Text("rate that all coordinates end with", "すべての座標が最後に近づく学習率"),
        symbol="ρ",
        ge=0,
        le=1e6,
        scale="log",
        span=(1e-4, 1.0),
    )
    gamma: Any = hyperparameter(
        1e-3,
        Text("closing in", "狭まる速さ"),
        Text("how fast the bounds close in on the final rate", "上限と下限が最後の学習率へ近づく速さ"),
        symbol="γ",
        gt=0,
        le=1e6,
        scale="log",
        span=(1e-4, 1.0),
    )
    ams_bound: bool = hyperparameter(
        False,
        Text("largest square", "最大の二乗"),
        Text("divide by the largest mean square so far", "これまでで最大の二乗平均で割ります"),
        advanced=True,
    )

    def initial_state(self, position: Array) -> AdaboundState:  # type: ignore[override]
        return AdaboundState(
            0, self.learning_rate, np.zeros_like(position), np.zeros_like(position), np.zeros_like(position)
        )

    def update(self, gradient: Array, state: Any, learning_rate: Any) -> tuple[Array, Any]:
        step, base, m, v, w = state
        step += 1
        self._collect(gradient, m, v)
        np.maximum(w, v, out=w)
        base = np.where(np.equal(base, 0), learning_rate, base)
        final = self.final_learning_rate * learning_rate / np.where(np.equal(base, 0), 1.0, base)
        delta = np.sqrt((w if self.ams_bound else v) + TINY)
        delta += self.epsilon
        delta[...] = learning_rate * (1 - self.beta2**step) ** 0.5 / (1 - self.beta1**step) / delta
        lower, upper = final * (1 - 1 / (self.gamma * step + 1)), final * (1 + 1 / (self.gamma * step))
        delta[...] = np.minimum(np.maximum(delta, lower), upper)
        delta *= -m
        return delta, AdaboundState(step, base, m, v, w)
