"""Parts and preprocessing: seeded, class by class, and measured on the training part alone."""

from __future__ import annotations

import numpy as np
import pytest

from app.engine.datasets.dataset import Dataset, Split
from app.engine.datasets.preprocessing import preprocessed
from app.engine.datasets.splitting import divided, subset

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


def _split(image_shape: tuple[int, ...] | None = None) -> Split:
    targets = np.zeros((40, 1))
    whole = Dataset(inputs=INPUTS, targets=targets, image_shape=image_shape)
    return Split(whole.take(slice(0, 30)), whole.take(slice(30, 40)))


def test_nothing_is_the_data_as_they_are() -> None:
    split = _split()
    assert preprocessed(split, "none") is split


def test_the_origin_and_the_unit_are_those_of_the_training_part() -> None:
    centred = preprocessed(_split(), "center")
    np.testing.assert_allclose(centred.train.inputs.mean(axis=0), 0, atol=1e-14)
    np.testing.assert_allclose(centred.train.inputs, INPUTS[:30] - INPUTS[:30].mean(axis=0), atol=1e-14)
    assert centred.validation is not None
    np.testing.assert_allclose(centred.validation.inputs, INPUTS[30:] - INPUTS[:30].mean(axis=0), atol=1e-14)


def test_a_table_has_a_unit_per_column_and_a_constant_column_keeps_its_own() -> None:
    standardized = preprocessed(_split(), "standardize").train.inputs
    np.testing.assert_allclose(standardized.std(axis=0), [1, 1, 0], atol=1e-14)
    scaled = preprocessed(_split(), "scale").train.inputs
    np.testing.assert_array_equal(scaled.min(axis=0), [0, 0, 0])
    np.testing.assert_array_equal(scaled.max(axis=0), [1, 1, 0])


def test_the_pixels_of_an_image_share_their_unit() -> None:
    scaled = preprocessed(_split(image_shape=(1, 3)), "scale").train.inputs
    assert (scaled.min(), scaled.max()) == (0, 1)
    assert (scaled.max(axis=0) < 1).sum() == 2
    standardized = preprocessed(_split(image_shape=(1, 3)), "standardize").train.inputs
    ratio = standardized.std(axis=0)[1] / standardized.std(axis=0)[0]
    assert ratio == pytest.approx(INPUTS[:30, 1].std() / INPUTS[:30, 0].std())
    assert np.mean(standardized.var(axis=0)) == pytest.approx(1)


def test_what_comes_out_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        preprocessed(_split(), "center").train.inputs[0, 0] = 1
