"""Routes of the catalogues and of formulas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.api.guard import read_body
from app.api.language import language_of
from app.api.problems import problem_of
from app.api.schemas import PROBLEMS, body_of
from app.service.catalogues import limits, optimizer_catalogue, schedule_catalogue
from app.service.experiment import TypedObjective
from app.service.expressions import described_expression
from app.service.objectives import objective_catalogue
from app.service.presets import presets
from app.service.reading import read_json
from app.service.refusal import Refusal
from app.service.results import to_bytes

router = APIRouter(responses=PROBLEMS)


_HEADERS = {"Vary": "Accept-Language", "Cache-Control": "no-cache"}
"""Catalogues change with the version and with the caller's language."""


def _json(value: Any) -> Response:
    return Response(to_bytes(value), headers=_HEADERS, media_type="application/json")


async def _catalogue(request: Request, name: str, catalogue: Callable[[str], list[dict[str, Any]]]) -> Response:
    """A catalogue that takes a tenth of a second where it is wanted before it is built."""
    language = language_of(request)
    return _json({name: await request.app.state.computing.run(lambda: catalogue(language))})


@router.get("/objectives", tags=["catalogues"])
async def list_objectives(request: Request) -> Response:
    """Every test function: formula, domain, start, known minima, traits, source."""
    return await _catalogue(request, "objectives", objective_catalogue)


@router.get("/optimizers", tags=["catalogues"])
async def list_optimizers(request: Request) -> Response:
    """Every optimizer: its rule, and the JSON Schema of its hyperparameters."""
    return await _catalogue(request, "optimizers", optimizer_catalogue)


@router.get("/schedules", tags=["catalogues"])
async def list_schedules(request: Request) -> Response:
    """Every learning-rate schedule, with the JSON Schema of its settings."""
    return await _catalogue(request, "schedules", schedule_catalogue)


@router.get("/presets", tags=["catalogues"])
async def list_presets(request: Request) -> Response:
    """The gallery: experiments worth seeing, each with one sentence why, and the token of its permalink."""
    language, state = language_of(request), request.app.state
    return _json({"presets": await state.computing.run(lambda: presets(language, state.settings))})


@router.get("/limits", tags=["catalogues"])
async def list_limits(request: Request) -> Response:
    """What this server refuses to exceed."""
    return _json({"limits": limits(request.app.state.settings)})


@router.post("/expressions", tags=["formulas"], openapi_extra=body_of(TypedObjective))
async def explain_expression(request: Request) -> Response:
    """What a formula means: canonical text, names, typeset forms, traits, a domain and a start; or why it is refused."""
    body = await read_body(request)
    language = language_of(request)
    answer = await request.app.state.computing.run(lambda: to_bytes(described_expression(read_json(body), language)))
    return Response(answer, media_type="application/json")


@router.post("/expression-checks", tags=["formulas"], openapi_extra=body_of(TypedObjective))
async def check_while_typing(request: Request) -> Response:
    """The same for an editor: half a formula is no error there, so a refusal is an answer too, `{"problem": …}`."""
    body = await read_body(request)
    language = language_of(request)

    def checked() -> dict[str, Any]:
        try:
            return {"problem": None, "expression": described_expression(read_json(body), language)}
        except Refusal as refusal:
            return {"problem": problem_of(refusal, language), "expression": None}

    return Response(await request.app.state.computing.run(lambda: to_bytes(checked())), media_type="application/json")
