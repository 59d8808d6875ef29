"""What holds for every optimizer as a rule that moves: it descends, in one run or in many, and leaves its inputs alone."""

from __future__ import annotations

import dataclasses
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from app.engine.descent import Descent, Plan
from app.engine.objective import Array, Objective
from app.engine.objectives import objective_named
from app.engine.optimizers import OPTIMIZERS
from app.engine.optimizers.optimizer import FirstOrder, Optimizer
from app.engine.oracle import Oracle, Sight
from tests.golden.functions import ElongatedBowl, Rosenbrock


def _variants(kind: type[Optimizer]) -> list[Optimizer]:
    """The optimizer as it comes, with each of its switches turned, and with every number in the middle of its slider."""
    fields = dataclasses.fields(kind)
    turned = [{field.name: not field.default} for field in fields if isinstance(field.default, bool)]
    numbers = {field.name: field.metadata.get("json_schema_extra", {}).get("span") for field in fields}
    stirred = {name: sum(span) / 2 for name, span in numbers.items() if span is not None and name != "learning_rate"}
    return [kind(), kind(**stirred), *(kind(**switch, **more) for switch in turned for more in ({}, stirred))]


def _label(optimizer: Optimizer) -> str:
    fields = dataclasses.fields(optimizer)
    turned = [field.name for field in fields if isinstance(field.default, bool) and getattr(optimizer, field.name)]
    is_stirred = any(
        getattr(optimizer, field.name) != field.default for field in fields if not isinstance(field.default, bool)
    )
    return "-".join([optimizer.name, *turned, *["stirred"] * is_stirred])


VARIANTS = [variant for kind in OPTIMIZERS for variant in _variants(kind)]
BATCHED = [variant for variant in VARIANTS if variant.batched]
RATED = [variant for variant in VARIANTS if hasattr(variant, "learning_rate")]
FIRST_ORDER = [variant for variant in VARIANTS if isinstance(variant, FirstOrder)]
STEADY = [variant for variant in VARIANTS if not variant.draws]
every_optimizer = pytest.mark.parametrize("optimizer", VARIANTS, ids=_label)
every_batched_optimizer = pytest.mark.parametrize("optimizer", BATCHED, ids=_label)
every_steady_optimizer = pytest.mark.parametrize("optimizer", STEADY, ids=_label)
every_rated_optimizer = pytest.mark.parametrize("optimizer", RATED, ids=_label)
every_first_order_optimizer = pytest.mark.parametrize("optimizer", FIRST_ORDER, ids=_label)


class Bowls(Objective):
    """½·Σ cᵢ·xᵢ² in any dimension, with gradients that nobody may write to."""

    def __init__(self, dimension: int, curvature: float = 1.0) -> None:
        self.dimension = dimension
        self.domain = np.tile([-5.0, 5.0], (dimension, 1))
        self.start = np.full(dimension, 2.0)
        self.curvatures = curvature * np.arange(1.0, dimension + 1)

    def value(self, position: Array) -> Array:
        return self.value_and_gradient(position)[0]

    def value_and_gradient(self, position: Array) -> tuple[Array, Array]:
        gradient = self.curvatures.reshape(-1, *(1,) * (position.ndim - 1)) * position
        gradient.flags.writeable = False
        return np.asarray(0.5 * np.sum(gradient * position, axis=0)), gradient

    def hessian(self, position: Array) -> Array:
        return np.multiply.outer(np.diag(self.curvatures), np.ones(position.shape[1:]))


def walk(optimizer: Optimizer, objective: Objective, start: Array, steps: int) -> list[Array]:
    """Positions from `start` `(d, ...)` on, none of which may be written to."""
    oracle = Oracle(objective, Sight())
    position = start.copy()
    state = optimizer.initial_state(position)
    positions = [position]
    with np.errstate(all="ignore"):
        for step in range(steps):
            position.flags.writeable = False
            oracle.begin(step, objective, position, None)
            delta, state = optimizer.step(position, oracle, state, optimizer.rate)
            position = position + delta
            positions.append(position)
    return positions


def at_rate(optimizer: Any, learning_rate: float) -> Any:
    return optimizer.with_settings({"learning_rate": learning_rate})


