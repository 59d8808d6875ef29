"""Race: all runs of an experiment in lockstep, advanced a little at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter, thread_time

from app.engine.columns import Columns, join
from app.engine.descent import Descent
from app.engine.outcome import Outcome, Status
from app.service.checkpoints import Checkpoints
from app.service.preparation import Prepared

_FIRST_GUESS_STEPS = 8


@dataclass(frozen=True)
class Leg:
    """What one run did in an advance: the recorded steps, and the outcome if it ended with them."""

    run: int
    columns: Columns
    outcome: Outcome | None


class Race:
    """The runs of `prepared`, each as far as `step`."""

    def __init__(self, prepared: Prepared, checkpoints: Checkpoints | None = None, from_step: int = 0) -> None:
        """At the start, or at the last checkpoint before `from_step`, the first step that is wanted."""
        self.prepared = prepared
        self.step = -1
        """The last step that every run still going has taken; −1 before the start itself was returned."""
        self.seconds = 0.0
        """Processor time spent in `advance_for`: what others on the machine take does not count."""
        self._checkpoints = checkpoints if prepared.is_training else None
        known = self._checkpoints.nearest(prepared, from_step - 1) if self._checkpoints else None
        if known is None:
            self.descents = [Descent(prepared.objective, plan) for plan in prepared.plans]
        else:
            self.step, self.descents = known.step, list(known.descents)
        self._every = prepared.experiment.record.every
        self._block = _FIRST_GUESS_STEPS
        """Steps of a turn's first block: twice those of the last one, if that took less than a quarter of a turn."""
        self._held: dict[int, Columns] = {}
        self._ended: set[int] = set()

    @property
    def is_over(self) -> bool:
        """Whether every run's outcome has been returned."""
        return len(self._ended) == len(self.descents)

    def advance(self, count: int) -> list[Leg]:
        """Take up to `count` steps in every run that is still going; the start counts as the first one."""
        legs = []
        first = self.step < 0
        for index, descent in enumerate(self.descents):
            if index in self._ended:
                continue
            columns = descent.advance(count - 1 if first else count)
            outcome = descent.outcome
            if outcome is not None:
                self._ended.add(index)
            legs.append(Leg(index, self._recorded(index, columns, outcome), outcome))
        self.step += count
        return legs

    def advance_for(self, seconds: float, most: int | None = None) -> list[list[Leg]]:
        """Advance for about `seconds`, at most `most` steps, in blocks that grow while there is time."""
        computing = thread_time()
        deadline = perf_counter() + seconds
        advances: list[list[Leg]] = []
        size, taken = self._block, 0
        while not self.is_over and (most is None or taken < most):
            began = perf_counter()
            block = size if most is None else min(size, most - taken)
            advances.append(self.advance(block))
            taken += block
            now = perf_counter()
            per_step = (now - began) / block
            self._block = max(1, int(min(max(2 * block, size), seconds / 2 / per_step)))
            if now >= deadline:
                break
            size = max(1, int(min(2 * size, (deadline - now) / per_step)))
        if self._checkpoints and self.step >= 0:
            self._checkpoints.keep(self.prepared, min(self.step, self.prepared.experiment.steps), self.descents)
        self.seconds += thread_time() - computing
        return advances

    def skip_to(self, step: int, seconds: float) -> list[Leg]:
        """Advance silently towards `step` for about `seconds`; only the ends of runs are returned, without columns."""
        advances = self.advance_for(seconds, step - 1 - self.step)
        legs = [leg for advance in advances for leg in advance]
        self._held.clear()
        return [Leg(leg.run, leg.columns.take(slice(0)), leg.outcome) for leg in legs if leg.outcome is not None]

    def cancel(self, reason: str, **arguments: float) -> list[Leg]:
        """End every run that is still going where it stands."""
        legs = []
        for index, descent in enumerate(self.descents):
            if index not in self._ended:
                outcome = Outcome(Status.CANCELLED, descent.step, reason, dict(arguments))
                legs.append(Leg(index, self._recorded(index, descent.advance(0), outcome), outcome))
                self._ended.add(index)
        return legs

    def _recorded(self, run: int, columns: Columns, outcome: Outcome | None) -> Columns:
        """The rows that are kept. The last one of an advance is held back, because a run that diverges ends before it."""
        if self._every == 1:
            return columns
        held = self._held.pop(run, None)
        if held is not None:
            columns = join([held, columns])
        is_kept = columns.step % self._every == 0
        if outcome is not None:
            is_kept |= columns.step == outcome.step
        elif len(columns) and not is_kept[-1]:
            self._held[run] = columns.take(slice(-1, None))
        return columns.take(is_kept)


Ending = tuple[int, Outcome]
"""A run, and how it ended."""


def endings(legs: Sequence[Leg]) -> list[Ending]:
    """Those of `legs` with which their runs ended."""
    return [(leg.run, leg.outcome) for leg in legs if leg.outcome is not None]


def joined(advances: Sequence[Sequence[Leg]]) -> list[Leg]:
    """Several advances as one, a leg per run."""
    by_run: dict[int, list[Leg]] = {}
    for leg in (leg for advance in advances for leg in advance):
        by_run.setdefault(leg.run, []).append(leg)
    return [Leg(run, join([leg.columns for leg in legs]), legs[-1].outcome) for run, legs in sorted(by_run.items())]
