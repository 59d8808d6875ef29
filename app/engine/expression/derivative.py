"""Exact derivatives on the graph, forward through its operations; what is shared stays shared.

Where a function has a kink the derivative is torch's choice: abs'(0) = 0, relu'(0) = 0, two-argument max and min take
halves on ties, sign, floor and ceil have derivative 0, a condition is not differentiated, and neither is 0 to the power of
something with respect to the exponent. Two operators carry this:

    tie(a, b, p, q)        p where a > b, q where a < b, (p + q)/2 on a tie
    quotient(a, b, g)      a/b, but 0 where b = 0 and g = 0

`quotient` is the chain rule of functions with a vertical tangent (sqrt, cbrt, powers between 0 and 1, hypot, asin): where both
the inner value and its derivative g vanish, 0·∞ counts as 0. So the gradient of √(x² + y²) at the origin is 0, not NaN,
and so are its second derivatives, as for |x|; a true vertical tangent (√x at 0) stays infinite.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from app.engine.expression.algebra import Algebra

Rule = Callable[[Algebra, int, Sequence[int], Sequence[int]], int]
"""(graph, node, its operands, their derivatives) → the derivative of the node."""


def derivative(graph: Algebra, node: int, variable: int) -> int:
    """The node of ∂node/∂variable; whatever it needs is added to `graph`."""
    return derivatives(graph, (node,), variable)[0]


def derivatives(graph: Algebra, nodes: Sequence[int], variable: int) -> list[int]:
    """∂/∂variable of several nodes that share their parts."""
    zero = graph.number(0.0)
    known = {variable: graph.number(1.0)}
    for place in graph.reachable(tuple(nodes)):
        operator, operands, payload = graph.operations[place]
        inner = [known.get(operand, zero) for operand in operands]
        if all(slope == zero for slope in inner):
            continue
        if operator == "raise":
            known[place] = _whole_power(graph, operands[0], int(payload or 0), inner[0])
        else:
            known[place] = RULES[operator](graph, place, operands, inner)
    return [known.get(node, zero) for node in nodes]


def _chain(slope: Callable[[Algebra, int, int], int]) -> Rule:
    """The rule of a function of one argument from its own derivative, given (graph, node, argument)."""
    return lambda graph, node, arguments, inner: graph.multiply(slope(graph, node, arguments[0]), inner[0])


def _whole_power(graph: Algebra, base: int, n: int, inner: int) -> int:
    return graph.multiply(graph.multiply(graph.number(float(n)), graph.raised(base, n - 1)), inner)


def _times(graph: Algebra, _: int, operands: Sequence[int], inner: Sequence[int]) -> int:
    (a, b), (da, db) = operands, inner
    return graph.add(graph.multiply(da, b), graph.multiply(a, db))


def _over(graph: Algebra, node: int, operands: Sequence[int], inner: Sequence[int]) -> int:
    """(a/b)' = (a' − (a/b)·b')/b, which shares the quotient itself."""
    b, (da, db) = operands[1], inner
    return graph.divide(graph.subtract(da, graph.multiply(node, db)), b)


def _power(graph: Algebra, node: int, operands: Sequence[int], inner: Sequence[int]) -> int:
    (base, exponent), (dbase, dexponent) = operands, inner
    one = graph.number(1.0)
    n = graph.value_of(exponent)
    if n is not None and 0 < n < 1:
        tangent = graph.power(base, graph.number(1.0 - n))
        return guarded(graph, graph.multiply(exponent, dbase), tangent, dbase)
    first = graph.multiply(graph.multiply(exponent, graph.power(base, graph.subtract(exponent, one))), dbase)
    if graph.value_of(dexponent) == 0:
        return first
    zero = graph.number(0.0)
    logarithm = graph.multiply(node, graph.call("log", base))
    second = graph.select(graph.compare("==", base, zero), zero, logarithm)
    return graph.add(first, graph.multiply(second, dexponent))


def guarded(graph: Algebra, a: int, b: int, guard: int) -> int:
    """a/b, but 0 where b = 0 and guard = 0."""
    if graph.value_of(a) == 0:
        return a
    if graph.value_of(guard) is not None:
        return graph.divide(a, b)
    plain = graph.operations[graph.divide(a, b)]
    if plain.operator == "/":
        a, b = plain.operands
    return graph.place("quotient", a, b, guard)


def _quotient(graph: Algebra, node: int, operands: Sequence[int], inner: Sequence[int]) -> int:
    (_, b, guard), (da, db, _) = operands, inner
    slope = graph.subtract(da, graph.multiply(node, db))
    return guarded(graph, slope, b, guard)


def _sqrt(graph: Algebra, node: int, _: Sequence[int], inner: Sequence[int]) -> int:
    return guarded(graph, inner[0], graph.multiply(graph.number(2.0), node), inner[0])


