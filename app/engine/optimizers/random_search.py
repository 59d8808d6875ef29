"""Random search: points at random, of which the lowest is kept."""

from __future__ import annotations

import math
from abc import abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.choice import Choice
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.optimizer import Optimizer
from app.engine.oracle import Oracle
from app.engine.text import Text


class LowestState(NamedTuple):
    """NaN until the start was measured."""

    lowest_value: float
    """The loss at the position, the lowest so far."""
    tried_value: float
    """The lowest of the last tries."""


@dataclass(frozen=True, kw_only=True)
class KeepLowest(Optimizer):
    """Tries a few points a step and goes to the lowest if it lies below the position; they differ in where they try."""

    family: ClassVar[Family] = Family.DERIVATIVE_FREE
    batched: ClassVar[bool] = False
    draws: ClassVar[bool] = True

    samples: int

    @abstractmethod
    def moves(self, position: Array, oracle: Oracle) -> Array:
        """Changes of `position` `(d,)` to try, `(d, samples)`."""

    def initial_state(self, position: Array) -> LowestState:
        return LowestState(math.nan, math.nan)

    def step(
        self, position: Array, oracle: Oracle, state: LowestState, learning_rate: Any
    ) -> tuple[Array, LowestState]:
        lowest = float(oracle.value(position)) if math.isnan(state.lowest_value) else state.lowest_value
        moves = self.moves(position, oracle)
        values = oracle.value(position[:, None] + moves)
        chosen = int(np.argmin(np.where(np.isnan(values), np.inf, values)))
        tried = float(values[chosen])
        if tried < lowest:
            return moves[:, chosen].copy(), LowestState(tried, tried)
        return np.zeros_like(position), LowestState(lowest, tried)


class SamplingDistribution(Choice):
    """Where samples come from: anywhere in the domain, or around the origin."""

    words = ("uniform", "normal")


@dataclass(frozen=True, kw_only=True)
class RandomSearch(KeepLowest):
    """Random search: every point is drawn afresh, and the lowest so far is the position.

    Nothing is learned from what was seen, so nothing can lead it astray either: it finds the right basin among many if
    that is large enough. In a few dimensions it is a fair start; each further one makes the good region rarer by a factor,
    which is why it fails on the weights of a network.

    Update rule:  s ← l + (u − l) · U   or   s ← σ · N,  n times
                  x ← s where f(s) < f(x), the lowest of the n
    Convention:   uniform in the domain [l, u], or normal around the origin as strategy 1 of CS231n draws its weights, with
                  σ = 0.0001 there; U and N are drawn as (d, n). The start counts as a try, measured in the first step
    State:        none
    Cost:         n values per step, and one for the start
    Reference:    CS231n, Optimization notes, strategy 1; Rastrigin 1963
    """

    name: ClassVar[str] = "random_search"
    title: ClassVar[Text] = Text("Random search", "ランダム探索")
    idea: ClassVar[Text] = Text(
        "Draws points at random and keeps the lowest.",
        "無作為に点を選び、最も低い点を残します。",
    )
    japanese: ClassVar[str] = """
    見たものから何も学ばないので、何かに惑わされることもありません。正しいくぼみが十分に大きければ、たくさんの中からそれを
    見つけます。次元が少なければ悪くない始め方です。次元が 1 つ増えるたびに、良い領域の割合は何分の 1 かに減るため、
    ネットワークの重みではうまくいきません。

    Update rule: s ← l + (u − l) · U または s ← σ · N、 n 回
                 f(s) < f(x) なら x ← s、 n 個のうち最も低いもの
    Convention: 定義域 [l, u] の一様分布か、CS231n の strategy 1 が重みを引くように原点を中心とする正規分布で、
                そこでは σ = 0.0001 です。U と N は (d, n) の形で引きます。出発点も候補の 1 つとし、最初のステップで測ります
    Cost:       1 ステップに値 n 回、ほかに出発点で 1 回
    Reference:  CS231n, Optimization notes, 戦略 1; Rastrigin 1963
    """

    samples: int = fields.samples(5)
    distribution: str = hyperparameter(
        SamplingDistribution("uniform"),
        Text("distribution", "分布"),
        Text(
            "uniform over the domain, or normal around the origin",
            "定義域での一様分布か、原点を中心とする正規分布です",
        ),
        symbol="p",
    )
    std: Any = hyperparameter(
        1.0,
        Text("spread", "標準偏差"),
        Text("standard deviation of normal samples", "正規分布の標準偏差"),
        symbol="σ",
        gt=0,
        le=1e6,
        scale="log",
        span=(1e-4, 10.0),
        advanced=True,
    )

    def moves(self, position: Array, oracle: Oracle) -> Array:
        shape = (len(position), int(self.samples))
        if self.distribution == "normal":
            points = self.std * oracle.random.standard_normal(shape)
        else:
            lower, upper = oracle.domain.T[..., None]
            points = lower + (upper - lower) * oracle.random.random(shape)
        moves: Array = points - position[:, None]
        return moves
