"""Graph → tree: a derivative as something to read."""

from __future__ import annotations

import math

from app.engine.expression.functions import CONSTANTS
from app.engine.expression.graph import Graph, Operation
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
    Symbol,
)

MAX_SHOWN = 400
"""Nodes of a derivative that is still worth printing: written out, shared parts count each time."""
MAX_SHOWN_HEIGHT = 60

_COMPARISONS = ("<", ">", "≤", "≥", "==", "≠")


def printable(graph: Graph, output: int) -> Node | None:
    """The tree of one node of `graph`, or None if it is too long to be read or has an infinite part."""
    trees: dict[int, Node] = {}
    sizes: dict[int, int] = {}
    heights: dict[int, int] = {}
    for place in graph.reachable((output,)):
        operation = graph.operations[place]
        value = graph.value_of(place)
        if value is not None and not math.isfinite(value):
            return None
        sizes[place] = 1 + sum(sizes[operand] for operand in operation.operands)
        heights[place] = 1 + max((heights[operand] for operand in operation.operands), default=0)
        if sizes[place] > MAX_SHOWN or heights[place] > MAX_SHOWN_HEIGHT:
            return None
        trees[place] = _tree(operation, [trees[operand] for operand in operation.operands])
    return trees[output]


def _tree(operation: Operation, parts: list[Node]) -> Node:  # noqa: PLR0912
    match operation.operator:
        case "number":
            return _number(float(str(operation.payload)))
        case "symbol":
            name = str(operation.payload)
            return Constant(name) if name in CONSTANTS else Symbol(name)
        case "+":
            return _added(parts[0], parts[1])
        case "-":
            return _added(parts[0], Negate(parts[1]))
        case "negate":
            return Negate(parts[0])
        case "*":
            return _multiplied(parts[0], parts[1])
        case "/" | "quotient":
            return _divided(parts[0], parts[1])
        case "raise":
            return _raised(parts[0], int(str(operation.payload)))
        case "power":
            return Power(parts[0], parts[1])
        case "exp":
            return Power(Constant("e"), parts[0])
        case "and":
            return _both(parts[0], parts[1])
        case "select" if isinstance(parts[0], Comparison):
            return Condition(parts[0], parts[1], parts[2])
        case "tie":
            return _tie(*parts)
        case sign if sign in _COMPARISONS:
            return Comparison((sign,), (parts[0], parts[1]))
        case function:
            return Call(function, tuple(parts))


def _number(value: float) -> Node:
    return Number(value) if value >= 0 else Negate(Number(-value))


def _added(a: Node, b: Node) -> Node:
    if isinstance(a, Negate) and not isinstance(b, (Negate, Add)):
        return Add((b, a))
    return Add((*a.terms, b)) if isinstance(a, Add) else Add((a, b))


def _multiplied(a: Node, b: Node) -> Node:
    """a·b as one fraction with one sign, simple factors first, equal factors as powers."""
    if isinstance(a, Negate):
        return Negate(_multiplied(a.operand, b))
    for one, other in ((a, b), (b, a)):
        if isinstance(other, Quotient) and other.numerator == Number(1.0):
            return _divided(one, other.denominator)
    left = a.factors if isinstance(a, Product) else (a,)
    right = b.factors if isinstance(b, Product) else (b,)
    factors: list[Node] = []
    for factor in sorted((*left, *right), key=_rank):
        joined = _joined(factors[-1], factor) if factors else None
        if joined is None:
            factors.append(factor)
        else:
            factors[-1] = joined
    return factors[0] if len(factors) == 1 else Product(tuple(factors))


def _divided(a: Node, b: Node) -> Node:
    if isinstance(a, Negate):
        return Negate(_divided(a.operand, b))
    if isinstance(a, Quotient):
        return Quotient(a.numerator, _multiplied(a.denominator, b))
    return Quotient(a, b)


def _joined(a: Node, b: Node) -> Node | None:
    """x²·x as x³, for equal bases with numbers as exponents."""
    if isinstance(a, Number):
        return None
    (base, m), (other, n) = _power(a), _power(b)
    return Power(base, Number(m + n)) if base == other else None


def _power(factor: Node) -> tuple[Node, float]:
    if isinstance(factor, Power) and isinstance(factor.exponent, Number):
        return factor.base, factor.exponent.value
    return factor, 1.0


def _rank(factor: Node) -> int:
    """Numbers first, then constants, letters and their powers, then everything in brackets."""
    base, _ = _power(factor)
    ranks = (Number, Constant, Symbol)
    return next((rank for rank, kind in enumerate(ranks) if isinstance(base, kind)), len(ranks))


def _raised(base: Node, n: int) -> Node:
    if n > 0:
        return Power(base, Number(float(n)))
    return Quotient(Number(1.0), base if n == -1 else Power(base, Number(float(-n))))


def _both(a: Node, b: Node) -> Node:
    """A chain again; two comparisons only ever meet as neighbours of one."""
    if isinstance(a, Comparison) and isinstance(b, Comparison):
        return Comparison((*a.operators, *b.operators), (*a.operands, *b.operands[1:]))
    return a


def _tie(a: Node, b: Node, p: Node, q: Node) -> Node:
    half: Node = Quotient(Add((p, q)), Number(2.0))
    if isinstance(p, Number) and isinstance(q, Number):
        half = Number((p.value + q.value) / 2)
    return Condition(Comparison((">",), (a, b)), p, Condition(Comparison(("<",), (a, b)), q, half))
