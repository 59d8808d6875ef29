"""The documents of all data sets: `{"name": "spiral", "seed": 0, "preprocess": "none", "validation": 0.2}`.

Every document has the settings of its data set, and three more. All are derived from the classes: nothing is declared twice.

preprocess    none | center | standardize | scale, measured on the training part (app/engine/datasets/preprocessing.py)
subset        so many examples of the training part, drawn with the seed, class by class; null is all
validation    a share of the training part (after the subset), drawn with the seed, class by class, and not trained on; 0 is none;
              "test" is the whole test part, for the data sets that come with one
"""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union

from pydantic import Field, create_model

from app.engine.datasets import DATASETS
from app.engine.datasets.generator import DatasetGenerator
from app.engine.datasets.preprocessing import PREPROCESSING
from app.engine.text import Text
from app.service.datasets.fetched import FETCHED
from app.service.datasets.shipped import Digits, Iris, Wine
from app.service.datasets.source import Source
from app.service.datasets.table import Csv
from app.service.documents import Document, NamedDocument, document_of, schema_in_words, words_of

Kind = type[DatasetGenerator] | type[Source]
ALL_DATASETS: tuple[Kind, ...] = (*DATASETS, Digits, Iris, Wine, *FETCHED, Csv)
"""In the order in which pickers list them."""

_LARGEST_SHARE = 0.9
_PREPROCESS = (
    Text("preprocessing", "前処理"),
    Text(
        "measured on the training part: center: minus the mean; standardize: and divided by the deviation; scale: to [0, 1]",
        "学習用データで測ります。平均を 0 に（center）、さらに標準偏差で割って標準化（standardize）、[0, 1] に収める（scale）",
    ),
)
_VALIDATION = (
    Text("validation", "検証用"),
    Text("share set aside and not trained on, class by class", "学習に使わず検証に回す割合。クラスごとに選びます"),
)
_VALIDATION_OR_TEST = (
    Text("validation", "検証用"),
    Text(
        'share set aside and not trained on, class by class; or "test": the test part',
        '学習に使わず検証に回す割合。クラスごとに選びます。"test" ならテスト部分を使います',
    ),
)
_LATER: dict[str, Any] = {"advanced": True}
"""Forms show it under "More"."""
_SUBSET = (
    Text("subset", "データ数"),
    Text(
        "so many examples to train on, drawn class by class; empty: all",
        "学習に使うデータの数。クラスごとに選びます。空ならすべて",
    ),
)


@cache
def dataset_document(kind: Kind) -> type[Document]:
    """The document model of one data set, described in English."""
    base = document_of(kind)
    share = Annotated[float, Field(ge=0, le=_LARGEST_SHARE)]
    count = Annotated[int, Field(ge=1, le=10_000_000)]
    usual_subset = kind.usual_subset if issubclass(kind, Source) else None
    words: dict[str, Any] = _common_words(kind, "en")
    fields: dict[str, Any] = {
        "subset": (count | None, Field(usual_subset, **words["subset"], json_schema_extra=_LATER)),
        "preprocess": (
            Literal[tuple(PREPROCESSING)],
            Field("none", **words["preprocess"], json_schema_extra=_LATER),
        ),
        "validation": (
            share | Literal["test"] if _has_test_part(kind) else share,
            Field(0.0, **words["validation"]),
        ),
    }
    return create_model(base.__name__, __base__=base, **fields)


def dataset_schema(kind: Kind, language: str) -> dict[str, Any]:
    """JSON Schema of a data set's document, with words in `language`."""
    return schema_in_words(dataset_document(kind), words_of(kind, language) | _common_words(kind, language))


def dataset_of(document: NamedDocument) -> DatasetGenerator | Source:
    """What a document stands for, without what every document has."""
    kind = _BY_NAME[document.name]
    return kind(**{field.name: getattr(document, field.name) for field in dataclasses.fields(kind)})


def _common_words(kind: Kind, language: str) -> dict[str, dict[str, str]]:
    """Label and meaning of the settings that every data set has."""
    texts = {
        "subset": _SUBSET,
        "preprocess": _PREPROCESS,
        "validation": _VALIDATION_OR_TEST if _has_test_part(kind) else _VALIDATION,
    }
    return {
        name: {"title": label.in_language(language), "description": meaning.in_language(language)}
        for name, (label, meaning) in texts.items()
    }


def _has_test_part(kind: Kind) -> bool:
    return issubclass(kind, Source) and kind.has_test_part


_BY_NAME: dict[str, Kind] = {kind.name: kind for kind in ALL_DATASETS}

if TYPE_CHECKING:
    DatasetDocument = NamedDocument
else:
    DatasetDocument = Annotated[
        Union[tuple(dataset_document(kind) for kind in ALL_DATASETS)],  # noqa: UP007
        Field(discriminator="name"),
    ]
