"""Composition: what schedules that are made of other schedules have in common."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any

from app.engine.hyperparameter import MOST_PARTS, HyperparameterError
from app.engine.schedules.schedule import Planned, Recurrence


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
