"""CS231n, optimization (EXPERIMENTS.md cs11–cs13, cs15–cs17): how many examples a step needs, and what it costs."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.experiments.laboratory import (
    LINEAR,
    SPIRAL,
    Laboratory,
    array,
    experiment,
    learning,
    network,
    normal,
    sgd,
)

DIGITS = {"name": "digits", "preprocess": "scale"}
EXAMPLES = ["0.5,-1,a", "1.5,0.25,b", "-1,2,c"]


def examples_until_half(lab: Laboratory, rate: float, batch: dict[str, int] | None) -> int:
    """How many examples softmax regression looks at before its loss falls to 0.5."""
    record, stop = {"evaluate_every": 20 if batch == {"size": 1} else 1}, {"loss": 0.5}
    (run,) = lab.runs(learning(LINEAR, DIGITS), sgd(rate), steps=2000, batch=batch, record=record, stop=stop)
    assert run["outcome"]["status"] == "converged"
    return int(run["examples_seen"][-1])


def test_cs11_small_batches_learn_more_from_each_example(lab: Laboratory) -> None:
    whole = examples_until_half(lab, 0.5, None)
    batches = examples_until_half(lab, 0.5, {"size": 256})
    alone = examples_until_half(lab, 0.05, {"size": 1})
    assert whole >= 4 * batches
    assert batches >= 4 * alone


def test_cs12_a_thousand_copies_have_the_gradient_of_one(lab: Laboratory) -> None:
    gradients = []
    for copies in (1, 2, 120, 1200):
        table = {"name": "csv", "text": "\n".join(["x,y,label", *EXAMPLES * copies])}
        answer = lab.ask(
            "trajectories",
            experiment(learning(network([6], start=normal(0.5)), table), record={"gradient": True}),
        )
        assert answer["examples"] == 3 * copies
        gradients.append(array(answer["runs"][0]["gradient"][0]))
    scale = np.abs(gradients[0]).max()
    np.testing.assert_allclose(gradients, [gradients[0]] * 4, rtol=1e-12, atol=1e-12 * scale)


def second_differences(lab: Laboratory, model: dict[str, Any]) -> Any:
    """Along five random lines through the start, each over the range of the losses on it."""
    document = {"directions": ["filter_normalized"], "extent": [[-3, 3]], "resolution": [51]}
    question = {"objective": learning(model, SPIRAL, "hinge"), **document}
    lines = [array(lab.ask("slices", question | {"seed": seed})["loss"]) for seed in range(5)]
    return np.array([np.diff(losses, 2) / np.ptp(losses) for losses in lines])


def test_cs13_a_linear_svm_is_convex_and_a_network_is_not(lab: Laboratory) -> None:
    assert second_differences(lab, LINEAR | {"initializer": normal(0.5)}).min() >= -1e-9
    assert second_differences(lab, network([20])).min() <= -1e-3


def test_cs15_lbfgs_needs_a_tenth_of_the_gradients(lab: Laboratory) -> None:
    published = LINEAR | {"initializer": normal(0.01, stream="legacy", seed=0, skip=318)}
    runs = lab.runs(learning(published, SPIRAL, l2=1e-3), sgd(1.0), {"name": "lbfgs"}, steps=200)
    spent = []
    for run in runs:
        below = int(np.argmax(array(run["loss"]) < 0.786302))
        assert below > 0
        spent.append(run["gradient_evaluations"][below])
    assert spent[0] >= 190
    assert spent[1] <= 25
    np.testing.assert_allclose(runs[1]["loss"][-1], 0.786229587, rtol=0, atol=5.1e-10)


def test_cs16_and_cs17_larger_batches_point_better_and_cost_less_per_example(lab: Laboratory) -> None:
    asked = experiment(learning(LINEAR | {"initializer": normal(0.01)}, DIGITS))
    answer = lab.look("batch-gradients", asked, sizes=[1, 8, 32, 100, 256, 1024, 1797], draws=60)
    cosines, seconds = array(answer["cosine"]), dict(zip(answer["sizes"], answer["seconds_per_example"], strict=True))
    assert np.all(np.diff(cosines) > 0)
    np.testing.assert_allclose(cosines[:3], [0.12, 0.32, 0.57], atol=0.02)
    assert cosines[-1] == 1.0 or 1 - cosines[-1] < 1e-12
    assert seconds[1] >= 5 * seconds[100]
