"""The socket /api/v1/stream: bytes to commands, messages to bytes, and the closing codes of RFC 6455.

1003  binary where text is due        1008  three messages that were no commands
1009  a message over the limit        1011  our own mistake
1012  the server is going away        1013  too many sockets, or no acknowledgement for too long
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from time import monotonic
from typing import Any

from fastapi import APIRouter, WebSocket
from starlette.websockets import WebSocketDisconnect

from app.api.language import language_of
from app.api.problems import problem_of
from app.service.catalogues import limits
from app.service.commands import Start, read_command
from app.service.flow import Stalled
from app.service.reading import read_json
from app.service.refusal import Refusal
from app.service.results import to_bytes
from app.service.session import Session
from app.settings import Settings

router = APIRouter()
_log = logging.getLogger("thalweg")
_STRIKES = 3
_FAREWELL_SECONDS = 2.0
"""How long a client may take to read what it is told last; less than the server's graceful shutdown of 3 s."""


class _Closing(Exception):
    """The socket has to be closed with a code."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code


@router.websocket("/stream")
async def stream(socket: WebSocket) -> None:
    """Serve one client until it leaves, misbehaves or the server goes away."""
    await socket.accept()
    metrics = socket.app.state.metrics
    metrics.open_sockets += 1
    connection = _Connection(socket)
    try:
        await connection.serve()
    except WebSocketDisconnect:
        pass
    except Stalled:
        await connection.close(1013, "nothing taken for too long")
    except _Closing as closing:
        await connection.close(closing.code, str(closing))
    except Exception:
        _log.exception("a stream failed")
        await connection.close(1011)
    finally:
        metrics.open_sockets -= 1
        metrics.steps.inc(connection.session.steps_sent)
        await connection.session.close()


class _Connection:
    """One accepted socket with its session."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._state = socket.app.state
        self._settings: Settings = self._state.settings
        self._language = language_of(socket)
        self._strikes = 0
        self._allowance = MessageAllowance(self._settings.messages_per_second)
        self._sending = asyncio.Lock()
        self.session = Session(self._state.computing, self._settings, self._language, self._send)

    async def serve(self) -> None:
        """Read commands until the client leaves, the session fails or the server goes away."""
        if self._state.metrics.open_sockets > self._settings.connections:
            raise _Closing(1013, "too many connections")
        await self._tell({"type": "welcome", "version": self._socket.app.version, "limits": limits(self._settings)})
        departure = asyncio.create_task(self._state.departure.wait())
        reading = asyncio.create_task(self._read())
        try:
            await asyncio.wait({departure, reading, self.session.failed}, return_when=asyncio.FIRST_COMPLETED)
            if departure.done():
                await self._say_goodbye()
            await (self.session.failed if self.session.failed.done() else reading)
        finally:
            for waiting in (departure, reading, self.session.failed):
                waiting.cancel()
            await asyncio.gather(departure, reading, self.session.failed, return_exceptions=True)

    async def close(self, code: int, reason: str = "") -> None:
        """Close the socket, if it is still open; a client that reads nothing is not waited for."""
        await self.session.close()
        with suppress(RuntimeError, WebSocketDisconnect, TimeoutError):
            async with asyncio.timeout(_FAREWELL_SECONDS):
                await self._socket.close(code, reason)

    async def _say_goodbye(self) -> None:
        """Tell the client that the server goes away; one that does not read is left to the server's own shutdown."""
        try:
            async with asyncio.timeout(_FAREWELL_SECONDS):
                await self._tell({"type": "going_away"})
        except TimeoutError:
            raise WebSocketDisconnect(1006) from None
        raise _Closing(1012, "going away")

    async def _read(self) -> None:
        while True:
            message = await self._socket.receive()
            if message["type"] == "websocket.disconnect":
                raise WebSocketDisconnect(message.get("code", 1005))
            await self._allowance.take()
            text = message.get("text")
            if text is None:
                raise _Closing(1003, "text messages only")
            if len(text) > self._settings.message_bytes:
                raise _Closing(1009, "message too large")
            await self._obey(text)

    async def _obey(self, text: str) -> None:
        try:
            command = read_command(read_json(text.encode("utf-8", "surrogatepass")))
        except Refusal as refusal:
            await self._refuse(refusal)
            self._strikes += 1
            if self._strikes >= _STRIKES:
                raise _Closing(1008, "not commands") from None
            return
        try:
            await self.session.handle(command)
        except Refusal as refusal:
            await self._refuse(refusal)
        else:
            if isinstance(command, Start):
                self._state.metrics.experiments.labels("stream").inc()

    async def _refuse(self, refusal: Refusal) -> None:
        self._state.metrics.refusals.labels(refusal.code).inc()
        await self._tell({"type": "error", "problem": problem_of(refusal, self._language)})

    async def _tell(self, message: dict[str, Any]) -> None:
        await self._send(to_bytes(message).decode("utf-8"))

    async def _send(self, message: str | bytes) -> None:
        try:
            async with asyncio.timeout(self._settings.stalled_seconds), self._sending:
                if isinstance(message, bytes):
                    await self._socket.send_bytes(message)
                else:
                    await self._socket.send_text(message)
        except TimeoutError:
            raise Stalled from None
        except RuntimeError:  # closed in the meantime, by the protocol itself: bad UTF-8, too large, no pong
            raise WebSocketDisconnect(1006) from None


class MessageAllowance:
    """A bucket of messages that refills with time; a flood is read no faster than that, and only its sender waits."""

    def __init__(self, per_second: float) -> None:
        self._per_second = per_second
        self._left = self._most = 2 * per_second
        self._seen = monotonic()

    async def take(self) -> None:
        """Use up one message, waiting until there is one."""
        now = monotonic()
        self._left = min(self._most, self._left + (now - self._seen) * self._per_second) - 1
        self._seen = now
        if self._left < 0:
            await asyncio.sleep(-self._left / self._per_second)
