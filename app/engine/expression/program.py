"""compile_formula: Formula + order of coordinates + parameter values → Program, the exact derivatives as NumPy code.

Value, value with gradient, and Hessian are three separate pieces of code, each built when it is first asked for.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

from app.engine.expression.algebra import Algebra
from app.engine.expression.code import Functions, functions, gradient_source, hessian_source, value_source
from app.engine.expression.derivative import derivatives
from app.engine.expression.errors import ExpressionError
from app.engine.expression.formula import Formula, parse
from app.engine.expression.lowering import Lowering
from app.engine.expression.tree import Node, Symbol, children
from app.engine.objective import Array

_UNDEFINED = (ZeroDivisionError, ValueError, OverflowError)
"""What Python floats raise where NumPy gives inf or NaN."""


class Program:
    """Value and exact derivatives of one formula, with parameter values folded in.

    Positions are float64 `(d, ...)` with the coordinates in the order of `variables`. Results are new arrays on every
    call. Where the formula is undefined they are NaN or infinite at that point only; call under
    `numpy.errstate(all="ignore")`. A single point `(d,)` takes a faster path that gives the same bits as the same point
    in an array.
    """

    def __init__(self, formula: Formula, variables: tuple[str, ...], parameters: Mapping[str, float]) -> None:
        self.formula = formula
        self.variables = variables
        self.parameters = dict(parameters)
        self._graph = Algebra()
        self._value = Lowering(self._graph, parameters).node(formula.tree)

    def value(self, position: Array) -> Array:
        """The value `(...)` at `position` `(d, ...)`."""
        return _evaluated(self._value_code, position)

    def value_and_gradient(self, position: Array) -> tuple[Array, Array]:
        """Value `(...)` and gradient `(d, ...)` at `position` `(d, ...)`."""
        code = self._gradient_code
        if position.ndim > 1:
            return code.grid(position)
        try:
            return code.point(position)
        except _UNDEFINED:
            value, gradient = code.grid(position[:, None])
            return value[0], gradient[:, 0]

    def gradient(self, position: Array) -> Array:
        """First derivatives `(d, ...)` at `position` `(d, ...)`."""
        return self.value_and_gradient(position)[1]

    def hessian(self, position: Array) -> Array:
        """Second derivatives `(d, d, ...)` at `position` `(d, ...)`."""
        return _evaluated(self._hessian_code, position)

    @cached_property
    def _slopes(self) -> list[int]:
        return [derivatives(self._graph, [self._value], node)[0] for node in self._symbols]

    @cached_property
    def _symbols(self) -> list[int]:
        return [self._graph.symbol(name) for name in self.variables]

    @cached_property
    def _value_code(self) -> Functions[Array]:
        return functions(value_source(self._graph, self.variables, self._value))

    @cached_property
    def _gradient_code(self) -> Functions[tuple[Array, Array]]:
        return functions(gradient_source(self._graph, self.variables, self._value, self._slopes))

    @cached_property
    def _hessian_code(self) -> Functions[Array]:
        curvatures: list[list[int]] = [[] for _ in self.variables]
        for column, symbol in enumerate(self._symbols):
            for row, node in enumerate(derivatives(self._graph, self._slopes[column:], symbol), start=column):
                curvatures[row].append(node)
        return functions(hessian_source(self._graph, self.variables, curvatures))

    def __reduce__(self) -> tuple[Callable[..., Program], tuple[Any, ...]]:
        return _again, (self.formula.text, self.variables, self.parameters)


def compile_formula(formula: Formula, variables: Sequence[str], parameters: Mapping[str, float]) -> Program:
    """The program of `formula` for coordinates in the order of `variables`, which may be more than it uses.

    A free letter among them is a coordinate too. Every other free parameter of the formula needs a finite value in
    `parameters`; further entries are ignored.
    """
    free = [name for name in formula.parameters if name not in variables]
    values = tuple((name, _checked(formula, name, parameters)) for name in free)
    return _compiled(formula, tuple(variables), values)


@lru_cache(maxsize=128)
def _compiled(formula: Formula, variables: tuple[str, ...], parameters: tuple[tuple[str, float], ...]) -> Program:
    for name in formula.variables:
        if name not in variables and _place(formula.tree, name) is not None:
            start, length = _place(formula.tree, name) or (0, 0)
            arguments = {"name": name, "variables": ", ".join(variables)}
            raise ExpressionError("undeclared_variable", arguments, start, length, "parameter_or_variable")
    return Program(formula, variables, dict(parameters))


def _checked(formula: Formula, name: str, parameters: Mapping[str, float]) -> float:
    start, length = _place(formula.tree, name) or (0, 0)
    if name not in parameters:
        raise ExpressionError("unset_parameter", {"name": name}, start, length, "set_parameter")
    value = float(parameters[name])
    if not math.isfinite(value):
        raise ExpressionError("parameter_not_finite", {"name": name, "value": value}, start, length)
    return value


def _place(tree: Node, name: str) -> tuple[int, int] | None:
    """Start and length of the first `name` in the typed text."""
    pending = [tree]
    while pending:
        node = pending.pop()
        if node == Symbol(name):
            return node.start, node.end - node.start
        pending += reversed(children(node))
    return None


def _evaluated(code: Functions[Array], position: Array) -> Array:
    if position.ndim > 1:
        return code.grid(position)
    try:
        return code.point(position)
    except _UNDEFINED:
        return code.grid(position[:, None])[..., 0]


def _again(text: str, variables: tuple[str, ...], parameters: dict[str, float]) -> Program:
    return compile_formula(parse(text), variables, parameters)
