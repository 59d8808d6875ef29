"""A formula as a graph of operations in which equal parts exist once.

A node is a number, its place in the list; its operands come before it, so every walk is a loop, never a recursion.
Building the same operation on the same operands twice gives the same node: common subexpressions cost nothing.
"""

from __future__ import annotations

import math
from typing import NamedTuple

MAX_GRAPH = 4000
"""Operations in the value of a formula, its sums written out."""

COMMUTATIVE = frozenset({"+", "*"})


class Operation(NamedTuple):
    """One node: an operator or function name, the nodes it applies to, and a payload.

    Operators: `number` (payload: the value), `symbol` (payload: the name), `+ - * /`, `negate`, `raise` (payload: whole
    exponent), `power`, comparisons, `and`, `select` (condition, then, otherwise), `tie` and `quotient` (see
    `derivative.py`), and the functions of the language under their names.
    """

    operator: str
    operands: tuple[int, ...] = ()
    payload: float | int | str | None = None


class Graph:
    """Operations in the order in which they can be computed."""

    def __init__(self) -> None:
        self.operations: list[Operation] = []
        self._places: dict[tuple[object, ...], int] = {}

    def place(self, operator: str, *operands: int, payload: float | str | None = None) -> int:
        """The node of this operation, made if it does not exist yet."""
        ordered = tuple(sorted(operands)) if operator in COMMUTATIVE else operands
        key = (operator, ordered, payload, type(payload))
        place = self._places.get(key)
        if place is None:
            place = self._places[key] = len(self.operations)
            self.operations.append(Operation(operator, operands, payload))
        return place

    def number(self, value: float) -> int:
        """The node of a number; -0.0 and NaN keep a node of their own."""
        if value == 0:
            value = 0.0
        return self.place("number", payload="nan" if math.isnan(value) else value)

    def symbol(self, name: str) -> int:
        """The node of a variable or of a parameter without a value."""
        return self.place("symbol", payload=name)

    def value_of(self, node: int) -> float | None:
        """The value if `node` is a number, else None."""
        operation = self.operations[node]
        if operation.operator != "number":
            return None
        return float(operation.payload or 0.0)

    def reachable(self, outputs: tuple[int, ...]) -> list[int]:
        """The nodes that `outputs` depend on, themselves included, in computing order."""
        needed = set(outputs)
        pending = list(outputs)
        while pending:
            for operand in self.operations[pending.pop()].operands:
                if operand not in needed:
                    needed.add(operand)
                    pending.append(operand)
        return sorted(needed)
