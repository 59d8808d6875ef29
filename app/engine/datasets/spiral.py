"""The spiral: arms that no straight line separates."""

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
class Spiral(DatasetGenerator):
    """Spiral: one arm per class, wound around the origin.

    A linear classifier gets about half of it right, a network with one hidden layer nearly all: the shortest proof that
    depth is worth having. Seed 0 with three classes of 100 points is the data of the CS231n notes, number for number.

    Recipe:       r = linspace(0, 1, n)
                  θ = linspace(4j, 4(j + 1), n) + σ·randn(n)        for class j
                  x₁ = r·sin θ,  x₂ = r·cos θ
    Convention:   sine first, as in the notes; angles in radians, so that arm j starts 4j further on: with more than five
                  classes arms would meet. NumPy's legacy stream (numpy.random.RandomState)
    Reference:    Karpathy 2015, CS231n, "Putting it together: Minimal Neural Network Case Study",
                  cs231n.github.io/neural-networks-case-study
    """

    name: ClassVar[str] = "spiral"
    title: ClassVar[Text] = Text("Spiral", "らせん")
    idea: ClassVar[Text] = Text(
        "Interleaved arms that no straight line separates.",
        "互いに巻き込んだ腕で、直線では分けられません。",
    )
    japanese: ClassVar[str] = """
    線形分類器ではほぼ半分しか正しく分けられませんが、隠れ層が 1 つあるネットワークならほとんど分けられます。層を重ねる意味が
    最もよく分かるデータです。シード 0、3 クラス、各 100 点は CS231n の資料と同じ値です。

    Convention: 資料と同じく sin が先です。角度はラジアンで、j 番目の腕は 4j だけ先から始まるため、6 クラス以上では腕が
                重なります。NumPy の従来の乱数列（numpy.random.RandomState）を使います
    """

    points: int = settings.points_per_class(100)
    classes: int = settings.class_count(3, most=5)
    noise: float = settings.noise(0.2, Text("spread of the angle, in radians", "角度のばらつき（ラジアン）"), most=3.0)
    seed: int = settings.seed()

    def draw(self) -> Dataset:
        random = legacy_generator(self.seed)
        radius = np.linspace(0.0, 1.0, self.points)
        arms = []
        for arm in range(self.classes):
            angle = np.linspace(arm * 4, (arm + 1) * 4, self.points) + random.randn(self.points) * self.noise
            arms.append(np.column_stack([radius * np.sin(angle), radius * np.cos(angle)]))
        return grouped(arms, numbered(self.classes))
