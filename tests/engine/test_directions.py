"""Directions against their definitions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from app.engine.directions import DIRECTIONS
from app.engine.directions.axes import Axes
from app.engine.directions.direction import Direction, DirectionError, Surroundings, Vectors
from app.engine.directions.filter_normalized import FilterNormalized
from app.engine.directions.gaussian import Gaussian
from app.engine.directions.gradient import Gradient
from app.engine.directions.hessian import Hessian
from app.engine.directions.principal import Principal
from app.engine.directions.state import Remembered
from app.engine.directions.towards import Towards
from app.engine.objective import Array, Group, Objective
from app.engine.objectives.formula import FormulaObjective
from app.engine.permutation import hidden_layers, permuted, strengths, swapped
from tests.engine.test_spectrum import finished

FORMULA = FormulaObjective("x^2*y + sin(x) + exp(y/3) - z^2", domain=[[-2, 2]] * 3)
GROUPS = (Group("W1", (2, 4)), Group("b1", (4,)), Group("W2", (4, 3)), Group("b2", (3,)))


class Net(Objective):
    """Two layers with tanh between them and squared outputs, by hand: enough of a network to have units."""

    dimension = 27
    domain = np.tile([-1.0, 1.0], (27, 1))
    start = np.random.default_rng(3).standard_normal(27)
    groups = GROUPS
    inputs = np.random.default_rng(4).standard_normal((6, 2))

    def value(self, position: Array) -> Array:
        first, bias, second, shift = np.split(position, [8, 12, 24])
        hidden = np.tanh(self.inputs @ first.reshape(2, 4) + bias)
        return np.asarray(np.mean((hidden @ second.reshape(4, 3) + shift - 1.0) ** 2))

    def value_and_gradient(self, position: Array) -> tuple[Array, Array]:
        raise NotImplementedError

    def hessian(self, position: Array) -> Array:
        raise NotImplementedError


def around(objective: Objective = FORMULA, **more: object) -> Surroundings:
    return Surroundings(objective=objective, origin=objective.start, **more)  # type: ignore[arg-type]


def chosen(direction: Direction, surroundings: Surroundings, count: int) -> Vectors:
    return finished(direction.choose(surroundings, count))


@pytest.mark.parametrize("kind", DIRECTIONS, ids=lambda kind: kind.name)
def test_the_first_direction_stays_when_a_second_one_joins(kind: type[Direction]) -> None:
    rng = np.random.default_rng(0)
    surroundings = around(
        points=[rng.standard_normal(3), rng.standard_normal(3)],
        paths=[rng.standard_normal((9, 3)), rng.standard_normal((4, 3))],
        state={"count": np.asarray(3), "velocity": np.array([1.0, 2.0, 0.0])},
    )
    one = chosen(kind(), surroundings, 1).vectors
    assert one.shape == (1, 3)
    if kind.most > 1:
        two = chosen(kind(), surroundings, 2).vectors
        np.testing.assert_allclose(two[:1], one, rtol=1e-12, atol=1e-12)
        assert np.linalg.matrix_rank(two) == 2
    else:
        with pytest.raises(DirectionError):
            chosen(kind(), surroundings, 2)


@pytest.mark.parametrize("biases", ["zero", "norm"])
def test_filter_normalization_gives_every_unit_the_length_of_its_weights(biases: str) -> None:
    net = Net()
    raw = chosen(Gaussian(), around(net, seed=5), 2).vectors
    for found, drawn in zip(chosen(FilterNormalized(biases=biases), around(net, seed=5), 2).vectors, raw, strict=True):
        parts: Sequence[slice] = (slice(0, 8), slice(12, 24))
        for place, shape in zip(parts, ((2, 4), (4, 3)), strict=True):
            columns, before, weights = (v[place].reshape(shape).T for v in (found, drawn, net.start))
            for column, draw, weight in zip(columns, before, weights, strict=True):
                np.testing.assert_allclose(column, draw / np.linalg.norm(draw) * np.linalg.norm(weight), rtol=1e-14)
        for place in (slice(8, 12), slice(24, 27)):
            expected = drawn[place] / np.linalg.norm(drawn[place]) * np.linalg.norm(net.start[place])
            np.testing.assert_allclose(found[place], expected if biases == "norm" else 0.0, rtol=1e-14)


def test_a_vector_alone_is_one_filter() -> None:
    (found,) = chosen(FilterNormalized(), around(), 1).vectors
    assert np.linalg.norm(found) == pytest.approx(np.linalg.norm(FORMULA.start), rel=1e-14)


def test_the_coefficient_along_the_gradient_is_a_learning_rate() -> None:
    (down,) = chosen(Gradient(), around(), 1).vectors
    np.testing.assert_array_equal(down, -FORMULA.gradient(FORMULA.start))


@pytest.mark.parametrize("smallest", [False, True])
def test_curvature_directions_are_eigenvectors(smallest: bool) -> None:
    vectors = np.linalg.eigh(FORMULA.hessian(FORMULA.start)).eigenvectors
    expected = vectors.T if smallest else vectors.T[::-1]
    found = chosen(Hessian(smallest=smallest), around(), 2).vectors
    np.testing.assert_allclose(np.abs(np.sum(found * expected[:2], axis=1)), 1.0, rtol=1e-10)


def test_principal_components_explain_the_variance_about_the_mean() -> None:
    rng = np.random.default_rng(7)
    paths = [rng.standard_normal((12, 3)) * [3, 1, 0.1], rng.standard_normal((5, 3))]
    found = chosen(Principal(), around(paths=paths), 2)
    values, vectors = np.linalg.eigh(np.cov(np.concatenate(paths).T))
    np.testing.assert_allclose(np.abs(np.sum(found.vectors * vectors.T[::-1][:2], axis=1)), 1.0, rtol=1e-10)
    assert found.explained_variance is not None
    np.testing.assert_allclose(found.explained_variance, values[::-1][:2] / values.sum(), rtol=1e-10)


def test_points_lie_at_one() -> None:
    point = np.array([1.0, -1.0, 0.5])
    (found,) = chosen(Towards(), around(points=[point]), 1).vectors
    np.testing.assert_allclose(FORMULA.start + found, point, rtol=1e-15)


def test_memory_is_the_first_vector_of_the_state() -> None:
    state = {"step": np.asarray(4), "velocity": np.array([0.0, 1.0, 2.0]), "other": np.ones(3)}
    np.testing.assert_array_equal(chosen(Remembered(), around(state=state), 1).vectors, [[0.0, 1.0, 2.0]])


@pytest.mark.parametrize(
    ("direction", "code"),
    [
        (Axes(first=3), "too_many_directions"),
        (Principal(), "no_trajectories"),
        (Towards(), "too_many_directions"),
        (Remembered(), "no_state"),
    ],
    ids=lambda entry: getattr(entry, "name", entry),
)
def test_a_direction_that_does_not_exist_says_why(direction: Direction, code: str) -> None:
    with pytest.raises(DirectionError) as caught:
        chosen(direction, around(), 1)
    assert caught.value.code == code


def test_where_nothing_slopes_there_is_no_gradient_direction() -> None:
    flat = FormulaObjective("0*x + y*0 + 1")
    with pytest.raises(DirectionError) as caught:
        chosen(Gradient(), around(flat), 1)
    assert caught.value.code == "no_slope"


def test_units_in_another_order_are_the_same_network() -> None:
    net = Net()
    assert hidden_layers(GROUPS) == [4]
    for order in ([2, 0, 3, 1], swapped(4, 0, 3)):
        moved = permuted(GROUPS, net.start, 1, order)
        assert not np.array_equal(moved, net.start)
        np.testing.assert_allclose(net.value(moved), net.value(net.start), rtol=1e-14)
        np.testing.assert_allclose(strengths(GROUPS, moved, 1), strengths(GROUPS, net.start, 1)[order], rtol=1e-15)
