"""Tree → canonical text: explicit `*`, `^` for powers, brackets only where they are needed.

`parse(canonical(tree))` gives the same tree; that is what makes two spellings of one formula one experiment.
"""

from __future__ import annotations

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

_SUM, _PRODUCT, _POWER, _ATOM = 1, 2, 3, 4
_SPELLINGS = {"≤": "<=", "≥": ">=", "≠": "!="}


def canonical(node: Node) -> str:
    """`node` in the one spelling that stands for all that mean the same tree."""
    return _printed(node)[0]


def number_text(value: float) -> str:
    """The shortest text that reads back as `value`, without `.0`."""
    text = repr(value)
    return text[:-2] if text.endswith(".0") else text


def _printed(node: Node) -> tuple[str, int]:
    """The text of `node` and how tightly it binds."""
    match node:
        case Number(value):
            return number_text(value), _ATOM if value >= 0 else _SUM
        case Constant(name) | Symbol(name):
            return name, _ATOM
        case Negate(operand):
            return "-" + _within(operand, _PRODUCT), _SUM
        case Add(terms):
            return _sum(terms), _SUM
        case Product(factors):
            first = _within(factors[0], _PRODUCT if isinstance(factors[0], Quotient) else _POWER)
            return "*".join([first, *(_within(factor, _POWER) for factor in factors[1:])]), _PRODUCT
        case Quotient(numerator, denominator):
            return f"{_within(numerator, _PRODUCT)}/{_within(denominator, _POWER)}", _PRODUCT
        case Power(base, exponent):
            return f"{_within(base, _ATOM)}^{_within(exponent, _POWER)}", _POWER
        case Call(function, arguments):
            return f"{function}({', '.join(map(canonical, arguments))})", _ATOM
        case Sum(index, lower, upper, body):
            return f"sum({index}, {canonical(lower)}, {canonical(upper)}, {canonical(body)})", _ATOM
        case Comparison(operators, operands):
            signs = (f" {_SPELLINGS.get(operator, operator)} " for operator in (*operators, ""))
            parts = [canonical(operand) + sign for operand, sign in zip(operands, signs, strict=True)]
            return "".join(parts).rstrip(), _SUM
        case Condition(condition, then, otherwise):
            return f"if({canonical(condition)}, {canonical(then)}, {canonical(otherwise)})", _ATOM
    raise TypeError(f"expected a node of a formula, got {type(node).__name__}")


def _sum(terms: tuple[Node, ...]) -> str:
    first = terms[0]
    text = canonical(first) if isinstance(first, Negate) else _within(first, _PRODUCT)
    for term in terms[1:]:
        if isinstance(term, Negate):
            text += " - " + _within(term.operand, _PRODUCT)
        else:
            text += " + " + _within(term, _PRODUCT)
    return text


def _within(node: Node, binding: int) -> str:
    text, own = _printed(node)
    return text if own >= binding else f"({text})"
