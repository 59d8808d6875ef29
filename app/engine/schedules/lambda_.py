"""The lambda schedule: the base rate times a formula of the step that somebody types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.schedules.schedule import ClosedForm
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class LambdaFormula(ClosedForm):
    """Lambda: the base rate times λ(t), any formula of the step t.

    Every schedule that depends on the step alone can be written so: 1/sqrt(t + 1) is the rate of many proofs, 0.95^t the
    exponential one, if(t < 50, 1, 0.1) a drop. What the formula gives is taken as it is: below zero the run climbs.

    Update rule:  η_t = η · λ(t)
    Convention:   t counts updates from 0 (torch.optim.lr_scheduler.LambdaLR, stepped after each update)
    Reference:    torch.optim.lr_scheduler.LambdaLR
    """

    name: ClassVar[str] = "lambda"
    title: ClassVar[Text] = Text("Lambda", "数式")
    idea: ClassVar[Text] = Text("The rate times a formula of t.", "t の数式を学習率に掛けます。")
    japanese: ClassVar[str] = """
    ステップだけで決まるスケジュールは、どれもこの形で書けます。1/sqrt(t + 1) は多くの証明に現れる学習率、
    0.95^t は指数減衰、if(t < 50, 1, 0.1) は 1 回の引き下げです。式の値はそのまま使うので、負になれば登っていきます。

    Convention: t は 0 から数えた更新の番号です（更新のたびに進める torch.optim.lr_scheduler.LambdaLR）
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.lr_scheduler.LambdaLR(optimizer, lambda t: {expression})",
        ),
    )

    expression: Any = fields.time_formula("1/sqrt(t + 1)", Text("share of the rate at step t", "ステップ t での倍率"))

    def rate(self, base: Any, step: int) -> Any:
        return base * self.expression.at(step)
