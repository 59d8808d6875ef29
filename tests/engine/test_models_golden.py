"""Losses, gradients, Hessians and whole trainings of every model are torch's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.engine.models.question import Question, with_ones
from app.engine.network_loss import NetworkLoss
from app.engine.objective import Array, Objective
from tests.engine.learning import classes, learning, loss, model
from tests.golden.model_cases import LOSSES, MODELS, PRICES

GOLDEN = Path(__file__).parents[1] / "golden"
GRADIENTS, HESSIANS, TRAININGS = (
    json.loads((GOLDEN / f"torch_models_{name}.json").read_text("utf-8"))
    for name in ("gradients", "hessians", "trainings")
)
DATA = classes(GRADIENTS["inputs"], GRADIENTS["labels"])
ROUNDING = 1e-12  # of the largest entry: sums of a few dozen products, in another order


def objective_of(case: dict[str, Any], rows: list[int] | None = None) -> Objective:
    asked = loss(
        {**LOSSES[case["loss"]], **(PRICES[case["price"]] if isinstance(case["price"], str) else case["price"])}
    )
    return learning(model(MODELS[case["model"]]), DATA if rows is None else DATA.take(rows), asked)


def assert_close(ours: Array, theirs: Any, tolerance: float) -> None:
    expected = np.array(theirs)
    assert np.max(np.abs(ours - expected)) <= tolerance * np.max(np.abs(expected))


@pytest.mark.parametrize("name", MODELS)
def test_gradients_are_torchs_for_every_loss_and_price(name: str) -> None:
    position = np.array(GRADIENTS["positions"][name])
    cases = [case for case in GRADIENTS["cases"] if case["model"] == name]
    assert {(case["loss"], case["price"]) for case in cases} == {(a, b) for a in LOSSES for b in PRICES}
    for case in cases:
        value, gradient = objective_of(case).value_and_gradient(position)
        assert value == pytest.approx(case["value"], rel=ROUNDING)
        assert_close(gradient, case["gradient"], ROUNDING)


@pytest.mark.parametrize("name", [name for name in MODELS if name != "linear"])
def test_gradients_through_dropout_are_torchs(name: str) -> None:
    position = np.array(GRADIENTS["positions"][name])
    masks = [np.array(mask).T for mask in GRADIENTS["masks"]]
    network = model({**MODELS[name], "dropout": GRADIENTS["dropout"]}).network(2, 3)
    cases = [case for case in GRADIENTS["dropped"] if case["model"] == name]
    assert cases
    for case in cases:
        asked = loss({**LOSSES[case["loss"]], **PRICES[case["price"]]})
        question = Question(asked, with_ones(DATA.inputs).T, DATA.one_hot.T.copy(), masks, 1 / len(DATA))
        value, gradient = NetworkLoss(network, question, start=position).value_and_gradient(position)
        assert value == pytest.approx(case["value"], rel=ROUNDING)
        assert_close(gradient, case["gradient"], ROUNDING)


@pytest.mark.parametrize("case", HESSIANS["cases"], ids=lambda case: f"{case['model']} {case['loss']}")
def test_hessians_are_torchs(case: dict[str, Any]) -> None:
    objective, position = objective_of(case), np.array(case["position"])
    upper = np.array([[0.0] * (len(position) - len(row)) + row for row in case["hessian"]])
    expected = upper + np.triu(upper, 1).T
    hessian = objective.hessian(position)
    assert_close(hessian, expected, ROUNDING)
    direction = np.cos(np.arange(len(position)))
    assert_close(objective.hessian_vector(position, direction), expected @ direction, ROUNDING)


@pytest.mark.parametrize("case", TRAININGS["cases"], ids=lambda case: f"{case['model']} {case['loss']}")
def test_trainings_on_the_same_batches_are_torchs(case: dict[str, Any]) -> None:
    position, losses = np.array(case["start"]), []
    for rows in TRAININGS["rows"]:
        value, gradient = objective_of(case, rows).value_and_gradient(position)
        losses.append(value)
        position = position - case["rate"] * gradient
    assert_close(np.array(losses), case["losses"], 1e-10)
    assert_close(position, case["end"], 1e-10)
