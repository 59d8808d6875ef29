"""Graph building that simplifies as it goes, so that derivatives come out short enough to read.

Numbers are folded in float64; a numeric factor is kept in front of its product; sums and products with 0 and 1
disappear; `a - (-2)b` becomes `a + 2b`. Nothing is expanded or cancelled: x/x stays, undefined at 0.
"""

from __future__ import annotations

import math

import numpy as np

from app.engine.expression.functions import FUNCTIONS
from app.engine.expression.graph import Graph

MAX_REPEATED = 64
"""Whole powers up to this one are computed by multiplication."""

_COMPARE = {"<": np.less, ">": np.greater, "≤": np.less_equal, "≥": np.greater_equal, "==": np.equal, "≠": np.not_equal}


class Algebra(Graph):
    """A graph with one method per operation."""

    def add(self, a: int, b: int) -> int:
        """a + b"""
        x, y = self.value_of(a), self.value_of(b)
        if x is not None and y is not None:
            return self.number(x + y)
        if x == 0:
            return b
        if y == 0:
            return a
        if y is not None and y < 0:
            return self.place("-", a, self.number(-y))
        (c, p), (d, q) = self.scaled(a), self.scaled(b)
        if p == q:
            return self.multiply(self.number(c + d), p)
        if d < 0:
            return self.place("-", a, self._scale(-d, q))
        if c < 0 and x is None:
            return self.place("-", b, self._scale(-c, p))
        return self.place("+", a, b)

    def subtract(self, a: int, b: int) -> int:
        """a - b"""
        x, y = self.value_of(a), self.value_of(b)
        if x is not None and y is not None:
            return self.number(x - y)
        if x == 0:
            return self.negate(b)
        if y == 0:
            return a
        if y is not None:
            return self.place("-", a, b) if y > 0 else self.place("+", a, self.number(-y))
        (c, p), (d, q) = self.scaled(a), self.scaled(b)
        if p == q:
            return self.multiply(self.number(c - d), p)
        return self.place("+", a, self._scale(-d, q)) if d < 0 else self.place("-", a, b)

    def negate(self, a: int) -> int:
        """-a"""
        x = self.value_of(a)
        if x is not None:
            return self.number(-x)
        operation = self.operations[a]
        if operation.operator == "-":
            return self.place("-", operation.operands[1], operation.operands[0])
        c, p = self.scaled(a)
        return self._scale(-c, p)

    def multiply(self, a: int, b: int) -> int:
        """a · b"""
        x, y = self.value_of(a), self.value_of(b)
        if x is not None and y is not None:
            return self.number(x * y)
        if x == 0 or y == 0:
            return self.number(0.0)
        if x is not None or y is not None:
            return self._scale(x, b) if x is not None else self._scale(y or 0.0, a)
        (c, p), (d, q) = self.scaled(a), self.scaled(b)
        if math.isfinite(c * d) and c * d != 0:
            return self._scale(c * d, self._product(p, q))
        return self.place("*", a, b)

    def divide(self, a: int, b: int) -> int:
        """a / b"""
        x, y = self.value_of(a), self.value_of(b)
        if x is not None and y is not None:
            with np.errstate(all="ignore"):
                return self.number(float(np.float64(x) / np.float64(y)))
        if x == 0 or y == 1:
            return a
        c, p = self.scaled(a) if x is None else (x, self.number(1.0))
        d, q = self.scaled(b) if y is None else (y, self.number(1.0))
        if c and d and math.isfinite(c) and math.isfinite(d):
            if abs(d) != 1 and math.fmod(c, d) == 0:
                return self._quotient(self._scale(c / d, p), q)
            if abs(c) != 1 and math.fmod(d, c) == 0:
                return self._quotient(p, self._scale(d / c, q))
        if c < 0 and x is None:
            return self.negate(self._quotient(self._scale(-c, p), b))
        return self._quotient(a, b)

    def power(self, base: int, exponent: int) -> int:
        """base to the power of exponent"""
        x, n = self.value_of(base), self.value_of(exponent)
        if x is not None and n is not None:
            with np.errstate(all="ignore"):
                return self.number(float(np.power(np.float64(x), np.float64(n))))
        if x == math.e:
            return self.call("exp", exponent)
        if n is None:
            return self.place("power", base, exponent)
        if n == 0.5:
            return self.call("sqrt", base)
        if n.is_integer():
            return self.raised(base, int(n))
        return self.place("power", base, exponent)

    def raised(self, base: int, n: int) -> int:
        """base to a whole power"""
        if n == 0:
            return self.number(1.0)
        if n == 1:
            return base
        operation = self.operations[base]
        if operation.operator == "raise" and n > 0:
            base, n = operation.operands[0], n * int(operation.payload or 0)
        if abs(n) > MAX_REPEATED:
            return self.place("power", base, self.number(float(n)))
        return self.place("raise", base, payload=n)

    def call(self, name: str, *arguments: int) -> int:
        """A function of the language."""
        name = "log" if name == "ln" else name
        values = [self.value_of(argument) for argument in arguments]
        if any(value is None for value in values):
            return self.place(name, *arguments)
        with np.errstate(all="ignore"):
            return self.number(float(FUNCTIONS[name].grid(*[np.float64(value or 0.0) for value in values])))

    def compare(self, operator: str, a: int, b: int) -> int:
        """A truth value; a number 0 or 1 if it is constant."""
        x, y = self.value_of(a), self.value_of(b)
        if x is not None and y is not None:
            return self.number(float(_COMPARE[operator](x, y)))
        return self.place(operator, a, b)

    def both(self, a: int, b: int) -> int:
        """Logical and of two truth values."""
        for first, second in ((a, b), (b, a)):
            value = self.value_of(first)
            if value is not None:
                return second if value else first
        return self.place("and", a, b)

    def select(self, condition: int, then: int, otherwise: int) -> int:
        """`then` where `condition` holds, else `otherwise`."""
        value = self.value_of(condition)
        if value is not None:
            return then if value else otherwise
        return then if then == otherwise else self.place("select", condition, then, otherwise)

    def scaled(self, node: int) -> tuple[float, int]:
        """`node` as a numeric factor and the rest."""
        operation = self.operations[node]
        if operation.operator == "negate":
            return -1.0, operation.operands[0]
        if operation.operator == "*":
            factor = self.value_of(operation.operands[0])
            if factor is not None:
                return factor, operation.operands[1]
        return 1.0, node

    def _scale(self, factor: float, node: int) -> int:
        """A numeric factor times `node`."""
        x = self.value_of(node)
        if x is not None:
            return self.number(factor * x)
        operation = self.operations[node]
        if operation.operator == "/":
            numerator = self.value_of(operation.operands[0])
            if numerator is not None:
                return self.divide(self.number(factor * numerator), operation.operands[1])
        c, p = self.scaled(node)
        if math.isfinite(factor * c) and factor * c != 0:
            factor, node = factor * c, p
        if factor == 1:
            return node
        return self.place("negate", node) if factor == -1 else self.place("*", self.number(factor), node)

    def _product(self, a: int, b: int) -> int:
        """a · b of two nodes without numeric factors."""
        (p, m), (q, n) = self._raised_parts(a), self._raised_parts(b)
        if p == q and m > 0 and n > 0:
            return self.raised(p, m + n)
        for first, second in ((a, b), (b, a)):
            operation = self.operations[second]
            if operation.operator == "/" and self.value_of(operation.operands[0]) == 1:
                return self.divide(first, operation.operands[1])
        return self.place("*", a, b)

    def _quotient(self, a: int, b: int) -> int:
        return a if self.value_of(b) == 1 else self.place("/", a, b)

    def _raised_parts(self, node: int) -> tuple[int, int]:
        operation = self.operations[node]
        if operation.operator == "raise":
            return operation.operands[0], int(operation.payload or 0)
        return node, 1
