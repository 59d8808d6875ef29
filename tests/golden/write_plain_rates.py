"""Writes plain_rates_*.json: schedules whose definition is one line, in plain Python.

`inverse_time` as Keras documents it (Keras itself computes in float32); `rex` as its paper defines it, which kozistr's
REXScheduler follows from the second update on.

    .venv/bin/python -m tests.golden.write_plain_rates
"""

from __future__ import annotations

from typing import Any

from tests.golden.paths import RATES, write

INVERSE_TIME: list[tuple[float, dict[str, Any]]] = [
    (0.1, {"decay_steps": 10, "decay_rate": 0.5, "staircase": False}),
    (0.7, {"decay_steps": 37, "decay_rate": 2.0, "staircase": True}),
]
REX: list[tuple[float, dict[str, Any]]] = [
    (0.5, {"total_steps": 500, "max_learning_rate": 0.1, "min_learning_rate": 0.0}),
    (0.5, {"total_steps": 333, "max_learning_rate": 0.7, "min_learning_rate": 0.05}),
]


def inverse_time(base: float, decay_steps: int, decay_rate: float, staircase: bool) -> list[float]:
    units = [t // decay_steps if staircase else t / decay_steps for t in range(RATES)]
    return [base / (1 + decay_rate * unit) for unit in units]


def rex(_base: float, total_steps: int, max_learning_rate: float, min_learning_rate: float) -> list[float]:
    left = [max(0, total_steps - t) / total_steps for t in range(RATES)]
    return [min_learning_rate + (max_learning_rate - min_learning_rate) * z / (0.5 + 0.5 * z) for z in left]


def curves(name: str, rule: Any, cases: list[tuple[float, dict[str, Any]]]) -> None:
    written = [
        {"base": base, "schedule": {"name": name, **settings}, "rates": rule(base, **settings)}
        for base, settings in cases
    ]
    write(f"plain_rates_{name}.json", {"schedule": name, "cases": written})


if __name__ == "__main__":
    curves("inverse_time", inverse_time, INVERSE_TIME)
    curves("rex", rex, REX)
