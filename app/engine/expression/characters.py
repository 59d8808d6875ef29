"""Characters as they come from keyboards, papers and Japanese input methods, mapped to the ones the language uses.

The mapping is one to one, so a position in the mapped text is the same position in the typed text.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-", strict=True))
LINE_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"

_SAME = {
    "-": "−‐‑‒–—―ーｰ",  # the long vowel mark is what a Japanese keyboard gives for the minus key
    "*": "×⋅·∙•∗・･",
    "/": "÷∕⁄",
    "|": "∣❘",
    ",": "、､",
    ".": "。｡",
    "^": "ˆ",
    "≤": "≦⩽",
    "≥": "≧⩾",
    "π": "ϖ",
}
_MAPPED = {character: plain for plain, characters in _SAME.items() for character in characters}
_KEPT = frozenset("≤≥≠√∛") | frozenset(SUPERSCRIPTS) | frozenset(LINE_BREAKS)


def plain(text: str) -> str:
    """`text` with every character replaced by the one it stands for; characters without a meaning stay as they are."""
    return text if text.isascii() else "".join(map(_plain_character, text))


def shown(character: str) -> str:
    """`character` for a message: itself, or its code point if it cannot be seen."""
    return character if character.isprintable() and not character.isspace() else f"U+{ord(character):04X}"


@lru_cache(maxsize=1024)
def _plain_character(character: str) -> str:
    if character in _MAPPED:
        return _MAPPED[character]
    if character.isascii() or character in _KEPT:
        return character
    folded = unicodedata.normalize("NFKC", character)
    if len(folded) != 1:
        return character
    folded = _MAPPED.get(folded, folded)
    return folded if folded.isascii() or folded in _KEPT or "α" <= folded <= "ω" else character
