"""Progress: a long computation answered as lines, first how much of it is done, at last its answer.

Lines (NDJSON):  {"type": "progress", "share": 0.42}     whenever it has grown; from 0 to 1
                 {"type": "picture", …}                  where there is something to see on the way
                 {"type": "answer", …}                   the same document that plain JSON answers
                 {"type": "error", "problem": {…}}       instead of it, where time ran out
A caller that leaves ends the computation at its next turn.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Generator
from contextlib import aclosing
from typing import Any, TypeVar

from fastapi import Request
from fastapi.responses import Response, StreamingResponse

from app.api.language import language_of
from app.api.negotiation import MEDIA_TYPES
from app.api.problems import problem_of
from app.service.computing import Computing
from app.service.refusal import Refusal
from app.service.results import to_bytes
from app.service.work import Work

Answer = TypeVar("Answer")

HEADERS = {"Vary": "Accept, Accept-Language", "Cache-Control": "no-store"}
GONE = 499
"""The status for nobody: the caller has left."""
_FINEST = 0.005
"""Shares closer together than this are not worth a line."""


def wants_estimate(request: Request) -> bool:
    """Whether the caller only asks how long it will take."""
    return request.query_params.get("estimate") == "true"


async def answer_in_pieces(
    request: Request,
    pieces: Generator[float, None, Answer],
    write: Callable[[Answer], dict[str, Any]],
    is_streamed: bool,
    *,
    limit_seconds: float | None = None,
    glimpse: Callable[[], dict[str, Any] | None] = lambda: None,
) -> Response:
    """What the computation answers, as JSON by `write`: at once, or with its progress as lines before it.

    It may compute for `limit_seconds`, else as long as an experiment may. `glimpse` tells what is new to see, if anything is.
    """
    if is_streamed:
        lines = _lines(request, Work(pieces, limit_seconds), write, glimpse)
        return StreamingResponse(lines, media_type=MEDIA_TYPES["ndjson"], headers=HEADERS)
    computing: Computing = request.app.state.computing
    answer = await computing.finish(pieces, request.is_disconnected, limit_seconds)
    if answer is None:
        return Response(status_code=GONE)
    body = await computing.run(lambda: to_bytes(write(answer)))
    return Response(body, headers=HEADERS, media_type=MEDIA_TYPES["json"])


async def _lines(
    request: Request,
    work: Work[Answer],
    write: Callable[[Answer], dict[str, Any]],
    glimpse: Callable[[], dict[str, Any] | None],
) -> AsyncIterator[bytes]:
    computing: Computing = request.app.state.computing
    told = 0.0
    yield _line("progress", {"share": told})
    try:
        async with aclosing(computing.shares(work)) as shares:
            async for share in shares:
                seen = await computing.run(lambda: _seen(glimpse()))
                if seen:
                    yield seen
                if share >= told + _FINEST:
                    told = share
                    yield _line("progress", {"share": round(told, 4)})
    except Refusal as refusal:
        request.app.state.metrics.refusals.labels(refusal.code).inc()
        yield _line("error", {"problem": problem_of(refusal, language_of(request))})
        return
    yield await computing.run(lambda: _line("answer", write(work.answer)))


def _seen(picture: dict[str, Any] | None) -> bytes:
    return b"" if picture is None else _line("picture", picture)


def _line(kind: str, document: dict[str, Any]) -> bytes:
    return to_bytes({"type": kind} | document) + b"\n"
