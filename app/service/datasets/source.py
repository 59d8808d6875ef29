"""What every data set of files is: a frozen record of settings that reads a part of it.

Source              anything that is read, not drawn: the seed decides which examples are chosen
├── Shipped         comes with Thalweg (shipped.py)
├── Fetched         lies in the data folder once it has been fetched (fetched.py)
└── Csv             a table that the user sends (table.py)
"""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from app.engine.datasets.dataset import Dataset
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.text import Text

Part = Literal["train", "test"]


def at_home(folder: Path) -> Path:
    """`folder` with ~ as the home folder; where there is none, as in a container, ~ stands for itself."""
    return Path(os.path.expanduser(folder))  # noqa: PTH111  # Path.expanduser raises where there is no home


@dataclass(frozen=True, eq=False, kw_only=True)
class Raw:
    """A part of a data set in the types of its file: 50,000 colour images are 150 MB of bytes, and 1.2 GB of float64."""

    inputs: NDArray[Any]
    """`(n, ...)`; the axes after the first are flattened, lines before columns before colours."""
    targets: NDArray[Any]
    classes: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    image_shape: tuple[int, ...] | None = None

    def __len__(self) -> int:
        return len(self.inputs)

    @property
    def width(self) -> int:
        """Numbers per example."""
        return int(np.prod(self.inputs.shape[1:]))

    @classmethod
    def of(cls, data: Dataset) -> Raw:
        """The same of a data set that was drawn."""
        return cls(**{field.name: getattr(data, field.name) for field in fields(cls)})

    def numbers(self, rows: NDArray[np.int64]) -> Array:
        """The inputs of these examples as a fresh array `(n, features)`, which may be written to."""
        return self.inputs[rows].reshape(len(rows), self.width).astype(np.float64, copy=False)

    def dataset(self, inputs: Array, rows: NDArray[np.int64]) -> Dataset:
        """These examples with `inputs`, which cannot be written to any more."""
        inputs.flags.writeable = False  # so that Dataset keeps the array as it is
        others = {name: getattr(self, name) for name in ("classes", "features", "image_shape")}
        return Dataset(inputs=inputs, targets=self.targets[rows], **others)


@dataclass(frozen=True, kw_only=True)
class Source(ABC):
    """Base of all data sets that are read."""

    catalogue: ClassVar[str] = "datasets"
    name: ClassVar[str]
    title: ClassVar[Text]
    idea: ClassVar[Text]
    """What it is, in one sentence."""
    japanese: ClassVar[str] = ""
    """The docstring's paragraphs and Convention in Japanese."""
    usual_subset: ClassVar[int | None] = None
    """How many examples to train on unless the document says; None is all."""
    has_test_part: ClassVar[bool] = False
    """Whether it comes with examples that everybody judges by."""

    seed: int = hyperparameter(
        0,
        Text("seed", "シード"),
        Text("which examples are drawn and set aside", "どのデータを選び、どれを検証に回すかを決める乱数の種"),
        symbol="s",
        ge=0,
        le=2**32 - 1,
        span=(0, 20),
    )

    @abstractmethod
    def part(self, folder: Path, part: Part, pointer: str) -> Raw:
        """One part of the data, `folder` being the data folder; raises Refusal with pointers below `pointer`."""
