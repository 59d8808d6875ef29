"""What the scripts that write golden paths share: the functions, the form of a case, and the calm that is asked of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

STEPS = 200
EVERY = 10
RATES = 500
CALM = 2e-14
"""A path is only written if it is calm: when every gradient is nudged in its last bit, no position may move by more, a
fiftieth of what the tests allow."""
FOLDER = Path(__file__).parent

FUNCTIONS: dict[str, Callable[[Any, Any], Any]] = {
    "elongated_bowl": lambda x, y: x**2 / 20 + y**2,
    "rosenbrock": lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2,
    "himmelblau": lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
    "beale": lambda x, y: (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2,
}
STARTS = {
    "elongated_bowl": [-7.0, 2.0],
    "rosenbrock": [-1.2, 1.0],
    "himmelblau": [0.5, -1.5],
    "beale": [1.0, 1.5],
}


@dataclass(frozen=True)
class Case:
    """One path. Settings, schedule and clip are written in Thalweg's words and translated by the scripts."""

    function: str
    settings: dict[str, Any]
    schedule: dict[str, Any] = field(default_factory=lambda: {"name": "constant"})
    clip: dict[str, float] | None = None
    note: str = ""
    seed: int = 0


def case(
    function: str,
    *,
    schedule: dict[str, Any] | None = None,
    clip: Any = None,
    note: str = "",
    seed: int = 0,
    **settings: Any,
) -> Case:
    return Case(function, settings, schedule or {"name": "constant"}, clip, note, seed)


COSINE = {"name": "cosine", "t_max": 80, "eta_min": 1e-3}
STEP = {"name": "step", "step_size": 40, "gamma": 0.6}
EXPONENTIAL = {"name": "exponential", "gamma": 0.99}
WARM_UP = {"name": "linear", "start_factor": 0.1, "end_factor": 0.8, "total_iters": 50}


def write(name: str, content: dict[str, Any]) -> None:
    """One case per line, so that a change of one shows as one."""
    *head, (key, cases) = content.items()
    lines = ",\n".join("  " + json.dumps(entry) for entry in cases)
    opening = "".join(f" {json.dumps(word)}: {json.dumps(value)},\n" for word, value in head)
    (FOLDER / name).write_text(f'{{\n{opening} "{key}": [\n{lines}\n ]\n}}\n', encoding="utf-8")
