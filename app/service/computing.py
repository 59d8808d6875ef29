"""Computing: threads that share themselves fairly among all experiments, and never touch the event loop.

An experiment computes in turns of a few hundredths of a second; between two of them every other waiting one gets its own,
because the threads take turns in the order in which they were asked for.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, contextmanager
from typing import Any, TypeVar

from app.service.checkpoints import Checkpoints
from app.service.preparation import Prepared
from app.service.race import Leg, Race
from app.service.refusal import Busy, OutOfTime
from app.service.work import Work
from app.settings import Settings

Answer = TypeVar("Answer")
_RETRY_SECONDS = 2


class Computing:
    """The process's worker threads."""

    def __init__(self, settings: Settings) -> None:
        self.under_way = 0
        """Computations that `shares` has begun and not ended."""
        self.checkpoints = Checkpoints(settings.checkpoint_bytes)
        self._settings = settings
        self._rows_held = 0
        self._threads = ThreadPoolExecutor(settings.worker_threads, thread_name_prefix="compute")

    async def run(self, work: Callable[[], Answer]) -> Answer:
        """`work()` in a worker thread, after everyone who asked before."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    async def race(self, prepared: Prepared) -> AsyncIterator[list[list[Leg]]]:
        """Everything a race returns, turn by turn."""
        race = await self.run(lambda: Race(prepared, self.checkpoints))
        while not race.is_over:
            yield await self.turn(race)

    async def turn(self, race: Race) -> list[list[Leg]]:
        """One turn of a race."""
        return await self.run(lambda: self.advance(race))

    async def finish(
        self,
        pieces: Generator[float, None, Answer],
        has_left: Callable[[], Awaitable[bool]],
        limit_seconds: float | None = None,
    ) -> Answer | None:
        """What a computation in pieces returns, or None if the caller has left before; raises Refusal where time runs out."""
        work = Work(pieces, limit_seconds)
        async with aclosing(self.shares(work)) as shares:
            async for _ in shares:
                if await has_left():
                    return None
        return work.answer

    async def shares(self, work: Work[Any]) -> AsyncGenerator[float]:
        """How much of `work` is done, turn by turn, until its answer is there; raises OutOfTime. Closing it ends the work."""
        self.under_way += 1
        limit = work.limit_seconds or self._settings.wall_seconds
        try:
            while not await self.run(lambda: work.advance_for(self._settings.turn_seconds)):
                if work.seconds >= limit:
                    raise OutOfTime(limit)
                yield work.share
        finally:
            self.under_way -= 1

    def advance(self, race: Race, most: int | None = None) -> list[list[Leg]]:
        """One turn of at most `most` steps, for worker threads; a race that has used up its computing time is cancelled."""
        if self._has_used_up(race):
            return [self._cancelled(race)]
        return race.advance_for(self._settings.turn_seconds, most)

    def skip(self, race: Race, step: int) -> list[Leg]:
        """One turn on the way to `step`, for worker threads, that returns only how runs ended."""
        if self._has_used_up(race):
            return self._cancelled(race)
        return race.skip_to(step, self._settings.turn_seconds)

    @contextmanager
    def holding(self, rows: int) -> Iterator[None]:
        """Reserve memory for a whole result of `rows`; raises Busy while others hold too much. The first always may."""
        if self._rows_held and self._rows_held + rows > self._settings.held_rows:
            raise Busy(_RETRY_SECONDS)
        self._rows_held += rows
        try:
            yield
        finally:
            self._rows_held -= rows

    def close(self) -> None:
        """End the threads; a turn under way is finished first."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _has_used_up(self, race: Race) -> bool:
        return race.seconds >= self._limit_seconds(race)

    def _cancelled(self, race: Race) -> list[Leg]:
        return race.cancel("wall_time", seconds=self._limit_seconds(race))

    def _limit_seconds(self, race: Race) -> float:
        return self._settings.training_seconds if race.prepared.is_training else self._settings.wall_seconds
