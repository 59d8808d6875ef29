"""Writes the golden files optax_*.json: what optax does, for the engine to be held to. JAX computes in float64 here.

    python -m tests.golden.write_optax [names]        (needs optax 0.2.8, which brings JAX)

The optimizer is built anew for every step with that step's rate, and takes over the state: so each follows a schedule,
also those that accept a number alone. Step counters are widened to int64, because JAX takes the root (MADGRAD) and the
quotient (warm-up) of an int32 in float32, whatever else is float64.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from tests.golden import optax_cases, optax_self_tuning_cases
from tests.golden.optax_rates import SCHEDULES, curve
from tests.golden.paths import CALM, EVERY, FUNCTIONS, STARTS, STEPS, Case, write

jax.config.update("jax_enable_x64", True)

OPTAX = optax_cases.OPTAX | optax_self_tuning_cases.OPTAX
WORDS = optax_cases.WORDS | optax_self_tuning_cases.WORDS
OWN_DECAY = optax_cases.OWN_DECAY | optax_self_tuning_cases.OWN_DECAY
PATHS = optax_cases.PATHS | optax_self_tuning_cases.PATHS

FACTORS: dict[str, Callable[..., float]] = {
    "constant": lambda t: 1.0,
    "exponential": lambda t, gamma: gamma**t,
    "step": lambda t, step_size, gamma: gamma ** (t // step_size),
    "linear": lambda t, start_factor, end_factor, total_iters: (
        start_factor + (end_factor - start_factor) * min(t, total_iters) / total_iters
    ),
}


def main() -> None:
    for name, cases in PATHS.items():
        if not sys.argv[1:] or name in sys.argv[1:]:
            paths = [written_path(name, entry) for entry in cases]
            write(f"optax_{name}.json", {"optax": optax.__version__, "optimizer": name, "cases": paths})
    names = list(dict.fromkeys(schedule["name"] for schedule in SCHEDULES))
    for name in [name for name in names if not sys.argv[1:] or name in sys.argv[1:]]:
        curves = [curve(schedule) for schedule in SCHEDULES if schedule["name"] == name]
        write(f"optax_rates_{name}.json", {"optax": optax.__version__, "schedule": name, "cases": curves})


def rate(base: float, schedule: dict[str, Any], t: int) -> float:
    words = {word: value for word, value in schedule.items() if word != "name"}
    if schedule["name"] == "cosine":
        floor = words["eta_min"]
        return float(floor + (base - floor) * (1 + math.cos(math.pi * t / words["t_max"])) / 2)
    return base * FACTORS[schedule["name"]](t, **words)


def written_path(optimizer: str, entry: Case) -> dict[str, Any]:
    """The case with its start, recorded steps and positions, once it is known to be calm."""
    walk = walker(optimizer, entry)
    path = walk(*[np.ones((STEPS, 2))] * 3)
    for seed in range(4):
        random = np.random.default_rng(seed)
        nudges = [1 + 2.0**-52 * random.standard_normal((STEPS, 2)) for _ in range(3)]
        drift = float((np.abs(walk(*nudges) - path) / (1 + np.abs(path))).max())
        if not drift < 2 * CALM:
            raise SystemExit(f"{optimizer} on {entry}: a last-bit nudge grows to {drift:.1e}; choose a calmer setting")
    rows = list(range(0, STEPS + 1, EVERY))
    return {**asdict(entry), "start": STARTS[entry.function], "step": rows, "position": path[rows].tolist()}


def walker(optimizer: str, entry: Case) -> Callable[..., Any]:
    """A function from nudges of every gradient, step and loss, `(200, 2)` each, to the positions `(201, 2)`."""
    settings = {WORDS.get(word, word): value for word, value in entry.settings.items()}
    base = settings.pop("learning_rate")
    decay = 0.0 if optimizer in OWN_DECAY else settings.pop("weight_decay", 0.0)
    signs = optax_self_tuning_cases.signs(entry.seed)
    start = jnp.array(STARTS[entry.function], dtype=jnp.float64)

    def loss_of(x: Any) -> Any:
        return FUNCTIONS[entry.function](x[0], x[1])

    @jax.jit
    def step(position: Any, state: Any, learning_rate: Any, sign: Any, nudges: Any) -> Any:
        nudge, shake, lift = nudges
        gradient = jax.grad(loss_of)(position) * nudge
        if entry.clip:
            norm = jnp.sqrt(jnp.sum(gradient**2))
            gradient = gradient * jnp.minimum(1.0, entry.clip["norm"] / (norm + 1e-6))  # torch's clip_grad_norm_
        stepper = optax.with_extra_args_support(OPTAX[optimizer](learning_rate, **settings))
        asked = {"value": loss_of(position) * lift[0], "obj_fn": loss_of, "signs": sign}
        changes, state = stepper.update(gradient + decay * position, state, position, **asked)
        return position + changes * shake, state

    def walk(*nudges: Any) -> Any:
        position, state = start, jax.tree.map(widened, OPTAX[optimizer](base, **settings).init(start))
        path = [np.asarray(position)]
        for t in range(STEPS):
            learning_rate = rate(base, entry.schedule, t)
            position, state = step(position, state, learning_rate, signs[t], [nudge[t] for nudge in nudges])
            path.append(np.asarray(position))
        return np.stack(path)

    return walk


def widened(leaf: Any) -> Any:
    return leaf.astype(jnp.int64) if leaf.dtype == jnp.int32 else leaf


if __name__ == "__main__":
    main()
