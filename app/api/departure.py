"""Departure: a termination signal reaches the open sockets before the server closes them.

Uvicorn answers SIGTERM by closing every socket with 1012; it hears of the signal only when the clients have been told.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGTERM, signal.SIGINT)
_TELLING_SECONDS = 0.25
"""Time to write one message to each of a few hundred sockets; uvicorn itself looks for its signals every 0.1 s."""


@contextmanager
def announce_departure(departure: asyncio.Event) -> Iterator[None]:
    """While it lasts, a termination signal sets `departure`, and does what it would have done without us a moment later.

    A second signal is passed on at once: whoever presses Ctrl+C twice means it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        departure.set()
        return
    loop = asyncio.get_running_loop()
    previous = {number: signal.getsignal(number) for number in _SIGNALS}
    announced: list[int] = []

    def pass_on(number: int, frame: FrameType | None) -> None:
        handler = previous[signal.Signals(number)]
        if callable(handler):
            handler(number, frame)

    def announce(number: int) -> None:
        departure.set()
        loop.call_later(_TELLING_SECONDS, pass_on, number, None)

    def depart(number: int, frame: FrameType | None) -> None:
        if announced:
            pass_on(number, frame)
        else:
            loop.call_soon_threadsafe(announce, number)
        announced.append(number)

    for number in _SIGNALS:
        signal.signal(number, depart)
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
        departure.set()
