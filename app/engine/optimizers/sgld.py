"""Langevin dynamics: gradient descent at a temperature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from app.engine import fields
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.noisy_sgd import gaussian
from app.engine.optimizers.optimizer import WeightDecay
from app.engine.oracle import Oracle
from app.engine.pace import Pace, of_curvature
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Sgld(WeightDecay):
    """SGLD: half a gradient step, and noise whose variance is the rate.

    With small rates it does not seek the minimum but wanders so that it is near x with probability proportional to
    exp(−f(x)/T): it samples where an optimizer would settle. A falling rate turns the one into the other. At temperature 0
    it is gradient descent at half the rate.

    Update rule:  x ← x − η/2 · g + √(η·T) · ξ,  ξ ~ N(0, 1) for each coordinate
    Convention:   the loss is the negative log of the density (for a mean over N data, T = 1/N); T = 1 in the paper; weight decay
                  is added to the gradient, a Gaussian prior. One vector ξ per step from the run's own generator, the same
                  for all columns of a batch
    State:        none
    Cost:         one gradient per step
    Reference:    Welling & Teh 2011, equation 4, Bayesian Learning via Stochastic Gradient Langevin Dynamics
    """

    name: ClassVar[str] = "sgld"
    title: ClassVar[Text] = Text("SGLD", "SGLD")
    family: ClassVar[Family] = Family.NOISE
    pace: ClassVar[Pace] = of_curvature(0.2)
    draws: ClassVar[bool] = True
    idea: ClassVar[Text] = Text(
        "Gradient descent at a temperature: it wanders, most often where the loss is low.",
        "温度のある勾配降下です。損失の低い所に長くとどまりながら動き回ります。",
    )
    japanese: ClassVar[str] = """
    学習率が小さいとき、最小点を目指すのではなく、x の近くにいる確率が exp(−f(x)/T) に比例するように動き回ります。
    最適化手法なら落ち着く所で、標本を取るのです。学習率を下げていくと、一方から他方へ移ります。温度 0 では、
    学習率を半分にした勾配降下法です。

    Update rule: x ← x − η/2 · g + √(η·T) · ξ、 座標ごとに ξ ~ N(0, 1)
    Convention: 損失は確率密度の対数に負号を付けたものです（N 個のデータの平均なら T = 1/N）。論文では T = 1 です。
                重み減衰は勾配に加え、ガウス事前分布にあたります。ξ は実行自身の乱数生成器から 1 ステップに 1 本引き、
                バッチのすべての列に共通です
    Cost:       1 ステップに勾配 1 回
    """

    learning_rate: Any = fields.learning_rate(0.01)
    temperature: Any = hyperparameter(
        1.0,
        Text("temperature", "温度"),
        Text("how freely it wanders; 0 is gradient descent", "動き回る強さ。0 なら勾配降下です"),
        symbol="T",
        ge=0,
        le=1e6,
        scale="log",
        span=(1e-3, 10.0),
    )

    def initial_state(self, position: Array) -> tuple[()]:
        return ()

    def update(self, gradient: Array, state: tuple[()], learning_rate: Any) -> tuple[Array, tuple[()]]:
        return gradient * (-learning_rate / 2), state

    def step(self, position: Array, oracle: Oracle, state: tuple[()], learning_rate: Any) -> tuple[Array, tuple[()]]:
        delta, state = super().step(position, oracle, state, learning_rate)
        delta += np.sqrt(learning_rate * self.temperature) * gaussian(oracle, position)
        return delta, state
