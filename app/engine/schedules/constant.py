"""The constant schedule: the learning rate as it was set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from app.engine.elsewhere import Elsewhere
from app.engine.schedules.schedule import Share
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Constant(Share):
    """Constant: the base rate at every step.

    The plainest choice, and the one to judge the others by. With noisy gradients it never settles: the position keeps
    trembling around the minimum by an amount that grows with the rate.

    Update rule:  η_t = η
    Convention:   no scheduler at all (every library)
    Reference:    Robbins & Monro 1951, who prove why it should fall instead, doi:10.1214/aoms/1177729586
    """

    name: ClassVar[str] = "constant"
    title: ClassVar[Text] = Text("Constant", "一定")
    idea: ClassVar[Text] = Text(
        "The rate stays as set.",
        "学習率は変わりません。",
    )
    japanese: ClassVar[str] = """
    最も単純な選択で、ほかのスケジュールを評価する基準になります。勾配にノイズがあると、いつまでも落ち着きません。
    位置は最小点のまわりで揺れ続け、その幅は学習率とともに大きくなります。

    Convention: スケジューラーをまったく使わないのと同じ（どのライブラリでも）
    Reference:  Robbins & Monro 1951（むしろ下げるべき理由の証明）, doi:10.1214/aoms/1177729586
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.lr_scheduler.LambdaLR(optimizer, lambda t: 1.0)",
        ),
    )

    def share(self, step: int) -> Any:
        return 1.0

    def next(self, state: Any, step: int, loss: Any, optimizer: Any) -> tuple[Mapping[str, Any], Any]:
        return {"learning_rate": optimizer.rate}, state
