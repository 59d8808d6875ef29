"""The cosine schedule with warm restarts: glide down, jump up, again and again."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.hyperparameter import hyperparameter
from app.engine.schedules.schedule import ClosedForm
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class CosineWarmRestarts(ClosedForm):
    """Cosine with warm restarts: half a cosine wave down, then back to the base rate at once, in ever longer rounds.

    Each jump throws the position out of a shallow basin and the next glide settles it in another, perhaps deeper one. The
    end of each round is a good moment to stop.

    Update rule:  η_t = η_min + (η − η_min) · (1 + cos(π·u/T_i)) / 2,  u updates after the last restart
                  T_{i+1} = T_i · T_mult
    Convention:   t counts updates from 0, the first of a round runs at η (torch.optim.lr_scheduler.CosineAnnealingWarmRestarts,
                  stepped after each update without an epoch)
    Reference:    Loshchilov & Hutter 2017, arXiv:1608.03983
    """

    name: ClassVar[str] = "cosine_warm_restarts"
    title: ClassVar[Text] = Text("Cosine with restarts", "再起動つきコサイン")
    idea: ClassVar[Text] = Text("Glides down, jumps up, and again.", "下がりきると元に戻り、これを繰り返します。")
    japanese: ClassVar[str] = """
    学習率が跳び上がるたびに位置は浅いくぼみから飛び出し、次に下がるときに別の、おそらくもっと深いくぼみに落ち着きます。
    各周期の終わりは、止めるのに良い時点です。

    Update rule: η_t = η_min + (η − η_min) · (1 + cos(π·u/T_i)) / 2、 u は最後の再起動からの更新回数
    Convention: t は 0 から数えた更新の番号で、各周期の最初の更新は η です（epoch を渡さずに更新のたびに
                進める torch.optim.lr_scheduler.CosineAnnealingWarmRestarts）
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(optimizer, T_0={t_0}, T_mult={t_mult}, eta_min={eta_min})",
        ),
    )

    t_0: int = fields.step_count(
        50, Text("first round", "最初の周期"), Text("updates of the first round", "最初の周期のステップ数"), "T₀"
    )
    t_mult: int = hyperparameter(
        1,
        Text("growth", "周期の倍率"),
        Text("how many times longer each round is", "周期が伸びる倍率"),
        symbol="T_mult",
        ge=1,
        le=1000,
        span=(1, 4),
    )
    eta_min: Any = fields.scheduled_rate(
        0.0, Text("floor", "下限"), Text("smallest learning rate", "学習率の最小値"), "η_min"
    )

    def rate(self, base: Any, step: int) -> Any:
        length = self.t_0
        if self.t_mult == 1:
            step %= length
        while step >= length:
            step -= length
            length *= self.t_mult
        return self.eta_min + (base - self.eta_min) * (1 + math.cos(math.pi * step / length)) / 2
