"""Which examples to train on: a share set aside for validation, a part of a large set. Drawn with a seed, class by class."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.engine.randomness import Purpose, generator

Rows = NDArray[np.int64]
_SUBSET, _VALIDATION = 0, 1
"""What is drawn, as the step of the generator: neither draw changes the other."""


def subset(targets: NDArray[Any], count: int, seed: int) -> Rows:
    """`count` of the examples with these `targets` (all of them if there are no more), in their order.

    Labels keep their shares: see `divided`.
    """
    if count >= len(targets):
        return np.arange(len(targets))
    return np.flatnonzero(_drawn(targets, count, generator(seed, 0, _SUBSET, Purpose.SPLIT)))


def divided(targets: NDArray[Any], share: float, seed: int) -> tuple[Rows, Rows]:
    """The rows to train on and the rows to validate on, about `share` of all, both in their order.

    Labels `(n,)` are stratified: every class keeps its share in both parts, to within one example, by largest remainders.
    Numbers `(n, outputs)` are drawn plainly. Each part has at least one example, so there have to be two.
    """
    if len(targets) < 2:
        raise ValueError(f"a split needs at least 2 examples, got {len(targets)}")
    count = min(max(round(share * len(targets)), 1), len(targets) - 1)
    aside = _drawn(targets, count, generator(seed, 0, _VALIDATION, Purpose.SPLIT))
    return np.flatnonzero(~aside), np.flatnonzero(aside)


def _drawn(targets: NDArray[Any], count: int, random: np.random.Generator) -> NDArray[np.bool_]:
    order = random.permutation(len(targets))
    drawn = np.zeros(len(targets), dtype=bool)
    if targets.ndim > 1:
        drawn[order[:count]] = True
        return drawn
    frequency = np.bincount(targets)
    exact = frequency * (count / len(targets))
    quota = np.floor(exact).astype(np.int64)
    short = np.argsort(quota - exact, kind="stable")[: count - int(quota.sum())]
    quota[short] += 1
    for label in np.flatnonzero(quota):
        drawn[order[targets[order] == label][: quota[label]]] = True
    return drawn
