"""The test functions: their rows are true, their derivatives are SymPy's, and they are fast enough to play with."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
import sympy

from app.engine.expression import parse
from app.engine.group_wise import in_groups
from app.engine.objective import Objective
from app.engine.objectives import (
    OBJECTIVES,
    CatalogueFunction,
    UnknownObjectiveError,
    objective_named,
)
from app.engine.optimizers import OPTIMIZERS

EVERY = pytest.mark.parametrize("function", OBJECTIVES, ids=lambda function: function.name)
WITH_PARAMETERS = [function for function in OBJECTIVES if function.parameters]


def _samples(function: CatalogueFunction, count: int) -> np.ndarray:
    box = np.array(function.domain)
    drawn = np.random.default_rng(7).uniform(size=(len(box), count))
    return box[:, :1] + drawn * (box[:, 1:] - box[:, :1])


def _unrolled(index: sympy.Symbol, first: int, last: int, term: sympy.Expr) -> sympy.Expr:
    return sympy.Add(*(term.subs(index, number) for number in range(int(first), int(last) + 1)))


_IN_SYMPY: dict[str, Any] = {
    "sum": _unrolled,
    "max": lambda u, v: sympy.Piecewise((u, u > v), (v, True)),
    "relu": lambda u: sympy.Piecewise((u, u > 0), (0, True)),
    "sigmoid": lambda u: 1 / (1 + sympy.exp(-u)),
    "softplus": lambda u: sympy.log(1 + sympy.exp(u)),
}
"""What the formula language calls differently, away from kinks."""


def _away_from_kinks(derivative: sympy.Expr) -> sympy.Expr:
    """A second derivative without the spikes that SymPy puts on kinks; no sample lies on one."""
    return derivative.replace(sympy.DiracDelta, lambda *_: sympy.Integer(0))


def _symbolic(function: CatalogueFunction) -> tuple[sympy.Expr, list[sympy.Symbol]]:
    """The formula in SymPy, with exact numbers and the parameters' default values."""
    symbols = sympy.symbols(function.variables, real=True)
    names: dict[str, Any] = dict(zip(function.variables, symbols, strict=True))
    names |= {name: sympy.Rational(parameter.default) for name, parameter in function.parameters.items()}
    text = parse(function.formula).canonical.replace("^", "**").replace("e**", "E**")
    names |= {"e": sympy.E} | _IN_SYMPY
    return sympy.nsimplify(sympy.sympify(text, locals=names), rational=True), list(symbols)


@EVERY
def test_gradient_and_hessian_are_those_of_sympy(function: CatalogueFunction) -> None:
    expression, symbols = _symbolic(function)
    objective = function.objective()
    positions = _samples(function, 12)
    value, gradient = objective.value_and_gradient(positions)
    hessian = objective.hessian(positions)
    slopes = [expression.diff(symbol) for symbol in symbols]
    pairs = list(itertools.combinations_with_replacement(range(len(symbols)), 2))
    exact = [expression, *slopes, *(slopes[row].diff(symbols[column]) for row, column in pairs)]
    evaluate = sympy.lambdify(symbols, list(map(_away_from_kinks, exact)), modules="mpmath", cse=True)
    expected = np.array([[float(number) for number in evaluate(*map(sympy.Float, point))] for point in positions.T])
    for number, column in enumerate([value, *gradient, *(hessian[pair] for pair in pairs)]):
        scale = max(1.0, float(np.abs(expected[:, number]).max()))
        np.testing.assert_allclose(column, expected[:, number], rtol=1e-12, atol=1e-12 * scale)
    np.testing.assert_array_equal(hessian, np.swapaxes(hessian, 0, 1))


def _circle(dimension: int) -> np.ndarray:
    """Points 1e-3 away from zero; beyond the plane, drawn."""
    if dimension > 2:
        drawn = np.random.default_rng(5).standard_normal((dimension, 400))
        return np.array(1e-3 * drawn / np.linalg.norm(drawn, axis=0))
    angles = np.linspace(0, 2 * np.pi, 181)
    return 1e-3 * np.stack([np.cos(angles), np.sin(angles)])[:dimension]


def _outward(function: CatalogueFunction, point: tuple[float, ...]) -> np.ndarray:
    """For each coordinate -1, 0 or 1: whether the point lies on the lower edge of the domain, within, or on the upper."""
    box = np.array(function.domain)
    return np.array((point == box[:, 1]) * 1 - (point == box[:, 0]) * 1)


@EVERY
def test_listed_points_are_stationary_with_the_stated_value(function: CatalogueFunction) -> None:
    objective = function.objective()
    for point, value in (*function.minima, *function.saddles, *function.maxima):
        with np.errstate(all="ignore"):
            computed, gradient = objective.value_and_gradient(np.array(point))
        assert float(computed) == pytest.approx(value, rel=1e-12, abs=1e-12)
        outward = _outward(function, point)
        assert np.abs(gradient[outward == 0]).max(initial=0.0) <= 1e-6
        assert (gradient * outward <= 1e-6).all()


@EVERY
def test_listed_points_are_what_they_are_said_to_be(function: CatalogueFunction) -> None:
    """Compared with a small circle around them, in the domain: also right where the Hessian is singular or has a cusp."""
    objective = function.objective()
    circle = _circle(len(function.variables))
    box = np.array(function.domain)
    for places, lowest, highest in ((function.minima, 1, 1), (function.saddles, -1, 1), (function.maxima, -1, -1)):
        for point, value in places:
            near = np.array(point)[:, None] + circle[:, np.abs(circle).max(axis=0) > 1e-4]
            inside = ((box[:, :1] <= near) & (near <= box[:, 1:])).all(axis=0)
            around = objective.value(near[:, inside]) - value
            assert (np.sign(around.min()), np.sign(around.max())) == (lowest, highest)


