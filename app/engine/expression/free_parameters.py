"""The free letters of a formula, each with what a slider needs: a value to begin with and a span.

The values to begin with are such that the formula is defined: 1 for each letter unless that makes `1/(a - b)` fail.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from app.engine.expression.errors import ExpressionError
from app.engine.expression.formula import Formula
from app.engine.expression.probe import lattice
from app.engine.expression.program import compile_formula
from app.engine.expression.tree import Node, Sum, Symbol, children

SPAN = (-10.0, 10.0)
WHOLE_SPAN = (1.0, 10.0)
WHOLE_DEFAULT = 3.0
_TRIED = ((1.0, 0.0), (1.0, 1.0), (2.0, 0.0), (0.5, 0.0), (-1.0, 0.0), (3.0, 2.0))
"""Values for the letters in order: first one, and how much more each next one gets."""
_ENOUGH = 0.1
"""Share of defined points of the usual domain with which values will do."""


@dataclass(frozen=True)
class FreeParameter:
    """One letter, and the slider for it; `is_whole` for a bound of a sum."""

    name: str
    default: float
    lower: float
    upper: float
    is_whole: bool


@lru_cache(maxsize=128)
def free_parameters(formula: Formula) -> tuple[FreeParameter, ...]:
    """The free parameters of `formula`, by name."""
    whole = _bounds_of_sums(formula.tree)
    shares = []
    for first, more in _TRIED:
        values = {
            name: WHOLE_DEFAULT if name in whole else first + more * order
            for order, name in enumerate(formula.parameters)
        }
        share = _defined_share(formula, values)
        if share >= _ENOUGH:
            break
        shares.append((share, values))
    else:
        values = max(shares, key=lambda pair: pair[0])[1]
    return tuple(
        FreeParameter(name, value, *(WHOLE_SPAN if name in whole else SPAN), name in whole)
        for name, value in values.items()
    )


def _defined_share(formula: Formula, values: dict[str, float]) -> float:
    variables = formula.variables or ("x",)
    try:
        program = compile_formula(formula, variables, values)
    except ExpressionError:
        return -1.0
    with np.errstate(all="ignore"):
        return float(np.isfinite(program.value(10 * lattice(len(variables), 200) - 5)).mean())


def _bounds_of_sums(tree: Node) -> set[str]:
    """Letters in the bounds of sums, which have to be whole numbers."""
    found: set[str] = set()
    pending: list[tuple[Node, bool]] = [(tree, False)]
    while pending:
        node, is_bound = pending.pop()
        if isinstance(node, Symbol) and is_bound:
            found.add(node.name)
        if isinstance(node, Sum):
            pending += [(node.lower, True), (node.upper, True), (node.body, is_bound)]
        else:
            pending += [(child, is_bound) for child in children(node)]
    return found
