"""Logistic: one question per class, each answered with its own probability."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from app.engine.losses.loss import Loss, total
from app.engine.objective import Array
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Logistic(Loss):
    """Logistic: for every class the question "is it this one?", and the cross-entropy of its answer.

    The classes do not compete: an example may be likely to be two things, or none. With two classes it is logistic
    regression asked once for each of them.

    Rule:         p = 1/(1 + e^{−f})
                  L = −Σ (t·ln p + (1 − t)·ln(1 − p))  over the classes, t = 1(y)
                  ∂L/∂f = p − t
    Convention:   one-vs-rest, one score per class, with two classes as well; summed over classes, mean over examples
                  (torch.nn.BCEWithLogitsLoss with one-hot targets, times the number of classes)
    Reference:    Cox 1958, Journal of the Royal Statistical Society B 20, 215–242
    """

    name: ClassVar[str] = "logistic"
    title: ClassVar[Text] = Text("Logistic", "ロジスティック")
    idea: ClassVar[Text] = Text(
        "Every class answers for itself: is it this one?", "クラスごとに「これか」と問い、その答えを評価します。"
    )
    japanese: ClassVar[str] = """
    クラスは競い合いません。2 つに当てはまりそうな例も、どれでもなさそうな例もありえます。2 クラスなら、それぞれについて
    ロジスティック回帰を行うのと同じです。

    Convention: 一対他（2 クラスでもスコアはクラスごとに 1 つ）。クラスについて足し、例について平均します（one-hot の目標での
                torch.nn.BCEWithLogitsLoss × クラス数）
    """

    def each(self, scores: Array, target: Array) -> Array:
        losses: Array = np.add.reduce(_terms(scores, target), axis=-2)
        return losses

    def descend(self, scores: Array, target: Array, share: float, out: Array) -> Any:
        loss = total(_terms(scores, target)) * share
        _probability(scores, out)
        out -= target
        out *= share
        return loss

    def turn(self, scores: Array, target: Array, share: float, moved: Array) -> Array:
        p = _probability(scores, np.empty_like(scores))
        turned: Array = share * p * (1.0 - p) * moved
        return turned


def _terms(scores: Array, target: Array) -> Array:
    """ln(1 + e^f) − t·f, without overflow."""
    terms: Array = np.maximum(scores, 0.0) + np.log1p(np.exp(-np.abs(scores))) - target * scores
    return terms


def _probability(scores: Array, out: Array) -> Array:
    np.negative(scores, out=out)
    np.exp(out, out=out)
    out += 1.0
    return np.reciprocal(out, out=out)
