"""The settings under which the schedulers of torch.optim are followed, 500 rates each."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from tests.golden.paths import RATES

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
    (
        0.1,
        {
            "name": "sequential",
            "schedules": [_STAIRS, {"name": "multiplicative", "expression": "0.98"}, _HALF],
            "milestones": [80, 120],
        },
    ),
    (
        0.1,
        {
            "name": "sequential",
            "schedules": [
                _FALL,
                {"name": "swa", "swa_learning_rate": 0.02, "anneal_epochs": 50, "anneal_strategy": "linear"},
            ],
            "milestones": [60],
        },
    ),
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
