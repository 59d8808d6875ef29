"""Normal: weights from a bell curve of one width, whatever the layer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from app.engine.choice import Choice
from app.engine.hyperparameter import hyperparameter
from app.engine.initializers.initializer import Drawn
from app.engine.objective import Array
from app.engine.randomness import legacy_generator
from app.engine.text import Text


class Stream(Choice):
    """Where the random numbers come from: counters of our own, or NumPy's first generator."""

    words = ("counter", "legacy")


@dataclass(frozen=True, kw_only=True)
class Normal(Drawn):
    """Normal: random weights of one standard deviation in every layer.

    Fine for a linear model and for one hidden layer. In a deep network it is either too small, and the signal dies out on its
    way, or too large, and the units saturate: that is what Xavier and He put right.

    Rule:         W = σ·N(0, 1)
    Convention:   the legacy stream is numpy.random.RandomState(seed): `skip` normals are thrown away, then every W is drawn in
                  order, row by row, whatever the seed of the experiment; seed 0 is the stream
                  published in CS231n: its softmax classifier skips 318, its network 324, the 6 weights of the classifier more
    Reference:    Karpathy 2015, CS231n course notes, Neural networks case study
    """

    name: ClassVar[str] = "normal"
    title: ClassVar[Text] = Text("Normal", "正規分布")
    idea: ClassVar[Text] = Text(
        "Random weights of one standard deviation in every layer.", "どの層も同じ標準偏差の乱数にします。"
    )
    japanese: ClassVar[str] = """
    線形モデルや 1 つの隠れ層には十分です。深いネットワークでは、小さすぎて信号が途中で消えるか、大きすぎてユニットが
    飽和します。Xavier と He はそれを正します。

    Convention: legacy は numpy.random.RandomState(seed) です。実験のシードにかかわらず、正規乱数を skip 個捨ててから、
                すべての W を順に、行ごとに引きます。seed 0 は CS231n で公開された列で、ソフトマックス分類器は 318 個、
                ネットワークは分類器の重み 6 個を加えた 324 個を飛ばします
    """

    std: float = hyperparameter(
        0.01,
        Text("deviation", "標準偏差"),
        Text("standard deviation of the weights", "重みの標準偏差"),
        symbol="σ",
        ge=0,
        le=1e3,
        scale="log",
        span=(1e-4, 10.0),
    )
    stream: Any = hyperparameter(
        Stream("counter"),
        Text("stream", "乱数列"),
        Text("counter, or legacy for published starts", "counter、公開された初期値の再現には legacy"),
        symbol="RNG",
        advanced=True,
    )
    skip: int = hyperparameter(
        0,
        Text("skip", "飛ばす数"),
        Text("normals thrown away first, in the legacy stream", "legacy で最初に捨てる正規乱数の個数"),
        symbol="skip",
        ge=0,
        le=10**6,
        span=(0, 1000),
        advanced=True,
    )

    def weights(self, shapes: Sequence[tuple[int, int]], seed: int) -> list[Array]:
        if self.stream == "counter":
            return super().weights(shapes, seed)
        random = legacy_generator(self.seed)
        random.standard_normal(self.skip)
        return [self.std * random.standard_normal(shape) for shape in shapes]

    def draw(self, shape: tuple[int, int], random: np.random.Generator) -> Array:
        return self.std * random.standard_normal(shape)
