"""Writes plain_random_search.json, plain_random_local_search.json and plain_simulated_annealing.json: the rules in plain Python.

    .venv/bin/python -m tests.golden.write_random_searches

The random numbers are NumPy's: Philox, keyed by the seed and run 0, with the step and purpose 1 in its counter.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from tests.golden import functions
from tests.golden.paths import CALM, EVERY, FUNCTIONS, STARTS, STEPS, write

Value = Callable[[list[float]], float]
DOMAINS = {name: function.domain.tolist() for name, function in functions.FUNCTIONS.items()}
ROWS = [*range(10), *range(10, STEPS + 1, EVERY)]


def numbers(seed: int, step: int) -> np.random.Generator:
    return np.random.Generator(np.random.Philox(key=[seed, 0], counter=[0, 0, step, 1]))


def random_search(value: Value, x: list[float], seed: int, domain: Any, **own: Any) -> list[list[float]]:
    path, lowest = [x], value(x)
    for step in range(STEPS):
        shape = (2, own.get("samples", 5))
        if own.get("distribution") == "normal":
            rows = [
                [own.get("std", 1.0) * z for z in row] for row in numbers(seed, step).standard_normal(shape).tolist()
            ]
        else:
            drawn = zip(domain, numbers(seed, step).random(shape).tolist(), strict=True)
            rows = [[low + (high - low) * u for u in row] for (low, high), row in drawn]
        for point in zip(*rows, strict=True):
            if value(list(point)) < lowest:
                x, lowest = list(point), value(list(point))
        path.append(x)
    return path


def random_local_search(value: Value, x: list[float], seed: int, domain: Any, **own: Any) -> list[list[float]]:
    path, lowest = [x], value(x)
    for step in range(STEPS):
        centre = x
        rows = numbers(seed, step).standard_normal((2, own.get("samples", 1))).tolist()
        for noise in zip(*rows, strict=True):
            point = [a + own.get("step_size", 0.3) * z for a, z in zip(centre, noise, strict=True)]
            if value(point) < lowest:
                x, lowest = point, value(point)
        path.append(x)
    return path


def simulated_annealing(value: Value, x: list[float], seed: int, domain: Any, **own: Any) -> list[list[float]]:
    path, temperature = [x], own.get("temperature", 1.0)
    for step in range(STEPS):
        random = numbers(seed, step)
        point = [a + own.get("step_size", 0.5) * z for a, z in zip(x, random.standard_normal(2).tolist(), strict=True)]
        climb, chance = value(point) - value(x), random.random()
        if climb <= 0 or chance < math.exp(-climb / temperature):
            x = point
        temperature *= own.get("cooling", 0.95)
        path.append(x)
    return path


RULES: dict[str, tuple[Callable[..., list[list[float]]], list[tuple[str, int, dict[str, Any]]]]] = {
    "random_search": (
        random_search,
        [
            ("elongated_bowl", 0, {}),
            ("rosenbrock", 1, {"samples": 1}),
            ("himmelblau", 2, {"samples": 20}),
            ("beale", 3, {"distribution": "normal"}),
            ("rosenbrock", 4, {"distribution": "normal", "std": 3.0, "samples": 2}),
        ],
    ),
    "random_local_search": (
        random_local_search,
        [
            ("elongated_bowl", 0, {}),
            ("rosenbrock", 1, {"step_size": 0.05}),
            ("himmelblau", 2, {"samples": 10}),
            ("beale", 3, {"step_size": 0.1, "samples": 3}),
        ],
    ),
    "simulated_annealing": (
        simulated_annealing,
        [
            ("elongated_bowl", 0, {}),
            ("rosenbrock", 1, {"temperature": 10.0, "cooling": 0.97, "step_size": 0.2}),
            ("himmelblau", 2, {"temperature": 100.0, "step_size": 1.0}),
            ("beale", 3, {"cooling": 1.0, "temperature": 0.5}),
        ],
    ),
}


def written(
    rule: Callable[..., list[list[float]]], function: str, seed: int, settings: dict[str, Any]
) -> dict[str, Any]:
    """The case with its path, once it is known that a last-bit nudge of the values turns no decision."""
    start, domain = STARTS[function], DOMAINS[function]
    path = np.array(rule(lambda x: float(FUNCTIONS[function](*x)), start, seed, domain, **settings))
    for sign in (-1, 1):
        scale = 1 + sign * 2.0**-52

        def nudged(x: list[float], scale: float = scale) -> float:
            return float(FUNCTIONS[function](*[a * scale for a in x])) * scale

        drift = np.abs(np.array(rule(nudged, start, seed, domain, **settings)) - path) / (1 + np.abs(path))
        if not drift.max() < CALM:
            raise SystemExit(f"{function}, seed {seed}, {settings}: a last-bit nudge grows to {drift.max():.1e}")
    case = {"function": function, "settings": settings, "seed": seed, "start": start}
    return case | {"step": ROWS, "position": path[ROWS].tolist()}


if __name__ == "__main__":
    for name, (rule, entries) in RULES.items():
        cases = [written(rule, *entry) for entry in entries]
        write(f"plain_{name}.json", {"optimizer": name, "cases": cases})
