"""A typed formula as an objective: its coordinates, its domain and its start."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.engine.expression import ExpressionError
from app.engine.objectives import FormulaObjective


@pytest.mark.parametrize(
    ("expression", "domain", "variables"),
    [
        ("x^2 + y^2", None, ("x", "y")),
        ("x^2", None, ("x",)),
        ("y^2", None, ("y",)),
        ("y^2", [[-1, 1], [-1, 1]], ("x", "y")),
        ("x^2", [[-1, 1]] * 3, ("x", "y", "z")),
        ("f(x, y) = x^2", None, ("x", "y")),
        ("x1 + x2", [[-1, 1]] * 5, ("x1", "x2", "x3", "x4", "x5")),
        ("3", None, ("x", "y")),
        ("3", [[-1, 1]] * 4, ("x1", "x2", "x3", "x4")),
    ],
)
def test_the_domain_decides_the_dimension_else_the_variables_found(
    expression: str, domain: list[list[float]] | None, variables: tuple[str, ...]
) -> None:
    objective = FormulaObjective(expression, domain=domain)
    assert objective.variables == variables
    assert objective.dimension == len(variables)
    assert objective.domain.shape == (len(variables), 2)
    assert objective.start.shape == (len(variables),)
    assert objective.hessian(objective.start).shape == (len(variables), len(variables))


def test_the_default_domain_and_start_are_the_documented_ones() -> None:
    objective = FormulaObjective("x^2 + y^2")
    assert objective.domain.tolist() == [[-5, 5], [-5, 5]]
    assert objective.start.tolist() == [-3.5, 3.0]
    assert FormulaObjective("x", domain=[[0, 10]]).start.tolist() == [1.5]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"domain": [[1, -1], [0, 1]]}, "lower < upper"),
        ({"domain": [[0, 1, 2], [0, 1, 2]]}, "2 rows"),
        ({"domain": [[0, float("inf")], [0, 1]]}, "finite"),
        ({"domain": [[0, 1]] * 4}, "1 to 3 rows"),
        ({"start": [1.0]}, "start must be 2 finite numbers"),
        ({"start": [1.0, float("nan")]}, "start must be 2 finite numbers"),
    ],
)
def test_a_domain_or_start_that_does_not_fit_is_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        FormulaObjective("x + y", **arguments)


def test_a_formula_with_more_variables_than_the_domain_has_rows_is_refused_at_the_variable() -> None:
    with pytest.raises(ExpressionError) as refusal:
        FormulaObjective("x + y", domain=[[-1, 1]])
    assert (refusal.value.code, refusal.value.position) == ("undeclared_variable", 4)


def test_an_objective_is_the_same_at_every_step() -> None:
    objective = FormulaObjective("a x^2", {"a": 2.0})
    assert objective.at(7) is objective
    assert float(objective.value(np.array([3.0]))) == 18.0
