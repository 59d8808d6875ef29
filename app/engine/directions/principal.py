"""The principal components of recorded runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from app.engine.directions.direction import DirectionError, Immediate, Surroundings, Vectors, checked_count
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Principal(Immediate):
    """PCA: the plane nearest to the positions of one or several runs.

    The only plane on which a run in many dimensions shows movement: seen along random directions it hardly leaves the spot. How
    much of the movement lies in the plane is the explained variance; what is missing is shown as each step's distance.

    Rule:         the leading right singular vectors of the positions less their mean
    Convention:   all recorded positions of all runs count alike, about their common mean (Li et al. subtract the last position
                  instead); of length one; the sign makes the largest entry positive
    Reference:    Lorch 2016; Li et al. 2018, section 7, arXiv:1712.09913
    """

    name: ClassVar[str] = "pca"
    title: ClassVar[Text] = Text("Principal components", "主成分")
    idea: ClassVar[Text] = Text("The plane along which the runs move most.", "軌跡が最もよく動く平面です。")
    japanese: ClassVar[str] = """
    高次元の軌跡の動きが見える、ただ 1 つの平面です。ランダムな方向から見ると、軌跡はほとんど動きません。動きのどれだけが平面に
    入っているかが寄与率で、入らない分は各ステップの平面からの距離として示します。

    Convention: すべての実行の記録された位置を同じ重みで数え、全体の平均からの差を使います（Li らは最後の位置を引きます）。
                長さは 1、最大の成分が正になる符号です
    """

    def vectors(self, around: Surroundings, count: int) -> Vectors:
        if not around.paths:
            raise DirectionError("no_trajectories", "principal components need recorded runs")
        positions = np.concatenate(around.paths)
        positions = positions - positions.mean(axis=0)
        _, sizes, vectors = np.linalg.svd(positions, full_matrices=False)
        variance = sizes**2
        total = float(variance.sum())
        checked_count(count, int(np.count_nonzero(sizes > 1e-12 * sizes.max(initial=0.0))))
        found = vectors[:count]
        peaks = np.take_along_axis(found, np.abs(found).argmax(axis=1, keepdims=True), axis=1)
        return Vectors(found * np.sign(peaks), variance[:count] / total)
