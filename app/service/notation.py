"""The lines of an update rule: formulas typeset as MathML, the words around them, in either language, left as they are.

    v ← μ·v + g,  at the first step v ← g        formula, words, formula

A line is read from left to right. Where a formula begins it is read as far as it goes; all else is words. A part of words
that holds a sign of mathematics is a formula that could not be read: `unread` finds it, and a test looks for it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from app.service.notation_formula import RELATIONS, WORDS, FormulaReader, NotationError, decomposed

_ARTICLE = re.compile(r"a (?=[a-z]{2})")
_WORDED = re.compile(r"\b(?!(?:min|max)\b)[A-Za-z]{2,}\b(?!\()")
"""A word of English, or of the code: no name of a function, and no index."""
_REMARK = re.compile(r" {4,}")
"""Behind a wide gap a line goes on in words."""
_MATHEMATICS = frozenset(f"{RELATIONS}·√∛⟨⟩‖⌊⌋ηβ²ᵗ₁^{{}}∞∇".replace("~", ""))


class Part(NamedTuple):
    """A piece of a line: MathML without its `math` element, or words."""

    mathml: str
    words: str


def typeset(line: str) -> list[Part]:
    """The parts of one `line` of a rule, from left to right."""
    formula, gap, remark = _split_remark(line)
    parts: list[Part] = []
    words, position = "", 0
    text = decomposed(formula)
    while position < len(text):
        skipped = _word_at(text, position)
        if skipped == 0:
            reader = FormulaReader(text, position)
            try:
                mathml = reader.relation()
            except NotationError:
                skipped = 1
            else:
                parts += [Part("", words)] if words else []
                parts.append(Part(mathml, ""))
                words, position = "", reader.position
        words += text[position : position + skipped]
        position += skipped
    words += f"{gap}{remark}"
    return [*parts, Part("", words)] if words else parts


def is_prose(line: str) -> bool:
    """Whether `line` says in words alone what to do: it relates nothing to anything."""
    return not any(sign in line for sign in "←=≤≥<>→")


def has_words(line: str) -> bool:
    """Whether `line` holds words that are said otherwise in another language."""
    return _WORDED.search(line) is not None


def unread(line: str) -> list[str]:
    """The pieces of `line` that look like mathematics and were not read as such."""
    return [part.words for part in typeset(line) if _MATHEMATICS & set(part.words)]


def _split_remark(line: str) -> tuple[str, str, str]:
    found = _REMARK.search(line.rstrip())
    return (line[: found.start()], "  ", line[found.end() :]) if found else (line.rstrip(), "", "")


def _word_at(text: str, position: int) -> int:
    """The length of the word, the article or the sign between formulas that stands at `position`; 0: perhaps a formula."""
    if text[position] in " ,;:.、。：（）":
        return 1
    if position and text[position - 1].isalnum():
        return 1
    article, word = _ARTICLE.match(text, position), WORDS.match(text, position)
    if article:
        return len(article[0])
    if word is None or text[word.end() : word.end() + 1] == "(":
        return 0
    following = text[word.end() :].lstrip()
    return 0 if following[:1] and following[0] in RELATIONS else len(word[0])
