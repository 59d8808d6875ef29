"""The plateau schedule: a smaller rate once the loss no longer falls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.choice import Choice
from app.engine.elsewhere import Elsewhere
from app.engine.hyperparameter import hyperparameter
from app.engine.schedules.schedule import Schedule
from app.engine.text import Text


class PlateauMode(Choice):
    """Whether the watched number should fall or rise."""

    words = ("min", "max")


class ThresholdMode(Choice):
    """Whether a threshold is a share of the best number or a difference from it."""

    words = ("rel", "abs")


class PlateauState(NamedTuple):
    """The best loss so far, how many updates brought none better, how many are still let pass, and the reduced rate."""

    best: Any
    bad: Any
    cooldown: Any
    reductions: Any
    base: Any
    rate: Any


@dataclass(frozen=True, kw_only=True)
class ReduceOnPlateau(Schedule):
    """Reduce on plateau: the rate drops to a share of itself when the loss has not improved for a while.

    The only schedule here that looks at the run: it needs no length, and waits as long as the rate still does good. A loss
    that swings up and down counts as no improvement, and a long plateau before a cliff may be mistaken for the end.

    Update rule:  η ← max(a·η, η_min) once more than P updates in a row brought no better loss, if that is a change above ε
    Convention:   fed with the full loss at the position that an update starts from, once the update is done
                  (torch.optim.lr_scheduler.ReduceLROnPlateau with scheduler.step(loss) after optimizer.step())
    Reference:    torch.optim.lr_scheduler.ReduceLROnPlateau; the idea is that of He et al. 2016, section 3.4, arXiv:1512.03385
    """

    name: ClassVar[str] = "reduce_on_plateau"
    title: ClassVar[Text] = Text("Reduce on plateau", "停滞時に減少")
    idea: ClassVar[Text] = Text("The rate drops once the loss stalls.", "損失が下がらなくなったら学習率を下げます。")
    japanese: ClassVar[str] = """
    ここで実行の様子を見る唯一のスケジュールです。長さを決める必要がなく、学習率がまだ役に立つ間は待ちます。
    上下に振れる損失は改善なしとみなされ、崖の手前の長い平らな所を終わりと取り違えることもあります。

    Update rule: P 回を超える更新で続けて損失が良くならなければ η ← max(a·η, η_min)、 ただし変化が ε を超えるときだけ
    Convention: 更新が終わった後で、その更新の出発点における全体の損失を渡します（optimizer.step() の
                後に scheduler.step(loss) を呼ぶ torch.optim.lr_scheduler.ReduceLROnPlateau）
    Reference:  torch.optim.lr_scheduler.ReduceLROnPlateau; 考え方は He et al. 2016, section 3.4, arXiv:1512.03385
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, mode={mode}, factor={factor}, patience={patience}, "
            "threshold={threshold}, threshold_mode={threshold_mode}, cooldown={cooldown}, min_lr={min_learning_rate}, "
            "eps={epsilon})",
        ),
    )

    mode: Any = hyperparameter(
        PlateauMode("min"),
        Text("better is", "良い方向"),
        Text("lower or higher", "小さいほど良いか大きいほど良いか"),
        symbol="↕",
    )
    factor: Any = hyperparameter(
        0.1,
        Text("factor", "倍率"),
        Text("share of the rate left after a drop", "学習率に掛ける値"),
        symbol="a",
        ge=0,
        lt=1,
        span=(0.05, 0.95),
    )
    patience: int = fields.step_count(
        10,
        Text("patience", "忍耐"),
        Text("updates without improvement that are borne", "改善なしで待つステップ数"),
        "P",
        ge=0,
    )
    threshold: Any = hyperparameter(
        1e-4,
        Text("threshold", "しきい値"),
        Text("smallest improvement that counts", "改善とみなす最小の変化"),
        symbol="θ",
        ge=0,
        le=1e6,
        scale="log",
        span=(1e-8, 1.0),
        advanced=True,
    )
    threshold_mode: Any = hyperparameter(
        ThresholdMode("rel"),
        Text("threshold is", "しきい値の意味"),
        Text("a share of the best loss, or a difference", "最良の損失に対する割合か差か"),
        symbol="%",
        advanced=True,
    )
    cooldown: int = fields.step_count(
        0,
        Text("cooldown", "休止"),
        Text("updates after a drop that do not count", "下げた後に数えないステップ数"),
        "C",
        ge=0,
    )
    min_learning_rate: Any = fields.scheduled_rate(
        0.0, Text("floor", "下限"), Text("smallest learning rate", "学習率の最小値"), "η_min"
    )
    epsilon: Any = hyperparameter(
        1e-8,
        Text("smallest drop", "最小の変化"),
        Text("drops below this are left out", "これより小さい変化は行いません"),
        symbol="ε",
        ge=0,
        le=1e6,
        scale="log",
        span=(1e-12, 1e-2),
        advanced=True,
    )

    def initial_state(self) -> PlateauState:
        return PlateauState(np.inf if self.mode == "min" else -np.inf, 0, 0, 0, None, None)

    def next(self, state: PlateauState, step: int, loss: Any, optimizer: Any) -> tuple[Mapping[str, Any], PlateauState]:
        best, bad, cooldown, reductions, base, rate = state
        if base is not optimizer.learning_rate and not np.array_equal(base, optimizer.learning_rate):
            base = rate = optimizer.learning_rate
            for drop in range(int(np.max(reductions))):
                rate = self._dropped(rate, np.less(drop, reductions))
        is_better = self._is_better(loss, best)
        is_resting = np.greater(cooldown, 0)
        bad = np.where(is_better | is_resting, 0, bad + 1)
        is_due = bad > self.patience
        following = PlateauState(
            best=np.where(is_better, loss, best),
            bad=np.where(is_due, 0, bad),
            cooldown=np.where(is_due, self.cooldown, cooldown - is_resting),
            reductions=reductions + is_due,
            base=base,
            rate=self._dropped(rate, is_due),
        )
        return {"learning_rate": rate}, following

    def _is_better(self, loss: Any, best: Any) -> Any:
        sign = 1.0 if self.mode == "min" else -1.0
        limit = best - sign * self.threshold if self.threshold_mode == "abs" else best * (1.0 - sign * self.threshold)
        return np.less(sign * loss, sign * limit)

    def _dropped(self, rate: Any, is_due: Any) -> Any:
        smaller = np.maximum(rate * self.factor, self.min_learning_rate)
        return np.where(is_due & (rate - smaller > self.epsilon), smaller, rate)
