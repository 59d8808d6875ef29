"""Documentation: the docstring of an optimizer or a schedule, taken apart into what a page shows."""

from __future__ import annotations

import re
from inspect import cleandoc
from typing import Any, NamedTuple

from app.engine.text import Text
from app.service.messages import sentence
from app.service.notation import Part, has_words, typeset

_SECTION = re.compile(r"(?P<name>Update rule|Convention|State|Cost|Reference):\s+(?P<text>.*)")
_CITED = {
    r"Algorithms? (\d[\d.]*)": r"アルゴリズム \1",
    r"sections? ([\dIVX][\d.IVX]*)": r"\1 節",
    r"equations? (\d[\d–]*)": r"式 \1",
    r"(?<=\d) and (?=\d)": "、",
    r", appendix$": ", 付録",
}
"""How a place in a publication is named in Japanese."""
_SPECIAL = re.compile(
    r"arXiv:(?P<arxiv>\d{4}\.\d{4,5})"
    r"|doi:(?P<doi>10\.[^\s;,]+)"
    r"|(?P<address>\b(?:[a-z0-9-]+\.)+(?:org|net|com|press|cc|edu)/[^\s;,]+)"
    r"|(?P<code>\b(?:torch|optax|keras|scipy|pytorch_optimizer|cma)(?:\.\s?\w+)+)"
)


class Span(NamedTuple):
    """Words of a running text; with an `address` a link, else perhaps code."""

    words: str
    address: str = ""
    is_code: bool = False

    @property
    def language(self) -> str:
        """Of the words: names and titles stay in their own, whatever stands around them."""
        return "ja" if re.search("[ぁ-んァ-ヶ一-龠]", self.words) else "en"


class Documentation(NamedTuple):
    """What a docstring says, in its own order."""

    headline: str
    paragraphs: tuple[str, ...]
    rule: tuple[tuple[Part, ...], ...]
    facts: dict[str, tuple[Span, ...]]
    """Convention, State, Cost, Reference, as far as they are there, by their names in the docstring."""


def documentation_of(cls: type[Any], language: str = "en") -> Documentation:
    """The docstring of `cls` in parts; in Japanese what its `japanese` text says in place of them.

    Of the update rule it says the lines that hold words, in their order: a line of formulas alone is the same in both.
    """
    prose, sections = _split(cleandoc(cls.__doc__ or "").splitlines())
    headline, *paragraphs = [" ".join(block.split()) for block in _blocks(prose)]
    rule = sections.pop("Update rule", [])
    facts = {name: " ".join(lines) for name, lines in sections.items()}
    if language == "ja" and cls.japanese:
        prose, sections = _split(cleandoc(cls.japanese).splitlines())
        paragraphs = [_joined(block.splitlines()) for block in _blocks(prose)]
        worded = iter(sections.pop("Update rule", []))
        rule = [next(worded, line) if has_words(line) else line for line in rule]
        facts |= {name: _joined(lines) for name, lines in sections.items()}
        facts |= {"State": sentence(language, "reference.state.none")} if facts.get("State") == "none" else {}
    return Documentation(
        headline,
        tuple(paragraphs),
        tuple(tuple(typeset(line)) for line in rule),
        {name: tuple(spans(cited(text, language))) for name, text in facts.items()},
    )


def cited(source: str | Text, language: str) -> str:
    """A reference in `language`: names and titles stay as they are, a section and an algorithm of them are named."""
    text = source if isinstance(source, str) else source.in_language(language)
    for pattern, place in _CITED.items() if language == "ja" else ():
        text = re.sub(pattern, place, text)
    return text


def _blocks(prose: list[str]) -> list[str]:
    return [block for block in "\n".join(prose).split("\n\n") if block.strip()]


def _joined(lines: list[str]) -> str:
    """Lines of Japanese as one: there is no space where a line ends, except beside Latin letters."""
    text = ""
    for line in (line.strip() for line in lines):
        text += " " * bool(text and line and text[-1].isascii() and line[0].isascii()) + line
    return text


def rule_lines(cls: type[Any]) -> list[str]:
    """The lines of the update rule, as they are written."""
    return _split(cleandoc(cls.__doc__ or "").splitlines())[1].get("Update rule", [])


def spans(text: str) -> list[Span]:
    """`text` with what can be followed as links: `arXiv:1412.6980`, `doi:10.…`, an address; and names of libraries as code."""
    found: list[Span] = []
    position = 0
    for match in _SPECIAL.finditer(text):
        whole = match[0].rstrip(".)")
        found += [Span(text[position : match.start()])] if match.start() > position else []
        position = match.start() + len(whole)
        found.append(Span(whole.replace(". ", "."), _address(match, whole), bool(match["code"])))
    return [*found, Span(text[position:])] if position < len(text) else found


def _address(match: re.Match[str], whole: str) -> str:
    if match["arxiv"]:
        return f"https://arxiv.org/abs/{match['arxiv']}"
    if match["doi"]:
        return f"https://doi.org/{whole.removeprefix('doi:')}"
    return f"https://{whole}" if match["address"] else ""


def _split(lines: list[str]) -> tuple[list[str], dict[str, list[str]]]:
    prose: list[str] = []
    sections: dict[str, list[str]] = {}
    current = prose
    for line in lines:
        if begins := _SECTION.fullmatch(line):
            current = sections.setdefault(begins["name"], [])
        text = begins["text"] if begins else line
        current.append(text if current is prose else text.strip())
    return prose, sections
