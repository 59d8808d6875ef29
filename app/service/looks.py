"""Looks into a model in training: the activity of its layers, and a check of its gradient."""

from __future__ import annotations

import dataclasses
from collections.abc import Generator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field

from app.engine.activity import summaries
from app.engine.gradient_check import Differencing, check_gradient, piece_count, value_count
from app.engine.model_objective import ModelObjective
from app.service.checkpoints import Checkpoints
from app.service.places import PlaceDocument, check_run, places, prepared_training
from app.service.preparation import Prepared, prepare_within
from app.service.reading import read_document
from app.service.refusal import TooMuchWork
from app.settings import Settings

_DISTANCES = [10.0**-power for power in range(1, 11)]


class ActivationsDocument(PlaceDocument):
    """Whose layers, when, and how finely counted."""

    bins: Annotated[int, Field(ge=1, le=400)] = Field(40, description="Bins of every histogram.")
    examples: Annotated[int, Field(ge=1, le=100_000)] = Field(1000, description="Of the training part, at most.")


class GradientCheckDocument(PlaceDocument):
    """Whose gradient, where, and how it is checked."""

    h: Annotated[list[Annotated[float, Field(gt=0, le=1)]], Field(min_length=1, max_length=32)] = Field(
        _DISTANCES, description="Distances between the points compared."
    )
    methods: Annotated[list[Literal["forward", "central"]], Field(min_length=1, max_length=2)] = Field(
        ["forward", "central"], description="f(x + h) − f(x) over h, or f(x + h) − f(x − h) over 2h."
    )
    parameters_per_group: Annotated[int, Field(ge=1)] | None = Field(
        50, description="So many of each group, drawn with the experiment's seed; null is all of them."
    )


@dataclass(frozen=True)
class Look:
    """A document of either kind that makes sense."""

    document: Any
    prepared: Prepared


def read_activations(value: Any, settings: Settings) -> Look:
    """The question that a document asks; raises Refusal before anything is computed."""
    document = read_document(ActivationsDocument, value)
    prepared, _ = prepared_training(document.experiment, settings)
    check_run(document.run, prepared)
    return Look(document, prepared)


def activations(look: Look, checkpoints: Checkpoints) -> Generator[float, None, dict[str, Any]]:
    """Histograms and shares of every layer, computed in pieces."""
    document, objective = look.document, look.prepared.objective
    assert isinstance(objective, ModelObjective)
    (place,) = yield from places(look.prepared, [document.run], document.step, checkpoints)
    with np.errstate(all="ignore"):
        layers = summaries(objective, place.position, document.examples, document.bins)
    used = min(document.examples, len(objective.split.train))
    wired = [dataclasses.asdict(layer) for layer in layers]
    return {"run": place.run, "step": place.step, "examples": used, "layers": wired}


def read_gradient_check(value: Any, settings: Settings) -> Look:
    """The question that a document asks, of any objective; raises Refusal or TooMuchWork before anything is computed."""
    document = read_document(GradientCheckDocument, value)
    prepared = prepare_within(document.experiment.model_dump(), settings)
    check_run(document.run, prepared)
    objective = prepared.objective
    each = max(1, objective.example_count) * objective.differences_cost // objective.dimension
    work = _values(document, prepared) * each
    if work > settings.training_work:
        raise TooMuchWork("/parameters_per_group", "training_work", work, int(settings.training_work))
    return Look(document, prepared)


def gradient_check(look: Look, checkpoints: Checkpoints) -> Generator[float, None, dict[str, Any]]:
    """The largest relative error per group, method and distance, computed in pieces."""
    document, prepared = look.document, look.prepared
    (place,) = yield from places(prepared, [document.run], document.step, checkpoints)
    how = Differencing(
        tuple(document.h), tuple(document.methods), document.parameters_per_group, prepared.experiment.seed
    )
    pieces, found = piece_count(prepared.objective, how), []
    for done, check in enumerate(check_gradient(prepared.objective, place.position, how)):
        yield done / pieces
        if check is not None:
            errors = {method: np.ascontiguousarray(values) for method, values in check.errors.items()}
            found.append({"name": check.name, "checked": len(check.coordinates), "errors": errors})
    counts = {"value_evaluations": _values(document, prepared)}
    return {"run": place.run, "step": place.step, "h": document.h, "groups": found, **counts}


def _values(document: GradientCheckDocument, prepared: Prepared) -> int:
    sizes = [int(np.prod(group.shape)) for group in prepared.objective.groups]
    most = document.parameters_per_group
    coordinates = sum(size if most is None else min(size, most) for size in sizes)
    return value_count(coordinates, len(document.h), document.methods)
