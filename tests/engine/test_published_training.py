"""The figures printed in CS231n's case study, from the published random stream (EXPERIMENTS.md nn2 and nn3)."""

from __future__ import annotations

import numpy as np

from tests.engine.learning import LINEAR, NETWORK, descended, learning, spiral

SOFTMAX = {0: 1.096956, 10: 0.917265, 20: 0.851503, 30: 0.822336, 40: 0.807586}
SOFTMAX |= {160: 0.786431, 170: 0.786373, 180: 0.786331, 190: 0.786302}
EARLY = {0: 1.098744, 1000: 0.294946, 2000: 0.259301, 3000: 0.248310, 4000: 0.246170}
LATE = {5000: 0.245649, 6000: 0.245491, 7000: 0.245400, 8000: 0.245335, 9000: 0.245292}


def test_softmax_regression_prints_what_the_notes_print() -> None:
    objective = learning(LINEAR, spiral())
    position, losses = descended(objective, 200)
    for step, printed in SOFTMAX.items():
        assert abs(losses[step] - printed) <= 5.1e-7, step
    assert objective.figures(position)["accuracy"] == 148 / 300


def test_the_network_prints_what_the_notes_print() -> None:
    objective = learning(NETWORK, spiral())
    position, losses = descended(objective, 10_000)
    for step, printed in EARLY.items():
        assert abs(losses[step] - printed) <= 1e-6, step
    for step, printed in LATE.items():
        assert abs(losses[step] - printed) <= 2e-5, step
    assert np.round(objective.figures(position)["accuracy"], 2) == 0.98
