"""The one-cycle schedule: up to a large rate, down again, and far below where it began."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from app.engine import fields
from app.engine.choice import Choice
from app.engine.elsewhere import Elsewhere
from app.engine.hyperparameter import hyperparameter
from app.engine.schedules.schedule import Swing
from app.engine.text import Text


class AnnealStrategy(Choice):
    """The line from one rate to the next."""

    words = ("cos", "linear")


@dataclass(frozen=True, kw_only=True)
class OneCycle(Swing):
    """One cycle: the whole run is one climb to a large rate and one descent, while the momentum does the opposite.

    The large rate in the middle keeps the run away from narrow basins, the tiny one at the end settles it. It trained networks
    in a tenth of the usual time, provided that the number of updates is known beforehand.

    Update rule:  η: η_max/div → η_max at update p·T − 1, then η_max/div/final_div at update T − 1
                  three_phase: η_max/div → η_max → η_max/div at update 2p·T − 2, then η_max/div/final_div
                  μ: μ_max → μ_base → μ_max
    Convention:   sets the rate itself, whatever the optimizer's own; β₁ moves where there is one, else the momentum
                  (torch.optim.lr_scheduler.OneCycleLR, stepped after each update; beyond T updates torch refuses, here the
                  last rate stays)
    Reference:    Smith & Topin 2019, arXiv:1708.07120
    """

    name: ClassVar[str] = "one_cycle"
    title: ClassVar[Text] = Text("One cycle", "ワンサイクル")
    idea: ClassVar[Text] = Text("One climb, one descent, for the whole run.", "全体で 1 回だけ上げて下げます。")
    japanese: ClassVar[str] = """
    途中の大きな学習率は狭いくぼみから遠ざけ、最後のごく小さな学習率が落ち着かせます。更新の回数が前もって分かっていれば、
    ネットワークを通常の 10 分の 1 の時間で訓練できました。

    Update rule: η: η_max/div → η_max （更新 p·T − 1 で）、 その後 η_max/div/final_div （更新 T − 1 で）
                 three_phase: η_max/div → η_max → η_max/div （更新 2p·T − 2 で）、 その後 η_max/div/final_div
    Convention: 手法自身の学習率にかかわらず、学習率そのものを決めます。β₁ があれば β₁ を、なければモメンタムの係数を動かします
                （更新のたびに進める torch.optim.lr_scheduler.OneCycleLR）。T 回を超える更新は torch ではエラーですが、
                ここでは最後の学習率を保ちます
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.lr_scheduler.OneCycleLR(optimizer, {max_learning_rate}, total_steps={total_steps}, "
            "pct_start={pct_start}, anneal_strategy={anneal_strategy}, cycle_momentum={cycle_momentum}, "
            "base_momentum={base_momentum}, max_momentum={max_momentum}, div_factor={div_factor}, "
            "final_div_factor={final_div_factor}, three_phase={three_phase})",
        ),
    )

    max_learning_rate: Any = fields.scheduled_rate(
        0.1, Text("peak", "最大値"), Text("highest rate", "最大の学習率"), "η_max"
    )
    total_steps: int = fields.step_count(
        100, Text("length", "長さ"), Text("updates of the whole run", "全体のステップ数"), "T"
    )
    pct_start: float = hyperparameter(
        0.3,
        Text("climb", "上りの割合"),
        Text("share of the run that climbs", "上りに使う割合"),
        symbol="p",
        ge=0,
        le=1,
        span=(0.05, 0.95),
    )
    anneal_strategy: Any = hyperparameter(
        AnnealStrategy("cos"), Text("line", "曲線"), Text("line between the rates", "値の結び方"), symbol="c"
    )
    base_momentum: Any = fields.swinging_momentum(
        0.85,
        Text("lowest momentum", "最小のモメンタム"),
        Text("momentum at the peak", "学習率の山でのモメンタム"),
        "μ_base",
    )
    max_momentum: Any = fields.swinging_momentum(
        0.95, Text("highest momentum", "最大のモメンタム"), Text("momentum at both ends", "両端でのモメンタム"), "μ_max"
    )
    div_factor: Any = hyperparameter(
        25.0,
        Text("start divisor", "開始の除数"),
        Text("how many times smaller the first rate is", "最初の学習率が最大値の何分の 1 か"),
        symbol="div",
        gt=0,
        le=1e12,
        scale="log",
        span=(1.0, 1000.0),
    )
    final_div_factor: Any = hyperparameter(
        1e4,
        Text("end divisor", "終了の除数"),
        Text("how many times smaller than the first the last rate is", "最後の学習率が最初の何分の 1 か"),
        symbol="div_end",
        gt=0,
        le=1e12,
        scale="log",
        span=(1.0, 1e6),
        advanced=True,
    )
    three_phase: bool = hyperparameter(
        False,
        Text("three phases", "3 段階"),
        Text("return to the first rate before the last descent", "最初の値に戻ってからさらに下げます"),
        advanced=True,
    )

    def rate(self, base: Any, step: int) -> Any:
        first = self.max_learning_rate / self.div_factor
        last = first / self.final_div_factor
        middle = (first,) if self.three_phase else ()
        return self._between((first, self.max_learning_rate, *middle, last), step)

    def momentum(self, step: int) -> Any:
        rest = (self.max_momentum,) * (2 if self.three_phase else 1)
        return self._between((self.max_momentum, self.base_momentum, *rest), step)

    def _between(self, corners: tuple[Any, ...], step: int) -> Any:
        """The value at update `step` of the line through `corners`."""
        begin = 0.0
        for phase, end in enumerate(self._ends()):
            if step <= end or phase == len(corners) - 2:
                share = min((step - begin) / (end - begin), 1.0) if end != begin else 1.0
                return self._annealed(corners[phase], corners[phase + 1], share)
            begin = end
        raise AssertionError("the last phase always holds")

    def _ends(self) -> Iterator[float]:
        """The updates at which the phases end."""
        yield self.pct_start * self.total_steps - 1
        if self.three_phase:
            yield 2 * self.pct_start * self.total_steps - 2
        yield self.total_steps - 1

    def _annealed(self, start: Any, end: Any, share: float) -> Any:
        if self.anneal_strategy == "linear":
            return (end - start) * share + start
        return end + (start - end) / 2 * (math.cos(math.pi * share) + 1)
