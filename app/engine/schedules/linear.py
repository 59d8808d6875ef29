"""The linear schedule: a ramp from one share of the rate to another, then level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.hyperparameter import hyperparameter
from app.engine.schedules.schedule import Share
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Linear(Share):
    """Linear: the rate moves in a straight line from one share of the base rate to another, and stays there.

    Upwards it is the warm-up: small first steps while Adam's running means are still made of few gradients, or while the
    walls near a random start are steep. Downwards, to zero at the last update, it is a strong and simple decay.

    Update rule:  η_t = η · (a + (b − a) · min(t, T) / T)
    Convention:   t counts updates from 0, so the first runs at a·η (torch.optim.lr_scheduler.LinearLR, stepped after each
                  update)
    Reference:    Goyal et al. 2017, section 2.2, arXiv:1706.02677
    """

    name: ClassVar[str] = "linear"
    title: ClassVar[Text] = Text("Linear", "線形")
    idea: ClassVar[Text] = Text(
        "The rate ramps from one share to another.",
        "ある割合から別の割合へ直線的に変えます。",
    )
    japanese: ClassVar[str] = """
    上げるときはウォームアップになります。Adam の移動平均がまだ少ない勾配からできている間や、無作為な出発点の近くの壁が
    急な間、最初の歩幅を小さくします。最後の更新でゼロになるように下げれば、強力で単純な減衰になります。

    Convention: t は 0 から数えた更新の番号なので、最初の更新は a·η です（更新のたびに
                進める torch.optim.lr_scheduler.LinearLR）
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.lr_scheduler.LinearLR(optimizer, start_factor={start_factor}, end_factor={end_factor}, "
            "total_iters={total_iters})",
        ),
    )

    start_factor: Any = hyperparameter(
        1 / 3,
        Text("from", "開始割合"),
        Text("share of the rate at the first update", "最初のステップでの学習率の割合"),
        symbol="a",
        gt=0,
        le=1,
        span=(0.01, 1.0),
    )
    end_factor: Any = hyperparameter(
        1.0,
        Text("to", "終了割合"),
        Text("share of the rate at the end of the ramp", "変化を終えたときの学習率の割合"),
        symbol="b",
        ge=0,
        le=1,
        span=(0.0, 1.0),
    )
    total_iters: int = fields.step_count(
        5, Text("length", "長さ"), Text("updates the ramp takes", "変化にかけるステップ数"), "T"
    )

    def share(self, step: int) -> Any:
        covered = min(step, self.total_iters) / self.total_iters
        return self.start_factor + (self.end_factor - self.start_factor) * covered
