"""One by one: the runs of a sweep, each a `Descent` of its own, for optimizers that cannot walk as one array."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np

from app.engine.columns import Columns
from app.engine.descent import Descent, Plan
from app.engine.ends import Ends
from app.engine.objective import Objective
from app.engine.outcome import Outcome, Status

_FIRST_BLOCK = 4
"""Steps of the first block, each twice as far as the last: what is computed beyond the end of a run is lost, and may be dear."""


class OneByOne:
    """The runs of a plan whose start, and perhaps hyperparameters, hold one value per run on the last axis."""

    def __init__(self, objective: Objective, plan: Plan, count: int, tolerance: float | None) -> None:
        self.width = 1
        self._count = count
        self.ends = Ends.empty(objective.dimension if plan.records_position else 0, count)
        self._objective, self._plan, self._tolerance = objective, plan, tolerance
        self._run = 0
        self._descent: Descent | None = None
        self._last: Columns
        self._best_loss, self._reached_step = np.inf, np.nan

    @property
    def is_over(self) -> bool:
        return self._run == self._count

    @property
    def share(self) -> float:
        within = self._descent.step / max(self._plan.steps, 1) if self._descent is not None else 0.0
        return (self._run + within) / self._count

    def advance(self, steps: int) -> int:
        if self.is_over:
            return 0
        if self._descent is None:
            self._descent = Descent(self._objective, of_run(self._plan, self._run))
            self._best_loss, self._reached_step = np.inf, np.nan
        descent, before = self._descent, self._descent.step
        columns = descent.advance(min(steps, before + _FIRST_BLOCK))
        if len(columns):
            self._follow(columns)
        if descent.outcome is not None:
            self._settle(descent.outcome)
            self._descent = None
            self._run += 1
        return descent.step - before

    def _follow(self, columns: Columns) -> None:
        self._last = columns.take(slice(-1, None))
        self._best_loss = float(np.fmin.reduce(columns.loss, initial=self._best_loss))
        if self._tolerance is not None and np.isnan(self._reached_step):
            reached = columns.loss <= self._tolerance
            if reached.any():
                self._reached_step = float(columns.step[np.argmax(reached)])

    def _settle(self, outcome: Outcome) -> None:
        last, run = self._last, slice(self._run, self._run + 1)
        self.ends.settle(
            run,
            step=outcome.step,
            value_evaluations=last.value_evaluations,
            gradient_evaluations=last.gradient_evaluations,
        )
        if outcome.status is not Status.DIVERGED:
            self.ends.settle(
                run,
                is_diverged=False,
                position=last.position.T,
                loss=last.loss,
                best_loss=self._best_loss,
                gradient_norm=last.gradient_norm,
                reached_step=self._reached_step,
            )
            for name, values in last.figures.items():
                if values.ndim == 1:
                    self.ends.figures.setdefault(name, np.full(self._count, np.nan))[run] = values


def of_run(settings: Any, run: int) -> Any:
    """The settings of one run: the same plan, optimizer or schedule with each array replaced by its entry on the last axis."""
    if isinstance(settings, np.ndarray):
        return settings[..., run] if settings.ndim > 1 else float(settings[run])
    if dataclasses.is_dataclass(settings) and not isinstance(settings, type):
        parts = {field.name: of_run(getattr(settings, field.name), run) for field in dataclasses.fields(settings)}
        return dataclasses.replace(settings, **parts)
    if isinstance(settings, Mapping):
        return {name: of_run(value, run) for name, value in settings.items()}
    return tuple(of_run(value, run) for value in settings) if isinstance(settings, tuple) else settings
