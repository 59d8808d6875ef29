"""Positions made of several parameters: rules that measure whole parameters see each by itself, and only they notice."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.engine.descent import Descent, Plan
from app.engine.group_wise import GroupWise, in_groups
from app.engine.objective import Group
from app.engine.objectives import OBJECTIVES
from app.engine.optimizers import OPTIMIZERS
from app.engine.optimizers.optimizer import FirstOrder
from app.engine.schedules.exponential import Exponential
from tests.golden.functions import FUNCTIONS
from tests.golden.matrix_functions import MATRIX_FUNCTIONS, OneLayer

PER_GROUP = [kind for kind in OPTIMIZERS if kind.per_group]
FIRST_ORDER = [kind for kind in OPTIMIZERS if issubclass(kind, FirstOrder) and kind.batched]
WITH_INNER = [kind for kind in OPTIMIZERS if hasattr(kind(), "inner")]
FOUR = (Group("position", (2, 2)),)


@pytest.mark.parametrize("function", [*FUNCTIONS.values(), *MATRIX_FUNCTIONS.values()])
def test_groups_cover_the_position(function: Any) -> None:
    objective = function()
    assert sum(np.prod(group.shape, dtype=int) for group in objective.groups) == objective.dimension


@pytest.mark.parametrize("function", OBJECTIVES, ids=lambda function: function.name)
def test_a_catalogue_function_is_one_vector_or_one_matrix(function: Any) -> None:
    objective = function.objective()
    assert objective.groups == (Group("position", function.shape or (objective.dimension,)),)
    assert np.prod(objective.groups[0].shape) == objective.dimension


@pytest.mark.parametrize("name", MATRIX_FUNCTIONS)
def test_the_gradients_derived_by_hand_are_those_of_the_values(name: str) -> None:
    objective = MATRIX_FUNCTIONS[name]()
    ahead, behind = (
        [float(objective.value(objective.start + h * unit)) for unit in np.eye(objective.dimension)]
        for h in (1e-5, -1e-5)
    )
    np.testing.assert_allclose(
        objective.gradient(objective.start), np.subtract(ahead, behind) / 2e-5, rtol=1e-7, atol=1e-7
    )


@pytest.mark.parametrize("kind", OPTIMIZERS, ids=lambda kind: kind.name)
def test_one_vector_changes_nothing(kind: Any) -> None:
    optimizer = kind()
    assert in_groups(optimizer, (Group("position", (7,)),)) == optimizer


@pytest.mark.parametrize("kind", FIRST_ORDER, ids=lambda kind: kind.name)
def test_a_rule_that_does_not_ask_for_parameters_is_left_alone(kind: Any) -> None:
    assert isinstance(in_groups(kind(), FOUR), GroupWise) is kind.per_group


@pytest.mark.parametrize("outer", WITH_INNER, ids=lambda kind: kind.name)
@pytest.mark.parametrize("kind", PER_GROUP, ids=lambda kind: kind.name)
def test_a_wrapper_lets_the_optimizer_within_see_groups(outer: Any, kind: Any) -> None:
    wrapped = outer(inner=kind())
    assert isinstance(in_groups(wrapped, FOUR).inner, GroupWise)
    columns = Descent(OneLayer(), Plan(optimizer=wrapped, steps=3, records_state=True)).advance(3)
    assert len(columns) == 4


@pytest.mark.parametrize("kind", PER_GROUP, ids=lambda kind: kind.name)
def test_parameters_that_do_not_touch_go_as_each_would_alone(kind: Any) -> None:
    """Weights whose loss does not depend on the biases beside them."""
    both = _Beside()
    plan = Plan(optimizer=kind(learning_rate=0.05), steps=20, schedule=Exponential(gamma=0.9))
    first, second = (
        _Alone(both.curvatures[part], group) for part, group in zip(_Beside.places, both.groups, strict=True)
    )
    together = Descent(both, plan).advance(20).position
    for part, alone in zip(_Beside.places, (first, second), strict=True):
        np.testing.assert_array_equal(together[:, part], Descent(alone, plan).advance(20).position)


@pytest.mark.parametrize("kind", PER_GROUP, ids=lambda kind: kind.name)
def test_states_are_recorded_flat_under_their_names(kind: Any) -> None:
    columns = Descent(OneLayer(), Plan(optimizer=kind(), steps=4, records_state=True)).advance(4)
    state = kind().initial_state(np.zeros(8))
    assert not hasattr(state, "_fields") or columns.state
    for values in columns.state.values():
        assert values.shape[0] == 5
        assert values.ndim <= 2


@pytest.mark.parametrize("kind", PER_GROUP, ids=lambda kind: kind.name)
def test_a_live_edit_reaches_every_group_and_keeps_its_state(kind: Any) -> None:
    halved = Plan(optimizer=kind(learning_rate=0.02), steps=20, changes={11: {"learning_rate": 0.01}})
    whole = Descent(OneLayer(), halved).advance(20)
    before = Descent(OneLayer(), Plan(optimizer=kind(learning_rate=0.02), steps=20)).advance(20)
    np.testing.assert_array_equal(whole.position[:11], before.position[:11])
    assert (whole.position[11] != before.position[11]).any()
    assert (whole.learning_rate[11:] == 0.01).all()


@pytest.mark.parametrize("kind", PER_GROUP, ids=lambda kind: kind.name)
def test_one_gradient_serves_all_groups(kind: Any) -> None:
    columns = Descent(OneLayer(), Plan(optimizer=kind(), steps=5)).advance(5)
    np.testing.assert_array_equal(columns.gradient_evaluations, np.arange(6))


class _Beside(OneLayer):
    """½·Σ cᵢ·xᵢ², of the same shapes."""

    curvatures = np.array([1.0, 5.0, 0.3, 2.0, 0.7, 3.0, 4.0, 0.5])
    places = (slice(0, 6), slice(6, 8))

    def value_and_gradient(self, position: Any) -> Any:
        gradient = self.curvatures * position
        return np.sum(gradient * position) / 2, gradient


class _Alone(_Beside):
    """One parameter of it."""

    def __init__(self, curvatures: Any, group: Group) -> None:
        self.curvatures, self.parts = curvatures, (group,)
        self.dimension = len(curvatures)
        (place,) = (place for place in self.places if place.stop - place.start == self.dimension)
        self.start, self.domain = _Beside.start[place], _Beside.domain[place]
