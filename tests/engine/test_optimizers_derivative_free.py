"""What holds for the searches that ask for values alone: what they cost, that they keep the best, and what they find."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.engine.columns import Columns
from app.engine.descent import Descent, Plan
from app.engine.hyperparameter import HyperparameterError
from app.engine.objective import Array, Objective
from app.engine.objectives import objective_named
from app.engine.optimizers.cma_es import CmaEs
from app.engine.optimizers.nelder_mead import NelderMead, NelderMeadState
from app.engine.optimizers.optimizer import Optimizer
from app.engine.optimizers.random_local_search import RandomLocalSearch
from app.engine.optimizers.random_search import RandomSearch, SamplingDistribution
from app.engine.optimizers.simulated_annealing import SimulatedAnnealing
from app.engine.oracle import Oracle, Sight
from app.engine.recombination import recombination
from tests.golden.functions import FUNCTIONS, ElongatedBowl, Rosenbrock

GOLDEN = Path(__file__).parents[1] / "golden"
CONSTANTS = json.loads((GOLDEN / "cma_constants.json").read_text("utf-8"))["cases"]
DIMENSIONS = json.loads((GOLDEN / "scipy_nelder_mead_dimensions.json").read_text("utf-8"))["cases"]
KEEPING: list[Optimizer] = [
    RandomSearch(),
    RandomSearch(samples=1),
    RandomLocalSearch(),
    RandomLocalSearch(samples=8),
    NelderMead(),
    NelderMead(adaptive=True),
]
ALL: list[Optimizer] = [RandomSearch(), RandomLocalSearch(), SimulatedAnnealing(), NelderMead(), CmaEs()]
DRAWING = [optimizer for optimizer in ALL if optimizer.draws]


def _name(optimizer: Optimizer) -> str:
    return optimizer.name


def run(objective: Objective, optimizer: Optimizer, steps: int = 100, **sight: int) -> Columns:
    return Descent(objective, Plan(optimizer=optimizer, steps=steps, sight=Sight(**sight), records_state=True)).advance(
        steps
    )


class OfValues(Objective):
    """A function given by its values alone; whoever asks for a slope gets zeros, so nothing can be learned from it."""

    def __init__(self, function: Callable[[Array], Array], start: list[float]) -> None:
        self.function, self.start, self.dimension = function, np.array(start), len(start)
        self.domain = np.tile([-5.0, 5.0], (len(start), 1))

    def value(self, position: Array) -> Array:
        return np.asarray(self.function(position))

    def value_and_gradient(self, position: Array) -> tuple[Array, Array]:
        return self.value(position), np.zeros_like(position)

    def hessian(self, position: Array) -> Array:
        raise NotImplementedError("no search asks for it")


def squares(position: Array) -> Array:
    weights = np.arange(1.0, len(position) + 1).reshape(-1, *(1,) * (position.ndim - 1))
    return np.asarray(np.sum(weights * position**2, axis=0))


@pytest.mark.parametrize(
    ("shape", "count"), [((2,), 1), ((2, 1), 1), ((2, 7), 7), ((2, 3, 4), 12), ((2, 0), 0)], ids=str
)
def test_a_value_is_counted_for_every_point(shape: tuple[int, ...], count: int) -> None:
    oracle = Oracle(ElongatedBowl(), Sight())
    assert oracle.value(np.ones(shape)).shape == shape[1:]
    assert oracle.value_evaluations == count
    oracle.value(np.ones(2))
    assert oracle.value_evaluations == count + 1


def test_the_oracle_tells_the_domain_and_nobody_sets_it() -> None:
    oracle = Oracle(Rosenbrock(), Sight())
    np.testing.assert_array_equal(oracle.domain, [[-2, 2], [-1, 3]])
    with pytest.raises(AttributeError):
        oracle.domain = np.zeros((2, 2))  # type: ignore[misc]


@pytest.mark.parametrize(
    ("optimizer", "first", "each"),
    [
        (RandomSearch(samples=3), 1, 3),
        (RandomLocalSearch(), 1, 1),
        (SimulatedAnnealing(), 1, 1),
        (CmaEs(), 0, 6),
        (CmaEs(population_size=11), 0, 11),
    ],
    ids=str,
)
def test_the_cost_of_a_step_is_what_the_text_says(optimizer: Optimizer, first: int, each: int) -> None:
    columns = run(Rosenbrock(), optimizer, 10)
    np.testing.assert_array_equal(columns.value_evaluations[1:], first + each * np.arange(1, 11))
    np.testing.assert_array_equal(columns.gradient_evaluations, 0)


def test_nelder_mead_pays_for_its_corners_once() -> None:
    columns = run(Rosenbrock(), NelderMead(), 60)
    steps = np.diff(columns.value_evaluations)
    assert steps[0] in {4, 5}
    assert set(steps[1:]) <= {1, 2, 4}
    np.testing.assert_array_equal(columns.gradient_evaluations, 0)


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("optimizer", KEEPING, ids=_name)
def test_the_best_never_rises(optimizer: Optimizer, function: str) -> None:
    """1e-15, because the position is reached by a change that is rounded."""
    for seed in range(3):
        loss = run(FUNCTIONS[function](), optimizer, 150, seed=seed).loss
        assert (np.diff(loss) <= 1e-15 * (1 + np.abs(loss[1:]))).all()
        assert loss[-1] < loss[0]


def test_the_lowest_value_of_the_state_is_the_loss_where_it_stands() -> None:
    for optimizer in (RandomSearch(), RandomLocalSearch()):
        columns = run(Rosenbrock(), optimizer)
        np.testing.assert_allclose(columns.state["lowest_value"][1:], columns.loss[1:], rtol=1e-14)


def test_random_search_does_not_care_where_it_starts_once_it_is_below() -> None:
    here, there = (
        Descent(Rosenbrock(), Plan(optimizer=RandomSearch(), steps=40, start=np.array(start))).advance(40).position[1:]
        for start in ([-2.0, -1.0], [2.0, -1.0])
    )
    np.testing.assert_allclose(here, there, rtol=1e-12)


def test_random_search_draws_from_the_domain_or_around_the_origin() -> None:
    oracle = Oracle(Rosenbrock(), Sight())
    position = np.array([1.5, -0.5])
    points = position[:, None] + RandomSearch(samples=10_000).moves(position, oracle)
    assert (points >= oracle.domain[:, :1] - 1e-12).all()
    assert (points <= oracle.domain[:, 1:] + 1e-12).all()
    assert (np.ptp(points, axis=1) > 3.99).all()
    normal = RandomSearch(samples=10_000, distribution=SamplingDistribution("normal"), std=1e-4)
    points = position[:, None] + normal.moves(position, oracle)
    np.testing.assert_allclose(points.std(axis=1), 1e-4, rtol=0.03)  # four standard errors of 10,000 draws
    np.testing.assert_allclose(points.mean(axis=1), 0, atol=4e-6)


def test_an_unknown_distribution_is_refused() -> None:
    with pytest.raises(HyperparameterError, match="distribution must be one of uniform, normal"):
        RandomSearch(distribution="cauchy")


@pytest.mark.parametrize("optimizer", DRAWING, ids=_name)
def test_seed_and_run_decide_the_path(optimizer: Optimizer) -> None:
    first, again = (run(Rosenbrock(), optimizer, 30, seed=3).position for _ in range(2))
    np.testing.assert_array_equal(first, again)
    for sight in ({"seed": 4}, {"seed": 3, "run": 1}):
        assert not np.array_equal(run(Rosenbrock(), optimizer, 30, **sight).position, first)


def test_annealing_keeps_the_best_beside_the_walker() -> None:
    columns = run(objective_named("rastrigin").objective(), SimulatedAnnealing(temperature=20.0), 200, seed=1)
    state = columns.state
    np.testing.assert_allclose(state["best_value"][1:], np.minimum.accumulate(columns.loss)[1:], rtol=1e-14)
    np.testing.assert_allclose(state["value"][1:], columns.loss[1:], rtol=1e-14)
    np.testing.assert_allclose(state["temperature"][1:], 20.0 * 0.95 ** np.arange(200), rtol=1e-12)
    assert (np.diff(columns.loss) > 0).any(), "hot, it climbs"
    value = objective_named("rastrigin").objective().value
    np.testing.assert_allclose([value(point) for point in state["best"][1:]], state["best_value"][1:], rtol=1e-14)


def test_cold_annealing_never_climbs_and_hot_annealing_takes_every_step() -> None:
    cold = run(Rosenbrock(), SimulatedAnnealing(temperature=1e-300, cooling=1.0), 200)
    assert (np.diff(cold.loss) <= 0).all()
    hot = run(Rosenbrock(), SimulatedAnnealing(temperature=1e9, cooling=1.0, step_size=0.01), 200)
    assert (np.diff(hot.position, axis=0) != 0).all()


def test_annealing_climbs_as_often_as_metropolis_says() -> None:
    """On f = |x| from far away, half of the steps climb by ε·|z| and are taken with the chance E[exp(−ε|z|/T)]."""
    slope = OfValues(lambda position: np.abs(position[0]), [1e6])
    columns = run(slope, SimulatedAnnealing(temperature=1.0, cooling=1.0, step_size=1.0), 4000)
    taken = np.mean(np.diff(columns.position[:, 0]) > 0)
    assert taken == pytest.approx(0.5 * 0.52316, abs=0.03)  # e^½·erfc(1/√2) = 0.52316; 4 standard errors are 0.028


def test_nelder_mead_collapses_where_mckinnon_says() -> None:
    """On his convex function the simplex contracts inside for ever, onto a point that is no minimum."""
    valley = OfValues(lambda p: np.where(p[0] <= 0, 360.0, 6.0) * p[0] ** 2 + p[1] + p[1] ** 2, [0.0, 0.0])
    upper, lower = (1 + np.sqrt(33)) / 8, (1 - np.sqrt(33)) / 8
    simplex = np.array([[0.0, 0.0], [upper, lower], [1.0, 1.0]])
    oracle = Oracle(valley, Sight())
    state, position = NelderMeadState(False, simplex, np.full(3, np.nan)), np.zeros(2)
    for step in range(60):
        _, state = NelderMead().step(position, oracle, state, np.nan)
        if step < 20:
            expected = [[upper ** (step + 2), lower ** (step + 2)], [upper ** (step + 1), lower ** (step + 1)]]
            np.testing.assert_allclose(state.simplex, [[0.0, 0.0], *expected], atol=1e-10)
    np.testing.assert_array_equal(state.simplex[0], 0)
    assert state.values[0] == 0 > valley.value(np.array([0.0, -0.5]))


@pytest.mark.parametrize("case", DIMENSIONS, ids=lambda case: f"{len(case['start'])}-{case['adaptive']}")
def test_nelder_mead_is_scipys_in_any_dimension(case: dict[str, Any]) -> None:
    """Where SciPy's corners have become one point it stops, and so does its path."""
    path = case["position"]
    found = run(OfValues(squares, case["start"]), NelderMead(adaptive=case["adaptive"]), 120).position
    np.testing.assert_allclose(found[: len(path)], path, rtol=0, atol=1e-12)


