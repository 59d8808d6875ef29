"""The loop: what it records, where it stops, that cutting it into blocks changes nothing."""

from __future__ import annotations

import numpy as np
import pytest

from app.engine.clipping import ClipNorm, ClipValue
from app.engine.columns import SERIES, Columns, join
from app.engine.descent import Descent, Plan, descend
from app.engine.objectives import OBJECTIVES, CatalogueFunction, objective_named
from app.engine.objectives.formula import FormulaObjective
from app.engine.optimizers import OPTIMIZERS
from app.engine.optimizers.adam import Adam
from app.engine.optimizers.lbfgs import Lbfgs
from app.engine.optimizers.optimizer import Optimizer
from app.engine.optimizers.sgd import Sgd
from app.engine.oracle import Differences, Sight
from app.engine.outcome import Status
from app.engine.schedules.constant import Constant
from app.engine.schedules.exponential import Exponential
from app.engine.stopping import Stopping

BOWL = FormulaObjective("x^2/20 + y^2", start=(-7.0, 2.0))


def whole(objective: FormulaObjective, plan: Plan) -> tuple[Columns, Descent]:
    descent = Descent(objective, plan)
    return descent.advance(plan.steps), descent


def assert_same(left: Columns, right: Columns) -> None:
    for name in SERIES:
        np.testing.assert_array_equal(getattr(left, name), getattr(right, name), err_msg=name)


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda cls: cls.name)
def test_cutting_a_run_into_blocks_changes_no_bit(optimizer: type[Optimizer]) -> None:
    chosen = optimizer()
    is_rated = hasattr(chosen, "learning_rate")
    plan = Plan(
        optimizer=chosen.with_settings({"learning_rate": 0.05}) if is_rated else chosen,
        steps=57,
        schedule=Exponential(gamma=0.99) if is_rated else Constant(),
        sight=Sight(noise=0.3, seed=5),
        changes={30: {"learning_rate": 0.01}, 31: {"learning_rate": 0.02}} if is_rated else {},
        records_state=True,
    )
    objective = objective_named("matrix_least_squares").objective() if optimizer.needs_matrix else BOWL
    columns, _ = whole(objective, plan)
    for blocks in ((1,), (7, 3, 40), (56, 1)):
        pieces = join(list(descend(objective, plan, blocks)))
        assert_same(columns, pieces)
        for name, values in columns.state.items():
            np.testing.assert_array_equal(values, pieces.state[name])


@pytest.mark.parametrize("function", OBJECTIVES, ids=lambda function: function.name)
def test_recorded_loss_and_norm_are_those_of_the_recorded_position(function: CatalogueFunction) -> None:
    objective = function.objective()
    columns, _ = whole(objective, Plan(optimizer=Adam(learning_rate=0.01), steps=20, sight=Sight(noise=1.0)))
    value, gradient = objective.value_and_gradient(columns.position.T)
    np.testing.assert_allclose(columns.loss, value, rtol=1e-13, atol=1e-13)
    np.testing.assert_allclose(columns.gradient_norm, np.linalg.norm(gradient, axis=0), rtol=1e-12, atol=1e-13)


def test_the_first_row_is_the_start_and_has_no_rate() -> None:
    columns, descent = whole(BOWL, Plan(optimizer=Sgd(learning_rate=0.1), steps=3))
    assert columns.step.tolist() == [0, 1, 2, 3]
    assert columns.position[0].tolist() == [-7.0, 2.0]
    assert np.isnan(columns.learning_rate[0])
    assert columns.learning_rate[1:].tolist() == [0.1] * 3
    assert columns.gradient_evaluations.tolist() == [0, 1, 2, 3]
    assert descent.outcome is not None
    assert (descent.outcome.status, descent.outcome.step) == (Status.STEP_LIMIT, 3)
    assert len(descent.advance(5)) == 0


def test_no_steps_at_all_is_a_run_of_its_start() -> None:
    columns, descent = whole(BOWL, Plan(optimizer=Sgd(), steps=0))
    assert columns.step.tolist() == [0]
    assert descent.outcome is not None
    assert descent.outcome.status is Status.STEP_LIMIT


