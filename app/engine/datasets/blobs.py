"""Blobs: round clouds, one per class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from app.engine.datasets import settings
from app.engine.datasets.dataset import Dataset
from app.engine.datasets.generator import DatasetGenerator, grouped, numbered
from app.engine.randomness import legacy_generator
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Blobs(DatasetGenerator):
    """Blobs: one round cloud per class, their centres evenly on a circle.

    Straight lines are the best there is, so a linear classifier does as well as any network. With more spread the clouds
    overlap, and no classifier can reach 100 %.

    Recipe:       c = 2·(cos φ, sin φ),  φ = 2πj/K        for class j of K
                  x = c + σ·randn(n, 2)
    Convention:   sklearn.datasets.make_blobs(n_samples=[n]*K, centers=c, cluster_std=σ, shuffle=False, random_state=seed);
                  left to itself it draws the centres too
    Reference:    Pedregosa et al. 2011, Scikit-learn, JMLR 12, 2825–2830
    """

    name: ClassVar[str] = "blobs"
    title: ClassVar[Text] = Text("Blobs", "点の塊")
    idea: ClassVar[Text] = Text("Round clouds that straight lines separate.", "直線で分けられる丸い塊です。")
    japanese: ClassVar[str] = """
    直線が最善の境界なので、線形分類器でもネットワークと同じ成績になります。ばらつきを増やすと塊が重なり、どの分類器でも
    正解率は 100 % になりません。

    Convention: sklearn.datasets.make_blobs(n_samples=[n]*K, centers=c, cluster_std=σ, shuffle=False, random_state=seed)
                と同じ値です。指定しなければ scikit-learn は中心も乱数で決めます
    """

    points: int = settings.points_per_class(100)
    classes: int = settings.class_count(3, most=10)
    noise: float = settings.noise(0.5, Text("spread of each cloud", "塊ごとの広がり"))
    seed: int = settings.seed()

    def draw(self) -> Dataset:
        random = legacy_generator(self.seed)
        angles = 2 * np.pi * np.arange(self.classes) / self.classes
        centres = 2 * np.column_stack([np.cos(angles), np.sin(angles)])
        clouds = [random.normal(centre, self.noise, (self.points, 2)) for centre in centres]
        return grouped(clouds, numbered(self.classes))
