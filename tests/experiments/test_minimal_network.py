"""CS231n, a minimal network (EXPERIMENTS.md nn1–nn6): softmax regression and a network on the spiral, over REST."""

from __future__ import annotations

import numpy as np
import pytest

from tests.engine.learning import spiral
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

# The notebook draws 300 normals for the data and 18 more before W (2×3); W and W2 of its network come after these 6.
SOFTMAX = learning(LINEAR | {"initializer": normal(0.01, stream="legacy", seed=0, skip=318)}, SPIRAL, l2=1e-3)
NETWORK = learning(network([100], start=normal(0.01, stream="legacy", seed=0, skip=324)), SPIRAL, l2=1e-3)
SOFTMAX_PRINTED = {0: 1.096956, 10: 0.917265, 20: 0.851503, 30: 0.822336, 40: 0.807586}
SOFTMAX_PRINTED |= {160: 0.786431, 170: 0.786373, 180: 0.786331, 190: 0.786302}
NETWORK_PRINTED = {0: 1.098744, 1000: 0.294946, 2000: 0.259301, 3000: 0.248310, 4000: 0.246170}
NETWORK_PRINTED |= {5000: 0.245649, 6000: 0.245491, 7000: 0.245400, 8000: 0.245335, 9000: 0.245292}

ONE_HOT_ROWS = {"name": "csv", "text": "a,b,c,label\n1,0,0,0\n0,1,0,1\n0,0,1,2\n"}
"""Three examples that each see one row of the weights, of classes 0, 1 and 2."""


def test_nn1_the_data_are_those_of_the_recipe(lab: Laboratory) -> None:
    answer = lab.ask("examples", {"dataset": SPIRAL})
    np.testing.assert_array_equal(answer["inputs"], spiral().inputs)
    np.testing.assert_array_equal(answer["targets"], spiral().targets)


def test_nn2_softmax_regression_prints_nine_losses_and_draws_straight_regions(lab: Laboratory) -> None:
    (run,) = lab.runs(SOFTMAX, sgd(1.0), steps=200)
    for step, printed in SOFTMAX_PRINTED.items():
        assert run["loss"][step] == pytest.approx(printed, abs=5.1e-7), step
    assert run["accuracy"][-1] == 148 / 300
    asked = experiment(SOFTMAX, sgd(1.0), steps=200)
    grid = lab.look("predictions", asked, grid={"extent": [[-1, 1], [-1, 1]], "resolution": [41, 41]})
    for line in (*grid["runs"][0]["labels"], *np.transpose(grid["runs"][0]["labels"])):
        borders = np.flatnonzero(np.diff(line)) + 1
        assert (
            len({int(part[0]) for part in np.split(np.asarray(line), borders)}) == len(borders) + 1
        )  # none comes twice


def test_nn3_the_network_prints_ten_losses(lab: Laboratory) -> None:
    record = {"every": 1000, "evaluate_every": 1000}
    (run,) = lab.runs(NETWORK, sgd(1.0), steps=10_000, record=record)
    for step, printed in NETWORK_PRINTED.items():
        assert run["loss"][step // 1000] == pytest.approx(printed, abs=1e-6 if step <= 4000 else 2e-5), step
    assert round(last(run, "accuracy"), 2) == 0.98


def test_nn4_the_slope_in_the_scores_is_probability_minus_truth(lab: Laboratory) -> None:
    probabilities = np.array([0.2, 0.3, 0.5])
    start = [0.0] * 9 + np.log(probabilities).tolist()
    (run,) = lab.runs(learning(LINEAR, ONE_HOT_ROWS), start=start, record={"gradient": True})
    slopes = 3 * array(run["gradient"][0][:9]).reshape(3, 3)  # each example is a third of the mean
    np.testing.assert_allclose(slopes, probabilities - np.eye(3), rtol=0, atol=1e-15)
    np.testing.assert_allclose(slopes[1], [0.2, -0.7, 0.5], rtol=0, atol=1e-15)


def test_nn5_the_loss_of_an_example_is_minus_the_logarithm_of_its_probability(lab: Laboratory) -> None:
    starts = [[0.0] * 9 + [lead, 0.0, 0.0] for lead in (800.0, 0.0, -10.0, -1e3, -1e6)]
    runs = [{"optimizer": sgd(0.1), "start": start} for start in starts]
    answer = lab.look("predictions", experiment(learning(LINEAR, ONE_HOT_ROWS), *runs))
    certain, even, *wrong = (found["losses"][0] for found in answer["runs"])
    assert certain == 0.0
    assert even == pytest.approx(np.log(3), abs=1e-15)
    np.testing.assert_allclose(wrong, [10 + np.log(2 + np.exp(-10)), 1e3 + np.log(2), 1e6 + np.log(2)], rtol=1e-12)


@pytest.mark.parametrize("height", [0.0, -0.5], ids=["at the bend", "below it"])
def test_nn6_relu_is_a_switch_that_lets_nothing_back(lab: Laboratory, height: float) -> None:
    bias = [height, 0.4]  # of two hidden units without weights: the first answers 0 to everything
    start = [0.0] * 4 + bias + [0.3, -0.2, 0.1, 0.5, 0.2, -0.4] + [0.0] * 3
    (run,) = lab.runs(learning(network([2]), SPIRAL), start=start, record={"gradient": True})
    weights, biases = array(run["gradient"][0][:4]).reshape(2, 2), array(run["gradient"][0][4:6])
    assert not weights[:, 0].any()
    assert biases[0] == 0.0
    assert weights[:, 1].all()
    assert biases[1] != 0.0
