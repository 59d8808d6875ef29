"""The REX schedule: high for long, then steeply down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from app.engine import fields
from app.engine.schedules.schedule import ClosedForm
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Rex(ClosedForm):
    """REX: the rate stays high for long and falls ever more steeply towards the end of a known number of updates.

    The name is "reflected exponential". It stands between a straight line and a late drop, and does well whether the budget
    is small or large.

    Update rule:  η_t = η_min + (η_max − η_min) · (1 − u)/(1 − u/2),  u = t/T; η_min from T on
    Convention:   sets the rate itself, whatever the optimizer's own; t counts updates from 0, the first runs at η_max
                  (the definition; kozistr's REXScheduler leaves the first update at η_min and agrees from the second on)
    Reference:    Chen, Wolfe & Kyrillidis 2022, section 3, arXiv:2107.04197
    """

    name: ClassVar[str] = "rex"
    title: ClassVar[Text] = Text("REX", "REX")
    idea: ClassVar[Text] = Text("High for long, then steeply down.", "長く高く保ち、最後に急に下げます。")
    japanese: ClassVar[str] = """
    名前は「反転した指数」（reflected exponential）を表します。直線と、最後に急に下げる方法との中間にあたり、
    予算が小さくても大きくてもうまく働きます。

    Update rule: η_t = η_min + (η_max − η_min) · (1 − u)/(1 − u/2)、 u = t/T、 T からは η_min
    Convention: 手法自身の学習率にかかわらず、学習率そのものを決めます。t は 0 から数えた更新の番号で、
                最初の更新は η_max です（定義どおり）。kozistr の REXScheduler は最初の更新を η_min のままにし、
                2 回目から一致します
    """

    total_steps: int = fields.step_count(
        100, Text("length", "長さ"), Text("updates until the smallest rate", "最小値までのステップ数"), "T"
    )
    max_learning_rate: Any = fields.scheduled_rate(
        0.1, Text("from", "最大値"), Text("first rate", "最初の学習率"), "η_max"
    )
    min_learning_rate: Any = fields.scheduled_rate(
        0.0, Text("to", "最小値"), Text("last rate", "最後の学習率"), "η_min"
    )

    def rate(self, base: Any, step: int) -> Any:
        used = min(step / self.total_steps, 1.0)
        return self.min_learning_rate + (self.max_learning_rate - self.min_learning_rate) * (
            (1 - used) / (1 - used / 2)
        )
