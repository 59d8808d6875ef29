"""Walks: where a run of an experiment stands at some of its steps, without keeping what lies between."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from app.engine.descent import Descent
from app.service.checkpoints import Checkpoints
from app.service.paths import Stop
from app.service.preparation import Prepared

_NUMBERS_AT_ONCE = 2**17
"""Coordinates of the steps of one piece: some hundredths of a second."""


def stops(
    prepared: Prepared, run: int, steps: Sequence[int | None], checkpoints: Checkpoints
) -> Generator[None, None, list[Stop]]:
    """The run at each of `steps`, which increase, null being the end; those beyond its end are one stop at its end.

    A run that diverges ends at its last finite step.
    """
    key = (prepared.fingerprint, run, tuple(steps))
    known = checkpoints.paths.find(key)
    if known is not None:
        return list(known)
    last = prepared.experiment.steps
    walker = _Walker(prepared, run, checkpoints)
    found: list[Stop] = []
    for step in steps:
        stop = yield from walker.stop_at(last if step is None else step)
        if not found or found[-1].step != stop.step:
            found.append(stop)
        if walker.is_over:
            break
    checkpoints.paths.keep(key, tuple(found))
    return found


def spread(last: int, count: int) -> list[int]:
    """At most `count` steps between 0 and `last`, both among them, as evenly as whole numbers allow."""
    count = min(count, last + 1)
    return [round(last * place / (count - 1)) for place in range(count)] if count > 1 else [last]


class _Walker:
    def __init__(self, prepared: Prepared, run: int, checkpoints: Checkpoints) -> None:
        self.is_over = False
        """Whether the run has ended before the step asked for last."""
        self._prepared, self._run, self._checkpoints = prepared, run, checkpoints
        self._descent: Descent | None = None
        self._rate = float("nan")

    def stop_at(self, step: int) -> Generator[None, None, Stop]:
        descent = self._begun(step)
        piece = max(1, _NUMBERS_AT_ONCE // self._prepared.objective.dimension)
        while descent.step < step and descent.outcome is None:
            before = self._fork(descent)
            self._advance(descent, min(piece, step - descent.step))
            if descent.outcome is not None and descent.outcome.step < descent.step:
                # Steps are judged in blocks: what lies beyond the end is taken back.
                end, descent = descent.outcome.step, before
                self._advance(descent, end - descent.step)
                self.is_over = True
                break
            yield
        self._descent = descent
        self.is_over |= descent.step < step
        return Stop(descent.step, descent.position, descent.memory, self._next_rate(descent))

    def _fork(self, descent: Descent) -> Descent:
        return descent.fork(self._prepared.objective, self._prepared.plans[self._run])

    def _begun(self, step: int) -> Descent:
        """The run somewhere before `step`, as near as is known."""
        known = self._checkpoints.nearest(self._prepared, step - 1)
        if known is not None and (self._descent is None or known.step > self._descent.step):
            return known.descents[self._run]
        return self._descent or Descent(self._prepared.objective, self._prepared.plans[self._run])

    def _advance(self, descent: Descent, count: int) -> None:
        columns = descent.advance(count)
        if len(columns):
            self._rate = float(columns.learning_rate[-1])

    def _next_rate(self, descent: Descent) -> float:
        if descent.outcome is not None:
            return self._rate
        columns = self._fork(descent).advance(1)
        rates = columns.learning_rate[columns.step == descent.step + 1]
        return float(rates[0]) if len(rates) else self._rate
