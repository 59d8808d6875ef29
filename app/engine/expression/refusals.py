"""Why the next token cannot stand where it is: the refusals a reader of formulas meets most, each with a repair."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.engine.expression.errors import ExpressionError, Fix
from app.engine.expression.tokens import Token

if TYPE_CHECKING:
    from app.engine.expression.parser import Parser

CLOSING = {"(": ")", "[": "]", "|": "|"}
COMPARISONS = ("<", ">", "≤", "≥", "==", "≠")


def missing_operand(parser: Parser) -> ExpressionError:
    """An operand is expected and something else comes."""
    token = parser.token
    if token.kind != "end":
        is_doubled = parser.at > 0 and parser.tokens[parser.at - 1].text == token.text and token.text in ("^", "/")
        fix = Fix(token.start, token.end - token.start, "") if is_doubled else None
        hint = "power_sign" if token.text == "^" else None
        return _at(token, "missing_operand", {"found": _typed(parser, token)}, hint, fix)
    if parser.at == 0:
        return ExpressionError("empty", {}, token.start, 0)
    last = parser.tokens[parser.at - 1]
    return _at(last, "missing_operand_at_end", {"found": _typed(parser, last)})


def unexpected(parser: Parser) -> ExpressionError:
    """An operand has just ended and what follows neither continues nor closes it."""
    token = parser.token
    if token.kind == "end":
        return _unclosed(parser, token.start)
    if token.text in (")", "]", "|"):
        return _wrong_closing(parser, token)
    if token.text == ",":
        return _comma(parser, token)
    if token.text == "=":
        return _at(token, "equation", {}, "right_side_only")
    if token.text in COMPARISONS:
        return _at(token, "comparison_outside_condition", {"operator": _typed(parser, token)})
    return _at(token, "missing_operator", {"found": _typed(parser, token)})


def _unclosed(parser: Parser, where: int) -> ExpressionError:
    opening = parser.groups[-1]
    closing = CLOSING[opening.text]
    arguments = {"bracket": opening.text, "closing": closing}
    if parser.token.kind == "end":
        closing = "".join(CLOSING[group.text] for group in reversed(parser.groups))
    return _at(opening, "unclosed_bracket", arguments, "close_bracket", Fix(where, 0, closing))


def _wrong_closing(parser: Parser, token: Token) -> ExpressionError:
    length = token.end - token.start
    if not parser.groups:
        fix = Fix(token.start, length, "")
        return _at(token, "unexpected_closing", {"bracket": token.text}, "remove_bracket", fix)
    opening = parser.groups[-1]
    if opening.text == "|":
        return _unclosed(parser, token.start)
    expected = CLOSING[opening.text]
    arguments = {"bracket": opening.text, "found": token.text, "expected": expected, "suggestion": expected}
    return _at(token, "mismatched_bracket", arguments, "did_you_mean", Fix(token.start, length, expected))


def _comma(parser: Parser, token: Token) -> ExpressionError:
    before, after = parser.tokens[parser.at - 1], parser.tokens[parser.at + 1]
    if before.kind == after.kind == "number" and not token.spaced and not after.spaced:
        suggestion = f"{before.text}.{after.text}"
        fix = Fix(token.start, 1, ".")
        return _at(token, "unexpected_comma", {"suggestion": suggestion}, "decimal_point", fix)
    return _at(token, "unexpected_comma")


def _typed(parser: Parser, token: Token) -> str:
    return parser.text[token.start : token.end]


def _at(
    token: Token,
    code: str,
    arguments: Mapping[str, str | int | float] | None = None,
    hint: str | None = None,
    fix: Fix | None = None,
) -> ExpressionError:
    return ExpressionError(code, arguments, token.start, token.end - token.start, hint, fix)
