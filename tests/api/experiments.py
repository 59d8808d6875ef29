"""Experiments that the tests of the edge run: short, with every kind of end."""

from __future__ import annotations

from typing import Any

BOWL: dict[str, Any] = {
    "objective": {"name": "elongated_bowl"},
    "start": [-7.0, 2.0],
    "steps": 30,
    "runs": [
        {"optimizer": {"name": "sgd", "learning_rate": 0.95}},
        {"optimizer": {"name": "momentum", "learning_rate": 0.1, "momentum": 0.9}},
        {"optimizer": {"name": "adagrad", "learning_rate": 1.5, "epsilon": 1e-7}},
        {"optimizer": {"name": "adam", "learning_rate": 0.3}},
    ],
}
"""The book's four paths (EXPERIMENTS dl3–dl6)."""

ENDS: dict[str, Any] = {
    "objective": {"expression": "x^2/20 + y^2"},
    "start": [-7.0, 2.0],
    "steps": 60,
    "seed": 5,
    "noise": 0.01,
    "stop": {"loss": 1e-2},
    "runs": [
        {"optimizer": {"name": "adam", "learning_rate": 0.3}, "schedule": {"name": "cosine", "t_max": 60}},
        {"optimizer": {"name": "sgd", "learning_rate": 1e6}, "label": "too large"},
        {"optimizer": {"name": "momentum", "learning_rate": 0.09}},
        {"optimizer": {"name": "sgd", "learning_rate": 0.5}, "start": [0.05, 0.05]},
    ],
}
"""One run reaches the limit, one diverges, one converges on the way, one at its start; all with noise."""

LONG: dict[str, Any] = {
    "objective": {"name": "rosenbrock"},
    "steps": 50_000,
    "runs": [{"optimizer": {"name": "sgd", "learning_rate": 1e-4}}],
}
"""Longer than any test waits for without wanting to."""

TRAINING: dict[str, Any] = {
    "objective": {
        "model": {"name": "mlp", "hidden": [8], "activation": "tanh", "dropout": 0.1},
        "dataset": {"name": "spiral", "points": 20, "validation": 0.25},
        "loss": {"name": "softmax_cross_entropy", "l2": 1e-3},
    },
    "steps": 60,
    "batch": {"size": 8},
    "stop": {"loss": 1.05},
    "runs": [
        {"optimizer": {"name": "adam", "learning_rate": 0.03}, "schedule": {"name": "step", "step_size": 20}},
        {"optimizer": {"name": "sgd", "learning_rate": 1e-3}},
        {"optimizer": {"name": "momentum", "learning_rate": 1e6}},
    ],
    "changes": [{"step": 31, "run": 1, "optimizer": {"learning_rate": 0.002}}],
}
"""A network that learns from mini-batches through dropped units: one run stops early, one goes on, one diverges."""
