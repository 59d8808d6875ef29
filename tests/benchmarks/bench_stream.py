"""S6 and S7: a large class at work, and one who presses Play while it is; all over the loopback of this machine.

A frame is due when its last step is, at the pace that was asked for; its age is how much later than that it arrives, counted
from the frame that came soonest. Viewers and server share the processors.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import orjson
from websockets.asyncio.client import ClientConnection, connect

from tests.benchmarks.bench_server import processor_seconds
from tests.benchmarks.measure import Row
from tests.conftest import running_server

CLASS = 200
BUSY = 50
FRAMES_PER_SECOND = 10
STEPS_PER_SECOND = 20
SECONDS = 10
CLICKS = 40
EXPERIMENT: dict[str, Any] = {
    "objective": {"name": "rosenbrock"},
    "steps": STEPS_PER_SECOND * SECONDS,
    "runs": [
        {"optimizer": {"name": "sgd", "learning_rate": 1e-4}},
        {"optimizer": {"name": "momentum", "learning_rate": 1e-4}},
        {"optimizer": {"name": "adam", "learning_rate": 0.05}},
    ],
}
CLICKED = EXPERIMENT | {"steps": 200}


@dataclass
class Pupil:
    """One viewer: when which step arrived."""

    socket: ClientConnection
    seed: int
    steps: list[int] = field(default_factory=list)
    arrivals: list[float] = field(default_factory=list)

    async def watch(self) -> None:
        """The whole experiment, at the pace of the class."""
        await start(self.socket, EXPERIMENT | {"seed": self.seed}, steps_per_second=STEPS_PER_SECOND)
        finished = 0
        while finished < len(EXPERIMENT["runs"]):
            message = orjson.loads(await self.socket.recv())
            finished += message["type"] == "finished"
            if message["type"] == "frame":
                self.arrivals.append(perf_counter())
                self.steps.append(message["runs"][0]["columns"]["step"][-1])
                await acknowledge(self.socket, message)
        assert self.steps[-1] == EXPERIMENT["steps"]

    @property
    def ages(self) -> np.ndarray:
        """Seconds by which each frame came later than it was due."""
        late = np.array(self.arrivals) - np.array(self.steps) / STEPS_PER_SECOND
        return np.asarray(late - late.min())


def rows() -> Iterator[Row]:
    """The lines of the table."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(Path(folder) / "log", {"THALWEG_FRAMES_PER_SECOND": str(FRAMES_PER_SECOND)}) as server,
    ):
        before = processor_seconds(server)
        pupils = asyncio.run(lesson(server.ws_url))
        worked = 1000 * (processor_seconds(server) - before) / (CLASS * SECONDS)
    ages = 1000 * np.concatenate([pupil.ages for pupil in pupils])
    rates = np.array([len(pupil.arrivals) / (pupil.arrivals[-1] - pupil.arrivals[0]) for pupil in pupils])
    unfair = 1 - rates.sum() ** 2 / (len(rates) * (rates**2).sum())
    p99 = float(np.percentile(ages, 99))
    what = f"{CLASS} clients × 3: age of a frame, p99"
    yield Row(target="S6", what=what, unit="ms", ours=p99, rival="target", theirs=100.0, wanted=1)
    yield Row(target="S6", what="oldest", unit="ms", ours=float(ages.max()), rival="target", theirs=1000.0, wanted=1)
    unfair = 100 * max(float(unfair), 1e-4)
    yield Row(target="S6", what="unfairness (100 − Jain)", unit="%", ours=unfair, rival="target", theirs=1.0, wanted=1)
    yield Row(target="S6", what="server's processor, a client-second", unit="ms", ours=worked)
    with tempfile.TemporaryDirectory() as folder, running_server(Path(folder) / "log") as server:
        waits = 1000 * np.array(asyncio.run(clicks(server.ws_url)))
    p95 = float(np.percentile(waits, 95))
    what = f"click to first frame beside {BUSY}, p95"
    yield Row(target="S7", what=what, unit="ms", ours=p95, rival="target", theirs=300.0, wanted=1)
    yield Row(target="S7", what="median", unit="ms", ours=float(np.median(waits)))


async def lesson(url: str) -> list[Pupil]:
    """Everybody starts at once; an error or a lost step of anybody's raises."""
    async with AsyncExitStack() as sockets:
        pupils = [Pupil(await opened(sockets, url), seed) for seed in range(CLASS)]
        await asyncio.gather(*(pupil.watch() for pupil in pupils))
    return pupils


async def clicks(url: str) -> list[float]:
    """Seconds from a start to its first frame, one after the other, beside a class that never stops."""
    async with AsyncExitStack() as sockets:
        pupils = [Pupil(await opened(sockets, url), seed) for seed in range(BUSY)]
        busy = [asyncio.create_task(_forever(pupil)) for pupil in pupils]
        clicking, waits = await opened(sockets, url), []
        for seed in range(CLICKS):
            began = perf_counter()
            await start(clicking, CLICKED | {"seed": seed})
            while (message := orjson.loads(await clicking.recv()))["type"] != "frame":
                pass
            waits.append(perf_counter() - began)
            await acknowledge(clicking, message)
        for task in busy:
            task.cancel()
        ended = await asyncio.gather(*busy, return_exceptions=True)
        assert all(isinstance(end, asyncio.CancelledError) for end in ended), ended
    return waits


async def _forever(pupil: Pupil) -> None:
    while True:
        await pupil.watch()


async def opened(sockets: AsyncExitStack, url: str) -> ClientConnection:
    """A socket that has been welcomed."""
    socket = await sockets.enter_async_context(connect(url, proxy=None, compression=None, max_size=None))
    await socket.recv()
    return socket


async def start(socket: ClientConnection, experiment: dict[str, Any], **pace: float) -> None:
    """Ask for an experiment."""
    await socket.send(orjson.dumps({"type": "start", "experiment": experiment} | pace).decode())


async def acknowledge(socket: ClientConnection, frame: dict[str, Any]) -> None:
    """Say that a frame has come."""
    await socket.send(orjson.dumps({"type": "ack", "sequence": frame["sequence"]}).decode())
