"""Mean squared error: the squared distance between what is answered and what should be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from app.engine.hyperparameter import hyperparameter
from app.engine.losses.loss import Loss, total
from app.engine.objective import Array
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class MeanSquaredError(Loss):
    """Mean squared error: the squared distance between the answer and the target.

    The loss of regression. It may be used for classes as well, with a target of 1 for the right class and 0 for the others;
    then it punishes scores that are too right as much as scores that are wrong, and learns slowly behind a flat sigmoid.

    Rule:         E = Σ (f − t)²  or  ½·Σ (f − t)²   over the outputs
                  ∂E/∂f = 2·(f − t)  or  f − t
    Convention:   summed over outputs, mean over examples; with one output and half off it is torch.nn.MSELoss, which divides by
                  the number of outputs too
    Reference:    Rumelhart, Hinton & Williams 1986, Nature 323, 533–536 (with ½)
    """

    name: ClassVar[str] = "mean_squared_error"
    title: ClassVar[Text] = Text("Mean squared error", "平均二乗誤差")
    idea: ClassVar[Text] = Text("The squared distance between answer and target.", "出力と目標との距離の 2 乗です。")
    japanese: ClassVar[str] = """
    回帰の損失です。正解のクラスを 1、ほかを 0 として分類にも使えますが、正しすぎるスコアも間違ったスコアと同じように罰し、
    平らなシグモイドの手前では学習が遅くなります。

    Convention: 出力について足し、例について平均します。出力が 1 つで half なしなら torch.nn.MSELoss と同じです
                （torch は出力の数でも割ります）
    """
    needs_classes: ClassVar[bool] = False

    half: bool = hyperparameter(
        False,
        Text("half", "½ を掛ける"),
        Text("½ before the square, so that its slope has no 2", "2 乗の前に ½ を付けます"),
    )

    def each(self, scores: Array, target: Array) -> Array:
        difference = scores - target
        losses: Array = np.add.reduce(difference * difference, axis=-2) * (0.5 * self._slope_factor)
        return losses

    def descend(self, scores: Array, target: Array, share: float, out: Array) -> Any:
        np.subtract(scores, target, out=out)
        loss = total(out * out) * (0.5 * self._slope_factor * share)
        out *= self._slope_factor * share
        return loss

    def turn(self, scores: Array, target: Array, share: float, moved: Array) -> Array:
        turned: Array = moved * (self._slope_factor * share)
        return turned

    @property
    def _slope_factor(self) -> float:
        return 1.0 if self.half else 2.0
