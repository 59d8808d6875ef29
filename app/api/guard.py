"""Guard: what every request passes before a route sees it, and what every answer carries.

Hosts are checked against DNS rebinding: localhost and bare IP addresses pass, so a class can use the instructor's address;
names have to be listed. Origins of sockets are compared exactly (scheme, host, port); scripts without one pass.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.language import language_of
from app.api.metrics import Metrics
from app.api.problems import MEDIA_TYPE, EdgeRefusal, problem_of
from app.service.results import to_bytes
from app.settings import Settings

_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})


def content_policy(frame_ancestors: str) -> str:
    """The content policy of DESIGN §7: nothing from elsewhere, no inline script."""
    return (
        "default-src 'none'; script-src 'self'; style-src-elem 'self'; style-src-attr 'unsafe-inline'; "
        "img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; "
        f"frame-ancestors {frame_ancestors}"
    )


class Guard:
    """ASGI middleware: host check, security headers, request counts."""

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
        is_known = is_allowed_host(Headers(scope=scope).get("host", ""), self._settings)
        if scope["type"] == "websocket":
            if is_known and is_allowed_origin(HTTPConnection(scope), self._settings):
                await self._app(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": 1008})
            return
        answer = self._dressed(send, scope["method"])
        if is_known:
            await self._app(scope, receive, answer)
        else:
            await _refuse(EdgeRefusal(400, "bad_host"), scope, answer)

    def _dressed(self, send: Send, method: str) -> Send:
        async def send_dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers[name] = value
                counted = method if method in _METHODS else "other"
                self._metrics.requests.labels(counted, str(message["status"])).inc()
            await send(message)

        return send_dressed


def is_allowed_host(host: str, settings: Settings) -> bool:
    """Whether to answer for a `Host` header: localhost, a bare IP address, or a listed name."""
    if "*" in settings.host_names:
        return True
    try:
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return False
    if name == "localhost" or name in settings.host_names:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_allowed_origin(connection: HTTPConnection, settings: Settings) -> bool:
    """Whether a socket may be opened by a page of this `Origin`: none at all, our own, or a listed one."""
    origins = connection.headers.getlist("origin")
    if not origins:
        return True
    if len(origins) != 1:
        return False
    scheme = {"ws": "http", "wss": "https"}.get(connection.url.scheme, connection.url.scheme)
    own = f"{scheme}://{connection.headers.get('host', '')}"
    return origins[0] == own or origins[0] in settings.origins


async def read_body(request: Request) -> bytes:
    """The request's body, refused with 413 as soon as it is known to be too large."""
    limit: int = request.app.state.settings.body_bytes
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limit:
        raise EdgeRefusal(413, "too_large", limit=limit)
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            raise EdgeRefusal(413, "too_large", limit=limit)
        parts.append(part)
    return b"".join(parts)


async def _refuse(refusal: EdgeRefusal, scope: Scope, send: Send) -> None:
    body = to_bytes(problem_of(refusal, language_of(HTTPConnection(scope))))
    headers = [(b"content-type", MEDIA_TYPE.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
