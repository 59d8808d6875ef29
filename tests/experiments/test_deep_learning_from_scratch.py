"""Deep Learning from Scratch, chapter 6 (EXPERIMENTS.md dl8–dl13): optimizers, starts and remedies, on the digits that ship."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from tests.experiments.laboratory import SPIRAL, Laboratory, array, experiment, last, learning, network, normal, sgd

DIGITS = {"name": "digits", "preprocess": "scale"}
FOUR_LAYERS = [100] * 4
FIVE_LAYERS = [100] * 5
OPTIMIZERS = {
    "sgd": sgd(0.01),
    "momentum": {"name": "momentum", "learning_rate": 0.01, "momentum": 0.9},
    "adagrad": {"name": "adagrad", "learning_rate": 0.01},
    "adam": {"name": "adam", "learning_rate": 0.001},
}
BOOK = {"steps": 200, "batch": {"size": 128, "sampling": "replacement"}, "record": {"evaluate_every": 200}}
"""The book takes 2,000 updates of MNIST; here 200 tell the same order."""
XAVIER, HE = {"name": "xavier"}, {"name": "he"}


def mean_of_last(run: dict[str, Any], count: int = 100) -> float:
    """The mean loss of the last batches, as the book plots it."""
    return float(np.mean(run["batch_loss"][-count:]))


def layers(
    lab: Laboratory, activation: str, start: dict[str, Any], seed: int = 0, examples: int = 1000
) -> list[dict[str, Any]]:
    """The hidden layers of a fresh network of five, looking at `examples` normal inputs of 100 numbers."""
    objective = learning(network(FIVE_LAYERS, activation, start), {"name": "gaussian", "points": 1000, "features": 100})
    answer = lab.look("activations", experiment(objective, seed=seed), examples=examples)
    found: list[dict[str, Any]] = answer["layers"][:-1]
    assert len(found) == 5
    return found


def test_dl8_adam_leads_and_plain_gradient_descent_trails(lab: Laboratory) -> None:
    runs = lab.runs(learning(network(FOUR_LAYERS), DIGITS), *OPTIMIZERS.values(), **BOOK)
    ends = {name: mean_of_last(run) for name, run in zip(OPTIMIZERS, runs, strict=True)}
    assert ends["adam"] < ends["momentum"] < ends["sgd"]
    assert ends["adagrad"] < ends["momentum"]


def test_dl9_wide_weights_saturate_narrow_ones_say_nothing_and_xaviers_do_neither(lab: Laboratory) -> None:
    for activation in ("sigmoid", "tanh"):
        wide, narrow, xavier = (layers(lab, activation, start) for start in (normal(1.0), normal(0.01), XAVIER))
        assert min(layer["saturated"] for layer in wide) >= 0.60
        assert max(layer["slope_mean"] for layer in wide) < 0.5 * min(layer["slope_mean"] for layer in xavier)
        back = [layer["gradient_rms"] for layer in narrow]
        assert back == sorted(back)  # what comes back dies out on its way to the first layer
        assert back[0] < 1e-3 * back[-1]
        if activation == "sigmoid":
            assert min(layer["middle"] for layer in narrow) >= 0.999
            assert all(0.09 <= layer["std"] <= 0.22 for layer in xavier)
        assert sum(wide[0]["counts"]) == 100_000


@pytest.mark.parametrize(
    ("start", "ratio"), [(normal(0.01), 0.0707), (XAVIER, 0.7071), (HE, 1.0)], ids=["0.01", "Xavier", "He"]
)
def test_dl10_relu_shrinks_signals_layer_by_layer_unless_he_draws_the_weights(
    lab: Laboratory, start: dict[str, Any], ratio: float
) -> None:
    sizes = np.array([[layer["rms"] for layer in layers(lab, "relu", start, seed, 200)] for seed in range(20)])
    ratios = np.mean(sizes[:, 1:] / sizes[:, :-1], axis=1)
    np.testing.assert_allclose(ratios, ratio, rtol=0.08)


def test_dl11_a_deep_network_learns_with_he_slowly_with_xavier_and_not_with_tiny_weights(lab: Laboratory) -> None:
    ends = [
        mean_of_last(lab.runs(learning(network(FOUR_LAYERS, start=start), DIGITS), sgd(0.01), **BOOK)[0])
        for start in (normal(0.01), XAVIER, HE)
    ]
    assert ends[0] > 2.29
    assert ends[0] > ends[1] > ends[2]


def test_dl12_zero_weights_never_move_and_equal_ones_stay_equal(lab: Laboratory) -> None:
    record = {"every": 500, "evaluate_every": 100, "position": True}
    zero, equal = (
        lab.runs(
            learning(network([5], activation, {"name": "constant", "value": value}), SPIRAL),
            sgd(1.0),
            steps=500,
            record=record,
        )[0]
        for activation, value in (("relu", 0.0), ("sigmoid", 0.3))
    )
    assert abs(last(zero, "loss") - math.log(3)) <= 1e-12
    assert max(np.abs(zero["position"][-1])) <= 1e-12
    end = array(equal["position"][-1])
    assert np.ptp(end[:10].reshape(2, 5), axis=1).max() <= 1e-9
    assert np.ptp(end[10:15]) <= 1e-9
    assert np.ptp(end[15:30].reshape(5, 3), axis=0).max() <= 1e-9
    assert last(equal, "loss") <= equal["loss"][0] - 0.1


def test_dl13_with_batch_normalisation_many_scales_of_the_weights_will_do(lab: Laboratory) -> None:
    learned = {}
    for batch_norm in (True, False):
        model = network([50] * 5, start=normal(1.0), batch_norm=batch_norm)
        objective = learning(model, DIGITS | {"subset": 500})
        twenty_epochs = {"steps": 100, "batch": {"size": 100}, "record": {"evaluate_every": 100}}
        scales = {"path": "objective.model.initializer.std", "values": np.logspace(0, -4, 16).tolist()}
        asked = experiment(objective, sgd(0.03), **twenty_epochs)
        accuracies = array(lab.look("sweeps", asked, axes=[scales], metric="final_accuracy")["values"])
        learned[batch_norm] = np.count_nonzero(accuracies >= 0.85)
    assert learned[True] >= 6
    assert learned[False] <= 3


def test_dl13_weight_decay_and_dropout_close_the_gap_between_training_and_test(lab: Laboratory) -> None:
    data = {"name": "mnist1d", "subset": 600, "validation": 0.5, "preprocess": "standardize"}
    gaps = []
    for model, loss in (({}, {}), ({}, {"l2": 0.1}), ({"dropout": 0.4}, {})):
        objective = learning(network([100] * 3, **model), data, **loss)
        (run,) = lab.runs(objective, sgd(0.05), steps=300, batch={"size": 100}, record={"evaluate_every": 300})
        gaps.append(last(run, "accuracy") - last(run, "validation_accuracy"))
    assert gaps[0] >= 0.5
    assert gaps[1] <= 0.85 * gaps[0]
    assert gaps[2] <= 0.6 * gaps[0]


def test_dl13_a_random_search_in_the_logarithm_finds_the_rate_that_matters(lab: Laboratory) -> None:
    random = np.random.default_rng(0)
    rates, decays = 10 ** random.uniform(-6, -1, 16), 10 ** random.uniform(-8, -4, 16)
    trials = [sgd(rate, weight_decay=decay) for rate, decay in zip(rates.tolist(), decays.tolist(), strict=True)]
    objective = learning(network([50]), DIGITS | {"subset": 500, "validation": 0.2})
    runs = lab.runs(objective, *trials, steps=200, batch={"size": 100}, record={"evaluate_every": 200})
    order = np.argsort([-last(run, "validation_accuracy") for run in runs], kind="stable")
    assert last(runs[order[0]], "validation_accuracy") >= 0.8
    assert set(order[:3]) <= set(np.argsort(-rates)[:5])
