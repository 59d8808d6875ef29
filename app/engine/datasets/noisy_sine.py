"""A sine under noise: where a model can learn too much."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from app.engine.datasets import settings
from app.engine.datasets.dataset import Dataset
from app.engine.datasets.generator import DatasetGenerator, stream
from app.engine.hyperparameter import hyperparameter
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class NoisySine(DatasetGenerator):
    """Noisy sine: a smooth curve, seen through noise.

    A straight line is too stiff, a wide network too supple: trained long enough on a few points it follows the noise, and the
    validation loss turns upwards. Shows overfitting, weight decay and early stopping in one picture.

    Recipe:       x = 2·rand(n) − 1, sorted
                  y = sin(2π·p·(x + 1)/2) + σ·randn(n)
    Convention:   one mean squared error of about σ² is the noise itself: a smaller training loss has learned it by heart
    Reference:    Bishop 2006, Pattern Recognition and Machine Learning, section 1.1 (there x runs from 0 to 1)
    """

    name: ClassVar[str] = "noisy_sine"
    title: ClassVar[Text] = Text("Noisy sine", "ノイズのある正弦波")
    idea: ClassVar[Text] = Text("Regression: a smooth curve under noise.", "回帰。ノイズに埋もれた滑らかな曲線です。")
    japanese: ClassVar[str] = """
    直線では硬すぎ、幅の広いネットワークでは柔らかすぎます。少ない点で長く学習するとノイズまで覚え、検証損失が上がり始めます。
    過学習、重み減衰、早期終了を 1 枚の図で見せるデータです。

    Convention: 平均二乗誤差がおよそ σ² ならノイズの分だけです。学習損失がそれより小さければ、ノイズを覚えています
    """

    points: int = settings.points(60, Text("points", "点の数"), Text("examples altogether", "データの数"))
    periods: float = hyperparameter(
        1.0,
        Text("periods", "周期の数"),
        Text("waves between the first point and the last", "端から端までの波の数"),
        symbol="p",
        gt=0,
        le=20,
        span=(0.5, 5.0),
    )
    noise: float = settings.noise(0.2, Text("how far points stray from the curve", "曲線からのずれの大きさ"))
    seed: int = settings.seed()

    def draw(self) -> Dataset:
        random = stream(self.seed)
        x = np.sort(2 * random.random((self.points, 1)) - 1, axis=0)
        wave = np.sin(np.pi * self.periods * (x + 1))
        y = wave + self.noise * random.standard_normal((self.points, 1))
        return Dataset(inputs=x, targets=y, features=("x",))
