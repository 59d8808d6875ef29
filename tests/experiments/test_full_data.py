"""The experiments as the documents ran them, on CIFAR-10 and MNIST: minutes, and only where the data folder holds them.

THALWEG_DATA_FOLDER says where; `thalweg data get mnist` and `thalweg data get cifar10` fetch them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.service.datasets.fetched import Cifar10, Fetched, Mnist
from app.settings import Settings
from tests.experiments.laboratory import LINEAR, Laboratory, array, experiment, last, learning, network, normal, sgd
from tests.experiments.test_deep_learning_from_scratch import FOUR_LAYERS, HE, OPTIMIZERS, XAVIER, mean_of_last

MNIST = {"name": "mnist", "preprocess": "scale"}
CIFAR10 = {"name": "cifar10", "preprocess": "center", "validation": "test"}
"""5,000 pictures to train on, all 10,000 to test."""
BOOK = {"steps": 2000, "batch": {"size": 128, "sampling": "replacement"}, "record": {"evaluate_every": 2000}}
SEARCHES = [
    (0.0001, {"name": "random_search", "samples": 1, "distribution": "normal", "std": 0.0001}),
    (0.001, {"name": "random_local_search", "samples": 1, "step_size": 0.0001}),
]
"""Strategies 1 and 2: deviation of the start, and the search."""


@pytest.fixture
def mnist(request: pytest.FixtureRequest) -> Laboratory:
    return with_data(Mnist, request)


@pytest.fixture
def cifar10(request: pytest.FixtureRequest) -> Laboratory:
    return with_data(Cifar10, request)


def with_data(kind: type[Fetched], request: pytest.FixtureRequest) -> Laboratory:
    """The laboratory with this machine's data folder, which is not built where that lacks the data set."""
    if not kind.path(Settings().data_folder).is_file():
        pytest.skip(f"{kind.title.en} is not in the data folder: {kind.command()}")
    lab: Laboratory = request.getfixturevalue("full_lab")
    return lab


def svm(start: dict[str, Any], **settings: Any) -> dict[str, Any]:
    return learning(LINEAR | {"initializer": start}, CIFAR10 | settings, "hinge")


def test_cs5_and_cs6_local_search_beats_random_search_by_three_points(cifar10: Laboratory) -> None:
    accuracies = np.empty((3, 2))
    for seed in range(3):
        for strategy, (std, search) in enumerate(SEARCHES):
            record = {"evaluate_every": 999, "state": True}
            (run,) = cifar10.runs(svm(normal(std)), search, steps=999, seed=seed, record=record)
            accuracies[seed, strategy] = last(run, "validation_accuracy")
            if strategy == 0:
                assert np.mean(run["state"]["tried_value"][1:]) == pytest.approx(9.06, abs=0.3)
            else:
                assert np.diff(array(run["state"]["lowest_value"])[1:]).max() <= 0
    assert 0.135 <= accuracies[:, 0].mean() <= 0.175
    assert 0.195 <= accuracies[:, 1].mean() <= 0.23
    assert np.all(accuracies[:, 1] >= accuracies[:, 0] + 0.03)


def test_cs7_thirty_thousand_weights_can_be_checked_by_differences(cifar10: Laboratory) -> None:
    objective = learning(LINEAR | {"initializer": normal(0.02)}, CIFAR10 | {"subset": 200})
    for method, values in (("forward", 30_731), ("central", 61_460)):
        record = {"position": True, "gradient": True}
        (run,) = cifar10.runs(objective, sgd(1.0), steps=1, gradient={"method": method, "h": 1e-5}, record=record)
        assert run["value_evaluations"][-1] == values
        numerical, analytic = -np.diff(array(run["position"]), axis=0)[0], array(run["gradient"][0])
        error = np.linalg.norm(numerical - analytic) / np.linalg.norm(numerical + analytic)
        assert 1e-6 <= error <= 1e-5 if method == "forward" else error < 1e-9


def test_cs8_one_step_is_best_at_a_millionth(cifar10: Laboratory) -> None:
    rates = [10.0**power for power in range(-10, 0)]
    runs = cifar10.runs(svm({"name": "uniform", "low": 0.0, "high": 0.001}), *map(sgd, rates), steps=1)
    losses = np.array([run["loss"][-1] for run in runs])
    assert rates[int(np.argmin(losses))] == 1e-6
    growth = losses[7:] / losses[6:-1]  # from 1e-4 on
    assert np.all((growth >= 9.8) & (growth <= 10.05))


def test_cs11_the_whole_set_takes_twenty_times_the_examples_of_batches(mnist: Laboratory) -> None:
    seen = []
    for rate, size, every, steps in ((0.5, None, 1, 1000), (0.5, 256, 1, 1000), (0.01, 1, 50, 3000)):
        batch = None if size is None else {"size": size}
        record, stop = {"evaluate_every": every}, {"loss": 0.5}
        (run,) = mnist.runs(learning(LINEAR, MNIST), sgd(rate), steps=steps, batch=batch, record=record, stop=stop)
        assert run["outcome"]["status"] == "converged"
        seen.append(run["examples_seen"][-1])
    assert seen[0] >= 20 * seen[1]
    assert seen[1] > seen[2]


def test_cs16_larger_batches_point_where_all_examples_do(mnist: Laboratory) -> None:
    asked = experiment(learning(LINEAR | {"initializer": normal(0.01)}, MNIST))
    answer = mnist.look("batch-gradients", asked, sizes=[1, 8, 32, 128, 256, 1024], draws=100)
    np.testing.assert_allclose(answer["cosine"], [0.12, 0.33, 0.57, 0.80, 0.89, 0.97], atol=0.03)


def test_dl8_the_books_four_optimizers(mnist: Laboratory) -> None:
    runs = mnist.runs(learning(network(FOUR_LAYERS), MNIST), *OPTIMIZERS.values(), **BOOK)
    ends = {name: mean_of_last(run) for name, run in zip(OPTIMIZERS, runs, strict=True)}
    assert ends["adam"] < ends["momentum"] < ends["sgd"]
    assert ends["adagrad"] < ends["momentum"]
    assert 0.19 <= ends["sgd"] <= 0.26


def test_dl11_the_books_three_starts(mnist: Laboratory) -> None:
    tiny, xavier, he = (
        mean_of_last(mnist.runs(learning(network(FOUR_LAYERS, start=start), MNIST), sgd(0.01), **BOOK)[0])
        for start in (normal(0.01), XAVIER, HE)
    )
    assert tiny > 2.29
    assert 0.27 <= xavier <= 0.34
    assert 0.20 <= he <= 0.25


@pytest.mark.parametrize(
    ("hidden", "loss", "model", "most"),
    [([100] * 3, {"l2": 0.1}, {}, 0.85), ([100] * 6, {}, {"dropout": 0.3}, 0.6)],
    ids=["weight decay", "dropout"],
)
def test_dl13_a_remedy_closes_the_gap_of_three_hundred_images(
    mnist: Laboratory, hidden: list[int], loss: dict[str, float], model: dict[str, float], most: float
) -> None:
    data, gaps = MNIST | {"subset": 300, "validation": "test"}, []
    for objective in (learning(network(hidden), data), learning(network(hidden, **model), data, **loss)):
        (run,) = mnist.runs(objective, sgd(0.01), steps=603, batch={"size": 100}, record={"evaluate_every": 603})
        gaps.append(last(run, "accuracy") - last(run, "validation_accuracy"))
    assert gaps[1] <= most * gaps[0]
