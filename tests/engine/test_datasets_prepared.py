"""Parts and preprocessing: seeded, class by class, and measured on the training part alone."""

from __future__ import annotations

import numpy as np
import pytest

from app.engine.datasets.preprocessing import preprocess
from app.engine.datasets.splitting import divided, subset
from app.engine.objective import Array

LABELS = np.repeat([0, 1, 2], [50, 30, 20])
INPUTS = np.random.Generator(np.random.Philox(7)).normal(3.0, [1.0, 5.0, 0.0], (40, 3))


@pytest.mark.parametrize("share", [0.1, 0.25, 0.9])
def test_every_class_keeps_its_share(share: float) -> None:
    train, validation = divided(LABELS, share, seed=0)
    assert sorted([*train, *validation]) == list(range(100))
    assert len(validation) == round(100 * share)
    for label, count in enumerate((50, 30, 20)):
        assert abs(np.sum(LABELS[validation] == label) - count * share) < 1


def test_a_seed_decides_who_is_set_aside() -> None:
    first, again, other = (divided(LABELS, 0.2, seed)[1] for seed in (0, 0, 1))
    assert first.tolist() == again.tolist() != other.tolist()
    assert (np.diff(first) > 0).all(), "the examples stay in their order"
    numbers = np.linspace(0, 1, 30)[:, np.newaxis]
    assert len(divided(numbers, 0.3, seed=0)[1]) == 9


def test_no_part_is_empty() -> None:
    assert [len(rows) for rows in divided(np.array([0, 1]), 0.9, seed=0)] == [1, 1]
    assert [len(rows) for rows in divided(np.array([0, 1, 2]), 0.01, seed=0)] == [2, 1]
    with pytest.raises(ValueError, match="at least 2 examples, got 1"):
        divided(np.array([0]), 0.5, seed=0)


def test_a_subset_keeps_the_shares_too() -> None:
    rows = subset(LABELS, 10, seed=3)
    assert np.bincount(LABELS[rows]).tolist() == [5, 3, 2]
    assert subset(LABELS, 10, seed=3).tolist() == rows.tolist() != subset(LABELS, 10, seed=4).tolist()
    assert subset(LABELS, 1000, seed=3).tolist() == list(range(100))


def _prepared(method: str, *, is_image: bool = False) -> tuple[Array, Array]:
    train, aside = INPUTS[:30].copy(), INPUTS[30:].copy()
    preprocess(method, train, aside, is_image=is_image)
    return train, aside


def test_nothing_is_the_data_as_they_are() -> None:
    np.testing.assert_array_equal(np.concatenate(_prepared("none")), INPUTS)


def test_the_origin_and_the_unit_are_those_of_the_training_part() -> None:
    train, aside = _prepared("center")
    mean = INPUTS[:30].mean(axis=0)
    np.testing.assert_allclose(train.mean(axis=0), 0, atol=1e-14)
    np.testing.assert_allclose(train, INPUTS[:30] - mean, atol=1e-14)
    np.testing.assert_allclose(aside, INPUTS[30:] - mean, atol=1e-14)
    aside = _prepared("standardize")[1]
    np.testing.assert_allclose(aside[:, :2], (INPUTS[30:] - mean)[:, :2] / INPUTS[:30, :2].std(axis=0), rtol=1e-12)


def test_a_table_has_a_unit_per_column_and_a_constant_column_is_not_divided() -> None:
    np.testing.assert_allclose(_prepared("standardize")[0].std(axis=0), [1, 1, 0], atol=1e-14)
    scaled = _prepared("scale")[0]
    np.testing.assert_array_equal(scaled.min(axis=0), [0, 0, 0])
    np.testing.assert_array_equal(scaled.max(axis=0), [1, 1, 0])


def test_a_constant_column_that_has_no_exact_mean_is_not_blown_up() -> None:
    train, aside = np.full((49, 1), 0.1), np.array([[0.2]])
    preprocess("standardize", train, aside)
    assert abs(aside[0, 0] - 0.1) < 1e-15


def test_the_pixels_of_an_image_share_their_unit() -> None:
    scaled = _prepared("scale", is_image=True)[0]
    assert (scaled.min(), scaled.max()) == (0, 1)
    assert (scaled.max(axis=0) < 1).sum() == 2
    standardized = _prepared("standardize", is_image=True)[0]
    ratio = standardized.std(axis=0)[1] / standardized.std(axis=0)[0]
    assert ratio == pytest.approx(INPUTS[:30, 1].std() / INPUTS[:30, 0].std())
    assert np.mean(standardized.var(axis=0)) == pytest.approx(1)
