"""Starts: published ones number by number, others by the spread they promise and by what becomes of a signal."""

from __future__ import annotations

import math

import numpy as np
import pytest

from app.engine.hyperparameter import HyperparameterError
from app.engine.initializers import INITIALIZERS
from app.engine.initializers.constant import Constant
from app.engine.initializers.he import He
from app.engine.initializers.initializer import Drawn, Initializer
from app.engine.initializers.lecun import Lecun
from app.engine.initializers.normal import Normal
from app.engine.initializers.orthogonal import Orthogonal
from app.engine.initializers.uniform import Uniform
from app.engine.initializers.xavier import Xavier
from app.engine.models.mlp import Mlp
from tests.engine.learning import LINEAR, NETWORK, classes, descended, learning, spiral

DRAWN = [kind for kind in INITIALIZERS if issubclass(kind, Drawn)]
SHAPES = [(150, 100), (100, 10)]


def test_the_published_starts_follow_each_other_in_the_published_stream() -> None:
    stream = np.random.RandomState(0)
    stream.randn(300)  # the data
    stream.randn(18)
    for settings, shapes in ((LINEAR, [(2, 3)]), (NETWORK, [(2, 100), (100, 3)])):
        network = settings.network(2, 3)
        start, expected = settings.start(network, 7), [0.01 * stream.randn(*shape) for shape in shapes]
        assert np.array_equal(start[network.is_weight], np.concatenate([matrix.ravel() for matrix in expected]))
        assert not start[~network.is_weight].any()


@pytest.mark.parametrize("kind", INITIALIZERS, ids=lambda kind: kind.name)
def test_the_same_seeds_give_the_same_weights(kind: type[Initializer]) -> None:
    first, second = (kind().weights(SHAPES, 3) for _ in range(2))
    assert [matrix.shape for matrix in first] == SHAPES
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


@pytest.mark.parametrize("kind", DRAWN, ids=lambda kind: kind.name)
def test_either_seed_gives_other_weights_and_layers_differ(kind: type[Drawn]) -> None:
    weights = kind(seed=1).weights([(4, 3), (4, 3)], 3)
    assert not np.array_equal(weights[0], weights[1])
    assert not np.array_equal(weights[0], kind(seed=2).weights([(4, 3)], 3)[0])
    assert not np.array_equal(weights[0], kind(seed=1).weights([(4, 3)], 4)[0])


@pytest.mark.parametrize(
    ("settings", "deviation"),
    [
        (Normal(std=0.3), 0.3),
        (Uniform(low=-0.3, high=0.3), 0.3 / math.sqrt(3)),
        (Xavier(), math.sqrt(2 / 250)),
        (Xavier(distribution="uniform", gain=2.0), 2 * math.sqrt(2 / 250)),
        (He(), math.sqrt(2 / 150)),
        (He(distribution="uniform"), math.sqrt(2 / 150)),
        (Lecun(), math.sqrt(1 / 150)),
        (Orthogonal(), math.sqrt(1 / 150)),
    ],
    ids=lambda value: value.name if isinstance(value, Initializer) else "",
)
def test_weights_have_the_spread_that_is_promised(settings: Initializer, deviation: float) -> None:
    weights = settings.weights(SHAPES, 0)[0]  # 15,000 of them: the spread is known to 0.6 %
    assert abs(weights.mean()) < 0.03 * deviation
    assert weights.std() == pytest.approx(deviation, rel=0.02)
    if getattr(settings, "distribution", settings.name) == "uniform":
        assert np.abs(weights).max() <= deviation * math.sqrt(3)


@pytest.mark.parametrize("shape", [(5, 8), (8, 5), (6, 6)])
def test_orthogonal_weights_keep_lengths(shape: tuple[int, int]) -> None:
    weights = Orthogonal(gain=2.0).weights([shape], 0)[0]
    product = weights @ weights.T if shape[0] <= shape[1] else weights.T @ weights
    np.testing.assert_allclose(product, 4 * np.eye(min(shape)), atol=1e-14)


@pytest.mark.parametrize(
    ("initializer", "ratio"),
    [(Normal(std=0.01), 0.0707), (Xavier(), 0.7071), (He(), 1.0)],
    ids=lambda value: str(value)[:6],
)
def test_layers_of_relu_shrink_or_keep_a_signal(initializer: Drawn, ratio: float) -> None:
    """EXPERIMENTS.md dl10: the root mean square from layer to layer, in the mean of 20 seeds."""
    random = np.random.default_rng(0)
    data = classes(random.standard_normal((100, 100)), np.zeros(100, dtype=int))
    ratios = []
    for seed in range(20):
        objective = learning(Mlp(hidden=(100,) * 5, initializer=initializer), data, seed=seed)
        sizes = [
            float(np.sqrt(np.mean(layer.values**2))) for layer in objective.activations(objective.start, data.inputs)
        ]
        ratios.append(np.divide(sizes[1:5], sizes[:4]))
    np.testing.assert_allclose(np.mean(ratios, axis=0), ratio, rtol=0.08)


def test_zero_weights_never_move_and_equal_weights_stay_equal() -> None:
    """EXPERIMENTS.md dl12."""
    zeros = learning(Mlp(hidden=(10,), initializer=Constant()), spiral())
    position, losses = descended(zeros, 20)
    assert max(abs(loss - math.log(3)) for loss in losses) <= 1e-12
    assert np.abs(position).max() <= 1e-12
    equal = learning(Mlp(hidden=(10,), activation="sigmoid", initializer=Constant(value=0.5)), spiral())
    position, losses = descended(equal, 500, rate=0.5)
    first, _, last, _ = (
        position[place].reshape(group.shape) for place, group in zip(equal.network.slices, equal.groups, strict=True)
    )
    assert np.ptp(first, axis=1).max() <= 1e-9
    assert np.ptp(last, axis=0).max() <= 1e-9
    assert losses[-1] < losses[0] - 0.1


def test_settings_that_make_no_sense_are_refused() -> None:
    with pytest.raises(HyperparameterError, match="low must be a finite number of at least -1000 and at most 0, got 1"):
        Uniform(low=1.0)
    with pytest.raises(HyperparameterError, match="stream must be one of counter, legacy, got 'numpy'"):
        Normal(stream="numpy")
    with pytest.raises(HyperparameterError, match="std must be a finite number of at least 0"):
        Normal(std=-1.0)
