"""Documents of data sets: what each may say, and that the same document gives the same arrays."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.engine.datasets import DATASETS
from app.service.datasets import splits
from app.service.datasets.catalogue import dataset_catalogue
from app.service.datasets.documents import ALL_DATASETS, DatasetDocument, dataset_schema
from app.service.datasets.fetched import FETCHED, Cifar10, Mnist
from app.service.datasets.shipped import Shipped
from app.service.datasets.splits import load_split
from app.service.documents import Document
from app.service.reading import read_document
from app.service.refusal import Fault, Refusal, TooMuchWork
from app.settings import Settings

SHIPPED = [kind for kind in ALL_DATASETS if issubclass(kind, Shipped)]
AT_HAND = [kind.name for kind in (*DATASETS, *SHIPPED)]


class Holder(Document):
    """A document with a data set in it."""

    dataset: DatasetDocument


def document(name: str, **settings: Any) -> Any:
    return read_document(Holder, {"dataset": {"name": name, **settings}}).dataset


def refused(name: str, **settings: Any) -> Fault:
    with pytest.raises(Refusal) as refusal:
        document(name, **settings)
    return refusal.value.faults[0]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with an MNIST of 40 pictures: every pixel of a picture says which one it is."""
    monkeypatch.setattr(Mnist, "examples", {"train": 30, "test": 10})
    _write(tmp_path)
    return tmp_path


def _write(folder: Path, brighter: int = 0) -> None:
    arrays: dict[str, Any] = {}
    for part, count in (("train", 30), ("test", 10)):
        arrays[f"{part}_images"] = np.arange(count, dtype=np.uint8).repeat(784).reshape(count, 28, 28) + np.uint8(
            brighter
        )
        arrays[f"{part}_labels"] = (np.arange(count) % 10).astype(np.uint8)
    np.savez(folder / "mnist.npz", **arrays)


@pytest.mark.parametrize("kind", ALL_DATASETS, ids=lambda kind: kind.name)
def test_every_document_has_defaults_and_words_in_both_languages(kind: Any) -> None:
    assert document(kind.name).preprocess == "none"
    english, japanese = (dataset_schema(kind, language) for language in ("en", "ja"))
    common = {"name", "preprocess", "validation", "subset"}
    assert common < set(english["properties"]) or kind.name == "three_points"
    assert set(english["properties"]) == set(japanese["properties"]) >= common
    for name in set(english["properties"]) - {"name"}:
        assert english["properties"][name]["description"] != japanese["properties"][name]["description"]
        assert english["properties"][name]["title"]
    assert f"\n    Convention:{' ' * 3}" in (kind.__doc__ or "")
    assert "Convention:" in kind.japanese


@pytest.mark.parametrize("name", AT_HAND)
def test_what_is_at_hand_loads_whole_divided_and_in_part(name: str) -> None:
    whole = load_split(document(name), Path("nowhere"))
    assert whole.validation is None
    half = load_split(document(name, validation=0.5, preprocess="standardize"), Path("nowhere"))
    assert half.validation is not None
    assert len(half.train) + len(half.validation) == len(whole.train)
    assert np.isfinite(half.validation.inputs).all()
    assert (half.train.classes, half.train.image_shape) == (whole.train.classes, whole.train.image_shape)
    part = load_split(document(name, subset=2), Path("nowhere"))
    assert len(part.train) == 2
    assert load_split(document(name), Path("nowhere")) is whole
    with pytest.raises(ValueError, match="read-only"):
        whole.train.inputs[0, 0] = 1


def test_the_tables_that_ship_are_the_known_ones() -> None:
    digits, iris, wine = (load_split(document(kind.name), Path()).train for kind in SHIPPED)
    assert (digits.inputs.shape, digits.image_shape, digits.inputs.max()) == ((1797, 64), (8, 8), 16)
    assert digits.targets[:10].tolist() == list(range(10))
    np.testing.assert_allclose(iris.inputs.mean(axis=0), [5.8433333, 3.0573333, 3.758, 1.1993333], atol=1e-7)
    assert np.bincount(iris.targets).tolist() == [50, 50, 50]
    assert np.bincount(wine.targets).tolist() == [59, 71, 48]
    assert (wine.features[-1], wine.inputs[:, -1].max()) == ("proline", 1680)


