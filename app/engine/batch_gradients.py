"""Batch gradients: how far the gradient of a mini-batch points away from that of all examples."""

from __future__ import annotations

import math

import numpy as np

from app.engine.model_objective import ModelObjective
from app.engine.objective import Array
from app.engine.randomness import Purpose, generator


def batch_gradient(objective: ModelObjective, position: Array, size: int, draw: int) -> Array:
    """The gradient `(d,)` at `position` `(d,)` of `size` different examples, drawn anew for every `draw`; units are not dropped.

    They are drawn apart from the batches of a training, whose generators belong to run 0.
    """
    random = generator(objective.seed, 1 + draw, size, Purpose.BATCH)
    rows = random.choice(len(objective.split.train), size, replace=False)
    return objective.of_examples(rows).gradient(position)


def cosine(first: Array, second: Array) -> float:
    """The cosine of the angle between two vectors `(d,)`; NaN where one of them is zero."""
    lengths = math.sqrt((first @ first) * (second @ second))
    return float(np.float64(first @ second) / lengths) if lengths else math.nan
