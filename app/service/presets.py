"""What a first visit shows: the four optimizers of the book on its elongated bowl (EXPERIMENTS dl7)."""

from __future__ import annotations

from typing import Any

FIRST_VISIT: dict[str, Any] = {
    "objective": {"name": "elongated_bowl"},
    "start": [-7.0, 2.0],
    "steps": 60,
    "runs": [
        {"optimizer": {"name": "sgd", "learning_rate": 0.95}},
        {"optimizer": {"name": "momentum", "learning_rate": 0.1, "momentum": 0.9}},
        {"optimizer": {"name": "adagrad", "learning_rate": 1.5}},
        {"optimizer": {"name": "adam", "learning_rate": 0.3}},
    ],
}
