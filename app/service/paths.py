"""Paths: the stops of runs walked lately, so that a slice which is dragged or zoomed does not train anew each time.

They only save time, as checkpoints do.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock

import numpy as np

from app.engine.objective import Array


@dataclass(frozen=True)
class Stop:
    """One run at one step."""

    step: int
    position: Array
    state: dict[str, Array]
    """What the optimizer remembers after this step, by name."""
    learning_rate: float
    """The rate of the step from here; at the end of the run, of the last one. NaN for a run of no steps."""

    @property
    def size_bytes(self) -> int:
        """The memory it holds."""
        return self.position.nbytes + sum(np.asarray(values).nbytes for values in self.state.values())


class Paths:
    """The paths walked last, within `budget_bytes` of memory. Safe to share among threads."""

    def __init__(self, budget_bytes: int) -> None:
        self._budget_bytes = budget_bytes
        self._paths: OrderedDict[Hashable, tuple[Stop, ...]] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Hashable) -> tuple[Stop, ...] | None:
        """The path kept under `key`, if it still is."""
        with self._lock:
            found = self._paths.get(key)
            if found is not None:
                self._paths.move_to_end(key)
            return found

    def keep(self, key: Hashable, stops: tuple[Stop, ...]) -> None:
        """Remember a path; those walked longest ago make room."""
        with self._lock:
            self._paths[key] = stops
            while sum(stop.size_bytes for path in self._paths.values() for stop in path) > self._budget_bytes:
                self._paths.popitem(last=False)
