"""What every schedule is: a small state machine that overrides hyperparameters before each update.

Schedule                  anything that sets hyperparameters while a run goes on
└── Planned               one whose rates are known before the run: it can be a part of a Composition
    ├── ClosedForm        a rate that follows from the base rate and the step alone: implement `rate`
    │   ├── Share         a share of the base rate: implement `share`
    │   ├── WarmUp        from a first rate to a highest one, then what `after` says
    │   └── Swing         rate and momentum move against each other: implement `rate` and `momentum`
    └── Recurrence        a rate computed from the one before, with the rounding of the library that does so
        └── Composition   made of other schedules
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.choice import check_choices
from app.engine.elsewhere import Elsewhere
from app.engine.hyperparameter import MOST_PARTS, HyperparameterError, check_bounds, hyperparameter
from app.engine.optimizers.optimizer import Optimizer
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Schedule(ABC):
    """Base of all schedules. The optimizer's own `learning_rate` is the base rate that a schedule bends."""

    catalogue: ClassVar[str] = "schedules"
    name: ClassVar[str]
    title: ClassVar[Text]
    idea: ClassVar[Text]
    """What it does, in one sentence."""
    japanese: ClassVar[str] = ""
    """The docstring's paragraphs and Convention in Japanese."""
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = ()
    """The same in other libraries."""

    def __post_init__(self) -> None:
        check_choices(self)
        check_bounds(self)

    def initial_state(self) -> Any:
        """The state before the first update; most schedules depend on the step alone and have none."""
        return ()

    @abstractmethod
    def next(self, state: Any, step: int, loss: Any, optimizer: Optimizer) -> tuple[Mapping[str, Any], Any]:
        """Values for update number `step` (the first is 0) of `optimizer`, which stands at `loss`; and the new state.

        The mapping names hyperparameters of the optimizer: `learning_rate`, and perhaps others that hold for this update.
        """


class Planned(Schedule):
    """A schedule whose rates are known before the run, so that it can be a part of others."""

    @abstractmethod
    def rate(self, base: Any, step: int) -> Any:
        """The learning rate of update number `step`, from 0; `base` is the optimizer's own, scalar or `(n,)`."""

    @abstractmethod
    def following(self, base: Any, rate: Any, step: int) -> Any:
        """The rate of update number `step`, at least 1, where the update before, or another schedule, left `rate`."""

    def entering(self, base: Any, rate: Any) -> Any:
        """The first rate, where another schedule has set `rate` already."""
        return self.rate(rate, 0)

    def taking_over(self, base: Any, rate: Any) -> Any:
        """The first rate after another schedule, which left `rate`, has ended: most begin again from `base`."""
        return self.entering(base, base)

    def beside(self, step: int, optimizer: Optimizer) -> Mapping[str, Any]:
        """Other hyperparameters of `optimizer` that it sets for update number `step`."""
        return {}


class ClosedForm(Planned):
    """A schedule whose rate follows from the base rate and the step alone: any step can be asked for, in any order.

    As a part of a composition it sets the rate anew, as torch's LambdaLR does.
    """

    def following(self, base: Any, rate: Any, step: int) -> Any:
        return self.rate(base, step)

    def entering(self, base: Any, rate: Any) -> Any:
        return self.rate(base, 0)

    def next(self, state: Any, step: int, loss: Any, optimizer: Any) -> tuple[Mapping[str, Any], Any]:
        return {"learning_rate": self.rate(optimizer.learning_rate, step)}, state


class Share(ClosedForm):
    """A share of the base rate; as a part of a composition, a share of what the others leave."""

    @abstractmethod
    def share(self, step: int) -> Any:
        """The share of update number `step`."""

    def rate(self, base: Any, step: int) -> Any:
        return base * self.share(step)

    def following(self, base: Any, rate: Any, step: int) -> Any:
        before, now = self.share(step - 1), self.share(step)
        return rate * np.where(before == now, 1.0, now / np.where(before == 0, 1.0, before))

    def entering(self, base: Any, rate: Any) -> Any:
        return rate * self.share(0)


@dataclass(frozen=True, kw_only=True)
class WarmUp(ClosedForm):
    """A straight line from a first rate to a highest one, whatever the base rate; then a decay of the schedule's own."""

    init_value: Any = fields.scheduled_rate(0.0, Text("from", "開始値"), Text("first rate", "最初の学習率"), "η₀")
    peak_value: Any = fields.scheduled_rate(0.1, Text("peak", "最大値"), Text("highest rate", "最大の学習率"), "η_max")
    warmup_steps: int = fields.step_count(
        20, Text("warm-up", "ウォームアップ"), Text("updates until the peak", "最大値までのステップ数"), "W", ge=0
    )

    def rate(self, base: Any, step: int) -> Any:
        if step >= self.warmup_steps:
            return self.after(step - self.warmup_steps)
        return (self.init_value - self.peak_value) * (1 - step / self.warmup_steps) + self.peak_value

    @abstractmethod
    def after(self, step: int) -> Any:
        """The rate `step` updates after the peak was reached."""


class RecurrenceState(NamedTuple):
    """The rate of the update before, and the base rate it came from."""

    base: Any
    rate: Any


class Recurrence(Planned):
    """A schedule that computes each rate from the one before, as torch does; its rounding is part of the curve.

    `rate` is asked at the first update, and after a change of the base rate.
    """

    def initial_state(self) -> RecurrenceState | None:
        return None

    def next(
        self, state: RecurrenceState | None, step: int, loss: Any, optimizer: Any
    ) -> tuple[Mapping[str, Any], RecurrenceState]:
        base = optimizer.learning_rate
        if state is not None and (state.base is base or np.array_equal(state.base, base)):
            rate = self.following(base, state.rate, step)
        else:
            rate = self.rate(base, step)
        return {"learning_rate": rate, **self.beside(step, optimizer)}, RecurrenceState(base, rate)


@dataclass(frozen=True, kw_only=True)
class Swing(ClosedForm):
    """A rate that swings whatever the base rate, and the optimizer's momentum (or its β₁), if it has one, against it."""

    cycle_momentum: bool = hyperparameter(
        True,
        Text("swing momentum", "モメンタムも変える"),
        Text("let the momentum fall where the rate rises", "学習率が上がるときモメンタムを下げます"),
        advanced=True,
    )

    @abstractmethod
    def momentum(self, step: int) -> Any:
        """The momentum of update number `step`."""

    def beside(self, step: int, optimizer: Optimizer) -> Mapping[str, Any]:
        inertia = optimizer.inertia
        return {inertia: self.momentum(step)} if self.cycle_momentum and inertia is not None else {}

    def next(self, state: Any, step: int, loss: Any, optimizer: Any) -> tuple[Mapping[str, Any], Any]:
        return {"learning_rate": self.rate(None, step), **self.beside(step, optimizer)}, state


@dataclass(frozen=True, kw_only=True)
class Composition(Recurrence):
    """A schedule made of others, each of which bends the rate that is there.

    Raises HyperparameterError for no schedules, or more than eight.
    """

    schedules: tuple[Planned, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "schedules", tuple(self.schedules))
        super().__post_init__()
        if not 1 <= len(self.schedules) <= MOST_PARTS:
            raise HyperparameterError(f"schedules must be 1 to {MOST_PARTS} schedules, got {len(self.schedules)}")

    @abstractmethod
    def entering(self, base: Any, rate: Any) -> Any: ...

    def rate(self, base: Any, step: int) -> Any:
        rate = self.entering(base, base)
        for past in range(1, step + 1):
            rate = self.following(base, rate, past)
        return rate
