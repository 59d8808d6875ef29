"""Directions towards other points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from app.engine.directions.direction import DirectionError, Immediate, Surroundings, Vectors, checked_count
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Towards(Immediate):
    """Points: from the origin to another point, which lies at coefficient 1.

    From the start of a run to its end, from the end of one run to that of another, from a network to itself with its hidden
    units in another order. Beyond 0 and 1 the line goes on. Two points span a plane with the origin.

    Rule:         dₖ = pₖ − θ
    Convention:   not shortened and not made perpendicular, so that the points lie at (1, 0) and (0, 1)
    Reference:    Goodfellow, Vinyals & Saxe 2015, arXiv:1412.6544; Garipov et al. 2018, arXiv:1802.10026
    """

    name: ClassVar[str] = "points"
    title: ClassVar[Text] = Text("Towards points", "別の点へ")
    idea: ClassVar[Text] = Text("From here to there, and beyond.", "ここからあそこへ、さらにその先へ。")
    japanese: ClassVar[str] = """
    学習の始まりから終わりへ、ある実行の終点から別の実行の終点へ、あるいは隠れユニットを並べ替えた同じネットワークへ。係数 0 と
    1 の外側にも線は続きます。2 つの点は、原点とともに平面を張ります。

    Convention: 長さを変えず直交化もしないので、点は (1, 0) と (0, 1) にあります
    """

    span: ClassVar[tuple[float, float]] = (-0.5, 1.5)

    def vectors(self, around: Surroundings, count: int) -> Vectors:
        checked_count(count, len(around.points))
        found = np.array([point - around.origin for point in around.points[:count]])
        if not np.any(found, axis=1).all():
            raise DirectionError("same_point", "the origin and the point are the same")
        return Vectors(found)