def test_the_catalogue_says_how_large_each_is_and_what_is_missing(tmp_path: Path) -> None:
    settings = Settings(data_folder=tmp_path)
    rows = {row["name"]: row for row in dataset_catalogue("en", settings)}
    assert list(rows) == [kind.name for kind in ALL_DATASETS]
    for name in AT_HAND:
        data = load_split(document(name), tmp_path).train
        row = rows[name]
        assert (row["examples"], row["features"], row["available"]) == (*data.inputs.shape, True)
        assert row["classes"] == list(data.classes)
    for kind in FETCHED:
        assert rows[kind.name]["command"] == f"thalweg data get {kind.name.replace('_', '-')}"
        assert not rows[kind.name]["available"]
        assert len(rows[kind.name]["classes"]) == 10
    assert rows["cifar10"]["features"] == 3072
    (tmp_path / "mnist.npz").touch()
    assert {row["name"]: row["available"] for row in dataset_catalogue("ja", settings)}["mnist"]


def test_the_test_part_is_validation_for_those_that_have_one(folder: Path) -> None:
    split = load_split(document("mnist", validation="test", preprocess="center", subset=20), folder)
    assert split.validation is not None
    assert (len(split.train), len(split.validation)) == (20, 10)
    assert np.bincount(split.train.targets).tolist() == [2] * 10
    np.testing.assert_allclose(split.train.inputs.mean(axis=0), 0, atol=1e-12)
    mean = load_split(document("mnist", subset=20), folder).train.inputs.mean()
    np.testing.assert_allclose(split.validation.inputs[:, 0], np.arange(10) - mean)
    fault = refused("digits", validation="test")
    assert (fault.pointer, fault.code) == ("/dataset/validation", "wrong_type")
    assert refused("mnist", validation="tests").pointer == "/dataset/validation"
    assert refused("spiral", validation=0.95).code == "out_of_range"


def test_a_share_is_set_aside_of_the_subset(folder: Path) -> None:
    split = load_split(document("mnist", validation=0.5, subset=20, seed=4), folder)
    subset = load_split(document("mnist", subset=20, seed=4), folder).train
    assert split.validation is not None
    both = sorted([*split.train.inputs[:, 0], *split.validation.inputs[:, 0]])
    assert both == sorted(subset.inputs[:, 0])
    other = load_split(document("mnist", subset=20, seed=5), folder).train
    assert other.inputs[:, 0].tolist() != subset.inputs[:, 0].tolist()


def test_a_file_that_is_fetched_again_is_read_again(folder: Path) -> None:
    first = load_split(document("mnist"), folder)
    assert load_split(document("mnist"), folder) is first
    before = (folder / "mnist.npz").stat().st_mtime_ns
    _write(folder, brighter=7)
    os.utime(folder / "mnist.npz", ns=(before + 1, before + 1))
    np.testing.assert_array_equal(load_split(document("mnist"), folder).train.inputs, first.train.inputs + 7)


def test_more_numbers_than_fit_are_refused_before_they_are_made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splits, "MOST_VALUES", 784 * 39)
    with pytest.raises(TooMuchWork) as refusal:
        load_split(document("mnist", validation="test"), folder)
    [fault] = refusal.value.faults
    assert (fault.pointer, fault.arguments["cost"]) == ("/objective/dataset/subset", 784 * 40)
    assert "values in the data set would be 31360, the limit is 30576" in fault.message("en")
    assert len(load_split(document("mnist", validation="test", subset=20), folder).train) == 20
    assert document("cifar10").subset == Cifar10.usual_subset == 5_000


def test_what_is_kept_stays_within_the_limit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_split(document("mnist", subset=10), folder)
    monkeypatch.setattr(splits, "_KEPT_VALUES", 784 * 20)
    assert load_split(document("mnist", subset=10), folder) is first
    load_split(document("mnist", subset=20), folder)
    assert load_split(document("mnist", subset=10), folder) is not first
