"""Softmax cross-entropy: minus the logarithm of the probability given to the right class."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from app.engine.losses.factored import log_sums_on_plane, summed_logs
from app.engine.losses.loss import Loss, total, total_product
from app.engine.objective import Array
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class SoftmaxCrossEntropy(Loss):
    """Softmax cross-entropy: scores become probabilities, and the one of the right class should be 1.

    It is 0 when the model is certain and right, ln k when it knows nothing of k classes, and grows without bound when it is
    certain and wrong. Its slope is as simple as can be: probability minus truth, so an example that is nearly right pulls
    hardly at all, but always a little.

    Rule:         p = e^f / Σ e^f
                  L = −ln p_y
                  ∂L/∂f = p − 1(y)
    Convention:   natural logarithm, mean over examples (torch.nn.CrossEntropyLoss); the largest score is subtracted before
                  exponentiating, so no score overflows
    Reference:    Bridle 1990, Neurocomputing: Algorithms, Architectures and Applications, pp. 227–236
    """

    name: ClassVar[str] = "softmax_cross_entropy"
    title: ClassVar[Text] = Text("Softmax cross-entropy", "ソフトマックス交差エントロピー")
    idea: ClassVar[Text] = Text(
        "Minus the logarithm of the probability given to the right class.",
        "正解のクラスに与えた確率の対数に負号を付けたものです。",
    )
    japanese: ClassVar[str] = """
    確信して正解なら 0、k クラスについて何も分からなければ ln k、確信して間違えると限りなく大きくなります。傾きは
    「確率 − 正解」と単純です。ほぼ正しい例はほとんど引っ張りませんが、引くのを完全にはやめません。

    Convention: 自然対数で、例について平均します（torch.nn.CrossEntropyLoss）。指数を取る前に最大のスコアを引くので、
                桁あふれしません
    """

    def each(self, scores: Array, target: Array) -> Array:
        shifted = scores - np.maximum.reduce(scores, axis=-2, keepdims=True)
        right = np.add.reduce(shifted * target, axis=-2)
        losses: Array = np.log(np.add.reduce(np.exp(shifted), axis=-2)) - right
        return losses

    def sum_of(self, scores: Array, target: Array) -> Array:
        shifted = scores - np.maximum.reduce(scores, axis=-2, keepdims=True)
        right = total_product(shifted, target)
        sums = np.add.reduce(np.exp(shifted, out=shifted), axis=-2)
        logs = summed_logs(sums.reshape(-1, sums.shape[-1], 1), 1.0, scores.shape[-2])
        summed: Array = logs.reshape(sums.shape[:-1]) - right
        return summed

    def descend(self, scores: Array, target: Array, share: float, out: Array) -> Any:
        np.subtract(scores, np.maximum.reduce(scores, axis=-2, keepdims=True), out=out)
        right = total_product(out, target)
        np.exp(out, out=out)
        sums = np.add.reduce(out, axis=-2, keepdims=True)
        loss = (total(np.log(sums)) - right) * share
        out /= sums
        out -= target
        out *= share
        return loss

    def on_plane(
        self, scores: Sequence[Array], target: Array, first: Array, second: Array
    ) -> Iterator[tuple[int | slice, Array]]:
        """With factored exponentials: one small matrix product per example in the place of all exponentials."""
        relative = [part - np.add.reduce(part * target, axis=-2) for part in scores]
        return log_sums_on_plane(relative, first, second)

    def turn(self, scores: Array, target: Array, share: float, moved: Array) -> Array:
        p = np.exp(scores - np.maximum.reduce(scores, axis=-2, keepdims=True))
        p /= np.add.reduce(p, axis=-2, keepdims=True)
        turned: Array = share * p * (moved - np.add.reduce(p * moved, axis=-2, keepdims=True))
        return turned
