"""The multiplicative schedule: each rate is the one before times a formula of the step that somebody types."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any, ClassVar

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.schedules.schedule import Recurrence
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Multiplicative(Recurrence):
    """Multiplicative: each update's rate is the one before times λ(t), any formula of the step t.

    A constant λ is the exponential schedule; if(t < 30, 1, 0.9) waits, then decays. All factors so far count, so a single
    zero stops the run for good.

    Update rule:  η₀ = η
                  η_t = η_{t−1} · λ(t)
    Convention:   λ is not asked at t = 0 (torch.optim.lr_scheduler.MultiplicativeLR, stepped after each update)
    Reference:    torch.optim.lr_scheduler.MultiplicativeLR
    """

    name: ClassVar[str] = "multiplicative"
    title: ClassVar[Text] = Text("Multiplicative", "乗法的")
    idea: ClassVar[Text] = Text(
        "Each rate is the last one times a formula of t.", "直前の学習率に t の数式を掛けます。"
    )
    japanese: ClassVar[str] = """
    λ が定数なら指数減衰と同じになり、if(t < 30, 1, 0.9) は待ってから減衰します。それまでの倍率がすべて掛かるので、
    一度でも 0 になると、そこから先は動きません。

    Convention: t = 0 では λ を使いません（更新のたびに進める torch.optim.lr_scheduler.MultiplicativeLR）
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.lr_scheduler.MultiplicativeLR(optimizer, lambda t: {expression})",
        ),
    )

    expression: Any = fields.time_formula("0.98", Text("factor at step t", "ステップ t で掛ける値"))

    def rate(self, base: Any, step: int) -> Any:
        return base * prod(self.expression.at(past) for past in range(1, step + 1))

    def following(self, base: Any, rate: Any, step: int) -> Any:
        return rate * self.expression.at(step)

    def taking_over(self, base: Any, rate: Any) -> Any:
        return rate * self.expression.at(0)