def _cbrt(graph: Algebra, node: int, _: Sequence[int], inner: Sequence[int]) -> int:
    return guarded(graph, inner[0], graph.multiply(graph.number(3.0), graph.raised(node, 2)), inner[0])


def _asin(graph: Algebra, _: int, operands: Sequence[int], inner: Sequence[int]) -> int:
    return guarded(graph, inner[0], graph.call("sqrt", _one_minus_square(graph, operands[0])), inner[0])


def _hypot(graph: Algebra, node: int, operands: Sequence[int], inner: Sequence[int]) -> int:
    (a, b), (da, db) = operands, inner
    numerator = graph.add(graph.multiply(a, da), graph.multiply(b, db))
    return guarded(graph, numerator, node, numerator)


def _atan2(graph: Algebra, _: int, operands: Sequence[int], inner: Sequence[int]) -> int:
    (a, b), (da, db) = operands, inner
    numerator = graph.subtract(graph.multiply(b, da), graph.multiply(a, db))
    return graph.divide(numerator, graph.add(graph.raised(a, 2), graph.raised(b, 2)))


def _maximum(graph: Algebra, _: int, operands: Sequence[int], inner: Sequence[int]) -> int:
    return _tied(graph, operands[0], operands[1], inner[0], inner[1])


def _minimum(graph: Algebra, _: int, operands: Sequence[int], inner: Sequence[int]) -> int:
    return _tied(graph, operands[1], operands[0], inner[0], inner[1])


def _tie(graph: Algebra, _: int, operands: Sequence[int], inner: Sequence[int]) -> int:
    return _tied(graph, operands[0], operands[1], inner[2], inner[3])


def _tied(graph: Algebra, a: int, b: int, p: int, q: int) -> int:
    return p if p == q else graph.place("tie", a, b, p, q)


def _select(graph: Algebra, _: int, operands: Sequence[int], inner: Sequence[int]) -> int:
    return graph.select(operands[0], inner[1], inner[2])


def _relu(graph: Algebra, _: int, operands: Sequence[int], inner: Sequence[int]) -> int:
    zero = graph.number(0.0)
    return graph.select(graph.compare(">", operands[0], zero), inner[0], zero)


def _flat(graph: Algebra, _: int, __: Sequence[int], ___: Sequence[int]) -> int:
    return graph.number(0.0)


def _one_minus_square(graph: Algebra, u: int) -> int:
    return graph.subtract(graph.number(1.0), graph.raised(u, 2))


def _reciprocal(graph: Algebra, u: int) -> int:
    return graph.divide(graph.number(1.0), u)


RULES: dict[str, Rule] = {
    "+": lambda graph, _, __, inner: graph.add(inner[0], inner[1]),
    "-": lambda graph, _, __, inner: graph.subtract(inner[0], inner[1]),
    "negate": lambda graph, _, __, inner: graph.negate(inner[0]),
    "*": _times,
    "/": _over,
    "power": _power,
    "quotient": _quotient,
    "tie": _tie,
    "select": _select,
    **dict.fromkeys(("<", ">", "≤", "≥", "==", "≠", "and", "sign", "floor", "ceil"), _flat),
    "sin": _chain(lambda graph, _, u: graph.call("cos", u)),
    "cos": _chain(lambda graph, _, u: graph.negate(graph.call("sin", u))),
    "tan": _chain(lambda graph, node, _: graph.add(graph.number(1.0), graph.raised(node, 2))),
    "asin": _asin,
    "acos": lambda graph, node, operands, inner: graph.negate(_asin(graph, node, operands, inner)),
    "atan": _chain(lambda graph, _, u: _reciprocal(graph, graph.add(graph.number(1.0), graph.raised(u, 2)))),
    "atan2": _atan2,
    "sinh": _chain(lambda graph, _, u: graph.call("cosh", u)),
    "cosh": _chain(lambda graph, _, u: graph.call("sinh", u)),
    "tanh": _chain(lambda graph, node, _: _one_minus_square(graph, node)),
    "exp": _chain(lambda _, node, __: node),
    "log": lambda graph, _, operands, inner: graph.divide(inner[0], operands[0]),
    "log10": _chain(lambda graph, _, u: _reciprocal(graph, graph.multiply(graph.number(math.log(10.0)), u))),
    "log2": _chain(lambda graph, _, u: _reciprocal(graph, graph.multiply(graph.number(math.log(2.0)), u))),
    "sqrt": _sqrt,
    "cbrt": _cbrt,
    "abs": _chain(lambda graph, _, u: graph.call("sign", u)),
    "min": _minimum,
    "max": _maximum,
    "hypot": _hypot,
    "relu": _relu,
    "sigmoid": _chain(lambda graph, node, _: graph.multiply(node, graph.subtract(graph.number(1.0), node))),
    "softplus": _chain(lambda graph, _, u: graph.call("sigmoid", u)),
    "gauss": _chain(lambda graph, node, u: graph.multiply(graph.multiply(graph.number(-2.0), u), node)),
}
