"""The directions of the strongest curvature."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from app.engine.directions.direction import Direction, DirectionError, Surroundings, Vectors, checked_count
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array, Objective
from app.engine.randomness import Purpose, generator
from app.engine.spectrum import extreme_eigenpairs
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Hessian(Direction):
    """Hessian: the eigenvectors of the largest eigenvalues, the directions that bend most.

    Networks bend strongly along a few directions and hardly along the rest, so these show the walls of the valley that random
    directions miss. With `smallest` they show where the loss bends down, if it does: the way off a saddle.

    Rule:         H·d = λ·d, λ the largest ones (or the smallest)
    Convention:   of length one; the sign makes the largest entry positive; Lanczos on Hessian-vector products
    Reference:    Lanczos 1950; Ghorbani, Krishnan & Xiao 2019, arXiv:1901.10159
    """

    name: ClassVar[str] = "hessian"
    title: ClassVar[Text] = Text("Strongest curvature", "最も強い曲率")
    idea: ClassVar[Text] = Text(
        "Eigenvectors of the Hessian with the largest eigenvalues.", "ヘッセ行列の最大固有値の固有ベクトルです。"
    )
    japanese: ClassVar[str] = """
    ネットワークは少数の方向にだけ強く曲がり、残りの方向にはほとんど曲がりません。ランダムな方向では見えない谷の壁を見せます。
    smallest にすると、損失が下に曲がる方向、つまり鞍点から離れる道が見えます。

    Convention: 長さは 1、最大の成分が正になる符号です。ヘッセ行列とベクトルの積によるランチョス法で求めます
    """

    smallest: bool = hyperparameter(
        False,
        Text("smallest", "最小"),
        Text("of the smallest eigenvalues instead", "最小の固有値のほうを使います"),
    )

    def choose(self, around: Surroundings, count: int) -> Generator[None, None, Vectors]:
        objective = around.objective
        checked_count(count, objective.dimension)
        sides = (0, count) if self.smallest else (count, 0)

        random = generator(around.seed, 0, 0, Purpose.LANCZOS)
        product = products_at(objective, around.origin)
        pairs = yield from extreme_eigenpairs(product, objective.dimension, random, largest=sides[0], smallest=sides[1])
        return Vectors(pairs.smallest_vectors if self.smallest else pairs.largest_vectors)


def products_at(objective: Objective, position: Array) -> Callable[[Array], Array]:
    """The Hessian there as a function of vectors; it raises DirectionError where a product is not finite."""

    def product(vector: Array) -> Array:
        with np.errstate(all="ignore"):
            image = objective.hessian_vector(position, vector)
        if not np.isfinite(image).all():
            raise DirectionError("no_curvature", "the second derivatives are not finite there")
        return image

    return product
