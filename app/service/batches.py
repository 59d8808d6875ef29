"""Batches: which examples the steps of an epoch see."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from app.service.documents import Document
from app.service.experiment import Experiment
from app.service.places import prepared_training
from app.service.reading import read_document
from app.settings import Settings


class BatchesDocument(Document):
    """Which epoch of which training."""

    experiment: Experiment
    epoch: Annotated[int, Field(ge=0, le=2**31)] = Field(0, description="The first one is 0.")


def batches(value: Any, settings: Settings) -> dict[str, Any]:
    """The examples of every step of the epoch, by their places in the training part; raises Refusal."""
    document = read_document(BatchesDocument, value)
    _, objective = prepared_training(document.experiment, settings)
    count = objective.steps_per_epoch
    first = document.epoch * count
    return {
        "epoch": document.epoch,
        "first_step": first,
        "examples": len(objective.split.train),
        "batches": [objective.rows(step).tolist() for step in range(first, first + count)],
    }
