"""Batch gradients: for every size of a mini-batch, where its gradient points, and what an example costs in it."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from time import perf_counter
from typing import Annotated, Any

import numpy as np
from pydantic import Field

from app.engine.batch_gradients import batch_gradient, cosine
from app.engine.model_objective import ModelObjective
from app.service.checkpoints import Checkpoints
from app.service.places import PlaceDocument, check_run, places, prepared_training
from app.service.preparation import Prepared
from app.service.reading import pointer_of, read_document
from app.service.refusal import Fault, Refusal, TooMuchWork
from app.settings import Settings


class BatchGradientsDocument(PlaceDocument):
    """Where a run stands, and the sizes of the batches to compare there."""

    sizes: Annotated[list[Annotated[int, Field(ge=1)]], Field(min_length=1, max_length=32)] = Field(
        [1, 8, 32, 128, 256], description="Examples in a batch, none of them twice."
    )
    draws: Annotated[int, Field(ge=1, le=10_000)] = Field(
        20, description="Batches of every size, drawn with the experiment's seed."
    )


@dataclass(frozen=True)
class BatchGradientsQuestion:
    """A document that makes sense."""

    document: BatchGradientsDocument
    prepared: Prepared
    objective: ModelObjective


def read_batch_gradients(value: Any, settings: Settings) -> BatchGradientsQuestion:
    """The question that a document asks; raises Refusal or TooMuchWork before anything is computed."""
    document = read_document(BatchGradientsDocument, value)
    prepared, objective = prepared_training(document.experiment, settings)
    check_run(document.run, prepared)
    most = objective.example_count
    faults = [
        Fault(
            pointer=pointer_of("sizes", index),
            code="out_of_range",
            arguments={"got": size, "limit": most},
            words={"expected": "kind.at_most"},
        )
        for index, size in enumerate(document.sizes)
        if size > most
    ]
    if faults:
        raise Refusal(faults)
    work = (sum(document.sizes) * document.draws + most) * objective.dimension
    if work > settings.training_work:
        raise TooMuchWork("/draws", "training_work", work, int(settings.training_work))
    return BatchGradientsQuestion(document, prepared, objective)


def batch_gradients(
    question: BatchGradientsQuestion, checkpoints: Checkpoints
) -> Generator[float, None, dict[str, Any]]:
    """Per size, the cosine between a batch's gradient and that of all examples, and seconds per example, in pieces.

    The seconds are measured, the shortest of all draws, and differ from one answer to the next; nothing else does.
    """
    document, objective = question.document, question.objective
    (place,) = yield from places(question.prepared, [document.run], document.step, checkpoints)
    with np.errstate(all="ignore"):
        whole = objective.gradient(place.position)
    cosines, seconds = [], []
    for index, size in enumerate(document.sizes):
        found, shortest = [], np.inf
        for draw in range(document.draws):
            began = perf_counter()
            with np.errstate(all="ignore"):
                gradient = batch_gradient(objective, place.position, size, draw)
            shortest = min(shortest, perf_counter() - began)
            found.append(cosine(gradient, whole))
            yield (index + draw / document.draws) / len(document.sizes)
        cosines.append(np.array(found))
        seconds.append(shortest / size)
    return {
        "run": place.run,
        "step": place.step,
        "examples": objective.example_count,
        "sizes": document.sizes,
        "cosine": [float(np.mean(found)) for found in cosines],
        "deviation": [float(np.std(found)) for found in cosines],
        "seconds_per_example": seconds,
    }