def _spread(optimizer: Optimizer, count: int) -> dict[str, Array]:
    """`count` values for every number: the default, the lower end of the slider, and draws from its range."""
    random = np.random.default_rng(7)
    values = {}
    for field in dataclasses.fields(optimizer):
        if isinstance(field.default, float):
            low, high = field.metadata["json_schema_extra"]["span"]
            values[field.name] = np.array([field.default, low, *random.uniform(low, high, count - 2)])
    return values


@pytest.mark.parametrize("kind", OPTIMIZERS, ids=lambda kind: kind.name)
def test_every_optimizer_descends_the_bowl_as_it_comes(kind: type[Optimizer]) -> None:
    columns = Descent(ElongatedBowl(), Plan(optimizer=kind(), steps=100)).advance(100)
    assert len(columns) == 101
    assert columns.loss[-1] < columns.loss[0]
    is_there = columns.loss[-1] < columns.loss[0] / 100
    assert is_there or columns.loss[51:].min() < columns.loss[:51].min(), "the second half still gets lower"


@every_optimizer
def test_numbers_too_large_end_a_run_and_raise_nothing(optimizer: Optimizer) -> None:
    """LAPACK refuses what is not finite, on some processors more than on others."""
    objective = objective_named("matrix_least_squares").objective()
    for size in (1e80, 1e160, 1e300):
        descent = Descent(objective, Plan(optimizer=optimizer, start=size * objective.start, steps=12))
        descent.advance(12)
        assert descent.outcome is not None


@every_rated_optimizer
def test_some_rate_brings_every_optimizer_down_to_a_hundredth(optimizer: Optimizer) -> None:
    """One that draws need not stay where it was lowest: SGLD at a temperature never does."""

    def is_down(rate: float) -> bool:
        path = np.array(walk(at_rate(optimizer, rate), Bowls(2), np.array([2.0, 1.5]), 300))
        with np.errstate(all="ignore"):
            losses = Bowls(2).value(path.T)
            return bool((np.nanmin(losses) if optimizer.draws else losses[-1]) < 0.01 * losses[0])

    assert any(map(is_down, (0.1, 1.0, 0.01, 10.0)))


@every_optimizer
def test_the_same_input_gives_the_same_bits(optimizer: Optimizer) -> None:
    first, second = (walk(optimizer, Rosenbrock(), np.array([-1.2, 1.0]), 60) for _ in range(2))
    np.testing.assert_array_equal(first, second)


@every_batched_optimizer
def test_many_runs_at_once_go_as_each_would_alone(optimizer: Optimizer) -> None:
    """Each with hyperparameters of its own. 1e-12, because a row of exponents rounds differently from one exponent."""
    count = 6
    bowls = Bowls(2, curvature=0.02)  # so flat that the fastest rates stay stable
    values = _spread(optimizer, count)
    starts = np.random.default_rng(3).uniform(-2, 2, (2, count))
    together = np.array(walk(dataclasses.replace(optimizer, **values), bowls, starts, 40))
    for run in range(count):
        alone = dataclasses.replace(optimizer, **{name: float(row[run]) for name, row in values.items()})
        np.testing.assert_allclose(together[..., run], walk(alone, bowls, starts[:, run], 40), rtol=1e-12, atol=1e-12)


@every_batched_optimizer
def test_shape_and_type_are_kept(optimizer: Optimizer) -> None:
    for shape in ((1,), (2,), (5,), (2, 7), (2, 3, 4), (3, 0)):
        for position in walk(optimizer, Bowls(shape[0]), np.full(shape, 1.5), 3):
            assert position.shape == shape
            assert position.dtype == np.float64


@every_optimizer
def test_a_step_shares_no_memory_with_what_it_came_from(optimizer: Optimizer) -> None:
    """Positions and gradients are read-only here, so a step that wrote to one would raise."""
    objective = Bowls(2)
    position = np.array([1.0, 2.0])
    position.flags.writeable = False
    oracle = Oracle(objective, Sight())
    state = optimizer.initial_state(position)
    for step in range(3):
        _, gradient = objective.value_and_gradient(position)
        oracle.begin(step, objective, position, gradient)
        delta, state = optimizer.step(position, oracle, state, 0.1)
        assert delta.flags.writeable
        held = [position, gradient, *(part for part in state if isinstance(part, np.ndarray))]
        assert not any(np.shares_memory(delta, other) for other in held)
        assert not any(np.shares_memory(part, other) for part in held[2:] for other in (position, gradient))


