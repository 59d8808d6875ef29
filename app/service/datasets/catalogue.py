"""The data sets as the API lists them, with whether they are there."""

from __future__ import annotations

from functools import cache
from inspect import cleandoc
from pathlib import Path
from typing import Any

from app.engine.datasets.generator import DatasetGenerator
from app.service.datasets.documents import ALL_DATASETS, Kind, dataset_schema
from app.service.datasets.fetched import Fetched
from app.service.datasets.shipped import Shipped
from app.service.messages import keywords
from app.settings import Settings


def dataset_catalogue(language: str, settings: Settings) -> list[dict[str, Any]]:
    """Every data set with its schema and documentation, in `language`.

    `examples` (of the training part, at default settings), `features` (how many), `classes` (names; empty for numbers) and
    `image_shape` are null for a table that has yet to be sent. `available` tells whether it can be used at once; if not,
    `command` fetches it. `test_examples` is the size of the test part, null where there is none.
    """
    return [
        row | _presence(kind, settings.data_folder) for kind, row in zip(ALL_DATASETS, _rows(language), strict=True)
    ]


def _presence(kind: Kind, folder: Path) -> dict[str, Any]:
    if issubclass(kind, Fetched):
        return {"available": kind.path(folder).is_file(), "command": kind.command()}
    return {"available": True, "command": None}


@cache
def _rows(language: str) -> list[dict[str, Any]]:
    return [
        {
            "name": kind.name,
            "title": kind.title.in_language(language),
            "idea": kind.idea.in_language(language),
            "keywords": keywords(language, kind.title, kind.idea),
            "documentation": cleandoc(kind.__doc__ or ""),
            "schema": dataset_schema(kind, language),
            **_extent(kind),
        }
        for kind in ALL_DATASETS
    ]


@cache
def _extent(kind: Kind) -> dict[str, Any]:
    """How large a data set is, as it is drawn or read by default."""
    if issubclass(kind, DatasetGenerator):
        drawn = kind().draw()
        return _sizes(len(drawn), drawn.inputs.shape[1], drawn.classes, drawn.image_shape)
    if issubclass(kind, Shipped):
        raw = kind().part(Path(), "train", "")
        return _sizes(len(raw), raw.width, raw.classes, raw.image_shape)
    if issubclass(kind, Fetched):
        return _sizes(kind.examples["train"], kind.width(), kind.classes, kind.image_shape, kind.examples["test"])
    return dict.fromkeys(("examples", "features", "classes", "image_shape", "test_examples"))


def _sizes(
    examples: int,
    features: int,
    classes: tuple[str, ...],
    image_shape: tuple[int, ...] | None,
    test_examples: int | None = None,
) -> dict[str, Any]:
    return {
        "examples": examples,
        "features": features,
        "classes": list(classes),
        "image_shape": None if image_shape is None else list(image_shape),
        "test_examples": test_examples,
    }
