"""Rules that see rows and columns, and rules that measure whole parameters, held to torch and optax on matrices."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.engine.descent import Descent, Plan
from app.engine.objectives import OBJECTIVES, objective_named
from app.engine.optimizers import OPTIMIZERS
from app.engine.optimizers.muon import Muon
from app.engine.optimizers.shampoo import Shampoo
from app.engine.optimizers.soap import Soap
from tests.engine.test_optimizers_golden import FILES, TOLERANCE, _deviation, _label, _walked
from tests.golden.matrix_functions import MATRIX_FUNCTIONS, MatrixLeastSquares

PER_GROUP = [(case["optimizer"], case) for file in FILES for case in file.get("cases", ()) if "optimizer" in case]
NEEDS_MATRIX = [kind for kind in OPTIMIZERS if kind.needs_matrix]
MATRIX_PROBLEMS = [function for function in OBJECTIVES if function.shape is not None]


@pytest.mark.parametrize("path", PER_GROUP, ids=_label)
def test_whole_parameters_are_measured_as_in_the_reference(path: tuple[str, dict[str, Any]]) -> None:
    optimizer, case = path
    assert _deviation(_walked(MATRIX_FUNCTIONS[case["function"]](), optimizer, case), case) <= TOLERANCE, case


def test_every_optimizer_of_whole_parameters_is_held_to_a_reference_on_a_matrix() -> None:
    assert {name for name, _ in PER_GROUP} == {kind.name for kind in OPTIMIZERS if kind.per_group} - {
        kind.name for kind in NEEDS_MATRIX
    }
    assert {(name, case["function"]) for name, case in PER_GROUP} >= {(name, "one_layer") for name, _ in PER_GROUP}, (
        "several parameters too"
    )


def test_the_matrix_problem_by_hand_is_that_of_the_catalogue() -> None:
    by_hand, listed = MatrixLeastSquares(), objective_named("matrix_least_squares").objective()
    np.testing.assert_array_equal(by_hand.start, listed.start)
    assert by_hand.groups == listed.groups
    for point in np.random.default_rng(2).uniform(-5, 5, (20, 4)):
        np.testing.assert_allclose(by_hand.value(point), listed.value(point), rtol=1e-12)
        np.testing.assert_allclose(by_hand.gradient(point), listed.gradient(point), rtol=1e-12, atol=1e-10)


@pytest.mark.parametrize("function", MATRIX_PROBLEMS, ids=lambda function: function.name)
@pytest.mark.parametrize("kind", NEEDS_MATRIX, ids=lambda kind: kind.name)
def test_an_optimizer_of_matrices_descends_every_matrix_problem(kind: Any, function: Any) -> None:
    rate = function.learning_rates[kind.name]
    columns = Descent(function.objective(), Plan(optimizer=kind(learning_rate=rate), steps=150)).advance(150)
    assert columns.loss[-1] - function.minima[0][1] < 0.01 * (columns.loss[0] - function.minima[0][1])


@pytest.mark.parametrize("shape", [(2, 2), (3, 2), (2, 5)], ids=str)
def test_muon_bends_singular_values_by_its_polynomial_and_keeps_singular_vectors(shape: tuple[int, int]) -> None:
    gradient = np.random.default_rng(3).standard_normal(shape)
    muon = Muon(momentum=0.0, weight_decay=0.0)
    delta, _ = muon.update(gradient, muon.initial_state(gradient), 1.0)
    u, singular, v = np.linalg.svd(gradient, full_matrices=False)
    bent = singular / np.sqrt(np.sum(singular**2))
    for _ in range(5):
        bent = 3.4445 * bent - 4.7750 * bent**3 + 2.0315 * bent**5
    np.testing.assert_allclose(delta, -(max(1.0, shape[0] / shape[1]) ** 0.5) * (u * bent) @ v, rtol=1e-12, atol=1e-12)
    assert (np.abs(bent - 1) < 0.4).all()


def test_shampoo_undoes_factors_of_a_first_gradient() -> None:
    """(G·Gᵀ)^(−1/4) · G · (Gᵀ·G)^(−1/4) is the nearest orthogonal matrix."""
    gradient = np.random.default_rng(4).standard_normal((3, 3))
    shampoo = Shampoo(matrix_epsilon=0.0)
    delta, _ = shampoo.update_at(np.zeros((3, 3)), gradient, shampoo.initial_state(gradient), 1.0)
    u, _, v = np.linalg.svd(gradient)
    np.testing.assert_allclose(delta, -u @ v, rtol=1e-9, atol=1e-9)


def test_soap_that_turns_nothing_is_adam_a_step_later() -> None:
    settings = {"learning_rate": 0.1, "beta1": 0.9, "beta2": 0.99}
    plain = Soap(**settings, weight_decay=0.0, max_precondition_dim=1)
    adam = next(kind for kind in OPTIMIZERS if kind.name == "adam")(**settings)
    soaped, walked = (
        Descent(MatrixLeastSquares(), Plan(optimizer=optimizer, steps=40)).advance(40).position
        for optimizer in (plain, adam)
    )
    np.testing.assert_array_equal(soaped[1], soaped[0])
    # ε stands beside the root before the correction in SOAP, after it in Adam
    np.testing.assert_allclose(soaped[1:], walked[:-1], rtol=1e-6, atol=1e-6)
