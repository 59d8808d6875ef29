"""Spectra: the largest and smallest curvatures at a point, or along a run beside the bound of its learning rate."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from pydantic import Field

from app.engine.directions.direction import DirectionError
from app.engine.directions.hessian import products_at
from app.engine.objective import Array, Objective
from app.engine.randomness import Purpose, generator
from app.engine.spectrum import Eigenpairs, extreme_eigenpairs
from app.service.checkpoints import Checkpoints
from app.service.documents import Document
from app.service.experiment import Experiment, ObjectiveDocument
from app.service.places import PlaceDocument, check_run
from app.service.points import Index, OriginPoint, Standing, check_place, standing
from app.service.preparation import Prepared, prepare_within
from app.service.reading import read_document
from app.service.refusal import Fault, Refusal, TooMuchWork
from app.service.slices import resolved_objective
from app.service.walks import spread, stops
from app.service.work import quiet
from app.settings import Settings

USUAL_PRODUCTS = 60
"""As many as the largest curvature of a network takes (measured on those of the lessons)."""
_WORK_OF_PRODUCT = 4
"""Passes through the examples, beside one evaluation."""
Several = Annotated[int, Field(ge=0, le=20)]


class AlongDocument(Document):
    """Several steps of a run."""

    experiment: Experiment
    run: Index = Field(0, description="Which run, from 0.")
    count: Annotated[int, Field(ge=1, le=200)] = Field(20, description="How many, from the start to the end.")


class SpectrumDocument(Document):
    """Whose curvature, and where: at one point, or along a run."""

    objective: ObjectiveDocument | None = Field(None, description="Null: that of the experiment in origin or along.")
    origin: OriginPoint | None = Field(None, description="Null: the objective's start. Not used with along.")
    along: AlongDocument | None = None
    largest: Several = Field(1, description="How many of the largest eigenvalues.")
    smallest: Several = Field(0, description="How many of the smallest.")
    seed: Annotated[int, Field(ge=0, le=2**53)] = Field(0, description="Of the vector that Lanczos begins with.")


@dataclass(frozen=True)
class Question:
    """A spectrum document that was read and found affordable."""

    document: SpectrumDocument
    objective: Objective
    prepared: Prepared | None
    """The experiment of the origin or of the run."""

    @property
    def is_learning(self) -> bool:
        """Whether a model is evaluated on data."""
        return self.objective.example_count > 0


@dataclass(frozen=True)
class Reading:
    """The curvature at one point."""

    step: int | None
    loss: float
    learning_rate: float
    pairs: Eigenpairs


def read_spectrum(value: Any, settings: Settings) -> Question:
    """The question that a document asks; raises Refusal or TooMuchWork before anything is computed."""
    document = read_document(SpectrumDocument, value)
    along = document.along
    if along is not None:
        prepared = prepare_within(along.experiment.model_dump(), settings, "/along/experiment")
        check_run(along.run, prepared, "/along/run")
        question = Question(document, prepared.objective, prepared)
    else:
        place = document.origin if isinstance(document.origin, PlaceDocument) else None
        objective = resolved_objective(document.objective, place, document.seed, settings)
        question = Question(document, objective, check_place(document.origin, "/origin", objective, settings))
    _check_work(question, settings)
    return question


def compute_spectra(question: Question, checkpoints: Checkpoints) -> Generator[float, None, list[Reading]]:
    """The curvature at every point asked about, computed in pieces."""
    document, along = question.document, question.document.along
    readings: list[Reading] = []
    if along is None:
        start = Standing(question.objective.start)
        place = yield from quiet(
            standing(document.origin, question.prepared, start, question.objective.groups, checkpoints), 0.0
        )
        readings.append((yield from quiet(_reading(question, None, place.position, float("nan")), 0.5)))
        return readings
    assert question.prepared is not None
    steps = spread(question.prepared.experiment.steps, along.count)
    found = yield from quiet(stops(question.prepared, along.run, steps, checkpoints), 0.0)
    for index, stop in enumerate(found):
        reading = _reading(question, stop.step, stop.position, stop.learning_rate)
        readings.append((yield from quiet(reading, index / len(found))))
    return readings


def wire_spectra(readings: list[Reading], question: Question) -> dict[str, Any]:
    """The answer as JSON carries it: one entry per point; `bound` is 2/η, what gradient descent bears."""
    rates = np.array([reading.learning_rate for reading in readings])
    with np.errstate(all="ignore"):
        bound = np.where(rates > 0, 2 / rates, np.nan)
    answer: dict[str, Any] = {
        "dimension": question.objective.dimension,
        "loss": [reading.loss for reading in readings],
        "largest": [reading.pairs.largest.tolist() for reading in readings],
        "smallest": [reading.pairs.smallest.tolist() for reading in readings],
        "residual": [reading.pairs.residual for reading in readings],
        "products": [reading.pairs.products for reading in readings],
        "is_converged": [reading.pairs.is_converged for reading in readings],
    }
    if question.document.along is not None:
        answer |= {"step": [reading.step for reading in readings], "learning_rate": rates, "bound": bound}
    return answer


def _reading(question: Question, step: int | None, position: Array, rate: float) -> Generator[None, None, Reading]:
    document, objective = question.document, question.objective
    pointer = "/origin" if step is None else "/along"
    try:
        pairs = yield from extreme_eigenpairs(
            products_at(objective, position),
            objective.dimension,
            generator(document.seed, 0, 0, Purpose.LANCZOS),
            largest=min(document.largest, objective.dimension),
            smallest=min(document.smallest, objective.dimension),
        )
    except DirectionError as error:
        raise Refusal([Fault(pointer=pointer, code=error.code, arguments=error.arguments)]) from None
    with np.errstate(all="ignore"):
        return Reading(step, float(objective.value(position)), rate, pairs)


def _check_work(question: Question, settings: Settings) -> None:
    along, objective = question.document.along, question.objective
    points = 1 if along is None else along.count
    pointer = "/origin" if along is None else "/along/count"
    if points * objective.dimension > settings.walked_numbers:
        raise TooMuchWork(pointer, "numbers", points * objective.dimension, settings.walked_numbers)
    products = points * min(USUAL_PRODUCTS, objective.dimension) * _WORK_OF_PRODUCT
    work = products * objective.dimension * objective.example_count
    if work > settings.training_work:
        raise TooMuchWork(pointer, "training_work", work, int(settings.training_work))
