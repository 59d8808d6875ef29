"""Nelder–Mead: a simplex that tumbles downhill and contracts around the minimum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.optimizer import Optimizer
from app.engine.oracle import Oracle
from app.engine.text import Text


class NelderMeadState(NamedTuple):
    """The corners `(d + 1, d)`, best first, and their losses `(d + 1,)`, NaN until they were measured."""

    is_measured: bool
    simplex: Array
    values: Array


@dataclass(frozen=True, kw_only=True)
class NelderMead(Optimizer):
    """Nelder–Mead: d + 1 corners, of which the worst is thrown over the others, farther or shorter by what is found there.

    It needs values alone, compares them and nothing else, so any rising function of the loss gives the same path. In a few
    dimensions it is hard to beat; in many it is slow, and on some functions, even smooth convex ones, it collapses
    on a point that is no minimum (McKinnon 1998).

    Update rule:  m ← mean of all corners but the worst, w
                  r ← m + (m − w);  better than the best: e ← m + ρ·(m − w), the lower of both
                  worse than the second worst: c ← m + ψ·(m − w) if r is lower than w, else m − ψ·(m − w)
                  c no lower: every corner ← best + σ·(corner − best)
    Convention:   ρ 2, ψ ½, σ ½; adaptive: ρ 1 + 2/d, ψ ¾ − 1/(2d), σ 1 − 1/d. The first corners are the start with one coordinate
                  longer by a share, or set to a small number where it is zero. The position is the best corner, one step is
                  one iteration; it never stops by itself (scipy.optimize.minimize, allvecs)
    State:        simplex (d + 1, d), values (d + 1,)
    Cost:         one or two values per step, d + 2 where it shrinks, and d + 1 for the first corners
    Reference:    Nelder & Mead 1965, doi:10.1093/comjnl/7.4.308; adaptive: Gao & Han 2012, doi:10.1007/s10589-010-9329-3
    """

    name: ClassVar[str] = "nelder_mead"
    title: ClassVar[Text] = Text("Nelder–Mead", "Nelder–Mead 法")
    family: ClassVar[Family] = Family.DERIVATIVE_FREE
    is_square: ClassVar[bool] = True
    batched: ClassVar[bool] = False
    idea: ClassVar[Text] = Text(
        "A simplex that throws its worst corner over the others.",
        "単体の最も悪い頂点を反対側へ折り返していきます。",
    )
    japanese: ClassVar[str] = """
    必要なのは関数値だけで、それも比べるだけなので、損失をどんな増加関数に通しても同じ経路になります。次元が少なければ、これに
    勝つのは困難です。次元が多いと遅く、関数によっては、滑らかな凸関数でさえ、最小点でない点につぶれてしまいます
    （McKinnon 1998）。

    Update rule: m ← 最悪の頂点を除く全頂点の平均、 w は最悪の頂点
                 r ← m + (m − w)、 最良の頂点より良ければ e ← m + ρ·(m − w)、 低い方を採る
                 最悪の次に悪い頂点より悪ければ、 r が w より低いとき c ← m + ψ·(m − w)、 そうでなければ m − ψ·(m − w)
                 c が低くならなければ、 各頂点 ← 最良 + σ·(頂点 − 最良)
    Convention: ρ は 2、ψ は ½、σ は ½。adaptive では、ρ は 1 + 2/d、ψ は ¾ − 1/(2d)、σ は 1 − 1/d。最初の頂点は、出発点の
                座標を一つだけ、ある割合で伸ばした点です。ゼロの座標は、小さな値にします。位置は最良の頂点で、
                1 ステップが 1 回の反復です。自分からは止まりません（scipy.optimize.minimize、allvecs）
    Cost:       1 ステップに関数値 1 回か 2 回、縮小するときは d + 2 回。最初の頂点に d + 1 回
    Reference:  Nelder & Mead 1965, doi:10.1093/comjnl/7.4.308; adaptive は Gao & Han 2012, doi:10.1007/s10589-010-9329-3
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "scipy",
            "scipy.optimize.minimize(function, start, method='Nelder-Mead', "
            "options=dict(adaptive={adaptive}, xatol=0, fatol=0, maxiter=201, maxfev=10**6, return_all=True)).allvecs",
            Text(
                "maxiter 201 is 200 steps; the list starts with the best of the first corners, not with the start. Other first "
                "corners go in as initial_simplex. Unless xatol and fatol are 0 it stops by itself at 1e-4.",
                "maxiter=201 で 200 ステップです。allvecs は出発点ではなく、最初の頂点のうち最良の点から始まります。"
                "最初の単体を変えるには initial_simplex を渡します。xatol と fatol を 0 にしないと 1e-4 で止まります。",
            ),
        ),
    )

    adaptive: bool = hyperparameter(
        False,
        Text("adaptive", "次元に合わせる"),
        Text("gentler moves in many dimensions", "次元が高いほど動きを穏やかにします"),
    )
    initial_share: Any = hyperparameter(
        0.05,
        Text("first corners", "最初の大きさ"),
        Text("share by which a coordinate is longer at a first corner", "最初の頂点で座標を伸ばす割合"),
        symbol="δ",
        gt=0,
        le=100,
        scale="log",
        span=(1e-3, 1.0),
    )
    initial_length: Any = hyperparameter(
        0.00025,
        Text("corners at zero", "ゼロのときの大きさ"),
        Text("a coordinate of zero at its first corner", "座標が 0 のとき最初の頂点で取る値"),
        symbol="δ₀",
        gt=0,
        le=1e6,
        scale="log",
        span=(1e-4, 1.0),
        advanced=True,
    )

    def initial_state(self, position: Array) -> NelderMeadState:
        moved = np.where(position != 0, (1 + self.initial_share) * position, self.initial_length)
        simplex = np.vstack([position, np.where(np.eye(len(position), dtype=bool), moved, position)])
        return NelderMeadState(False, simplex, np.full(len(simplex), np.nan))

    def step(
        self, position: Array, oracle: Oracle, state: NelderMeadState, learning_rate: Any
    ) -> tuple[Array, NelderMeadState]:
        is_measured, simplex, values = state
        if not is_measured:
            values = np.array([float(oracle.value(corner)) for corner in simplex])
            simplex, values = _sorted(simplex, values)
        corner = self._replacement(oracle, simplex, values)
        if corner is None:
            shrink = 1 - 1 / len(position) if self.adaptive else 0.5
            simplex[1:] = simplex[0] + shrink * (simplex[1:] - simplex[0])
            values[1:] = [float(oracle.value(corner)) for corner in simplex[1:]]
        else:
            simplex[-1], values[-1] = corner
        simplex, values = _sorted(simplex, values)
        return simplex[0] - position, NelderMeadState(True, simplex, values)

    def _replacement(self, oracle: Oracle, simplex: Array, values: Array) -> tuple[Array, float] | None:
        """What stands in for the worst corner, with its loss; None where the simplex has to shrink."""
        dimension = simplex.shape[1]
        expansion, contraction = (1 + 2 / dimension, 0.75 - 1 / (2 * dimension)) if self.adaptive else (2.0, 0.5)
        middle, worst = np.sum(simplex[:-1], axis=0) / dimension, simplex[-1]

        def tried(reach: float) -> tuple[Array, float]:
            point = (1 + reach) * middle - reach * worst
            return point, float(oracle.value(point))

        reflected = tried(1.0)
        if reflected[1] < values[0]:
            expanded = tried(expansion)
            return expanded if expanded[1] < reflected[1] else reflected
        if reflected[1] < values[-2]:
            return reflected
        if reflected[1] < values[-1]:
            contracted = tried(contraction)
            return contracted if contracted[1] <= reflected[1] else None
        contracted = tried(-contraction)
        return contracted if contracted[1] < values[-1] else None


def _sorted(simplex: Array, values: Array) -> tuple[Array, Array]:
    order = np.argsort(values)
    return simplex[order], values[order]
