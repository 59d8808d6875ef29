"""Schemas for the API's own description (OpenAPI 3.1), taken from the documents that check the input."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from app.api.landscape_schemas import BASINS, SLICE, SPECTRUM
from app.api.negotiation import MEDIA_TYPES
from app.api.sweep_schemas import SWEEP, TUNING
from app.service.basins import BasinsDocument
from app.service.batch_gradients import BatchGradientsDocument
from app.service.batches import BatchesDocument
from app.service.examples import ExamplesDocument
from app.service.experiment import Experiment, TypedObjective
from app.service.learning_rates import LearningRatesDocument
from app.service.looks import ActivationsDocument, GradientCheckDocument
from app.service.messages import LANGUAGES
from app.service.predictions import PredictionsDocument
from app.service.slice_document import SliceDocument
from app.service.spectra import SpectrumDocument
from app.service.sweeps import SweepDocument
from app.service.tunings import TuningDocument

_TEMPLATE = "#/components/schemas/{model}"
_DOCUMENTS: tuple[type[BaseModel], ...] = (
    Experiment,
    SliceDocument,
    BasinsDocument,
    SpectrumDocument,
    SweepDocument,
    TuningDocument,
    TypedObjective,
    ExamplesDocument,
    BatchesDocument,
    LearningRatesDocument,
    PredictionsDocument,
    ActivationsDocument,
    GradientCheckDocument,
    BatchGradientsDocument,
)

_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code", "errors"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "code", "message"],
                "properties": {
                    "pointer": {"type": "string", "description": "JSON Pointer into the request's document"},
                    "code": {"type": "string", "description": "Stable; messages are for people and may change"},
                    "message": {"type": "string"},
                    "position": {"type": ["integer", "null"], "description": "First character in the typed formula"},
                    "length": {"type": ["integer", "null"]},
                    "hint": {"type": ["string", "null"]},
                    "fix": {
                        "type": "object",
                        "properties": {
                            "position": {"type": "integer"},
                            "length": {"type": "integer"},
                            "replacement": {"type": "string"},
                        },
                    },
                },
            },
        },
    },
}
_NUMBERS = {"type": "array", "items": {"type": ["number", "null"]}}
_TRAJECTORY = {
    "type": "object",
    "required": ["experiment", "permalink", "runs"],
    "properties": {
        "experiment": {"$ref": "#/components/schemas/Experiment"},
        "permalink": {"type": ["string", "null"]},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["label", "outcome", "step", "loss"],
                "properties": {
                    "label": {"type": "string"},
                    "outcome": {
                        "type": "object",
                        "required": ["status", "reason", "message", "step"],
                        "properties": {
                            "status": {"enum": ["converged", "step_limit", "diverged", "budget", "cancelled"]},
                            "reason": {
                                "type": "string",
                                "description": "A stable code: diverged because the function is `undefined` where the run "
                                "went (it left its domain), or because its value is `not_finite`.",
                            },
                            "message": {"type": "string"},
                            "step": {"type": "integer"},
                        },
                    },
                    "step": {"type": "array", "items": {"type": "integer"}},
                    "position": {"type": "array", "items": _NUMBERS},
                    "loss": _NUMBERS,
                    "gradient_norm": _NUMBERS,
                    "learning_rate": _NUMBERS,
                    "value_evaluations": {"type": "array", "items": {"type": "integer"}},
                    "gradient_evaluations": {"type": "array", "items": {"type": "integer"}},
                },
            },
        },
    },
}


def _problem(description: str) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": description, "content": content}


PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: _problem("Unreadable JSON, or a host this server does not answer for."),
    403: _problem("Pages of this origin may not compute here."),
    406: _problem("No such format."),
    408: _problem("The body did not arrive in time."),
    413: _problem("The body is too large."),
    422: _problem("A value is refused; `errors` says which, where and why."),
    429: _problem("Too much is being computed; `Retry-After` says when to ask again."),
}

_BY_NAME: dict[str, tuple[str, str]] = {
    "objective": ("string", "A function of the catalogue"),
    "expression": ("string", "A typed formula instead; a plus is a plus"),
    "optimizer": ("string", "One or more names, with commas between"),
    "learning_rate": ("number", "Like every other hyperparameter: for each optimizer named"),
    "start": ("string", "Coordinates, with commas between"),
    "steps": ("integer", "Updates in each run"),
    "seed": ("integer", "Seed of the gradient noise"),
    "noise": ("number", "Standard deviation of the gradient noise"),
    "domain": ("string", "For a typed formula: lower and upper bound per coordinate, with commas between"),
    "schedule": ("string", "A learning-rate schedule; its settings as schedule.t_max and so on"),
}


def _query(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": description}


SHORT_FORM_PARAMETERS = [_query(name, {"type": kind}, text) for name, (kind, text) in _BY_NAME.items()]
ESTIMATE_PARAMETER = _query(
    "estimate", {"type": "boolean"}, "Answer only about how many `seconds` it will compute; nothing is computed"
)
LANGUAGE_PARAMETER = _query("lang", {"enum": list(LANGUAGES)}, "Language of messages; or the Accept-Language header")


def form_parameters(forms: Iterable[str]) -> list[dict[str, Any]]:
    """The parameters of an operation that answers in several forms."""
    return [_query("format", {"enum": list(forms)}, "Form of the result; or the Accept header"), LANGUAGE_PARAMETER]


def answer_of(schema: str, description: str, forms: Iterable[str] = ("json",)) -> dict[int | str, dict[str, Any]]:
    """What an operation answers: JSON of a schema below, and other forms as they are."""
    content: dict[str, Any] = {MEDIA_TYPES[form]: {"schema": {"type": "string"}} for form in forms}
    content["application/json"] = {"schema": {"$ref": _TEMPLATE.format(model=schema)}}
    return {200: {"description": description, "content": content}}


def body_of(model: type[BaseModel]) -> dict[str, Any]:
    """The request body of an operation that reads its document by itself."""
    schema = {"$ref": _TEMPLATE.format(model=model.__name__)}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document of `app`, with the schemas of all documents."""
    if app.openapi_schema is None:
        document = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        _, definitions = models_json_schema([(model, "validation") for model in _DOCUMENTS], ref_template=_TEMPLATE)
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        schemas |= definitions["$defs"] | {
            "Problem": _PROBLEM,
            "Trajectory": _TRAJECTORY,
            "Slice": SLICE,
            "Basins": BASINS,
            "Spectrum": SPECTRUM,
            "Sweep": SWEEP,
            "Tuning": TUNING,
        }
        if app.root_path:
            document["servers"] = [{"url": app.root_path}]
        app.openapi_schema = document
    return app.openapi_schema
