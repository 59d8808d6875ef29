"""Gradients and Hessians are exact: held to mpmath's derivatives at 40 digits, and to the conventions at kinks."""

from __future__ import annotations

from typing import Any

import mpmath
import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from app.engine.expression import ExpressionError, Program, compile_formula, parse
from app.engine.expression.derivative import RULES
from app.engine.expression.functions import FUNCTIONS
from app.engine.expression.text import canonical
from app.engine.expression.tree import Node
from tests.engine.expression.trees import BINARY, UNARY, Meaning, trees

ORDERS = ((1, 0), (0, 1), (2, 0), (1, 1), (0, 2))
PARAMETER = 1.25


def _program(text: str) -> Program:
    return compile_formula(parse(text), ("x", "y"), {"a": PARAMETER})


def _computed(program: Program, point: tuple[float, float]) -> list[float]:
    position = np.array(point)
    with np.errstate(all="ignore"):
        gradient, hessian = program.gradient(position), program.hessian(position)
    return [*gradient.tolist(), hessian[0, 0], hessian[0, 1], hessian[1, 1]]


def _expected(tree: Node, point: tuple[float, float]) -> tuple[list[float], float]:
    """The five derivatives, and the largest magnitude met in computing them."""
    largest = mpmath.mpf(0)

    def value(x: Any, y: Any) -> Any:
        nonlocal largest
        meaning = Meaning({"x": x, "y": y, "a": mpmath.mpf(PARAMETER)})
        result = meaning.of(tree)
        largest = max(largest, meaning.largest)
        return result

    with mpmath.workdps(40):
        arguments = tuple(map(mpmath.mpf, point))
        slopes = [float(mpmath.diff(value, arguments, order)) for order in ORDERS]
    return slopes, float(largest)


POINTS = ((0.31, 0.72), (-0.45, 0.2), (0.9, -0.65), (1.7, 2.9), (-3.3, 0.4))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_has_exact_first_and_second_derivatives(name: str) -> None:
    text = f"{name}(x^2 - y, x*y + 0.3)" if name in BINARY else f"{name}(x^2 - y/3)"
    formula, program = parse(text), _program(text)
    compared = 0
    for point in POINTS:
        try:
            expected, _ = _expected(formula.tree, point)
        except ValueError:
            continue
        assert _computed(program, point) == pytest.approx(expected, rel=1e-11, abs=1e-12)
        compared += 1
    assert compared >= 2


def test_every_function_has_a_derivative_rule_and_another_implementation_to_compare_with() -> None:
    assert set(FUNCTIONS) - {"ln"} <= set(RULES)
    assert set(FUNCTIONS) == {*UNARY, *BINARY}


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(trees(depth=4), st.sampled_from(POINTS))
def test_random_formulas_have_exact_derivatives(tree: Node, point: tuple[float, float]) -> None:
    try:
        program = _program(canonical(tree))
        expected, largest = _expected(tree, point)
    except (ExpressionError, ValueError, ZeroDivisionError, OverflowError):
        assume(False)
    scale = max(1.0, largest, *map(abs, expected))
    assume(scale < 1e4)  # beyond, float64 itself has lost the digits that are compared
    computed = _computed(program, point)
    assume(np.isfinite(computed).all())  # an inner part may overflow where the whole does not
    assert computed == pytest.approx(expected, rel=1e-10, abs=1e-10 * scale**2)


KINKS = [
    # text, point, gradient
    ("|x|", (0.0, 1.0), (0.0, 0.0)),
    ("|x| + 3|y|", (0.0, -1.0), (0.0, -3.0)),
    ("relu(x)", (0.0, 0.0), (0.0, 0.0)),
    ("relu(x)", (2.0, 0.0), (1.0, 0.0)),
    ("max(x, y)", (1.0, 1.0), (0.5, 0.5)),
    ("min(x, y)", (1.0, 1.0), (0.5, 0.5)),
    ("max(x, y)", (1.0, 2.0), (0.0, 1.0)),
    ("min(x, y)", (1.0, 2.0), (1.0, 0.0)),
    ("max(x, 0)", (0.0, 0.0), (0.5, 0.0)),
    ("max(x, x)", (1.0, 0.0), (1.0, 0.0)),
    ("sign(x) + y", (0.0, 0.0), (0.0, 1.0)),
    ("floor(x) + ceil(y)", (1.0, 1.0), (0.0, 0.0)),
    ("sqrt(x^2 + y^2)", (0.0, 0.0), (0.0, 0.0)),
    ("hypot(x, y)", (0.0, 0.0), (0.0, 0.0)),
    ("cbrt(x^2)", (0.0, 0.0), (0.0, 0.0)),
    ("(x^2)^0.3", (0.0, 0.0), (0.0, 0.0)),
    ("sqrt(|x|)", (0.0, 0.0), (0.0, 0.0)),
    ("sqrt(x)", (0.0, 0.0), (np.inf, 0.0)),
    ("cbrt(x)", (0.0, 0.0), (np.inf, 0.0)),
    ("x^0.5", (0.0, 0.0), (np.inf, 0.0)),
    ("if(x > 0, x^2, -x)", (0.0, 0.0), (-1.0, 0.0)),
    ("if(x > 0, log(x), y)", (-1.0, 0.0), (0.0, 1.0)),
    ("x^3", (0.0, 0.0), (0.0, 0.0)),
    ("x^0", (0.0, 0.0), (0.0, 0.0)),
    ("x^1", (0.0, 0.0), (1.0, 0.0)),
]


@pytest.mark.parametrize(("text", "point", "gradient"), KINKS)
def test_at_a_kink_the_derivative_is_the_documented_one(
    text: str, point: tuple[float, float], gradient: tuple[float, float]
) -> None:
    program = _program(text)
    position = np.array(point)
    with np.errstate(all="ignore"):
        assert program.gradient(position).tolist() == list(gradient)
        assert program.gradient(np.stack([position, position], axis=1)).T.tolist() == [list(gradient)] * 2


@pytest.mark.parametrize("text", ["sqrt(x^2 + y^2)", "|x|", "hypot(x, y)", "exp(-sqrt(x^2 + y^2)) + x^2 + y^2"])
def test_second_derivatives_at_a_cusp_are_finite(text: str) -> None:
    with np.errstate(all="ignore"):
        assert np.isfinite(_program(text).hessian(np.zeros(2))).all()


def test_derivative_of_a_long_product_stays_linear_in_its_length() -> None:
    sizes = []
    for count in (20, 40, 80):
        text = "*".join(f"sin({factor + 1}x)" for factor in range(count))
        program = _program(text)
        program.hessian(np.array([0.3, 0.0]))
        sizes.append(len(program._graph.operations))
    assert sizes[2] < 2.2 * sizes[1] < 2.2 * 2.2 * sizes[0]
