"""Hinge: the multiclass support vector machine, which wants the right class ahead by a margin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from app.engine.hyperparameter import hyperparameter
from app.engine.losses.loss import Loss, total
from app.engine.objective import Array
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Hinge(Loss):
    """Hinge: every wrong class that comes within Δ of the right one costs by how much.

    An example with all margins kept costs nothing and pulls no more. Along any line in the weights of a linear classifier the
    loss is made of straight pieces; at their kinks there is no gradient, and one side's is taken.

    Rule:         L = Σ max(0, f_j − f_y + Δ)  over the wrong classes j
    Convention:   summed over classes, mean over examples; slope 0 where a margin is kept exactly (CS231n;
                  torch.nn.MultiMarginLoss divides by the number of classes)
    Reference:    Weston & Watkins 1999, Support vector machines for multi-class pattern recognition, ESANN
    """

    name: ClassVar[str] = "hinge"
    title: ClassVar[Text] = Text("Hinge (SVM)", "ヒンジ (SVM)")
    idea: ClassVar[Text] = Text(
        "The right class should lead by a margin.", "正解のスコアが余裕をもって上回ることを求めます。"
    )
    japanese: ClassVar[str] = """
    余裕がすべて保たれた例は損失がなく、それ以上は引っ張りません。線形分類器の重みのどの直線に沿っても、損失は折れ線です。
    折れ目には勾配がないので、片側の傾きを使います。

    Convention: クラスについて足し、例について平均します。余裕がちょうどなら傾きは 0 です（CS231n。torch.nn.MultiMarginLoss は
                クラス数で割ります）
    """

    delta: float = hyperparameter(
        1.0,
        Text("margin", "余裕"),
        Text("by how much the right class should lead", "正解のスコアが上回るべき幅"),
        symbol="Δ",
        ge=0,
        le=1e6,
        span=(0.0, 10.0),
    )

    def each(self, scores: Array, target: Array) -> Array:
        losses: Array = np.add.reduce(self._margins(scores, target, np.empty_like(scores)), axis=-2)
        return losses

    def descend(self, scores: Array, target: Array, share: float, out: Array) -> Any:
        margins = self._margins(scores, target, out)
        loss = total(margins) * share
        np.greater(margins, 0.0, out=out)
        out -= target * np.add.reduce(out, axis=-2, keepdims=True)
        out *= share
        return loss

    def turn(self, scores: Array, target: Array, share: float, moved: Array) -> Array:
        return np.zeros_like(moved)

    def on_plane(
        self, scores: Sequence[Array], target: Array, first: Array, second: Array
    ) -> Iterator[tuple[int | slice, Array]]:
        """Margins are affine where scores are: one product and one comparison for each."""
        margins = [part - np.add.reduce(part * target, axis=-2) for part in scores]
        margins[0] = np.where(target > 0, -1.0, margins[0] + self.delta)
        room = np.empty_like(margins[0])
        for row, b in enumerate(second):
            base = margins[0] + b * margins[2]
            sums = np.empty(len(first))
            for index, a in enumerate(first):
                np.multiply(margins[1], a, out=room)
                np.add(room, base, out=room)
                np.maximum(room, 0.0, out=room)
                sums[index] = np.add.reduce(room, axis=None)
            yield row, sums

    def _margins(self, scores: Array, target: Array, out: Array) -> Array:
        right = np.add.reduce(np.multiply(scores, target, out=out), axis=-2, keepdims=True)
        np.subtract(scores, right, out=out)
        out += self.delta
        np.maximum(out, 0.0, out=out)
        out *= 1.0 - target
        return out
