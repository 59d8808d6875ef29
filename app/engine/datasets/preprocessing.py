"""Preprocessing: where the inputs' origin lies and what their unit is, measured on the training part alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from app.engine.objective import Array

Measure = Callable[[Array, bool], Any]


def _mean(train: Array, is_image: bool) -> Any:
    return train.mean(axis=0)


def _deviation(centred: Array, is_image: bool) -> Any:
    variance = np.einsum("ij,ij->j", centred, centred) / len(centred)
    # A column of equal numbers has a variance of rounding errors, which would be no unit to divide by.
    variance[centred.max(axis=0) == centred.min(axis=0)] = 0.0
    return _unit(np.sqrt(variance.mean() if is_image else variance))


def _lowest(train: Array, is_image: bool) -> Any:
    return train.min() if is_image else train.min(axis=0)


def _highest(from_zero: Array, is_image: bool) -> Any:
    return _unit(from_zero.max() if is_image else from_zero.max(axis=0))


def _unit(size: Any) -> Any:
    return np.where(size > 0, size, 1.0)


PREPROCESSING: Mapping[str, tuple[tuple[np.ufunc, Measure], ...]] = {
    "none": (),
    "center": ((np.subtract, _mean),),
    "standardize": ((np.subtract, _mean), (np.divide, _deviation)),
    "scale": ((np.subtract, _lowest), (np.divide, _highest)),
}
"""center: minus the mean, of every pixel its own (the mean image). standardize: then divided by the standard deviation. scale: to
[0, 1]. The pixels of an image share their unit: one deviation, one range for all of them; a table has its own in every column,
and a column that never changes is not divided.
"""


def preprocess(method: str, train: Array, aside: Array | None = None, *, is_image: bool = False) -> None:
    """Preprocess inputs `(n, features)` in place, as measured on `train`: large sets have no room for copies."""
    for operate, measure in PREPROCESSING[method]:
        amount = measure(train, is_image)
        for part in (train, aside):
            if part is not None:
                operate(part, amount, out=part)
