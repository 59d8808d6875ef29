"""The step schedule: a staircase down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.schedules.schedule import Share
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Step(Share):
    """Step: the rate stays, then drops to a share γ of itself, again and again.

    The loss curve shows a kink at each drop: what the large rate could not resolve falls away at once. One has to know
    when the large rate has done its work; too early a drop freezes the run far from the minimum.

    Update rule:  η_t = η · γ^⌊t / T⌋
    Convention:   t counts updates from 0, so the first T updates run at η (torch.optim.lr_scheduler.StepLR, stepped after
                  each update)
    Reference:    He et al. 2016, section 3.4, arXiv:1512.03385, who divide by ten when the error plateaus
    """

    name: ClassVar[str] = "step"
    title: ClassVar[Text] = Text("Step", "ステップ")
    idea: ClassVar[Text] = Text(
        "The rate drops by a factor every so many steps.",
        "一定ステップごとに学習率を下げます。",
    )
    japanese: ClassVar[str] = """
    損失の曲線には下げるたびに折れ目が現れ、大きな学習率では解消できなかった分がそこで一気に減ります。
    大きな学習率の役目がいつ終わるかを知る必要があり、早く下げすぎると最小点から遠い所で止まってしまいます。

    Convention: t は 0 から数えた更新の番号なので、最初の T 回の更新は η です（更新のたびに
                進める torch.optim.lr_scheduler.StepLR）
    Reference:  He et al. 2016, section 3.4, arXiv:1512.03385（誤差が停滞するたびに 10 で割る）
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.lr_scheduler.StepLR(optimizer, step_size={step_size}, gamma={gamma})",
        ),
    )

    step_size: int = fields.step_count(
        30, Text("every", "間隔"), Text("updates between two drops", "学習率を下げる間隔（ステップ数）"), "T"
    )
    gamma: Any = fields.drop_factor()

    def share(self, step: int) -> Any:
        return np.float_power(self.gamma, step // self.step_size)
