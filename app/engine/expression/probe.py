"""Probe: a formula looked at from outside, every operation of it at any number of points at once.

Nothing is generated here: the graph is walked once per call, one NumPy operation per node. That is slower than the compiled
program and shows what the program hides: where an inner part vanishes, which side of a kink a point is on, and whether a
part matters at all at some place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations, product
from math import gcd
from typing import Any

import numpy as np

from app.engine.expression.algebra import Algebra
from app.engine.expression.formula import Formula
from app.engine.expression.functions import FUNCTIONS
from app.engine.expression.lowering import Lowering
from app.engine.expression.program import Program, compile_formula
from app.engine.objective import Array

SAMPLES = 2048
"""Points at which a formula is looked at; fewer for very long ones."""
MAX_NUMBERS = 2_000_000
"""Numbers held at once: nodes times points."""
MAX_CLOSE = 400
"""Nodes up to which a formula is looked at closely, at some ten thousand points; a longer one only here and there."""

_OPERATORS: dict[str, Callable[..., Any]] = {
    **{name: function.grid for name, function in FUNCTIONS.items()},
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "negate": np.negative,
    "power": np.power,
    "<": np.less,
    ">": np.greater,
    "≤": np.less_equal,
    "≥": np.greater_equal,
    "==": np.equal,
    "≠": np.not_equal,
    "and": np.logical_and,
    "select": np.where,
}


class Probe:
    """One formula with parameter values, and sample points in and around `box` `(d, 2)`."""

    def __init__(self, formula: Formula, variables: Sequence[str], parameters: Mapping[str, float], box: Array) -> None:
        self.variables = tuple(variables)
        self.program: Program = compile_formula(formula, self.variables, parameters)
        self.graph = Algebra()
        self.value = Lowering(self.graph, parameters).node(formula.tree)
        self.needed = self.graph.reachable((self.value,))
        self.box = box
        self.is_close = len(self.needed) <= MAX_CLOSE
        self.points = sample(box, max(256, min(SAMPLES, MAX_NUMBERS // len(self.needed))))
        self.is_inside = ((self.points >= box[:, :1]) & (self.points <= box[:, 1:])).all(axis=0)

    def nodes(self, points: Array, without: int | None = None) -> dict[int, Any]:
        """The value of every node at `points` `(d, n)`; as if node `without` were undefined."""
        found: dict[int, Any] = {}
        coordinates = dict(zip(self.variables, points, strict=True))
        with np.errstate(all="ignore"):
            for place in self.needed:
                operator, operands, payload = self.graph.operations[place]
                if place == without:
                    found[place] = np.full(points.shape[1], np.nan)
                elif operator == "number":
                    found[place] = np.float64(str(payload))
                elif operator == "symbol":
                    found[place] = coordinates[str(payload)]
                elif operator == "raise":
                    found[place] = found[operands[0]] ** float(str(payload))
                else:
                    found[place] = _OPERATORS[operator](*[found[operand] for operand in operands])
        return found

    def values(self, points: Array) -> Array:
        """f at `points` `(d, n)`."""
        with np.errstate(all="ignore"):
            return self.program.value(points)

    def slopes(self, points: Array) -> tuple[Array, Array]:
        """f and its gradient at `points` `(d, n)`."""
        with np.errstate(all="ignore"):
            return self.program.value_and_gradient(points)

    def matters(self, node: int, point: Array) -> bool:
        """Whether f at `point` `(d,)` is undefined when `node` is."""
        undefined = self.nodes(point[:, None], without=node)[self.value]
        return not bool(np.isfinite(undefined).all())


def sample(box: Array, count: int) -> Array:
    """About `count` points `(d, n)`: a lattice on `box` with its centre and edges, then points evenly in it, then all scales.

    Evenly: the additive recurrence with the generalized golden ratio (Roberts 2018), which needs no random numbers.
    """
    dimension = len(box)
    lower, width = box[:, :1], box[:, 1:] - box[:, :1]
    return np.concatenate(
        [
            lower + width * lattice(dimension, count // 2),
            lower + width * even(dimension, count // 4),
            (2 * even(dimension, count // 4) - 1) * 10.0 ** (7 * even(1, count // 4) - 3),
        ],
        axis=1,
    )


def lattice(dimension: int, count: int) -> Array:
    """At most `count` points of a regular lattice on the unit cube, with an odd number on each side; at least its centre."""
    side = int(count ** (1 / dimension) + 1e-9)
    side -= 1 - side % 2
    if side < 3:
        corners = [np.array(point) for point in product((0.0, 0.5, 1.0), repeat=min(dimension, 4))]
        rows = np.full((dimension, len(corners)), 0.5)
        rows[: min(dimension, 4)] = np.array(corners).T
        return rows
    ticks = np.arange(side) / (side - 1)
    return np.stack([axis.ravel() for axis in np.meshgrid(*[ticks] * dimension, indexing="ij")])


def even(dimension: int, count: int) -> Array:
    """`count` points evenly in the unit cube, never on a lattice."""
    ratio = 2.0
    for _ in range(40):
        ratio = (1 + ratio) ** (1 / (dimension + 1))
    steps = ratio ** -np.arange(1.0, dimension + 1)
    return (0.5 + steps[:, None] * np.arange(1, count + 1)) % 1


def directions(dimension: int) -> Array:
    """Unit vectors `(d, n)` along axes, diagonals and, in the plane, other simple slopes."""
    whole: Iterable[tuple[int, ...]]
    if dimension <= 2:
        whole = product(range(-3, 4), repeat=dimension)
    elif dimension <= 4:
        whole = product(range(-1, 2), repeat=dimension)
    else:
        unit = np.eye(dimension, dtype=int)
        pairs = [sign * a + other * b for a, b in combinations(unit, 2) for sign in (1, -1) for other in (1, -1)]
        whole = map(tuple, [*unit, *-unit, *pairs])
    shortest = {vector for vector in whole if gcd(*map(int, vector)) == 1}
    vectors = np.array(sorted(shortest), dtype=np.float64).T
    return np.array(vectors / np.sqrt((vectors**2).sum(axis=0)))
