"""Loading: from a document to what a model learns from. The same document, the same arrays; they cannot be written to."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from app.engine.datasets.dataset import Split
from app.engine.datasets.generator import DatasetGenerator
from app.engine.datasets.preprocessing import preprocess
from app.engine.datasets.splitting import Rows, divided, subset
from app.service.datasets.documents import dataset_of
from app.service.datasets.fetched import Fetched
from app.service.datasets.source import Part, Raw, Source
from app.service.documents import NamedDocument
from app.service.refusal import Fault, Refusal, TooMuchWork

MOST_VALUES = 64_000_000
"""Most numbers in one data set: 512 MB. All of MNIST is 55 million, all of CIFAR-10 184."""
_KEPT_VALUES = 16_000_000
"""Most numbers in all that are kept, but for the last one: 128 MB."""


def load_split(document: NamedDocument, folder: Path, pointer: str = "/objective/dataset") -> Split:
    """The training part and the validation part of a `DatasetDocument`, preprocessed; what was asked for lately is kept.

    `folder` is the data folder. Raises Refusal with pointers below `pointer`: data_missing with the command that fetches
    them, data_damaged, csv_…; and TooMuchWork for more numbers than fit.
    """
    dataset = dataset_of(document)
    key = (document.model_dump_json(), str(folder), _age(dataset, folder))
    split = _KEPT.get(key)
    if split is None:
        split = _loaded(document, dataset, folder, pointer)
        _KEPT.put(key, split)
    return split


def _loaded(document: Any, dataset: DatasetGenerator | Source, folder: Path, pointer: str) -> Split:
    seed = getattr(document, "seed", 0)  # those without draw nothing else
    raw = _part(dataset, folder, "train", pointer)
    rows = subset(raw.targets, document.subset or len(raw), seed)
    other, aside = raw, rows[:0]
    if document.validation == "test":
        other = _part(dataset, folder, "test", pointer)
        aside = np.arange(len(other))
    elif document.validation:
        if len(rows) < 2:
            fault = Fault(pointer=f"{pointer}/validation", code="nothing_to_set_aside", arguments={"got": len(rows)})
            raise Refusal([fault])
        kept, drawn = divided(raw.targets[rows], document.validation, seed)
        rows, aside = rows[kept], rows[drawn]
    values = (len(rows) + len(aside)) * raw.width
    if values > MOST_VALUES:
        raise TooMuchWork(f"{pointer}/subset", "values", values, MOST_VALUES)
    return _split(document.preprocess, raw, rows, other, aside)


def _part(dataset: DatasetGenerator | Source, folder: Path, part: Part, pointer: str) -> Raw:
    return dataset.part(folder, part, pointer) if isinstance(dataset, Source) else Raw.of(dataset.draw())


def _split(method: str, raw: Raw, rows: Rows, other: Raw, aside: Rows) -> Split:
    """The `rows` to train on, and the rows `aside`, which are perhaps of another part, preprocessed."""
    train, validation = raw.numbers(rows), other.numbers(aside)
    preprocess(method, train, validation if len(aside) else None, is_image=raw.image_shape is not None)
    return Split(raw.dataset(train, rows), other.dataset(validation, aside) if len(aside) else None)


def _age(dataset: DatasetGenerator | Source, folder: Path) -> int:
    """When the file was put there, so that one that is fetched again is read again."""
    path = dataset.path(folder) if isinstance(dataset, Fetched) else None
    return path.stat().st_mtime_ns if path is not None and path.is_file() else 0


class _Kept:
    """What was loaded lately, as long as it fits: the longest unused goes first."""

    def __init__(self) -> None:
        self._splits: OrderedDict[tuple[Any, ...], Split] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[Any, ...]) -> Split | None:
        with self._lock:
            if key in self._splits:
                self._splits.move_to_end(key)
            return self._splits.get(key)

    def put(self, key: tuple[Any, ...], split: Split) -> None:
        with self._lock:
            self._splits[key] = split
            while len(self._splits) > 1 and sum(map(_values, self._splits.values())) > _KEPT_VALUES:
                self._splits.popitem(last=False)


def _values(split: Split) -> int:
    return sum(part.inputs.size for part in (split.train, split.validation) if part is not None)


_KEPT = _Kept()
