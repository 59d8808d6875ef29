"""CatalogueFunction: a test function as a row of data. Everything that can be computed is derived from its formula."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from app.engine.objectives.formula import FormulaObjective
from app.engine.text import Text

Place: TypeAlias = tuple[tuple[float, ...], float]
"""A point and the value there."""


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """A free letter of a catalogue formula."""

    default: float
    lower: float
    upper: float
    meaning: Text


@dataclass(frozen=True, kw_only=True)
class CatalogueFunction:
    """One test function. Minima, saddles and maxima hold for the default parameters; the global minima come first."""

    name: str
    title: Text
    formula: str
    variables: tuple[str, ...] = ("x", "y")
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    domain: tuple[tuple[float, float], ...]
    start: tuple[float, ...]
    minima: tuple[Place, ...] = ()
    saddles: tuple[Place, ...] = ()
    maxima: tuple[Place, ...] = ()
    traits: tuple[str, ...]
    source: str
    notice: Text
    """What to look at, one sentence."""
    learning_rates: Mapping[str, float]
    """Optimizer name → a rate at which its path from `start` shows its character within about 150 steps."""

    def objective(
        self, parameters: Mapping[str, float] | None = None, dimension: int | None = None
    ) -> FormulaObjective:
        """The function with some parameters changed.

        Raises ValueError for a parameter it does not have, and for any `dimension` but its own.
        """
        if dimension not in (None, len(self.variables)):
            raise ValueError(f"{self.name} has {len(self.variables)} dimensions, got {dimension}")
        return FormulaObjective(self.formula, self._values(parameters), self.domain, self.start)

    def minima_hold(self, parameters: Mapping[str, float] | None = None) -> bool:
        """Whether `minima`, `saddles` and `maxima` are true for these parameters: only the defaults have been checked."""
        return self._values(parameters) == self._values(None)

    def _values(self, parameters: Mapping[str, float] | None) -> dict[str, float]:
        values = {name: parameter.default for name, parameter in self.parameters.items()}
        for name, value in (parameters or {}).items():
            if name not in values:
                known = ", ".join(values) or "none"
                raise ValueError(f"{self.name} has no parameter “{name}”; its parameters: {known}")
            values[name] = float(value)
        return values
