"""What every generated data set is: a frozen record of settings with `draw`.

The same settings and seed give the same numbers. Where another library publishes the recipe, the numbers are its own: NumPy's
legacy stream (`RandomState`), drawn in the same order. All others draw from `app.engine.randomness`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from app.engine.choice import check_choices
from app.engine.datasets.dataset import Dataset
from app.engine.hyperparameter import check_bounds
from app.engine.objective import Array
from app.engine.randomness import Purpose, generator
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class DatasetGenerator(ABC):
    """Base of all generated data sets. Those that draw random numbers have a `seed`."""

    catalogue: ClassVar[str] = "datasets"
    name: ClassVar[str]
    title: ClassVar[Text]
    idea: ClassVar[Text]
    """What it is, in one sentence."""
    japanese: ClassVar[str] = ""
    """The docstring's paragraphs and Convention in Japanese."""

    def __post_init__(self) -> None:
        check_choices(self)
        check_bounds(self)

    @abstractmethod
    def draw(self) -> Dataset:
        """The data, in the order of the recipe: usually class after class."""


def stream(seed: int) -> np.random.Generator:
    """Random numbers for recipes of our own."""
    return generator(seed, 0, 0, Purpose.DATA)


def labels(counts: list[int]) -> Any:
    """Class 0 so many times, then class 1, and so on: `(n,)` whole numbers."""
    return np.repeat(np.arange(len(counts), dtype=np.int64), counts)


def grouped(clouds: list[Array], names: tuple[str, ...]) -> Dataset:
    """A data set of one cloud `(n, features)` per class."""
    targets = labels([len(cloud) for cloud in clouds])
    return Dataset(inputs=np.concatenate(clouds), targets=targets, classes=names)


def numbered(classes: int) -> tuple[str, ...]:
    """The names of classes that are just counted, from 0."""
    return tuple(map(str, range(classes)))
