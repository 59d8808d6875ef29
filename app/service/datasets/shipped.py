"""The data sets that come with Thalweg: small tables, as scikit-learn distributes them (static/THIRD_PARTY.md)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from gzip import decompress
from importlib.resources import files
from pathlib import Path
from typing import ClassVar

import numpy as np

from app.engine.datasets.generator import numbered
from app.engine.text import Text
from app.service.datasets.source import Part, Raw, Source


@dataclass(frozen=True, kw_only=True)
class Shipped(Source):
    """A table of numbers, the label in its last column."""

    file: ClassVar[str]
    header_lines: ClassVar[int]
    classes: ClassVar[tuple[str, ...]]
    features: ClassVar[tuple[str, ...]] = ()
    image_shape: ClassVar[tuple[int, ...] | None] = None

    def part(self, folder: Path, part: Part, pointer: str) -> Raw:
        return _table(type(self))


@cache
def _table(kind: type[Shipped]) -> Raw:
    data = (files("app") / "shipped" / kind.file).read_bytes()
    text = decompress(data) if kind.file.endswith(".gz") else data
    numbers = np.loadtxt(text.decode("ascii").splitlines(), delimiter=",", skiprows=kind.header_lines)
    return Raw(
        inputs=numbers[:, :-1],
        targets=numbers[:, -1].astype(np.int64),
        classes=kind.classes,
        features=kind.features,
        image_shape=kind.image_shape,
    )


@dataclass(frozen=True, kw_only=True)
class Digits(Shipped):
    """Digits: 1,797 handwritten digits of 8 × 8 pixels.

    MNIST's little brother, small enough to ship: a linear classifier gets about 96 % of unseen ones right, a small network 98 %.
    Pixels run from 0 to 16, so that rates which suit MNIST are far too large unless they are scaled.

    Convention:   sklearn.datasets.load_digits: the test part of the original set, counts of ink in blocks of 4 × 4
    Reference:    Alpaydin & Kaynak 1998, Optical Recognition of Handwritten Digits, doi:10.24432/C50P49
    """

    name: ClassVar[str] = "digits"
    title: ClassVar[Text] = Text("Digits 8×8", "手書き数字 8×8")
    idea: ClassVar[Text] = Text("1,797 small handwritten digits.", "小さな手書き数字 1,797 枚です。")
    japanese: ClassVar[str] = """
    同梱できるほど小さい、MNIST の弟分です。未知の画像の正解率は線形分類器で約 96 %、小さなネットワークで約 98 % です。画素の値は
    0 から 16 なので、スケーリングしなければ MNIST に合う学習率では大きすぎます。

    Convention: sklearn.datasets.load_digits と同じです。元のデータのテスト部分で、4 × 4 の区画ごとのインクの量を表します
    """
    file: ClassVar[str] = "digits.csv.gz"
    header_lines: ClassVar[int] = 0
    classes: ClassVar[tuple[str, ...]] = numbered(10)
    image_shape: ClassVar[tuple[int, ...] | None] = (8, 8)


@dataclass(frozen=True, kw_only=True)
class Iris(Shipped):
    """Iris: 150 flowers of three species, four lengths each.

    The oldest example there is. One species stands apart, the other two touch, so a linear classifier is nearly perfect and
    never quite.

    Convention:   sklearn.datasets.load_iris, which has Fisher's numbers; the copy at UCI differs in two rows
    Reference:    Fisher 1936, The use of multiple measurements in taxonomic problems, doi:10.1111/j.1469-1809.1936.tb02137.x
    """

    name: ClassVar[str] = "iris"
    title: ClassVar[Text] = Text("Iris", "アヤメ")
    idea: ClassVar[Text] = Text("150 flowers of three species.", "3 種のアヤメ 150 本の寸法です。")
    japanese: ClassVar[str] = """
    最も古くから使われている例です。1 種は離れていて、残りの 2 種は接しているので、線形分類器でもほぼ完全に、しかし完全では
    なく分けられます。

    Convention: sklearn.datasets.load_iris と同じ、Fisher の論文の値です。UCI にあるものは 2 行だけ異なります
    """
    file: ClassVar[str] = "iris.csv"
    header_lines: ClassVar[int] = 1
    classes: ClassVar[tuple[str, ...]] = ("setosa", "versicolor", "virginica")
    features: ClassVar[tuple[str, ...]] = ("sepal length", "sepal width", "petal length", "petal width")


@dataclass(frozen=True, kw_only=True)
class Wine(Shipped):
    """Wine: 178 wines of three cultivars, thirteen measurements each.

    The columns have very different units: proline runs to 1,680, hue to 1.7. Without preprocessing gradient descent crawls or
    blows up, with it the data are easy, so nothing shows better what standardizing is for.

    Convention:   sklearn.datasets.load_wine
    Reference:    Aeberhard & Forina 1991, Wine, doi:10.24432/C5PC7J
    """

    name: ClassVar[str] = "wine"
    title: ClassVar[Text] = Text("Wine", "ワイン")
    idea: ClassVar[Text] = Text(
        "178 wines in units that differ a thousandfold.", "単位の大きさが千倍も違う、ワイン 178 本の成分です。"
    )
    japanese: ClassVar[str] = """
    列ごとに単位が大きく違い、プロリンは最大 1,680、色相は最大 1.7 です。前処理なしの勾配降下は進まないか発散しますが、
    前処理をすれば簡単なデータです。標準化の意味が最もよく分かります。

    Convention: sklearn.datasets.load_wine と同じです
    """
    file: ClassVar[str] = "wine_data.csv"
    header_lines: ClassVar[int] = 1
    classes: ClassVar[tuple[str, ...]] = ("cultivar 1", "cultivar 2", "cultivar 3")
    features: ClassVar[tuple[str, ...]] = (
        "alcohol",
        "malic acid",
        "ash",
        "alcalinity of ash",
        "magnesium",
        "total phenols",
        "flavanoids",
        "nonflavanoid phenols",
        "proanthocyanins",
        "color intensity",
        "hue",
        "OD280/OD315",
        "proline",
    )
