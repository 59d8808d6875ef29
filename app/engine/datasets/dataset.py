"""Dataset: examples with their targets, and the two parts into which they are split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.engine.objective import Array


@dataclass(frozen=True, eq=False, kw_only=True)
class Dataset:
    """Examples: one row of `inputs` each, and what a model should answer to it.

    Arrays are read-only. Other types and layouts are converted on the way in.
    """

    inputs: Array
    """`(n, features)`, float64 in C order."""
    targets: NDArray[Any]
    """Labels `(n,)`, int64, if there are `classes`; else numbers `(n, outputs)`, float64."""
    classes: tuple[str, ...] = ()
    """The names of the labels; empty where numbers are predicted."""
    features: tuple[str, ...] = ()
    """The names of the inputs; left out, x1, x2, …"""
    image_shape: tuple[int, ...] | None = None
    """How to lay out an example as an image, if it is one: (rows, columns) or (rows, columns, 3)."""

    def __post_init__(self) -> None:
        inputs = _read_only(self.inputs, np.float64)
        targets = _read_only(self.targets, np.int64 if self.classes else np.float64)
        if inputs.ndim != 2:
            raise ValueError(f"inputs must be (examples, features), got shape {inputs.shape}")
        if targets.ndim != (1 if self.classes else 2) or len(targets) != len(inputs):
            wanted = "one label" if self.classes else "one row of numbers"
            raise ValueError(f"targets must be {wanted} for each of {len(inputs)} examples, got shape {targets.shape}")
        if self.classes and len(targets) and not 0 <= targets.min() <= targets.max() < len(self.classes):
            raise ValueError(f"labels must lie in 0 … {len(self.classes) - 1}, got {targets.min()} … {targets.max()}")
        features = self.features or tuple(f"x{number}" for number in range(1, inputs.shape[1] + 1))
        if len(features) != inputs.shape[1]:
            raise ValueError(f"features must name {inputs.shape[1]} inputs, got {len(features)} names")
        for name, value in (("inputs", inputs), ("targets", targets), ("features", features)):
            object.__setattr__(self, name, value)

    def __len__(self) -> int:
        return len(self.inputs)

    @property
    def is_classification(self) -> bool:
        """Whether targets are labels."""
        return bool(self.classes)

    @property
    def outputs(self) -> int:
        """How many numbers a model answers: one score per class, or one prediction per column of targets."""
        return len(self.classes) or int(self.targets.shape[1])

    @cached_property
    def one_hot(self) -> Array:
        """What the scores should be, `(n, outputs)`: 1 in the column of the label and 0 elsewhere, or the numbers."""
        if not self.classes:
            return self.targets
        rows = np.zeros((len(self), len(self.classes)))
        rows[np.arange(len(self)), self.targets] = 1.0
        return _read_only(rows, np.float64)

    def take(self, rows: Sequence[int] | NDArray[np.int64] | slice) -> Dataset:
        """The examples of these `rows`, in their order."""
        chosen = rows if isinstance(rows, slice) else np.asarray(rows, dtype=np.int64)
        return replace(self, inputs=self.inputs[chosen], targets=self.targets[chosen])


@dataclass(frozen=True, eq=False)
class Split:
    """What a model learns from, and what it is judged by, if anything was set aside."""

    train: Dataset
    validation: Dataset | None = None


def _read_only(values: Any, kind: Any) -> NDArray[Any]:
    array = np.ascontiguousarray(values, dtype=kind)
    if array is values and array.flags.writeable:
        array = array.copy()
    array.flags.writeable = False
    return array
