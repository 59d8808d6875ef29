"""CS231n, optimization (EXPERIMENTS.md cs4–cs8, cs10, cs14, cs18): searching at random, and gradients, of linear classifiers.

What the notes do with CIFAR-10 is done here with the digits that ship; tests/experiments/test_full_data.py has the rest.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.engine.objectives import objective_named
from tests.experiments.laboratory import LINEAR, Laboratory, array, experiment, last, learning, normal, sgd

DIGITS = {"name": "digits", "preprocess": "center"}
TRIES = {"steps": 999, "record": {"evaluate_every": 999, "state": True}}
"""The start is a try too: a thousand in all."""


def svm(start: dict[str, Any]) -> dict[str, Any]:
    return learning(LINEAR | {"initializer": start}, DIGITS, "hinge")


def test_cs4_the_loss_of_three_points_is_made_of_bent_lines(lab: Laboratory) -> None:
    objective = learning(LINEAR, {"name": "three_points"}, "hinge")
    origin = [0.0, 0.45, -0.3, 0.2, 0.1, -0.1]
    line = lab.ask(
        "slices",
        {
            "objective": objective,
            "origin": origin,
            "directions": [[1, 0, 0, 0, 0, 0]],
            "extent": [[-6, 6]],
            "resolution": [1201],
            "figures": ["loss", "example_losses"],
            "examples": {"losses_of": [0, 1, 2]},
        },
    )
    each = array(line["example_losses"]).T
    for losses, kinks in zip(each, (2, 1, 1), strict=True):
        bends = np.diff(losses, 2)
        assert bends.min() >= -1e-12
        turns = np.flatnonzero(bends > 1e-9)  # a kink between two grid points bends at both
        assert np.count_nonzero(np.diff(turns, prepend=-9) > 1) == kinks
    np.testing.assert_allclose(line["loss"], each.mean(axis=0), rtol=0, atol=1e-15 * each.max())


def test_cs5_random_search_finds_hardly_anything_in_a_thousand_tries(lab: Laboratory) -> None:
    search = {"name": "random_search", "samples": 1, "distribution": "normal", "std": 0.01}
    (run,) = lab.runs(svm(normal(0.01)), search, **TRIES)
    tried, best = array(run["state"]["tried_value"]), array(run["state"]["lowest_value"])
    np.testing.assert_array_equal(best[1:], np.minimum.accumulate(np.minimum(tried[1:], run["loss"][0])))
    assert run["value_evaluations"][-1] == 1000
    assert 6.3 <= last(run, "loss") <= 7.2
    assert last(run, "accuracy") >= 0.15


def test_cs6_random_local_search_gets_there_slowly(lab: Laboratory) -> None:
    (run,) = lab.runs(svm(normal(0.1)), {"name": "random_local_search", "samples": 1, "step_size": 0.01}, **TRIES)
    assert np.diff(array(run["state"]["lowest_value"])[1:]).max() <= 0
    assert last(run, "loss") < 1.0
    assert last(run, "accuracy") >= 0.80


def test_cs7_a_gradient_by_differences_costs_a_value_or_two_per_weight_and_errs_by_h_or_its_square(
    lab: Laboratory,
) -> None:
    objective = learning(LINEAR | {"initializer": normal(0.01)}, {"name": "digits", "preprocess": "scale"})
    errors = {}
    for method, values in (("forward", 651), ("central", 1300)):
        record = {"position": True, "gradient": True}
        (run,) = lab.runs(objective, sgd(1.0), steps=1, gradient={"method": method, "h": 1e-5}, record=record)
        assert (run["value_evaluations"][-1], run["gradient_evaluations"][-1]) == (values, 0)
        numerical, analytic = -np.diff(array(run["position"]), axis=0)[0], array(run["gradient"][0])
        errors[method] = np.linalg.norm(numerical - analytic) / np.linalg.norm(numerical + analytic)
    assert 1e-7 <= errors["forward"] <= 1e-5
    assert errors["central"] < 1e-9


def test_cs7_the_error_falls_with_h_until_rounding_takes_over(lab: Laboratory) -> None:
    asked = experiment(learning(LINEAR | {"initializer": normal(0.01)}, DIGITS))
    distances = [1e-1, 1e-3, 1e-5, 1e-7, 1e-10]
    answer = lab.look("gradient-checks", asked, h=distances, parameters_per_group=10)
    assert answer["value_evaluations"] == 5 * 2 * 20 + 1
    errors = {method: array(answer["groups"][0]["errors"][method]) for method in ("forward", "central")}
    for method, best in (("forward", 3), ("central", 2)):
        assert np.argmin(errors[method]) == best, errors[method]
    assert errors["central"][2] < errors["forward"][2] / 100


def test_cs8_one_step_is_worth_less_and_less_and_then_too_long(lab: Laboratory) -> None:
    rates = [10.0**power for power in range(-10, 3)]
    runs = lab.runs(svm({"name": "uniform", "low": 0.0, "high": 0.001}), *map(sgd, rates), steps=1)
    losses = np.array([run["loss"][-1] for run in runs])
    best = int(np.argmin(losses))
    assert 0 < best < len(rates) - 3
    assert np.all(np.diff(losses[: best + 1]) < 0)
    np.testing.assert_allclose(losses[-1] / losses[-2], 10, rtol=0.02)  # straight lines, far out


def test_cs10_the_subgradient_agrees_with_differences_away_from_the_kinks(lab: Laboratory) -> None:
    asked = experiment(learning(LINEAR | {"initializer": normal(0.3)}, {"name": "blobs", "points": 60}, "hinge"))
    scores = array(lab.look("predictions", asked, scores=True)["runs"][0]["scores"])
    targets = np.array(lab.ask("examples", {"dataset": {"name": "blobs", "points": 60}})["targets"])
    margins = scores - scores[np.arange(len(scores)), targets][:, None] + 1
    assert np.abs(margins).min() >= 1e-3
    answer = lab.look("gradient-checks", asked, h=[1e-5], methods=["central"], parameters_per_group=None)
    for group in answer["groups"]:
        assert group["errors"]["central"][0] <= 1e-7, group["name"]


def test_cs14_height_and_slope_underfoot_are_those_of_the_engine(lab: Laboratory) -> None:
    himmelblau = objective_named("himmelblau").objective()
    place = np.array([1.0, 1.0])
    for _ in range(12):  # the walker does what the slope says
        line = {"origin": place.tolist(), "directions": [[1, 0]], "extent": [[0, 1]], "resolution": [2]}
        here = lab.ask("slices", {"objective": {"name": "himmelblau"}, "gradient": True, **line})
        value, gradient = himmelblau.value_and_gradient(place)
        assert here["loss"][0] == value
        np.testing.assert_array_equal(here["gradient"][0], gradient)
        place = place - 0.01 * array(here["gradient"][0])
    assert himmelblau.value(place) < 1e-2


def test_cs18_data_loss_and_regularisation_loss_make_up_the_loss(lab: Laboratory) -> None:
    objective = learning(LINEAR, {"name": "spiral"}, l1=1e-3, l2=1e-2)
    (run,) = lab.runs(objective, sgd(1.0), steps=20)
    parts = array(run["data_loss"]) + array(run["regularization_loss"])
    np.testing.assert_allclose(parts, run["loss"], rtol=0, atol=1e-15)
    assert min(run["regularization_loss"][1:]) > 0
    shown = lab.look("predictions", experiment(objective, sgd(1.0), steps=20))["runs"][0]
    assert np.mean(shown["losses"]) == pytest.approx(run["data_loss"][-1], rel=1e-14)
