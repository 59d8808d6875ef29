"""CIFAR-10 in two forms: the authors' binary version, and images of one row per picture with labels beside them.

Binary version: 10,000 records per file, each a label and 3072 bytes: 32 × 32 red ones, then green, then blue.
Rows: 10,000 × 1024 pixels per PNG file, each row a picture read line by line; labels as one JSON list.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.service.datasets.errors import DamagedFile
from app.service.datasets.png import read_png

PICTURES = 10_000
"""In every file."""
_SIDE = 32
_RECORD = 1 + 3 * _SIDE * _SIDE
_CLASSES = 10


def read_binary(data: bytes, name: str) -> tuple[NDArray[Any], NDArray[Any]]:
    """Pictures `(10000, 32, 32, 3)` and labels `(10000,)` of a file of the binary version; raises DamagedFile."""
    if len(data) != PICTURES * _RECORD:
        raise DamagedFile(name, f"{PICTURES * _RECORD} bytes ({PICTURES} records of {_RECORD})", f"{len(data)}")
    records = np.frombuffer(data, dtype=np.uint8).reshape(PICTURES, _RECORD)
    labels = records[:, 0]
    _check(labels.tolist(), name)
    planes = records[:, 1:].reshape(PICTURES, 3, _SIDE, _SIDE)
    return np.ascontiguousarray(planes.transpose(0, 2, 3, 1)), labels


def read_rows(data: bytes, name: str) -> NDArray[Any]:
    """Pictures `(10000, 32, 32, 3)` of a PNG file of one row each; raises DamagedFile."""
    return read_png(data, name, _SIDE * _SIDE, PICTURES).reshape(PICTURES, _SIDE, _SIDE, 3)


def read_labels(data: bytes, name: str, count: int) -> NDArray[Any]:
    """Labels `(count,)` of a JSON list; raises DamagedFile."""
    try:
        labels = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise DamagedFile(name, "a JSON list", f"{type(error).__name__}: {error}") from None
    if not isinstance(labels, list) or len(labels) != count:
        raise DamagedFile(
            name, f"a JSON list of {count} labels", f"{len(labels)}" if isinstance(labels, list) else "none"
        )
    _check(labels, name)
    return np.array(labels, dtype=np.uint8)


def _check(labels: list[Any], name: str) -> None:
    for index, label in enumerate(labels):
        if type(label) is not int or not 0 <= label < _CLASSES:
            raise DamagedFile(name, "labels from 0 to 9", f"{str(label)[:40]!r} for picture {index + 1}")
