"""A viewer: a small client of the stream, written from the protocol's documentation and not from the server's code."""

from __future__ import annotations

import json
import struct
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from socket import SHUT_RDWR
from typing import Any

import numpy as np
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

Message = dict[str, Any]
PATIENCE_SECONDS = 15.0
"""How long a test waits for a message before it fails; on an idle machine they come within milliseconds."""


@dataclass
class Watched:
    """What a stream has shown of each run, in the order in which it came."""

    columns: dict[int, dict[str, list[Any]]] = field(default_factory=dict)
    outcomes: dict[int, Message] = field(default_factory=dict)
    frames: list[Message] = field(default_factory=list)
    experiment: Message | None = None

    def take(self, message: Message) -> None:
        """Keep what `message` tells."""
        if message["type"] == "frame":
            self.frames.append(message)
            for run in message["runs"]:
                kept = self.columns.setdefault(run["run"], {})
                for name, values in _flat(run["columns"]).items():
                    kept.setdefault(name, []).extend(values)
        elif message["type"] == "finished":
            assert message["run"] not in self.outcomes, f"run {message['run']} finished twice"
            self.outcomes[message["run"]] = message["outcome"]
        elif message["type"] in {"started", "changed"}:
            self.experiment = message["experiment"]
        else:
            raise AssertionError(f"unexpected while watching: {message}")

    @property
    def last_step(self) -> int:
        """The last step that was shown of any run; −1 before the first."""
        return max((columns["step"][-1] for columns in self.columns.values() if columns["step"]), default=-1)


class Viewer:
    """One socket, welcomed."""

    def __init__(self, url: str, **options: Any) -> None:
        self._opened = ExitStack()
        opening = connect(url, proxy=None, compression=None, max_size=None, **options)
        self.socket: ClientConnection = self._opened.enter_context(opening)
        self.welcome = self.next()

    def __enter__(self) -> Viewer:
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def tell(self, kind: str, **fields: Any) -> None:
        """Send a command."""
        self.socket.send(json.dumps({"type": kind} | fields))

    def next(self) -> Message:
        """The next message, binary ones decoded."""
        message = self.socket.recv(timeout=PATIENCE_SECONDS)
        return json.loads(message) if isinstance(message, str) else decoded(message)

    def until(self, kind: str) -> Message:
        """The next message of `kind`; others before it are dropped, and frames among them acknowledged."""
        while (message := self.next())["type"] != kind:
            self.acknowledge(message)
        return message

    def acknowledge(self, message: Message) -> None:
        """Take a frame, if it is one."""
        if message["type"] == "frame":
            with suppress(ConnectionClosed):  # the server's last messages may still wait to be read
                self.tell("ack", sequence=message["sequence"])

    def watch(self, experiment: Message, **options: Any) -> Watched:
        """Start `experiment` and take everything until each of its runs has finished."""
        self.tell("start", experiment=experiment, **options)
        return self.to_the_end(Watched(), len(experiment["runs"]))

    def to_the_end(self, watched: Watched, runs: int) -> Watched:
        """Take messages until all `runs` have finished."""
        while len(watched.outcomes) < runs:
            message = self.next()
            watched.take(message)
            self.acknowledge(message)
        return watched

    def cut(self) -> None:
        """Break the connection as a network does: without a word."""
        self.socket.socket.shutdown(SHUT_RDWR)
        self._opened.close()


def decoded(data: bytes) -> Message:
    """A binary frame as the message that JSON would have carried, NaN where JSON has null."""
    assert data[:4] == b"THL1"
    (length,) = struct.unpack("<I", data[4:8])
    assert (8 + length) % 8 == 0, "numbers have to be aligned"
    message: Message = json.loads(data[8 : 8 + length])
    at = 8 + length
    for run in message["runs"]:
        for name, shape in run["columns"].items():
            count = int(np.prod(shape))
            run["columns"][name] = np.frombuffer(data, "<f8", count, at).reshape(shape).tolist()
            at += 8 * count
    assert at == len(data), "nothing may follow the last column"
    return message


def rows_from(columns: dict[str, list[Any]], first: int) -> dict[str, list[Any]]:
    """Those rows of a run's columns whose step is at least `first`."""
    kept = [row for row, step in enumerate(columns["step"]) if step >= first]
    return {name: [values[row] for row in kept] for name, values in columns.items()}


def columns_of(run: Message) -> dict[str, list[Any]]:
    """The columns of a run as REST answers it, without label and outcome."""
    return _flat({name: values for name, values in run.items() if name not in {"label", "outcome"}})


def _flat(columns: Message) -> dict[str, list[Any]]:
    """The columns with those of the state beside the others, under `state.velocity`."""
    state = {f"state.{name}": values for name, values in columns.get("state", {}).items()}
    return {name: values for name, values in columns.items() if name != "state"} | state


def same_bits(one: Any, other: Any) -> bool:
    """Whether two nested lists hold the same float64 bit for bit; null is NaN."""
    left, right = (np.array(values, dtype=np.float64) for values in (one, other))
    return left.shape == right.shape and left.tobytes() == right.tobytes()
