"""Random numbers from counters, not from sequences.

Each draw is keyed by (seed, run, step, purpose), so adding a run changes no other, and a run that resumes at step 500
draws exactly what it would have drawn without the break.
"""

from __future__ import annotations

from enum import IntEnum, unique

import numpy as np


@unique
class Purpose(IntEnum):
    """What a random number is for. The values are part of every seeded result: append, never renumber."""

    GRADIENT_NOISE = 0
    OPTIMIZER = 1
    INITIAL = 2
    BATCH = 3
    DROPOUT = 4
    DATA = 5
    SPLIT = 6
    CHECK = 7
    DIRECTION = 8
    LANCZOS = 9


def generator(seed: int, run: int, step: int, purpose: Purpose) -> np.random.Generator:
    """A generator of its own for one purpose in one step of one run (Philox 4×64, Salmon et al. 2011)."""
    return np.random.Generator(np.random.Philox(key=[seed, run], counter=[0, 0, step, purpose]))


def legacy_generator(seed: int) -> np.random.RandomState:
    """NumPy's first generator (Mersenne Twister, polar normals), for the published results that were drawn from it."""
    return np.random.RandomState(seed)
