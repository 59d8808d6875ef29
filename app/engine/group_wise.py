"""Group-wise: an optimizer that measures whole parameters, on each group of a position by itself.

The length of the weights of one layer, the rows and columns of a matrix: rules that ask for them mean one parameter, not
all of them strung together. The loop wraps such an optimizer once; the rule does not know of it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, cast

import numpy as np

from app.engine.objective import Array, Group
from app.engine.optimizers.optimizer import FirstOrder, Optimizer, Wrapper
from app.engine.oracle import Oracle


class GroupStates(tuple[Any, ...]):
    """One state per group."""

    __slots__ = ()


def in_groups(optimizer: Optimizer, groups: Sequence[Group]) -> Optimizer:
    """The optimizer as it treats a position made of `groups`: itself, unless its rule makes a difference between them."""
    if isinstance(optimizer, Wrapper):
        return dataclasses.replace(optimizer, inner=cast(FirstOrder, in_groups(optimizer.inner, groups)))
    is_one_vector = len(groups) == 1 and len(groups[0].shape) == 1
    if is_one_vector or not optimizer.per_group:
        return optimizer
    return GroupWise(inner=cast(FirstOrder, optimizer), groups=tuple(groups))


@dataclass(frozen=True, kw_only=True)
class GroupWise(Wrapper):
    """`inner` on each group, with a state for each; the gradient is asked for once, for all of them."""

    groups: tuple[Group, ...]

    def __post_init__(self) -> None:
        """Nothing to check: the inner optimizer has checked its settings."""

    def initial_state(self, position: Array) -> GroupStates:
        return GroupStates(
            self.inner.initial_matrix_state(part) if self._is_matrix(group) else self.inner.initial_state(part)
            for group, (_, part) in zip(self.groups, self._parts(position), strict=True)
        )

    def step(self, position: Array, oracle: Oracle, state: Any, learning_rate: Any) -> tuple[Array, Any]:
        gradients = [part for _, part in self._parts(oracle.gradient(position))]
        delta = np.empty_like(position)
        states = []
        for (place, part), gradient, before in zip(self._parts(position), gradients, state, strict=True):
            change, after = self.inner.step(part, cast(Oracle, _Known(gradient)), before, learning_rate)
            delta[place] = change.reshape(delta[place].shape)
            states.append(after)
        return delta, GroupStates(states)

    def _parts(self, vector: Array) -> Iterator[tuple[slice, Array]]:
        """Where each group lies in a `vector` `(d, ...)`, and that part as the rule wants to see it."""
        first = 0
        for group in self.groups:
            place = slice(first, first + prod(group.shape))
            part = vector[place]
            yield place, part.reshape(*group.shape, *part.shape[1:]) if self._is_matrix(group) else part
            first = place.stop

    def _is_matrix(self, group: Group) -> bool:
        return self.inner.sees_shape and len(group.shape) > 1


class _Known:
    """The part of an oracle that first-order rules ask for, with the answer ready."""

    def __init__(self, gradient: Array) -> None:
        self._gradient = gradient

    def gradient(self, _position: Array) -> Array:
        return self._gradient


def joined(states: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The recorded numbers of several groups as one: arrays of a name flat, one after the other; counters once."""
    found: dict[str, list[Any]] = {}
    for state in states:
        for name, value in state.items():
            found.setdefault(name, []).append(value)
    return {
        name: values[0] if isinstance(values[0], int) else np.concatenate([np.ravel(value) for value in values])
        for name, values in found.items()
    }
