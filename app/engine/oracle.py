"""Oracle: all that an optimizer may ask for in a step, with every question counted.

The gradient is analytic, or approximated from values by differences; noise and clipping happen here, so no optimizer
knows about either. Within a step the oracle answers the same question the same way: noise is drawn once.
"""

from __future__ import annotations

import copy
import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from app.engine.clipping import Clipping
from app.engine.hyperparameter import check_bounds, hyperparameter
from app.engine.objective import Array, Objective
from app.engine.randomness import Purpose, generator
from app.engine.text import Text

DifferenceMethod: TypeAlias = Literal["forward", "central"]


@dataclass(frozen=True, kw_only=True)
class Differences:
    """A gradient from values alone.

    Rule:  forward  gᵢ = (f(x + h·eᵢ) − f(x)) / h            d + 1 values, error O(h)
           central  gᵢ = (f(x + h·eᵢ) − f(x − h·eᵢ)) / 2h    2d values, error O(h²)
    """

    method: DifferenceMethod = "central"
    h: float = hyperparameter(
        1e-5,
        Text("distance h", "間隔 h"),
        Text("distance between the points compared", "比べる 2 点の間隔"),
        symbol="h",
        gt=0,
        le=1,
        scale="log",
    )

    def __post_init__(self) -> None:
        check_bounds(self)

    def gradient(self, objective: Objective, position: Array) -> Array:
        """The approximate gradient `(d, ...)` of `objective` at `position` `(d, ...)`."""
        coordinates = np.arange(position.shape[0])
        ahead = objective.values_along(position, coordinates, self.h)
        if self.method == "forward":
            return (ahead - objective.value(position)) / self.h
        return (ahead - objective.values_along(position, coordinates, -self.h)) / (2 * self.h)

    def value_count(self, dimension: int) -> int:
        """How many values one gradient costs."""
        return dimension + 1 if self.method == "forward" else 2 * dimension


@dataclass(frozen=True, kw_only=True)
class Sight:
    """How well a run sees its objective: exactly, by differences, through noise, clipped."""

    differences: Differences | None = None
    noise: float = 0.0
    clipping: Clipping | None = None
    seed: int = 0
    run: int = 0


class Oracle:
    """Answers one run's optimizer. `begin` opens a step; the counters run on through all steps."""

    def __init__(self, objective: Objective, sight: Sight) -> None:
        self._whole = self._objective = objective
        self._sight = sight
        self._is_exact = sight.differences is None and not sight.noise and sight.clipping is None
        self._known: tuple[Array, Array] | None = None
        self._noise: Array | None = None
        self._step = 0
        self.sample_loss = math.nan
        """What this step's sample loses at the position where the step began; NaN where no step sees a sample."""
        self.lost: tuple[int, Array] | None = None
        """Of the last update that asked for one point `(d,)` and got no finite answer: its number, and the first such point."""
        self.value_evaluations = 0
        self.gradient_evaluations = 0

    def fork(self, objective: Objective) -> Oracle:
        """The same counts, to go on by themselves on an `objective` that is the same function."""
        twin = copy.copy(self)
        twin._whole = twin._objective = objective
        twin._known = None
        return twin

    def begin(self, step: int, seen: Objective, position: Array, gradient: Array | None) -> None:
        """Open update number `step` (from 0) on `seen`; `gradient` is its exact one at `position`, if known."""
        self._step = step
        self._objective = seen
        self._known = None if gradient is None else (position, gradient)
        self._noise = None
        if self._whole.is_sampled:
            self.sample_loss = math.nan

    @property
    def random(self) -> np.random.Generator:
        """This step's generator for optimizers that draw: the same numbers each time it is asked for within a step."""
        return generator(self._sight.seed, self._sight.run, self._step, Purpose.OPTIMIZER)

    @property
    def domain(self) -> Array:
        """The box `(d, 2)` in which a search without a start may look: lower and upper bound per coordinate."""
        return self._objective.domain

    @property
    def example_count(self) -> int:
        """Examples that one evaluation looks at in this step."""
        return self._objective.example_count

    def value(self, position: Array) -> Array:
        """The loss `(...)` at `position` `(d, ...)`; counted once per point."""
        self.value_evaluations += math.prod(position.shape[1:])
        value = self._objective.value(position)
        if position.ndim == 1 and not math.isfinite(value):
            self._note_lost(position)
        return value

    def gradient(self, position: Array) -> Array:
        """The gradient `(d, ...)` at `position` `(d, ...)`, as this run sees it. Read-only."""
        known = self._known
        if self._is_exact and known is not None and known[0] is position:
            self.gradient_evaluations += 1
            return known[1]
        return self._seen_gradient(position)

    def hessian(self, position: Array) -> Array:
        """The Hessian `(d, d, ...)` at `position`; counted as d gradients, what it costs by differences of them."""
        self.gradient_evaluations += position.shape[0]
        return self._objective.hessian(position)

    def hessian_vector(self, position: Array, direction: Array) -> Array:
        """The Hessian times a `direction` `(d, ...)`, `(d, ...)`; counted as one gradient, what it costs without the matrix."""
        self.gradient_evaluations += 1
        return self._objective.hessian_vector(position, direction)

    def _seen_gradient(self, position: Array) -> Array:
        sight = self._sight
        if sight.differences is not None:
            self.value_evaluations += sight.differences.value_count(position.shape[0])
            gradient = sight.differences.gradient(self._objective, position)
        else:
            self.gradient_evaluations += 1
            gradient = self._exact_gradient(position)
        if position.ndim == 1 and not math.isfinite(gradient @ gradient):
            self._note_lost(position)
        if sight.noise:
            if self._noise is None:
                draws = generator(sight.seed, sight.run, self._step, Purpose.GRADIENT_NOISE)
                one = draws.standard_normal(len(position)).reshape(-1, *(1,) * (position.ndim - 1))
                self._noise = sight.noise * one
            gradient = gradient + self._noise
        return gradient if sight.clipping is None else sight.clipping(gradient)

    def _note_lost(self, position: Array) -> None:
        if (self.lost is None or self.lost[0] != self._step) and np.isfinite(position).all():
            self.lost = (self._step, position.copy())

    def _exact_gradient(self, position: Array) -> Array:
        """The gradient of what this step sees; of a sample, its loss is kept the first time."""
        if not self._whole.is_sampled:
            return self._objective.gradient(position)
        loss, gradient = self._objective.value_and_gradient(position)
        if math.isnan(self.sample_loss):
            self.sample_loss = float(loss)
        return gradient
