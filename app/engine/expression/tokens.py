"""Typed text → tokens with their place in it: numbers, words, operators, superscripts.

One regular expression without backtracking reads the text once from left to right.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from app.engine.expression.characters import LINE_BREAKS, SUPERSCRIPTS, plain, shown
from app.engine.expression.errors import ExpressionError, Fix
from app.engine.expression.tree import MAX_LENGTH


class Token(NamedTuple):
    """A piece of the text: `text[start:end]`, in plain characters.

    Kinds: number, word, superscript, operator, end; `words.py` replaces each word by function, constant, variable or
    letter. `spaced` tells whether white space stands before it.
    """

    kind: str
    text: str
    start: int
    end: int
    spaced: bool = False


_TOKEN = re.compile(
    r"(?P<space> +)"
    r"|(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<word>[A-Za-z]+(?:_?[0-9]+)?|[α-ω])"
    rf"|(?P<superscript>[{''.join(SUPERSCRIPTS)}]+)"
    r"|(?P<operator>\*\*|<=|>=|==|!=|[-+*/^()\[\],|<>=≤≥≠√∛])"
)
_SPELLINGS = {"**": "^", "<=": "≤", ">=": "≥", "!=": "≠"}


def tokens(text: str) -> list[Token]:
    """The tokens of `text`, closed by one of kind end."""
    if len(text) > MAX_LENGTH:
        count = len(text)
        raise ExpressionError(
            "too_long", {"limit": MAX_LENGTH, "count": count}, MAX_LENGTH, count - MAX_LENGTH, "shorter"
        )
    typed = plain(text).replace("\t", " ")
    stop = len(typed.rstrip(" " + LINE_BREAKS))
    position = stop - len(typed[:stop].lstrip(" " + LINE_BREAKS))
    found: list[Token] = []
    spaced = False
    while position < stop:
        match = _TOKEN.match(typed, position, stop)
        if match is None:
            raise _refused(text, typed, position)
        kind, position = str(match.lastgroup), match.end()
        if kind != "space":
            piece = match[0]
            found.append(Token(kind, _SPELLINGS.get(piece, piece), match.start(), position, spaced))
        spaced = kind == "space"
    if not found:
        raise ExpressionError("empty", position=0, length=len(text))
    return [*found, Token("end", "", stop, stop)]


def _refused(text: str, typed: str, position: int) -> ExpressionError:
    """Why nothing of the language begins at `position`."""
    character = typed[position]
    if character in LINE_BREAKS:
        return ExpressionError("line_break", position=position, length=1)
    if character == ";":
        return ExpressionError("second_statement", position=position, length=1)
    if character in "'\"`“”‘’":
        return ExpressionError("text_not_allowed", position=position, length=1)
    if character == ".":
        return _dot(typed, position)
    shown_character = shown(text[position])
    hint = "round_brackets" if character in "{}" else None
    fix = Fix(position, 1, "()"["{}".index(character)]) if character in "{}" else None
    return ExpressionError("unexpected_character", {"character": shown_character}, position, 1, hint, fix)


def _dot(typed: str, position: int) -> ExpressionError:
    prefix = re.search(r"[A-Za-z]+$", typed[:position])
    member = re.match(r"[A-Za-z]+", typed[position + 1 :])
    if prefix and member and prefix[0] in {"np", "numpy", "math", "torch", "jnp", "Math"}:
        arguments = {"prefix": prefix[0], "suggestion": member[0]}
        fix = Fix(prefix.start(), len(prefix[0]) + 1, "")
        return ExpressionError(
            "attribute_not_allowed", arguments, prefix.start(), len(prefix[0]) + 1, "remove_prefix", fix
        )
    return ExpressionError("attribute_not_allowed", position=position, length=1)
