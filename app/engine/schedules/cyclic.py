"""The cyclic schedule: the rate climbs and falls between two bounds."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

from app.engine import fields
from app.engine.choice import Choice
from app.engine.elsewhere import Elsewhere
from app.engine.hyperparameter import hyperparameter
from app.engine.schedules.schedule import Swing
from app.engine.text import Text


class CyclicMode(Choice):
    """How the peaks change from cycle to cycle: not at all, by halves, or by a factor per update."""

    words = ("triangular", "triangular2", "exp_range")


@dataclass(frozen=True, kw_only=True)
class Cyclic(Swing):
    """Cyclic: the rate climbs in a straight line and falls again, and the momentum moves against it.

    The high rates carry the position over saddles and out of narrow basins, the low ones let it settle. One has to know two
    rates, not one: the lowest that still moves and the highest that is still stable.

    Update rule:  h = share of the way up, between 0 and 1;  s = 1, or 1/2^(cycle − 1), or γᵗ by mode
                  η_t = η_base + (η_max − η_base)·h·s
                  μ_t = μ_max − (μ_max − μ_base)·h·s
    Convention:   sets the rate itself, whatever the optimizer's own; step_size_down 0 is as long as the way up; γ acts in
                  exp_range alone; β₁ moves where there is one, else the momentum (torch.optim.lr_scheduler.CyclicLR, stepped
                  after each update)
    Reference:    Smith 2017, arXiv:1506.01186
    """

    name: ClassVar[str] = "cyclic"
    title: ClassVar[Text] = Text("Cyclic", "周期的")
    idea: ClassVar[Text] = Text("The rate climbs and falls between two bounds.", "2 つの値の間を上下します。")
    japanese: ClassVar[str] = """
    高い学習率は鞍点を越えさせ、狭いくぼみから位置を運び出し、低い学習率は落ち着かせます。
    知っておくべき学習率は 1 つではなく 2 つで、まだ進める最小の値と、まだ安定な最大の値です。

    Update rule: h = 上りの割合、 0 から 1 まで、 s = 1、 1/2^(周期 − 1)、 γᵗ のいずれか（mode による）
    Convention: 手法自身の学習率にかかわらず、学習率そのものを決めます。step_size_down が 0 なら下りは上りと同じ長さで、
                γ は exp_range でだけ働きます。β₁ があれば β₁ を、なければモメンタムの係数を動かします（更新のたびに
                進める torch.optim.lr_scheduler.CyclicLR）
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.lr_scheduler.CyclicLR(optimizer, {base_learning_rate}, {max_learning_rate}, "
            "step_size_up={step_size_up}, step_size_down={step_size_down} or None, mode={mode}, gamma={gamma}, "
            "cycle_momentum={cycle_momentum}, base_momentum={base_momentum}, max_momentum={max_momentum})",
        ),
    )

    base_learning_rate: Any = fields.scheduled_rate(
        1e-3, Text("lowest", "最小値"), Text("rate at the bottom", "学習率の最小値"), "η_base"
    )
    max_learning_rate: Any = fields.scheduled_rate(
        0.1, Text("highest", "最大値"), Text("rate at the first peak", "最初の山での学習率"), "η_max"
    )
    step_size_up: int = fields.step_count(
        2000, Text("way up", "上り"), Text("updates from bottom to peak", "底から山までのステップ数"), "T_up"
    )
    step_size_down: int = fields.step_count(
        0,
        Text("way down", "下り"),
        Text("updates from peak to bottom; 0: as the way up", "山から底までのステップ数。0 なら上りと同じ"),
        "T_down",
        ge=0,
    )
    mode: Any = hyperparameter(
        CyclicMode("triangular"),
        Text("peaks", "山の変化"),
        Text("how the peaks change", "山の高さの変わり方"),
        symbol="s",
    )
    gamma: Any = fields.share_kept(1.0, Text("factor per update in exp_range", "exp_range で毎ステップ掛ける値"))
    base_momentum: Any = fields.swinging_momentum(
        0.8,
        Text("lowest momentum", "最小のモメンタム"),
        Text("momentum at the peak of the rate", "学習率の山でのモメンタム"),
        "μ_base",
    )
    max_momentum: Any = fields.swinging_momentum(
        0.9,
        Text("highest momentum", "最大のモメンタム"),
        Text("momentum at the bottom", "学習率の底でのモメンタム"),
        "μ_max",
    )

    def rate(self, base: Any, step: int) -> Any:
        height = (self.max_learning_rate - self.base_learning_rate) * self._height(step)
        return self.base_learning_rate + height * self._scale(step)

    def momentum(self, step: int) -> Any:
        height = (self.max_momentum - self.base_momentum) * self._height(step)
        return self.max_momentum - height * self._scale(step)

    @property
    def _length(self) -> int:
        return self.step_size_up + (self.step_size_down or self.step_size_up)

    def _cycle(self, step: int) -> int:
        return math.floor(1 + step / self._length)

    def _height(self, step: int) -> float:
        along, share_up = 1 + step / self._length - self._cycle(step), self.step_size_up / self._length
        return along / share_up if along <= share_up else (along - 1) / (share_up - 1)

    def _scale(self, step: int) -> Any:
        if self.mode == "triangular2":
            return math.ldexp(1.0, 1 - self._cycle(step))
        return self.gamma**step if self.mode == "exp_range" else 1.0
