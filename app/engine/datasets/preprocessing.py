"""Preprocessing: where the inputs' origin lies and what their unit is, measured on the training part alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from app.engine.datasets.dataset import Dataset, Split
from app.engine.objective import Array

Measured = tuple[Array, Array]
"""The origin `(features,)` and the unit `(features,)` or `()`."""


def _centred(inputs: Array, is_image: bool) -> Measured:
    return inputs.mean(axis=0), np.ones(())


def _standardized(inputs: Array, is_image: bool) -> Measured:
    # A column of equal numbers has a deviation of rounding errors, which would be no unit to divide by.
    deviation = np.where(inputs.max(axis=0) > inputs.min(axis=0), inputs.std(axis=0), 0.0)
    return inputs.mean(axis=0), np.sqrt(np.mean(deviation**2)) if is_image else deviation


def _scaled(inputs: Array, is_image: bool) -> Measured:
    axis = None if is_image else 0
    low = inputs.min(axis=axis)
    return low, inputs.max(axis=axis) - low


PREPROCESSING: Mapping[str, Callable[[Array, bool], Measured] | None] = {
    "none": None,
    "center": _centred,
    "standardize": _standardized,
    "scale": _scaled,
}
"""center: minus the mean, of every pixel its own (the mean image). standardize: then divided by the standard deviation. scale: to
[0, 1]. The pixels of an image share their unit: one deviation, one range for all of them; a table has its own in every column.
"""


def preprocessed(split: Split, method: str) -> Split:
    """`split` with the inputs x of both parts as (x − origin)/unit; a feature that never changes keeps its unit."""
    measure = PREPROCESSING[method]
    if measure is None:
        return split
    origin, unit = measure(split.train.inputs, split.train.image_shape is not None)
    unit = np.where(unit > 0, unit, 1.0)
    validation = None if split.validation is None else _moved(split.validation, origin, unit)
    return Split(_moved(split.train, origin, unit), validation)


def _moved(data: Dataset, origin: Array, unit: Array) -> Dataset:
    inputs = data.inputs - origin
    inputs /= unit
    inputs.flags.writeable = False  # so that Dataset keeps it as it is: a large set is not copied
    return replace(data, inputs=inputs)
