"""The constant-factor schedule: a smaller rate for a while, then the whole one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.hyperparameter import hyperparameter
from app.engine.schedules.schedule import Share
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class ConstantFactor(Share):
    """Constant factor: the first T updates run at a share of the base rate, all others at the base rate.

    The simplest warm-up, with a jump at its end. It is mostly a part of longer schedules, where another one takes over.

    Update rule:  η_t = a·η if t < T, else η
    Convention:   t counts updates from 0 (torch.optim.lr_scheduler.ConstantLR, stepped after each update)
    Reference:    Goyal et al. 2017, section 2.2, "constant warmup", arXiv:1706.02677
    """

    name: ClassVar[str] = "constant_factor"
    title: ClassVar[Text] = Text("Constant factor", "一定倍率")
    idea: ClassVar[Text] = Text("A smaller rate at first, then the whole one.", "初めだけ小さな学習率を使います。")
    japanese: ClassVar[str] = """
    最も単純なウォームアップで、終わりに学習率が跳び上がります。たいていは長いスケジュールの一部として使い、
    その後を別のスケジュールが引き継ぎます。

    Update rule: t < T なら η_t = a·η、 そうでなければ η
    Convention: t は 0 から数えた更新の番号です（更新のたびに進める torch.optim.lr_scheduler.ConstantLR）
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.lr_scheduler.ConstantLR(optimizer, factor={factor}, total_iters={total_iters})",
        ),
    )

    factor: Any = hyperparameter(
        1 / 3,
        Text("share", "割合"),
        Text("share of the rate at first", "初めの学習率の割合"),
        symbol="a",
        ge=0,
        le=1,
        span=(0.0, 1.0),
    )
    total_iters: int = fields.step_count(
        5, Text("length", "長さ"), Text("updates at the smaller rate", "小さな学習率を使うステップ数"), "T"
    )

    def share(self, step: int) -> Any:
        return self.factor if step < self.total_iters else 1.0
