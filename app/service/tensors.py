"""Tensors: the answer of a sweep as JSON, csv or npz, each with exact float64 numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from itertools import islice, product
from typing import Any

import numpy as np

from app.service.results import drained, to_bytes
from app.service.sweeps import Tensor

_ROWS = 2_000
"""Rows of csv in one part, some hundredths of a second."""


def as_json(tensor: Tensor) -> Iterator[bytes]:
    """One object: the axes, and nested lists in their order; null where there is no figure."""
    yield to_bytes(_described(tensor) | {"values": np.ascontiguousarray(tensor.values), "evaluations": _counts(tensor)})


def as_csv(tensor: Tensor) -> Iterator[bytes]:
    """Long form, one row per combination: a column per path, then the metric and the evaluations."""
    question = tensor.question
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    counts = _counts(tensor)
    names = [axis.name for axis in question.axes]
    writer.writerow([*names, question.metric, *(f"{name}_evaluations" for name in counts)])
    figures = zip(tensor.values.ravel().tolist(), *(count.ravel().tolist() for count in counts.values()), strict=True)
    rows = zip(product(*(axis.values for axis in question.axes)), figures, strict=True)
    while part := list(islice(rows, _ROWS)):
        writer.writerows([*places, *found] for places, found in part)
        yield drained(buffer)


def as_npz(tensor: Tensor) -> Iterator[bytes]:
    """Arrays: `values`, the evaluations, `axis_0` and so on, and `sweep`, the rest of the JSON form."""
    arrays: dict[str, Any] = {"values": tensor.values, "sweep": np.array(to_bytes(_described(tensor)).decode())}
    arrays |= {f"{name}_evaluations": count for name, count in _counts(tensor).items()}
    arrays |= {f"axis_{axis.index}": np.array(axis.values) for axis in tensor.question.axes}
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    yield buffer.getvalue()


FORMS: dict[str, Callable[[Tensor], Iterator[bytes]]] = {"json": as_json, "csv": as_csv, "npz": as_npz}
"""The forms of a sweep's answer by name."""


def _described(tensor: Tensor) -> dict[str, Any]:
    question = tensor.question
    return {
        "experiment": question.base.document,
        "run": question.run,
        "axes": [{"path": axis.name, "values": list(axis.values)} for axis in question.axes],
        "metric": question.metric,
        "tolerance": question.tolerance,
    }


def _counts(tensor: Tensor) -> dict[str, Any]:
    return {"value": tensor.value_evaluations, "gradient": tensor.gradient_evaluations}
