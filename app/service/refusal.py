"""Why a document is refused: stable codes with the place in the document, sentences in any language.

Refusal              the document cannot be run; carries one Fault per place
├── TooMuchWork      it could, but not within this server's limits
├── OutOfTime        it was not done when its computing time was used up
└── Busy             it could, but not now: too much is going on
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.service.messages import sentence


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that is wrong, at one place.

    `pointer` is a JSON Pointer (RFC 6901) into the document; `position` and `length` are characters in the text that was
    typed there, for formulas; `fix` is (start, length, replacement) in that text. `words` are arguments that are
    themselves sentences of the catalogue.
    """

    pointer: str
    code: str
    arguments: dict[str, Any] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    catalogue: str = "problem"
    position: int | None = None
    length: int | None = None
    hint: str | None = None
    fix: tuple[int, int, str] | None = None

    def message(self, language: str) -> str:
        """The sentence for people, in `language`."""
        words = {name: self._text(language, key, self.arguments) for name, key in self.words.items()}
        place = {"field": _last_name(self.pointer) or self._text(language, "field.document", {})}
        return self._text(language, self.code, place | self.arguments | words)

    def hint_text(self, language: str) -> str | None:
        """What might help, in `language`: a nearest name, or the advice that belongs to the code."""
        return None if self.hint is None else self._text(language, self.hint, self.arguments)

    def _text(self, language: str, key: str, arguments: Mapping[str, Any]) -> str:
        return sentence(language, f"{self.catalogue}.{key}", **arguments)


class Refusal(ValueError):
    """A document that cannot be run, with the reasons."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.pointer or '/'}: {fault.code}" for fault in self.faults))

    @property
    def code(self) -> str:
        """The first fault's code."""
        return self.faults[0].code


class TooMuchWork(Refusal):
    """More work than this server's limits allow; checked before anything is allocated."""

    def __init__(self, pointer: str, what: str, cost: int, limit: int) -> None:
        arguments = {"cost": cost, "limit": limit}
        fault = Fault(pointer=pointer, code="budget_exceeded", arguments=arguments, words={"what": f"what.{what}"})
        super().__init__([fault])


class OutOfTime(Refusal):
    """A computation that gives nothing when it is cut short, and was not finished in `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__([Fault(pointer="", code="out_of_time", arguments={"seconds": seconds})])


class Busy(Refusal):
    """Other experiments hold what this one needs; it may be sent again in `seconds`."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__([Fault(pointer="", code="rate_limited", arguments={"seconds": seconds})])


def _last_name(pointer: str) -> str:
    """The last part of a pointer as people write it: `/runs/0/optimizer/beta1` is beta1, `/domain/1/0` is domain[1][0]."""
    *parents, name = pointer.split("/")
    indices = ""
    while name.isdecimal() and parents:
        indices = f"[{name}]{indices}"
        name = parents.pop()
    return name.replace("~1", "/").replace("~0", "~")[:80] + indices
