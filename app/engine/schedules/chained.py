"""The chained schedule: several at once, each bending what the one before it leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from app.engine.elsewhere import Elsewhere
from app.engine.hyperparameter import part
from app.engine.schedules.constant_factor import ConstantFactor
from app.engine.schedules.exponential import Exponential
from app.engine.schedules.schedule import Composition, Planned
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Chained(Composition):
    """Chained: several schedules act on the rate at every update, one after the other.

    A warm-up and a decay that run at the same time, say. Shares of the rate multiply. Schedules that compute the rate from
    the base rate alone (lambda, cyclic, one cycle, warm restarts, those of optax) set it anew, so only the first can be one.

    Update rule:  for each schedule s in turn:  η_t ← s(η_t), where it was η_{t−1}
    Convention:   every part in its chainable form (torch.optim.lr_scheduler.ChainedScheduler, stepped after each update);
                  reduce_on_plateau cannot be a part, as in torch
    Reference:    torch.optim.lr_scheduler.ChainedScheduler
    """

    name: ClassVar[str] = "chained"
    title: ClassVar[Text] = Text("Chained", "重ね合わせ")
    idea: ClassVar[Text] = Text("Several schedules at once.", "複数のスケジュールを同時に使います。")
    japanese: ClassVar[str] = """
    たとえば、ウォームアップと減衰を同時に進めます。学習率に対する倍率どうしは掛け合わされます。
    元の学習率だけから計算するスケジュール（lambda、cyclic、one cycle、再起動つきコサイン、optax のもの）は学習率を
    設定し直すので、最初の 1 つにしか使えません。

    Update rule: 各スケジュール s について順に η_t ← s(η_t)、 その前の値は η_{t−1}
    Convention: どの部分も、連鎖できる漸化式の形で使います（更新のたびに進める torch.optim.lr_scheduler.ChainedScheduler）。
                torch と同じく、reduce_on_plateau は部分にできません
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.lr_scheduler.ChainedScheduler({schedules}, optimizer)",
        ),
    )

    schedules: tuple[Planned, ...] = part(
        (ConstantFactor(factor=0.5, total_iters=10), Exponential(gamma=0.98)),
        Text("schedules", "スケジュール"),
        Text("all act at every update, in this order", "毎ステップ、この順にすべて適用します"),
        Planned,
    )

    def entering(self, base: Any, rate: Any) -> Any:
        for schedule in self.schedules:
            rate = schedule.entering(base, rate)
        return rate

    def following(self, base: Any, rate: Any, step: int) -> Any:
        for schedule in self.schedules:
            rate = schedule.following(base, rate, step)
        return rate

    def beside(self, step: int, optimizer: Any) -> Mapping[str, Any]:
        settings: dict[str, Any] = {}
        for schedule in self.schedules:
            settings |= schedule.beside(step, optimizer)
        return settings
