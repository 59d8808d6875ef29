"""Simulated annealing: a random walk that also goes up, ever less as it cools."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.optimizer import Optimizer
from app.engine.oracle import Oracle
from app.engine.text import Text


class SimulatedAnnealingState(NamedTuple):
    """Steps taken, the temperature of the last one, the loss where it stands, and the best point so far `(d,)`.

    Both losses are NaN until the start was measured.
    """

    step: int
    temperature: float
    value: float
    best: Array
    best_value: float


@dataclass(frozen=True, kw_only=True)
class SimulatedAnnealing(Optimizer):
    """Simulated annealing: a random walk that takes any step down, and a step up with a chance that falls as it cools.

    Hot, it wanders over hills that would hold any descent; cold, it is random local search. Between the two it settles in a
    deep basin more often than in a shallow one, if it is cooled slowly enough. The path shown is that of the walker; the
    best point it ever saw is in the state.

    Update rule:  T ← T₀ · γᵗ
                  s ← x + ε · N
                  x ← s where f(s) ≤ f(x), or where U < exp(−(f(s) − f(x))/T)
    Convention:   Metropolis, cooled geometrically; t counts from 0. N is drawn as (d), then U, in every step. The temperature
                  is in units of the loss. The start is measured in the first step
    State:        best (d, ...)
    Cost:         one value per step, and one for the start
    Reference:    Kirkpatrick, Gelatt & Vecchi 1983, doi:10.1126/science.220.4598.671; Metropolis et al. 1953
    """

    name: ClassVar[str] = "simulated_annealing"
    title: ClassVar[Text] = Text("Simulated annealing", "焼きなまし法")
    family: ClassVar[Family] = Family.DERIVATIVE_FREE
    batched: ClassVar[bool] = False
    draws: ClassVar[bool] = True
    idea: ClassVar[Text] = Text(
        "Walks at random, and uphill ever less often.",
        "無作為に歩き、冷えるにつれて上りを受け入れなくなります。",
    )
    japanese: ClassVar[str] = """
    熱いうちは、降下法ならどれも止まってしまうような丘を越えてさまよい、冷えるとランダム局所探索になります。その間では、
    十分にゆっくり冷やせば、浅いくぼみより深いくぼみに落ち着くことが多くなります。表示する経路は歩いている点のもので、
    それまでに見た最良の点は状態に入っています。

    Update rule: f(s) ≤ f(x)、 または U < exp(−(f(s) − f(x))/T) なら x ← s
    Convention: Metropolis 法で、幾何級数的に冷やし、t は 0 から数えます。毎ステップ、N を (d) の形で引き、
                次に U を引きます。温度の単位は損失の単位です。出発点は最初のステップで測ります
    Cost:       1 ステップに値 1 回、ほかに出発点で 1 回
    """

    temperature: Any = hyperparameter(
        1.0,
        Text("temperature", "初期温度"),
        Text("how much of a climb is taken at first", "はじめにどれほどの上りを受け入れるか"),
        symbol="T₀",
        gt=0,
        le=1e9,
        scale="log",
        span=(1e-3, 1e3),
    )
    cooling: Any = hyperparameter(
        0.95,
        Text("cooling", "冷却率"),
        Text("share of the temperature left after a step", "1 ステップごとに温度に掛ける値"),
        symbol="γ",
        gt=0,
        le=1,
        scale="one_minus",
        span=(0.5, 0.9999),
    )
    step_size: Any = hyperparameter(
        0.5,
        Text("reach", "歩幅"),
        Text("standard deviation of a try in each coordinate", "各座標で試す幅の標準偏差"),
        symbol="ε",
        gt=0,
        le=1e6,
        scale="log",
        span=(1e-4, 10.0),
    )

    def initial_state(self, position: Array) -> SimulatedAnnealingState:
        return SimulatedAnnealingState(0, float(self.temperature), math.nan, position.copy(), math.nan)

    def step(
        self, position: Array, oracle: Oracle, state: SimulatedAnnealingState, learning_rate: Any
    ) -> tuple[Array, SimulatedAnnealingState]:
        step, _, value, best, best_value = state
        if math.isnan(value):
            value = best_value = float(oracle.value(position))
        temperature = self.temperature * self.cooling**step
        random = oracle.random
        move, chance = self.step_size * random.standard_normal(len(position)), random.random()
        tried = position + move
        tried_value = float(oracle.value(tried))
        if tried_value <= value or chance < np.exp((value - tried_value) / temperature):
            value = tried_value
        else:
            move = np.zeros_like(position)
        if value < best_value:
            best, best_value = tried, value
        return move, SimulatedAnnealingState(step + 1, float(temperature), value, best, best_value)
