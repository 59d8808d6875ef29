"""Generated data sets: the published recipes number for number, seeds, and what each promises."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.engine.datasets import DATASETS
from app.engine.datasets.generator import DatasetGenerator
from app.engine.datasets.linear_regression import LinearRegression
from app.engine.datasets.mnist1d import Mnist1d
from app.engine.datasets.spiral import Spiral
from app.engine.datasets.three_points import ThreePoints
from app.engine.datasets.xor import Xor

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "sklearn_datasets.json").read_text(encoding="utf-8"))
BY_NAME = {cls.name: cls for cls in DATASETS}

every_dataset = pytest.mark.parametrize("cls", DATASETS, ids=lambda cls: cls.name)


def test_the_spiral_of_seed_0_is_the_published_one() -> None:
    """The notes' lines, as they stand there but for the names."""
    random = np.random.RandomState(0)
    inputs, labels = np.zeros((300, 2)), np.zeros(300, dtype="uint8")
    for arm in range(3):
        rows = range(100 * arm, 100 * (arm + 1))
        radius = np.linspace(0.0, 1, 100)
        angle = np.linspace(arm * 4, (arm + 1) * 4, 100) + random.randn(100) * 0.2
        inputs[rows] = np.c_[radius * np.sin(angle), radius * np.cos(angle)]
        labels[rows] = arm
    drawn = Spiral().draw()
    np.testing.assert_array_equal(drawn.inputs, inputs)
    np.testing.assert_array_equal(drawn.targets, labels)


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: f"{case['name']}-{case['settings']['noise']}")
def test_scikit_learn_draws_the_same(case: Any) -> None:
    drawn = BY_NAME[case["name"]](**case["settings"]).draw()
    # to rounding: sines and cosines may differ by a unit in the last place between processors
    np.testing.assert_allclose(drawn.inputs, case["inputs"], rtol=0, atol=1e-15)
    np.testing.assert_array_equal(drawn.targets, case["targets"])


@every_dataset
def test_a_seed_says_everything(cls: type[DatasetGenerator]) -> None:
    first, second = cls().draw(), cls().draw()
    np.testing.assert_array_equal(first.inputs, second.inputs)
    np.testing.assert_array_equal(first.targets, second.targets)
    assert np.isfinite(first.inputs).all()
    if any(field.name == "seed" for field in dataclasses.fields(cls)):
        for seed in (1, 2**32 - 1):
            assert not np.array_equal(cls(seed=seed).draw().inputs, first.inputs)  # type: ignore[call-arg]


@every_dataset
def test_every_class_has_examples(cls: type[DatasetGenerator]) -> None:
    drawn = cls().draw()
    if drawn.is_classification:
        assert set(drawn.targets.tolist()) == set(range(len(drawn.classes)))
    else:
        assert drawn.targets.shape == (len(drawn), 1)


def test_the_line_of_the_tutorial_has_ten_points_without_noise() -> None:
    drawn = LinearRegression(slope=-0.5).draw()
    np.testing.assert_allclose(drawn.targets, -0.5 * drawn.inputs + 2, rtol=1e-15)
    assert len(drawn) == 10
    noisy = LinearRegression(slope=-0.5, noise=0.3).draw()
    np.testing.assert_array_equal(noisy.inputs, drawn.inputs)
    assert not np.array_equal(noisy.targets, drawn.targets)


def test_xor_without_noise_is_the_truth_table() -> None:
    drawn = Xor(points=1, noise=0.0).draw()
    for (x, y), label in zip(drawn.inputs, drawn.targets, strict=True):
        assert drawn.classes[label] == ("same" if x == y else "different")


def test_the_three_points_are_where_they_are_put() -> None:
    drawn = ThreePoints(second=7.0).draw()
    assert drawn.inputs.tolist() == [[1.0], [7.0], [-0.8]]
    assert drawn.targets.tolist() == [0, 1, 2]


def test_mnist1d_without_noise_is_a_stroke_shifted_and_tilted() -> None:
    drawn = Mnist1d(points=50, noise=0.0, correlated=0.0).draw()
    curvature = np.diff(drawn.inputs, 2, axis=1)
    still = np.abs(curvature) < 1e-12
    assert (still.sum(axis=1) >= 20).all(), "most of it is a tilted line"
    assert (~still).any(axis=1).all(), "and somewhere there is ink"
    assert np.abs(drawn.inputs).max() < 0.4 * 1.2 + 0.75 / 4
