"""The typeset formula, and its gradient as text and typeset."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from app.engine.expression.algebra import Algebra
from app.engine.expression.derivative import derivative
from app.engine.expression.formula import Formula
from app.engine.expression.lowering import Lowering
from app.engine.expression.mathml import document, partial_derivative, row
from app.engine.expression.printable import printable
from app.engine.expression.text import canonical
from app.engine.expression.tree import MAX_LENGTH, Node

_NOTHING: Mapping[str, float] = {}
TOO_LONG = "…"
"""Stands for a partial derivative that is too long to be read."""


def mathml(formula: Formula, language: str = "en") -> str:
    """The formula as its author built it, as a MathML document."""
    return document(row(formula.tree), language)


def gradient_text(
    formula: Formula, variables: Sequence[str], parameters: Mapping[str, float] = _NOTHING
) -> tuple[str, ...]:
    """Each partial derivative, simplified, as text of the formula language; parameters without a value stay letters."""
    trees = _gradient(formula, tuple(variables), tuple(sorted(parameters.items())))
    texts = (TOO_LONG if tree is None else canonical(tree) for tree in trees)
    return tuple(text if len(text) <= MAX_LENGTH else TOO_LONG for text in texts)


def gradient_mathml(
    formula: Formula, variables: Sequence[str], parameters: Mapping[str, float] = _NOTHING, language: str = "en"
) -> tuple[str, ...]:
    """Each partial derivative as a MathML document, `∂f/∂x = …`."""
    trees = _gradient(formula, tuple(variables), tuple(sorted(parameters.items())))
    return tuple(
        document(partial_derivative(name, tree), language) for name, tree in zip(variables, trees, strict=True)
    )


def gradient_trees(
    formula: Formula, variables: Sequence[str], parameters: Mapping[str, float]
) -> tuple[Node, ...] | None:
    """Each partial derivative as a tree, with letters where they can stay letters; None if one is too long to be read."""
    for values in (_NOTHING, parameters):
        trees = _gradient(formula, tuple(variables), tuple(sorted(values.items())))
        whole = tuple(tree for tree in trees if tree is not None)
        if len(whole) == len(trees):
            return whole
    return None


@lru_cache(maxsize=128)
def _gradient(
    formula: Formula, variables: tuple[str, ...], parameters: tuple[tuple[str, float], ...]
) -> tuple[Node | None, ...]:
    graph = Algebra()
    lowering = Lowering(graph, dict(parameters), symbolic=True)
    value = lowering.node(formula.tree)
    if not lowering.is_complete:
        return (None,) * len(variables)
    return tuple(printable(graph, derivative(graph, value, graph.symbol(name))) for name in variables)
