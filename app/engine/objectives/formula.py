"""FormulaObjective: a formula, typed or from the catalogue, as something to descend on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from app.engine.expression import Formula, Program, compile_formula, parse
from app.engine.expression.words import LETTERS, NUMBERED
from app.engine.objective import Array, Group, Objective

DEFAULT_INTERVAL = (-5.0, 5.0)
"""Domain of a coordinate that was given none."""
DEFAULT_START = (0.15, 0.8)
"""Default start as parts of the interval, for odd and even coordinates in turn: [-5, 5]² starts at (-3.5, 3)."""


class FormulaObjective(Objective):
    """Value and exact derivatives of a formula.

    The dimension is the number of `domain` rows, else of variables found. A domain with more rows than the formula has
    variables adds coordinates on which the value does not depend: `y^2` on two rows is a function of (x, y). With a
    `shape` `(rows, columns)` the coordinates are the entries of a matrix, row by row.

    Raises ExpressionError for the formula and its parameters, ValueError for a domain or start that does not fit.
    """

    def __init__(
        self,
        expression: str,
        parameters: Mapping[str, float] | None = None,
        domain: Sequence[Sequence[float]] | Array | None = None,
        start: Sequence[float] | Array | None = None,
        shape: tuple[int, ...] | None = None,
    ) -> None:
        self.formula = parse(expression)
        self.parameters = {name: float(value) for name, value in (parameters or {}).items()}
        self.variables = _coordinates(self.formula, None if domain is None else len(domain))
        self.dimension = len(self.variables)
        self.domain = _checked_domain(domain, self.dimension)
        self.start = _checked_start(start, self.domain)
        self.program: Program = compile_formula(self.formula, self.variables, self.parameters)
        self._shape = shape or (self.dimension,)

    @property
    def groups(self) -> tuple[Group, ...]:
        return (Group("position", self._shape),)

    def value(self, position: Array) -> Array:
        return self.program.value(position)

    def value_and_gradient(self, position: Array) -> tuple[Array, Array]:
        return self.program.value_and_gradient(position)

    def gradient(self, position: Array) -> Array:
        return self.program.gradient(position)

    def hessian(self, position: Array) -> Array:
        return self.program.hessian(position)


def _coordinates(formula: Formula, rows: int | None) -> tuple[str, ...]:
    """The names of the coordinates of a formula on a domain with `rows` rows."""
    found = formula.variables
    if rows is None:
        return found or LETTERS[:2]
    if rows == len(found):
        return found
    lettered = found[0] in LETTERS if found else rows <= len(LETTERS)
    names = LETTERS if lettered else NUMBERED
    if not 1 <= rows <= len(names):
        raise ValueError(f"a domain needs 1 to {len(names)} rows for this formula, got {rows}")
    return names[:rows]


def _checked_domain(domain: Sequence[Sequence[float]] | Array | None, dimension: int) -> Array:
    if domain is None:
        domain = [DEFAULT_INTERVAL] * dimension
    box = np.array(domain, dtype=np.float64)
    if box.shape != (dimension, 2) or not np.isfinite(box).all() or not (box[:, 0] < box[:, 1]).all():
        raise ValueError(f"domain must be {dimension} rows of finite lower < upper, got {box.tolist()}")
    return box


def _checked_start(start: Sequence[float] | Array | None, domain: Array) -> Array:
    dimension = len(domain)
    if start is None:
        parts = np.resize(DEFAULT_START, dimension)
        return np.round(domain[:, 0] + parts * (domain[:, 1] - domain[:, 0]), 12)
    point = np.array(start, dtype=np.float64)
    if point.shape != (dimension,) or not np.isfinite(point).all():
        raise ValueError(f"start must be {dimension} finite numbers, got {point.tolist()}")
    return point
