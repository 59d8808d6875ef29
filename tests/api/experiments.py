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
