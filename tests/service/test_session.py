"""The session without a socket: commands in, messages out, and what happens when they come at the worst moment."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from app.service.commands import read_command
from app.service.computing import Computing
from app.service.flow import Flow, Stalled
from app.service.session import Session
from app.settings import Settings
from tests.api.experiments import BOWL, LONG

Scene = Callable[[Session, list[dict[str, Any]], asyncio.Event], Awaitable[None]]


def played(scene: Scene, **settings: Any) -> None:
    """Play `scene` with a session whose messages are kept in a list; the event tells that one more has come."""
    chosen = Settings(**settings)

    async def stage() -> None:
        messages: list[dict[str, Any]] = []
        came = asyncio.Event()

        async def send(message: str | bytes) -> None:
            messages.append(json.loads(message))
            came.set()

        computing = Computing(chosen)
        session = Session(computing, chosen, "en", send)
        try:
            async with asyncio.timeout(20):
                await scene(session, messages, came)
        finally:
            await session.close()
            computing.close()

    asyncio.run(stage())


async def tell(session: Session, kind: str, **fields: Any) -> None:
    await session.handle(read_command({"type": kind} | fields))


async def until(messages: list[dict[str, Any]], came: asyncio.Event, is_there: Callable[[], bool]) -> None:
    while not is_there():
        came.clear()
        await came.wait()


def test_starts_in_quick_succession_leave_the_window_open() -> None:
    """Frames that were cut off before they were sent must not count as unacknowledged ones."""

    async def scene(session: Session, messages: list[dict[str, Any]], came: asyncio.Event) -> None:
        for _ in range(40):
            await tell(session, "start", experiment=LONG)
            await asyncio.sleep(0)  # let the race begin
        sent = [message["sequence"] for message in messages if message["type"] == "frame"]
        await tell(session, "ack", sequence=len(sent))
        await tell(session, "start", experiment=BOWL)

        def finished() -> int:
            return [message["type"] for message in messages].count("finished")

        while finished() < 4:
            await until(messages, came, lambda: finished() >= 4 or messages[-1]["type"] == "frame")
            frames = [message["sequence"] for message in messages if message["type"] == "frame"]
            await tell(session, "ack", sequence=frames[-1])
            came.clear()
            if finished() < 4:
                await came.wait()
        assert frames == list(range(1, len(frames) + 1))

    played(scene, stalled_seconds=5)


def test_a_stop_while_a_turn_is_computed_ends_at_the_last_step_sent() -> None:
    async def scene(session: Session, messages: list[dict[str, Any]], came: asyncio.Event) -> None:
        await tell(session, "start", experiment=LONG)
        await until(messages, came, lambda: sum(message["type"] == "frame" for message in messages) >= 3)
        await tell(session, "stop")
        last = [message for message in messages if message["type"] == "frame"][-1]["runs"][0]["columns"]["step"][-1]
        assert messages[-1]["type"] == "finished"
        ending = {"status": "cancelled", "reason": "cancelled", "message": "cancelled", "step": last}
        assert messages[-1]["outcome"] == ending
        count = len(messages)
        await tell(session, "stop")
        assert len(messages) == count

    played(scene)


def test_stopping_while_paused_and_while_skipping_ends_the_run() -> None:
    async def scene(session: Session, messages: list[dict[str, Any]], _: asyncio.Event) -> None:
        for from_step, last in ((0, None), (40_000, 39_999)):
            await tell(session, "start", experiment=LONG, from_step=from_step)
            await tell(session, "pause")
            await tell(session, "stop")
            assert messages[-1]["outcome"]["status"] == "cancelled"
            assert last is None or messages[-1]["outcome"]["step"] == last

    played(scene)


def test_a_change_while_skipping_starts_from_where_it_has_to() -> None:
    async def scene(session: Session, messages: list[dict[str, Any]], came: asyncio.Event) -> None:
        await tell(session, "start", experiment=LONG | {"steps": 30_000}, from_step=29_990)
        await tell(session, "change", run=0, step=10, optimizer={"learning_rate": 1e-5})
        await until(messages, came, lambda: any(message["type"] == "frame" for message in messages))
        frame = next(message for message in messages if message["type"] == "frame")
        assert frame["runs"][0]["columns"]["step"][0] == 10
        assert frame["runs"][0]["columns"]["learning_rate"][0] == 1e-5

    played(scene)


def test_a_mistake_in_the_race_is_told_to_whoever_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(session: Session, messages: list[dict[str, Any]], _: asyncio.Event) -> None:
        await tell(session, "start", experiment=BOWL)
        with pytest.raises(ZeroDivisionError):
            await session.failed
        assert messages[0]["type"] == "started"

    def broken(*_: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("app.service.race.Race.advance", broken)
    played(scene)


def test_a_closed_session_computes_nothing_more() -> None:
    async def scene(session: Session, messages: list[dict[str, Any]], came: asyncio.Event) -> None:
        await tell(session, "start", experiment=LONG)
        await until(messages, came, lambda: any(message["type"] == "frame" for message in messages))
        await session.close()
        count = len(messages)
        await session.close()
        assert len(messages) == count
        assert len(asyncio.all_tasks()) == 1

    played(scene)
    assert threading.active_count() < 20


def test_the_wall_clock_ends_a_skip_as_well_as_a_run() -> None:
    async def scene(session: Session, messages: list[dict[str, Any]], came: asyncio.Event) -> None:
        for from_step in (0, 90_000):
            messages.clear()
            await tell(session, "start", experiment=LONG | {"steps": 99_000}, from_step=from_step)
            await until(messages, came, lambda: messages[-1]["type"] == "finished")
            assert messages[-1]["outcome"]["status"] == "cancelled"
            assert "0.05 seconds" in messages[-1]["outcome"]["message"]

    played(scene, wall_seconds=0.05, unacknowledged_frames=10_000, frames_per_second=1e6)


def test_a_pace_counts_steps_also_when_few_are_recorded() -> None:
    """Ten steps at a hundred a second take a tenth of a second, whether they are recorded or not."""

    async def scene(session: Session, messages: list[dict[str, Any]], came: asyncio.Event) -> None:
        began = asyncio.get_running_loop().time()
        experiment = BOWL | {"steps": 20, "record": {"every": 20}}
        await tell(session, "start", experiment=experiment, steps_per_second=100)
        await until(messages, came, lambda: messages[-1]["type"] == "finished")
        assert asyncio.get_running_loop().time() - began > 0.15

    played(scene)


def test_a_late_frame_holds_what_is_due_by_then_and_a_pause_is_not_made_up_for(monkeypatch: pytest.MonkeyPatch) -> None:
    async def waiting() -> None:
        clock = 1_000.0
        monkeypatch.setattr("app.service.flow.monotonic", lambda: clock)
        flow = Flow(Settings(unacknowledged_frames=100, frames_per_second=10))
        flow.restart(20)
        assert await flow.allowance(99, is_start=True) == 1
        flow.sent(1, 1)
        allowed = []
        for late in (0.0, 0.02, 0.32, 0.0, 7.01):  # seconds by which the server is late
            clock += late
            allowed.append(await flow.allowance(99, is_start=False))
            flow.sent(allowed[-1], allowed[-1])
            clock = max(clock, flow._due)  # when the next one is due
        assert allowed == [2, 2, 2 + 6, 2, 2 + 20]
        flow.pause()
        clock += 0.5
        held = asyncio.create_task(flow.allowance(99, is_start=False))
        await asyncio.sleep(0)
        flow.resume()
        assert await held == 2

    asyncio.run(waiting())


def test_patience_runs_from_the_last_frame_and_not_from_the_last_word() -> None:
    async def waiting() -> None:
        flow = Flow(Settings(unacknowledged_frames=1, stalled_seconds=0.1))
        flow.restart(None)
        assert await flow.allowance(5, is_start=True) == 1
        flow.sent(1, 1)

        async def chatter() -> None:
            while True:
                flow.acknowledge(0)
                flow.resume()
                await asyncio.sleep(0)

        talking = asyncio.create_task(chatter())
        async with asyncio.timeout(5):
            with pytest.raises(Stalled):
                await flow.allowance(5, is_start=False)
        talking.cancel()

    asyncio.run(waiting())


def test_an_invented_acknowledgement_opens_no_more_than_was_sent() -> None:
    async def waiting() -> None:
        flow = Flow(Settings(unacknowledged_frames=2, stalled_seconds=0.05, frames_per_second=1e6))
        flow.restart(None)
        flow.acknowledge(1_000)
        for _ in range(2):
            await flow.allowance(5, is_start=False)
            flow.sent(5, 5)
        with pytest.raises(Stalled):
            await flow.allowance(5, is_start=False)

    asyncio.run(waiting())
