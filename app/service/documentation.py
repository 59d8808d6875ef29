"""Documentation: the docstring of an optimizer or a schedule, taken apart into what a page shows."""

from __future__ import annotations

import re
from inspect import cleandoc
from typing import Any, NamedTuple

from app.service.notation import Part, typeset

_SECTION = re.compile(r"(?P<name>Update rule|Convention|State|Cost|Reference):\s+(?P<text>.*)")
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


class Documentation(NamedTuple):
    """What a docstring says, in its own order."""

    headline: str
    paragraphs: tuple[str, ...]
    rule: tuple[tuple[Part, ...], ...]
    facts: dict[str, tuple[Span, ...]]
    """Convention, State, Cost, Reference, as far as they are there, by their names in the docstring."""
    language: str = "en"
    """Of the paragraphs, Convention and Cost."""


def documentation_of(cls: type[Any], language: str = "en") -> Documentation:
    """The docstring of `cls` in parts; in Japanese what its `japanese` text says in place of them."""
    english = _english(cls)
    if language != "ja" or not cls.japanese:
        return english
    prose, sections = _split(cleandoc(cls.japanese).splitlines())
    paragraphs = tuple(_joined(block.splitlines()) for block in "\n".join(prose).split("\n\n") if block.strip())
    facts = {name: tuple(spans(_joined(lines))) for name, lines in sections.items()}
    return english._replace(paragraphs=paragraphs, facts=english.facts | facts, language="ja")


def _joined(lines: list[str]) -> str:
    """Lines of Japanese as one: there is no space where a line ends, except beside Latin letters."""
    text = ""
    for line in (line.strip() for line in lines):
        text += " " * bool(text and line and text[-1].isascii() and line[0].isascii()) + line
    return text


def _english(cls: type[Any]) -> Documentation:
    prose, sections = _split(cleandoc(cls.__doc__ or "").splitlines())
    headline, *paragraphs = [" ".join(block.split()) for block in "\n".join(prose).split("\n\n") if block.strip()]
    rule = tuple(tuple(typeset(line)) for line in sections.pop("Update rule", []))
    facts = {name: tuple(spans(" ".join(lines))) for name, lines in sections.items()}
    return Documentation(headline, tuple(paragraphs), rule, facts)


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
