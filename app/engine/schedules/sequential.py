"""The sequential schedule: one after the other, each taking over at its milestone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from app.engine.choice import WholeNumbers
from app.engine.elsewhere import Elsewhere
from app.engine.hyperparameter import ContradictionError, hyperparameter, part
from app.engine.schedules.cosine import Cosine
from app.engine.schedules.linear import Linear
from app.engine.schedules.schedule import Composition, Planned
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Sequential(Composition):
    """Sequential: each schedule runs until a milestone, then the next one starts afresh from the base rate.

    The usual recipe is a warm-up, then a decay: linear for 20 updates, cosine for the rest. At a milestone the rate jumps
    to where the next schedule begins, which is the base rate for most; multiplicative and SWA go on from the rate reached.

    Update rule:  η_t = s_k(t − T_k),  k = how many milestones T₁ < T₂ < … are not after t,  T₀ = 0
    Convention:   one milestone fewer than schedules (torch.optim.lr_scheduler.SequentialLR, stepped after each update);
                  reduce_on_plateau cannot be a part, as in torch; a sequence within a sequence switches at its own
                  milestones (torch's is one update early); momentum swings only while its schedule holds, and cyclic and
                  one_cycle leave the base rate of the others alone (in torch building one changes it)
    Reference:    torch.optim.lr_scheduler.SequentialLR
    """

    name: ClassVar[str] = "sequential"
    title: ClassVar[Text] = Text("Sequential", "順番に")
    idea: ClassVar[Text] = Text("One schedule after another.", "スケジュールを順番に切り替えます。")
    japanese: ClassVar[str] = """
    ウォームアップの後に減衰、たとえば線形を 20 回、残りをコサインとするのがよくある使い方です。区切りで学習率は
    次のスケジュールの出発値に跳びます。多くの場合は元の学習率で、multiplicative と SWA はそれまでの学習率から続けます。

    Update rule: η_t = s_k(t − T_k)、 k = 節目 T₁ < T₂ < … のうち t 以下のものの数、 T₀ = 0
    Convention: 区切りの数はスケジュールの数より 1 つ少なくします（更新のたびに
                進める torch.optim.lr_scheduler.SequentialLR）。torch と同じく、reduce_on_plateau は部分にできません。
                入れ子にした sequential は自身の区切りで切り替わります（torch では更新 1 回分早く切り替わります）。
                モメンタムはそのスケジュールが続く間だけ動き、cyclic と one_cycle はほかの元の学習率を変えません（torch では
                作成した時点で変わります）
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.lr_scheduler.SequentialLR(optimizer, {schedules}, milestones={milestones})",
        ),
    )

    schedules: tuple[Planned, ...] = part(
        (Linear(start_factor=0.1, total_iters=20), Cosine(t_max=80)),
        Text("schedules", "スケジュール"),
        Text("each runs until the next milestone", "それぞれ次の区切りまで続きます"),
        Planned,
    )
    milestones: Any = hyperparameter(
        WholeNumbers((20,)),
        Text("milestones", "区切り"),
        Text("updates at which the next schedule takes over", "次のスケジュールに替わるステップ"),
        symbol="T_k",
        between="schedules",
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        wanted, got = len(self.schedules) - 1, len(self.milestones)
        if got != wanted:
            message = f"milestones must be {wanted}, one fewer than schedules, got {got}"
            raise ContradictionError("milestones", "milestone_count", message, expected=wanted, got=got)
        if list(self.milestones) != sorted(set(self.milestones)):
            raise ContradictionError("milestones", "not_increasing", f"milestones must increase, got {self.milestones}")

    def entering(self, base: Any, rate: Any) -> Any:
        return self._at(0)[0].entering(base, rate)

    def following(self, base: Any, rate: Any, step: int) -> Any:
        schedule, own_step = self._at(step)
        return schedule.following(base, rate, own_step) if own_step else schedule.taking_over(base, rate)

    def beside(self, step: int, optimizer: Any) -> Mapping[str, Any]:
        schedule, own_step = self._at(step)
        return schedule.beside(own_step, optimizer)

    def _at(self, step: int) -> tuple[Planned, int]:
        """Which schedule holds at update number `step`, and which update of its own that is."""
        index = bisect_right(self.milestones, step)
        return self.schedules[index], step - (self.milestones[index - 1] if index else 0)
