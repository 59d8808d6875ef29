"""A data set holds what it is given, read-only and in one layout, and refuses what does not fit together."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.engine.datasets.dataset import Dataset

INPUTS = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])


def test_a_data_set_is_read_only_and_leaves_its_source_alone() -> None:
    source = INPUTS.copy()
    data = Dataset(inputs=source, targets=[0, 1, 0], classes=("a", "b"))
    source[0, 0] = 9.0
    assert data.inputs[0, 0] == 1.0
    assert data.targets.dtype == np.int64
    with pytest.raises(ValueError, match="read-only"):
        data.inputs[0, 0] = 2.0
    assert (len(data), data.outputs, data.features, data.is_classification) == (3, 2, ("x1", "x2"), True)


def test_rows_are_taken_in_their_order_with_their_targets() -> None:
    data = Dataset(inputs=INPUTS, targets=[[1], [2], [3]], features=("width", "height"))
    taken = data.take([2, 0])
    assert taken.inputs.tolist() == [[5.0, 6.0], [1.0, 2.0]]
    assert taken.one_hot.tolist() == [[3.0], [1.0]]
    assert taken.features == ("width", "height")
    assert data.take(slice(1, 3)).inputs.tolist() == [[3.0, 4.0], [5.0, 6.0]]


def test_labels_become_rows_with_a_single_one() -> None:
    data = Dataset(inputs=INPUTS, targets=[2, 0, 2], classes=("a", "b", "c"))
    assert data.one_hot.tolist() == [[0, 0, 1], [1, 0, 0], [0, 0, 1]]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"targets": [0, 1, 2], "classes": ("a", "b")}, "labels must lie in 0 … 1, got 0 … 2"),
        ({"targets": [0, 1], "classes": ("a", "b")}, "one label for each of 3 examples"),
        ({"targets": [0.5, 1.0, 2.0]}, "one row of numbers for each of 3 examples"),
        ({"targets": [[0.5], [1.0], [2.0]], "features": ("x",)}, "must name 2 inputs, got 1 names"),
    ],
)
def test_what_does_not_fit_is_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Dataset(inputs=INPUTS, **settings)