def test_a_change_is_first_seen_in_the_rate_of_its_step() -> None:
    plan = Plan(optimizer=Sgd(learning_rate=0.1), steps=6, changes={4: {"learning_rate": 0.5}})
    columns, _ = whole(BOWL, plan)
    assert columns.learning_rate[1:].tolist() == [0.1, 0.1, 0.1, 0.5, 0.5, 0.5]
    expected = columns.position[3] - 0.5 * BOWL.gradient(columns.position[3])
    np.testing.assert_allclose(columns.position[4], expected, rtol=1e-15)


@pytest.mark.parametrize("rate", [1e6, 2.1, 1e300])
def test_divergence_ends_the_columns_at_the_last_finite_step(rate: float) -> None:
    objective = FormulaObjective("x^4 + y^2", start=(1.0, 1.0))
    rate = min(rate, 1e6)
    columns, descent = whole(objective, Plan(optimizer=Sgd(learning_rate=rate), steps=4000))
    assert descent.outcome is not None
    assert descent.outcome.status is Status.DIVERGED
    assert descent.outcome.step == columns.step[-1]
    assert np.isfinite(columns.loss).all()
    assert np.isfinite(columns.position).all()


@pytest.mark.parametrize(
    ("expression", "start", "reason"),
    [
        ("log(x) + y^2", (0.3, 1.0), "undefined"),
        ("sqrt(x) + y^2", (0.3, 1.0), "undefined"),
        ("1/(x - 0.5) + y^2", (0.0, 1.0), "undefined"),
        ("x^4 + y^2", (3.0, 1.0), "not_finite"),
        ("x^4 - exp(y^2) - y^4", (1.0, 20.0), "not_finite"),
    ],
)
def test_leaving_the_domain_is_told_from_running_away(expression: str, start: tuple[float, float], reason: str) -> None:
    objective = FormulaObjective(expression, start=start)
    _, descent = whole(objective, Plan(optimizer=Sgd(learning_rate=0.125), steps=400))
    assert descent.outcome is not None
    assert (descent.outcome.status, descent.outcome.reason) == (Status.DIVERGED, reason)


@pytest.mark.parametrize(
    "optimizer", [*(cls() for cls in OPTIMIZERS), Lbfgs(line_search_fn="strong_wolfe")], ids=lambda chosen: chosen.name
)
def test_a_place_without_a_value_is_told_as_such_wherever_in_a_step_it_lies(optimizer: Optimizer) -> None:
    _, descent = whole(FormulaObjective("sqrt(-x)", start=(-3.0,)), Plan(optimizer=optimizer, steps=60))
    assert descent.outcome is not None
    assert descent.outcome.reason in {"undefined", "step_limit"}


def test_a_trial_beyond_all_numbers_is_no_place_without_a_value() -> None:
    runaway = FormulaObjective("-exp(exp(x + 4))", start=(-3.0,))
    _, descent = whole(runaway, Plan(optimizer=Lbfgs(), steps=60))
    assert descent.outcome is not None
    assert (descent.outcome.status, descent.outcome.reason) == (Status.DIVERGED, "not_finite")


def test_a_start_outside_the_natural_domain_is_an_outcome() -> None:
    columns, descent = whole(FormulaObjective("log(x) + y^2", start=(-1.0, 1.0)), Plan(optimizer=Sgd(), steps=10))
    assert descent.outcome is not None
    assert (descent.outcome.status, descent.outcome.reason) == (Status.DIVERGED, "undefined_at_start")
    assert columns.step.tolist() == [0]


