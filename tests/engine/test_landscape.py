"""Slices equal a plain loop over their points."""

from __future__ import annotations

import numpy as np

from app.engine.landscape import take_slice
from app.engine.objectives.formula import FormulaObjective

OBJECTIVE = FormulaObjective("x^2*y + sin(x) + exp(y/3) - z", domain=[[-2, 2]] * 3)


def test_a_plane_equals_a_loop_over_its_points() -> None:
    origin = np.array([0.3, -0.2, 1.0])
    first, second = np.array([1.0, 2.0, 0.0]), np.array([0.0, -1.0, 0.5])
    a, b = np.linspace(-1, 1, 5), np.linspace(-2, 2, 4)
    result = take_slice(OBJECTIVE, origin, [first, second], [a, b], with_gradient=True)
    assert result.gradient is not None
    assert result.loss.shape == (4, 5)
    for j, row in enumerate(b):
        for i, column in enumerate(a):
            value, gradient = OBJECTIVE.value_and_gradient(origin + column * first + row * second)
            np.testing.assert_allclose(result.loss[j, i], value, rtol=1e-13, atol=1e-13)
            np.testing.assert_allclose(result.gradient[j, i], gradient, rtol=1e-13, atol=1e-13)


def test_a_line_equals_a_loop_over_its_points() -> None:
    origin, direction, a = np.array([0.3, -0.2, 1.0]), np.array([1.0, 2.0, 0.0]), np.linspace(-1, 1, 7)
    result = take_slice(OBJECTIVE, origin, [direction], [a], with_gradient=False)
    expected = [OBJECTIVE.value(origin + coefficient * direction) for coefficient in a]
    np.testing.assert_allclose(result.loss, expected, rtol=1e-13, atol=1e-13)
    assert result.gradient is None


def test_second_derivatives_equal_a_loop_over_the_points() -> None:
    origin, a, b = np.array([0.0, 0.0, 1.0]), np.linspace(-1, 1, 3), np.linspace(-2, 2, 2)
    directions = list(np.eye(3)[:2])
    result = take_slice(OBJECTIVE, origin, directions, [a, b], with_gradient=False, with_hessian=True)
    assert result.hessian is not None
    assert result.hessian.shape == (2, 3, 3, 3)
    for j, y in enumerate(b):
        for i, x in enumerate(a):
            exact = [[2 * y - np.sin(x), 2 * x, 0], [2 * x, np.exp(y / 3) / 9, 0], [0, 0, 0]]
            np.testing.assert_allclose(result.hessian[j, i], exact, rtol=1e-13, atol=1e-13)
