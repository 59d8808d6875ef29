"""Circles: one class around the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from app.engine.datasets import settings
from app.engine.datasets.dataset import Dataset
from app.engine.datasets.generator import DatasetGenerator, grouped
from app.engine.hyperparameter import hyperparameter
from app.engine.randomness import legacy_generator
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Circles(DatasetGenerator):
    """Circles: a small circle inside a large one.

    No straight line does much better than chance. One more feature, the distance from the origin, would separate them, and
    three hidden units are enough to find it.

    Recipe:       t = 2πk/n,  k = 0 … n − 1
                  outer (0):  (cos t, sin t)        inner (1):  r·(cos t, sin t)
                  x ← x + σ·randn
    Convention:   sklearn.datasets.make_circles((n, n), shuffle=False, noise=σ, random_state=seed, factor=r), whose own
                  factor is 0.8
    Reference:    Pedregosa et al. 2011, Scikit-learn, JMLR 12, 2825–2830
    """

    name: ClassVar[str] = "circles"
    title: ClassVar[Text] = Text("Circles", "同心円")
    idea: ClassVar[Text] = Text("One class around the other.", "一方のクラスがもう一方を囲みます。")
    japanese: ClassVar[str] = """
    直線では当て推量と変わりませんが、原点からの距離という特徴が 1 つあれば分けられます。隠れユニットが 3 個あれば
    見つかります。

    Convention: sklearn.datasets.make_circles((n, n), shuffle=False, noise=σ, random_state=seed, factor=r) と
                同じ値です。scikit-learn での factor の既定値は 0.8 です
    """

    points: int = settings.points_per_class(100)
    noise: float = settings.noise(0.1, Text("how far points stray from the circles", "円からのずれの大きさ"))
    factor: float = hyperparameter(
        0.5,
        Text("inner radius", "内側の半径"),
        Text("radius of the inner circle; the outer one has 1", "内側の円の半径。外側は 1 です"),
        symbol="r",
        ge=0,
        lt=1,
        span=(0.1, 0.9),
    )
    seed: int = settings.seed()

    def draw(self) -> Dataset:
        angle = np.linspace(0, 2 * np.pi, self.points, endpoint=False)
        circle = np.column_stack([np.cos(angle), np.sin(angle)])
        stray = legacy_generator(self.seed).normal(0.0, self.noise, (2, self.points, 2))
        return grouped([circle + stray[0], circle * self.factor + stray[1]], ("outer", "inner"))
