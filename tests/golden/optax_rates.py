"""The schedules of optax, and the settings under which they are followed."""

from __future__ import annotations

from typing import Any

import optax

from tests.golden.paths import RATES

SCHEDULES: list[dict[str, Any]] = [
    {"name": "warmup_constant", "init_value": 0.01, "peak_value": 0.3, "warmup_steps": 77},
    {"name": "warmup_cosine", "init_value": 0.01, "peak_value": 0.3, "warmup_steps": 50, "decay_steps": 400},
    {
        "name": "warmup_cosine",
        "init_value": 0.0,
        "peak_value": 0.7,
        "warmup_steps": 33,
        "decay_steps": 490,
        "end_value": 0.02,
        "exponent": 1.7,
    },
    {
        "name": "warmup_exponential",
        "init_value": 0.01,
        "peak_value": 0.3,
        "warmup_steps": 50,
        "transition_steps": 30,
        "decay_rate": 0.7,
    },
    {
        "name": "warmup_exponential",
        "init_value": 0.1,
        "peak_value": 0.3,
        "warmup_steps": 13,
        "transition_steps": 40,
        "decay_rate": 0.6,
        "transition_begin": 60,
        "staircase": True,
        "end_value": 0.01,
    },
]

OPTAX = {
    "warmup_constant": optax.warmup_constant_schedule,
    "warmup_cosine": optax.warmup_cosine_decay_schedule,
    "warmup_exponential": optax.warmup_exponential_decay_schedule,
}


def curve(schedule: dict[str, Any]) -> dict[str, Any]:
    """The rates of the first 500 updates; the base rate plays no part."""
    words = {word: value for word, value in schedule.items() if word != "name"}
    rule: Any = OPTAX[schedule["name"]](**words)
    return {"base": 0.5, "schedule": schedule, "rates": [float(rule(t)) for t in range(RATES)]}
