"""Routes of trajectories: an experiment in, the whole result out, in the form the caller wants."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from hashlib import sha256
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response, StreamingResponse

from app.api.guard import read_body
from app.api.language import language_of
from app.api.negotiation import MEDIA_TYPES, wanted_format
from app.api.schemas import PROBLEMS, SHORT_FORM_PARAMETERS, answer_of, body_of, form_parameters
from app.service.computing import Computing
from app.service.experiment import Experiment
from app.service.frames import finished_message, frame_message, recorded_runs, started_message
from app.service.preparation import Prepared, prepare
from app.service.race import Leg, endings
from app.service.reading import read_json
from app.service.results import FORMS, Result, collect, to_bytes
from app.service.short_form import expand, read_query
from app.service.token import read_token
from app.settings import Settings

_ANSWER = answer_of(
    "Trajectory", "Columns of every run, one entry per recorded step; step 0 is the start.", MEDIA_TYPES
)
_Token = Annotated[str, Path(description="The last part of a permalink")]
_FORM_PARAMETERS = form_parameters(MEDIA_TYPES)
router = APIRouter(tags=["trajectories"], responses=_ANSWER | PROBLEMS)

_FOR_EVER = "public, max-age=31536000, immutable"
_NOT_EXPERIMENT = {"format", "lang"}


@router.post("/trajectories", openapi_extra=body_of(Experiment) | {"parameters": _FORM_PARAMETERS})
async def run_experiment(request: Request) -> Response:
    """Run an experiment and answer every recorded step of every run."""
    body = await read_body(request)
    return await _answer(request, lambda: read_json(body))


@router.get("/trajectories", openapi_extra={"parameters": SHORT_FORM_PARAMETERS + _FORM_PARAMETERS})
async def run_short_form(request: Request) -> Response:
    """Run an experiment given in one line, for curl and pandas.

    `objective` (or `expression`), `optimizer`, `start`, `steps`, `seed`, `noise`, `schedule` and `schedule.…`; single letters
    are the function's parameters, every other name is a hyperparameter of the optimizer.
    """
    query = request.scope["query_string"].decode("utf-8", "replace")

    def read() -> Any:
        return expand({name: value for name, value in read_query(query).items() if name not in _NOT_EXPERIMENT})

    return await _answer(request, read)


@router.get("/trajectories/{token}", openapi_extra={"parameters": _FORM_PARAMETERS})
async def rerun_permalink(request: Request, token: _Token) -> Response:
    """The result that a permalink names: the token holds the whole experiment."""
    return await _answer(request, lambda: read_token(token, request.app.state.settings))


async def _answer(request: Request, read: Callable[[], Any]) -> Response:
    form = wanted_format(request)
    settings: Settings = request.app.state.settings
    computing: Computing = request.app.state.computing
    prepared = await computing.run(lambda: prepare(read(), settings))
    request.app.state.metrics.experiments.labels(form).inc()
    headers = {"Vary": "Accept, Accept-Language"}
    if prepared.permalink is not None:
        headers["Content-Location"] = prepared.permalink
    if form == "ndjson":
        lines = _ndjson(request, prepared, language_of(request))
        return StreamingResponse(lines, media_type=MEDIA_TYPES[form], headers=headers | {"Cache-Control": "no-store"})
    with computing.holding(prepared.rows):
        result = await _raced(request, prepared)
        return Response(status_code=499) if result is None else await _whole(request, result, form, headers)


async def _raced(request: Request, prepared: Prepared) -> Result | None:
    """The result, or None if the caller has left before it was there."""
    computing: Computing = request.app.state.computing
    advances: list[list[Leg]] = []
    async for turn in computing.race(prepared):
        advances += turn
        if await request.is_disconnected():
            return None
    result = await computing.run(lambda: collect(prepared, advances))
    request.app.state.metrics.steps.inc(sum(len(run.columns) - 1 for run in result.runs))
    return result


async def _whole(request: Request, result: Result, form: str, headers: dict[str, str]) -> Response:
    computing: Computing = request.app.state.computing
    parts = FORMS[form](result, language_of(request))
    digest = sha256()
    made: list[bytes] = []

    def make_next() -> bool:
        part = next(parts, None)
        if part is not None:
            digest.update(part)
            made.append(part)
        return part is not None

    while await computing.run(make_next):
        pass
    if not result.is_repeatable:
        return Response(b"".join(made), headers=headers | {"Cache-Control": "no-store"}, media_type=MEDIA_TYPES[form])
    tag = f'"{digest.hexdigest()[:32]}"'
    headers |= {"ETag": tag, "Cache-Control": _FOR_EVER}
    if request.method == "GET" and _is_named(tag, request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers=headers)
    return Response(b"".join(made), headers=headers, media_type=MEDIA_TYPES[form])


def _is_named(tag: str, wanted: str) -> bool:
    """Whether an `If-None-Match` header names `tag` (RFC 9110, 13.1.2: weak comparison)."""
    listed = [entry.strip().removeprefix("W/") for entry in wanted.split(",")]
    return tag in listed or listed == ["*"]


async def _ndjson(request: Request, prepared: Prepared, language: str) -> AsyncIterator[bytes]:
    """The messages of the socket, one a line, as they are computed."""
    computing: Computing = request.app.state.computing
    yield to_bytes(started_message(prepared)) + b"\n"
    async for turn in computing.race(prepared):
        request.app.state.metrics.steps.inc(sum(len(leg.columns) for legs in turn for leg in legs))
        yield await computing.run(lambda turn=turn: _lines(turn, prepared, language))  # type: ignore[misc]


def _lines(turn: list[list[Leg]], prepared: Prepared, language: str) -> bytes:
    lines: list[bytes] = []
    for legs in turn:
        messages = [finished_message(run, outcome, language) for run, outcome in endings(legs)]
        if runs := recorded_runs(legs, prepared):
            messages.insert(0, frame_message(runs))
        lines += [to_bytes(message) + b"\n" for message in messages]
    return b"".join(lines)
