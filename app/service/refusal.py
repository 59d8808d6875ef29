"""Why a document is refused: stable codes with the place in the document, sentences in any language.

Refusal              the document cannot be run; carries one Fault per place
└── TooMuchWork      it could, but not within this server's limits
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from app.service.messages import sentence


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that is wrong, at one place.

    `pointer` is a JSON Pointer (RFC 6901) into the document; `position` and `length` are characters in the text that was
    typed there, for formulas; `fix` is (start, length, replacement) in that text.
    """

    pointer: str
    code: str
    arguments: dict[str, Any] = field(default_factory=dict)
    catalogue: str = "problem"
    position: int | None = None
    length: int | None = None
    hint: str | None = None
    fix: tuple[int, int, str] | None = None

    def message(self, language: str) -> str:
        """The sentence for people, in `language`."""
        field = self.pointer.rpartition("/")[2]
        return sentence(language, f"{self.catalogue}.{self.code}", **{"field": field} | self.arguments)

    def hint_text(self, language: str) -> str | None:
        """What might help, in `language`: a nearest name, or the advice that belongs to the code."""
        if self.hint is None:
            return None
        return sentence(language, f"{self.catalogue}.{self.hint}", **self.arguments)


class Refusal(ValueError):
    """A document that cannot be run, with the reasons."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.pointer or '/'}: {fault.message('en')}" for fault in self.faults))

    @property
    def code(self) -> str:
        """The first fault's code."""
        return self.faults[0].code


class TooMuchWork(Refusal):
    """More work than this server's limits allow; checked before anything is allocated."""

    def __init__(self, pointer: str, what: str, cost: int, limit: int) -> None:
        arguments = {"what": what, "cost": cost, "limit": limit}
        super().__init__([Fault(pointer=pointer, code="budget_exceeded", arguments=arguments)])
