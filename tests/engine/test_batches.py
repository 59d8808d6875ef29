"""What a step sees: mini-batches that use every example once an epoch, dropout, and the same thing whenever it is asked."""

from __future__ import annotations

import numpy as np
import pytest

from app.engine import model_objective
from app.engine.datasets.dataset import Dataset
from app.engine.losses.mean_squared_error import MeanSquaredError
from app.engine.losses.softmax_cross_entropy import SoftmaxCrossEntropy
from app.engine.model_objective import Batch, ModelObjective
from app.engine.models.linear import Linear
from app.engine.models.mlp import Mlp
from tests.engine.learning import LINEAR, descended, few, learning, spiral

EXAMPLES = 60


def partitioned(size: int, seed: int = 0) -> ModelObjective:
    return learning(Linear(), spiral(EXAMPLES // 3), batch=Batch(size=size), seed=seed)


@pytest.mark.parametrize("size", [1, 7, 20, 59])
def test_every_epoch_is_another_partition_of_all_examples(size: int) -> None:
    objective = partitioned(size)
    epochs = [
        np.concatenate([objective.rows(step) for step in range(first, first + objective.steps_per_epoch)])
        for first in (0, objective.steps_per_epoch, 5 * objective.steps_per_epoch)
    ]
    assert all(sorted(epoch) == list(range(EXAMPLES)) for epoch in epochs)
    assert not any(np.array_equal(epochs[0], other) for other in epochs[1:])
    assert objective.examples_seen(objective.steps_per_epoch) == EXAMPLES
    assert objective.examples_seen(1) == objective.examples_per_step == size


def test_a_seed_is_a_partition() -> None:
    assert np.array_equal(partitioned(7).rows(11), partitioned(7).rows(11))
    assert not np.array_equal(partitioned(7).rows(11), partitioned(7, seed=1).rows(11))


def test_steps_may_be_asked_about_in_any_order() -> None:
    forwards, backwards = partitioned(7), partitioned(7)
    rows = [forwards.rows(step) for step in range(30)]
    assert all(np.array_equal(backwards.rows(step), rows[step]) for step in reversed(range(30)))


@pytest.mark.parametrize("sampling", ["partition", "replacement"])
def test_a_step_sees_the_loss_of_its_rows(sampling: str) -> None:
    data = spiral(20)
    objective = learning(Mlp(hidden=(4,), batch_norm=True), data, batch=Batch(size=7, sampling=sampling))
    assert objective.is_sampled
    seen = objective.at(8)
    alone = learning(Mlp(hidden=(4,), batch_norm=True), data.take(objective.rows(8)))
    loss, gradient = seen.value_and_gradient(objective.start)
    assert loss == alone.value(objective.start)
    assert np.array_equal(gradient, alone.gradient(objective.start))
    assert objective.at(8) is seen
    assert objective.at(9).value(objective.start) != loss


def test_draws_with_replacement_repeat_and_are_as_many_as_asked_for() -> None:
    objective = learning(Linear(), spiral(20), batch=Batch(size=100, sampling="replacement"))
    assert len(objective.rows(0)) == 100
    assert len(set(objective.rows(0))) < 60
    assert objective.examples_seen(3) == 300


def test_the_mean_over_an_epoch_of_equal_batches_is_the_full_gradient() -> None:
    objective = partitioned(20)
    gradients = [objective.at(step).gradient(objective.start) for step in range(objective.steps_per_epoch)]
    np.testing.assert_allclose(np.mean(gradients, axis=0), objective.gradient(objective.start), atol=1e-15)


@pytest.mark.parametrize("batch", [None, Batch(size=60), Batch(size=1000)])
def test_a_full_batch_is_the_function_itself(batch: Batch | None) -> None:
    objective = learning(Linear(), spiral(20), batch=batch)
    assert not objective.is_sampled
    assert objective.at(5) is objective
    assert (objective.steps_per_epoch, objective.examples_per_step) == (1, 60)


def test_dropout_is_another_mask_each_step_and_none_when_evaluating() -> None:
    dropped, whole = (learning(Mlp(hidden=(50,), dropout=dropout), few()) for dropout in (0.5, 0.0))
    assert dropped.is_sampled
    assert not whole.is_sampled
    start = dropped.start
    assert dropped.value(start) == whole.value(start)
    losses = [float(dropped.at(step).value(start)) for step in (0, 1, 0)]
    assert losses[0] == losses[2] != losses[1]
    mask = dropped.at(0)._question.masks[0]
    assert set(mask.ravel()) == {0.0, 2.0}
    assert mask.mean() == pytest.approx(1.0, abs=0.1)  # inverted: no scale is lost; one of 350 units is off by 0.05


def test_figures_are_those_of_the_position_that_is_asked_about() -> None:
    objective = learning(LINEAR, spiral(), validation=spiral(10))
    position, losses = descended(objective, 10)
    figures = objective.figures(position)
    assert figures["data_loss"] + figures["regularization_loss"] == pytest.approx(losses[-1], abs=1e-15)
    assert figures["regularization_loss"] == pytest.approx(0.5e-3 * np.sum(position[:6] ** 2), rel=1e-14)
    assert figures["accuracy"] == np.mean(objective.predict(position, spiral().inputs) == spiral().targets)
    assert list(figures)[3:] == ["validation_loss", "validation_accuracy"]
    objective.value_and_gradient(position)
    position *= 3.0  # what was known of this array is no longer true
    fresh = learning(LINEAR, spiral(), validation=spiral(10))
    assert objective.figures(position) == pytest.approx(fresh.figures(position), rel=1e-14)


def test_numbers_are_predicted_as_they_are() -> None:
    inputs = np.linspace(-1.0, 1.0, 9)[:, None]
    objective = learning(Linear(), Dataset(inputs=inputs, targets=2 * inputs + 1), MeanSquaredError())
    assert objective.value(np.array([2.0, 1.0])) == 0.0
    np.testing.assert_allclose(objective.predict(np.array([2.0, 1.0]), inputs), 2 * inputs + 1)
    assert list(objective.figures(objective.start)) == ["data_loss", "regularization_loss"]


def test_equal_scores_count_for_the_first_class() -> None:
    objective = learning(Linear(), spiral(), SoftmaxCrossEntropy())
    assert objective.figures(np.zeros(9))["accuracy"] == 1 / 3


def test_a_large_set_gets_its_batches_without_a_copy_of_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    settings, batch = Mlp(hidden=(4,), dropout=0.5), Batch(size=7)
    copied = learning(settings, spiral(20), batch=batch)
    monkeypatch.setattr(model_objective, "MOST_COPIED", 50)
    large = learning(settings, spiral(20), batch=batch)
    start = large.start
    assert large.at(3).value(start) == copied.at(3).value(start)
    assert large.value(start) == copied.value(start)
    full = learning(settings, spiral(20))
    monkeypatch.undo()
    assert full.at(3).value(start) == learning(settings, spiral(20)).at(3).value(start)
