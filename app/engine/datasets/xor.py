"""Xor: opposite corners of a square belong together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from app.engine.datasets import settings
from app.engine.datasets.dataset import Dataset
from app.engine.datasets.generator import DatasetGenerator, grouped, stream
from app.engine.text import Text

_CORNERS = np.array([[-1.0, -1.0], [1.0, 1.0], [-1.0, 1.0], [1.0, -1.0]])
"""The two corners where both signs agree, then the two where they differ."""


@dataclass(frozen=True, kw_only=True)
class Xor(DatasetGenerator):
    """Xor: clouds on the corners of a square, opposite corners in one class.

    The problem that a single layer cannot solve, whatever its weights: the classes share their centre, so a linear
    classifier stays at chance. Two hidden units suffice, and start after start some of them get stuck.

    Recipe:       corners (±1, ±1), n points each:  x = corner + σ·randn
                  class 1 where the signs differ, else class 0
    Convention:   signs in place of truth values; without noise and with one point per corner it is the truth table
    Reference:    Minsky & Papert 1969, Perceptrons; Rumelhart, Hinton & Williams 1986, doi:10.1038/323533a0
    """

    name: ClassVar[str] = "xor"
    title: ClassVar[Text] = Text("XOR", "XOR")
    idea: ClassVar[Text] = Text(
        "Opposite corners belong together: a single layer is at chance.",
        "向かい合う角が同じクラスで、1 層では当て推量と変わりません。",
    )
    japanese: ClassVar[str] = """
    重みをどう選んでも 1 層では解けない問題です。2 つのクラスは中心が同じなので、線形分類器は当て推量のままです。隠れユニットは
    2 個で足りますが、出発点によっては途中で止まります。

    Convention: 真理値の代わりに符号を使います。ノイズなし、各角 1 点なら真理値表そのものです
    """

    points: int = settings.points(
        50, Text("points", "点の数"), Text("examples at each corner", "角ごとのデータの数"), most=2000
    )
    noise: float = settings.noise(0.25, Text("spread around each corner", "角のまわりの広がり"))
    seed: int = settings.seed()

    def draw(self) -> Dataset:
        stray = self.noise * stream(self.seed).standard_normal((4, self.points, 2))
        clouds = _CORNERS[:, np.newaxis, :] + stray
        return grouped([clouds[:2].reshape(-1, 2), clouds[2:].reshape(-1, 2)], ("same", "different"))
