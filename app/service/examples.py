"""Examples: the data that a dataset document names, as the model sees them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field

from app.service.datasets.documents import DatasetDocument
from app.service.datasets.splits import load_split
from app.service.documents import Document
from app.service.reading import read_document
from app.service.refusal import Fault, Refusal, TooMuchWork
from app.settings import Settings

_DEFAULT_COUNT = 1000


class ExamplesDocument(Document):
    """Which examples of which data set."""

    dataset: DatasetDocument = Field(description="Which data set, with its settings (GET /datasets).")
    part: Literal["train", "validation"] = Field("train", description="Which part of the data.")
    first: Annotated[int, Field(ge=0, le=2**53)] = Field(0, description="Index of the first one.")
    count: Annotated[int, Field(ge=1, le=2**53)] = Field(_DEFAULT_COUNT, description="How many at most.")


def examples(value: Any, settings: Settings) -> dict[str, Any]:
    """Inputs, after preprocessing, and targets; raises Refusal or TooMuchWork."""
    document = read_document(ExamplesDocument, value)
    split = load_split(document.dataset, settings.data_folder, "/dataset")
    if document.part == "validation" and split.validation is None:
        raise Refusal([Fault(pointer="/part", code="no_validation")])
    data = split.train if document.part == "train" or split.validation is None else split.validation
    chosen = data.take(slice(document.first, document.first + document.count))
    if chosen.inputs.size > settings.recorded_numbers:
        raise TooMuchWork("/count", "numbers", chosen.inputs.size, settings.recorded_numbers)
    return {
        "inputs": chosen.inputs,
        "targets": np.ascontiguousarray(chosen.targets),
        "classes": list(data.classes),
        "features": list(data.features),
        "image_shape": None if data.image_shape is None else list(data.image_shape),
        "part": document.part,
        "first": document.first,
        "total": len(data),
    }
