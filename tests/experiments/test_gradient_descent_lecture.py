"""Learning by gradient descent (EXPERIMENTS.md gd3–gd6, gd9, gd10): many minima, bad critical points, epochs."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from tests.experiments.laboratory import (
    LINEAR,
    SPIRAL,
    Laboratory,
    array,
    experiment,
    last,
    learning,
    network,
    normal,
    sgd,
)

HUNDRED = learning(network([100], start=normal(0.01)), SPIRAL, l2=1e-3)
TRAINED = experiment(HUNDRED, sgd(1.0), steps=1000, record={"every": 1000, "evaluate_every": 1000, "position": True})
FIVE_SIGMOIDS = learning(network([5], "sigmoid", start={"name": "constant", "value": 0.0}), SPIRAL)
FOUR_ULP = 4 * np.finfo(np.float64).eps


def reordered(position: Any, order: Any, units: int = 100) -> list[float]:
    """The parameters of a 2-units-3 network with its hidden units in another order."""
    vector = np.asarray(position)
    w1, b1, w2, b2 = np.split(vector, np.cumsum([2 * units, units, units * 3]))
    w1, w2 = w1.reshape(2, units)[:, order], w2.reshape(units, 3)[order]
    return np.concatenate([w1.ravel(), b1[order], w2.ravel(), b2]).tolist()


def test_gd3_a_network_with_two_units_swapped_answers_the_same(lab: Laboratory) -> None:
    end = lab.ask("trajectories", TRAINED)["runs"][0]["position"][-1]
    order = np.arange(100)
    order[[3, 41]] = order[[41, 3]]
    places = [{"optimizer": sgd(0.1), "start": start} for start in (end, reordered(end, order))]
    here, there = lab.look("predictions", experiment(HUNDRED, *places), scores=True)["runs"]
    np.testing.assert_allclose(there["scores"], here["scores"], rtol=0, atol=1e-14)
    losses = [found["loss"][0] for found in lab.runs(HUNDRED, *places)]
    assert abs(losses[1] - losses[0]) <= FOUR_ULP * losses[0]


def test_gd3_between_a_network_and_itself_with_two_units_swapped_lies_a_barrier(lab: Laboratory) -> None:
    document = {"points": [{"permutation": {"swap": "strongest"}}], "directions": ["points"]}
    line = lab.ask("slices", {"origin": {"experiment": TRAINED}, "extent": [[0, 1]], "resolution": [21], **document})
    loss = array(line["loss"])
    np.testing.assert_allclose(loss, loss[::-1], rtol=1e-12)
    assert loss.max() >= 1.5 * loss[0]


def test_gd4_five_units_at_zero_never_part_unless_batches_differ(lab: Laboratory) -> None:
    (whole,) = lab.runs(FIVE_SIGMOIDS, sgd(0.5), steps=1000, record={"evaluate_every": 10})
    assert np.nanmax(np.abs(array(whole["loss"]) - math.log(3))) <= 1e-6
    (sampled,) = lab.runs(FIVE_SIGMOIDS, sgd(0.5), steps=3000, batch={"size": 30}, record={"evaluate_every": 3000})
    assert last(sampled, "loss") < 0.95


def test_gd5_half_the_squared_error_is_half_of_it_and_cross_entropy_another_loss(lab: Laboratory) -> None:
    small = network([5], "sigmoid", start=normal(0.5))
    whole, half = (
        lab.runs(learning(small, SPIRAL, "mean_squared_error", half=is_half), record={"gradient": True})[0]
        for is_half in (False, True)
    )
    assert half["loss"][0] == 0.5 * whole["loss"][0]
    np.testing.assert_array_equal(half["gradient"][0], 0.5 * array(whole["gradient"][0]))
    scores = array(lab.look("predictions", experiment(learning(small, SPIRAL)), scores=True)["runs"][0]["scores"])
    truth = np.eye(3)[np.repeat(np.arange(3), 100)]
    assert half["loss"][0] == pytest.approx(np.mean(0.5 * np.sum((scores - truth) ** 2, axis=1)), rel=1e-13)
    (entropy,) = lab.runs(learning(small, SPIRAL))
    probabilities = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    assert entropy["loss"][0] == pytest.approx(-np.mean(np.log(probabilities[truth > 0])), rel=1e-13)


def test_gd6_every_epoch_uses_each_example_once_in_an_order_of_its_own(lab: Laboratory) -> None:
    asked = experiment(learning(LINEAR, SPIRAL), batch={"size": 32}, steps=30)
    epochs = [lab.look("batches", asked, epoch=epoch)["batches"] for epoch in (0, 1, 0)]
    orders = [np.concatenate(batches).tolist() for batches in epochs]
    assert [len(batch) for batch in epochs[0]] == [32] * 9 + [12]
    assert [sorted(order) for order in orders] == [list(range(300))] * 3
    assert orders[0] != orders[1]
    assert orders[0] == orders[2]
    other = lab.look("batches", asked | {"seed": 1}, epoch=0)["batches"]
    assert np.concatenate(other).tolist() != orders[0]


def test_gd6_with_all_examples_an_epoch_is_one_update(lab: Laboratory) -> None:
    answer = lab.ask("trajectories", experiment(learning(LINEAR, SPIRAL), steps=3))
    assert answer["steps_per_epoch"] == 1
    assert answer["runs"][0]["examples_seen"] == [0, 300, 600, 900]


def test_gd9_starts_that_lie_apart_end_apart_and_equally_well(lab: Laboratory) -> None:
    """Two starts besides that of nn3, and 2,500 updates: up to 10,000 the losses fall by less than .01 more."""
    ends = []
    for seed in range(2):
        objective = learning(network([100], start=normal(0.01, seed=seed)), SPIRAL, l2=1e-3)
        record = {"every": 2500, "evaluate_every": 2500, "position": True}
        (run,) = lab.runs(objective, sgd(1.0), steps=2500, record=record)
        assert 0.242 <= last(run, "loss") <= 0.262
        assert last(run, "accuracy") >= 0.97
        ends.append(array(run["position"][-1]))
    for one, other in pairwise(ends):
        assert np.linalg.norm(one - other) > 0.5 * np.linalg.norm(one)


def test_gd10_any_order_of_a_hundred_units_is_the_same_minimum(lab: Laboratory) -> None:
    assert math.comb(100, 2) == 4950
    assert math.factorial(100) == pytest.approx(9.3e157, rel=5e-3)
    end = lab.ask("trajectories", TRAINED)["runs"][0]["position"][-1]
    random = np.random.default_rng(0)
    starts = [end, *(reordered(end, random.permutation(100)) for _ in range(8))]
    runs = lab.runs(HUNDRED, *({"optimizer": sgd(0.1), "start": start} for start in starts))
    losses = np.array([found["loss"][0] for found in runs])
    np.testing.assert_allclose(losses, losses[0], rtol=FOUR_ULP)
