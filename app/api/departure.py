"""Departure: a termination signal reaches the open sockets before the server closes them.

Uvicorn answers SIGTERM by closing every socket with 1012 a moment later; in that moment the clients are told.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def announce_departure(departure: asyncio.Event) -> Iterator[None]:
    """While it lasts, set `departure` on a termination signal and then do what would have been done without us."""
    if threading.current_thread() is not threading.main_thread():
        yield
        departure.set()
        return
    loop = asyncio.get_running_loop()
    previous = {number: signal.getsignal(number) for number in _SIGNALS}

    def depart(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(departure.set)
        handler = previous[signal.Signals(number)]
        if callable(handler):
            handler(number, frame)

    for number in _SIGNALS:
        signal.signal(number, depart)
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
        departure.set()
