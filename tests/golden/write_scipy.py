"""Writes scipy_bfgs.json, scipy_conjugate_gradient.json and scipy_gradient_descent_line_search.json.

    python -m tests.golden.write_scipy        (needs SciPy, and torch for the gradients)

BFGS, and the conjugate gradient of Polak and Ribière, are `scipy.optimize.minimize`; its path ends where all slopes are below
gtol, and rests there in the file. The other shares of the last direction, and gradient descent, are the textbook's loop around
SciPy's line searches; backtracking, which SciPy does not have, is three lines.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import numpy as np
import scipy
import torch
from scipy.optimize import line_search, minimize
from scipy.optimize._linesearch import line_search_armijo
from scipy.optimize._optimize import _line_search_wolfe12

from tests.golden.paths import FUNCTIONS, STARTS, Case, case, write

STEPS = 60
TOLERANCE = 1e-9
CALM = TOLERANCE / 50
LEAST = 15
REASON = "a line search branches, and its interpolation divides differences of nearby values"

BFGS = [
    case("elongated_bowl"),
    case("elongated_bowl", c2=0.1),
    case("rosenbrock"),
    case("rosenbrock", c1=0.01, c2=0.3, gtol=1e-9),
    case("himmelblau"),
    case("himmelblau", c2=0.5, gtol=1e-2),
    case("beale"),
    case("beale", c1=0.1, c2=0.2),
]
CONJUGATE_GRADIENT = [
    case("elongated_bowl"),
    case("elongated_bowl", method="hestenes_stiefel", c2=0.05),
    case("elongated_bowl", method="fletcher_reeves", c2=0.2),
    case("rosenbrock"),
    case("rosenbrock", c1=0.01, c2=0.1, gtol=1e-3),
    case("rosenbrock", method="fletcher_reeves"),
    case("rosenbrock", method="hestenes_stiefel"),
    case("himmelblau"),
    case("himmelblau", method="fletcher_reeves"),
    case("himmelblau", method="hestenes_stiefel", c2=0.2),
    case("beale"),
    case("beale", c2=0.2),
    case("beale", method="hestenes_stiefel"),
]
GRADIENT_DESCENT = [
    case("elongated_bowl"),
    case("elongated_bowl", line_search="interpolation", initial_step=2.0),
    case("elongated_bowl", line_search="strong_wolfe", c2=0.3),
    case("rosenbrock", shrink=0.3, c1=0.01),
    case("rosenbrock", line_search="interpolation"),
    case("rosenbrock", line_search="strong_wolfe"),
    case("himmelblau", shrink=0.7, initial_step=0.05),
    case("himmelblau", line_search="interpolation"),
    case("himmelblau", line_search="strong_wolfe", c2=0.5),
    case("beale", c1=0.2),
    case("beale", line_search="interpolation", c1=0.3),
    case("beale", line_search="strong_wolfe"),
]
Walk = Callable[[Any, Any, Any, dict[str, Any]], list[Any]]


def main() -> None:
    warnings.simplefilter("ignore")  # line searches that find nothing
    for name, walk, entries in (
        ("bfgs", bfgs, BFGS),
        ("conjugate_gradient", conjugate_gradient, CONJUGATE_GRADIENT),
        ("gradient_descent_line_search", gradient_descent, GRADIENT_DESCENT),
    ):
        cases = [written(name, entry, walk) for entry in entries]
        write(f"scipy_{name}.json", {"scipy": scipy.__version__, "optimizer": name, "cases": cases})


def written(name: str, entry: Case, walk: Walk) -> dict[str, Any]:
    """The case with its start and its positions, as far as nudges of the last bits of all gradients leave them alone."""
    path = positions(entry, walk, None)
    nudged = [positions(entry, walk, np.random.default_rng(seed)) for seed in range(4)]
    drift = (np.abs(np.array(nudged) - path) / (1 + np.abs(path))).max(axis=(0, 2))
    calm = len(path) if (drift < CALM).all() else int(np.argmin(drift < CALM))
    if calm <= LEAST:
        raise SystemExit(f"{name} on {entry}: calm for {calm} steps alone; choose another setting")
    words = {"start": STARTS[entry.function], "step": list(range(calm)), "position": path[:calm].tolist()}
    return {**asdict(entry), "tolerance": TOLERANCE, "reason": REASON, **words}


def positions(entry: Case, walk: Walk, random: np.random.Generator | None) -> Any:
    """The positions `(61, 2)`; the last one stays once the path has ended."""

    def value(point: Any) -> float:
        return float(FUNCTIONS[entry.function](*point))

    def gradient(point: Any) -> Any:
        leaf = torch.tensor(point, dtype=torch.float64, requires_grad=True)
        FUNCTIONS[entry.function](*leaf).backward()
        assert leaf.grad is not None
        return leaf.grad.numpy() * (1.0 if random is None else 1 + 2.0**-52 * random.standard_normal(2))

    path = walk(value, gradient, np.array(STARTS[entry.function]), dict(entry.settings))
    return np.array([*path, *[path[-1]] * (STEPS + 1 - len(path))])


def minimized(value: Any, gradient: Any, start: Any, settings: dict[str, Any], method: str) -> list[Any]:
    path = [start]
    options = {**settings, "maxiter": STEPS}
    minimize(value, start, jac=gradient, method=method, options=options, callback=lambda x: path.append(x.copy()))
    return path


def bfgs(value: Any, gradient: Any, start: Any, settings: dict[str, Any]) -> list[Any]:
    return minimized(value, gradient, start, settings, "BFGS")


def conjugate_gradient(value: Any, gradient: Any, start: Any, settings: dict[str, Any]) -> list[Any]:
    method = settings.pop("method", "polak_ribiere")
    if method == "polak_ribiere":
        return minimized(value, gradient, start, settings, "CG")
    shares = {
        "fletcher_reeves": lambda g, before, p: g @ g / (before @ before),
        "hestenes_stiefel": lambda g, before, p: max(0.0, (g - before) @ g / ((g - before) @ p)),
    }
    share = shares[method]
    gtol = settings.get("gtol", 1e-5)
    c1, c2 = settings.get("c1", 1e-4), settings.get("c2", 0.4)
    x, g, f = start, gradient(start), value(start)
    p, f_before, path = -g, f + np.linalg.norm(g) / 2, [start]
    while np.abs(g).max() > gtol and len(path) <= STEPS:

        def falls(step: float, there: Any, _: float, g_there: Any, g: Any = g, p: Any = p) -> bool:
            following = -g_there + share(g_there, g, p) * p
            return bool(np.abs(g_there).max() <= gtol or following @ g_there <= -0.01 * (g_there @ g_there))

        step, _, _, f, f_before, g_next = _line_search_wolfe12(
            value, gradient, x, p, g, f, f_before, c1=c1, c2=c2, amin=1e-100, amax=1e100, extra_condition=falls
        )
        x = x + step * p
        path.append(x)
        g_next = gradient(x) if g_next is None else g_next
        g, p = g_next, -g_next + share(g_next, g, p) * p
    return path


def gradient_descent(value: Any, gradient: Any, start: Any, settings: dict[str, Any]) -> list[Any]:
    search = settings.get("line_search", "backtracking")
    first, c1, c2 = settings.get("initial_step", 1.0), settings.get("c1", 1e-4), settings.get("c2", 0.9)
    path = [start]
    for _ in range(STEPS):
        x = path[-1]
        g, f = gradient(x), value(x)
        step = first
        if search == "interpolation":
            step = line_search_armijo(value, x, -g, g, f, c1=c1, alpha0=first)[0]
        elif search == "strong_wolfe":
            step = line_search(value, gradient, x, -g, g, f, c1=c1, c2=c2)[0]
        else:
            while value(x - step * g) > f - c1 * step * (g @ g):
                step *= settings.get("shrink", 0.5)
        path.append(x if step is None else x - step * g)
    return path


if __name__ == "__main__":
    main()