@every_steady_optimizer
def test_at_rest_on_the_minimum_it_stays(optimizer: Optimizer) -> None:
    """Unless it starts with a push, as optax's Yogi does by 1e-6; then it stays near."""
    push = np.max(getattr(optimizer.initial_state(np.zeros(2)), "first_moment", 0.0))
    for position in walk(optimizer, Bowls(2), np.zeros(2), 20):
        np.testing.assert_allclose(position, 0.0, rtol=0, atol=1e3 * push)


@every_rated_optimizer
def test_a_zero_rate_moves_nothing(optimizer: Optimizer) -> None:
    start = np.array([1.0, -2.0])
    np.testing.assert_array_equal(walk(at_rate(optimizer, 0.0), Bowls(2), start, 5), [start] * 6)


@every_first_order_optimizer
def test_one_gradient_a_step_is_counted(optimizer: Optimizer) -> None:
    columns = Descent(ElongatedBowl(), Plan(optimizer=optimizer, steps=10)).advance(10)
    np.testing.assert_array_equal(columns.gradient_evaluations, np.arange(11))
    np.testing.assert_array_equal(columns.value_evaluations, 0)


@every_optimizer
def test_recorded_state_has_the_names_of_the_text(optimizer: Optimizer) -> None:
    """The State line lists the arrays, a matrix's by their sides; counters need no mention."""
    state = optimizer.initial_state(np.zeros((2, 3) if optimizer.needs_matrix else 2))
    arrays = [name for name in getattr(state, "_fields", ()) if isinstance(getattr(state, name), np.ndarray)]
    text = (type(optimizer).__doc__ or "").partition("State:")[2].partition("Cost:")[0]
    shapes = {(2,): "(d, ...)", (): "(...)", (2, 2): "(d, d)", (3, 2): "(d + 1, d)", (3,): "(d + 1,)"}
    if optimizer.needs_matrix:
        shapes = {(2, 3): "(rows, columns)", (2, 2): "(rows, rows)", (3, 3): "(columns, columns)"}
    listed = ", ".join(f"{name} {shapes[getattr(state, name).shape]}" for name in arrays)
    assert text.split() == (listed or "none").split()


COUPLED = [kind for kind in OPTIMIZERS if {"weight_decay", "decoupled_weight_decay"} <= set(kind.__dataclass_fields__)]


@pytest.mark.parametrize("kind", COUPLED, ids=lambda kind: kind.name)
def test_coupled_weight_decay_is_a_steeper_bowl(kind: type[Optimizer]) -> None:
    """λ·x in the gradient is the gradient of λ/2·‖x‖²."""
    start = np.array([2.0])
    decayed = walk(kind(learning_rate=0.05, weight_decay=0.5), Bowls(1), start, 30)  # type: ignore[call-arg]
    steeper = walk(kind(learning_rate=0.05), Bowls(1, curvature=1.5), start, 30)  # type: ignore[call-arg]
    np.testing.assert_allclose(decayed, steeper, rtol=1e-12)


@pytest.mark.parametrize("kind", COUPLED, ids=lambda kind: kind.name)
def test_decoupled_weight_decay_is_beside_the_step(kind: type[Optimizer]) -> None:
    plain = walk(kind(learning_rate=0.05), Bowls(2), np.array([2.0, -3.0]), 1)  # type: ignore[call-arg]
    beside = walk(kind(learning_rate=0.05, decoupled_weight_decay=0.4), Bowls(2), np.array([2.0, -3.0]), 1)  # type: ignore[call-arg]
    np.testing.assert_allclose(beside[1] - plain[1], [-0.05 * 0.4 * 2.0, 0.05 * 0.4 * 3.0], rtol=1e-12)


@every_optimizer
def test_a_run_cut_into_blocks_is_the_same_run(optimizer: Optimizer) -> None:
    plan = Plan(optimizer=optimizer, steps=60, records_state=True)
    whole = Descent(Rosenbrock(), plan).advance(60)
    cuts = [0, 1, 8, 9, 40, 60]
    descent = Descent(Rosenbrock(), plan)
    parts = [descent.advance(after - before) for before, after in pairwise(cuts)]
    np.testing.assert_array_equal(np.concatenate([part.position for part in parts]), whole.position)
    for name, values in whole.state.items():
        np.testing.assert_array_equal(np.concatenate([part.state[name] for part in parts]), values)