def test_the_simplex_of_the_state_is_sorted_and_its_best_corner_is_the_position() -> None:
    columns = run(Rosenbrock(), NelderMead(), 80)
    simplex, values = columns.state["simplex"], columns.state["values"]
    assert simplex.shape == (81, 3, 2)
    assert np.isnan(values[0]).all()
    assert (np.diff(values[1:], axis=1) >= 0).all()
    np.testing.assert_allclose(simplex[:, 0], columns.position, rtol=1e-15, atol=1e-15)
    np.testing.assert_allclose(Rosenbrock().value(np.moveaxis(simplex[1:], -1, 0)), values[1:], rtol=1e-12)


@pytest.mark.parametrize("case", CONSTANTS, ids=lambda case: f"{case['dimension']}-{case['asked']}")
def test_the_constants_of_cma_es_are_pycmas(case: dict[str, Any]) -> None:
    found = dataclasses.asdict(recombination(case["dimension"], case["asked"], True))
    for name, value in case["constants"].items():
        np.testing.assert_allclose(found[name], value, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("size", [1, 2, 3, 4, 7])
@pytest.mark.parametrize("dimension", [1, 2, 30])
def test_a_population_of_any_size_has_sound_constants(dimension: int, size: int) -> None:
    known = recombination(dimension, size, True)
    assert known.population_size == max(size, 3) == len(known.weights)
    assert known.weights[known.weights > 0].sum() == pytest.approx(1)
    assert 0 < known.rank_one + known.rank_mu <= 1
    assert (recombination(dimension, size, False).weights >= 0).all()


@pytest.mark.parametrize("seed", range(4))
def test_cma_es_solves_the_rotated_quadratic_and_learns_its_shape(seed: int) -> None:
    """In the metric of its covariance the bowl is nearly round: a hundred times longer than wide to begin with."""
    quadratic = objective_named("rotated_quadratic").objective()
    columns = run(quadratic, CmaEs(), 200, seed=seed)
    assert columns.loss[-1] < 1e-25
    curvature = quadratic.hessian(columns.position[-1])
    axes = np.linalg.eigvals(columns.state["covariance"] @ curvature).real
    elongation = axes.max(axis=1) / axes.min(axis=1)
    assert elongation[0] == pytest.approx(100)
    assert np.median(elongation[50:150]) < 8


@pytest.mark.parametrize("seed", range(6))
def test_cma_es_finds_the_deepest_of_rastrigins_wells(seed: int) -> None:
    loss = run(objective_named("rastrigin").objective(), CmaEs(sigma0=2.0, population_size=40), 150, seed=seed).loss
    assert loss[-1] < 1e-12


@pytest.mark.parametrize("dimension", [1, 3, 8])
def test_cma_es_works_in_any_dimension(dimension: int) -> None:
    columns = run(OfValues(squares, [2.0] * dimension), CmaEs(), 250)
    assert columns.loss[-1] < 1e-8
    assert columns.state["covariance"].shape == (251, dimension, dimension)


@pytest.mark.parametrize("optimizer", [NelderMead(), CmaEs()], ids=_name)
def test_ranks_alone_matter(optimizer: Optimizer) -> None:
    """Any rising function of the loss gives the same path."""
    plain, bent = (
        run(OfValues(function, [2.0, -3.0]), optimizer, 60).position
        for function in (squares, lambda p: squares(p) ** 0.25)
    )
    np.testing.assert_array_equal(plain, bent)


@pytest.mark.parametrize("optimizer", ALL, ids=_name)
def test_points_without_a_value_are_never_kept(optimizer: Optimizer) -> None:
    """√(x₁) beside a wall: left of zero there is nothing."""
    wall = OfValues(lambda position: np.sqrt(position[0] - 0.5) + position[1] ** 2, [1.0, 1.0])
    columns = run(wall, optimizer, 150)
    if optimizer.name != "cma_es":  # its mean is never measured, and may step over the wall
        assert len(columns) == 151
    assert np.isfinite(columns.loss).all()
    assert columns.loss[-1] < columns.loss[0]


@pytest.mark.parametrize("optimizer", ALL, ids=_name)
def test_a_slope_without_end_raises_nothing(optimizer: Optimizer) -> None:
    columns = run(OfValues(lambda position: position[0] + 0 * position[1], [0.0, 0.0]), optimizer, 2000)
    assert np.isfinite(columns.position).all()
    assert columns.loss[-1] < -1
