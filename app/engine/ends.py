"""Ends: what a sweep keeps of each of its runs. No columns, only the figures at the end and the extremes on the way."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.engine.columns import Integers
from app.engine.objective import Array

Booleans = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Ends:
    """How each of n runs ended, the same as the last row of its columns would say."""

    step: Integers
    """The last step `(n,)`: of a run that diverged, the last finite one."""
    is_diverged: Booleans
    position: Array
    """Where each run ended `(d, n)`; this and the figures below are NaN for those that diverged."""
    loss: Array
    best_loss: Array
    """The lowest loss on the way `(n,)`."""
    gradient_norm: Array
    reached_step: Array
    """The first step at which the loss was at most the tolerance `(n,)`; NaN where it never was, or none was asked for."""
    value_evaluations: Integers
    """Values that each run's optimizer asked for `(n,)`."""
    gradient_evaluations: Integers
    figures: dict[str, Array]
    """What else the objective tells of the last step, `(n,)` each; empty for functions."""

    @classmethod
    def empty(cls, dimension: int, count: int) -> Ends:
        """Room for `count` runs, all of which count as diverged until they are settled."""
        return cls(
            step=np.zeros(count, dtype=np.int64),
            is_diverged=np.ones(count, bool),
            position=np.full((dimension, count), np.nan),
            loss=np.full(count, np.nan),
            best_loss=np.full(count, np.nan),
            gradient_norm=np.full(count, np.nan),
            reached_step=np.full(count, np.nan),
            value_evaluations=np.zeros(count, dtype=np.int64),
            gradient_evaluations=np.zeros(count, dtype=np.int64),
            figures={},
        )

    def taken(self, runs: Integers) -> Ends:
        """The ends of some runs of a function."""
        return Ends(figures={}, **{name: getattr(self, name)[..., runs] for name in _NAMES})

    def enter(self, runs: Integers, ends: Ends) -> None:
        """Write how some runs of a function ended, in place."""
        self.settle(runs, **{name: getattr(ends, name) for name in _NAMES})

    def settle(self, runs: Any, **figures: Any) -> None:
        """Write figures of some `runs`, any index of the last axis, in place."""
        for name, values in figures.items():
            getattr(self, name)[..., runs] = values


_NAMES = tuple(field.name for field in fields(Ends) if field.name != "figures")
