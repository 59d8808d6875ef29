"""Supply: steps of a race that were computed ahead of the frames that show them.

A turn of a worker thread costs more than the few steps of a frame, so that one turn computes the steps of many frames, and a
frame is cut from them when it is due. Nobody sees a step before its time: what a change, a stop or a new start makes obsolete
is dropped with the supply.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.service.computing import Computing
from app.service.frames import recorded_runs
from app.service.race import Ending, Race, endings, joined
from app.service.results import rows_of


@dataclass(frozen=True)
class Portion:
    """What was taken from a supply at once."""

    steps: int
    """How many steps it covers, recorded or not."""
    runs: Sequence[dict[str, Any]]
    """Those runs that recorded any, as a frame carries them."""
    endings: Sequence[Ending]
    """Those runs that ended."""


class Supply:
    """The steps of `race` that are still to be shown, computed or not."""

    def __init__(self, race: Race, computing: Computing) -> None:
        self.step = race.step
        """The last step that was taken; −1 before the start itself was."""
        self._race = race
        self._computing = computing
        self._stocks: list[_Stock] = []
        self._endings: list[Ending] = []

    @property
    def is_over(self) -> bool:
        """Whether everything was taken, the ends of all runs included."""
        return self._race.is_over and not self._endings

    @property
    def is_used_up(self) -> bool:
        """Whether the next step has to be computed, which is work for a worker thread."""
        return self.step == self._race.step

    def take(self, count: int, ahead: int) -> Portion:
        """The next steps, `count` at the most; up to `ahead` are computed if none is there."""
        if self.is_used_up:
            legs = joined(self._computing.advance(self._race, ahead))
            self._stocks = [_Stock(run) for run in recorded_runs(legs, self._race.prepared)]
            self._endings = endings(legs)
        before, self.step = self.step, min(self.step + count, self._race.step)
        runs = [run for stock in self._stocks if (run := stock.take(self.step))]
        ended = [ending for ending in self._endings if ending[1].step <= self.step]
        self._endings = [ending for ending in self._endings if ending not in ended]
        return Portion(self.step - before, runs, ended)


class _Stock:
    """What a turn recorded of one run, less the rows that were taken."""

    def __init__(self, run: dict[str, Any]) -> None:
        self._run = run
        self._steps: list[int] = run["columns"]["step"].tolist()
        self._taken = 0

    def take(self, step: int) -> dict[str, Any] | None:
        """The rows up to `step`, if there are any."""
        first, self._taken = self._taken, bisect_right(self._steps, step, self._taken)
        if first == self._taken:
            return None
        return self._run | {"columns": rows_of(self._run["columns"], slice(first, self._taken))}
