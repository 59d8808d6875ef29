"""Writes scipy_nelder_mead.json and scipy_nelder_mead_dimensions.json: the best corners of scipy.optimize.minimize.

    .venv/bin/python -m tests.golden.write_nelder_mead        (needs SciPy)

SciPy takes first corners of any size as `initial_simplex`. Its list starts with the best of them, ours with the start. A path is
only written if it is calm: no position may move when every value is nudged in its last bit.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import scipy
from scipy.optimize import minimize

from tests.golden.paths import CALM, EVERY, FUNCTIONS, STARTS, STEPS, write

ROWS = [*range(10), *range(10, STEPS + 1, EVERY)]
CASES: list[tuple[str, dict[str, Any], list[float] | None]] = [
    ("elongated_bowl", {}, None),
    ("elongated_bowl", {"adaptive": True}, [0.0, 3.0]),
    ("elongated_bowl", {"initial_share": 0.4, "initial_length": 0.5}, [0.0, 3.0]),
    ("rosenbrock", {}, None),
    ("rosenbrock", {"initial_share": 0.8}, [2.0, -1.5]),
    ("rosenbrock", {"adaptive": True, "initial_length": 0.3}, [0.0, 0.0]),
    ("himmelblau", {}, None),
    ("himmelblau", {"initial_share": 2.0, "adaptive": True}, None),
    ("beale", {}, None),
    ("beale", {"initial_share": 0.2, "adaptive": True}, [2.0, -1.5]),
]
SQUARES = [[2.0], [0.0, 3.0], [1.0, -2.0, 0.5], [1.0, 2.0, 3.0, 4.0, 5.0]]
"""Starts on x₁² + 2·x₂² + 3·x₃² + …"""


def first_corners(
    start: list[float], initial_share: float = 0.05, initial_length: float = 0.00025
) -> list[list[float]]:
    corners = [list(start)]
    for axis, coordinate in enumerate(start):
        corner = list(start)
        corner[axis] = (1 + initial_share) * coordinate if coordinate else initial_length
        corners.append(corner)
    return corners


def walk(function: str, settings: dict[str, Any], start: list[float], nudge: np.random.Generator | None) -> Any:
    """Positions `(201, 2)`; where SciPy stops because all corners are one point, that point is repeated."""
    own = dict(settings)
    options: dict[str, Any] = {"adaptive": own.pop("adaptive", False), "xatol": 0, "fatol": 0, "return_all": True}
    options |= {"maxiter": STEPS + 1, "maxfev": 10_000}
    if own:
        options["initial_simplex"] = first_corners(start, **own)

    def value(x: Any) -> float:
        scale = 1 if nudge is None else 1 + 2.0**-52 * nudge.standard_normal()
        return float(FUNCTIONS[function](*x)) * scale

    path = minimize(value, start, method="Nelder-Mead", options=options).allvecs[1 : STEPS + 1]
    return np.array([start, *path, *[path[-1]] * (STEPS - len(path))])


def written(function: str, settings: dict[str, Any], start: list[float] | None) -> dict[str, Any]:
    start = start or STARTS[function]
    path = walk(function, settings, start, None)
    for seed in range(8):
        drift = np.abs(walk(function, settings, start, np.random.default_rng(seed)) - path) / (1 + np.abs(path))
        if not drift.max() < CALM:
            raise SystemExit(
                f"{function} {settings}: a nudge grows to {drift.max():.1e} at {drift.max(axis=1).argmax()}"
            )
    case = {"function": function, "settings": settings, "start": start}
    return case | {"step": ROWS, "position": path[ROWS].tolist()}


def written_squares(start: list[float], adaptive: bool) -> dict[str, Any]:
    """All that SciPy takes of 120 steps on the squares."""

    def value(x: Any) -> float:
        return sum(weight * float(a) ** 2 for weight, a in enumerate(x, start=1))

    options = {"adaptive": adaptive, "xatol": 0, "fatol": 0, "maxiter": 121, "return_all": True}
    path = minimize(value, start, method="Nelder-Mead", options=options).allvecs[1:121]
    return {"adaptive": adaptive, "start": start, "position": [start, *(point.tolist() for point in path)]}


if __name__ == "__main__":
    cases = [written(*entry) for entry in CASES]
    write("scipy_nelder_mead.json", {"scipy": scipy.__version__, "optimizer": "nelder_mead", "cases": cases})
    squares = [written_squares(start, adaptive) for start in SQUARES for adaptive in (False, True)]
    write("scipy_nelder_mead_dimensions.json", {"scipy": scipy.__version__, "cases": squares})
