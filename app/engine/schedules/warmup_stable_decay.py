"""Warm-up, stable, decay: a trapezoid."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

from app.engine import fields
from app.engine.choice import Choice
from app.engine.hyperparameter import hyperparameter
from app.engine.schedules.schedule import ClosedForm
from app.engine.text import Text


class CooldownType(Choice):
    """The line of the decay."""

    words = ("cosine", "1-sqrt", "linear", "1-square")


@dataclass(frozen=True, kw_only=True)
class WarmupStableDecay(ClosedForm):
    """Warm-up, stable, decay: a climb to the base rate, a long level stretch, and a short decay.

    The level part may be as long as one likes and be cut anywhere: only the decay brings the loss down, and it needs few
    updates. So one need not know the length of a run beforehand, as with a cosine.

    Update rule:  a = t/W while t < W;  a = 1 while t < W + S;  with u = (t − W − S)/D while u < 1:
                  a = 1 − √u, or 1 − u, or 1 − u², or (1 − a_min)·(1 + cos(2π·c·u))/2 + a_min;  then a = a_min
                  η_t = a·η
    Convention:   t counts updates from 0, so the first runs at zero; only the cosine heads for a_min, the others fall
                  to 0 and end at a_min (kozistr's pytorch_optimizer, get_wsd_schedule)
    Reference:    Hu et al. 2024, section 4, arXiv:2404.06395; 1 − √u: Hägele et al. 2024, arXiv:2405.18392
    """

    name: ClassVar[str] = "warmup_stable_decay"
    title: ClassVar[Text] = Text("Warm-up, stable, decay", "台形（WSD）")
    idea: ClassVar[Text] = Text("A climb, a level stretch, a short decay.", "上げて、保って、短く下げます。")
    japanese: ClassVar[str] = """
    一定の区間はいくら長くてもよく、どこで打ち切ってもかまいません。損失を下げるのは減衰の区間だけで、
    必要な更新はわずかだからです。そのため、コサインの場合のように実行の長さを前もって知る必要がありません。

    Update rule: t < W の間は a = t/W、 t < W + S の間は a = 1、 u < 1 の間は u = (t − W − S)/D として
                 a = 1 − √u、 1 − u、 1 − u²、 (1 − a_min)·(1 + cos(2π·c·u))/2 + a_min のいずれか、 その後は a = a_min
    Convention: t は 0 から数えた更新の番号なので、最初の更新は学習率 0 です。a_min に向かうのはコサインだけで、
                ほかは 0 まで下がった後 a_min になります（kozistr の pytorch_optimizer、get_wsd_schedule）
    Reference:  Hu et al. 2024, section 4, arXiv:2404.06395; 1 − √u は Hägele et al. 2024, arXiv:2405.18392
    """

    num_warmup_steps: int = fields.step_count(
        10, Text("climb", "上り"), Text("updates of the climb", "上りのステップ数"), "W", ge=0
    )
    num_stable_steps: int = fields.step_count(
        60, Text("level", "一定"), Text("updates at the base rate", "一定に保つステップ数"), "S", ge=0
    )
    num_decay_steps: int = fields.step_count(
        30, Text("decay", "下り"), Text("updates of the decay", "下りのステップ数"), "D", ge=0
    )
    min_learning_rate_ratio: Any = hyperparameter(
        0.0,
        Text("end share", "終了割合"),
        Text("share of the rate after the decay", "下りの後の学習率の割合"),
        symbol="a_min",
        ge=0,
        le=1,
        span=(0.0, 1.0),
    )
    num_cycles: Any = hyperparameter(
        0.5,
        Text("waves", "波の数"),
        Text("waves of the cosine decay", "コサインの波の数"),
        symbol="c",
        ge=0,
        le=1000,
        span=(0.5, 4.0),
        advanced=True,
    )
    cooldown_type: Any = hyperparameter(
        CooldownType("1-sqrt"), Text("line", "曲線"), Text("line of the decay", "下りの曲線"), symbol="u"
    )

    def rate(self, base: Any, step: int) -> Any:
        if step < self.num_warmup_steps:
            return base * (step / self.num_warmup_steps)
        beyond = step - self.num_warmup_steps - self.num_stable_steps
        if beyond < 0:
            return base
        return base * (self._decayed(beyond / self.num_decay_steps) if beyond < self.num_decay_steps else self._last)

    @property
    def _last(self) -> Any:
        return self.min_learning_rate_ratio

    def _decayed(self, share: float) -> Any:
        if self.cooldown_type == "cosine":
            wave = max(0.0, 0.5 * (1 + math.cos(math.pi * self.num_cycles * 2 * share)))
            return (1 - self._last) * wave + self._last
        return 1 - {"1-sqrt": math.sqrt(share), "linear": share, "1-square": share**2}[self.cooldown_type]
