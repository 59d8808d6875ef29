"""Rules that end a run before its last step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.engine.columns import Columns
from app.engine.objective import Array
from app.engine.outcome import Outcome, Status


@dataclass(frozen=True, kw_only=True)
class Stopping:
    """A run stops at the first step at which a figure is at or below its limit, or the evaluations are spent.

    `position_change` is the Euclidean length of the last move; 0 means the position no longer changes at all.
    `evaluations` counts values and gradients together.
    """

    gradient_norm: float | None = None
    loss: float | None = None
    position_change: float | None = None
    evaluations: int | None = None

    def first_hit(self, columns: Columns, changes: Array) -> Outcome | None:
        """The outcome at the first step of `columns` at which a rule holds; `changes` are the lengths of moves `(n,)`."""
        figures = {"gradient_norm": columns.gradient_norm, "loss": columns.loss, "position_change": changes}
        hits: list[tuple[int, Outcome]] = []
        for name, figure in figures.items():
            limit = getattr(self, name)
            row = None if limit is None else _first(figure <= limit)
            if row is not None:
                arguments = {"figure": float(figure[row]), "limit": limit}
                hits.append((row, Outcome(Status.CONVERGED, int(columns.step[row]), name, arguments)))
        if self.evaluations is not None:
            row = _first(columns.value_evaluations + columns.gradient_evaluations >= self.evaluations)
            if row is not None:
                arguments = {"limit": self.evaluations}
                hits.append((row, Outcome(Status.BUDGET, int(columns.step[row]), "evaluations", arguments)))
        return min(hits, key=lambda hit: hit[0])[1] if hits else None


def _first(holds: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> int | None:
    return int(np.argmax(holds)) if holds.any() else None
