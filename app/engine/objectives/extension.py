"""Extension: how the formula of a catalogue function is written in more coordinates, x1 … xd."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal


@dataclass(frozen=True)
class Extension:
    """A `term` in {x}, and {y}, that is added up.

    `each`: once per coordinate x. `chain`: once per pair of neighbours x, y.
    """

    term: str
    over: Literal["each", "chain"]
    most: int = 10

    @property
    def dimensions(self) -> range:
        """The numbers of coordinates there can be."""
        return range(1 if self.over == "each" else 2, self.most + 1)

    def formula(self, dimension: int) -> str:
        """The formula in x1 … xd."""
        names = [f"x{index}" for index in range(1, dimension + 1)]
        if self.over == "each":
            return " + ".join(self.term.format(x=name) for name in names)
        return " + ".join(self.term.format(x=name, y=after) for name, after in pairwise(names))
