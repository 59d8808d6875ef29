"""Writes cma_cma_es.json and cma_constants.json: paths and constants of pycma, for the engine to be held to.

    python -m tests.golden.write_cma_es        (needs pip install cma)

pycma is fed our random numbers: NumPy's Philox, keyed by the seed and run 0, with the step and purpose 1 in its counter,
turned by its own eigenvectors so that its root B·D of the covariance acts as our symmetric one, and started from the
identity itself. Its table of E‖N‖ is rounded to 13 digits, which grows to 1e-12 within a path, so its entry is made exact.
Each path is also walked by Hansen's tutorial (arXiv:1604.00772) in plain Python, and only written if both agree and if
no position moves when every value is nudged in its last bit.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from tests.golden import functions
from tests.golden.hansen_tutorial import Constants, walk_of_the_tutorial
from tests.golden.paths import EVERY, STARTS, STEPS, write

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # that there is no matplotlib
    import cma

AGREEMENT = 3e-13
ROWS = [*range(10), *range(10, STEPS + 1, EVERY)]
CASES: list[tuple[str, int, dict[str, Any]]] = [
    ("elongated_bowl", 0, {}),
    ("elongated_bowl", 5, {"active": False, "sigma0": 3.0}),
    ("rosenbrock", 1, {"sigma0": 0.5}),
    ("rosenbrock", 2, {"population_size": 13}),
    ("himmelblau", 3, {"sigma0": 2.0, "population_size": 20, "active": False}),
    ("beale", 4, {"sigma0": 0.3, "population_size": 9}),
]
SIZES = [(2, 0), (2, 3), (2, 7), (2, 50), (3, 0), (5, 0), (10, 0), (10, 40), (40, 0), (100, 400)]


def numbers(seed: int, step: int, shape: tuple[int, int]) -> Any:
    return np.random.Generator(np.random.Philox(key=[seed, 0], counter=[0, 0, step, 1])).standard_normal(shape)


def strategy(d: int, start: list[float], sigma0: float = 1.0, population_size: int = 0, active: bool = True) -> Any:
    options = {"popsize": population_size or 4 + math.floor(3 * math.log(d)), "CMA_active": active}
    options |= {"verbose": -9, "updatecovwait": 0, "seed": 1}
    return cma.CMAEvolutionStrategy(start, sigma0, options)


def walk_of_pycma(function: Callable[[Any], float], start: list[float], seed: int, **settings: Any) -> Any:
    es = strategy(2, start, **settings)
    cma.utilities.math.Mh._chiN_dict[2] = math.sqrt(math.pi / 2)
    es.sm.C, es.sm.D, es.sm.B = np.eye(2), np.ones(2), np.eye(2)
    path = [start]
    for step in range(STEPS):
        es.sm.update_now(-1)
        turned = numbers(seed, step, (es.popsize, 2)) @ es.sm.B
        es.sm.randn = lambda *_, turned=turned: turned
        samples = es.ask()
        es.tell(samples, [function(x) for x in samples])
        path.append(es.mean.tolist())
    return np.array(path)


def written(name: str, seed: int, settings: dict[str, Any]) -> dict[str, Any]:
    start, value = STARTS[name], functions.FUNCTIONS[name]().value
    path = walk_of_pycma(lambda x: float(value(x)), start, seed, **settings)
    others = [walk_of_the_tutorial(lambda x: float(value(np.array(x))), start, seed=seed, steps=STEPS, **settings)]
    for attempt in range(4):
        nudge = np.random.default_rng(attempt)
        others.append(
            walk_of_pycma(
                lambda x, nudge=nudge: float(value(x)) * (1 + 2.0**-52 * nudge.standard_normal()),
                start,
                seed,
                **settings,
            )
        )
    drifts = [(np.abs(np.array(other) - path) / (1 + np.abs(path))).max(axis=1) for other in others]
    print(name, seed, settings, *[f"{drift.max():.1e}" for drift in drifts])
    if not max(drift.max() for drift in drifts) < AGREEMENT:
        raise SystemExit(f"{name}, seed {seed}, {settings}: {[int(np.argmax(drift > AGREEMENT)) for drift in drifts]}")
    case = {"function": name, "settings": settings, "seed": seed, "start": start}
    return case | {"step": ROWS, "position": path[ROWS].tolist()}


def written_constants(d: int, population_size: int) -> dict[str, Any]:
    es = strategy(d, [0.1] * d, population_size=population_size)
    step_size = es.adapt_sigma.initialize(es)
    shares = es.sm.parameters(mueff=es.sp.weights.mueff, lam=es.sp.weights.lambda_)
    constants = Constants(d, population_size or es.popsize, True)
    found = {
        "population_size": es.popsize,
        "weights": list(es.sp.weights),
        "mass": float(es.sp.weights.mueff),
        "step_share": float(step_size.cs),
        "damping": float(step_size.damps),
        "path_share": float(es.sp.cc),
        "rank_one": float(shares["c1"]),
        "rank_mu": float(shares["cmu"]),
    }
    for name, value in found.items():
        assert np.allclose(value, getattr(constants, name), rtol=1e-13, atol=0), (d, population_size, name)
    return {"dimension": d, "asked": population_size, "constants": found}


if __name__ == "__main__":
    version = cma.__version__
    write("cma_cma_es.json", {"cma": version, "optimizer": "cma_es", "cases": [written(*entry) for entry in CASES]})
    write("cma_constants.json", {"cma": version, "cases": [written_constants(*size) for size in SIZES]})
