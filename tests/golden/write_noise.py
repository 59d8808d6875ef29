"""Writes plain_noisy_sgd.json and plain_sgld.json: the papers' rules in plain Python, on gradients derived by hand.

    python -m tests.golden.write_noise [names]        (needs optax 0.2.8)

The normal numbers are those that Thalweg publishes: numpy's Philox with key (seed, run 0) and counter (0, 0, step, 1). optax
draws others, so it can only be compared in the mean: before anything is written, its noisy_sgd from 2,000 keys has to end in
the same place, as widely spread, as the rule below from 2,000 seeds. No library that we hold others to has SGLD; its rule has to
spread along y, on the bowl x²/20 + y², as exp(−f) does: variance 1/2.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

import jax
import numpy as np
import optax

from tests.golden.functions import FUNCTIONS
from tests.golden.paths import EVERY, EXPONENTIAL, STARTS, STEPS, Case, case, write

jax.config.update("jax_enable_x64", True)

NOISY_SGD = [
    case("elongated_bowl", learning_rate=0.3, weight_decay=0.05, eta=1.0, schedule=EXPONENTIAL, seed=1),
    case("rosenbrock", learning_rate=5e-4, eta=4.0, gamma=0.2, seed=2),
    case("himmelblau", learning_rate=0.01, gamma=1.5, eta=50.0, seed=3),
    case("himmelblau", learning_rate=0.01, decoupled_weight_decay=0.5, seed=2**40 + 7),
    case("beale", learning_rate=0.02, eta=0.5, clip={"value": 1.0}, seed=4),
]
SGLD = [
    case("elongated_bowl", learning_rate=0.2, weight_decay=0.05, schedule=EXPONENTIAL, seed=1),
    case("rosenbrock", learning_rate=1e-3, temperature=0.5, seed=2),
    case("himmelblau", learning_rate=0.01, temperature=3.0, seed=3),
    case("himmelblau", learning_rate=0.01, decoupled_weight_decay=0.5, seed=2**40 + 7),
    case("beale", learning_rate=0.02, temperature=0.01, clip={"value": 1.0}, seed=4),
]
Rule = Callable[..., Any]


def noisy_sgd(
    x: float, slope: float, draw: float, *, t: int, rate: float, eta: float = 0.01, gamma: float = 0.55
) -> float:
    """Neelakantan et al. 2015, equation 1: the variance falls as η/(1 + t)^γ, t from 0."""
    return x - rate * (slope + math.sqrt(eta / (1 + t) ** gamma) * draw)


def sgld(x: float, slope: float, draw: float, *, t: int, rate: float, temperature: float = 1.0) -> float:
    """Welling & Teh 2011, equation 4, with noise of variance η·T."""
    return x - rate / 2 * slope + math.sqrt(rate * temperature) * draw


def walk(rule: Rule, entry: Case) -> Iterator[list[float]]:
    settings = dict(entry.settings)
    base, beside = settings.pop("learning_rate"), settings.pop("decoupled_weight_decay", 0.0)
    coupled = settings.pop("weight_decay", 0.0)
    function, limit = FUNCTIONS[entry.function](), (entry.clip or {}).get("value", math.inf)
    x = list(STARTS[entry.function])
    yield x
    for t in range(STEPS):
        rate = base * entry.schedule.get("gamma", 1.0) ** t
        draws = np.random.Generator(np.random.Philox(key=[entry.seed, 0], counter=[0, 0, t, 1])).standard_normal(2)
        slopes = [min(limit, max(-limit, float(slope))) for slope in function.gradient(np.array(x))]
        slopes = [slope + coupled * a for slope, a in zip(slopes, x, strict=True)]
        x = [
            rule(a, slope, float(draw), t=t, rate=rate, **settings) - rate * beside * a
            for a, slope, draw in zip(x, slopes, draws, strict=True)
        ]
        yield x


def written(rule: Rule, entry: Case) -> dict[str, Any]:
    rows, path = list(range(0, STEPS + 1, EVERY)), list(walk(rule, entry))
    return {**asdict(entry), "start": STARTS[entry.function], "step": rows, "position": [path[row] for row in rows]}


def ends(rule: Rule, count: int, **settings: Any) -> Any:
    """Where `count` seeds end on the bowl, `(count, 2)`."""
    return np.array([list(walk(rule, case("elongated_bowl", seed=seed, **settings)))[-1] for seed in range(count)])


def ends_of_optax(count: int, learning_rate: float, eta: float, gamma: float) -> Any:
    def end(key: Any) -> Any:
        solver = optax.noisy_sgd(learning_rate, eta, gamma, key)

        def step(_: int, carried: Any) -> Any:
            x, state = carried
            changes, state = solver.update(x * jax.numpy.array([0.1, 2.0]), state)
            return x + changes, state

        start = jax.numpy.array(STARTS["elongated_bowl"])
        return jax.lax.fori_loop(0, STEPS, step, (start, solver.init(start)))[0]

    return np.asarray(jax.vmap(end)(jax.random.split(jax.random.key(0), count)))


def agree(ours: Any, theirs: Any) -> None:
    """Means within five standard errors, spreads within a tenth (five times √(1/2n) for n = 2,000 is 0.08)."""
    error = np.sqrt((ours.var(axis=0) + theirs.var(axis=0)) / len(ours))
    assert (np.abs(ours.mean(axis=0) - theirs.mean(axis=0)) < 5 * error).all(), (ours.mean(axis=0), theirs.mean(axis=0))
    assert (np.abs(ours.std(axis=0) / theirs.std(axis=0) - 1) < 0.1).all(), (ours.std(axis=0), theirs.std(axis=0))


def compare() -> None:
    settings = {"learning_rate": 0.1, "eta": 1.0, "gamma": 0.55}
    agree(ends(noisy_sgd, 2000, **settings), ends_of_optax(2000, **settings))
    still = np.random.default_rng(0).standard_normal((2000, 1)) * math.sqrt(0.5)
    # A rate small enough to sample from exp(−y²), which 200 steps suffice for; the start of x is not forgotten by then.
    agree(ends(sgld, 2000, learning_rate=0.05)[:, 1:], still)


if __name__ == "__main__":
    compare()
    for name, rule, cases in [("noisy_sgd", noisy_sgd, NOISY_SGD), ("sgld", sgld, SGLD)]:
        if not sys.argv[1:] or name in sys.argv[1:]:
            note = "the rule in plain Python, on Thalweg's own stream of random numbers; optax draws others"
            paths = [written(rule, entry) for entry in cases]
            write(f"plain_{name}.json", {"optimizer": name, "note": note, "cases": paths})