@pytest.mark.parametrize(
    ("stopping", "status", "reason"),
    [
        (Stopping(gradient_norm=0.05), Status.CONVERGED, "gradient_norm"),
        (Stopping(loss=0.01), Status.CONVERGED, "loss"),
        (Stopping(position_change=1e-3), Status.CONVERGED, "position_change"),
        (Stopping(evaluations=17), Status.BUDGET, "evaluations"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_stop_rule_ends_the_run_at_the_first_step_at_which_it_holds(
    stopping: Stopping, status: Status, reason: str
) -> None:
    columns, descent = whole(BOWL, Plan(optimizer=Sgd(learning_rate=0.4), steps=1000, stopping=stopping))
    assert descent.outcome is not None
    assert (descent.outcome.status, descent.outcome.reason) == (status, reason)
    moves = np.linalg.norm(np.diff(columns.position, axis=0), axis=1)
    figures = {
        "gradient_norm": columns.gradient_norm,
        "loss": columns.loss,
        "position_change": np.concatenate([[np.inf], moves]),
        "evaluations": -columns.gradient_evaluations,
    }
    limit = getattr(stopping, reason) * (-1 if reason == "evaluations" else 1)
    holds = figures[reason] <= limit
    assert holds[-1]
    assert not holds[:-1].any()


def test_projection_keeps_every_position_in_the_domain() -> None:
    objective = FormulaObjective("x^2 - y^2", domain=[[-2, 2], [-2, 2]], start=(1.0, 0.1))
    columns, _ = whole(objective, Plan(optimizer=Sgd(learning_rate=0.3), steps=50, is_projected=True))
    assert np.abs(columns.position).max() <= 2.0
    assert abs(columns.position[-1, 1]) == 2.0


@pytest.mark.parametrize(("method", "values", "tolerance"), [("forward", 3, 2e-4), ("central", 4, 1e-8)])
def test_differences_cost_values_and_come_close(method: str, values: int, tolerance: float) -> None:
    sight = Sight(differences=Differences(method=method, h=1e-4))  # type: ignore[arg-type]
    exact, _ = whole(BOWL, Plan(optimizer=Sgd(learning_rate=0.1), steps=20))
    columns, _ = whole(BOWL, Plan(optimizer=Sgd(learning_rate=0.1), steps=20, sight=sight))
    assert columns.value_evaluations[-1] == 20 * values
    assert columns.gradient_evaluations[-1] == 0
    np.testing.assert_allclose(columns.position, exact.position, atol=tolerance)


def test_noise_has_the_deviation_it_was_given_and_depends_on_seed_and_run() -> None:
    flat = FormulaObjective("0*x + 0*y", start=(0.0, 0.0))

    def steps(seed: int, run: int) -> np.ndarray:
        sight = Sight(noise=2.0, seed=seed, run=run)
        columns, _ = whole(flat, Plan(optimizer=Sgd(learning_rate=1.0), steps=4000, sight=sight))
        return np.diff(columns.position, axis=0)

    drawn = steps(seed=1, run=0)
    assert abs(drawn.std() - 2.0) < 0.06  # standard error of 8000 draws: 2/√16000 = 0.016
    assert abs(drawn.mean()) < 0.1
    np.testing.assert_array_equal(drawn, steps(seed=1, run=0))
    assert not np.array_equal(drawn, steps(seed=2, run=0))
    assert not np.array_equal(drawn, steps(seed=1, run=1))


def test_clipping_by_norm_keeps_the_direction_and_follows_torch() -> None:
    gradient = np.array([30.0, -40.0])
    clipped = ClipNorm(norm=5.0)(gradient)
    np.testing.assert_allclose(clipped, gradient * (5.0 / (50.0 + 1e-6)), rtol=1e-15)
    np.testing.assert_array_equal(ClipNorm(norm=100.0)(gradient), gradient)


def test_clipping_by_value_clamps_each_coordinate_and_is_not_recorded() -> None:
    np.testing.assert_array_equal(ClipValue(value=1.0)(np.array([30.0, -0.5])), [1.0, -0.5])
    columns, _ = whole(
        BOWL, Plan(optimizer=Sgd(learning_rate=1.0), steps=1, sight=Sight(clipping=ClipValue(value=0.1)))
    )
    np.testing.assert_allclose(columns.position[1], [-6.9, 1.9], rtol=1e-15)
    assert columns.gradient_norm[0] == pytest.approx(np.hypot(0.7, 4.0))
