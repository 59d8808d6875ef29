"""What the structure of a model saves changes no figure: slices of every model and loss equal a plain loop to 1e-12."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from app.engine.datasets.dataset import Dataset, Split
from app.engine.directions import DIRECTIONS
from app.engine.directions.direction import Direction, Surroundings
from app.engine.losses import LOSSES
from app.engine.losses.factored import log_sums_on_plane
from app.engine.losses.loss import Loss
from app.engine.losses.softmax_cross_entropy import SoftmaxCrossEntropy
from app.engine.model_objective import ModelObjective
from app.engine.models import MODELS
from app.engine.models.linear import Linear
from app.engine.models.mlp import Mlp
from app.engine.models.model import Model
from app.engine.objective import Array
from app.engine.plane import Plane
from app.engine.sampler import PointSampler, Together
from app.engine.score_sampler import FROM_SCORES, ScoreSampler
from app.engine.survey import surveyed
from tests.engine.test_spectrum import finished

RNG = np.random.default_rng(0)
CLASSES = ("a", "b", "c")
A, B = np.linspace(-1.5, 1.0, 6), np.linspace(-0.5, 2.0, 5)


def examples(count: int, seed: int, features: int = 4) -> Dataset:
    rng = np.random.default_rng(seed)
    return Dataset(inputs=rng.standard_normal((count, features)), targets=rng.integers(0, 3, count), classes=CLASSES)


TRAIN, OTHERS = examples(23, 1), examples(9, 2)


def objective_of(model: Model, loss: Loss, train: Dataset = TRAIN) -> ModelObjective:
    network = model.network(train.inputs.shape[1], train.outputs)
    start = np.random.default_rng(3).standard_normal(network.dimension) * 0.7
    return ModelObjective(network, loss, Split(train, OTHERS), start=start)


def plane_of(objective: ModelObjective, count: int = 2) -> Plane:
    rng = np.random.default_rng(4)
    return Plane(objective.start, rng.standard_normal((count, objective.dimension)))


def plain(objective: ModelObjective, plane: Plane, data: Dataset, losses_of: list[int]) -> dict[str, Array]:
    """Point by point, through the objective's own functions."""
    found: dict[str, list[Array]] = {name: [] for name in FROM_SCORES}
    for b, a in product(B, A):
        position = plane.points(*(np.array([c]) for c in (a, b)[: len(plane.directions)]))[:, 0]
        each = objective.example_losses(position, data)
        found["data_loss"].append(each.mean())
        found["loss"].append(each.mean() + objective.regularization(position))
        found["accuracy"].append(np.mean(objective.predict(position, data.inputs) == data.targets))
        found["example_losses"].append(each[losses_of])
    return {name: np.array(values).reshape(len(B), len(A), *np.shape(values[0])) for name, values in found.items()}


MODELS_HERE = [
    Linear(),
    Mlp(hidden=(7,)),
    Mlp(hidden=(6, 5), activation="tanh"),
    Mlp(hidden=(6, 5), batch_norm=True),
]


def test_every_model_is_here() -> None:
    assert {type(model) for model in MODELS_HERE} == set(MODELS)


