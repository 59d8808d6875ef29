"""What a word in a formula is: function, constant, variable, or a single letter that is a parameter or a sum's index.

`xy` becomes two variables, `x_1` and `x₁` become `x1`, `sin2` becomes a function and a number. Everything else is an
unknown name, answered with the nearest thing that exists.
"""

from __future__ import annotations

import re
from difflib import get_close_matches

from app.engine.expression.errors import ExpressionError, Fix
from app.engine.expression.functions import CONSTANTS, FUNCTIONS
from app.engine.expression.tokens import Token

LETTERS = ("x", "y", "z")
NUMBERED = tuple(f"x{number}" for number in range(1, 11))
VARIABLES = (*LETTERS, *NUMBERED)

_CALLABLE = {*FUNCTIONS, "sum", "if"}
_GREEK_CONSTANTS = {"π": "pi", "τ": "tau"}
_OTHER_NAMES = {
    "arcsin": "asin", "arccos": "acos", "arctan": "atan", "arctan2": "atan2", "sen": "sin", "tg": "tan", "lg": "log10",
    "sqr": "sqrt", "root": "sqrt", "fabs": "abs", "maximum": "max", "minimum": "min", "sgn": "sign", "where": "if",
    "logistic": "sigmoid", "expit": "sigmoid", "ceiling": "ceil", "norm": "hypot", "gaussian": "gauss",
}  # fmt: skip


def classified(tokens: list[Token]) -> list[Token]:
    """`tokens` with every word replaced by what it is."""
    result: list[Token] = []
    for token, following in zip(tokens, [*tokens[1:], tokens[-1]], strict=True):
        if token.kind == "word":
            if token.text in ("j", "J") and result and result[-1].kind == "number" and not token.spaced:
                raise _complex(result[-1], token)
            result.extend(_meaning(token, following))
        else:
            result.append(token)
    return result


def _meaning(token: Token, following: Token) -> list[Token]:
    name = token.text.replace("_", "")
    if name in _CALLABLE:
        return [token._replace(kind="function", text=name)]
    if name in CONSTANTS or name in _GREEK_CONSTANTS:
        return [token._replace(kind="constant", text=_GREEK_CONSTANTS.get(name, name))]
    if name in VARIABLES:
        return [token._replace(kind="variable", text=name)]
    called = following.kind == "operator" and following.text in ("(", "[") and not following.spaced
    if name.isalpha() and len(name) > 1 and set(name) <= set(LETTERS) and not called:
        return _letter_by_letter(token)
    if name.upper() == name and name.lower() in VARIABLES:
        raise _unknown(token, called, name.lower())
    if len(name) == 1:
        return [token._replace(kind="letter", text=name)]
    letters = name.rstrip("0123456789")
    if letters in FUNCTIONS and letters != name and "_" not in token.text:
        middle = token.start + len(letters)
        return [
            Token("function", letters, token.start, middle, token.spaced),
            Token("number", name[len(letters) :], middle, token.end),
        ]
    raise _unknown(token, called, _nearest(name, called))


def _complex(number: Token, unit: Token) -> ExpressionError:
    """Python's `2j`; as a product with a parameter j it has to be written out."""
    suggestion = f"*{unit.text}"
    fix = Fix(unit.start, 0, "*")
    length = unit.end - number.start
    return ExpressionError("complex_number", {"suggestion": suggestion}, number.start, length, "insert_operator", fix)


def _letter_by_letter(token: Token) -> list[Token]:
    return [
        Token("variable", letter, token.start + offset, token.start + offset + 1, token.spaced and offset == 0)
        for offset, letter in enumerate(token.text)
    ]


def _unknown(token: Token, called: bool, suggestion: str | None) -> ExpressionError:
    code = "unknown_function" if called else "unknown_name"
    arguments = {"name": token.text}
    hint, fix = "function_names" if called else "variable_names", None
    if suggestion is not None:
        arguments["suggestion"] = suggestion
        hint = "write_product" if "*" in suggestion else "did_you_mean"
        fix = Fix(token.start, token.end - token.start, suggestion)
    return ExpressionError(code, arguments, token.start, token.end - token.start, hint, fix)


def _nearest(name: str, called: bool) -> str | None:
    """What `name` was probably meant to be, as text that can replace it."""
    if name.lower() in _CALLABLE or name.lower() in CONSTANTS:
        return name.lower()
    if name.lower() in _OTHER_NAMES:
        return _OTHER_NAMES[name.lower()]
    if match := re.fullmatch(r"([a-z]|[xyz]+)([2-9])", name):
        return f"{match[1]}^{match[2]}"
    if parts := _split(name):
        return _written_out(parts, called)
    if len(name) <= 2 and name.isalpha() and not called:
        return "*".join(name)
    close = get_close_matches(name.lower(), sorted(_CALLABLE if called else {*_CALLABLE, *CONSTANTS}), 1, 0.6)
    if close:
        return close[0]
    if len(name) <= 3 and name.isalpha():
        return "*".join(name) + ("*" if called else "")
    return None


def _split(name: str) -> list[str] | None:
    """`name` as functions, constants and variables side by side, if it can be read so; the longest first."""
    known = sorted({*FUNCTIONS, *CONSTANTS, *LETTERS}, key=len, reverse=True)
    parts: list[str] = []
    while name and len(parts) < 8:
        part = next((candidate for candidate in known if name.startswith(candidate)), None)
        if part is None and len(name) > 0 and not parts and name[1:] in LETTERS:
            part = name[0]
        if part is None:
            return None
        parts.append(part)
        name = name[len(part) :]
    return parts if not name and any(len(part) > 1 or part in LETTERS for part in parts) else None


def _written_out(parts: list[str], called: bool) -> str | None:
    """`["x", "sin", "y"]` as `x*sin(y)`; nothing if a function would be left without its argument."""
    if any(part in FUNCTIONS for part in parts[:-1]) if called else parts[-1] in FUNCTIONS:
        return None
    text = ""
    closing = 0
    for part in parts:
        if text and not text.endswith("("):
            text += "*"
        text += part
        if part in FUNCTIONS and part is not parts[-1]:
            text += "("
            closing += 1
    if called and parts[-1] not in FUNCTIONS:
        text += "*"
    return text + ")" * closing
