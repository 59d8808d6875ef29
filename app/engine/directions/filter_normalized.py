"""Filter-normalized random directions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import ClassVar

import numpy as np

from app.engine.choice import Choice
from app.engine.directions.direction import Immediate, Surroundings, Vectors
from app.engine.directions.gaussian import drawn
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array, Group
from app.engine.text import Text


class Biases(Choice):
    """What becomes of the parameters that are vectors beside matrices: biases, batch normalisation."""

    words = ("zero", "norm")


@dataclass(frozen=True, kw_only=True)
class FilterNormalized(Immediate):
    """Filter-normalized: a random direction in which each unit's weights are as long as the unit's own.

    A ReLU network is the same function when one layer is doubled and the next one halved, but a step of fixed length is not the
    same step: large weights look flat, small ones sharp. With every unit measured by its own weights, pictures of different
    networks can be compared.

    Rule:         dᵢⱼ ← dᵢⱼ · ‖θᵢⱼ‖ / ‖dᵢⱼ‖         for unit j of layer i: one column of W (fan_in, fan_out)
    Convention:   biases and batch normalisation stand still ("zero", as in the authors' code), or each such vector is scaled to
                  its own length ("norm"). An objective that is one vector, such as a formula, is one filter
    Reference:    Li, Xu, Taylor, Studer & Goldstein 2018, section 4, arXiv:1712.09913
    """

    name: ClassVar[str] = "filter_normalized"
    title: ClassVar[Text] = Text("Filter-normalized", "フィルター正規化")
    idea: ClassVar[Text] = Text(
        "Random, each unit to the scale of its own weights.",
        "ランダムな方向を、ユニットごとに重みの大きさへそろえます。",
    )
    japanese: ClassVar[str] = """
    ReLU ネットワークは、ある層を 2 倍、次の層を半分にしても同じ関数ですが、同じ長さの 1 歩の意味は変わります。重みが大きければ
    平らに、小さければ鋭く見えます。ユニットごとに自分の重みで測れば、異なるネットワークの図を比べられます。

    Convention: バイアスとバッチ正規化のパラメータは動かさない（"zero"、著者のコードと同じ）か、ベクトルごとに自分の長さに
                そろえます（"norm"）。数式のように 1 つのベクトルだけの目的関数では、全体が 1 つのフィルターです
    """

    biases: str = hyperparameter(
        Biases("zero"),
        Text("biases", "バイアス"),
        Text(
            "whether vectors stand still or are scaled to their own length",
            "ベクトルを動かさないか、自分の長さにそろえるか",
        ),
    )

    def vectors(self, around: Surroundings, count: int) -> Vectors:
        found = drawn(around, count)
        groups = around.objective.groups
        has_matrices = any(len(group.shape) > 1 for group in groups)
        for direction in found:
            for group, place in placed(groups):
                is_bias = has_matrices and len(group.shape) == 1
                if is_bias and self.biases == "zero":
                    direction[place] = 0.0
                else:
                    _normalize(direction[place].reshape(_filters(group)), around.origin[place].reshape(_filters(group)))
        return Vectors(found)


def placed(groups: Sequence[Group]) -> Iterator[tuple[Group, slice]]:
    """Each group with its place in a position."""
    first = 0
    for group in groups:
        place = slice(first, first + prod(group.shape))
        yield group, place
        first = place.stop


def _filters(group: Group) -> tuple[int, int]:
    """The shape in which each column is one filter; a vector is one filter as a whole."""
    return (-1, group.shape[-1]) if len(group.shape) > 1 else (-1, 1)


def _normalize(direction: Array, weights: Array) -> None:
    """Give each column of `direction` the length of that of `weights`, in place."""
    own = np.linalg.norm(direction, axis=0)
    direction *= np.linalg.norm(weights, axis=0) / np.where(own > 0, own, 1.0)
