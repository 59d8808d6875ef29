"""A sweep is many descents: whatever is swept, each run ends as it would alone, and one that diverges disturbs none."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from app.engine.clipping import ClipNorm, ClipValue
from app.engine.descent import Descent, Plan
from app.engine.ends import Ends
from app.engine.objective import Array, Objective
from app.engine.objectives import objective_named
from app.engine.objectives.formula import FormulaObjective
from app.engine.one_by_one import of_run
from app.engine.optimizers import OPTIMIZERS
from app.engine.optimizers.adam import Adam
from app.engine.optimizers.lamb import Lamb
from app.engine.optimizers.lars import Lars
from app.engine.optimizers.lookahead import Lookahead
from app.engine.optimizers.momentum import Momentum
from app.engine.optimizers.muon import Muon
from app.engine.optimizers.nelder_mead import NelderMead
from app.engine.optimizers.optimizer import Optimizer
from app.engine.optimizers.sam import Sam
from app.engine.optimizers.sgd import Sgd
from app.engine.oracle import Differences, Sight
from app.engine.outcome import Status
from app.engine.schedules import SCHEDULES
from app.engine.schedules.schedule import Schedule
from app.engine.stopping import Stopping
from app.engine.sweep import Sweep, is_batched, may_vary, sweep
from tests.golden.functions import ElongatedBowl

COUNT = 6
CLOSE = {"rtol": 1e-12, "atol": 1e-12}
"""A row of exponents rounds differently from one exponent; everything else is the same arithmetic."""
FIGURES = [field.name for field in dataclasses.fields(Ends) if field.name != "figures"]
STARTS = np.random.default_rng(3).uniform(-2, 2, (2, COUNT))


def spread(settings: Any, count: int = COUNT) -> Any:
    """`settings` with `count` values for every number, its own first, the others from the range of its slider."""
    random = np.random.default_rng(7)
    values: dict[str, Any] = {}
    for field in dataclasses.fields(settings):
        span = field.metadata.get("json_schema_extra", {}).get("span")
        if may_vary(field) and span is not None:
            values[field.name] = np.array([field.default, *random.uniform(*span, count - 1)])
    return dataclasses.replace(settings, **values)


def swept(objective: Objective, plan: Plan, tolerance: float | None = None, steps: int = 10**6) -> Ends:
    walk: Sweep = sweep(objective, plan, COUNT, tolerance)
    while not walk.is_over:
        walk.advance(steps)
    return walk.ends


def alone(objective: Objective, plan: Plan, tolerance: float | None = None) -> dict[str, list[Any]]:
    """The same figures from one whole descent after the other."""
    figures: dict[str, list[Any]] = {name: [] for name in FIGURES}
    for run in range(COUNT):
        descent = Descent(objective, of_run(plan, run))
        columns = descent.advance(plan.steps)
        assert descent.outcome is not None
        has_diverged = descent.outcome.status is Status.DIVERGED
        reached = columns.step[columns.loss <= (-np.inf if tolerance is None else tolerance)]
        last = {
            "position": columns.position[-1],
            "loss": columns.loss[-1],
            "best_loss": np.min(columns.loss),
            "gradient_norm": columns.gradient_norm[-1],
            "reached_step": reached[0] if len(reached) else np.nan,
        }
        counts = {"value_evaluations": columns.value_evaluations, "gradient_evaluations": columns.gradient_evaluations}
        found = {name: value * np.nan for name, value in last.items()} if has_diverged else last
        found |= {name: column[-1] for name, column in counts.items()}
        found |= {"step": descent.outcome.step, "is_diverged": has_diverged}
        for name, value in found.items():
            figures[name].append(value)
    return figures


def check(objective: Objective, plan: Plan, tolerance: float | None = None, steps: int = 10**6) -> Ends:
    ends, expected = swept(objective, plan, tolerance, steps), alone(objective, plan, tolerance)
    for name in FIGURES:
        np.testing.assert_allclose(getattr(ends, name), np.array(expected[name]).T, **CLOSE, err_msg=name)
    return ends


FLAT = FormulaObjective("x^2/100 + y^2/50")
"""So flat that nearly all the rates of all sliders stay calm."""
ROSENBROCK = objective_named("rosenbrock").objective()


@pytest.mark.parametrize("kind", OPTIMIZERS, ids=lambda kind: kind.name)
def test_every_optimizer_sweeps_as_its_runs_go_alone(kind: type[Optimizer]) -> None:
    """Each run with hyperparameters and a start of its own."""
    ends = check(FLAT, Plan(optimizer=spread(kind()), steps=30, start=STARTS), tolerance=0.03)
    assert not ends.is_diverged.all()


@pytest.mark.parametrize("kind", SCHEDULES, ids=lambda kind: kind.name)
def test_every_schedule_bends_the_rate_of_each_run(kind: type[Schedule]) -> None:
    momentum = Momentum(learning_rate=np.geomspace(0.01, 1.0, COUNT))
    check(FLAT, Plan(optimizer=momentum, schedule=spread(kind()), steps=150, start=STARTS), tolerance=0.03)


@pytest.mark.parametrize("kind", [kind for kind in OPTIMIZERS if is_batched(kind())], ids=lambda kind: kind.name)
def test_a_run_that_diverges_leaves_the_others_alone(kind: type[Any]) -> None:
    """One starts where there is no loss, between others that know nothing of it."""
    undefined_in_the_west = FormulaObjective("x^2/100 + y^2/50 + log(x + 3)/1000")
    starts = STARTS.copy()
    starts[0, 2] = -4.0
    ends = check(undefined_in_the_west, Plan(optimizer=kind(), steps=30, start=starts))
    assert list(np.flatnonzero(ends.is_diverged)) == [2]


def test_rates_from_calm_to_wild_end_at_the_step_at_which_each_would() -> None:
    rates = np.array([0.1, 0.5, 1.1, 10.0, 1e3, 1e6])
    ends = check(ElongatedBowl(), Plan(optimizer=Sgd(learning_rate=rates), steps=2000), tolerance=1e-3)
    assert list(ends.is_diverged) == [False, False, True, True, True, True]
    assert np.all(np.diff(ends.step[2:]) < 0), "the wilder the sooner"
    assert np.isfinite(ends.reached_step).tolist() == [True, True, False, False, False, False]


@pytest.mark.parametrize(
    "rules",
    [
        Stopping(loss=0.5),
        Stopping(gradient_norm=0.5),
        Stopping(position_change=0.02),
        Stopping(evaluations=17),
        Stopping(loss=0.3, gradient_norm=0.2, evaluations=40),
    ],
    ids=str,
)
@pytest.mark.parametrize("optimizer", [Adam(), Sam(), NelderMead()], ids=lambda optimizer: optimizer.name)
def test_each_run_stops_where_it_would_alone(rules: Stopping, optimizer: Optimizer) -> None:
    rates = {"learning_rate": np.geomspace(0.01, 0.8, COUNT)} if hasattr(optimizer, "learning_rate") else {}
    plan = Plan(optimizer=optimizer.with_settings(rates), steps=60, start=STARTS, stopping=rules)
    ends = check(ElongatedBowl(), plan, tolerance=0.6)
    assert ends.step.min() < 60


@pytest.mark.parametrize(
    "sight",
    [
        Sight(noise=0.3, seed=5, run=2),
        Sight(differences=Differences(method="central")),
        Sight(differences=Differences(method="forward")),
        Sight(clipping=ClipNorm(norm=0.5)),
        Sight(clipping=ClipValue(value=0.5), noise=0.1, seed=1),
    ],
    ids=str,
)
@pytest.mark.parametrize("optimizer", [Adam(), Sam()], ids=lambda optimizer: optimizer.name)
def test_each_run_sees_what_it_would_alone(sight: Sight, optimizer: Optimizer) -> None:
    rates = {"learning_rate": np.geomspace(0.01, 0.5, COUNT)}
    check(ElongatedBowl(), Plan(optimizer=optimizer.with_settings(rates), steps=40, start=STARTS, sight=sight))


def test_changes_projection_and_losses_that_differ_from_step_to_step_hold_in_each_run() -> None:
    rates = np.geomspace(1e-3, 30.0, COUNT)
    changes = {7: {"learning_rate": 0.05}, 20: {"beta1": 0.5}}
    plan = Plan(optimizer=Adam(learning_rate=rates), steps=40, start=STARTS, changes=changes, is_projected=True)
    for objective in (FLAT, objective_named("reddi_online").objective()):
        starts = np.resize(STARTS, (objective.dimension, COUNT))
        check(objective, replace(plan, start=starts), tolerance=0.05)


def test_a_wrapper_is_swept_through_to_the_optimizer_within() -> None:
    inner = Adam(learning_rate=np.geomspace(1e-3, 0.5, COUNT), beta1=np.linspace(0.1, 0.95, COUNT))
    check(ElongatedBowl(), Plan(optimizer=Lookahead(inner=inner), steps=40, start=STARTS))
    assert not is_batched(Lookahead(inner=Muon()))


def test_an_optimizer_measures_each_parameter_of_a_matrix_problem_by_itself() -> None:
    objective = objective_named("matrix_least_squares").objective()
    starts = np.random.default_rng(5).uniform(-1, 1, (objective.dimension, COUNT))
    for kind in (Lamb, Lars, Muon):
        rates = np.geomspace(1e-3, 0.3, COUNT)
        check(objective, Plan(optimizer=kind(learning_rate=rates), steps=30, start=starts))


@pytest.mark.parametrize("optimizer", [Adam(), NelderMead()], ids=lambda optimizer: optimizer.name)
def test_a_sweep_cut_into_pieces_is_the_same_sweep(optimizer: Optimizer) -> None:
    plan = Plan(optimizer=optimizer, steps=50, start=STARTS)
    whole = swept(ROSENBROCK, plan, tolerance=1.0)
    for steps in (1, 7, 40):
        parts = swept(ROSENBROCK, plan, 1.0, steps)
        for name in FIGURES:
            np.testing.assert_array_equal(getattr(parts, name), getattr(whole, name))


@pytest.mark.parametrize("kind", [Adam, Muon], ids=lambda kind: kind.name)
def test_all_runs_may_share_a_start(kind: Any) -> None:
    for start in (None, np.array([0.5, -1.0])):
        shared = Plan(optimizer=kind(learning_rate=np.geomspace(1e-3, 0.3, COUNT)), steps=20, start=start)
        given = ROSENBROCK.start if start is None else start
        each = replace(shared, start=np.repeat(np.array(given)[:, None], COUNT, axis=1))
        np.testing.assert_array_equal(swept(ROSENBROCK, shared).loss, check(ROSENBROCK, each).loss)


def test_no_step_at_all_is_the_start() -> None:
    for optimizer in (Adam(), NelderMead()):
        ends = check(ROSENBROCK, Plan(optimizer=optimizer, steps=0, start=STARTS))
        np.testing.assert_array_equal(ends.position, STARTS)


def test_little_is_computed_beyond_the_end_of_a_run() -> None:
    """A descent computes blocks and judges them afterwards; where a step is dear, a long block would be waste."""

    class Counting(FormulaObjective):
        values = 0

        def value(self, position: Array) -> Array:
            self.values += 1
            return super().value(position)

    objective = Counting("x^2 + y^2")
    plan = Plan(optimizer=NelderMead(), steps=100_000, start=STARTS, stopping=Stopping(evaluations=10))
    assert swept(objective, plan).step.max() < 10
    assert objective.values < 50 * COUNT
