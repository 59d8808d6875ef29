"""The schedule of stochastic weight averaging: from the rate of the training to that of the averaging."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.hyperparameter import hyperparameter
from app.engine.schedules.one_cycle import AnnealStrategy
from app.engine.schedules.schedule import Recurrence
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Swa(Recurrence):
    """SWA: the rate moves from the base rate to another one, and stays there while positions are averaged.

    Averaging needs positions that keep moving around a basin, so the last rate is not small but moderate, and may even lie
    above the base rate. The averaging itself is not part of the schedule.

    Update rule:  η_t = (1 − α)·η + α·η_swa,  α = u or (1 − cos(π·u))/2,  u = min(1, t/T)
    Convention:   t counts updates from 0 (torch.optim.swa_utils.SWALR, stepped after each update: like it, each rate is
                  computed from the one before)
    Reference:    Izmailov et al. 2018, arXiv:1803.05407
    """

    name: ClassVar[str] = "swa"
    title: ClassVar[Text] = Text("SWA", "SWA")
    idea: ClassVar[Text] = Text("From the base rate to the rate of averaging.", "平均化のための学習率へ移ります。")
    japanese: ClassVar[str] = """
    平均するには、くぼみの中を動き続ける位置が必要です。そのため最後の学習率は小さくせず中くらいにし、
    元の学習率より大きいこともあります。平均そのものはスケジュールには含まれません。

    Update rule: η_t = (1 − α)·η + α·η_swa、 α = u または (1 − cos(π·u))/2、 u = min(1, t/T)
    Convention: t は 0 から数えた更新の番号です（更新のたびに進める torch.optim.swa_utils.SWALR）。これと同じく、
                学習率は直前の値から計算します
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.swa_utils.SWALR(optimizer, swa_lr={swa_learning_rate}, anneal_epochs={anneal_epochs}, "
            "anneal_strategy={anneal_strategy})",
        ),
    )

    swa_learning_rate: Any = fields.scheduled_rate(
        0.05, Text("to", "終了値"), Text("rate of the averaging", "平均化のときの学習率"), "η_swa"
    )
    anneal_epochs: int = fields.step_count(
        10, Text("length", "長さ"), Text("updates until that rate", "その値までのステップ数"), "T", ge=0
    )
    anneal_strategy: Any = hyperparameter(
        AnnealStrategy("cos"), Text("line", "曲線"), Text("line between the rates", "値の結び方"), symbol="c"
    )

    def rate(self, base: Any, step: int) -> Any:
        share = self._share(step)
        return self.swa_learning_rate * share + base * (1 - share)

    def following(self, base: Any, rate: Any, step: int) -> Any:
        share, before = self._share(step), self._share(step - 1)
        if before == 1:
            return self.swa_learning_rate
        origin = (rate - before * self.swa_learning_rate) / (1 - before)
        return self.swa_learning_rate * share + origin * (1 - share)

    def taking_over(self, base: Any, rate: Any) -> Any:
        return self.rate(rate, 0)

    def _share(self, step: int) -> float:
        if self.anneal_epochs == 0:
            return 1.0
        time = min(1.0, step / self.anneal_epochs)
        return time if self.anneal_strategy == "linear" else (1 - math.cos(math.pi * time)) / 2
