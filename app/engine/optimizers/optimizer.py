"""What every optimizer is: a frozen record of hyperparameters with `initial_state` and `step`.

    Optimizer                 anything that proposes the next position
    ├── Wrapper               around another optimizer, whose learning rate it shares
    └── FirstOrder            one gradient per step and a learning rate: implement `update`, or `update_at`
        ├── WeightDecay       with a pull towards zero, in the gradient or beside it: what most of them derive from
        └── DecayBeside       with a pull towards zero that is always beside the step: AdamW, Lion and their kin

A learning rate or any other hyperparameter may be a scalar or `(n,)`, one value per run of a batch: positions are `(d, ...)`
with the coordinate on axis 0, so hyperparameters broadcast by themselves.
"""

from __future__ import annotations

import dataclasses
import math
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import numpy as np

from app.engine import fields
from app.engine.choice import check_choices
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.hyperparameter import check_bounds
from app.engine.objective import Array
from app.engine.oracle import Oracle
from app.engine.pace import OWN, Pace
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Optimizer(ABC):
    """Base of all optimizers.

    The state is a NamedTuple whose arrays belong to the optimizer and may be updated in place; a stateless optimizer
    uses the empty tuple. Positions and gradients are read-only, and the returned step is freshly allocated.
    """

    catalogue: ClassVar[str] = "optimizers"
    name: ClassVar[str]
    title: ClassVar[Text]
    idea: ClassVar[Text]
    """What it does, in one sentence."""
    japanese: ClassVar[str] = ""
    """The docstring's paragraphs, Convention and Cost in Japanese."""
    family: ClassVar[Family]
    pace: ClassVar[Pace] = OWN
    """What its learning rate is measured in."""
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = ()
    """The same in other libraries."""
    batched: ClassVar[bool] = True
    """Whether it runs on `(d, ...)` positions at once; false for algorithms whose control flow depends on the data."""
    draws: ClassVar[bool] = False
    """Whether it draws random numbers, from `oracle.random` alone."""
    per_group: ClassVar[bool] = False
    """Whether its rule measures a whole parameter: it then runs on each group of a position by itself."""
    sees_shape: ClassVar[bool] = False
    """Whether its rule tells rows from columns: a matrix comes to it as `(rows, columns, ...)`, not flat."""
    needs_matrix: ClassVar[bool] = False
    """Whether it makes no sense without a matrix among the groups."""

    is_square: ClassVar[bool] = False
    """Whether it holds a matrix of all coordinates by all coordinates, which many coordinates make too large."""

    def __post_init__(self) -> None:
        check_choices(self)
        check_bounds(self)

    @property
    def rate(self) -> Any:
        """Its learning rate, NaN for those that have none."""
        return getattr(self, "learning_rate", math.nan)

    @property
    def inertia(self) -> str | None:
        """The hyperparameter that a schedule may swing against the rate: `momentum` or `beta1`, if it has one."""
        return next((name for name in ("beta1", "momentum") if hasattr(self, name)), None)

    def with_settings(self, settings: Mapping[str, Any]) -> Optimizer:
        """The same optimizer with some hyperparameters changed."""
        return dataclasses.replace(self, **settings)

    @abstractmethod
    def initial_state(self, position: Array) -> Any:
        """The state before the first step from `position` `(d, ...)`."""

    def initial_matrix_state(self, position: Array) -> Any:
        """The same for a parameter `(rows, columns, ...)`; only those that see shapes are asked."""
        return self.initial_state(position)

    @abstractmethod
    def step(self, position: Array, oracle: Oracle, state: Any, learning_rate: Any) -> tuple[Array, Any]:
        """The change of position `(d, ...)` and the new state."""


@dataclass(frozen=True, kw_only=True)
class FirstOrder(Optimizer):
    """One gradient at the current position per step: an optimizer implements `update` alone.

    A rule that measures the position as well implements `update_at` instead.
    """

    learning_rate: Any = fields.learning_rate(1e-3)

    def update(self, gradient: Array, state: Any, learning_rate: Any) -> tuple[Array, Any]:
        """The change of position `(d, ...)` for a `gradient` `(d, ...)`, and the new state."""
        raise NotImplementedError(f"{self.name} has to know where it stands: ask update_at")

    def update_at(self, position: Array, gradient: Array, state: Any, learning_rate: Any) -> tuple[Array, Any]:
        """The same at a `position` `(d, ...)`, which most rules do not look at."""
        return self.update(gradient, state, learning_rate)

    def step(self, position: Array, oracle: Oracle, state: Any, learning_rate: Any) -> tuple[Array, Any]:
        return self.update_at(position, oracle.gradient(position), state, learning_rate)


@dataclass(frozen=True, kw_only=True)
class WeightDecay(FirstOrder):
    """Weight decay around any `update`: in the gradient the optimizer sees, or beside the step it takes.

    Update rule:  g ← g + λ·x                      weight_decay, coupled: part of the gradient (torch's SGD, Adam, …)
                  Δ ← update(g) − η·λ′·x           decoupled_weight_decay: beside it (Loshchilov & Hutter 2019, arXiv:1711.05101)
    """

    weight_decay: Any = fields.coupled_weight_decay()
    decoupled_weight_decay: Any = fields.decoupled_weight_decay()

    def step(self, position: Array, oracle: Oracle, state: Any, learning_rate: Any) -> tuple[Array, Any]:
        gradient = oracle.gradient(position)
        if self._is_coupled:
            gradient = gradient + self.weight_decay * position
        delta, state = self.update_at(position, gradient, state, learning_rate)
        if self._is_decoupled:
            delta -= learning_rate * self.decoupled_weight_decay * position
        return delta, state

    @cached_property
    def _is_coupled(self) -> bool:
        return bool(np.any(self.weight_decay))

    @cached_property
    def _is_decoupled(self) -> bool:
        return bool(np.any(self.decoupled_weight_decay))


@dataclass(frozen=True, kw_only=True)
class DecayBeside(FirstOrder):
    """Weight decay around any `update`, beside the step alone: the `weight_decay` of AdamW, and of optax.

    Update rule:  Δ ← update(g) − η·λ·x
    """

    weight_decay: Any = fields.weight_decay_beside(0.0)

    def step(self, position: Array, oracle: Oracle, state: Any, learning_rate: Any) -> tuple[Array, Any]:
        delta, state = self.update_at(position, oracle.gradient(position), state, learning_rate)
        delta -= learning_rate * self.weight_decay * position
        return delta, state


@dataclass(frozen=True, kw_only=True)
class Wrapper(Optimizer):
    """An optimizer around another one, `inner`, whose learning rate it shares: a schedule, or a live edit, reaches through."""

    inner: FirstOrder

    @property
    def learning_rate(self) -> Any:
        """That of the inner optimizer."""
        return self.inner.learning_rate

    @property
    def inertia(self) -> str | None:
        return self.inner.inertia

    def with_settings(self, settings: Mapping[str, Any]) -> Wrapper:
        own = {field.name for field in dataclasses.fields(self)}
        mine = {name: value for name, value in settings.items() if name in own}
        through = {name: value for name, value in settings.items() if name not in own}
        inner = mine.pop("inner", self.inner).with_settings(through)
        return dataclasses.replace(self, **mine, inner=inner)


def norm(vector: Array) -> Array:
    """The Euclidean length `(...)` of each column of `vector` `(d, ...)`."""
    length: Array = np.sqrt(np.sum(vector * vector, axis=0))
    return length
