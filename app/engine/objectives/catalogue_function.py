"""CatalogueFunction: a test function as a row of data. Everything that can be computed is derived from its formula."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from app.engine.objectives.extension import Extension
from app.engine.objectives.formula import FormulaObjective
from app.engine.objectives.online import OnlineObjective
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
    source: str | Text
    """Names and titles are the same in both languages; what is said about them is a Text."""
    notice: Text
    """What to look at, one sentence."""
    learning_rates: Mapping[str, float]
    """Optimizer name → a rate at which its path from `start` shows its character within about 150 steps."""
    extension: Extension | None = None
    """How it is written in other dimensions, if it can be."""
    minima_beyond: Mapping[int, tuple[Place, ...]] = field(default_factory=dict)
    """Dimension → minima there."""
    cycle: tuple[str, ...] = ()
    """Online problems: the formulas that steps see in turn; `formula` is their mean."""
    shape: tuple[int, ...] | None = None
    """Rows and columns, where the coordinates are the entries of a matrix."""

    @property
    def dimensions(self) -> tuple[int, ...]:
        """The numbers of coordinates it comes in, its own first."""
        own = len(self.variables)
        return (own, *(count for count in (self.extension.dimensions if self.extension else ()) if count != own))

    def objective(
        self, parameters: Mapping[str, float] | None = None, dimension: int | None = None
    ) -> FormulaObjective:
        """The function with some parameters changed, in another dimension: there, domain and start repeat.

        Raises ValueError for a parameter, or a dimension, that it does not have.
        """
        values, own = self._values(parameters), len(self.variables)
        if dimension is not None and dimension not in self.dimensions:
            raise ValueError(f"{self.name} has {' or '.join(map(str, self.dimensions))} dimensions, got {dimension}")
        if self.cycle:
            return OnlineObjective(self.formula, self.cycle, values, self.domain, self.start)
        if self.extension is None or dimension in (None, own):
            return FormulaObjective(self.formula, values, self.domain, self.start, self.shape)
        rows = [index % own for index in range(dimension)]
        domain, start = [self.domain[row] for row in rows], [self.start[row] for row in rows]
        return FormulaObjective(self.extension.formula(dimension), values, domain, start)

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
