"""Standard normal inputs: nothing to learn, everything to measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from app.engine.datasets import settings
from app.engine.datasets.dataset import Dataset
from app.engine.datasets.generator import DatasetGenerator, numbered, stream
from app.engine.hyperparameter import hyperparameter
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Gaussian(DatasetGenerator):
    """Gaussian: standard normal inputs with labels drawn at random.

    There is nothing to learn from it but the labels by heart. It is made for looking at a network before training: what each
    layer makes of inputs of mean 0 and variance 1 depends on the initial weights alone.

    Recipe:       x = randn(n, features)
                  label = integers(K)
    Convention:   labels are drawn after the inputs and know nothing of them
    Reference:    Glorot & Bengio 2010, Understanding the difficulty of training deep feedforward neural networks,
                  AISTATS, PMLR 9, 249–256
    """

    name: ClassVar[str] = "gaussian"
    title: ClassVar[Text] = Text("Gaussian inputs", "正規乱数")
    idea: ClassVar[Text] = Text(
        "Standard normal inputs, for looking at activations before training.",
        "標準正規乱数の入力。学習前の活性を調べるためのデータです。",
    )
    japanese: ClassVar[str] = """
    ラベルを丸暗記する以外に学ぶものはありません。学習前のネットワークを調べるためのデータです。平均 0、分散 1 の入力が各層で
    どう変わるかは、初期の重みだけで決まります。

    Convention: ラベルは入力の後に、入力とは無関係に引きます
    """

    points: int = settings.points(1000, Text("points", "点の数"), Text("examples altogether", "データの数"))
    features: int = hyperparameter(
        100,
        Text("features", "特徴の数"),
        Text("numbers per example", "データ 1 つあたりの数値の個数"),
        symbol="d",
        ge=1,
        le=1000,
        scale="log",
        span=(1, 1000),
    )
    classes: int = settings.class_count(10, most=100)
    seed: int = settings.seed()

    def draw(self) -> Dataset:
        random = stream(self.seed)
        inputs = random.standard_normal((self.points, self.features))
        targets = random.integers(self.classes, size=self.points, dtype=np.int64)
        return Dataset(inputs=inputs, targets=targets, classes=numbered(self.classes))
