"""The exponential schedule: the same percentage off at every update."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from app.engine.elsewhere import Elsewhere
from app.engine.hyperparameter import hyperparameter
from app.engine.schedules.schedule import Share
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Exponential(Share):
    """Exponential: every update runs at a share γ of the rate before it.

    A smooth staircase: half the rate is gone after about 0.7/(1 − γ) updates. All rates together come to no more than
    η/(1 − γ), so a run may come to a halt on its way: choose γ by the number of updates planned. A γ above one lets the
    rate grow, which finds in one run the largest rate that a landscape bears.

    Update rule:  η_t = η · γᵗ
    Convention:   t counts updates from 0, so the first runs at η (torch.optim.lr_scheduler.ExponentialLR, stepped after
                  each update; torch has no default γ)
    Reference:    Senior et al. 2013, section 3, doi:10.1109/ICASSP.2013.6638963
    """

    name: ClassVar[str] = "exponential"
    title: ClassVar[Text] = Text("Exponential", "指数減衰")
    idea: ClassVar[Text] = Text(
        "The rate shrinks by a factor at every step.",
        "毎ステップ一定の割合で下げます。",
    )
    japanese: ClassVar[str] = """
    なめらかな階段のように下がり、約 0.7/(1 − γ) 回の更新で学習率は半分になります。学習率をすべて足しても η/(1 − γ) を
    超えないので、途中で止まってしまうことがあります。γ は予定する更新の回数に合わせて選びます。γ が 1 より大きいと学習率は
    増え、その地形が耐えられる最大の学習率を 1 回の実行で見つけられます。

    Convention: t は 0 から数えた更新の番号なので、最初の更新は η です（更新のたびに
                進める torch.optim.lr_scheduler.ExponentialLR）。torch では γ に既定値がありません
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma={gamma})",
        ),
    )

    gamma: Any = hyperparameter(
        0.99,
        Text("factor", "倍率"),
        Text("share of the rate left after an update", "学習率に掛ける値"),
        symbol="γ",
        ge=0,
        le=2,
        scale="one_minus",
        span=(0.8, 0.9999),
    )

    def share(self, step: int) -> Any:
        return np.float_power(self.gamma, step)
