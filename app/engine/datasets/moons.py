"""Moons: two half circles that reach into each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from app.engine.datasets import settings
from app.engine.datasets.dataset import Dataset
from app.engine.datasets.generator import DatasetGenerator, grouped
from app.engine.randomness import legacy_generator
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Moons(DatasetGenerator):
    """Moons: two half circles, each reaching into the hollow of the other.

    A straight line gets most of it right and can do no better; a few hidden units bend it. The usual first picture of a
    decision boundary.

    Recipe:       t = linspace(0, π, n)
                  upper (0):  (cos t, sin t)        lower (1):  (1 − cos t, ½ − sin t)
                  x ← x + σ·randn
    Convention:   sklearn.datasets.make_moons((n, n), shuffle=False, noise=σ, random_state=seed)
    Reference:    Pedregosa et al. 2011, Scikit-learn, JMLR 12, 2825–2830
    """

    name: ClassVar[str] = "moons"
    title: ClassVar[Text] = Text("Moons", "三日月")
    idea: ClassVar[Text] = Text("Two half circles that reach into each other.", "互いに入り込んだ 2 つの半円です。")
    japanese: ClassVar[str] = """
    直線でも大半は分けられますが、それ以上にはなりません。隠れユニットが数個あれば境界が曲がります。決定境界の図として最初に
    よく使われます。

    Convention: sklearn.datasets.make_moons((n, n), shuffle=False, noise=σ, random_state=seed) と同じ値です
    """

    points: int = settings.points_per_class(100)
    noise: float = settings.noise(0.1, Text("how far points stray from the curves", "曲線からのずれの大きさ"))
    seed: int = settings.seed()

    def draw(self) -> Dataset:
        angle = np.linspace(0, np.pi, self.points)
        upper = np.column_stack([np.cos(angle), np.sin(angle)])
        lower = np.column_stack([1 - np.cos(angle), 1 - np.sin(angle) - 0.5])
        stray = legacy_generator(self.seed).normal(0.0, self.noise, (2, self.points, 2))
        return grouped([upper + stray[0], lower + stray[1]], ("upper", "lower"))
