"""Permutation: the hidden units of a layer in another order, which is the same network at another point.

A unit is a column of its layer's weights with its bias (and its batch normalisation), and the row of the next layer's weights
that its output meets. A layer of d units has d! orders, all of the same loss.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.engine.directions.filter_normalized import placed
from app.engine.objective import Array, Group


def hidden_layers(groups: Sequence[Group]) -> list[int]:
    """How many units each hidden layer has, in order: all weight matrices but the last, in a chain."""
    widths = [group.shape[1] for group in groups if len(group.shape) > 1]
    return widths[:-1]


def permuted(groups: Sequence[Group], position: Array, layer: int, order: Sequence[int]) -> Array:
    """The position `(d,)` with the units of hidden `layer` (from 1) in another order: new unit j is the old one `order[j]`."""
    moved = np.array(position, dtype=np.float64)
    number = 0
    for group, place in placed(groups):
        part = moved[place].reshape(group.shape)
        number += len(group.shape) > 1
        if number == layer:
            part[...] = part[..., list(order)]
        elif number == layer + 1 and len(group.shape) > 1:
            part[...] = part[list(order)]
    return moved


def strengths(groups: Sequence[Group], position: Array, layer: int) -> Array:
    """How much each unit of hidden `layer` carries `(units,)`: the length of what comes in times that of what goes out."""
    matrices = [position[place].reshape(group.shape) for group, place in placed(groups) if len(group.shape) > 1]
    found: Array = np.linalg.norm(matrices[layer - 1], axis=0) * np.linalg.norm(matrices[layer], axis=1)
    return found


def swapped(count: int, first: int, second: int) -> list[int]:
    """The order of `count` units in which two have changed places."""
    order = list(range(count))
    order[first], order[second] = order[second], order[first]
    return order
