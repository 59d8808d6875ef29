"""What every initializer is: a rule for the weights with which a network starts. Biases start at 0 whatever it is.

Initializer             weights for all layers of a network
└── Drawn               random numbers, each layer from a generator of its own
    └── FanScaled       whose spread depends on how many units a layer joins
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from app.engine.choice import Choice, check_choices
from app.engine.hyperparameter import check_bounds, hyperparameter
from app.engine.objective import Array
from app.engine.randomness import Purpose, generator
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Initializer(ABC):
    """Base of all initializers."""

    catalogue: ClassVar[str] = "initializers"
    name: ClassVar[str]
    title: ClassVar[Text]
    idea: ClassVar[Text]
    """What it does, in one sentence."""
    japanese: ClassVar[str] = ""
    """The docstring's paragraphs and Convention in Japanese."""

    def __post_init__(self) -> None:
        check_choices(self)
        check_bounds(self)

    @abstractmethod
    def weights(self, shapes: Sequence[tuple[int, int]], seed: int) -> list[Array]:
        """A matrix `(fan_in, fan_out)` for each of `shapes`; `seed` is that of the experiment."""


@dataclass(frozen=True, kw_only=True)
class Drawn(Initializer):
    """Random weights: another `seed` gives another network with the same batches and the same noise."""

    seed: int = hyperparameter(
        0,
        Text("seed", "シード"),
        Text("which random weights: another seed, another start", "乱数の選び方。変えると別の初期値になります"),
        symbol="seed",
        ge=0,
        le=2**32 - 1,
        span=(0, 100),
        advanced=True,
    )

    def weights(self, shapes: Sequence[tuple[int, int]], seed: int) -> list[Array]:
        layers = enumerate(shapes)
        return [self.draw(shape, generator(seed, self.seed, layer, Purpose.INITIAL)) for layer, shape in layers]

    @abstractmethod
    def draw(self, shape: tuple[int, int], random: np.random.Generator) -> Array:
        """One matrix `(fan_in, fan_out)`."""


class Distribution(Choice):
    """How weights of a given spread are distributed."""

    words = ("normal", "uniform")


@dataclass(frozen=True, kw_only=True)
class FanScaled(Drawn):
    """Weights whose standard deviation is `gain` times a function of fan-in and fan-out."""

    gain: float = hyperparameter(
        1.0,
        Text("gain", "倍率"),
        Text("factor of the standard deviation", "標準偏差に掛ける倍率"),
        symbol="gain",
        gt=0,
        le=1e3,
        scale="log",
        span=(0.1, 10.0),
        advanced=True,
    )
    distribution: Any = hyperparameter(
        Distribution("normal"),
        Text("distribution", "分布"),
        Text("normal, or uniform with the same spread", "正規分布、または同じ広がりの一様分布"),
        symbol="p",
        advanced=True,
    )

    def draw(self, shape: tuple[int, int], random: np.random.Generator) -> Array:
        std = self.gain * self.deviation(*shape)
        if self.distribution == "normal":
            return std * random.standard_normal(shape)
        edge = std * math.sqrt(3.0)
        return random.uniform(-edge, edge, shape)

    @abstractmethod
    def deviation(self, fan_in: int, fan_out: int) -> float:
        """The standard deviation of the weights at gain 1."""
