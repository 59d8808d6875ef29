"""The settings under which torch.optim is followed: the optimizers' paths and the schedulers' rates."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from tests.golden.paths import COSINE, EXPONENTIAL, RATES, STEP, WARM_UP, Case, case

CYCLE = {"name": "cyclic", "base_learning_rate": 1e-3, "max_learning_rate": 4e-3, "step_size_up": 30}
ONE_CYCLE = {"name": "one_cycle", "max_learning_rate": 0.1, "total_steps": 250}
PLATEAU = {"name": "reduce_on_plateau", "factor": 0.5, "patience": 2, "threshold": 0.1}

HOPPING = (
    "a small rate and a large epsilon: faster, the path hops from wall to wall and grows a last-bit nudge to 1e-13"
)
SPREAD = (
    "a small rate: at 0.01 the path crosses the valley floor, where v - m^2 is near zero, and grows a nudge to 1e-4"
)
CROSSING = (
    "a small rate: faster, the path crosses the valley floor back and forth and grows a last-bit nudge to 1e-10 or more"
)

PATHS: dict[str, list[Case]] = {
    "sgd": [
        case("elongated_bowl", learning_rate=0.95),
        case("elongated_bowl", learning_rate=0.9, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=1.5e-3, weight_decay=0.01),
        case("rosenbrock", learning_rate=0.01, clip={"norm": 1.0}, schedule=EXPONENTIAL),
        case("himmelblau", learning_rate=0.01, weight_decay=0.2, schedule=STEP),
        case("himmelblau", learning_rate=0.02, clip={"value": 3.0}),
        case("beale", learning_rate=0.01, weight_decay=0.02, schedule=WARM_UP),
    ],
    "momentum": [
        case("elongated_bowl", learning_rate=0.1, momentum=0.9),
        case("elongated_bowl", learning_rate=0.2, momentum=0.8, dampening=0.5, weight_decay=0.05, schedule=COSINE),
        case(
            "elongated_bowl",
            learning_rate=0.3,
            momentum=0.0,
            dampening=0.5,
            note="torch ignores dampening at momentum 0",
        ),
        case("rosenbrock", learning_rate=3e-4, momentum=0.85, weight_decay=0.01, schedule=STEP),
        case("rosenbrock", learning_rate=2e-3, momentum=0.7, dampening=0.3, clip={"norm": 5.0}),
        case("himmelblau", learning_rate=4e-3, momentum=0.8, weight_decay=0.2, schedule=EXPONENTIAL),
        case("beale", learning_rate=2e-3, momentum=0.8, dampening=0.1, clip={"norm": 10.0}, schedule=WARM_UP),
    ],
    "nesterov": [
        case("himmelblau", learning_rate=9.0, momentum=0.1, schedule=CYCLE),
        case("elongated_bowl", learning_rate=0.2, momentum=0.5, schedule=PLATEAU),
        case("elongated_bowl", learning_rate=0.1, momentum=0.9),
        case("elongated_bowl", learning_rate=0.2, momentum=0.7, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=3e-4, momentum=0.85, weight_decay=0.01, schedule=STEP),
        case("rosenbrock", learning_rate=2e-3, momentum=0.6, clip={"norm": 5.0}),
        case("himmelblau", learning_rate=4e-3, momentum=0.8, weight_decay=0.2, schedule=EXPONENTIAL),
        case("beale", learning_rate=2e-3, momentum=0.8, clip={"value": 4.0}, schedule=WARM_UP),
    ],
    "adagrad": [
        case("elongated_bowl", learning_rate=1.5, epsilon=1e-7),
        case("elongated_bowl", learning_rate=0.8, learning_rate_decay=0.01, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=0.2, initial_accumulator_value=0.1, weight_decay=0.01, schedule=STEP),
        case("rosenbrock", learning_rate=0.05, epsilon=1e-3, clip={"norm": 5.0}, note=CROSSING),
        case("himmelblau", learning_rate=0.5, weight_decay=0.2, schedule=EXPONENTIAL),
        case("beale", learning_rate=0.3, learning_rate_decay=0.02, initial_accumulator_value=0.5, schedule=WARM_UP),
    ],
    "adadelta": [
        case("elongated_bowl", learning_rate=5.0, rho=0.95, epsilon=1e-5),
        case("elongated_bowl", learning_rate=3.0, rho=0.8, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=2.0, rho=0.95, weight_decay=0.01, schedule=STEP),
        case("himmelblau", learning_rate=1.5, rho=0.97, epsilon=1e-4, weight_decay=0.2, schedule=EXPONENTIAL),
        case("beale", learning_rate=2.0, rho=0.95, clip={"norm": 1.0}, schedule=WARM_UP),
    ],
    "rmsprop": [
        case("elongated_bowl", learning_rate=0.05, alpha=0.95, epsilon=0.05, momentum=0.3, note=HOPPING),
        case("elongated_bowl", learning_rate=0.05, alpha=0.95, weight_decay=0.05, schedule=COSINE),
        case("elongated_bowl", learning_rate=0.02, alpha=0.9, centered=True, momentum=0.5, epsilon=0.05, note=HOPPING),
        case("rosenbrock", learning_rate=0.01, alpha=0.9, weight_decay=0.01, schedule=STEP),
        case("rosenbrock", learning_rate=1e-3, alpha=0.95, centered=True, epsilon=0.01, note=SPREAD),
        case("himmelblau", learning_rate=0.02, alpha=0.95, momentum=0.5, weight_decay=0.2, schedule=EXPONENTIAL),
        case("beale", learning_rate=0.01, alpha=0.9, epsilon=1e-3, clip={"norm": 1.0}, schedule=WARM_UP, note=HOPPING),
    ],
    "adam": [
        case("elongated_bowl", learning_rate=0.3),
        case("elongated_bowl", learning_rate=0.2, beta1=0.8, beta2=0.99, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=0.05, beta1=0.85, beta2=0.98, epsilon=1e-6, weight_decay=0.01, schedule=STEP),
        case(
            "rosenbrock",
            learning_rate=0.005,
            beta1=0.5,
            epsilon=1e-4,
            decoupled_weight_decay=0.1,
            clip={"norm": 1.0},
            note=CROSSING,
        ),
        case("himmelblau", learning_rate=0.1, beta1=0.95, beta2=0.995, weight_decay=0.2, schedule=EXPONENTIAL),
        case("himmelblau", learning_rate=0.1, epsilon=1e-2, decoupled_weight_decay=0.05, clip={"value": 2.0}),
        case("beale", learning_rate=0.1, beta1=0.7, beta2=0.99, schedule=WARM_UP),
    ],
    "adamw": [
        case("elongated_bowl", learning_rate=0.3, weight_decay=0.1),
        case("elongated_bowl", learning_rate=0.2, beta1=0.8, beta2=0.99, weight_decay=0.0, schedule=COSINE),
        case("rosenbrock", learning_rate=0.05, beta1=0.85, beta2=0.98, epsilon=1e-6, weight_decay=0.05, schedule=STEP),
        case("himmelblau", learning_rate=0.1, beta1=0.95, beta2=0.995, weight_decay=0.2, schedule=EXPONENTIAL),
        case(
            "beale",
            learning_rate=0.05,
            beta1=0.7,
            beta2=0.99,
            epsilon=1e-4,
            clip={"norm": 1.0},
            schedule=WARM_UP,
            note=CROSSING,
        ),
    ],
    "asgd": [
        case("elongated_bowl", learning_rate=0.6, lambd=0.01, alpha=0.6),
        case("elongated_bowl", learning_rate=0.4, t0=20.0, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=1.2e-3, lambd=0.05, weight_decay=0.01, schedule=STEP),
        case("himmelblau", learning_rate=0.01, alpha=1.0, lambd=0.1, weight_decay=0.2, schedule=EXPONENTIAL),
        case("beale", learning_rate=0.01, lambd=0.02, t0=5.0, clip={"norm": 2.0}, schedule=WARM_UP),
    ],
    "rprop": [
        case("elongated_bowl", learning_rate=0.1, eta_minus=0.4, eta_plus=1.3, step_max=1.0),
        case("elongated_bowl", learning_rate=0.3, step_min=1e-3, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=0.02, eta_plus=1.1, step_max=0.1, weight_decay=0.01, schedule=STEP),
        case("himmelblau", learning_rate=0.05, eta_minus=0.6, weight_decay=0.2, schedule=EXPONENTIAL),
        case("beale", learning_rate=0.1, step_min=1e-4, clip={"norm": 1.0}, schedule=WARM_UP),
    ],
    "amsgrad": [
        case("himmelblau", learning_rate=9.0, schedule=ONE_CYCLE, note="sets the rate and beta1 itself"),
        case("elongated_bowl", learning_rate=0.3, beta1=0.8, beta2=0.95, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=0.05, beta1=0.85, beta2=0.98, epsilon=1e-6, weight_decay=0.01, schedule=STEP),
        case("himmelblau", learning_rate=0.1, beta2=0.9, decoupled_weight_decay=0.05, clip={"value": 2.0}),
        case("himmelblau", learning_rate=0.1, beta1=0.95, weight_decay=0.2, schedule=EXPONENTIAL),
        case("beale", learning_rate=0.1, beta1=0.7, beta2=0.9, schedule=WARM_UP),
    ],
    "adamax": [
        case("elongated_bowl", learning_rate=0.1, beta2=0.97),
        case("elongated_bowl", learning_rate=0.05, beta1=0.8, beta2=0.98, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=0.02, beta1=0.85, beta2=0.99, epsilon=1e-3, weight_decay=0.01, schedule=STEP),
        case("himmelblau", learning_rate=0.1, beta1=0.95, weight_decay=0.2, schedule=EXPONENTIAL),
        case("beale", learning_rate=0.05, beta1=0.7, beta2=0.99, clip={"norm": 1.0}, schedule=WARM_UP),
    ],
    "nadam": [
        case("elongated_bowl", learning_rate=0.3, momentum_decay=0.05),
        case("elongated_bowl", learning_rate=0.2, beta1=0.8, beta2=0.99, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=0.03, beta1=0.85, beta2=0.98, epsilon=1e-6, weight_decay=0.01, schedule=STEP),
        case("himmelblau", learning_rate=0.1, beta1=0.95, momentum_decay=1.0, weight_decay=0.2, schedule=EXPONENTIAL),
        case("himmelblau", learning_rate=0.1, epsilon=1e-2, decoupled_weight_decay=0.05, clip={"value": 2.0}),
        case("beale", learning_rate=0.05, beta1=0.7, beta2=0.99, schedule=WARM_UP),
    ],
    "radam": [
        case("elongated_bowl", learning_rate=0.3),
        case("elongated_bowl", learning_rate=0.2, beta1=0.8, beta2=0.99, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=1e-3, beta1=0.85, beta2=0.98, epsilon=1e-6, weight_decay=0.01, schedule=STEP),
        case("himmelblau", learning_rate=0.02, beta1=0.95, beta2=0.995, weight_decay=0.2, schedule=EXPONENTIAL),
        case("himmelblau", learning_rate=0.05, epsilon=1e-2, decoupled_weight_decay=0.05, clip={"value": 2.0}),
        case("beale", learning_rate=0.05, beta1=0.7, beta2=0.6, clip={"norm": 1.0}, note="beta2 0.6: it never divides"),
        case("beale", learning_rate=0.02, beta1=0.7, beta2=0.99, schedule=WARM_UP),
    ],
    "adafactor": [
        case("elongated_bowl", learning_rate=0.3, beta2_decay=-0.6, epsilon1=1e-3),
        case("elongated_bowl", learning_rate=0.05, d=2.0, weight_decay=0.05, schedule=COSINE),
        case(
            "rosenbrock",
            learning_rate=0.002,
            beta2_decay=-0.5,
            epsilon2=0.1,
            weight_decay=0.05,
            schedule=STEP,
            note=CROSSING,
        ),
        case("himmelblau", learning_rate=0.05, epsilon1=0.1, weight_decay=0.2, schedule=EXPONENTIAL),
        case("beale", learning_rate=0.002, beta2_decay=-0.7, clip={"norm": 1.0}, schedule=WARM_UP, note=CROSSING),
    ],
}

_WARM_UP = {"name": "linear", "start_factor": 0.1, "end_factor": 0.9, "total_iters": 25}
_COSINE = {"name": "cosine", "t_max": 90, "eta_min": 0.002}
_HALF = {"name": "constant_factor", "factor": 0.5, "total_iters": 12}
_FALL = {"name": "exponential", "gamma": 0.98}
_STAIRS = {"name": "step", "step_size": 35, "gamma": 0.6}
_POWER = {"name": "polynomial", "total_iters": 150, "power": 1.5}
_RESTARTS = {"name": "cosine_warm_restarts", "t_0": 20, "t_mult": 2, "eta_min": 0.01}
_CYCLE = {
    "name": "cyclic",
    "base_learning_rate": 0.003,
    "max_learning_rate": 0.3,
    "step_size_up": 13,
    "step_size_down": 50,
    "cycle_momentum": False,
}

SCHEDULES: list[tuple[float, dict[str, Any]]] = [
    (0.1, {"name": "constant"}),
    (0.1, {"name": "step", "step_size": 30, "gamma": 0.1}),
    (1.0, {"name": "step", "step_size": 7, "gamma": 0.93}),
    (0.3, {"name": "step", "step_size": 250, "gamma": 1.5}),
    (0.1, {"name": "exponential", "gamma": 0.99}),
    (2.0, {"name": "exponential", "gamma": 0.9}),
    (1e-3, {"name": "exponential", "gamma": 1.01}),
    (0.1, {"name": "cosine", "t_max": 100, "eta_min": 0.0}),
    (0.3, {"name": "cosine", "t_max": 37, "eta_min": 0.02}),
    (1.0, {"name": "cosine", "t_max": 1, "eta_min": 0.1}),
    (0.1, {"name": "cosine", "t_max": 150, "eta_min": 0.05}),
    (0.1, {"name": "linear", "start_factor": 1 / 3, "end_factor": 1.0, "total_iters": 5}),
    (0.3, {"name": "linear", "start_factor": 1.0, "end_factor": 0.0, "total_iters": 333}),
    (1.0, {"name": "linear", "start_factor": 0.01, "end_factor": 0.7, "total_iters": 100}),
    (0.5, {"name": "linear", "start_factor": 0.9, "end_factor": 0.2, "total_iters": 1}),
    (0.1, {"name": "multi_step", "milestones": [30, 80, 200], "gamma": 0.3}),
    (1.0, {"name": "multi_step", "milestones": [100, 10, 100, 480], "gamma": 0.93}),
    (0.1, {"name": "constant_factor", "factor": 0.3, "total_iters": 40}),
    (0.7, {"name": "constant_factor", "factor": 1 / 3, "total_iters": 5}),
    (0.1, {"name": "polynomial", "total_iters": 5, "power": 1.0}),
    (0.3, {"name": "polynomial", "total_iters": 499, "power": 2.0}),
    (1.0, {"name": "polynomial", "total_iters": 333, "power": 0.7}),
    (0.1, {"name": "cosine_warm_restarts", "t_0": 50, "t_mult": 1, "eta_min": 0.0}),
    (0.3, {"name": "cosine_warm_restarts", "t_0": 7, "t_mult": 2, "eta_min": 0.02}),
    (0.3, {"name": "cosine_warm_restarts", "t_0": 1, "t_mult": 3, "eta_min": 0.01}),
    (0.5, {"name": "cyclic", "base_learning_rate": 0.01, "max_learning_rate": 0.2, "step_size_up": 40}),
    (
        0.5,
        {
            "name": "cyclic",
            "base_learning_rate": 0.003,
            "max_learning_rate": 0.3,
            "step_size_up": 13,
            "step_size_down": 50,
            "mode": "triangular2",
            "base_momentum": 0.6,
            "max_momentum": 0.95,
        },
    ),
    (
        0.5,
        {
            "name": "cyclic",
            "base_learning_rate": 0.02,
            "max_learning_rate": 0.1,
            "step_size_up": 30,
            "step_size_down": 20,
            "mode": "exp_range",
            "gamma": 0.99,
        },
    ),
    (
        0.5,
        {
            "name": "cyclic",
            "base_learning_rate": 0.02,
            "max_learning_rate": 0.1,
            "step_size_up": 33,
            "cycle_momentum": False,
        },
    ),
    (0.5, {"name": "one_cycle", "max_learning_rate": 0.2, "total_steps": 500}),
    (
        0.5,
        {
            "name": "one_cycle",
            "max_learning_rate": 0.3,
            "total_steps": 777,
            "pct_start": 0.21,
            "anneal_strategy": "linear",
            "base_momentum": 0.7,
            "max_momentum": 0.9,
            "div_factor": 10.0,
            "final_div_factor": 300.0,
        },
    ),
    (0.5, {"name": "one_cycle", "max_learning_rate": 0.2, "total_steps": 510, "three_phase": True, "div_factor": 5.0}),
    (
        0.5,
        {
            "name": "one_cycle",
            "max_learning_rate": 0.2,
            "total_steps": 501,
            "pct_start": 0.4,
            "three_phase": True,
            "anneal_strategy": "linear",
            "cycle_momentum": False,
        },
    ),
    (0.1, {"name": "reduce_on_plateau"}),
    (0.5, {"name": "reduce_on_plateau", "factor": 0.5, "patience": 3, "threshold": 0.05, "cooldown": 4}),
    (
        0.5,
        {
            "name": "reduce_on_plateau",
            "factor": 0.7,
            "patience": 0,
            "threshold": 0.01,
            "threshold_mode": "abs",
            "min_learning_rate": 0.01,
        },
    ),
    (0.5, {"name": "reduce_on_plateau", "mode": "max", "factor": 0.9, "patience": 5, "epsilon": 0.02}),
    (0.5, {"name": "reduce_on_plateau", "mode": "max", "threshold_mode": "abs", "factor": 0.8, "patience": 20}),
    (0.1, {"name": "swa", "swa_learning_rate": 0.05, "anneal_epochs": 10}),
    (0.1, {"name": "swa", "swa_learning_rate": 0.7, "anneal_epochs": 400}),
    (0.3, {"name": "swa", "swa_learning_rate": 0.02, "anneal_epochs": 333, "anneal_strategy": "linear"}),
    (0.3, {"name": "swa", "swa_learning_rate": 0.02, "anneal_epochs": 0}),
    *(
        (base, {"name": "lambda", "expression": text})
        for base, text in ((0.1, "1/sqrt(t + 1)"), (2.0, "if(t < 40, t/40, 0.97^(t - 40))"))
    ),
    *(
        (base, {"name": "multiplicative", "expression": text})
        for base, text in ((0.1, "0.98"), (0.3, "1 + sin(t)/(t + 10)"))
    ),
    (0.1, {"name": "sequential", "schedules": [_WARM_UP, _COSINE], "milestones": [20]}),
    (0.3, {"name": "sequential", "schedules": [_HALF, _FALL, _STAIRS, _POWER], "milestones": [30, 90, 300]}),
    (
        0.5,
        {
            "name": "sequential",
            "schedules": [_RESTARTS, {"name": "constant_factor", "factor": 0.1, "total_iters": 1000}],
            "milestones": [130],
        },
    ),
    (
        0.2,
        {
            "name": "sequential",
            "schedules": [{"name": "lambda", "expression": "1/sqrt(t + 1)"}, _RESTARTS, _FALL],
            "milestones": [50, 260],
        },
    ),
    (0.1, {"name": "sequential", "schedules": [_WARM_UP, _CYCLE], "milestones": [60]}),
    (0.1, {"name": "chained", "schedules": [_HALF, _FALL]}),
    (0.3, {"name": "chained", "schedules": [_WARM_UP, _COSINE, _STAIRS]}),
    (0.3, {"name": "chained", "schedules": [_COSINE, {"name": "multiplicative", "expression": "0.98"}]}),
    (0.3, {"name": "chained", "schedules": [_POWER, _WARM_UP]}),
    (0.3, {"name": "chained", "schedules": [{"name": "lambda", "expression": "1/sqrt(t + 1)"}]}),
    (
        0.3,
        {
            "name": "chained",
            "schedules": [{"name": "sequential", "schedules": [_WARM_UP, _FALL], "milestones": [40]}, _STAIRS],
        },
    ),
]

FORMULAS: dict[str, Callable[[int], float]] = {
    "1/sqrt(t + 1)": lambda t: 1 / math.sqrt(t + 1),
    "if(t < 40, t/40, 0.97^(t - 40))": lambda t: t / 40 if t < 40 else 0.97 ** (t - 40),
    "0.98": lambda t: 0.98,
    "1 + sin(t)/(t + 10)": lambda t: 1 + math.sin(t) / (t + 10),
}
"""What the typed formulas of the cases mean, written for torch."""

LOSSES = [round(4 * 0.985**t + 0.3 * ((t * 37) % 11) / 10 - (1.0 if t > 300 else 0.0), 4) for t in range(RATES)]
"""What reduce_on_plateau is fed: a fall, a sawtooth, a plateau, and a drop below zero."""
