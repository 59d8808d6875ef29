"""Descent: the one loop of the project.

A `Descent` is a run that can be advanced by any number of steps at a time; the numbers do not depend on how it is cut.
A block of steps is computed first and judged afterwards, as whole arrays: norms, stop rules and divergence cost nothing per
step, and what a block computed past the end is cut off.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from app.engine.columns import Columns, Integers, join
from app.engine.group_wise import GroupStates, in_groups, joined
from app.engine.objective import Array, Objective
from app.engine.optimizers.optimizer import Optimizer
from app.engine.oracle import Oracle, Sight
from app.engine.outcome import Outcome, Status
from app.engine.schedules.constant import Constant
from app.engine.schedules.schedule import Schedule
from app.engine.stopping import Stopping


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Everything that determines one run besides its objective.

    `changes` maps a step to the hyperparameters that hold from the update that leads to it: the change at step 120 is first
    seen in `learning_rate[120]`.
    """

    optimizer: Optimizer
    steps: int
    start: Array | None = None
    schedule: Schedule = field(default_factory=Constant)
    sight: Sight = field(default_factory=Sight)
    stopping: Stopping = field(default_factory=Stopping)
    is_projected: bool = False
    """Whether positions are clipped to the domain after every step."""
    changes: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    records_state: bool = False
    records_gradient: bool = False


class Descent:
    """One run of one optimizer on one objective, from `plan.start` to its `outcome`."""

    def __init__(self, objective: Objective, plan: Plan) -> None:
        self.outcome: Outcome | None = None
        self.step = 0
        """The last step computed, 0 at the start."""
        self._objective = objective
        self._plan = plan
        self._optimizer = plan.optimizer
        self._stepper = in_groups(plan.optimizer, objective.groups)
        self._oracle = Oracle(objective, plan.sight)
        self._position = np.array(objective.start if plan.start is None else plan.start, dtype=np.float64)
        self._state = self._stepper.initial_state(self._position)
        self._recorded_names = tuple(recorded(self._state)) if plan.records_state else ()
        self._schedule_state = plan.schedule.initial_state()
        with np.errstate(all="ignore"):
            self._loss, self._gradient = objective.value_and_gradient(self._position)
            self._first: Columns | None = self._judge(self._start_block(), self._position)

    def advance(self, count: int) -> Columns:
        """Take up to `count` further steps and return them; the first call returns the start (step 0) too.

        Sets `outcome` when the run ends within them; afterwards there is nothing more and the columns are empty.
        """
        parts = [] if self._first is None else [self._first]
        self._first = None
        with np.errstate(all="ignore"):
            while count > 0 and self.outcome is None:
                size = min(count, self._steps_until_change(), self._plan.steps - self.step)
                before = self._position
                parts.append(self._judge(self._walk(size), before))
                count -= size
        return join(parts) if parts else self._start_block().columns(self._plan.records_gradient).take(slice(0))

    def _steps_until_change(self) -> int:
        """Apply the change that is due at the next step, and tell how far the one after it is."""
        due = self._plan.changes.get(self.step + 1)
        if due is not None:
            self._optimizer = self._optimizer.with_settings(due)
            self._stepper = in_groups(self._optimizer, self._objective.groups)
        later = [step - 1 - self.step for step in self._plan.changes if step > self.step + 1]
        return min(later, default=self._plan.steps)

    def _walk(self, count: int) -> _Block:
        """`count` steps, recorded as they come, finite or not."""
        objective, oracle, optimizer, settled = self._objective, self._oracle, self._optimizer, self._stepper
        schedule, is_projected = self._plan.schedule, self._plan.is_projected
        position, loss, gradient = self._position, self._loss, self._gradient
        state, schedule_state = self._state, self._schedule_state
        block = _Block.empty(self.step + 1, count, position.shape, self._numbers(state))
        positions, losses, gradients, rates = block.position, block.loss, block.gradient, block.learning_rate
        value_counts, gradient_counts = block.value_evaluations, block.gradient_evaluations
        states = list(block.state.items())
        for row in range(count):
            number = self.step + row
            seen = objective.at(number)
            overrides, schedule_state = schedule.next(schedule_state, number, loss, optimizer)
            rate = overrides["learning_rate"]
            oracle.begin(number, seen, position, gradient if seen is objective else None)
            stepper = settled if len(overrides) == 1 else settled.with_settings(overrides)
            delta, state = stepper.step(position, oracle, state, rate)
            delta += position
            position = self._project(delta) if is_projected else delta
            loss, gradient = objective.value_and_gradient(position)
            positions[row], losses[row], gradients[row], rates[row] = position, loss, gradient, rate
            value_counts[row], gradient_counts[row] = oracle.value_evaluations, oracle.gradient_evaluations
            if states:
                numbers = self._numbers(state)
                for name, record in states:
                    record[row] = numbers[name]
        self.step += count
        self._position, self._loss, self._gradient = position, loss, gradient
        self._state, self._schedule_state = state, schedule_state
        return block

    def _numbers(self, state: Any) -> dict[str, Any]:
        """What is recorded of a state: the same names in every block, those that are numbers from the start."""
        numbers = recorded(state) if self._recorded_names else {}
        return {name: numbers[name] for name in self._recorded_names}

    def _project(self, position: Array) -> Array:
        lower, upper = self._objective.domain.T
        return np.clip(position, lower, upper)

    def _start_block(self) -> _Block:
        numbers = self._numbers(self._state)
        block = _Block.empty(self.step, 1, self._position.shape, numbers)
        block.position[0], block.loss[0], block.gradient[0] = self._position, self._loss, self._gradient
        block.learning_rate[0] = np.nan
        block.value_evaluations[0] = block.gradient_evaluations[0] = 0
        for name, record in block.state.items():
            record[0] = numbers[name]
        return block

    def _judge(self, block: _Block, before: Array) -> Columns:
        """The block as columns up to the end of the run, if that lies within it; sets `outcome` then."""
        columns = block.columns(self._plan.records_gradient)
        changes = np.hypot.reduce(np.diff(block.position, axis=0, prepend=before[None]), axis=1)
        if columns.step[0] == 0:
            changes[0] = np.inf
        finite = (
            np.isfinite(columns.loss)
            & np.isfinite(block.position).all(axis=1)
            & np.isfinite(block.gradient).all(axis=1)
        )
        sound = len(columns) if finite.all() else int(np.argmin(finite))
        outcome = self._plan.stopping.first_hit(columns.take(slice(sound)), changes[:sound])
        if outcome is None and sound < len(columns):
            step = int(columns.step[sound])
            outcome = Outcome(
                Status.DIVERGED, max(step - 1, 0), "at_start" if step == 0 else "not_finite", {"step": step}
            )
        if outcome is None and int(columns.step[-1]) == self._plan.steps:
            outcome = Outcome(Status.STEP_LIMIT, self._plan.steps, "step_limit", {"steps": self._plan.steps})
        self.outcome = outcome
        return columns if outcome is None else columns.take(columns.step <= outcome.step)