@pytest.mark.parametrize("model", MODELS_HERE, ids=lambda model: f"{model.name}{getattr(model, 'hidden', '')}")
@pytest.mark.parametrize("kind", LOSSES, ids=lambda kind: kind.name)
@pytest.mark.parametrize("data", [TRAIN, OTHERS], ids=["train", "validation"])
def test_slices_equal_a_plain_loop(model: Model, kind: type[Loss], data: Dataset) -> None:
    objective = objective_of(model, kind(l1=0.03, l2=0.1))
    plane = plane_of(objective)
    expected = plain(objective, plane, data, [0, 5])
    found = finished(ScoreSampler(objective, plane, FROM_SCORES, data, [0, 5]).sample(A, B))
    for name, figure in expected.items():
        np.testing.assert_allclose(found[name], figure, rtol=1e-12, atol=1e-12, err_msg=name)
    fast = finished(ScoreSampler(objective, plane, ["loss"], data).sample(A, B))["loss"]
    np.testing.assert_allclose(fast, expected["loss"], rtol=1e-12, atol=1e-12)
    if data is TRAIN:
        first, second = (mesh.ravel() for mesh in np.meshgrid(A, B))
        values = objective.value(plane.points(first, second))
        np.testing.assert_allclose(fast.ravel(), values, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("kind", DIRECTIONS, ids=lambda kind: kind.name)
def test_slices_along_every_kind_of_direction_equal_a_plain_loop(kind: type[Direction]) -> None:
    objective = objective_of(Mlp(hidden=(5,), activation="tanh"), SoftmaxCrossEntropy(l2=0.01))
    rng = np.random.default_rng(6)
    around = Surroundings(
        objective=objective,
        origin=objective.start,
        points=list(rng.standard_normal((2, objective.dimension))),
        paths=[rng.standard_normal((5, objective.dimension))],
        state={"velocity": rng.standard_normal(objective.dimension)},
    )
    vectors = finished(kind().choose(around, kind.most)).vectors
    plane = Plane(objective.start, vectors)
    axes = [A, B][: kind.most]
    found = finished(surveyed(ScoreSampler(objective, plane, ["loss"], TRAIN), axes)).figures["loss"]
    expected = plain(objective, plane, TRAIN, [])["loss"]
    np.testing.assert_allclose(found, expected if kind.most > 1 else expected[0], rtol=1e-12, atol=1e-12)


def test_figures_of_slopes_join_those_of_scores() -> None:
    objective = objective_of(Mlp(hidden=(5,), activation="tanh"), SoftmaxCrossEntropy())
    plane = plane_of(objective)
    sampler = Together(
        [
            ScoreSampler(objective, plane, ["loss"], TRAIN),
            PointSampler(objective, plane, ["slope", "curvature"], is_one_by_one=True),
        ]
    )
    found = finished(sampler.sample(A[:2], B[:2]))
    h = 1e-4
    for (j, b), (i, a) in product(enumerate(B[:2]), enumerate(A[:2])):
        values = objective.value(plane.points(a + h * np.array([-1.0, 0.0, 1.0]), np.full(3, b)))
        np.testing.assert_allclose(found["slope"][j, i, 0], (values[2] - values[0]) / (2 * h), rtol=1e-6)
        np.testing.assert_allclose(
            found["curvature"][j, i, 0], (values[2] - 2 * values[1] + values[0]) / h**2, rtol=1e-5
        )


@pytest.mark.parametrize("reach", [1.0, 50.0, 3e3, 1e5])
def test_factored_exponentials_survive_what_would_underflow(reach: float) -> None:
    scores = [RNG.standard_normal((4, 37)) * size for size in (1.0, reach, reach)]
    first, second = np.linspace(-1, 1, 9), np.linspace(-1, 1, 7)
    found = sum(share for _, share in log_sums_on_plane(scores, first, second))
    for (j, b), (i, a) in product(enumerate(second), enumerate(first)):
        at = scores[0] + a * scores[1] + b * scores[2]
        top = at.max(axis=0)
        expected = np.sum(top + np.log(np.sum(np.exp(at - top), axis=0)))
        np.testing.assert_allclose(found[j, i], expected, rtol=1e-12, atol=1e-12 * reach)


def test_many_examples_pass_in_blocks() -> None:
    """More numbers than a block holds, and more sums than are kept."""
    train = examples(40_000, 7, features=2)
    for model, loss in ((Linear(), SoftmaxCrossEntropy()), (Mlp(hidden=(40,)), SoftmaxCrossEntropy())):
        objective = objective_of(model, loss, train)
        plane = plane_of(objective)
        sampler = ScoreSampler(objective, plane, ["loss"], train)
        for _ in range(2):
            found = finished(sampler.sample(A[:2], B[:1]))["loss"]
            expected = [objective.value(plane.points(np.array([a]), B[:1])[:, 0]) for a in A[:2]]
            np.testing.assert_allclose(found[0], expected, rtol=1e-12)
