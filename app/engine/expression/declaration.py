"""The left side of `f(x, y) = …`: it names the variables, also those the formula does not use."""

from __future__ import annotations

from app.engine.expression.errors import ExpressionError, Fix
from app.engine.expression.tokens import Token

_DEPTH = {"(": 1, "[": 1, ")": -1, "]": -1}


def declaration(tokens: list[Token]) -> tuple[tuple[str, ...], int]:
    """The variables that the left side declares, and the number of tokens to skip; `((), 0)` without a left side."""
    equals = _equals_sign(tokens)
    if equals is None:
        return (), 0
    left = tokens[:equals]
    names = tuple(token.text for token in left[2:-1:2])
    if len(left) == 1 and left[0].kind == "letter":
        return (), equals + 1
    if len(left) < 4 or left[0].kind != "letter" or left[1].text != "(" or left[-1].text != ")":
        raise _not_a_declaration(tokens, equals)
    for token in left[2:-1:2]:
        if token.kind != "variable":
            raise ExpressionError("declaration", {}, token.start, token.end - token.start, "variable_names")
        if names.count(token.text) > 1:
            raise ExpressionError("declared_twice", {"name": token.text}, token.start, token.end - token.start)
    for token in left[3:-1:2]:
        if token.text != ",":
            raise ExpressionError("declaration", {}, token.start, token.end - token.start, "variable_names")
    return names, equals + 1


def _equals_sign(tokens: list[Token]) -> int | None:
    depth = 0
    for place, token in enumerate(tokens):
        if token.kind == "operator":
            depth += _DEPTH.get(token.text, 0)
            if token.text == "=" and depth == 0:
                return place
    return None


def _not_a_declaration(tokens: list[Token], equals: int) -> ExpressionError:
    start, sign, following = tokens[0].start, tokens[equals], tokens[equals + 1]
    fix = Fix(start, following.start - start, "") if following.kind != "end" else None
    return ExpressionError("equation", {}, start, sign.end - start, "right_side_only", fix)
