"""Warm-up and constant: a straight line up, then level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from app.engine.schedules.schedule import WarmUp
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class WarmupConstant(WarmUp):
    """Warm-up and constant: the rate climbs in a straight line to its peak and stays there.

    The climb spares the first steps, whose running means know little yet. What follows is a constant rate with all its
    faults: noise is never averaged out.

    Update rule:  η_t = η₀ + (η_max − η₀)·min(1, t/W)
    Convention:   sets the rate itself, whatever the optimizer's own (optax.warmup_constant_schedule; with W = 0 at the peak
                  from the first update, where optax stays at η₀)
    Reference:    Goyal et al. 2017, section 2.2, "gradual warmup", arXiv:1706.02677
    """

    name: ClassVar[str] = "warmup_constant"
    title: ClassVar[Text] = Text("Warm-up, constant", "ウォームアップと一定")
    idea: ClassVar[Text] = Text("A straight line up, then level.", "直線で上げた後、一定に保ちます。")
    japanese: ClassVar[str] = """
    移動平均がまだわずかな情報しか持たない最初のステップを、上りの区間が守ります。その後は一定の学習率なので、
    その欠点もすべて残り、ノイズが平均されて消えることはありません。

    Convention: 手法自身の学習率にかかわらず、学習率そのものを決めます（optax.warmup_constant_schedule）。
                W = 0 のときは最初の更新から最大値で、optax では η₀ のままです
    """

    def after(self, step: int) -> Any:
        return self.peak_value
