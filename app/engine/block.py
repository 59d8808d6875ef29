"""Block: the arrays that consecutive steps of one run are written into, one row per step, finite or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.engine.columns import Columns, Integers
from app.engine.objective import Array


@dataclass(frozen=True, kw_only=True)
class Block:
    """`count` rows. Where vectors are not kept, `position` and `gradient` are `(count, 0)` and the rest is written directly."""

    first_step: int
    position: Array
    gradient: Array
    loss: Array
    gradient_norm: Array
    move: Array
    """Length of the step that led here."""
    is_finite: NDArray[np.bool_]
    learning_rate: Array
    value_evaluations: Integers
    gradient_evaluations: Integers
    state: dict[str, Array]
    figures: dict[str, Array]

    @classmethod
    def empty(
        cls,
        first_step: int,
        count: int,
        *,
        positions: int,
        gradients: int,
        state: Mapping[str, Any],
        figures: Mapping[str, Any],
    ) -> Block:
        """Room for `count` steps whose positions and gradients have that many coordinates, and for arrays like those given."""
        return cls(
            first_step=first_step,
            position=np.empty((count, positions)),
            gradient=np.empty((count, gradients)),
            loss=np.full(count, np.nan),
            gradient_norm=np.full(count, np.nan),
            move=np.full(count, np.inf),
            is_finite=np.ones(count, dtype=bool),
            learning_rate=np.full(count, np.nan),
            value_evaluations=np.zeros(count, dtype=np.int64),
            gradient_evaluations=np.zeros(count, dtype=np.int64),
            state={name: np.empty((count, *np.shape(value))) for name, value in state.items()},
            figures={name: np.full((count, *np.shape(value)), np.nan) for name, value in figures.items()},
        )

    def measure(self, before: Array) -> None:
        """Fill norms, moves and finiteness from the positions and gradients, in place; `before` is where row 0 came from."""
        np.hypot.reduce(self.gradient, axis=1, out=self.gradient_norm)
        self.is_finite[:] = (
            np.isfinite(self.loss) & np.isfinite(self.position).all(axis=1) & np.isfinite(self.gradient).all(axis=1)
        )
        if self.first_step > 0:
            np.hypot.reduce(np.diff(self.position, axis=0, prepend=before[None]), axis=1, out=self.move)

    def columns(self, *, has_position: bool, has_gradient: bool) -> Columns:
        """The rows as columns; vectors that nobody asked for are left out."""
        count = len(self.loss)
        return Columns(
            step=np.arange(self.first_step, self.first_step + count),
            position=self.position if has_position else np.empty((count, 0)),
            loss=self.loss,
            gradient_norm=self.gradient_norm,
            learning_rate=self.learning_rate,
            value_evaluations=self.value_evaluations,
            gradient_evaluations=self.gradient_evaluations,
            gradient=self.gradient if has_gradient else np.empty((count, 0)),
            state=self.state,
            figures=self.figures,
        )
