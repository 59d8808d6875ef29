"""Random local search: a small step in a random direction, taken if it leads down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from app.engine import fields
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.random_search import KeepLowest
from app.engine.oracle import Oracle
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class RandomLocalSearch(KeepLowest):
    """Random local search: tries a point near the best one, and moves there if it is lower.

    A blindfolded hiker who feels with a foot before each step. It gets down any slope without knowing its direction, though
    on average only half of the tries lead down, and in many dimensions hardly any leads down far. It cannot leave a basin
    that is wider than its steps.

    Update rule:  s ← x + ε · N,  n times
                  x ← s where f(s) < f(x), the lowest of the n
    Convention:   the start is measured in the first step, so the first try has to be lower too; CS231n, strategy 2, takes
                  any first try, with ε = 0.0001. N is drawn as (d, n)
    State:        none
    Cost:         n values per step, and one for the start
    Reference:    CS231n, Optimization notes, strategy 2; Matyas 1965, Random Optimization
    """

    name: ClassVar[str] = "random_local_search"
    title: ClassVar[Text] = Text("Random local search", "ランダム局所探索")
    idea: ClassVar[Text] = Text(
        "Tries a random small step and takes it if it leads down.",
        "無作為に小さく動いてみて、低くなるときだけ進みます。",
    )
    japanese: ClassVar[str] = """
    目隠しをした登山者が、一歩ごとに足で探るのと同じです。方向を知らなくてもどんな斜面も下りますが、
    試した点のうち下りになるのは平均して半分だけで、次元が高いと大きく下るものはほとんどありません。歩幅より広いくぼみからは
    出られません。

    Update rule: s ← x + ε · N、 n 回
                 f(s) < f(x) なら x ← s、 n 個のうち最も低いもの
    Convention: 出発点も最初のステップで測るので、最初に試す点もそれより低くなければなりません。CS231n の strategy 2 では
                最初の点を必ず受け入れ、ε = 0.0001 です。N は (d, n) の形で引きます
    Cost:       1 ステップに値 n 回、ほかに出発点で 1 回
    Reference:  CS231n, Optimization notes, 戦略 2; Matyas 1965, Random Optimization
    """

    samples: int = fields.samples(1)
    step_size: Any = hyperparameter(
        0.3,
        Text("reach", "歩幅"),
        Text("standard deviation of a try in each coordinate", "各座標で試す幅の標準偏差"),
        symbol="ε",
        gt=0,
        le=1e6,
        scale="log",
        span=(1e-4, 10.0),
    )

    def moves(self, position: Array, oracle: Oracle) -> Array:
        moves: Array = self.step_size * oracle.random.standard_normal((len(position), int(self.samples)))
        return moves
