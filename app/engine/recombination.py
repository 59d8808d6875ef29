"""Recombination: the constants of an evolution strategy, all of which follow from dimension and population size."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from app.engine.objective import Array


@dataclass(frozen=True, kw_only=True)
class Recombination:
    """The constants of CMA-ES; letters as in Hansen 2016, arXiv:1604.00772, table 1, values as in pycma."""

    population_size: int
    """λ, samples per generation."""
    weights: Array
    """w `(λ,)`, best sample first: the positive ones sum to 1, the others are negative, or zero."""
    mass: float
    """μ_w, how many samples the mean of the positive ones is worth."""
    step_share: float
    """c_σ, how fast the path for the step size forgets."""
    damping: float
    """d_σ, how slowly the step size follows its path."""
    path_share: float
    """c_c, how fast the path for the covariance forgets."""
    rank_one: float
    """c₁, the share of that path in the covariance."""
    rank_mu: float
    """c_μ, the share of the samples in it."""
    expected_length: float
    """E‖N‖, the length to expect of d normal numbers."""


@lru_cache(maxsize=256)
def recombination(d: int, population_size: int, is_active: bool) -> Recombination:
    """The constants in `d` dimensions; a population of 0 is 4 + ⌊3·ln d⌋, and none is smaller than 3."""
    size = max(int(population_size) or 4 + math.floor(3 * math.log(d)), 3)
    raw = math.log((size + 1) / 2) - np.log(np.arange(1, size + 1))
    raw[np.abs(raw) < 1e-15] = 0.0
    better = np.where(raw > 0, raw, 0.0) / np.sum(raw[raw > 0])
    worse = np.where(raw < 0, raw, 0.0) / -np.sum(raw[raw < 0])
    mass = 1 / float(np.sum(better**2))
    rank_one = min(1.0, size / 6) * 2 / ((d + 1.3) ** 2 + mass)
    rank_mu = min(1 - rank_one, 2 * (0.25 + mass + 1 / mass - 2) / ((d + 2) ** 2 + mass))
    bounds = (
        1 + rank_one / rank_mu,
        (1 - rank_one - rank_mu) / (d * rank_mu),
        1 + 2 / float(np.sum(worse**2)) / (mass + 2),
    )
    step_share = (mass + 2) / (d + mass + 3)
    weights = better + min(bounds) * worse if is_active else better
    weights.flags.writeable = False
    return Recombination(
        population_size=size,
        weights=weights,
        mass=mass,
        step_share=step_share,
        damping=1 + 2 * max(0.0, math.sqrt((mass - 1) / (d + 1)) - 1) + step_share,
        path_share=(4 + mass / d) / (d + 4 + 2 * mass / d),
        rank_one=rank_one,
        rank_mu=rank_mu,
        expected_length=_expected_length(d),
    )


def _expected_length(d: int) -> float:
    """Exact up to six dimensions, above pycma's approximation, which is one part in twenty thousand too long at most."""
    if d <= 6:
        return math.sqrt(2) * math.gamma((d + 1) / 2) / math.gamma(d / 2)
    return math.sqrt(d) * (1 - 1 / (4 * d) + 1 / (26 * d * d))
