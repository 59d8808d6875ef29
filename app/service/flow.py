"""Flow: when a stream may send its next frame, and how many steps it may hold.

Frames wait for three things: the client's acknowledgements (a slow reader slows its own run and nobody else's), a pause with
single steps granted, and the pace of about thirty frames, or of a number of steps, a second. Where the server is late, the
next frame holds the steps that are due by then: a crowd gets fewer frames, not older ones. What the client holds up is not
made up for.
"""

from __future__ import annotations

import asyncio
from math import ceil
from time import monotonic

from app.settings import Settings

_AHEAD_SECONDS = 1.0
"""Steps of how long a time one turn computes: a tenth of the turns that frames take, and as few steps to drop at a change."""
_MADE_UP_SECONDS = 1.0
"""The most that is made up for: a server that stood still goes on from where it was."""


class Stalled(Exception):
    """The client has not taken anything for too long."""


class Flow:
    """The flow control of one socket; `sequence` numbers its frames through all experiments."""

    def __init__(self, settings: Settings) -> None:
        self.sequence = 0
        """The number of the last frame that was sent."""
        self._acknowledged = 0
        self._settings = settings
        self._is_paused = False
        self._granted = 0
        self._is_start = False
        self._is_using_grant = False
        self._pace: float | None = None
        self._due = 0.0
        """When the next frame is."""
        self._full_since = 0.0
        self._changed = asyncio.Event()

    def restart(self, steps_per_second: float | None) -> None:
        """A new experiment: not paused, at its own pace, the first frame at once."""
        self._is_paused, self._granted = False, 0
        self._pace = steps_per_second
        self._due = monotonic()

    def acknowledge(self, sequence: int) -> None:
        """The client has taken every frame up to `sequence`."""
        self._acknowledged = max(self._acknowledged, min(sequence, self.sequence))
        self._changed.set()

    def pause(self) -> None:
        """Send nothing until resumed, but single steps that are asked for."""
        self._is_paused, self._granted = True, 0

    def resume(self) -> None:
        """Go on."""
        self._is_paused, self._granted = False, 0
        self._changed.set()

    def grant(self, count: int) -> None:
        """Send `count` recorded steps although paused; pauses a stream that is running."""
        self._is_paused = True
        self._granted += count
        self._changed.set()

    def ahead(self, most: int) -> int:
        """How many steps may be computed before the first of them is due, `most` at the most."""
        return most if self._pace is None else min(most, max(1, round(self._pace * _AHEAD_SECONDS)))

    def forget_delay(self) -> None:
        """Do not make up for what should have been sent before now."""
        self._due = max(self._due, monotonic())

    async def allowance(self, most: int, is_start: bool) -> int:
        """Wait until a frame may be sent; how many steps it may hold, `most` at the most. Raises Stalled.

        The start is no step: it is shown whether paused or not, and uses up nothing that was granted.
        """
        while True:
            if self._is_full:
                await self._wait(self._full_since + self._settings.stalled_seconds - monotonic())
            elif self._is_paused and not self._granted and not is_start:
                await self._wait(None)
            elif (rest := self._due - monotonic()) > 0:
                await asyncio.sleep(rest)
            else:
                self._due = max(self._due, monotonic() - _MADE_UP_SECONDS)
                self._is_start = is_start
                self._is_using_grant = self._is_paused and not is_start
                return 1 if is_start else min(most, self._paced(), self._granted or most)

    def sent(self, steps: int, rows: int) -> None:
        """`steps` were taken, and a frame with `rows` of them has gone out; none if `rows` is 0.

        The frame that follows the start need not wait for its turn: what is dragged should reflow at once.
        """
        if rows:
            self.sequence += 1
            if self._is_full:
                self._full_since = monotonic()
            if self._is_using_grant:
                self._granted = max(0, self._granted - rows)
        if self._is_start or self._pace is None:
            self.forget_delay()
        if not self._is_start:
            self._due += self._interval(steps, rows)

    @property
    def _is_full(self) -> bool:
        return self.sequence - self._acknowledged >= self._settings.unacknowledged_frames

    def _paced(self) -> int:
        """Steps in a frame at the pace asked for, those that have become due since it was included."""
        if self._pace is None:
            return 2**53
        return ceil(self._pace / self._settings.frames_per_second) + int((monotonic() - self._due) * self._pace)

    def _interval(self, steps: int, rows: int) -> float:
        """From what was sent to the next frame, in seconds."""
        if self._pace is not None:
            return steps / self._pace
        return 1 / self._settings.frames_per_second if rows else 0.0

    async def _wait(self, patience_seconds: float | None) -> None:
        self._changed.clear()
        try:
            await asyncio.wait_for(self._changed.wait(), patience_seconds)
        except TimeoutError:
            raise Stalled from None
        self.forget_delay()
