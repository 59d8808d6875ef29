"""One formula of the docstrings' notation → presentational MathML, by recursive descent over its characters.

relation  sum (←|=|≤|… sum)*
sum       term (+|−|± term)*
term      group ( ` · `|` / ` group)*      a spaced slash divides the whole group before it
group     run (·|/|∘ run)*                 a tight slash divides all before it by the run behind it
run       factor factor*                   nothing between: a product
factor    √factor, or atom with ₁ _max _{t+1} ² ᵗ ^(…) ′ after it
atom      letter with marks, number, name(…), (…), |…|, ‖…‖, ⟨…⟩, ⌊…⌋, […]
"""

from __future__ import annotations

import re
import unicodedata
from html import escape

from app.service.notation_mathml import Bracketed, bare, fraction, indexed, number_of, root_of, times

RELATIONS = "←→=≠≤≥<>≈~∈"
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:e(-?)(\d+))?")
_ONE_WORD = "(?:[A-Za-z][A-Za-z]+(?:_[A-Za-z]+)*|[\u3041-\u30ff\u4e00-\u9fff]+)"
WORDS = re.compile(rf"{_ONE_WORD}(?: {_ONE_WORD})*")
_WORD = re.compile(_ONE_WORD)
_INDEX = re.compile(r"[A-Za-zα-ω]+|\d+")
_CLOSING = {"(": ")", "[": "]", "|": "|", "‖": "‖", "⟨": "⟩", "⌊": "⌋", "⌈": "⌉"}
_MARKED = re.compile("[\u00c0-\u1fff]")
_MARKS = {"\u0302": "ˆ", "\u0304": "¯", "\u0303": "˜"}
_LETTERS = "∇∂∞…ΣΔΠ"
_SPACE = '<mspace width="0.25em"/>'
_TALL = ("mfrac", "mroot", "msqrt")
_APPLY = "<mo>\u2061</mo>"


class NotationError(ValueError):
    """The text is no formula of the notation: `position` is where it stops being one."""

    def __init__(self, position: int) -> None:
        super().__init__(f"expected a formula, got something else at character {position}")
        self.position = position


def decomposed(text: str) -> str:
    """`text` with every mark behind its letter."""
    return _MARKED.sub(lambda letter: unicodedata.normalize("NFD", letter[0]), text)


def kind_of(character: str) -> str:
    """`super`, `sub`, `fraction`, or nothing, of a character that stands for a raised, lowered or divided one."""
    return unicodedata.decomposition(character).partition(">")[0].removeprefix("<")


