"""Work: a computation that pauses often, so that others get their turns, and whoever asked sees it grow and may leave."""

from __future__ import annotations

from collections.abc import Generator
from time import perf_counter
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Work(Generic[Answer]):
    """A generator that pauses every few hundredths of a second, says how much is done, and returns its answer at last."""

    answer: Answer
    """There once `advance_for` has returned True."""

    def __init__(self, pieces: Generator[float, None, Answer], limit_seconds: float | None = None) -> None:
        self.limit_seconds = limit_seconds
        """Longest time it may compute; None is the server's own limit for experiments."""
        self.seconds = 0.0
        """Time spent computing; waiting for a turn does not count."""
        self.share = 0.0
        """How much is done, from 0 to 1, as the computation itself sees it; never less than before."""
        self._pieces = pieces

    def advance_for(self, seconds: float) -> bool:
        """Compute for about `seconds`; returns whether it is over."""
        started = perf_counter()
        try:
            while perf_counter() < started + seconds:
                self.share = min(max(self.share, next(self._pieces)), 1.0)
        except StopIteration as end:
            self.answer, self.share = end.value, 1.0
            return True
        finally:
            self.seconds += perf_counter() - started
        return False


def quiet(pieces: Generator[None, None, Answer], share: float) -> Generator[float, None, Answer]:
    """Pieces that do not say how much is done: while they come, it is `share`."""
    while True:
        try:
            next(pieces)
        except StopIteration as end:
            answer: Answer = end.value
            return answer
        yield share


def shared(
    pieces: Generator[float, None, Answer], before: float, own: float, whole: float
) -> Generator[float, None, Answer]:
    """A part of a larger computation, which says how much of the whole is done: `before` of `whole` when it begins."""
    while True:
        try:
            yield (before + own * next(pieces)) / whole
        except StopIteration as end:
            answer: Answer = end.value
            return answer
