"""Slices: the loss on a line or a plane, from a document to a question that is affordable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from app.engine.objective import Array, Objective
from app.service.direction_documents import Wanted, read_directions
from app.service.experiment import LearningObjective, ObjectiveDocument
from app.service.learning import resolve_learning
from app.service.objectives import resolve_objective
from app.service.places import PlaceDocument, check_run
from app.service.points import check_count, check_place
from app.service.preparation import Prepared, prepare_within
from app.service.reading import pointer_of, read_document
from app.service.refusal import Fault, Refusal, TooMuchWork
from app.service.sampling import Examples, examples_of
from app.service.slice_document import LEARNING_FIGURES, SliceDocument
from app.settings import Settings

_DEFAULT_RESOLUTION = 51


@dataclass(frozen=True)
class Walk:
    """Runs of an experiment that a slice shows or follows."""

    prepared: Prepared
    runs: tuple[int, ...]
    count: int
    """Positions of each run."""


@dataclass(frozen=True)
class Question:
    """A slice that was read and found affordable."""

    document: SliceDocument
    objective: Objective
    origin: Prepared | None
    """The experiment of the origin, and of each point, if they are where a run stands."""
    points: tuple[Prepared | None, ...]
    trajectories: Walk | None
    strip: Walk | None
    examples: Examples | None
    directions: tuple[Wanted, ...]
    resolution: tuple[int, ...]

    @property
    def figures(self) -> tuple[str, ...]:
        """What to tell of each point."""
        document = self.document
        extra = [name for name in ("gradient", "hessian") if getattr(document, name)]
        return tuple(dict.fromkeys(["loss", *document.figures, *extra]))

    @property
    def is_learning(self) -> bool:
        """Whether a model is evaluated on data."""
        return self.examples is not None

    def value(self, position: Array) -> float | Array:
        """The loss that the slice shows, at any point `(d,)`."""
        return self.objective.value(position) if self.examples is None else self.examples.value(position)


def read_slice(value: Any, settings: Settings) -> Question:
    """The slice that a document asks for; raises Refusal or TooMuchWork before anything is computed."""
    with np.errstate(all="ignore"):
        return _question(read_document(SliceDocument, value), settings)


def _question(document: SliceDocument, settings: Settings) -> Question:
    trajectories, strip = _trajectories(document, settings), _strip(document, settings)
    walk = trajectories or strip
    place = document.origin if isinstance(document.origin, PlaceDocument) else None
    if document.objective is None and place is None and walk is not None:
        objective = walk.prepared.objective
    else:
        objective = resolved_objective(document.objective, place, document.seed, settings)
    for pointer, walk in (("/trajectories", trajectories), ("/strip", strip)):
        if walk is not None:
            check_count(f"{pointer}/experiment/objective", walk.prepared.objective.dimension, objective.dimension)
            numbers = len(walk.runs) * walk.count * objective.dimension
            if numbers > settings.walked_numbers:
                raise TooMuchWork(f"{pointer}/count", "numbers", numbers, settings.walked_numbers)
    directions = read_directions(document.directions, objective.dimension)
    question = Question(
        document=document,
        objective=objective,
        origin=check_place(document.origin, "/origin", objective, settings),
        points=tuple(
            check_place(place, pointer_of("points", index), objective, settings)
            for index, place in enumerate(document.points)
        ),
        trajectories=trajectories,
        strip=strip,
        examples=examples_of(document.examples, objective),
        directions=directions,
        resolution=_resolution(document, sum(wanted.count for wanted in directions)),
    )
    _check_figures(question)
    _check_work(question, settings)
    if document.extent is not None:
        check_extent(document.extent, len(question.resolution))
    return question


def axes_of(extent: Sequence[Sequence[float]], resolution: Sequence[int]) -> list[Array]:
    """The coefficients along each direction."""
    return [np.linspace(lower, upper, count) for (lower, upper), count in zip(extent, resolution, strict=True)]


def check_extent(extent: Sequence[Sequence[float]], count: int) -> None:
    """Refuse intervals that are too many, too few, or empty."""
    check_count("/extent", len(extent), count)
    for index, (lower, upper) in enumerate(extent):
        if not lower < upper:
            arguments = {"lower": lower, "upper": upper}
            raise Refusal([Fault(pointer=pointer_of("extent", index), code="empty_interval", arguments=arguments)])


def resolved_objective(
    document: ObjectiveDocument | None, place: PlaceDocument | None, seed: int, settings: Settings
) -> Objective:
    """The objective that a document names, or that of the experiment in whose place the origin lies."""
    if isinstance(document, LearningObjective):
        return resolve_learning(document, settings, batch=None, seed=seed)
    if document is not None:
        return resolve_objective(document).objective
    if place is None:
        raise Refusal([Fault(pointer="/objective", code="missing")])
    return prepare_within(place.experiment.model_dump(), settings, "/origin/experiment").objective


def _trajectories(document: SliceDocument, settings: Settings) -> Walk | None:
    asked = document.trajectories
    if asked is None:
        return None
    prepared = prepare_within(asked.experiment.model_dump(), settings, "/trajectories/experiment")
    runs = range(len(prepared.plans)) if asked.runs is None else asked.runs
    for index, run in enumerate(runs):
        check_run(run, prepared, pointer_of("trajectories", "runs", index))
    return Walk(prepared, tuple(runs), min(asked.count, prepared.experiment.steps + 1))


def _strip(document: SliceDocument, settings: Settings) -> Walk | None:
    asked = document.strip
    if asked is None:
        return None
    prepared = prepare_within(asked.experiment.model_dump(), settings, "/strip/experiment")
    check_run(asked.run, prepared, "/strip/run")
    return Walk(prepared, (asked.run,), min(asked.count, prepared.experiment.steps + 1))


def _resolution(document: SliceDocument, count: int) -> tuple[int, ...]:
    most = 1 if document.strip is not None else 2
    if not 1 <= count <= most:
        raise Refusal([Fault(pointer="/directions", code="too_many_directions", arguments={"limit": most})])
    resolution = document.resolution or [_DEFAULT_RESOLUTION] * count
    check_count("/resolution", len(resolution), count)
    return tuple(resolution)


def _check_figures(question: Question) -> None:
    """Refuse figures of learning problems where there are no data, and accuracy where there are no classes."""
    examples = question.examples
    for index, name in enumerate(question.document.figures):
        pointer = pointer_of("figures", index)
        if examples is None and name in LEARNING_FIGURES:
            raise Refusal([Fault(pointer=pointer, code="not_a_model", arguments={"got": name})])
        if examples is not None and name == "accuracy" and not examples.data.is_classification:
            raise Refusal([Fault(pointer=pointer, code="no_such_figure")])


def _check_work(question: Question, settings: Settings) -> None:
    objective = question.objective
    points = prod(question.resolution) * (1 if question.strip is None else question.strip.count)
    numbers = points * _numbers_per_point(question)
    if numbers > settings.slice_points:
        raise TooMuchWork("/resolution", "points", numbers, settings.slice_points)
    work = points * objective.dimension * objective.example_count
    if work > settings.training_work:
        raise TooMuchWork("/resolution", "training_work", int(work), int(settings.training_work))


def _numbers_per_point(question: Question) -> int:
    """A matrix counts as its entries; so does a gradient where the coordinates are many."""
    dimension = question.objective.dimension
    if "hessian" in question.figures:
        return dimension**2
    return dimension if "gradient" in question.figures and question.objective.example_count else 1