class FormulaReader:
    """Reads one formula of a `decomposed` text from `position` on, and leaves `position` behind it."""

    def __init__(self, text: str, position: int = 0) -> None:
        self.text = text
        self.position = position
        self._closings: list[str] = []

    def relation(self) -> str:
        parts = [self._sum()]
        while (sign := self._spaced(RELATIONS)) is not None:
            parts.append(f"<mo>{escape(sign)}</mo>{self._sum()}")
        return "".join(parts)

    def _sum(self) -> str:
        text = ""
        if self._next() and self._next() in "−-±+":
            text = f'<mo form="prefix">{self._take()}</mo>'
        text += self._term()
        while (sign := self._spaced("+−±")) is not None:
            text += f"<mo>{sign}</mo>{self._term()}"
        return text

    def _term(self) -> str:
        before, last = "", self._group()
        while (sign := self._spaced("·/∘")) is not None:
            group = self._group()
            if sign == "/":
                last = fraction(last, group)
            else:
                before, last = f"{before}{last}{times(sign)}", group
        return before + last

    def _group(self) -> str:
        text = self._run()
        while self._next() and self._next() in "·∘/":
            sign = self._take()
            text = fraction(text, self._run()) if sign == "/" else text + times(sign) + self._run()
        return text

    def _run(self) -> str:
        text = self._factor()
        while self._starts_factor():
            text += self._factor()
        return text

    def _factor(self) -> str:
        if self._next() in ("√", "∛"):
            root = self._take()
            inner = bare(self._factor())
            return root_of(inner, "" if root == "√" else "3")
        return self._decorated(self._atom())

    def _decorated(self, atom: str) -> str:
        """`atom` with every index and power that follows it."""
        index, power = "", ""
        while character := self._next():
            if character == "_":
                self._take()
                index += self._index()
            elif character == "^":
                self._take()
                if power:
                    atom, index, power = indexed(atom, index, power), "", ""
                power += bare(self._factor())
            elif character == "′" or (character == "*" and self._previous().isalpha()):
                power += f"<mo>{self._take()}</mo>"
            elif character == "∞" and self._previous().isalpha():
                index += f"<mi>{self._take()}</mi>"
            elif kind_of(character) == "sub":
                index += self._small("sub")
            elif kind_of(character) == "super":
                power += self._small("super")
            else:
                break
        return indexed(atom, index, power)

    def _atom(self) -> str:
        character = self._next()
        if number := _NUMBER.match(self.text, self.position):
            self.position = number.end()
            return number_of(number)
        if character and kind_of(character) == "fraction":
            return f"<mn>{self._take()}</mn>"
        if character in _CLOSING:
            return self._bracketed()
        if word := WORDS.match(self.text, self.position):
            return self._words(word[0])
        if character and (character.isalpha() or character in _LETTERS):
            return self._letter()
        raise NotationError(self.position)

    def _bracketed(self) -> str:
        opening = self._take()
        closing = _CLOSING[opening]
        self._closings.append(closing)
        text = self._listed(closing)
        self._closings.pop()
        if self._take() != closing:
            raise NotationError(self.position - 1)
        low = "" if any(f"<{tag}" in text for tag in _TALL) else ' stretchy="false"'
        first, last = (f'{low} form="{side}"' for side in ("prefix", "postfix"))
        whole = f"<mrow><mo{first}>{opening}</mo>{text}<mo{last}>{closing}</mo></mrow>"
        return Bracketed(whole, text) if opening == "(" else whole

    def _listed(self, closing: str) -> str:
        """Formulas between commas, with words before, between and after their parts: `largest η so far`."""
        text = ""
        while True:
            self._skip_spaces()
            if self._next() == closing:
                return text
            if self._next() == ",":
                text += f"<mo>{self._take()}</mo>"
            elif not self._next():
                raise NotationError(self.position)
            else:
                before = self.position
                text += self.relation()
                if self.position == before:
                    raise NotationError(before)
                self._skip_spaces()
                if self._next() and self._next() not in f"{closing},":
                    text += _SPACE

    def _words(self, words: str) -> str:
        first = _WORD.match(words)
        assert first is not None
        end = self.position + len(first[0])
        if self.text[end : end + 1] == "(":
            self.position = end
            return f"<mrow><mi>{first[0]}</mi>{_APPLY}{self._bracketed()}</mrow>"
        if first[0] in ("min", "max") and self.text[end : end + 1] == " ":
            self.position = end + 1
            return f"<mrow><mi>{first[0]}</mi>{_APPLY}{self._factor()}</mrow>"
        begins = self.text[: self.position].rstrip()[-1:]
        taken = words if self._closings or begins in RELATIONS else first[0]
        self.position += len(taken)
        return f"<mtext>{taken}</mtext>"

    def _letter(self) -> str:
        letter = self._take()
        tag = "mo" if letter == "…" else "mi"
        upright = ' mathvariant="normal"' if letter in "∇∂ΣΔΠ∞" else ""
        text = f"<{tag}{upright}>{letter}</{tag}>"
        if letter == "Σ" and self._next() == " ":
            self._take()
        while self._next() in _MARKS:
            mark = _MARKS[self._take()]
            text = f'<mover accent="true">{text}<mo stretchy="false">{mark}</mo></mover>'
        return text

    def _index(self) -> str:
        if self._next() == "{":
            end = self.text.find("}", self.position)
            if end < 0:
                raise NotationError(self.position)
            inner = FormulaReader(self.text[self.position + 1 : end])
            index = inner.relation()
            if inner.position != len(inner.text):
                raise NotationError(self.position)
            self.position = end + 1
            return index
        name = _INDEX.match(self.text, self.position)
        if name is None:
            raise NotationError(self.position)
        self.position = name.end()
        return f"<mi>{name[0]}</mi>" if len(name[0]) == 1 else f"<mtext>{name[0]}</mtext>"

    def _small(self, kind: str) -> str:
        text = ""
        while self._next() and kind_of(self._next()) == kind:
            plain = unicodedata.normalize("NFKC", self._take())
            tag = "mn" if plain.isdigit() else "mi" if plain.isalpha() else "mo"
            text += f"<{tag}>{plain}</{tag}>"
        return re.sub(r"</mn><mn>", "", text)

    def _starts_factor(self) -> bool:
        character = self._next()
        if character in ("|", "‖"):
            return self._closings[-1:] != [character] and self._previous().isalpha()
        return bool(character) and (character.isalnum() or character in "(⟨⌊√∛∇")

    def _spaced(self, signs: str) -> str | None:
        """The sign that comes next, past spaces, if it is one of `signs`; its position then is behind the spaces after."""
        start = self.position
        self._skip_spaces()
        if self._next() and self._next() in signs:
            sign = self._take()
            self._skip_spaces()
            return sign
        self.position = start
        return None

    def _skip_spaces(self) -> None:
        while self._next() == " ":
            self.position += 1

    def _next(self) -> str:
        return self.text[self.position : self.position + 1]

    def _previous(self) -> str:
        return self.text[self.position - 1 : self.position]

    def _take(self) -> str:
        character = self._next()
        self.position += 1
        return character
