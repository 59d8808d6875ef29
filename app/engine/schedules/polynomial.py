"""The polynomial schedule: down to zero along a power of the time left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.hyperparameter import hyperparameter
from app.engine.schedules.schedule import Recurrence
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Polynomial(Recurrence):
    """Polynomial: the rate falls to zero in T updates, as a power of the share of time that is left.

    Power one is a straight line; above one the rate falls early and crawls at the end, below one it stays high and falls at
    the last moment. After T updates the run stands still.

    Update rule:  η_t = η · (1 − min(t, T)/T)^p
    Convention:   t counts updates from 0 (torch.optim.lr_scheduler.PolynomialLR, stepped after each update: like it, each
                  rate is computed from the one before)
    Reference:    Liu, Rabinovich & Berg 2015, section 3.2, arXiv:1506.04579
    """

    name: ClassVar[str] = "polynomial"
    title: ClassVar[Text] = Text("Polynomial", "多項式")
    idea: ClassVar[Text] = Text("The rate falls to zero along a power.", "べき乗の曲線に沿ってゼロまで下げます。")
    japanese: ClassVar[str] = """
    べき指数が 1 なら直線です。1 より大きいと早く下がって終わりは這うように進み、1 より小さいと高いまま保って最後に一気に
    下がります。T 回の更新の後は動きません。

    Convention: t は 0 から数えた更新の番号です（更新のたびに進める torch.optim.lr_scheduler.PolynomialLR）。これと同じく、
                学習率は直前の値から計算します
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.lr_scheduler.PolynomialLR(optimizer, total_iters={total_iters}, power={power})",
        ),
    )

    total_iters: int = fields.step_count(
        100, Text("length", "長さ"), Text("updates until the rate is zero", "学習率がゼロになるまでのステップ数"), "T"
    )
    power: Any = hyperparameter(
        1.0,
        Text("power", "べき"),
        Text("1 is a straight line, larger falls earlier", "1 は直線。大きいほど早く下がります"),
        symbol="p",
        ge=0,
        le=100,
        span=(0.2, 5.0),
    )

    def rate(self, base: Any, step: int) -> Any:
        return base * np.float_power(1 - min(step, self.total_iters) / self.total_iters, self.power)

    def following(self, base: Any, rate: Any, step: int) -> Any:
        if step > self.total_iters:
            return rate
        left, before = 1 - step / self.total_iters, 1 - (step - 1) / self.total_iters
        return rate * np.float_power(left / before, self.power)