@EVERY
def test_the_first_listed_minimum_is_the_lowest_value_found_anywhere(function: CatalogueFunction) -> None:
    if not function.minima:
        assert "unbounded" in function.traits
        return
    lowest = float(function.objective().value(_samples(function, 20_000)).min())
    assert lowest >= function.minima[0][1] == min(value for _, value in function.minima)


@EVERY
def test_start_and_listed_points_lie_in_the_domain(function: CatalogueFunction) -> None:
    box = np.array(function.domain)
    listed = [point for point, _ in (*function.minima, *function.saddles, *function.maxima)]
    for point in (function.start, *listed):
        assert (box[:, 0] <= point).all()
        assert (point <= box[:, 1]).all()


@EVERY
def test_the_start_is_not_stationary(function: CatalogueFunction) -> None:
    objective = function.objective()
    assert np.abs(objective.gradient(objective.start)).max() > 1e-3


@EVERY
def test_a_row_is_complete(function: CatalogueFunction) -> None:
    assert parse(function.formula).parameters == tuple(sorted(function.parameters))
    assert set(parse(function.formula).variables) <= set(function.variables)
    assert len(function.domain) == len(function.start) == len(function.variables)
    texts = (*function.title, function.source, *function.notice)
    assert all(texts)
    assert function.notice.en.endswith(".")
    assert function.notice.ja.endswith("。")
    assert function.traits
    assert all(trait == trait.lower().strip() and " " not in trait for trait in function.traits)
    for parameter in function.parameters.values():
        assert parameter.lower <= parameter.default <= parameter.upper
        assert parameter.meaning


@EVERY
def test_the_suggested_rate_takes_each_optimizer_somewhere_without_leaving_the_picture(
    function: CatalogueFunction,
) -> None:
    """150 steps lower the loss by a fifth of what is above the nearest floor; where there is none, the saddle is left."""
    for name, rate in function.learning_rates.items():
        assert _gets_somewhere(function, name, rate), name


def _gets_somewhere(function: CatalogueFunction, name: str, rate: float) -> bool:
    objective = function.objective()
    kind: Any = {cls.name: cls for cls in OPTIMIZERS}[name]
    optimizer: Any = in_groups(kind(learning_rate=rate), objective.groups)
    position, box = objective.start.copy(), objective.domain
    state = optimizer.initial_state(position)
    path = [position]
    for _ in range(150):
        delta, state = optimizer.step(position, _Gradient(objective), state, rate)
        position = position + delta
        path.append(position)
        if "unbounded" in function.traits and (np.abs(position) > 2).any():
            break
    losses = objective.value(np.array(path).T)
    if "unbounded" in function.traits:
        return 40 <= len(path) <= 130 and bool(losses[-1] < -1)
    is_inside = (box[:, 0] <= np.array(path)) & (np.array(path) <= box[:, 1])
    lowest = function.minima[0][1]
    return bool(is_inside.all() and losses[-1] - lowest < 0.8 * (losses[0] - lowest))


class _Gradient:
    """The part of an oracle that first-order optimizers ask for."""

    def __init__(self, objective: Objective) -> None:
        self.gradient = objective.gradient


def test_ackley_at_its_cusp_has_gradient_zero_and_a_finite_hessian() -> None:
    objective = objective_named("ackley").objective()
    with np.errstate(all="ignore"):
        value, gradient = objective.value_and_gradient(np.zeros(2))
        hessian = objective.hessian(np.zeros(2))
    assert abs(float(value)) < 1e-14
    assert gradient.tolist() == [0.0, 0.0]
    assert np.isfinite(hessian).all()


def test_the_elongated_bowl_comes_first_and_names_are_unique() -> None:
    names = [function.name for function in OBJECTIVES]
    assert names[0] == "elongated_bowl"
    assert len(set(names)) == len(names)


@EVERY
def test_a_function_is_found_by_its_name(function: CatalogueFunction) -> None:
    assert objective_named(function.name) is function


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownObjectiveError, match="did you mean rosenbrock") as unknown:
        objective_named("rosenbrok")
    assert unknown.value.nearest == "rosenbrock"
    with pytest.raises(UnknownObjectiveError, match="known: elongated_bowl"):
        objective_named("qqqq")


@pytest.mark.parametrize("function", WITH_PARAMETERS, ids=lambda function: function.name)
def test_changed_parameters_change_the_function_and_its_minima_no_longer_hold(function: CatalogueFunction) -> None:
    name, parameter = next(iter(function.parameters.items()))
    changed = {name: parameter.default + 0.5 * (parameter.upper - parameter.default)}
    somewhere = _samples(function, 1)[:, 0]
    assert function.minima_hold()
    assert function.minima_hold({name: parameter.default})
    assert not function.minima_hold(changed)
    assert float(function.objective(changed).value(somewhere)) != float(function.objective().value(somewhere))


def test_parameters_and_dimensions_a_function_does_not_have_are_refused() -> None:
    function = objective_named("rosenbrock")
    with pytest.raises(ValueError, match="has no parameter “c”; its parameters: a, b"):
        function.objective({"c": 1.0})
    with pytest.raises(
        ValueError, match="rosenbrock has 2 or 3 or 4 or 5 or 6 or 7 or 8 or 9 or 10 dimensions, got 11"
    ):
        function.objective(dimension=11)
