"""Progress: a long computation answered as lines, first how much of it is done, at last its answer.

Lines (NDJSON):  {"type": "progress", "share": 0.42}     whenever it has grown; from 0 to 1
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
) -> Response:
    """What the computation answers, as JSON by `write`: at once, or with its progress as lines before it."""
    if is_streamed:
        return StreamingResponse(_lines(request, pieces, write), media_type=MEDIA_TYPES["ndjson"], headers=HEADERS)
    computing: Computing = request.app.state.computing
    answer = await computing.finish(pieces, request.is_disconnected)
    if answer is None:
        return Response(status_code=GONE)
    body = await computing.run(lambda: to_bytes(write(answer)))
    return Response(body, headers=HEADERS, media_type=MEDIA_TYPES["json"])


async def _lines(
    request: Request, pieces: Generator[float, None, Answer], write: Callable[[Answer], dict[str, Any]]
) -> AsyncIterator[bytes]:
    computing: Computing = request.app.state.computing
    work = Work(pieces)
    told = 0.0
    yield _line("progress", {"share": told})
    try:
        async with aclosing(computing.shares(work)) as shares:
            async for share in shares:
                if share >= told + _FINEST:
                    told = share
                    yield _line("progress", {"share": round(told, 4)})
    except Refusal as refusal:
        request.app.state.metrics.refusals.labels(refusal.code).inc()
        yield _line("error", {"problem": problem_of(refusal, language_of(request))})
        return
    yield await computing.run(lambda: _line("answer", write(work.answer)))


def _line(kind: str, document: dict[str, Any]) -> bytes:
    return to_bytes({"type": kind} | document) + b"\n"
