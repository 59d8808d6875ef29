"""Optimizers in Python (EXPERIMENTS.md py2 and py3): derivatives by the chain rule, and seven optimizers on ten points."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.experiments.laboratory import LINEAR, Laboratory, array, experiment, learning, network, sgd

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "torch_ten_points.json").read_text())
OPTIMIZERS: dict[str, dict[str, Any]] = {
    "sgd": sgd(0.1),
    "momentum": {"name": "momentum", "learning_rate": 0.1, "momentum": 0.9},
    "nesterov": {"name": "nesterov", "learning_rate": 0.1, "momentum": 0.9},
    "adadelta": {"name": "adadelta", "learning_rate": 1.0, "rho": 0.95, "epsilon": 1e-4},
    "adagrad": {"name": "adagrad", "learning_rate": 0.01, "epsilon": 1e-10},
    "adam": {"name": "adam", "learning_rate": 0.1, "beta1": 0.9, "beta2": 0.99, "epsilon": 1e-9},
    "rmsprop": {"name": "rmsprop", "learning_rate": 0.01, "alpha": 0.99, "epsilon": 1e-8},
}
"""Where the source names no number, torch's default stands."""


def gradient_at(lab: Laboratory, expression: str, point: list[float]) -> Any:
    """What the formula box derives at a point."""
    asked = experiment({"expression": expression}, start=point, record={"gradient": True})
    return lab.ask("trajectories", asked)["runs"][0]["gradient"][0]


def test_py2_the_chain_rule_gives_twice_the_sum_in_both_directions(lab: Laboratory) -> None:
    for x, y in ((1.0, 2.0), (-0.5, 3.25), (0.125, -0.125)):
        assert gradient_at(lab, "(x + y)^2", [x, y]) == [2 * (x + y)] * 2


def test_py2_the_slope_of_a_sigmoid_is_s_times_one_minus_s(lab: Laboratory) -> None:
    for x in (-2.0, 0.0, 0.3, 4.0):
        s = 1 / (1 + np.exp(-x))
        np.testing.assert_allclose(gradient_at(lab, "sigmoid(x)", [x]), [s * (1 - s)], rtol=1e-14)


@pytest.mark.parametrize(
    "objective",
    [
        {"expression": "(x + y)^2"},
        {"expression": "sigmoid(x)"},
        learning(network([4], "sigmoid"), {"name": "moons", "points": 20}, "mean_squared_error"),
    ],
    ids=["chain", "sigmoid", "dense layers"],
)
def test_py2_backward_agrees_with_central_differences(lab: Laboratory, objective: Any) -> None:
    asked = experiment(objective, record={"gradient": True})
    answer = lab.look("gradient-checks", asked, h=[1e-4, 1e-5], methods=["central"], parameters_per_group=None)
    for group in answer["groups"]:
        assert min(group["errors"]["central"]) <= 1e-9, group["name"]


@pytest.mark.parametrize("case", GOLDEN["seeds"], ids=lambda case: f"seed {case['seed']}")
def test_py3_seven_curves_are_torchs_and_adagrad_comes_last(lab: Laboratory, case: Any) -> None:
    objective = learning(LINEAR, {"name": "linear_regression", "seed": case["seed"]}, "mean_squared_error")
    runs = lab.runs(objective, *OPTIMIZERS.values(), start=GOLDEN["start"], steps=20)
    for name, run in zip(OPTIMIZERS, runs, strict=True):
        np.testing.assert_allclose(array(run["loss"]), case["loss"][name], rtol=1e-12, atol=1e-15, err_msg=name)
    ends = {name: run["loss"][-1] for name, run in zip(OPTIMIZERS, runs, strict=True)}
    assert max(ends, key=ends.__getitem__) == "adagrad"
