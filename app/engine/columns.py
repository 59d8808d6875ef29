"""Columns: what a run records, one entry per step. REST, the socket, csv and the page all carry these names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.engine.objective import Array

Integers = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Consecutive recorded steps of one run; all arrays have the same length n. Step 0 is the start."""

    step: Integers
    position: Array
    """`(n, d)`; `(n, 0)` unless recorded."""
    loss: Array
    """Noiseless loss of all examples `(n,)`; NaN where it was not evaluated."""
    gradient_norm: Array
    """Euclidean norm of the exact gradient `(n,)`; NaN where it was not evaluated."""
    learning_rate: Array
    """The rate that led to each step `(n,)`; NaN at step 0."""
    value_evaluations: Integers
    """Values the optimizer asked for so far `(n,)`; recording is not counted."""
    gradient_evaluations: Integers
    gradient: Array
    """The exact gradient `(n, d)`; `(n, 0)` unless recorded."""
    state: dict[str, Array]
    """The optimizer's own state after each step, `(n, …)` each; empty unless recorded."""
    figures: dict[str, Array]
    """What else the objective tells of each step, `(n, …)` each, NaN where it was not evaluated; empty for functions."""

    def __len__(self) -> int:
        return len(self.step)

    def take(self, rows: slice | Integers | NDArray[np.bool_]) -> Columns:
        """The given rows of every column."""
        return Columns(
            **{name: getattr(self, name)[rows] for name in _ARRAYS},
            state={name: values[rows] for name, values in self.state.items()},
            figures={name: values[rows] for name, values in self.figures.items()},
        )


_ARRAYS = tuple(name for name in Columns.__dataclass_fields__ if name not in {"state", "figures"})
SERIES = tuple(name for name in _ARRAYS if name != "gradient")
"""Names of the columns every run has, in order."""


def join(parts: Sequence[Columns]) -> Columns:
    """One after the other; a single one is given back as it is."""
    if len(parts) == 1:
        return parts[0]
    return Columns(
        **{name: np.concatenate([getattr(part, name) for part in parts]) for name in _ARRAYS},
        state=_joined([part.state for part in parts]),
        figures=_joined([part.figures for part in parts]),
    )


def _joined(parts: Sequence[dict[str, Array]]) -> dict[str, Array]:
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
