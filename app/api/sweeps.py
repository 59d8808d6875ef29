"""Routes of sweeps and tunings: many runs at once, computed in turns, ended when the caller leaves."""

from __future__ import annotations

from math import prod

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.api.guard import read_body
from app.api.language import language_of
from app.api.negotiation import MEDIA_TYPES, wanted_format
from app.api.progress import GONE, HEADERS, answer_in_pieces, wants_estimate
from app.api.schemas import ESTIMATE_PARAMETER, PROBLEMS, answer_of, body_of, form_parameters
from app.service.computing import Computing
from app.service.reading import read_json
from app.service.results import to_bytes
from app.service.sweeps import SweepDocument, compute, read_sweep
from app.service.tensors import FORMS
from app.service.tuning_answer import wire_tuning
from app.service.tunings import TuningDocument, estimate, read_tuning, search
from app.settings import Settings

router = APIRouter(tags=["sweeps"], responses=PROBLEMS)

_TUNING_FORMS = ("json", "ndjson")


@router.post(
    "/sweeps",
    responses=answer_of("Sweep", "The figure at every combination of values.", FORMS),
    openapi_extra=body_of(SweepDocument) | {"parameters": form_parameters(FORMS)},
)
async def sweep_experiment(request: Request) -> Response:
    """One figure of a run for every combination of values on some axes: learning rates, starts, any number of the experiment.

    Many runs are computed as one array. `values` and each of `evaluations` are nested lists in the order of the axes, null
    where a run diverged, or never reached the tolerance.
    """
    form = wanted_format(request, tuple(FORMS))
    body = await read_body(request)
    settings: Settings = request.app.state.settings
    computing: Computing = request.app.state.computing
    question = await computing.run(lambda: read_sweep(read_json(body), settings))
    with computing.holding(prod(question.shape)):
        request.app.state.metrics.experiments.labels("sweep").inc()
        limit_seconds = settings.training_seconds if question.base.is_training else None
        tensor = await computing.finish(compute(question, settings), request.is_disconnected, limit_seconds)
        if tensor is None:
            return Response(status_code=GONE)
        parts = FORMS[form](tensor)
        made: list[bytes] = []
        while (part := await computing.run(lambda: next(parts, None))) is not None:
            made.append(part)
    return Response(b"".join(made), headers=HEADERS, media_type=MEDIA_TYPES[form])


@router.post(
    "/tunings",
    responses=answer_of("Tuning", "The best rates, and how they were found.", _TUNING_FORMS),
    openapi_extra=body_of(TuningDocument) | {"parameters": [*form_parameters(_TUNING_FORMS), ESTIMATE_PARAMETER]},
)
async def tune_experiment(request: Request) -> Response:
    """A fair race: for every run the learning rate that serves it best within a budget of evaluations.

    The answer holds the experiment with those rates, the curve of the figure over the rates that were tried, what the search
    spent, and the protocol in words. Optimizers without a learning rate stay as they are. As ndjson, lines of type
    `progress` with the `share` that is done come before the one of type `answer`; whoever leaves ends the search.
    """
    language, form = language_of(request), wanted_format(request, _TUNING_FORMS)
    body = await read_body(request)
    settings: Settings = request.app.state.settings
    computing: Computing = request.app.state.computing
    document, race = await computing.run(lambda: read_tuning(read_json(body), settings))
    if wants_estimate(request):
        return Response(to_bytes({"seconds": estimate(document, race)}), headers=HEADERS, media_type="application/json")
    request.app.state.metrics.experiments.labels("tuning").inc()
    pieces = search(document, race, settings)
    return await answer_in_pieces(request, pieces, lambda tuning: wire_tuning(tuning, language), form == "ndjson")
