"""Sweep: many runs of one optimizer as one array.

A plan's hyperparameters, those of its schedule and its start may hold one value per run on the last axis: ten thousand
learning rates cost one step of whole-array arithmetic, not ten thousand steps of a loop. The rules are those of `Descent`, and
so are the results, but for the last digits of a power whose exponents come as a row.
"""

from __future__ import annotations

import dataclasses
import math
from typing import Any, Protocol

import numpy as np

from app.engine.descent import Plan
from app.engine.ends import Booleans, Ends
from app.engine.group_wise import in_groups
from app.engine.objective import Array, Objective
from app.engine.one_by_one import OneByOne
from app.engine.optimizers.optimizer import Optimizer, Wrapper
from app.engine.oracle import Oracle


class Sweep(Protocol):
    """Runs that can be advanced a little at a time."""

    ends: Ends
    """Final once the sweep is over."""
    width: int
    """How many runs take a step at once."""

    @property
    def is_over(self) -> bool:
        """Whether every run has ended."""

    @property
    def share(self) -> float:
        """How much is done, from 0 to 1: the steps taken of those there may be."""

    def advance(self, steps: int) -> int:
        """Take up to `steps` further steps, all runs at once or one run alone; returns how many, counted in each run."""


def sweep(objective: Objective, plan: Plan, count: int, tolerance: float | None = None) -> Sweep:
    """`count` runs of `plan`: at once, or one by one where the optimizer's control flow depends on the data, and in trainings,
    whose steps are long enough by themselves.

    `tolerance` is the loss of which `Ends.reached_step` tells when it was reached.
    """
    is_training = objective.example_count > 0
    if plan.start is not None or not is_training:
        start = np.array(objective.start if plan.start is None else plan.start, dtype=np.float64)
        starts = np.array(np.broadcast_to(start.reshape(len(start), -1), (len(start), count)))
        plan = dataclasses.replace(plan, start=starts)
    if is_training or not is_batched(plan.optimizer):
        return OneByOne(objective, plan, count, tolerance)
    return Together(objective, plan, starts, tolerance)


def is_batched(optimizer: Optimizer) -> bool:
    """Whether an optimizer, and the one within it, runs on many positions at once."""
    return optimizer.batched and (not isinstance(optimizer, Wrapper) or is_batched(optimizer.inner))


def may_vary(field: dataclasses.Field[Any]) -> bool:
    """Whether each run may have a value of its own for a hyperparameter: the real numbers whose field is declared `Any`."""
    return isinstance(field.default, float) and field.type == "Any"


class Together:
    """All runs in one array. One that diverges goes on as NaN, which no other run sees."""

    def __init__(self, objective: Objective, plan: Plan, starts: Array, tolerance: float | None) -> None:
        count: int = starts.shape[1]
        self.width = count
        self.ends = Ends.empty(objective.dimension, count)
        self._objective, self._plan, self._tolerance = objective, plan, tolerance
        self._optimizer = plan.optimizer
        self._stepper = in_groups(plan.optimizer, objective.groups)
        self._oracle = _SharedOracle(objective, plan.sight)
        self._step: int = 0
        self._position = starts
        self._schedule_state = plan.schedule.initial_state()
        self._going = np.ones(count, bool)
        self._left: int = count
        self._best_loss, self._reached_step = np.full(count, np.inf), np.full(count, np.nan)
        self._counts = (0, 0)
        with np.errstate(all="ignore"):
            self._state = self._stepper.initial_state(self._position)
            self._loss, self._gradient = objective.value_and_gradient(self._position)
            self._judge(None)

    @property
    def is_over(self) -> bool:
        return self._left == 0

    @property
    def share(self) -> float:
        if self.is_over:
            return 1.0
        evaluations = self._plan.stopping.evaluations
        spent = sum(self._counts) / evaluations if evaluations else 0.0
        return min(1.0, max(self._step / max(self._plan.steps, 1), spent))

    def advance(self, steps: int) -> int:
        first = self._step
        with np.errstate(all="ignore"):
            while not self.is_over and self._step < first + steps:
                before = self._position
                self._take_step()
                self._judge(before)
        return (self._step - first) * self.width

    def _take_step(self) -> None:
        plan, objective, oracle, number = self._plan, self._objective, self._oracle, self._step
        due = plan.changes.get(number + 1)
        if due is not None:
            self._optimizer = self._optimizer.with_settings(due)
            self._stepper = in_groups(self._optimizer, objective.groups)
        seen = objective.at(number)
        overrides, self._schedule_state = plan.schedule.next(self._schedule_state, number, self._loss, self._optimizer)
        oracle.begin(number, seen, self._position, self._gradient if seen is objective else None)
        stepper = self._stepper if len(overrides) == 1 else self._stepper.with_settings(overrides)
        position, self._state = stepper.step(self._position, oracle, self._state, overrides["learning_rate"])
        position += self._position
        if plan.is_projected:
            lower, upper = objective.domain.T[..., None]
            position = np.clip(position, lower, upper)
        self._position, self._step = position, number + 1
        self._loss, self._gradient = objective.value_and_gradient(position)

    def _judge(self, before: Array | None) -> None:
        """Settle the runs that end here: those that are no longer finite, those that may stop, and at the last step all."""
        counts = (self._oracle.value_evaluations, self._oracle.gradient_evaluations)
        sound = np.isfinite(self._loss)
        for row in (*self._position, *self._gradient):
            sound &= np.isfinite(row)
        sound &= self._going
        if np.count_nonzero(sound) < self._left:
            self._settle(self._going & ~sound, max(self._step - 1, 0), self._counts)
        self._counts = counts
        np.fmin(self._best_loss, self._loss, out=self._best_loss)
        if self._tolerance is not None:
            self._reached_step[np.isnan(self._reached_step) & (self._loss <= self._tolerance)] = self._step
        ended = sound if self._step == self._plan.steps else self._stopped(sound, before)
        if ended is not None:
            self._keep(ended)
            self._settle(ended, self._step, counts)

    def _stopped(self, sound: Booleans, before: Array | None) -> Booleans | None:
        """Those of the `sound` runs in which a rule to stop holds; None where there is no rule."""
        rules = self._plan.stopping
        holds = []
        if rules.loss is not None:
            holds.append(self._loss <= rules.loss)
        if rules.gradient_norm is not None:
            holds.append(np.hypot.reduce(self._gradient, axis=0) <= rules.gradient_norm)
        if rules.position_change is not None and before is not None:
            holds.append(np.hypot.reduce(self._position - before, axis=0) <= rules.position_change)
        if rules.evaluations is not None:
            holds.append(np.full(len(sound), sum(self._counts) >= rules.evaluations))
        stopped: Booleans | None = sound & np.logical_or.reduce(holds) if holds else None
        return stopped

    def _keep(self, runs: Booleans) -> None:
        self.ends.settle(
            runs,
            is_diverged=False,
            position=self._position[:, runs],
            loss=self._loss[runs],
            best_loss=self._best_loss[runs],
            gradient_norm=np.hypot.reduce(self._gradient[:, runs], axis=0),
            reached_step=self._reached_step[runs],
        )

    def _settle(self, runs: Booleans, step: int, counts: tuple[int, int]) -> None:
        self.ends.settle(runs, step=step, value_evaluations=counts[0], gradient_evaluations=counts[1])
        self._going &= ~runs
        self._left = int(np.count_nonzero(self._going))


class _SharedOracle(Oracle):
    """One oracle for all runs, which ask the same questions: it counts what each of them asked for."""

    def value(self, position: Array) -> Array:
        self.value_evaluations += math.prod(position.shape[1:-1])
        return self._objective.value(position)
