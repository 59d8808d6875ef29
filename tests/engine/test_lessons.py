"""The figures of the lecture notes (EXPERIMENTS.md), on the running engine.

Each path is also walked by a few lines of plain Python that know nothing of the engine: the update rules as the textbook prints
them. The book's own form of Adam, with ε beside the uncorrected root, is an optimizer of its own.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from app.engine.columns import Columns
from app.engine.descent import Descent, Plan
from app.engine.objective import Array, Objective
from app.engine.objectives import objective_named
from app.engine.optimizers.adagrad import Adagrad
from app.engine.optimizers.adam import Adam
from app.engine.optimizers.adam_epsilon_hat import AdamEpsilonHat
from app.engine.optimizers.momentum import Momentum
from app.engine.optimizers.optimizer import Optimizer
from app.engine.optimizers.sgd import Sgd
from app.engine.oracle import Differences, Sight
from app.engine.outcome import Status
from app.engine.stopping import Stopping

Path = list[list[float]]

BOWL = objective_named("elongated_bowl").objective()
SHIFTED_BOWL = objective_named("shifted_bowl").objective()

TEXTBOOK = 1e-12
"""What separates two orders of the same arithmetic over thirty updates, with room to spare; positions are of order one."""


def ran(objective: Objective, optimizer: Optimizer, steps: int, **plan: Any) -> Columns:
    return Descent(objective, Plan(optimizer=optimizer, steps=steps, **plan)).advance(steps)


def bowl_gradient(x: list[float]) -> list[float]:
    return [x[0] / 10, 2 * x[1]]


def textbook_sgd(rate: float, x: list[float]) -> Path:
    path = [x]
    for _ in range(30):
        g = bowl_gradient(x)
        x = [x[i] - rate * g[i] for i in range(2)]
        path.append(x)
    return path


def textbook_momentum(rate: float, alpha: float, x: list[float]) -> Path:
    path, v = [x], [0.0, 0.0]
    for _ in range(30):
        g = bowl_gradient(x)
        v = [alpha * v[i] - rate * g[i] for i in range(2)]
        x = [x[i] + v[i] for i in range(2)]
        path.append(x)
    return path


def textbook_adagrad(rate: float, epsilon: float, x: list[float]) -> Path:
    path, h = [x], [0.0, 0.0]
    for _ in range(30):
        g = bowl_gradient(x)
        h = [h[i] + g[i] * g[i] for i in range(2)]
        x = [x[i] - rate * g[i] / (math.sqrt(h[i]) + epsilon) for i in range(2)]
        path.append(x)
    return path


def textbook_adam(rate: float, epsilon: float, x: list[float]) -> Path:
    path, m, v = [x], [0.0, 0.0], [0.0, 0.0]
    for t in range(1, 31):
        g = bowl_gradient(x)
        m = [0.9 * m[i] + 0.1 * g[i] for i in range(2)]
        v = [0.999 * v[i] + 0.001 * g[i] ** 2 for i in range(2)]
        m_hat = [m[i] / (1 - 0.9**t) for i in range(2)]
        v_hat = [v[i] / (1 - 0.999**t) for i in range(2)]
        x = [x[i] - rate * m_hat[i] / (math.sqrt(v_hat[i]) + epsilon) for i in range(2)]
        path.append(x)
    return path


FOUR_PATHS = [
    pytest.param(Sgd(learning_rate=0.95), lambda x: textbook_sgd(0.95, x), id="dl3-sgd"),
    pytest.param(
        Momentum(learning_rate=0.1, momentum=0.9), lambda x: textbook_momentum(0.1, 0.9, x), id="dl4-momentum"
    ),
    pytest.param(Adagrad(learning_rate=1.5, epsilon=1e-7), lambda x: textbook_adagrad(1.5, 1e-7, x), id="dl5-adagrad"),
    pytest.param(Adam(learning_rate=0.3), lambda x: textbook_adam(0.3, 1e-8, x), id="dl6-adam"),
]
ENDS = [
    # optimizer, end after thirty updates, how far the printed digits reach, sign changes of x and of y
    pytest.param(Sgd(learning_rate=0.95), (-0.3503929958, 0.0847823166), 5e-11, (0, 30), id="dl3-sgd"),
    pytest.param(Momentum(learning_rate=0.1), (0.8964138585, 0.0880856017), 5e-11, (1, 4), id="dl4-momentum"),
    pytest.param(Adagrad(learning_rate=1.5, epsilon=1e-7), (-0.1201623, 2.5e-17), 5e-8, (0, 0), id="dl5-adagrad"),
    pytest.param(
        AdamEpsilonHat(learning_rate=0.3), (0.1360068524, 0.3182453755), 5e-11, None, id="dl6-adam-of-the-book"
    ),
    pytest.param(Adam(learning_rate=0.3), (0.1360146173, 0.3182453889), 5e-11, None, id="dl6-adam"),
]


def test_dl1_the_bowl_is_twenty_times_flatter_along_x() -> None:
    np.testing.assert_array_equal(BOWL.start, [-7.0, 2.0])
    grid = np.stack(np.meshgrid(np.linspace(-10, 10, 41), np.linspace(-5, 5, 21)))
    values = BOWL.value(grid)
    np.testing.assert_allclose(values, grid[0] ** 2 / 20 + grid[1] ** 2, rtol=1e-15)
    assert values.min() == 0.0
    np.testing.assert_allclose(BOWL.value(np.array([[math.sqrt(20.0), 0.0], [0.0, 1.0]])), [1.0, 1.0], rtol=1e-15)


def test_dl2_the_negative_gradient_points_64_degrees_off_the_minimum() -> None:
    start = np.array([-7.0, 2.0])
    downhill, home = -BOWL.gradient(start), -start
    cosine = downhill @ home / (np.linalg.norm(downhill) * np.linalg.norm(home))
    assert math.degrees(math.acos(cosine)) == pytest.approx(64.128, abs=1e-3)


@pytest.mark.parametrize(("optimizer", "textbook"), FOUR_PATHS)
def test_dl3_to_dl6_paths_are_the_textbooks(optimizer: Optimizer, textbook: Callable[[list[float]], Path]) -> None:
    columns = ran(BOWL, optimizer, 30, start=np.array([-7.0, 2.0]))
    assert columns.position.shape == (31, 2)
    np.testing.assert_allclose(columns.position, textbook([-7.0, 2.0]), rtol=0, atol=TEXTBOOK)


@pytest.mark.parametrize(("optimizer", "end", "digits", "changes"), ENDS)
def test_dl3_to_dl6_end_where_the_notes_say(
    optimizer: Optimizer, end: tuple[float, float], digits: float, changes: tuple[int, int] | None
) -> None:
    path = ran(BOWL, optimizer, 30).position
    np.testing.assert_allclose(path[-1], end, rtol=0, atol=digits)
    if changes is not None:
        assert tuple(np.count_nonzero(np.diff(np.sign(path), axis=0), axis=0)) == changes


def test_dl5_adagrads_second_coordinate_shrinks_to_2_5e_17() -> None:
    assert ran(BOWL, Adagrad(learning_rate=1.5, epsilon=1e-7), 30).position[-1, 1] == pytest.approx(2.5e-17, rel=0.02)


def test_dl7_adam_comes_last_of_the_four() -> None:
    four = [
        Adagrad(learning_rate=1.5, epsilon=1e-7),
        Sgd(learning_rate=0.95),
        Momentum(learning_rate=0.1),
        Adam(learning_rate=0.3),
    ]
    losses = [ran(BOWL, optimizer, 30).loss[-1] for optimizer in four]
    assert losses == sorted(losses)


PY1 = (1 - 0.8**20) * np.array([1.0, 2.0])


def test_py1_differences_come_near_the_minimum() -> None:
    sight = Sight(differences=Differences(method="central", h=1e-4))
    columns = ran(SHIFTED_BOWL, Sgd(learning_rate=0.1), 20, sight=sight)
    np.testing.assert_allclose(columns.position[-1], PY1, rtol=0, atol=1e-9)
    np.testing.assert_allclose(columns.position[-1], [0.98847079, 1.97694157], rtol=0, atol=1e-8)  # as printed
    assert columns.value_evaluations[-1] == 20 * 4


def test_py1_exact_gradients_take_the_same_path() -> None:
    sight = Sight(differences=Differences(method="central", h=1e-4))
    exact = ran(SHIFTED_BOWL, Sgd(learning_rate=0.1), 20).position
    near = ran(SHIFTED_BOWL, Sgd(learning_rate=0.1), 20, sight=sight).position
    np.testing.assert_allclose(exact, near, rtol=0, atol=1e-11)
    np.testing.assert_allclose(exact[-1], PY1, rtol=0, atol=1e-15)


@pytest.mark.parametrize("rate", [0.01, 0.5, 0.95])
def test_gd1_each_coordinate_shrinks_by_its_own_factor(rate: float) -> None:
    path = ran(BOWL, Sgd(learning_rate=rate), 30).position
    t = np.arange(31)
    np.testing.assert_allclose(path[:, 0], -7 * (1 - 0.1 * rate) ** t, rtol=1e-12, atol=0)
    np.testing.assert_allclose(path[:, 1], 2 * (1 - 2 * rate) ** t, rtol=1e-12, atol=1e-15)


def test_gd1_at_the_bound_it_swings_for_ever_and_beyond_it_climbs() -> None:
    swinging = ran(BOWL, Sgd(learning_rate=1.0), 500).position[:, 1]
    np.testing.assert_array_equal(swinging, 2.0 * (-1.0) ** np.arange(501))
    climbing = ran(BOWL, Sgd(learning_rate=1.05), 30).position[:, 1]
    assert climbing[-1] == pytest.approx(34.8988, abs=5e-5)


@pytest.mark.parametrize(("rate", "step"), [(0.5, 2), (0.1, 162), (0.01, 1655)])
def test_gd8_it_stops_when_the_position_no_longer_changes(rate: float, step: int) -> None:
    plan = Plan(optimizer=Sgd(learning_rate=rate), steps=5000, stopping=Stopping(position_change=0.0))
    descent = Descent(SHIFTED_BOWL, plan)
    position: Array = descent.advance(5000).position
    assert descent.outcome is not None
    assert (descent.outcome.status, descent.outcome.step, descent.outcome.reason) == (
        Status.CONVERGED,
        step,
        "position_change",
    )
    np.testing.assert_array_equal(position[-1], position[-2])
    np.testing.assert_allclose(position[-1], [1.0, 2.0], rtol=1e-13)
