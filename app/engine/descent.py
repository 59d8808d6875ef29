"""Descent: the one loop of the project.

A `Descent` is a run that can be advanced by any number of steps at a time; the numbers do not depend on how it is cut.
A block of steps is computed first and judged afterwards, as whole arrays: norms, stop rules and divergence cost nothing per
step, and what a block computed past the end is cut off.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from app.engine.block import Block
from app.engine.columns import Columns, join
from app.engine.group_wise import GroupStates, in_groups, joined
from app.engine.objective import Array, Objective
from app.engine.optimizers.optimizer import Optimizer
from app.engine.oracle import Oracle, Sight
from app.engine.outcome import Outcome, Status
from app.engine.schedules.constant import Constant
from app.engine.schedules.schedule import Schedule
from app.engine.stopping import Stopping
from app.engine.watch import Watch


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
    evaluate_every: int = 1
    """Of objectives with figures: after so many steps all examples are looked at, and after the last one."""
    records_position: bool = True
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
        self._schedule_state = plan.schedule.initial_state()
        with np.errstate(all="ignore"):
            self._state = self._stepper.initial_state(self._position)
            self._recorded_names = tuple(recorded(self._state)) if plan.records_state else ()
            self._loss, gradient = objective.value_and_gradient(self._position)
            self._gradient: Array | None = gradient
            self._watch = Watch(objective) if objective.figures(self._position) else None
            self._figures = {} if self._watch is None else self._watch.names(self._position)
            self._first: Columns | None = self._judge(self._start_block(gradient))

    def advance(self, count: int) -> Columns:
        """Take up to `count` further steps and return them; the first call returns the start (step 0) too.

        Sets `outcome` when the run ends within them; afterwards there is nothing more and the columns are empty.
        """
        parts = [] if self._first is None else [self._first]
        self._first = None
        with np.errstate(all="ignore"):
            while count > 0 and self.outcome is None:
                size = min(count, self._steps_until_change(), self._plan.steps - self.step)
                parts.append(self._judge(self._walk(size)))
                count -= size
        return join(parts) if parts else self._columns(self._room(self.step, 0))

    def fork(self, objective: Objective, plan: Plan) -> Descent:
        """The same run as far as it is, to go on by itself under `plan`, on an `objective` that is the same function."""
        twin = copy.copy(self)
        twin._objective, twin._plan = objective, plan
        twin._oracle = self._oracle.fork(objective)
        twin._watch = None if self._watch is None else self._watch.fork(objective)
        twin._state, twin._schedule_state = copy.deepcopy((self._state, self._schedule_state))
        return twin

    @property
    def position(self) -> Array:
        """Where the run stands after `step`, `(d,)`; read-only. A run that ended may have been computed beyond its end."""
        return self._position

    @property
    def memory(self) -> dict[str, Any]:
        """What the optimizer remembers after `step`, by name; a copy, since optimizers change their state in place."""
        return {name: np.array(value) for name, value in recorded(self._state).items()}

    @property
    def size_bytes(self) -> int:
        """Memory of the position and the optimizer's state."""
        return self._position.nbytes + sum(np.asarray(value).nbytes for value in recorded(self._state).values())

    def _steps_until_change(self) -> int:
        """Apply the change that is due at the next step, and tell how far the one after it is."""
        due = self._plan.changes.get(self.step + 1)
        if due is not None:
            self._optimizer = self._optimizer.with_settings(due)
            self._stepper = in_groups(self._optimizer, self._objective.groups)
        later = [step - 1 - self.step for step in self._plan.changes if step > self.step + 1]
        return min(later, default=self._plan.steps)

    def _walk(self, count: int) -> Block:
        """`count` steps, recorded as they come, finite or not."""
        objective, oracle, optimizer, settled = self._objective, self._oracle, self._optimizer, self._stepper
        schedule, is_projected, every = self._plan.schedule, self._plan.is_projected, self._plan.evaluate_every
        position, loss, gradient = self._position, self._loss, self._gradient
        state, schedule_state, watch = self._state, self._schedule_state, self._watch
        block = self._room(self.step + 1, count)
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
            if watch is None:
                delta += position
                position = self._project(delta) if is_projected else delta
                loss, gradient = objective.value_and_gradient(position)
                positions[row], losses[row], gradients[row] = position, loss, gradient
            else:
                before, position = position, position + delta
                if is_projected:
                    position = self._project(position)
                    delta = position - before
                gradient = None
                watch.note(block, row, delta, position, oracle)
                if (number + 1) % every == 0 or number + 1 == self._plan.steps:
                    loss, gradient = watch.evaluate(block, row, delta, position)
            rates[row] = rate
            value_counts[row], gradient_counts[row] = oracle.value_evaluations, oracle.gradient_evaluations
            if states:
                numbers = self._numbers(state)
                for name, record in states:
                    record[row] = numbers[name]
        if watch is None:
            block.measure(self._position)
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

    def _room(self, first_step: int, count: int) -> Block:
        """An empty block; vectors are kept where nobody watches, to be judged as whole arrays, and where they are asked for."""
        plan, dimension, is_watched = self._plan, len(self._position), self._watch is not None
        return Block.empty(
            first_step,
            count,
            positions=0 if is_watched and not plan.records_position else dimension,
            gradients=0 if is_watched and not plan.records_gradient else dimension,
            state=self._numbers(self._state),
            figures=self._figures,
        )

    def _start_block(self, gradient: Array) -> Block:
        block = self._room(self.step, 1)
        if self._watch is None:
            block.position[0], block.loss[0], block.gradient[0] = self._position, self._loss, gradient
            block.measure(self._position)
        else:
            if block.position.shape[1]:
                block.position[0] = self._position
            self._watch.start(block, self._position, self._loss, gradient)
        numbers = self._numbers(self._state)
        for name, record in block.state.items():
            record[0] = numbers[name]
        return block

    def _columns(self, block: Block) -> Columns:
        return block.columns(has_position=self._plan.records_position, has_gradient=self._plan.records_gradient)

    def _judge(self, block: Block) -> Columns:
        """The block as columns up to the end of the run, if that lies within it; sets `outcome` then."""
        columns = self._columns(block)
        sound = len(columns) if block.is_finite.all() else int(np.argmin(block.is_finite))
        outcome = self._plan.stopping.first_hit(columns.take(slice(sound)), block.move[:sound])
        if outcome is None and sound < len(columns):
            step = int(columns.step[sound])
            is_undefined = self._watch is None and any(
                _is_undefined(self._objective, at) for at in self._places(block, sound)
            )
            reasons = ("undefined", "undefined_at_start") if is_undefined else ("not_finite", "at_start")
            outcome = Outcome(Status.DIVERGED, max(step - 1, 0), reasons[step == 0], {"step": step})
        if outcome is None and int(columns.step[-1]) == self._plan.steps:
            outcome = Outcome(Status.STEP_LIMIT, self._plan.steps, "step_limit", {"steps": self._plan.steps})
        self.outcome = outcome
        return columns if outcome is None else columns.take(columns.step <= outcome.step)

    def _places(self, block: Block, row: int) -> Iterator[Array]:
        """Where the update that led to `row` came to, and where it looked first without an answer on the way."""
        yield block.position[row]
        lost = self._oracle.lost
        if lost is not None and lost[0] == block.first_step + row - 1:
            yield lost[1]


def _is_undefined(objective: Objective, position: Array) -> bool:
    """Whether the function has no value at a finite `position`, and not because numbers were too large on the way to it."""
    if not np.isfinite(position).all():
        return False
    try:
        with np.errstate(over="raise"):
            return not np.isfinite(objective.value(position[:, None])).all()
    except FloatingPointError:
        return False


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
