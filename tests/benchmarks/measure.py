"""How the benchmarks measure: medians, taken in turns so that a busy moment falls on everyone."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table: our figure, and another's beside it if it could be measured here."""

    target: str
    """Which line of the quality targets it answers: `S1`."""
    what: str
    unit: str
    ours: float
    rival: str = ""
    theirs: float | None = None
    wanted: float | None = None
    """How many times faster than the rival we want to be."""

    @property
    def ratio(self) -> float | None:
        """How many times faster than the rival we are."""
        return None if self.theirs is None else self.theirs / self.ours

    @property
    def verdict(self) -> str:
        """`met`, `missed`, or nothing where there is nothing to compare."""
        if self.ratio is None or self.wanted is None:
            return ""
        return "met" if self.ratio >= self.wanted else "missed"


def median_seconds(calls: Mapping[str, Callable[[], object]], repeats: int = 5) -> dict[str, float]:
    """The median time of each call, all of them run once per round."""
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(repeats):
        for name, call in calls.items():
            begun = time.perf_counter()
            call()
            times[name].append(time.perf_counter() - begun)
    return {name: statistics.median(taken) for name, taken in times.items()}
