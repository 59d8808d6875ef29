"""Routes of landscapes: slices of anything with a loss, maps of basins, spectra of the curvature."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.api.guard import read_body
from app.api.language import language_of
from app.api.negotiation import wanted_format
from app.api.progress import HEADERS, answer_in_pieces, wants_estimate
from app.api.schemas import ESTIMATE_PARAMETER, PROBLEMS, answer_of, body_of, form_parameters
from app.service.basins import BasinsDocument, Mapper, read_basins, wire_basins
from app.service.catalogues import direction_catalogue
from app.service.computing import Computing
from app.service.cutting import Cutter
from app.service.landscape_estimates import estimate_basins, estimate_slice, estimate_spectra
from app.service.reading import read_json
from app.service.results import to_bytes
from app.service.slice_answer import wire_picture, wire_slice
from app.service.slice_document import SliceDocument
from app.service.slices import read_slice
from app.service.spectra import SpectrumDocument, compute_spectra, read_spectrum, wire_spectra
from app.settings import Settings

router = APIRouter(tags=["landscapes"], responses=PROBLEMS)

_FORMS = ("json", "ndjson")
_SOON_SECONDS = 0.5
"""A map that comes sooner needs no coarser one before it."""
_PARAMETERS = form_parameters(_FORMS)
_CATALOGUE_HEADERS = {"Vary": "Accept-Language", "Cache-Control": "no-cache"}


@router.get("/directions")
async def list_directions(request: Request) -> Response:
    """Every kind of direction along which a slice can cut, with the JSON Schema of its settings."""
    directions = to_bytes({"directions": direction_catalogue(language_of(request))})
    return Response(directions, headers=_CATALOGUE_HEADERS, media_type="application/json")


@router.post(
    "/slices",
    responses=answer_of("Slice", "The loss on a line or a plane, and how far the picture can be believed.", _FORMS),
    openapi_extra=body_of(SliceDocument) | {"parameters": [*_PARAMETERS, ESTIMATE_PARAMETER]},
)
async def take_slice(request: Request) -> Response:
    """The loss, and other figures, on a line or a plane through the space of any objective.

    `loss[j][i]` stands at origin + `axes[0][i]`·d₁ + `axes[1][j]`·d₂, on a line `loss[i]`; other figures likewise. Directions
    are those of `GET /directions`, or vectors; origin and points are lists of coordinates, `{"parameters": […]}`, or where a
    run stands, `{"experiment", "run", "step"}`. With `trajectories` runs are projected on the slice: `coordinates`, `distance`
    from the plane, true `loss` and `loss_on_plane` of each step; `warnings` say where the picture misleads. With `strip` the
    slice is a line at each of several steps of a run.

    As ndjson, lines of type `picture` come first, each a whole coarser slice with `estimate_seconds` for the rest, the very
    first of very many data being that of some `examples` alone; then the one of type `answer`. Whoever leaves ends the
    computation.
    """
    language, form = language_of(request), wanted_format(request, _FORMS)
    body = await read_body(request)
    settings: Settings = request.app.state.settings
    computing: Computing = request.app.state.computing
    question = await computing.run(lambda: read_slice(read_json(body), settings))
    if wants_estimate(request):
        return _seconds(estimate_slice(question))
    request.app.state.metrics.experiments.labels("slice").inc()
    cutter = Cutter(question, computing.checkpoints)
    return await answer_in_pieces(
        request,
        cutter.pieces(),
        lambda cut: wire_slice(cut, question, language),
        form == "ndjson",
        limit_seconds=settings.training_seconds if question.is_learning else None,
        glimpse=lambda: wire_picture(cutter),
    )


@router.post(
    "/basins",
    responses=answer_of("Basins", "Which start ends where, and in how many steps.", _FORMS),
    openapi_extra=body_of(BasinsDocument) | {"parameters": [*_PARAMETERS, ESTIMATE_PARAMETER]},
)
async def show_basins(request: Request) -> Response:
    """A map over the start: which minimum each start of a grid leads to, and after how many steps, with any optimizer.

    `basin[j][i]` is the number of a place in `places`, null where a run diverged or ended where no minimum is known and the
    slope is not flat; `step[j][i]` is the step at which the gradient was at most `gradient_norm`, or the last one. Places are
    the known minima in the order of the catalogue, then those that were found, the most frequent first.

    As ndjson, what takes longer than a moment is preceded by lines of type `picture`, each a whole coarser map.
    """
    form = wanted_format(request, _FORMS)
    body = await read_body(request)
    settings: Settings = request.app.state.settings
    question = await request.app.state.computing.run(lambda: read_basins(read_json(body), settings))
    seconds = estimate_basins(question)
    if wants_estimate(request):
        return _seconds(seconds)
    request.app.state.metrics.experiments.labels("basins").inc()
    mapper = Mapper(question, is_coarse_first=form == "ndjson" and seconds > _SOON_SECONDS)
    return await answer_in_pieces(
        request,
        mapper.pieces(),
        wire_basins,
        form == "ndjson",
        glimpse=lambda: None if (found := mapper.news()) is None else wire_basins(found),
    )


@router.post(
    "/spectra",
    responses=answer_of("Spectrum", "The largest and smallest curvatures, at a point or along a run.", _FORMS),
    openapi_extra=body_of(SpectrumDocument) | {"parameters": [*_PARAMETERS, ESTIMATE_PARAMETER]},
)
async def show_spectrum(request: Request) -> Response:
    """The extreme eigenvalues of the Hessian of any objective, by Lanczos on Hessian-vector products.

    At the origin, or along a run: there `largest[k][0]`, the sharpness, stands beside `bound[k]` = 2/η, the curvature that
    gradient descent with the learning rate of that step bears. Full-batch descent drives the sharpness up to it: the edge of
    stability.
    """
    form = wanted_format(request, _FORMS)
    body = await read_body(request)
    settings: Settings = request.app.state.settings
    computing: Computing = request.app.state.computing
    question = await computing.run(lambda: read_spectrum(read_json(body), settings))
    if wants_estimate(request):
        return _seconds(estimate_spectra(question))
    request.app.state.metrics.experiments.labels("spectrum").inc()
    return await answer_in_pieces(
        request,
        compute_spectra(question, computing.checkpoints),
        lambda readings: wire_spectra(readings, question),
        form == "ndjson",
        limit_seconds=settings.training_seconds if question.is_learning else None,
    )


def _seconds(seconds: float) -> Response:
    """The answer to those who only ask how long it will take."""
    return Response(to_bytes({"seconds": seconds}), headers=HEADERS, media_type="application/json")