@dataclass(frozen=True)
class _Block:
    """Arrays that `_walk` fills, one row per step."""

    first_step: int
    position: Array
    loss: Array
    gradient: Array
    learning_rate: Array
    value_evaluations: Integers
    gradient_evaluations: Integers
    state: dict[str, Array]

    @classmethod
    def empty(cls, first_step: int, count: int, shape: tuple[int, ...], state: Mapping[str, Any]) -> _Block:
        return cls(
            first_step,
            np.empty((count, *shape)),
            np.empty(count),
            np.empty((count, *shape)),
            np.empty(count),
            np.empty(count, dtype=np.int64),
            np.empty(count, dtype=np.int64),
            {name: np.empty((count, *np.shape(value))) for name, value in state.items()},
        )

    def columns(self, has_gradient: bool) -> Columns:
        return Columns(
            step=np.arange(self.first_step, self.first_step + len(self.loss)),
            position=self.position,
            loss=self.loss,
            gradient_norm=np.hypot.reduce(self.gradient, axis=1),
            learning_rate=self.learning_rate,
            value_evaluations=self.value_evaluations,
            gradient_evaluations=self.gradient_evaluations,
            gradient=self.gradient if has_gradient else np.empty((len(self.loss), 0)),
            state=self.state,
        )


def recorded(state: Any) -> dict[str, Any]:
    """The numbers and arrays of an optimizer's state by name, those of a state within it included."""
    if isinstance(state, GroupStates):
        return joined(recorded(part) for part in state)
    numbers: dict[str, Any] = {}
    for name in getattr(state, "_fields", ()):
        value = getattr(state, name)
        if hasattr(value, "_fields") or isinstance(value, GroupStates):
            numbers |= recorded(value)
        elif isinstance(value, (int, float, np.ndarray, np.generic)):
            numbers[name] = value
    return numbers


def descend(objective: Objective, plan: Plan, blocks: Sequence[int] = (1, 15, 240)) -> Iterator[Columns]:
    """Run to the end, yielding columns in blocks of the given sizes, the last size repeating."""
    descent = Descent(objective, plan)
    sizes = iter(blocks)
    size = next(sizes)
    while descent.outcome is None:
        yield descent.advance(size)
        size = next(sizes, size)
