"""Routes of learning problems: the data, and looks into models in training. They keep nothing: the experiment says it all."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.api.guard import read_body
from app.api.language import language_of
from app.api.negotiation import wanted_format
from app.api.problems import problem_of
from app.api.progress import HEADERS, answer_in_pieces
from app.api.schemas import PROBLEMS, body_of, form_parameters
from app.service.batch_gradients import BatchGradientsDocument, batch_gradients, read_batch_gradients
from app.service.batches import BatchesDocument, batches
from app.service.checkpoints import Checkpoints
from app.service.datasets.catalogue import dataset_catalogue
from app.service.examples import ExamplesDocument, examples
from app.service.learning_catalogues import initializer_catalogue, loss_catalogue, model_catalogue
from app.service.learning_rates import LearningRatesDocument, learning_rates
from app.service.looks import (
    ActivationsDocument,
    GradientCheckDocument,
    activations,
    gradient_check,
    read_activations,
    read_gradient_check,
)
from app.service.predictions import PredictionsDocument, predictions, read_predictions
from app.service.reading import read_json
from app.service.refusal import Refusal
from app.service.results import to_bytes
from app.service.work import quiet
from app.settings import Settings

router = APIRouter(tags=["learning"], responses=PROBLEMS)
_FORMS = ("json", "ndjson")
_PARAMETERS = form_parameters(_FORMS)
_CATALOGUE_HEADERS = {"Vary": "Accept-Language", "Cache-Control": "no-cache"}


@router.get("/models")
async def list_models(request: Request) -> Response:
    """Every model: its rule, and the JSON Schema of its settings."""
    return _listed({"models": model_catalogue(language_of(request))})


@router.get("/losses")
async def list_losses(request: Request) -> Response:
    """Every loss, with the JSON Schema of its settings."""
    return _listed({"losses": loss_catalogue(language_of(request))})


@router.get("/initializers")
async def list_initializers(request: Request) -> Response:
    """Every rule for the weights with which training starts."""
    return _listed({"initializers": initializer_catalogue(language_of(request))})


@router.get("/datasets")
async def list_datasets(request: Request) -> Response:
    """Every data set: what it holds, whether it is there, and the JSON Schema of its settings."""
    return _listed({"datasets": dataset_catalogue(language_of(request), request.app.state.settings)})


@router.post("/examples", openapi_extra=body_of(ExamplesDocument))
async def show_examples(request: Request) -> Response:
    """The examples of a data set, as a model sees them."""
    body = await read_body(request)
    settings = request.app.state.settings
    answer = await request.app.state.computing.run(lambda: to_bytes(examples(read_json(body), settings)))
    return Response(answer, media_type="application/json", headers=HEADERS)


@router.post("/predictions", openapi_extra=body_of(PredictionsDocument) | {"parameters": _PARAMETERS})
async def predict(request: Request) -> Response:
    """What the models answer at a step of their training: on a grid over the features, or of every example.

    The step is computed as `/trajectories` would; one that was passed lately is found again at once.
    """
    return await _look(request, read_predictions, predictions)


@router.post("/batches", openapi_extra=body_of(BatchesDocument))
async def show_batches(request: Request) -> Response:
    """Which examples the steps of an epoch see, in order."""
    body = await read_body(request)
    settings = request.app.state.settings
    answer = await request.app.state.computing.run(lambda: to_bytes(batches(read_json(body), settings)))
    return Response(answer, media_type="application/json", headers=HEADERS)


@router.post("/learning-rates", openapi_extra=body_of(LearningRatesDocument))
async def suggest_rates(request: Request) -> Response:
    """By the name of an optimizer, a learning rate to begin with, from the curvature where training begins.

    For an editor: a problem that cannot be learned yet is no error there, so a refusal is an answer too, `{"problem": …}`.
    """
    body = await read_body(request)
    state = request.app.state
    try:
        pieces = quiet(learning_rates(read_json(body), state.settings), 0.0)
        found = await state.computing.finish(pieces, request.is_disconnected)
        answer = {"problem": None} | (found or {})  # nobody reads the answer to a caller who has left
    except Refusal as refusal:
        answer = {"problem": problem_of(refusal, language_of(request)), "curvature": None, "rates": {}}
    return Response(to_bytes(answer), media_type="application/json", headers=HEADERS)


@router.post("/activations", openapi_extra=body_of(ActivationsDocument) | {"parameters": _PARAMETERS})
async def show_activations(request: Request) -> Response:
    """Histograms of what the units of every layer answer, and of what comes back to them."""
    return await _look(request, read_activations, activations)


@router.post("/gradient-checks", openapi_extra=body_of(GradientCheckDocument) | {"parameters": _PARAMETERS})
async def check_gradients(request: Request) -> Response:
    """The analytic gradient against differences, per group of parameters, over a range of distances h."""
    return await _look(request, read_gradient_check, gradient_check)


@router.post("/batch-gradients", openapi_extra=body_of(BatchGradientsDocument) | {"parameters": _PARAMETERS})
async def compare_batches(request: Request) -> Response:
    """By size of a mini-batch: the mean cosine between its gradient and that of all, and measured seconds per example."""
    return await _look(request, read_batch_gradients, batch_gradients)


async def _look(
    request: Request,
    read: Callable[[Any, Settings], Any],
    compute: Callable[[Any, Checkpoints], Generator[float, None, dict[str, Any]]],
) -> Response:
    form = wanted_format(request, _FORMS)
    body = await read_body(request)
    state = request.app.state
    question = await state.computing.run(lambda: read(read_json(body), state.settings))
    pieces = compute(question, state.computing.checkpoints)
    limit_seconds = state.settings.training_seconds if question.prepared.is_training else None
    return await answer_in_pieces(request, pieces, lambda answer: answer, form == "ndjson", limit_seconds=limit_seconds)


def _listed(value: dict[str, Any]) -> Response:
    return Response(to_bytes(value), headers=_CATALOGUE_HEADERS, media_type="application/json")
