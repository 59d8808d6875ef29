"""Tree → graph: names get their nodes, sums are written out, constants are folded and must be finite."""

from __future__ import annotations

import math
from collections.abc import Mapping

from app.engine.expression.algebra import Algebra
from app.engine.expression.errors import ExpressionError
from app.engine.expression.functions import CONSTANTS
from app.engine.expression.graph import MAX_GRAPH
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
    size,
)
from app.engine.expression.words import VARIABLES

MAX_TERMS = 1000
"""Terms of all sums of a formula, written out."""
MAX_VISITS = 8000
"""Nodes entered, those of sums once per term: bounds the work before any of it is done."""


class Lowering:
    """One tree on its way into one graph.

    `values` are the known parameters; every other name becomes a symbol. With `symbolic` pi, e and tau stay names, which
    is how derivatives are printed. A sum with a bound that has no value yet is entered once, with its index as a symbol.
    """

    def __init__(self, graph: Algebra, values: Mapping[str, float], symbolic: bool = False) -> None:
        self.graph = graph
        self.symbolic = symbolic
        self.is_complete = True
        """Whether every sum could be written out."""
        self._values = dict(values)
        self._indices: dict[str, float | None] = {}
        self._terms = 0
        self._visits = 0

    def node(self, tree: Node) -> int:
        """The node that computes `tree`."""
        node = self._finite(self._entered(tree), tree)
        self._visits += 1
        if self._visits > MAX_VISITS or len(self.graph.operations) > MAX_GRAPH:
            raise ExpressionError("too_many_terms", {"limit": MAX_GRAPH}, tree.start, tree.end - tree.start)
        return node

    def _finite(self, node: int, tree: Node) -> int:
        value = self.graph.value_of(node)
        if value is not None and not math.isfinite(value):
            raise ExpressionError("constant_not_finite", {}, tree.start, tree.end - tree.start)
        return node

    def _entered(self, tree: Node) -> int:  # noqa: PLR0912
        graph = self.graph
        match tree:
            case Number(value):
                return graph.number(value)
            case Constant(name):
                return graph.symbol(name) if self.symbolic else graph.number(CONSTANTS[name])
            case Symbol(name):
                return self._named(name)
            case Negate(operand):
                return graph.negate(self.node(operand))
            case Add(terms):
                return self._added(tree, terms)
            case Product(factors):
                return self._multiplied(tree, factors)
            case Quotient(numerator, denominator):
                return graph.divide(self.node(numerator), self.node(denominator))
            case Power(Constant("e"), exponent):
                return graph.call("exp", self.node(exponent))
            case Power(base, exponent):
                return graph.power(self.node(base), self.node(exponent))
            case Call(function, arguments):
                return self._called(function, arguments)
            case Sum():
                return self._summed(tree)
            case Comparison():
                return self._compared(tree)
            case Condition(condition, then, otherwise):
                return graph.select(self.node(condition), self.node(then), self.node(otherwise))
        raise TypeError(f"expected a node of a formula, got {type(tree).__name__}")

    def _named(self, name: str) -> int:
        value = self._indices.get(name, self._values.get(name))
        return self.graph.symbol(name) if value is None else self.graph.number(value)

    def _added(self, tree: Node, terms: tuple[Node, ...]) -> int:
        total = self.node(terms[0])
        for term in terms[1:]:
            if isinstance(term, Negate):
                total = self.graph.subtract(total, self.node(term.operand))
            else:
                total = self.graph.add(total, self.node(term))
            self._finite(total, tree)
        return total

    def _multiplied(self, tree: Node, factors: tuple[Node, ...]) -> int:
        product = self.node(factors[0])
        for factor in factors[1:]:
            product = self._finite(self.graph.multiply(product, self.node(factor)), tree)
        return product

    def _called(self, function: str, arguments: tuple[Node, ...]) -> int:
        nodes = [self.node(argument) for argument in arguments]
        result = self.graph.call(function, *nodes[:2])
        for node in nodes[2:]:
            result = self.graph.call(function, result, node)
        return result

    def _compared(self, tree: Comparison) -> int:
        nodes = [self.node(operand) for operand in tree.operands]
        result = self.graph.compare(tree.operators[0], nodes[0], nodes[1])
        for place, operator in enumerate(tree.operators[1:], start=1):
            result = self.graph.both(result, self.graph.compare(operator, nodes[place], nodes[place + 1]))
        return result

    def _summed(self, tree: Sum) -> int:
        lower, upper = self._bound(tree.lower), self._bound(tree.upper)
        shadowed = {tree.index: self._indices[tree.index]} if tree.index in self._indices else {}
        if lower is None or upper is None:
            self.is_complete = False
            self._indices[tree.index] = None
            total = self.graph.add(self.node(tree.body), self.graph.symbol(f"sum over {tree.index}"))
        else:
            total = self._written_out(tree, lower, upper)
        self._indices.pop(tree.index, None)
        self._indices.update(shadowed)
        return total

    def _written_out(self, tree: Sum, lower: int, upper: int) -> int:
        count = max(upper - lower + 1, 0)
        self._terms += count
        if self._terms > MAX_TERMS or count * size(tree.body) > MAX_VISITS:
            raise ExpressionError("too_many_terms", {"limit": MAX_TERMS}, tree.start, tree.end - tree.start)
        total = self.graph.number(0.0)
        for index in range(lower, upper + 1):
            self._indices[tree.index] = float(index)
            total = self.graph.add(total, self.node(tree.body))
        return total

    def _bound(self, bound: Node) -> int | None:
        """The whole number of a bound; None while it depends on a parameter without a value."""
        place = self.node(bound)
        value = self.graph.value_of(place)
        if value is not None and value.is_integer():
            return int(value)
        if value is not None:
            raise ExpressionError("sum_bounds", {"bound": value}, bound.start, bound.end - bound.start)
        for node in self.graph.reachable((place,)):
            name = str(self.graph.operations[node].payload)
            if name in VARIABLES:
                raise ExpressionError("sum_bounds_constant", {"name": name}, bound.start, bound.end - bound.start)
        return None


def check_constants(tree: Node) -> None:
    """Refuse what can be refused before parameters have values: constants that are not finite, sums that are too long."""
    Lowering(Algebra(), {}).node(tree)
