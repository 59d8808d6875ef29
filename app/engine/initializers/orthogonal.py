"""Orthogonal: weights that turn a signal without stretching it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from app.engine.hyperparameter import hyperparameter
from app.engine.initializers.initializer import Drawn
from app.engine.objective import Array
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Orthogonal(Drawn):
    """Orthogonal: a random rotation, so that every direction keeps its length.

    Other random matrices keep the length of a signal on average and squeeze some directions to nothing; through many layers
    only a few survive. A rotation loses none, so deep linear networks learn at a speed that does not depend on their depth.

    Rule:         Q·R = N(0, 1),  W = gain·Q·sign(diag R)
    Convention:   rows or columns orthonormal, whichever are fewer; signs of R's diagonal taken out, so that all rotations are
                  as likely (torch.nn.init.orthogonal_)
    Reference:    Saxe, McClelland & Ganguli 2014, arXiv:1312.6120
    """

    name: ClassVar[str] = "orthogonal"
    title: ClassVar[Text] = Text("Orthogonal", "直交")
    idea: ClassVar[Text] = Text(
        "A random rotation: every direction keeps its length.", "ランダムな回転です。どの方向も長さが変わりません。"
    )
    japanese: ClassVar[str] = """
    ほかの乱数行列は信号の長さを平均としてしか保たず、いくつかの方向をほとんど潰すので、多くの層を通ると少しの方向しか
    残りません。回転なら何も失わず、深い線形ネットワークの学習の速さが深さによらなくなります。

    Convention: 行と列の少ないほうが正規直交です。R の対角の符号を取り除くので、どの回転も同じ確率です
                （torch.nn.init.orthogonal_）
    """

    gain: float = hyperparameter(
        1.0,
        Text("gain", "倍率"),
        Text("factor of the length", "長さの倍率"),
        symbol="gain",
        gt=0,
        le=1e3,
        scale="log",
        span=(0.1, 10.0),
        advanced=True,
    )

    def draw(self, shape: tuple[int, int], random: np.random.Generator) -> Array:
        tall = random.standard_normal((max(shape), min(shape)))
        q, r = np.linalg.qr(tall)
        q *= self.gain * np.sign(np.diagonal(r))
        return np.ascontiguousarray(q if shape[0] >= shape[1] else q.T)
