"""Routes of trajectories: an experiment in, the whole result out, in the form the caller wants."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from hashlib import sha256
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from app.api.guard import read_body
from app.api.language import language_of
from app.api.negotiation import MEDIA_TYPES, wanted_format
from app.api.schemas import PROBLEMS, TRAJECTORY_ANSWER, body_of
from app.service.computing import Computing
from app.service.experiment import Experiment
from app.service.frames import finished_messages, frame_message, started_message
from app.service.preparation import Prepared, prepare
from app.service.race import Leg
from app.service.reading import read_json
from app.service.results import Result, as_csv, as_json, as_npz, collect, permalink_of, to_bytes
from app.service.short_form import expand, read_query
from app.service.token import read_token
from app.settings import Settings

router = APIRouter(tags=["trajectories"], responses=TRAJECTORY_ANSWER | PROBLEMS)

_FOR_EVER = "public, max-age=31536000, immutable"


@router.post("/trajectories", openapi_extra=body_of(Experiment))
async def run_experiment(request: Request) -> Response:
    """Run an experiment and answer every recorded step of every run."""
    return await _answer(request, read_json(await read_body(request)))


@router.get("/trajectories")
async def run_short_form(request: Request) -> Response:
    """Run an experiment given in one line, for curl and pandas.

    `objective` (or `expression`), `optimizer`, `start`, `steps`, `seed`, `noise`, `schedule` and `schedule.…`; every other
    name is a hyperparameter of the optimizer, or the value of a letter of the formula.
    """
    pairs = read_query(request.scope["query_string"].decode("latin-1"))
    document = expand({name: value for name, value in pairs.items() if name not in {"format", "lang"}})
    return await _answer(request, document)


@router.get("/trajectories/{token}")
async def rerun_permalink(request: Request, token: str) -> Response:
    """The result that a permalink names: the token holds the whole experiment."""
    return await _answer(request, read_token(token, request.app.state.settings))


async def _answer(request: Request, document: Any) -> Response:
    form = wanted_format(request)
    settings: Settings = request.app.state.settings
    computing: Computing = request.app.state.computing
    prepared = await computing.run(lambda: prepare(document, settings))
    request.app.state.metrics.experiments.labels(form).inc()
    language = language_of(request)
    permalink = permalink_of(prepared, settings)
    headers = {"Vary": "Accept, Accept-Language"} | ({"Content-Location": permalink} if permalink else {})
    if form == "ndjson":
        lines = _ndjson(request, prepared, permalink, language)
        return StreamingResponse(lines, media_type=MEDIA_TYPES[form], headers=headers)
    advances: list[list[Leg]] = []
    async for turn in computing.race(prepared):
        advances += turn
        if await request.is_disconnected():
            return Response(status_code=499)
    result = collect(prepared, advances, settings)
    request.app.state.metrics.steps.inc(sum(len(run.columns) - 1 for run in result.runs))
    body = await computing.run(_encoder(form, result, language))
    if result.is_repeatable:
        headers |= {"ETag": f'"{sha256(body).hexdigest()[:32]}"', "Cache-Control": _FOR_EVER}
    else:
        headers |= {"Cache-Control": "no-store"}
    if headers.get("ETag") and headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=MEDIA_TYPES[form], headers=headers)


def _encoder(form: str, result: Result, language: str) -> Callable[[], bytes]:
    encoders: dict[str, Callable[[], bytes]] = {
        "json": lambda: as_json(result, language),
        "csv": lambda: b"".join(as_csv(result)),
        "npz": lambda: as_npz(result),
    }
    return encoders[form]


async def _ndjson(request: Request, prepared: Prepared, permalink: str | None, language: str) -> AsyncIterator[bytes]:
    """The messages of the socket, one a line, as they are computed."""
    computing: Computing = request.app.state.computing
    yield to_bytes(started_message(prepared, permalink)) + b"\n"
    async for turn in computing.race(prepared):
        for legs in turn:
            frame = frame_message(legs, prepared)
            messages = ([frame] if frame else []) + finished_messages(legs, language)
            request.app.state.metrics.steps.inc(sum(len(leg.columns) for leg in legs))
            yield b"".join(to_bytes(message) + b"\n" for message in messages)
