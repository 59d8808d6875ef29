"""Work: a computation that pauses often, so that others get their turns and whoever asked may leave."""

from __future__ import annotations

from collections.abc import Generator
from time import perf_counter
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Work(Generic[Answer]):
    """A generator that pauses every few hundredths of a second and returns its answer at last."""

    answer: Answer
    """There once `advance_for` has returned True."""

    def __init__(self, pieces: Generator[None, None, Answer]) -> None:
        self.seconds = 0.0
        """Time spent computing; waiting for a turn does not count."""
        self._pieces = pieces

    def advance_for(self, seconds: float) -> bool:
        """Compute for about `seconds`; returns whether it is over."""
        started = perf_counter()
        try:
            while perf_counter() < started + seconds:
                next(self._pieces)
        except StopIteration as end:
            self.answer = end.value
            return True
        finally:
            self.seconds += perf_counter() - started
        return False
