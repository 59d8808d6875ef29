"""Guard: what every request passes before a route sees it, and what every answer carries.

Hosts are checked against DNS rebinding: localhost and bare IP addresses pass, so a class can use the instructor's address;
names have to be listed. Origins of whatever computes are compared exactly (scheme, host, port); scripts without one pass.
"""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import re
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.language import language_of
from app.api.metrics import Metrics
from app.api.problems import EdgeRefusal, answer_of
from app.settings import Settings

_log = logging.getLogger("thalweg")
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_HOST = re.compile(r"(?P<name>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?")
_LENGTH = re.compile(r"[0-9]{1,18}")


def content_policy(frame_ancestors: str) -> str:
    """The content policy of DESIGN §7: nothing from elsewhere, no inline script."""
    return (
        "default-src 'none'; script-src 'self'; style-src-elem 'self'; style-src-attr 'unsafe-inline'; "
        "img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; "
        f"frame-ancestors {frame_ancestors}"
    )


class Guard:
    """ASGI middleware: host and origin check, security headers, HEAD, request counts, and our own mistakes."""

    def __init__(self, app: ASGIApp, settings: Settings, metrics: Metrics) -> None:
        self._app = app
        self._settings = settings
        self._metrics = metrics
        self._headers = {
            "Content-Security-Policy": content_policy(settings.frame_ancestors),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        refusal = self._refusal(connection)
        if scope["type"] == "websocket":
            await (self._deny(refusal, scope, send) if refusal else self._app(scope, receive, send))
            return
        answer = self._dressed(send, connection)
        if refusal:
            await answer_of(refusal, language_of(connection))(scope, receive, answer)
        else:
            await self._pass_on(scope, receive, answer)

    def _refusal(self, connection: HTTPConnection) -> EdgeRefusal | None:
        """Why this caller is not served. A page of another origin may read what is public, but neither compute nor stream."""
        hosts = connection.headers.getlist("host")
        if len(hosts) != 1 or not is_allowed_host(hosts[0], self._settings):
            return EdgeRefusal(400, "bad_host", got=", ".join(hosts)[:80])
        if connection.scope.get("method") not in _SAFE_METHODS and not is_allowed_origin(connection, self._settings):
            return EdgeRefusal(403, "bad_origin", got=connection.headers.get("origin", "")[:80])
        return None

    async def _pass_on(self, scope: Scope, receive: Receive, answer: _Answer) -> None:
        """Let the app answer. Its own mistakes go to the log and never to the caller; HEAD is GET without the body."""
        inner = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope
        try:
            await self._app(inner, receive, answer)
        except ClientDisconnect:
            return
        except Exception:
            _log.exception("an answer failed")
            if answer.has_started:
                raise
            await answer_of(EdgeRefusal(500, "internal"), language_of(HTTPConnection(scope)))(scope, receive, answer)

    async def _deny(self, refusal: EdgeRefusal, scope: Scope, send: Send) -> None:
        """Answer a handshake with a problem document, where the server can, and without one elsewhere."""
        if "websocket.http.response" not in scope.get("extensions", {}):
            await send({"type": "websocket.close", "code": 1008})
            return
        answer = answer_of(refusal, language_of(HTTPConnection(scope)))
        answer.headers.update(self._headers)
        await answer(scope, _nothing, send)

    def _dressed(self, send: Send, connection: HTTPConnection) -> _Answer:
        headers = dict(self._headers)
        if is_plain_address(connection):
            del headers["Cross-Origin-Opener-Policy"]
        return _Answer(send, connection.scope["method"], headers, self._metrics)


class _Answer:
    """`send` that puts the security headers on an answer, counts it, and leaves out the body for HEAD."""

    def __init__(self, send: Send, method: str, headers: Mapping[str, str], metrics: Metrics) -> None:
        self.has_started = False
        self._send = send
        self._method = method
        self._headers = headers
        self._metrics = metrics

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.has_started = True
            MutableHeaders(scope=message).update(self._headers)
            counted = self._method if self._method in _METHODS else "other"
            self._metrics.requests.labels(counted, str(message["status"])).inc()
        elif self._method == "HEAD":
            message = {**message, "body": b""}
        await self._send(message)


def is_allowed_host(host: str, settings: Settings) -> bool:
    """Whether to answer for a `Host` header: localhost, a bare IP address, or a listed name."""
    if "*" in settings.host_names:
        return True
    found = _HOST.fullmatch(host)
    if found is None:
        return False
    name = found["name"].lower().strip("[]").removesuffix(".")
    if name == "localhost" or name in settings.host_names:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_plain_address(connection: HTTPConnection) -> bool:
    """Whether a browser reaches us by http at the address of another machine: the opener policy means nothing to it there.

    Of a name that is not known: whoever ends TLS in front of us may speak http to us.
    """
    found = _HOST.fullmatch(connection.headers.get("host", ""))
    if found is None or connection.scope["scheme"] != "http":
        return False
    try:
        return not ipaddress.ip_address(found["name"].strip("[]")).is_loopback
    except ValueError:
        return False


def is_allowed_origin(connection: HTTPConnection, settings: Settings) -> bool:
    """Whether a page of this `Origin` may compute and stream: none at all, our own, or a listed one."""
    origins = connection.headers.getlist("origin")
    if not origins or "*" in settings.origins:
        return True
    if len(origins) != 1:
        return False
    scheme = {"ws": "http", "wss": "https"}.get(connection.url.scheme, connection.url.scheme)
    own = f"{scheme}://{connection.headers.get('host', '')}"
    return origins[0] == own or origins[0] in settings.origins


async def read_body(request: Request) -> bytes:
    """The request's body, refused with 413 as soon as it is known to be too large, with 408 if it does not come."""
    settings: Settings = request.app.state.settings
    limit = settings.body_bytes
    declared = request.headers.get("content-length", "")
    if _LENGTH.fullmatch(declared) and int(declared) > limit:
        raise EdgeRefusal(413, "too_large", limit=limit)
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(settings.body_seconds):
            async for part in request.stream():
                size += len(part)
                if size > limit:
                    raise EdgeRefusal(413, "too_large", limit=limit)
                parts.append(part)
    except TimeoutError:
        raise EdgeRefusal(408, "too_slow", limit=settings.body_seconds) from None
    return b"".join(parts)


async def _nothing() -> Message:
    return {"type": "websocket.disconnect"}
