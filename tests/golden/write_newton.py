"""Writes newton.json and damped_newton.json: both rules in 40 digits, with derivatives by SymPy.

    python -m tests.golden.write_newton        (needs SymPy, which brings mpmath)

Newton solves its system by elimination. Damped Newton makes the curvatures positive in the eigenbasis of a symmetric matrix of
two rows, written out in closed form.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import sympy
from mpmath import mp, mpf

from tests.golden.paths import EXPONENTIAL, FUNCTIONS, STARTS, STEP, Case, case, write

mp.dps = 40
STEPS = 40
TOLERANCE = 1e-10
REASON = "near the minimum float64 cannot tell whether a last tiny step still pays"

NEWTON = [
    case("elongated_bowl"),
    case("elongated_bowl", learning_rate=0.1, schedule=STEP),
    case("rosenbrock"),
    case("rosenbrock", learning_rate=0.3),
    case("himmelblau", note="to a saddle"),
    case("himmelblau", learning_rate=0.5, schedule=EXPONENTIAL),
    case("beale", learning_rate=0.2, note="to a saddle"),
]
DAMPED = [
    case("elongated_bowl"),
    case("rosenbrock"),
    case("rosenbrock", modification="absolute", c1=0.2),
    case("himmelblau"),
    case("himmelblau", modification="absolute", delta=5.0),
    case("beale", delta=0.5),
    case("beale", modification="absolute"),
]


def main() -> None:
    for name, walk, entries in (("newton", newton, NEWTON), ("damped_newton", damped_newton, DAMPED)):
        cases = [written(entry, walk) for entry in entries]
        write(f"{name}.json", {"sympy": sympy.__version__, "optimizer": name, "cases": cases})


def written(entry: Case, walk: Callable[..., Any]) -> dict[str, Any]:
    x, y = sympy.symbols("x y")
    formula = FUNCTIONS[entry.function](x, y)
    slopes = [sympy.diff(formula, letter) for letter in (x, y)]
    curvatures = [sympy.diff(slopes[0], x), sympy.diff(slopes[0], y), sympy.diff(slopes[1], y)]
    derivatives = [sympy.lambdify((x, y), part, "mpmath") for part in (formula, slopes, curvatures)]
    path = [[mpf(coordinate) for coordinate in STARTS[entry.function]]]
    for step in range(STEPS):
        path.append(walk(path[-1], derivatives, entry, step))
    words: dict[str, Any] = {"start": STARTS[entry.function], "step": list(range(STEPS + 1))}
    if walk is damped_newton:
        words |= {"tolerance": TOLERANCE, "reason": REASON}
    return {**asdict(entry), **words, "position": [[float(coordinate) for coordinate in point] for point in path]}


def newton(point: Any, derivatives: Any, entry: Case, step: int) -> Any:
    _, gradient, hessian = derivatives
    a, b, c = hessian(*point)
    g, h = gradient(*point)
    determinant = a * c - b * b
    schedule = entry.schedule
    falls = {"constant": 0, "exponential": step, "step": step // schedule.get("step_size", 1)}[schedule["name"]]
    rate = mpf(entry.settings.get("learning_rate", 1.0)) * mpf(schedule.get("gamma", 1.0)) ** falls
    return [point[0] - rate * (c * g - b * h) / determinant, point[1] - rate * (a * h - b * g) / determinant]


def damped_newton(point: Any, derivatives: Any, entry: Case, step: int) -> Any:
    value, gradient, hessian = derivatives
    settings = {"modification": "shift", "delta": 1e-3, "c1": 1e-4, **entry.settings}
    a, b, c = hessian(*point)
    g, h = gradient(*point)
    if max(abs(g), abs(h)) < mpf(10) ** -13:
        return point
    middle, radius = (a + c) / 2, mp.sqrt(((a - c) / 2) ** 2 + b * b)
    low, high = middle - radius, middle + radius
    axis = (b, low - a) if b else ((1, 0) if a <= c else (0, 1))
    length = mp.hypot(*axis)
    axis = (axis[0] / length, axis[1] / length)
    along, across = g * axis[0] + h * axis[1], h * axis[0] - g * axis[1]
    least = mpf(settings["delta"])
    if settings["modification"] == "shift":
        shift = max(mpf(0), least - low)
        low, high = low + shift, high + shift
    else:
        low, high = max(abs(low), least), max(abs(high), least)
    p, q = -along / low, -across / high
    direction = (p * axis[0] - q * axis[1], p * axis[1] + q * axis[0])
    promised = g * direction[0] + h * direction[1]
    size = mpf(1)
    while True:
        there = [point[0] + size * direction[0], point[1] + size * direction[1]]
        if value(*there) <= value(*point) + mpf(settings["c1"]) * size * promised:
            return there
        size /= 2


if __name__ == "__main__":
    main()
