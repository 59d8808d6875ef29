"""MNIST-1D: handwriting seen through a slit, forty numbers per example."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from app.engine.datasets import settings
from app.engine.datasets.dataset import Dataset
from app.engine.datasets.generator import DatasetGenerator, numbered, stream
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.text import Text

_PENS = np.array(
    [
        [0, 4, 7, 9, 10, 10, 10, 10, 9, 7, 4, 0],
        [0, -8, -5, -2, 0, 1, 1, 1, 1, 1, 1, 0],
        [0, 6, 9, 9, 5, 0, -4, -8, -9, -4, 5, 0],
        [0, 7, 9, 7, 2, -1, 2, 8, 10, 8, 3, 0],
        [0, -1, -3, -5, -7, -9, -9, 4, 4, 4, 4, 0],
        [0, -8, -9, -9, -8, -2, 5, 9, 9, 6, -2, 0],
        [0, -2, -5, -7, -9, -10, -10, -10, -9, -7, -4, 0],
        [0, 10, 10, 8, 6, 4, 2, 0, -2, -4, -6, 0],
        [0, -6, -8, -6, -1, 3, -1, -6, -9, -6, -2, 0],
        [0, -7, -9, -7, -2, 3, 3, 3, 3, 2, -1, 0],
    ],
    dtype=np.float64,
)
"""How far right of its middle a digit's ink lies, from its top to its foot: our own drawings."""

_PADDING = (36, 60)
_SCALE, _SHIFT, _SHEAR = 0.4, 48, 0.75
_CORRELATION_WIDTH = 2.0
_LENGTH, _SEEN = 72, 40
"""The paper's settings (table of defaults): samples of padding, spread of the height, largest shift, spread of the tilt,
width of the smoothing, samples before and after they are thinned out."""


@dataclass(frozen=True, kw_only=True)
class Mnist1d(DatasetGenerator):
    """MNIST-1D: ten pen strokes, stretched, shifted, tilted, and in noise.

    What MNIST is for images, in forty numbers: a linear classifier gets about 28 % of the unseen ones right, a network of two
    layers of 100 about 65 %. It is small enough to train in seconds and hard enough that every choice shows.

    Recipe:       stroke of 12 samples, at most 0.4 high, followed by 36 to 60 zeros, stretched to 72 samples
                  height · (1 + 0.4·(u − ½)),  u uniform on [0, 1);  shifted round by 0 to 47 samples
                  zeros ← σ′·smooth(randn),  all + σ·randn,  all − 0.75·(u − ½)·linspace(−½, ½)
                  thinned out to 40 samples
    Convention:   the paper's steps and settings with strokes and random numbers of our own: it is as hard, but the data are
                  not those of the mnist1d package. Label i mod 10, so every class is equally frequent
    Reference:    Greydanus & Kobak 2024, Scaling Down Deep Learning with MNIST-1D, arXiv:2011.14439
    """

    name: ClassVar[str] = "mnist1d"
    title: ClassVar[Text] = Text("MNIST-1D", "MNIST-1D")
    idea: ClassVar[Text] = Text(
        "Ten pen strokes in noise: small, and hard enough that choices matter.",
        "ノイズの中の 10 種類の線。小さくても設定の違いが表れます。",
    )
    japanese: ClassVar[str] = """
    画像における MNIST の役割を、40 個の数値で果たします。未知のデータの正解率は線形分類器で約 28 %、100 ユニットの層を
    2 つ持つネットワークで約 65 % です。数秒で学習できるほど小さく、設定の違いがすべて表れるほど難しいデータです。

    Convention: 手順と設定は論文のとおりですが、線の形と乱数は独自のものです。難しさは同じでも、mnist1d パッケージの
                データとは一致しません。ラベルは i mod 10 で、どのクラスも同じ数です
    """

    points: int = settings.points(
        5000, Text("points", "点の数"), Text("examples altogether", "データの数"), most=20_000
    )
    noise: float = settings.noise(0.02, Text("independent noise on every sample", "各時点に加わる独立なノイズ"))
    correlated: float = hyperparameter(
        0.25,
        Text("smooth noise", "滑らかなノイズ"),
        Text("smooth noise around the stroke", "線の前後に加わる滑らかなノイズ"),
        symbol="σ′",
        ge=0,
        le=10,
        span=(0.0, 1.0),
    )
    seed: int = settings.seed()

    def draw(self) -> Dataset:
        random = stream(self.seed)
        targets = np.arange(self.points, dtype=np.int64) % len(_PENS)
        padding = random.integers(_PADDING[0], _PADDING[1] + 1, size=(self.points, 1))
        height = 1 + _SCALE * (random.random((self.points, 1)) - 0.5)
        shift = random.integers(_SHIFT, size=(self.points, 1))
        waves = height * _shifted(_stretched(_PENS[targets] / 25, padding), shift)
        background = self.correlated * _smooth(random.standard_normal((self.points, _LENGTH)))
        waves = np.where(waves == 0, background, waves)
        waves += self.noise * random.standard_normal((self.points, _LENGTH))
        waves -= _SHEAR * (random.random((self.points, 1)) - 0.5) * np.linspace(-0.5, 0.5, _LENGTH)
        inputs = _read_at(waves, np.linspace(0, _LENGTH - 1, _SEEN))
        return Dataset(inputs=inputs, targets=targets, classes=numbered(len(_PENS)))


def _stretched(strokes: Array, padding: NDArray[np.int64]) -> Array:
    """Strokes `(n, 12)` with `padding` `(n, 1)` zeros after them, as 72 samples each."""
    length = strokes.shape[1]
    padded = np.concatenate([strokes, np.zeros((len(strokes), 1))], axis=1)
    return _read_at(padded, np.minimum(np.linspace(0, 1, _LENGTH) * (length - 1 + padding), length))


def _shifted(waves: Array, shift: NDArray[np.int64]) -> Array:
    """Every row of `waves` `(n, length)` rolled by its own `shift` `(n, 1)`."""
    return np.take_along_axis(waves, (np.arange(_LENGTH) - shift) % _LENGTH, axis=1)


def _smooth(white: Array) -> Array:
    """Rows `(n, length)` of white noise under a Gaussian window, the ends joined."""
    distance = np.minimum(np.arange(_LENGTH), _LENGTH - np.arange(_LENGTH))
    window = np.exp(-0.5 * (distance / _CORRELATION_WIDTH) ** 2)
    window /= window.sum()
    smooth: Array = np.fft.irfft(np.fft.rfft(white) * np.fft.rfft(window), n=_LENGTH)
    return smooth


def _read_at(rows: Array, places: Array) -> Array:
    """Rows `(n, length)` read at `places` `(m,)` or `(n, m)` between their samples, linearly."""
    below: NDArray[np.int64] = np.minimum(places.astype(np.int64), rows.shape[1] - 2)
    share = places - below
    at_rows = np.broadcast_to(below, (len(rows), below.shape[-1]))
    left = np.take_along_axis(rows, at_rows, axis=1)
    right = np.take_along_axis(rows, at_rows + 1, axis=1)
    read: Array = left + share * (right - left)
    return read
