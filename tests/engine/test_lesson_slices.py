"""What the lessons show of slices, held to its figures. Images are drawn here, with the size and the spread of real pixels."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from app.engine.datasets.dataset import Dataset, Split
from app.engine.datasets.spiral import Spiral
from app.engine.datasets.three_points import ThreePoints
from app.engine.descent import Descent, Plan
from app.engine.directions.direction import Surroundings
from app.engine.directions.gaussian import Gaussian
from app.engine.directions.gradient import Gradient
from app.engine.losses.hinge import Hinge
from app.engine.losses.softmax_cross_entropy import SoftmaxCrossEntropy
from app.engine.model_objective import ModelObjective
from app.engine.models.linear import Linear
from app.engine.models.mlp import Mlp
from app.engine.objective import Array
from app.engine.optimizers.sgd import Sgd
from app.engine.permutation import permuted, strengths, swapped
from app.engine.plane import Plane
from app.engine.score_sampler import ScoreSampler
from app.engine.survey import surveyed
from tests.engine.test_spectrum import finished


@cache
def pixels(count: int) -> Dataset:
    """Pixels 0–255 less their mean image: blurred, neighbours alike, and hardly different from class to class, as in CIFAR-10."""
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 10, count)
    patches = rng.normal(0, 15, (10, 48))[labels] + rng.normal(0, 60, (count, 48))
    images = np.clip(np.round(120 + np.repeat(patches, 64, axis=1) + rng.normal(0, 10, (count, 3072))), 0, 255)
    names = tuple(str(label) for label in range(10))
    return Dataset(inputs=images - images.mean(axis=0), targets=labels, classes=names)


def svm(data: Dataset, examples: int | None = None, scale: float = 1e-4) -> ModelObjective:
    """A linear classifier with the hinge loss and no regularisation."""
    train = data if examples is None else data.take(slice(examples))
    network = Linear().network(train.inputs.shape[1], train.outputs)
    start = network.vector([scale * np.random.default_rng(1).standard_normal(network.widths)])
    return ModelObjective(network, Hinge(), Split(train), start=start)


def sliced(objective: ModelObjective, extents: list[tuple[float, float, int]], scale: float = 1e-4) -> Array:
    """The loss along one or two random directions."""
    around = Surroundings(objective=objective, origin=objective.start, seed=7)
    vectors = finished(Gaussian().choose(around, len(extents))).vectors * scale
    axes = [np.linspace(*extent) for extent in extents]
    sampler = ScoreSampler(objective, Plane(objective.start, vectors), ["loss"], objective.split.train)
    return finished(surveyed(sampler, axes)).figures["loss"]


def bends(loss: Array) -> list[Array]:
    """Second differences along rows, columns and both diagonals, in parts of the range."""
    middle = loss[1:-1, 1:-1]
    found = [loss[:, :-2] - 2 * loss[:, 1:-1] + loss[:, 2:], loss[:-2] - 2 * loss[1:-1] + loss[2:]]
    found += [loss[:-2, :-2] - 2 * middle + loss[2:, 2:], loss[:-2, 2:] - 2 * middle + loss[2:, :-2]]
    return [bend / np.ptp(loss) for bend in found]


def test_cs1_the_loss_of_one_example_is_made_of_straight_pieces() -> None:
    loss = sliced(svm(pixels(120), 1), [(-1.5, 1.5, 201)])
    kinks = np.abs(np.diff(loss, 2)) > 1e-9 * np.ptp(loss)
    assert 2 <= np.count_nonzero(kinks) <= 18


def test_cs2_so_it_is_on_a_plane() -> None:
    rows, columns, *diagonals = bends(sliced(svm(pixels(120), 1), [(-1.5, 1.5, 51)] * 2))
    for bend in (rows, columns):
        assert np.mean(np.abs(bend) <= 1e-9) >= 0.6
    assert min(bend.min() for bend in (rows, columns, *diagonals)) >= -1e-9


def test_cs3_the_mean_of_a_hundred_is_a_bowl() -> None:
    loss = sliced(svm(pixels(120), 100), [(-2.0, 2.0, 51)] * 2)
    assert min(bend.min() for bend in bends(loss)) >= -1e-12
    row, column = np.unravel_index(np.argmin(loss), loss.shape)
    assert 0 < row < 50
    assert 0 < column < 50


def test_cs4_three_points_and_their_mean() -> None:
    data = ThreePoints().draw()
    objective = svm(data, scale=0.1)
    vectors = np.zeros((1, objective.dimension))
    vectors[0, 0] = 1.0  # w₀
    axis = np.linspace(-9, 9, 1801)
    sampler = ScoreSampler(objective, Plane(objective.start, vectors), ["data_loss", "example_losses"], data, range(3))
    figures = finished(surveyed(sampler, [axis])).figures
    losses = figures["example_losses"].T
    own = [np.argsort(data.targets).tolist().index(place) for place in range(3)]
    for loss, kinks in zip(losses[np.argsort(data.targets)], (2, 1, 1), strict=True):
        bend = np.diff(loss, 2) / np.ptp(loss)
        assert bend.min() >= -1e-12
        where = np.flatnonzero(bend > 1e-9)
        assert np.count_nonzero(np.diff(where, prepend=-9) > 1) == kinks, "a kink between two points bends at both"
    np.testing.assert_allclose(figures["data_loss"], losses.sum(axis=0) / 3, rtol=1e-15, atol=1e-15)
    assert sorted(own) == [0, 1, 2]


def test_cs9_a_step_along_the_arrow_helps_more_and_then_overshoots() -> None:
    objective = svm(pixels(400))
    around = Surroundings(objective=objective, origin=objective.start)
    (arrow,) = finished(Gradient().choose(around, 1)).vectors
    slope = objective.gradient(objective.start)
    assert arrow @ -slope == pytest.approx(np.linalg.norm(arrow) * np.linalg.norm(slope), rel=1e-12)
    plane = Plane(objective.start, arrow[None])
    rates = np.array([0.0, 1e-7, 1e-6, 1e-4])
    start, little, best, far = finished(
        ScoreSampler(objective, plane, ["loss"], objective.split.train).sample(rates, np.zeros(1))
    )["loss"][0]
    assert best < little < start < far
    np.testing.assert_allclose(best, objective.value(objective.start - 1e-6 * slope), rtol=1e-12)


def test_cs13_a_linear_svm_is_convex_and_a_network_is_not() -> None:
    data = Spiral().draw()
    linear = sliced(svm(data, scale=1.0), [(-2.0, 2.0, 51)] * 2, scale=1.0)
    assert min(bend.min() for bend in bends(linear)) >= -1e-12
    network = Mlp(hidden=(20,)).network(2, 3)
    start = np.random.default_rng(1).standard_normal(network.dimension)
    loss = sliced(ModelObjective(network, Hinge(), Split(data), start=start), [(-2.0, 2.0, 51)] * 2, scale=1.0)
    assert min(bend.min() for bend in bends(loss)) <= -1e-3


def test_gd3_two_units_change_places_and_a_wall_lies_between() -> None:
    data = Spiral().draw()
    model = Mlp(hidden=(20,))
    network = model.network(2, 3)
    objective = ModelObjective(network, SoftmaxCrossEntropy(l2=1e-3), Split(data), start=model.start(network, 0))
    descent = Descent(objective, Plan(optimizer=Sgd(learning_rate=1.0), steps=2000, evaluate_every=2000))
    descent.advance(2000)
    trained = descent.position
    first, second = np.argsort(-strengths(network.groups, trained, 1))[:2].tolist()
    other = permuted(network.groups, trained, 1, swapped(20, first, second))
    assert abs(objective.value(other) - objective.value(trained)) <= 4 * np.spacing(objective.value(trained))
    np.testing.assert_allclose(
        objective.scores(other, data.inputs), objective.scores(trained, data.inputs), atol=1e-14 * 100
    )
    sampler = ScoreSampler(objective, Plane(trained, (other - trained)[None]), ["loss"], data)
    loss = finished(surveyed(sampler, [np.linspace(-0.5, 1.5, 201)])).figures["loss"]
    np.testing.assert_allclose(loss, loss[::-1], rtol=1e-12)
    assert loss[50:151].max() >= 1.5 * loss[50]
