"""The cosine schedule: slowly off the top, fast through the middle, slowly to the bottom."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

from app.engine.elsewhere import Elsewhere
from app.engine.hyperparameter import hyperparameter
from app.engine.schedules.schedule import Recurrence
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Cosine(Recurrence):
    """Cosine: half a wave from the base rate down to the smallest one in T updates, and up again after that.

    Long at a large rate to cross the landscape, long at a small one to settle, and nothing to choose but the length: set
    T to the number of updates. A run that goes on beyond T sees the rate climb again, to the base rate at 2T.

    Update rule:  η_t = η_min + (η − η_min) · (1 + cos(π·t/T)) / 2
    Convention:   t counts updates from 0; no restart at T (torch.optim.lr_scheduler.CosineAnnealingLR, stepped after each
                  update: like it, each rate is computed from the one before)
    Reference:    Loshchilov & Hutter 2017, equation 5, arXiv:1608.03983
    """

    name: ClassVar[str] = "cosine"
    title: ClassVar[Text] = Text("Cosine", "コサイン")
    idea: ClassVar[Text] = Text(
        "The rate glides down half a cosine wave.",
        "半周期のコサイン曲線に沿って下げます。",
    )
    japanese: ClassVar[str] = """
    大きい学習率に長くとどまって地形を渡り、小さい学習率にも長くとどまって落ち着きます。選ぶのは長さだけで、T を更新の回数に
    合わせます。T を越えて続けると学習率は再び上がり、2T で元の学習率に戻ります。

    Convention: t は 0 から数えた更新の番号で、T で再起動しません（更新のたびに
                進める torch.optim.lr_scheduler.CosineAnnealingLR）。これと同じく、学習率は直前の値から計算します
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max={t_max}, eta_min={eta_min})",
        ),
    )

    t_max: int = hyperparameter(
        100,
        Text("length", "長さ"),
        Text("updates from the top to the bottom", "コサインの頂点から底までのステップ数"),
        symbol="T",
        ge=1,
        le=1_000_000,
        scale="log",
        span=(10, 1000),
    )
    eta_min: Any = hyperparameter(
        0.0,
        Text("floor", "下限"),
        Text("smallest learning rate", "学習率の最小値"),
        symbol="η_min",
        ge=0,
        le=1e6,
        span=(0.0, 0.1),
        advanced=True,
    )

    def rate(self, base: Any, step: int) -> Any:
        return self.eta_min + (base - self.eta_min) * self._height(step) / 2

    def following(self, base: Any, rate: Any, step: int) -> Any:
        """With torch's rounding.

        At the bottom 1 + cos is a small difference of large numbers, and what it loses there stays in all later rates
        (2e-13 of them for T = 100): the formula above would be nearer to the truth and farther from torch.
        """
        if (step - 1) % (2 * self.t_max) == self.t_max:
            return rate + (base - self.eta_min) * (1 - math.cos(math.pi / self.t_max)) / 2
        return self._height(step) / self._height(step - 1) * (rate - self.eta_min) + self.eta_min

    def _height(self, step: int) -> float:
        return 1 + math.cos(math.pi * step / self.t_max)
