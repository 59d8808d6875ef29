"""Predictions: what the models of a training answer, on a grid over two features or on the examples."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from math import prod
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field

from app.engine.datasets.dataset import Dataset
from app.engine.model_objective import ModelObjective
from app.engine.objective import Array
from app.service.checkpoints import Checkpoints
from app.service.documents import Document
from app.service.experiment import Experiment, Interval
from app.service.places import Place, Step, check_run, places, prepared_training
from app.service.preparation import Prepared
from app.service.reading import pointer_of, read_document
from app.service.refusal import Fault, Refusal, TooMuchWork
from app.settings import Settings

_MARGIN = 0.1
"""Of the width of the data, on each side of them, where no extent is given."""
_MOST_WRONG = 200
"""As many misjudged examples as somebody looks through."""


class GridDocument(Document):
    """A grid over the one or two features of the data, as the model sees them: after preprocessing."""

    extent: Annotated[list[Interval], Field(min_length=1, max_length=2)] | None = Field(
        None, description="Lower and upper bound per feature; null is the data's, and a tenth more."
    )
    resolution: Annotated[list[Annotated[int, Field(ge=2, le=2**31)]], Field(min_length=1, max_length=2)] | None = (
        Field(None, description="Points per feature; null is 60 each.")
    )


class PredictionsDocument(Document):
    """Whose predictions, when, and of what."""

    experiment: Experiment
    runs: Annotated[list[Annotated[int, Field(ge=0)]], Field(min_length=1, max_length=64)] | None = Field(
        None, description="Null: all of them."
    )
    step: Step | None = Field(None, description="After this step; null, or later than its end: where a run ended.")
    grid: GridDocument | None = Field(None, description="Null: predictions of the examples.")
    part: Literal["train", "validation"] = Field("train", description="Which part of the data.")
    scores: bool = Field(False, description="Of examples: also answer what the model makes of each class.")


@dataclass(frozen=True)
class PredictionsQuestion:
    """A predictions document that makes sense."""

    document: PredictionsDocument
    prepared: Prepared
    objective: ModelObjective
    runs: tuple[int, ...]
    axes: tuple[Array, ...]
    """Of the grid; empty for examples."""


def read_predictions(value: Any, settings: Settings) -> PredictionsQuestion:
    """The question that a document asks; raises Refusal or TooMuchWork before anything is computed."""
    document = read_document(PredictionsDocument, value)
    prepared, objective = prepared_training(document.experiment, settings)
    runs = range(len(prepared.plans)) if document.runs is None else document.runs
    for index, run in enumerate(runs):
        check_run(run, prepared, pointer_of("runs", index))
    if document.part == "validation" and objective.split.validation is None:
        raise Refusal([Fault(pointer="/part", code="no_validation")])
    axes = () if document.grid is None else _axes(document.grid, objective, settings)
    numbers = len(runs) * objective.example_count * objective.network.outputs
    if document.scores and numbers > settings.recorded_numbers:
        raise TooMuchWork("/scores", "numbers", numbers, settings.recorded_numbers)
    return PredictionsQuestion(document, prepared, objective, tuple(runs), axes)


def predictions(question: PredictionsQuestion, checkpoints: Checkpoints) -> Generator[float, None, dict[str, Any]]:
    """The answer, computed in pieces."""
    found = yield from places(question.prepared, question.runs, question.document.step, checkpoints)
    objective, data = question.objective, _part(question)
    answers = []
    for place in found:
        described = {"run": place.run, "label": place.label, "step": place.step}
        with np.errstate(all="ignore"):
            told = _on_grid(objective, place, question.axes) if question.axes else _of_examples(objective, place, data)
            if question.document.scores and not question.axes:
                told["scores"] = objective.scores(place.position, data.inputs)
        answers.append(described | told)
        yield 0.99
    grid = {"axes": list(question.axes)} if question.axes else {"part": question.document.part, "examples": len(data)}
    return grid | {"classes": list(data.classes), "runs": answers}


def _part(question: PredictionsQuestion) -> Dataset:
    split = question.objective.split
    return split.validation if question.document.part == "validation" and split.validation is not None else split.train


def _axes(grid: GridDocument, objective: ModelObjective, settings: Settings) -> tuple[Array, ...]:
    inputs = objective.split.train.inputs
    features = inputs.shape[1]
    if features > 2:
        raise Refusal([Fault(pointer="/grid", code="too_many_features", arguments={"got": features})])
    low, high = inputs.min(axis=0), inputs.max(axis=0)
    margin = _MARGIN * np.where(high > low, high - low, 1.0)
    extent = np.column_stack([low - margin, high + margin]).tolist() if grid.extent is None else grid.extent
    resolution = grid.resolution or [60] * features
    for name, given in (("extent", extent), ("resolution", resolution)):
        if len(given) != features:
            arguments = {"expected": features, "got": len(given)}
            raise Refusal([Fault(pointer=f"/grid/{name}", code="wrong_dimension", arguments=arguments)])
    for index, (lower, upper) in enumerate(extent):
        if not lower < upper:
            place = pointer_of("grid", "extent", index)
            raise Refusal([Fault(pointer=place, code="empty_interval", arguments={"lower": lower, "upper": upper})])
    if prod(resolution) > settings.slice_points:
        raise TooMuchWork("/grid/resolution", "points", prod(resolution), settings.slice_points)
    return tuple(np.linspace(lower, upper, count) for (lower, upper), count in zip(extent, resolution, strict=True))


def _on_grid(objective: ModelObjective, place: Place, axes: tuple[Array, ...]) -> dict[str, Any]:
    """Rows follow the second feature, columns the first: labels[j][i] stands at (a[i], b[j])."""
    mesh = np.meshgrid(*axes, indexing="xy")
    scores = objective.scores(place.position, np.column_stack([coordinate.ravel() for coordinate in mesh]))
    shape = mesh[0].shape
    if not objective.split.train.is_classification:
        return {"values": np.ascontiguousarray(np.moveaxis(scores.reshape(*shape, -1), -1, 0))}
    best = np.sort(scores, axis=1)
    return {
        "labels": np.argmax(scores, axis=1).reshape(shape),
        "margin": np.ascontiguousarray(best[:, -1] - best[:, -2]).reshape(shape),
    }


def _of_examples(objective: ModelObjective, place: Place, data: Dataset) -> dict[str, Any]:
    """What each example is taken for, and the misjudged ones with the largest loss first."""
    losses = objective.example_losses(place.position, data)
    predicted = objective.predict(place.position, data.inputs)
    if not data.is_classification:
        return {"values": np.ascontiguousarray(predicted.T), "losses": losses}
    wrong = np.flatnonzero(predicted != data.targets)
    worst = wrong[np.argsort(-losses[wrong], kind="stable")][:_MOST_WRONG]
    return {
        "labels": predicted,
        "accuracy": float(np.mean(predicted == data.targets)),
        "wrong": worst,
        "wrong_count": len(wrong),
        "losses": losses,
    }
