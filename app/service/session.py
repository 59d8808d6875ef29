"""Session: one client's stream as a state machine between commands that come in and messages that go out.

    idle ── start ──▶ running ──▶ idle        every run has sent `finished`
                      running ── start / change ──▶ running      the earlier race is dropped
                      running ── stop ──▶ idle                   what still ran is `cancelled`

It knows no socket: `send` takes a text or a binary message, and may wait while the client is slow.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from app.engine.outcome import Outcome, Status
from app.service.binary import binary_frame
from app.service.commands import Ack, Change, Command, Pause, Ping, Resume, Start, Step, Stop
from app.service.computing import Computing
from app.service.flow import Flow
from app.service.frames import changed_message, finished_message, frame_message, started_message
from app.service.preparation import Prepared, prepare, with_change
from app.service.race import Ending, Race, endings
from app.service.refusal import Fault, Refusal
from app.service.results import to_bytes
from app.service.supply import Portion, Supply
from app.settings import Settings

Send = Callable[[str | bytes], Awaitable[None]]
_ROWS_IN_A_FRAME = 4096


class Session:
    """Runs at most one experiment at a time for one client."""

    def __init__(self, computing: Computing, settings: Settings, language: str, send: Send) -> None:
        self.steps_sent = 0
        self._computing = computing
        self._settings = settings
        self._language = language
        self._send = send
        self._flow = Flow(settings)
        self._prepared: Prepared | None = None
        self._is_binary = False
        self._next_step = 0
        """The first step that has not been sent."""
        self._going: set[int] = set()
        """The runs whose `finished` has not been sent."""
        self._runner: asyncio.Task[None] | None = None
        self.failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Gets the exception that ended a race before its time."""

    async def handle(self, command: Command) -> None:
        """Do what the client asks; raises Refusal if it cannot be done."""
        match command:
            case Start():
                await self._start(command)
            case Change():
                await self._change(command)
            case Stop():
                await self._stop()
            case Ack():
                self._flow.acknowledge(command.sequence)
            case Pause():
                self._flow.pause()
            case Resume():
                self._flow.resume()
            case Step():
                self._flow.grant(command.count)
            case Ping():
                await self._tell({"type": "pong"})

    async def close(self) -> None:
        """Drop the race: nothing of it is sent any more, and a turn under way ends by itself, unheard."""
        runner, self._runner = self._runner, None
        if runner is not None:
            runner.cancel()
            await asyncio.gather(runner, return_exceptions=True)

    async def _start(self, command: Start) -> None:
        prepared = await self._computing.run(lambda: prepare(command.experiment, self._settings))
        started = await self._computing.run(lambda: _text(started_message(prepared)))
        await self.close()
        self._is_binary = command.encoding == "binary"
        self._flow.restart(command.steps_per_second)
        await self._send(started)
        self._begin(prepared, command.from_step)

    async def _change(self, command: Change) -> None:
        if self._prepared is None:
            raise Refusal([Fault(pointer="/type", code="nothing_started")])
        before, change = self._prepared, command.model_dump(exclude={"type"})
        prepared = await self._computing.run(lambda: with_change(before, change, self._settings))
        await self.close()
        step = min(command.step, self._next_step)
        await self._send(await self._computing.run(lambda: _text(changed_message(prepared, step))))
        self._begin(prepared, step)

    async def _stop(self) -> None:
        await self.close()
        outcome = Outcome(Status.CANCELLED, max(0, self._next_step - 1), "cancelled")
        going, self._going = sorted(self._going), set()
        await self._tell(*(finished_message(run, outcome, self._language) for run in going))

    def _begin(self, prepared: Prepared, from_step: int) -> None:
        self._prepared, self._next_step = prepared, from_step
        self._going = set(range(len(prepared.plans)))
        self._runner = asyncio.create_task(self._stream(prepared, from_step))
        self._runner.add_done_callback(self._ended)

    def _ended(self, runner: asyncio.Task[None]) -> None:
        error = None if runner.cancelled() else runner.exception()
        if error is not None and not self.failed.done():
            self.failed.set_exception(error)

    async def _stream(self, prepared: Prepared, from_step: int) -> None:
        race = await self._computing.run(lambda: Race(prepared, self._computing.checkpoints, from_step))
        while race.step < from_step - 1 and not race.is_over:
            legs = await self._computing.run(lambda: self._computing.skip(race, from_step))
            await self._conclude(endings(legs))
        supply, most = Supply(race, self._computing), max(1, _ROWS_IN_A_FRAME // len(prepared.plans))
        self._flow.forget_delay()
        while not supply.is_over:
            is_start = supply.step < 0
            allowed = await self._flow.allowance(most, is_start)
            turn = partial(self._turn, supply, allowed, 1 if is_start else self._flow.ahead(most))
            portion, frame = await self._computing.run(turn) if supply.is_used_up else turn()
            await self._send_frame(frame, portion)
            await self._conclude(portion.endings)

    def _turn(self, supply: Supply, most: int, ahead: int) -> tuple[Portion, str | bytes | None]:
        """The next steps, and the frame that shows them if any are recorded; work for a thread if they are not computed yet."""
        portion = supply.take(most, ahead)
        if not portion.runs:
            return portion, None
        frame = frame_message(portion.runs) | {"sequence": self._flow.sequence + 1}
        return portion, binary_frame(frame) if self._is_binary else _text(frame)

    async def _send_frame(self, frame: str | bytes | None, portion: Portion) -> None:
        """Send a frame, if there is one. What counts as sent changes only once it is: a send can be cut off."""
        steps = [run["columns"]["step"] for run in portion.runs]
        if frame is not None:
            await self._send(frame)
            self._next_step = max(int(taken[-1]) for taken in steps) + 1
            self.steps_sent += sum(map(len, steps))
        self._flow.sent(portion.steps, max(map(len, steps), default=0))

    async def _conclude(self, endings: Sequence[Ending]) -> None:
        """Tell how runs ended."""
        for run, outcome in endings:
            await self._tell(finished_message(run, outcome, self._language))
            self._going.discard(run)

    async def _tell(self, *messages: dict[str, Any]) -> None:
        for message in messages:
            await self._send(_text(message))


def _text(message: dict[str, Any]) -> str:
    return to_bytes(message).decode("utf-8")
