"""Random formulas, and what they mean to another implementation (mpmath): shared by the tests of this folder."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

import mpmath
from hypothesis import strategies as st

from app.engine.expression.tree import (
    Add,
    Call,
    Comparison,
    Condition,
    Constant,
    Negate,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
)

UNARY: dict[str, Callable[[Any], Any]] = {
    "sin": mpmath.sin,
    "cos": mpmath.cos,
    "tan": mpmath.tan,
    "asin": mpmath.asin,
    "acos": mpmath.acos,
    "atan": mpmath.atan,
    "sinh": mpmath.sinh,
    "cosh": mpmath.cosh,
    "tanh": mpmath.tanh,
    "exp": mpmath.exp,
    "log": mpmath.log,
    "ln": mpmath.log,
    "log10": mpmath.log10,
    "log2": lambda u: mpmath.log(u, 2),
    "sqrt": mpmath.sqrt,
    "cbrt": lambda u: mpmath.sign(u) * mpmath.cbrt(abs(u)),
    "abs": abs,
    "sign": mpmath.sign,
    "floor": mpmath.floor,
    "ceil": mpmath.ceil,
    "relu": lambda u: max(u, mpmath.mpf(0)),
    "sigmoid": lambda u: 1 / (1 + mpmath.exp(-u)),
    "softplus": lambda u: mpmath.log(1 + mpmath.exp(u)),
    "gauss": lambda u: mpmath.exp(-u * u),
}
BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "atan2": mpmath.atan2,
    "hypot": mpmath.hypot,
    "min": min,
    "max": max,
}
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "≤": lambda a, b: a <= b,
    "≥": lambda a, b: a >= b,
    "==": lambda a, b: a == b,
    "≠": lambda a, b: a != b,
}

_KINDS = (
    "negate", "add", "add", "add", "product", "product", "product", "quotient", "power", "whole_power", "whole_power",
    "unary", "unary", "unary", "binary", "sum", "condition",
)  # fmt: skip


def trees(depth: int = 5) -> st.SearchStrategy[Node]:
    """Trees that the parser could have built: x, y, the parameter a, all functions, sums and conditions.

    Hypothesis draws the seed and the depth; drawn part by part its trees stay too small to be worth reading.
    """
    return st.builds(
        lambda seed, levels: grown(random.Random(seed), levels), st.integers(0, 2**64), st.integers(1, depth)
    )


def grown(coin: random.Random, depth: int, indices: str = "") -> Node:
    """A random tree of at most `depth` levels inside the sums over `indices`."""
    if depth == 0 or coin.random() < 0.1:
        return _leaf(coin, indices)

    def part() -> Node:
        return grown(coin, depth - 1, indices)

    def several() -> tuple[Node, ...]:
        return tuple(part() for _ in range(coin.randint(2, 3)))

    match coin.choice(_KINDS):
        case "negate":
            return Negate(part())
        case "add":
            return Add(several())
        case "product":
            return Product(several())
        case "quotient":
            return Quotient(part(), part())
        case "power":
            return Power(part(), part())
        case "whole_power":
            return Power(part(), _whole(coin.randint(-3, 7)))
        case "unary":
            return Call(coin.choice(sorted(UNARY)), (part(),))
        case "binary":
            return Call(coin.choice(sorted(BINARY)), (part(), part()))
        case "sum" if len(indices) < 3:
            index = "ijk"[len(indices)]
            lower, upper = Number(float(coin.randint(0, 2))), Number(float(coin.randint(0, 3)))
            return Sum(index, lower, upper, grown(coin, depth - 1, indices + index))
    return Condition(_comparison(coin, part), part(), part())


def _leaf(coin: random.Random, indices: str) -> Node:
    choice = coin.randrange(10)
    if choice < 6:
        return Symbol(coin.choice(["x", "y", "x", "y", "a", *indices]))
    if choice < 8:
        return Number(float(coin.randint(0, 12)))
    if choice < 9:
        return Number(round(coin.lognormvariate(0, 2), 6))
    return Constant(coin.choice(["pi", "e", "tau"]))


def _comparison(coin: random.Random, part: Callable[[], Node]) -> Comparison:
    operators = tuple(coin.choice(sorted(_COMPARE)) for _ in range(coin.randint(1, 2)))
    return Comparison(operators, tuple(part() for _ in range(len(operators) + 1)))


def _whole(n: int) -> Node:
    return Number(float(n)) if n >= 0 else Negate(Number(float(-n)))


LARGEST = 1e12


class Meaning:
    """`tree` evaluated by mpmath at given names; `largest` is the largest magnitude met on the way."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        self.names = dict(names)
        self.largest = mpmath.mpf(0)

    def of(self, tree: Node) -> Any:
        """The value of `tree`; raises ValueError where it is not a real number."""
        value = self._of(tree)
        if not isinstance(value, mpmath.mpf) or not mpmath.isfinite(value):
            raise ValueError(f"{value} is not a real number")
        if abs(value) > LARGEST:
            raise ValueError(f"{value} is beyond what float64 can be compared with")
        self.largest = max(self.largest, abs(value))
        return value

    def _of(self, tree: Node) -> Any:
        match tree:
            case Number(value):
                return mpmath.mpf(value)
            case Constant(name):
                return {"pi": +mpmath.pi, "e": +mpmath.e, "tau": 2 * mpmath.pi}[name]
            case Symbol(name):
                return self.names[name]
            case Negate(operand):
                return -self.of(operand)
            case Add(terms):
                return mpmath.fsum(map(self.of, terms))
            case Product(factors):
                return mpmath.fprod(map(self.of, factors))
            case Quotient(numerator, denominator):
                return self.of(numerator) / self.of(denominator)
            case Power(base, exponent):
                return mpmath.power(self.of(base), self.of(exponent))
            case Call(name, (argument,)):
                return UNARY[name](self.of(argument))
            case Call(name, (first, second)):
                return BINARY[name](self.of(first), self.of(second))
            case Sum(index, lower, upper, body):
                return self._summed(index, range(int(self.of(lower)), int(self.of(upper)) + 1), body)
            case Condition(Comparison(operators, operands), then, otherwise):
                values = [self.of(operand) for operand in operands]
                holds = all(
                    _COMPARE[operator](a, b) for operator, a, b in zip(operators, values, values[1:], strict=False)
                )
                return self.of(then if holds else otherwise)
        raise TypeError(tree)

    def _summed(self, index: str, indices: range, body: Node) -> Any:
        total = mpmath.mpf(0)
        outer = self.names.get(index)
        for place in indices:
            self.names[index] = mpmath.mpf(place)
            total += self.of(body)
        self.names[index] = outer
        return total
