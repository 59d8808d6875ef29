"""Problems: every refusal as an RFC 9457 document, from one table.

Refusal              422     the document is wrong somewhere
├── MalformedJson    400     it is not JSON
├── TooMuchWork      422     budget_exceeded
├── OutOfTime        422     out_of_time
├── Busy             429     with Retry-After
└── EdgeRefusal              refused before anything was read; carries its own status
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.routing import Match

from app.api.language import language_of
from app.service.messages import sentence
from app.service.reading import MalformedJson
from app.service.refusal import Busy, Fault, Refusal
from app.service.results import to_bytes

MEDIA_TYPE = "application/problem+json"
_CODES = {404: "not_found", 405: "method_not_allowed"}
_UNREAD_BODY = {408, 413}
"""Statuses after which the rest of the request is not worth reading: the connection is closed."""


class EdgeRefusal(Refusal):
    """A request refused for what it is, not for what it says: too large, a foreign host, no such format."""

    def __init__(self, status: int, code: str, **arguments: Any) -> None:
        self.status = status
        super().__init__([Fault(pointer="", code=code, arguments=arguments)])


def status_of(refusal: Refusal) -> int:
    """The HTTP status of a refusal."""
    if isinstance(refusal, EdgeRefusal):
        return refusal.status
    if isinstance(refusal, Busy):
        return 429
    return 400 if isinstance(refusal, MalformedJson) else 422


def problem_of(refusal: Refusal, language: str) -> dict[str, Any]:
    """The problem document of a refusal, in `language`."""
    errors = [_error(fault, language) for fault in refusal.faults]
    return {
        "type": "about:blank",
        "title": sentence(language, "problem.title"),
        "status": status_of(refusal),
        "detail": errors[0]["message"],
        "code": refusal.code,
        "errors": errors,
    }


def answer_of(refusal: Refusal, language: str, headers: Mapping[str, str] | None = None) -> Response:
    """The problem document of a refusal as a response."""
    more = {"Cache-Control": "no-store", "Content-Language": language} | dict(headers or {})
    if isinstance(refusal, Busy):
        more["Retry-After"] = str(refusal.seconds)
    if status_of(refusal) in _UNREAD_BODY:
        more["Connection"] = "close"
    return Response(to_bytes(problem_of(refusal, language)), status_of(refusal), more, MEDIA_TYPE)


async def answer_refusal(request: Request, error: Exception) -> Response:
    """Exception handler for refusals."""
    assert isinstance(error, Refusal)
    request.app.state.metrics.refusals.labels(error.code).inc()
    return answer_of(error, language_of(request))


async def answer_http_error(request: Request, error: Exception) -> Response:
    """Exception handler for what routing itself refuses: no such path, no such method."""
    assert isinstance(error, HTTPException)
    refusal = EdgeRefusal(error.status_code, _CODES.get(error.status_code, "not_found"))
    headers = dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = ", ".join(sorted(_methods_at(request)))
    return answer_of(refusal, language_of(request), headers)


def _methods_at(request: Request) -> set[str]:
    """Every method that some route has at this path; routing itself tells only those of the first one."""
    methods: set[str] = set()
    for route in request.app.routes:
        for method in ("GET", "POST"):
            if route.matches({**request.scope, "method": method})[0] is Match.FULL:
                methods |= {"GET", "HEAD"} if method == "GET" else {method}
    return methods


def _error(fault: Fault, language: str) -> dict[str, Any]:
    error: dict[str, Any] = {"pointer": fault.pointer, "code": fault.code, "message": fault.message(language)}
    error |= {"position": fault.position, "length": fault.length, "hint": fault.hint_text(language)}
    if fault.fix is not None:
        start, length, replacement = fault.fix
        error["fix"] = {"position": start, "length": length, "replacement": replacement}
    return error
