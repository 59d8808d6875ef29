"""Writes the golden files optax_*.json: what optax does, for the engine to be held to. JAX computes in float64 here.

python -m tests.golden.write_optax [names]        (needs optax 0.2.8, which brings JAX)
"""

from __future__ import annotations

import sys

import jax
import optax

from tests.golden.optax_rates import SCHEDULES, curve
from tests.golden.paths import write

jax.config.update("jax_enable_x64", True)


def main() -> None:
    names = list(dict.fromkeys(schedule["name"] for schedule in SCHEDULES))
    for name in [name for name in names if not sys.argv[1:] or name in sys.argv[1:]]:
        curves = [curve(schedule) for schedule in SCHEDULES if schedule["name"] == name]
        write(f"optax_rates_{name}.json", {"optax": optax.__version__, "schedule": name, "cases": curves})


if __name__ == "__main__":
    main()
