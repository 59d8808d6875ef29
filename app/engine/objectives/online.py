"""OnlineObjective: every step sees another formula of a cycle; what is recorded is their mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.engine.objective import Objective
from app.engine.objectives.formula import FormulaObjective


class OnlineObjective(FormulaObjective):
    """A mean loss whose steps see the losses of `cycle` in turn, the first at step 0."""

    def __init__(
        self,
        expression: str,
        cycle: Sequence[str],
        parameters: Mapping[str, float],
        domain: Sequence[Sequence[float]],
        start: Sequence[float],
    ) -> None:
        super().__init__(expression, parameters, domain, start)
        self._cycle = tuple(FormulaObjective(text, parameters, domain, start) for text in cycle)

    def at(self, step: int) -> Objective:
        return self._cycle[step % len(self._cycle)]
