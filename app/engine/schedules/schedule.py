"""What every schedule is: a small state machine that overrides hyperparameters before each update.

Schedule                  anything that sets hyperparameters while a run goes on
└── ClosedForm            a rate that follows from the base rate and the step alone: implement `rate`
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from app.engine.hyperparameter import check_bounds
from app.engine.optimizers.optimizer import Optimizer
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Schedule(ABC):
    """Base of all schedules. The optimizer's own `learning_rate` is the base rate that a schedule bends."""

    name: ClassVar[str]
    title: ClassVar[Text]
    idea: ClassVar[Text]
    """What it does, in one sentence."""

    def __post_init__(self) -> None:
        check_bounds(self)

    def initial_state(self) -> Any:
        """The state before the first update; most schedules depend on the step alone and have none."""
        return ()

    @abstractmethod
    def next(self, state: Any, step: int, loss: Any, optimizer: Optimizer) -> tuple[Mapping[str, Any], Any]:
        """Values for update number `step` (the first is 0) of `optimizer`, which stands at `loss`; and the new state.

        The mapping names hyperparameters of the optimizer, usually `learning_rate` alone.
        """


class ClosedForm(Schedule):
    """A schedule whose rate follows from the base rate and the step alone: any step can be asked for, in any order."""

    @abstractmethod
    def rate(self, base: Any, step: int) -> Any:
        """The learning rate of update number `step`, from 0; `base` is the optimizer's own, scalar or `(n,)`."""

    def next(self, state: Any, step: int, loss: Any, optimizer: Any) -> tuple[Mapping[str, Any], Any]:
        return {"learning_rate": self.rate(optimizer.learning_rate, step)}, state
