"""What the issue of the catalogue says must hold, asked for over REST as a stranger would."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

REDDI = {
    "objective": {"name": "reddi_online"},
    "steps": 10_000,
    "project": True,
    "record": {"every": 1000},
}


@pytest.mark.parametrize(("optimizer", "end"), [("adam", 1.0), ("amsgrad", -1.0)])
def test_on_reddis_problem_adam_ends_at_the_wrong_end(rest: httpx.Client, optimizer: str, end: float) -> None:
    settings = {"name": optimizer, "learning_rate": 0.1, "beta1": 0.0, "beta2": 1 / 17}
    run = {"optimizer": settings, "schedule": {"name": "lambda", "expression": "1/sqrt(t + 1)"}}
    (answer,) = rest.post("/api/v1/trajectories", json=REDDI | {"runs": [run]}).json()["runs"]
    assert end * answer["position"][-1][0] > 0.99


@pytest.mark.parametrize(
    "optimizer",
    [{"name": "sgd", "learning_rate": 1e-3}, {"name": "adam", "learning_rate": 0.01}],
    ids=lambda settings: settings["name"],
)
def test_in_four_dimensions_the_false_minimum_of_rosenbrock_holds(rest: httpx.Client, optimizer: Any) -> None:
    document = {
        "objective": {"name": "rosenbrock", "dimension": 4},
        "start": [-0.75, 0.6, 0.4, 0.1],
        "steps": 5000,
        "record": {"every": 1000},
        "runs": [{"optimizer": optimizer}],
    }
    answer = rest.post("/api/v1/trajectories", json=document).json()
    assert answer["experiment"]["objective"]["dimension"] == 4
    assert answer["runs"][0]["loss"][-1] == pytest.approx(3.70143, abs=5e-6)


def test_the_short_form_knows_dimension_and_project(rest: httpx.Client) -> None:
    query = "objective=rosenbrock&dimension=3&steps=5&optimizer=sgd&learning_rate=10&project=true"
    answer = rest.get(f"/api/v1/trajectories?{query}").json()
    assert len(answer["runs"][0]["position"][0]) == 3
    assert answer["experiment"]["project"] is True


def test_every_entry_of_the_catalogue_document_is_there(rest: httpx.Client) -> None:
    """The names of CATALOGUE.md, which is not shipped: written down here once."""
    for kind, names in WANTED.items():
        listed = {entry["name"] for entry in rest.get(f"/api/v1/{kind}").json()[kind]}
        assert set(names.split()) <= listed, set(names.split()) - listed


WANTED = {
    "schedules": "constant lambda multiplicative step multi_step constant_factor linear exponential polynomial cosine "
    "cosine_warm_restarts cyclic one_cycle reduce_on_plateau sequential chained swa inverse_time warmup_cosine "
    "warmup_constant warmup_exponential warmup_stable_decay rex",
    "optimizers": "sgd momentum nesterov asgd rprop adagrad adadelta rmsprop adam amsgrad adamw adamax nadam radam adafactor "
    "lbfgs muon sign_sgd signum lion adabelief yogi adan lamb lars novograd sm3 fromage polyak_sgd "
    "optimistic_gradient_descent ademamix adopt madgrad dog prodigy dadapt_adamw momo schedule_free_sgd schedule_free_adamw "
    "sophia noisy_sgd qhm qhadam aggmo adabound diffgrad shampoo soap lookahead sam gradient_descent_line_search "
    "conjugate_gradient bfgs newton damped_newton nelder_mead random_search random_local_search simulated_annealing cma_es "
    "sgld ftrl adam_epsilon_hat",
    "objectives": "sphere elongated_bowl rotated_quadratic long_valley booth matyas trid2 zakharov quartic_flat linreg_mse "
    "logreg_l2 rosenbrock beale dixon_price2 six_hump_camel three_hump_camel mccormick goldstein_price himmelblau "
    "styblinski_tang branin rastrigin ackley levy13 levy_d griewank schwefel easom drop_wave bukin6 eggholder cross_in_tray "
    "holder_table schaffer2 michalewicz shubert peaks dupont_gaussians lilipads_local_min lilipads_hills sinc_plateau saddle "
    "monkey_saddle double_well_saddle noisy_hills abs_l1 max_abs gauss_well cliff tanh_net relu_neuron scalar_factor "
    "shifted_bowl forrester gramacy_lee reddi_online matrix_least_squares",
}
