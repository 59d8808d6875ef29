"""Reading function calls: `sin(x)`, `sin 2x`, `sin^2(x)`, `sum(i, 1, 5, …)`, `if(x > 0, …, …)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.expression.errors import Arguments, ExpressionError, Fix, Note
from app.engine.expression.functions import FUNCTIONS
from app.engine.expression.refusals import COMPARISONS, unexpected
from app.engine.expression.tokens import Token
from app.engine.expression.tree import Call, Comparison, Condition, Negate, Node, Number, Power, Product, Sum

if TYPE_CHECKING:
    from app.engine.expression.parser import Parser

_EXAMPLES = {"sum": "sum(i, 1, 5, x^i)", "if": "if(x > 0, x, 0)"}
_INVERSES = {"sin": "asin", "cos": "acos", "tan": "atan"}


def call(parser: Parser) -> Node:
    """The call whose function name is the next token."""
    name = parser.take()
    if name.text == "sum":
        return _sum(parser, name)
    if name.text == "if":
        return _condition(parser, name)
    exponent = _power_of_name(parser, name)
    arguments = _arguments(parser, name) if parser.sees("(", "[") else (_nested_argument(parser, name),)
    _check_count(parser, name, len(arguments))
    node = parser.built(Call(name.text, arguments), name.start, *arguments)
    return node if exponent is None else parser.built(Power(node, exponent), name.start, node, exponent)


def _power_of_name(parser: Parser, name: Token) -> Node | None:
    """The 2 of `sin^2(x)`."""
    if parser.token.kind == "superscript":
        exponent = parser.superscript()
    elif parser.sees("^"):
        caret = parser.take()
        sign = parser.take() if parser.sees("-") else None
        if parser.token.kind != "number":
            arguments = {"function": name.text}
            raise ExpressionError("function_power", arguments, caret.start, parser.token.end - caret.start)
        exponent = parser.primary()
        if sign is not None:
            exponent = parser.built(Negate(exponent), sign.start, exponent)
    else:
        return None
    if isinstance(exponent, Negate):
        raise _inverse(name, exponent)
    return exponent


def _inverse(name: Token, exponent: Negate) -> ExpressionError:
    length = exponent.end - name.start
    inverse = _INVERSES.get(name.text)
    if inverse is None or exponent.operand != Number(1.0):
        return ExpressionError("function_power", {"function": name.text}, name.start, length)
    arguments = {"function": name.text, "suggestion": inverse}
    return ExpressionError(
        "inverse_function", arguments, name.start, length, "inverse", Fix(name.start, length, inverse)
    )


def _arguments(parser: Parser, name: Token) -> tuple[Node, ...]:
    parser.open()
    if parser.sees(")", "]"):
        raise _missing_argument(parser, name)
    found = [parser.sum()]
    while parser.sees(","):
        parser.take()
        found.append(parser.sum())
    parser.close()
    return tuple(found)


def _nested_argument(parser: Parser, name: Token) -> Node:
    with parser.nested():
        return _bare_argument(parser, name)


def _bare_argument(parser: Parser, name: Token) -> Node:
    """One factor without brackets: coefficients, then a bracket or letters written without a space between them.

    `sin 2x` and `sin 2 pi x` take everything, `sin x y` and `sin 2x cos y` stop before `y` and before `cos`.
    """
    start = parser.token.start
    if parser.sees("-"):
        sign = parser.take()
        operand = _nested_argument(parser, name)
        return parser.built(Negate(operand), sign.start, operand)
    if not parser.starts_operand():
        raise _missing_argument(parser, name)
    factors: list[Node] = []
    while True:
        kind = parser.token.kind
        if kind == "function" and factors:
            break
        factors.append(parser.power())
        following = parser.token
        is_coefficient = kind in ("number", "constant", "letter")
        if not parser.starts_operand() or following.kind in ("number", "function"):
            break
        if not is_coefficient and (kind != "variable" or following.spaced or following.kind == "operator"):
            break
    argument = factors[0] if len(factors) == 1 else parser.built(Product(tuple(factors)), start, *factors)
    _note_extent(parser, name, argument)
    return argument


def _note_extent(parser: Parser, name: Token, argument: Node) -> None:
    """Tell how far the argument goes if something follows that a reader could count as part of it."""
    follows = parser.sees("/") or (parser.starts_operand() and parser.token.kind != "function")
    if follows:
        read = f"{name.text}({parser.text[argument.start : argument.end]})"
        arguments = {"function": name.text, "read": read}
        parser.notes.append(Note("function_without_brackets", arguments, name.start, argument.end - name.start))


def _missing_argument(parser: Parser, name: Token) -> ExpressionError:
    length = max(parser.token.end, name.end) - name.start
    example = _EXAMPLES.get(name.text, f"{name.text}(x)")
    return ExpressionError("missing_argument", {"function": name.text, "example": example}, name.start, length)


def _check_count(parser: Parser, name: Token, count: int) -> None:
    function = FUNCTIONS[name.text]
    if not function.least <= count <= function.most:
        raise _wrong_count(parser, name, function.least, function.most, count)


def _wrong_count(parser: Parser, name: Token, least: int, most: int, count: int) -> ExpressionError:
    expected = str(least) if least == most else f"{least}–{most}"
    arguments: Arguments = {"function": name.text, "expected": expected, "count": count}
    return ExpressionError("argument_count", arguments, name.start, parser.tokens[parser.at - 1].end - name.start)


def _sum(parser: Parser, name: Token) -> Node:
    if not parser.sees("(", "["):
        raise _missing_argument(parser, name)
    parser.open()
    index = parser.token
    following = parser.tokens[parser.at + 1] if index.kind != "end" else index
    if index.kind != "letter" or index.text in parser.indices or following.text != ",":
        raise ExpressionError("sum_index", {}, index.start, index.end - index.start)
    parser.take()
    parts: list[Node] = []
    while parser.sees(","):
        parser.take()
        if len(parts) == 2:
            parser.indices.append(index.text)
        parts.append(parser.sum())
    parser.close()
    if len(parts) != 3:
        raise _wrong_count(parser, name, 4, 4, len(parts) + 1)
    parser.indices.pop()
    lower, upper, body = parts
    return parser.built(Sum(index.text, lower, upper, body), name.start, *parts)


def _condition(parser: Parser, name: Token) -> Node:
    if not parser.sees("(", "["):
        raise _missing_argument(parser, name)
    parser.open()
    condition = _comparison(parser)
    parts: list[Node] = []
    while parser.sees(","):
        parser.take()
        parts.append(parser.sum())
    parser.close()
    if len(parts) != 2:
        raise _wrong_count(parser, name, 3, 3, len(parts) + 1)
    then, otherwise = parts
    return parser.built(Condition(condition, then, otherwise), name.start, condition, then, otherwise)


def _comparison(parser: Parser) -> Comparison:
    start = parser.token.start
    operands = [parser.sum()]
    operators: list[str] = []
    while parser.sees(*COMPARISONS):
        operators.append(parser.take().text)
        operands.append(parser.sum())
    if parser.sees("="):
        sign = parser.token
        fix = Fix(sign.start, 1, "==")
        raise ExpressionError("condition_expected", {"suggestion": "=="}, sign.start, 1, "comparison_sign", fix)
    if not operators:
        if not parser.sees(",", ")", "]"):
            raise unexpected(parser)
        raise ExpressionError("condition_expected", {}, start, operands[0].end - start)
    node = Comparison(tuple(operators), tuple(operands))
    parser.built(node, start, *operands)
    return node
