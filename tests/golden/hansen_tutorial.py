"""CMA-ES as Hansen's tutorial (arXiv:1604.00772) writes it, in plain Python: a second reference beside pycma.

Where pycma has another constant than table 1 of the tutorial (in c_σ, and in when h_σ is 1), pycma's is taken.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

Vector = list[float]
Matrix = list[Vector]


class Constants:
    """Table 1 for dimension n and population λ, equations (49) to (58)."""

    def __init__(self, n: int, size: int, is_active: bool) -> None:
        raw = [math.log((size + 1) / 2) - math.log(i) for i in range(1, size + 1)]
        plus = sum(w for w in raw if w > 0)
        minus = -sum(w for w in raw if w < 0)
        self.population_size = size
        self.mass = plus**2 / sum(w**2 for w in raw if w > 0)
        mass_of_the_worse = minus**2 / sum(w**2 for w in raw if w < 0)
        self.rank_one = min(1.0, size / 6) * 2 / ((n + 1.3) ** 2 + self.mass)
        self.rank_mu = min(
            1 - self.rank_one, 2 * (0.25 + self.mass - 2 + 1 / self.mass) / ((n + 2) ** 2 + 2 * self.mass / 2)
        )
        alpha = min(
            1 + self.rank_one / self.rank_mu,
            1 + 2 * mass_of_the_worse / (self.mass + 2),
            (1 - self.rank_one - self.rank_mu) / (n * self.rank_mu),
        )
        below = alpha / minus if is_active else 0.0
        self.weights = [w / plus if w >= 0 else w * below for w in raw]
        self.path_share = (4 + self.mass / n) / (n + 4 + 2 * self.mass / n)
        self.step_share = (self.mass + 2) / (n + self.mass + 3)
        self.damping = 1 + 2 * max(0.0, math.sqrt((self.mass - 1) / (n + 1)) - 1) + self.step_share
        self.length = math.sqrt(2) * math.exp(math.lgamma((n + 1) / 2) - math.lgamma(n / 2))


def walk_of_the_tutorial(
    function: Callable[[Vector], float],
    start: Vector,
    *,
    seed: int,
    steps: int,
    sigma0: float = 1.0,
    population_size: int = 0,
    active: bool = True,
) -> list[Vector]:
    """The means `(steps + 1, 2)` of a run in two dimensions."""
    known = Constants(2, population_size or 6, active)
    mean, sigma, covariance = list(start), sigma0, [[1.0, 0.0], [0.0, 1.0]]
    p_sigma, p_c, path = [0.0, 0.0], [0.0, 0.0], [list(start)]
    c_sigma, c_c, mu_w = known.step_share, known.path_share, known.mass
    for g in range(steps):
        drawn = np.random.Generator(np.random.Philox(key=[seed, 0], counter=[0, 0, g, 1]))
        root = square_root(covariance)
        inverse = inverse_of(root)
        ys = [times(root, z) for z in drawn.standard_normal((known.population_size, 2)).tolist()]
        ys.sort(key=lambda y, m=mean, s=sigma: function([a + s * b for a, b in zip(m, y, strict=True)]))
        shift = [sum(w * y[i] for w, y in zip(known.weights, ys, strict=True) if w > 0) for i in range(2)]
        mean = [a + sigma * b for a, b in zip(mean, shift, strict=True)]

        push = math.sqrt(c_sigma * (2 - c_sigma) * mu_w)
        p_sigma = [(1 - c_sigma) * p + push * q for p, q in zip(p_sigma, times(inverse, shift), strict=True)]
        square = p_sigma[0] ** 2 + p_sigma[1] ** 2
        h = 1 if square / 2 / (1 - (1 - c_sigma) ** (2 * (g + 1))) < 2 + 4 / 3 else 0
        push = h * math.sqrt(c_c * (2 - c_c) * mu_w)
        p_c = [(1 - c_c) * p + push * q for p, q in zip(p_c, shift, strict=True)]

        lost = (1 - h) * c_c * (2 - c_c)
        kept = 1 + known.rank_one * lost - known.rank_one - known.rank_mu * sum(known.weights)
        covariance = [[kept * covariance[i][j] + known.rank_one * p_c[i] * p_c[j] for j in range(2)] for i in range(2)]
        for w, y in zip(known.weights, ys, strict=True):
            far = math.hypot(*times(inverse, y))
            share = known.rank_mu * (w if w >= 0 else w * 2 / (far + 1e-9) ** 2)
            covariance = [[covariance[i][j] + share * y[i] * y[j] for j in range(2)] for i in range(2)]
        sigma *= math.exp(min(1.0, max(-1.0, c_sigma / known.damping * (math.sqrt(square) / known.length - 1))))
        path.append(mean)
    return path


def times(matrix: Matrix, vector: Any) -> Vector:
    return [row[0] * vector[0] + row[1] * vector[1] for row in matrix]


def square_root(matrix: Matrix) -> Matrix:
    """The symmetric root of a positive 2×2 matrix: (M + √det·I)/√(trace + 2·√det)."""
    (a, b), (_, c) = matrix
    root = math.sqrt(a * c - b * b)
    scale = math.sqrt(a + c + 2 * root)
    return [[(a + root) / scale, b / scale], [b / scale, (c + root) / scale]]


def inverse_of(matrix: Matrix) -> Matrix:
    (a, b), (_, c) = matrix
    determinant = a * c - b * b
    return [[c / determinant, -b / determinant], [-b / determinant, a / determinant]]
