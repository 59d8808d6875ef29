"""Random directions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from app.engine.directions.direction import Immediate, Surroundings, Vectors
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.randomness import Purpose, generator
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Gaussian(Immediate):
    """Random: every coordinate of a direction is drawn from the normal distribution.

    The slice of the lecture notes. Two random directions in many dimensions are nearly perpendicular, and nearly perpendicular
    to everything that matters: what bends along a few directions looks flat along most. Networks of different scale cannot be
    compared this way; filter normalization is for that.

    Rule:         dₖ ~ N(0, I)
    Convention:   drawn by (seed, k), so that the first direction stays when a second one joins; not made perpendicular;
                  of length about √d unless `unit`
    Reference:    Goodfellow, Vinyals & Saxe 2015, arXiv:1412.6544
    """

    name: ClassVar[str] = "random"
    title: ClassVar[Text] = Text("Random", "ランダム")
    idea: ClassVar[Text] = Text("Anywhere, from a seed.", "シードから決まる、でたらめな方向です。")
    japanese: ClassVar[str] = """
    講義ノートの断面です。高次元では 2 つのランダムな方向はほぼ直交し、意味のある方向ともほぼ直交します。少数の方向にだけ曲がった
    地形は、たいてい平らに見えます。大きさの異なるネットワークどうしは比べられません。それにはフィルター正規化を使います。

    Convention: シードと k から引くので、2 本目を加えても 1 本目は変わりません。直交化はせず、unit でなければ長さは約 √d です
    """

    unit: bool = hyperparameter(
        False, Text("unit length", "長さ 1"), Text("shortened to length one", "長さを 1 にします"), advanced=True
    )

    def vectors(self, around: Surroundings, count: int) -> Vectors:
        found = drawn(around, count)
        return Vectors(found / np.linalg.norm(found, axis=1, keepdims=True) if self.unit else found)


def drawn(around: Surroundings, count: int) -> Array:
    """`count` normal vectors `(count, d)` of the seed."""
    dimension = around.objective.dimension
    draws = [generator(around.seed, k, 0, Purpose.DIRECTION).standard_normal(dimension) for k in range(count)]
    return np.array(draws).reshape(count, dimension)
