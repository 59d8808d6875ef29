"""Writes adam_epsilon_hat.json: the rule in plain Python, on gradients derived by hand.

.venv/bin/python -m tests.golden.write_adam_epsilon_hat
"""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

import numpy as np

from tests.golden.functions import FUNCTIONS
from tests.golden.paths import EVERY, STARTS, STEPS, Case, case, write

FALLING = {"name": "exponential", "gamma": 0.99}
CASES = [
    case("elongated_bowl", learning_rate=0.3),
    case("elongated_bowl", learning_rate=0.2, beta1=0.8, beta2=0.99, weight_decay=0.05, schedule=FALLING),
    case("rosenbrock", learning_rate=0.05, beta1=0.85, beta2=0.98, epsilon=1e-3, weight_decay=0.01),
    case("himmelblau", learning_rate=0.1, beta1=0.95, beta2=0.995, epsilon=1e-2, clip={"value": 2.0}),
    case("himmelblau", learning_rate=0.1, epsilon=1e-2, decoupled_weight_decay=0.05),
    case("beale", learning_rate=0.1, beta1=0.7, beta2=0.99, schedule=FALLING),
]


def walk(entry: Case) -> list[list[float]]:
    settings = {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-7, **entry.settings}
    beta1, beta2, epsilon = settings["beta1"], settings["beta2"], settings["epsilon"]
    function = FUNCTIONS[entry.function]()
    x, m, v = list(STARTS[entry.function]), [0.0, 0.0], [0.0, 0.0]
    path = [x]
    for t in range(1, STEPS + 1):
        rate = settings["learning_rate"] * entry.schedule.get("gamma", 1.0) ** (t - 1)
        g = [float(slope) for slope in function.gradient(np.array(x))]
        if entry.clip:
            g = [min(entry.clip["value"], max(-entry.clip["value"], slope)) for slope in g]
        g = [slope + settings.get("weight_decay", 0.0) * a for slope, a in zip(g, x, strict=True)]
        m = [beta1 * a + (1 - beta1) * slope for a, slope in zip(m, g, strict=True)]
        v = [beta2 * a + (1 - beta2) * slope**2 for a, slope in zip(v, g, strict=True)]
        step = rate * math.sqrt(1 - beta2**t) / (1 - beta1**t)
        pull = rate * settings.get("decoupled_weight_decay", 0.0)
        x = [a - step * b / (math.sqrt(c) + epsilon) - pull * a for a, b, c in zip(x, m, v, strict=True)]
        path.append(x)
    return path


def written(entry: Case) -> dict[str, Any]:
    rows = list(range(0, STEPS + 1, EVERY))
    path = walk(entry)
    return {**asdict(entry), "start": STARTS[entry.function], "step": rows, "position": [path[row] for row in rows]}


if __name__ == "__main__":
    write("adam_epsilon_hat.json", {"optimizer": "adam_epsilon_hat", "cases": [written(entry) for entry in CASES]})
