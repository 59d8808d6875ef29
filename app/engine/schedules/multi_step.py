"""The multi-step schedule: a staircase whose drops one chooses."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from app.engine import fields
from app.engine.choice import WholeNumbers
from app.engine.elsewhere import Elsewhere
from app.engine.hyperparameter import hyperparameter
from app.engine.schedules.schedule import Share
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class MultiStep(Share):
    """Multi-step: the rate drops to a share γ of itself at each of the milestones.

    The staircase of the classic image networks, whose drops are set by eye where the loss curve flattens. A milestone that
    is named twice drops twice.

    Update rule:  η_t = η · γ^k,  k = how many milestones are not after t
    Convention:   t counts updates from 0, so the update at a milestone already runs at the smaller rate
                  (torch.optim.lr_scheduler.MultiStepLR, stepped after each update)
    Reference:    He et al. 2016, section 3.4, arXiv:1512.03385
    """

    name: ClassVar[str] = "multi_step"
    title: ClassVar[Text] = Text("Multi-step", "マルチステップ")
    idea: ClassVar[Text] = Text("The rate drops at chosen steps.", "決めたステップで学習率を下げます。")
    japanese: ClassVar[str] = """
    古典的な画像認識ネットワークで使われた階段で、損失の曲線が平らになる所を目で見て、下げる時点を決めます。
    同じ時点を 2 回書くと、2 回下がります。

    Update rule: η_t = η · γ^k、 k = 節目のうち t 以下のものの数
    Convention: t は 0 から数えた更新の番号なので、指定した時点の更新ではすでに小さい学習率を使います（更新のたびに
                進める torch.optim.lr_scheduler.MultiStepLR）
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.lr_scheduler.MultiStepLR(optimizer, milestones={milestones}, gamma={gamma})",
        ),
    )

    milestones: Any = hyperparameter(
        WholeNumbers((30, 80)),
        Text("milestones", "区切り"),
        Text("updates at which the rate drops", "学習率を下げるステップ"),
        symbol="t_k",
    )
    gamma: Any = fields.drop_factor()

    def share(self, step: int) -> Any:
        return np.float_power(self.gamma, bisect_right(sorted(self.milestones), step))
