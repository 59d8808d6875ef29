"""Axes: the coordinates themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from app.engine.directions.direction import Immediate, Surroundings, Vectors, checked_count
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Axes(Immediate):
    """Axes: the coordinates themselves, from one of them on.

    The map of a function of two variables is this slice. Of a network it shows what two weights do while all others stand
    still, which is seldom much.

    Rule:         d₁ = eᵢ, d₂ = eᵢ₊₁
    Convention:   the coefficients are coordinates: the origin counts only in the other ones
    """

    name: ClassVar[str] = "axes"
    title: ClassVar[Text] = Text("Coordinates", "座標軸")
    idea: ClassVar[Text] = Text(
        "One or two coordinates; all others stand still.", "1 つか 2 つの座標だけを動かします。"
    )
    japanese: ClassVar[str] = """
    2 変数関数の地図は、この断面です。ネットワークでは 2 つの重みだけを動かし、ほかは止めたままなので、見えるものはわずかです。

    Convention: 係数は座標そのものです。原点は、ほかの座標にだけ効きます
    """

    is_absolute: ClassVar[bool] = True

    first: int = hyperparameter(
        0,
        Text("coordinate", "座標"),
        Text("number of the first one, from 0", "最初の座標の番号（0 から）"),
        ge=0,
        le=2**31,
    )

    def extent(self, around: Surroundings, vector: Array) -> tuple[float, float]:
        lower, upper = around.objective.domain[int(np.argmax(vector))]
        return float(lower), float(upper)

    def vectors(self, around: Surroundings, count: int) -> Vectors:
        dimension = around.objective.dimension
        checked_count(self.first + count, dimension)
        found = np.zeros((count, dimension))
        found[np.arange(count), self.first + np.arange(count)] = 1.0
        return Vectors(found)
