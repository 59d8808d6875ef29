"""Sampler: figures of an objective on a grid of coefficients in its plane.

A sampler sees whole sub-grids, not points, because what depends on one coefficient alone need not be computed for each value
of the other: that is where the structure of a model pays (`score_sampler`). `PointSampler` is the plain form, for anything.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Protocol, TypeAlias

import numpy as np

from app.engine.objective import Array, Objective
from app.engine.plane import Plane

Figures: TypeAlias = dict[str, Array]

_NUMBERS_AT_ONCE = 2**17
"""Coordinates in one call, 1 MiB: fits the cache, and is some hundredths of a second at most."""


class Sampler(Protocol):
    """Computes figures on a grid."""

    def sample(self, first: Array, second: Array) -> Generator[None, None, Figures]:
        """Each figure `(n₂, n₁, ...)` at coefficients `first` `(n₁,)` and `second` `(n₂,)`, pausing often; on a line
        `second` is one number that means nothing."""


class PointSampler:
    """Asks the objective at every point, many in one call, or one by one where an objective takes one by one."""

    def __init__(
        self, objective: Objective, plane: Plane, wanted: Sequence[str], *, is_one_by_one: bool = False
    ) -> None:
        self._objective, self._plane = objective, plane
        self._figures = {name: figure for name, figure in FIGURES.items() if name in wanted}
        size = objective.dimension ** (2 if {"hessian", "curvature"} & set(wanted) else 1)
        self._count = 1 if is_one_by_one else max(1, _NUMBERS_AT_ONCE // size)
        self._is_one_by_one = is_one_by_one

    def sample(self, first: Array, second: Array) -> Generator[None, None, Figures]:
        mesh = np.meshgrid(first, second, indexing="xy")[: len(self._plane.directions)]
        flat = [coefficients.ravel() for coefficients in mesh]
        parts: dict[str, list[Array]] = {name: [] for name in self._figures}
        for begin in range(0, flat[0].size, self._count):
            points = self._plane.points(*(values[begin : begin + self._count] for values in flat))
            with np.errstate(all="ignore"):
                found = self._at(points)
            for name, values in found.items():
                parts[name].append(values)
            yield
        shape = mesh[0].shape
        return {name: np.concatenate(values).reshape(*shape, *values[0].shape[1:]) for name, values in parts.items()}

    def _at(self, points: Array) -> Figures:
        """Each figure `(n, ...)` at `points` `(d, n)`."""
        if self._is_one_by_one:
            here = _Here(self._objective, points[:, 0], self._plane)
            return {name: np.asarray(figure(here))[None] for name, figure in self._figures.items()}
        here = _Here(self._objective, points, self._plane)
        return {name: figure(here) for name, figure in self._figures.items()}


class Together:
    """The figures of several samplers."""

    def __init__(self, samplers: Sequence[Sampler]) -> None:
        self._samplers = samplers

    def sample(self, first: Array, second: Array) -> Generator[None, None, Figures]:
        found: Figures = {}
        for sampler in self._samplers:
            found |= yield from sampler.sample(first, second)
        return found


class _Here:
    """The points of one call `(d,)` or `(d, n)`, with what several figures share."""

    def __init__(self, objective: Objective, points: Array, plane: Plane) -> None:
        self.objective, self.points, self.plane = objective, points, plane
        self._known: tuple[Array, Array] | None = None

    @property
    def gradient(self) -> Array:
        """First derivatives, of the shape of the points."""
        if self._known is None:
            self._known = self.objective.value_and_gradient(self.points)
        return self._known[1]

    @property
    def loss(self) -> Array:
        return self.objective.value(self.points) if self._known is None else self._known[0]


def _loss(here: _Here) -> Array:
    return here.loss


def _gradient(here: _Here) -> Array:
    return np.moveaxis(here.gradient, 0, -1)


def _gradient_norm(here: _Here) -> Array:
    norm: Array = np.hypot.reduce(here.gradient, axis=0)
    return norm


def _slope(here: _Here) -> Array:
    """The derivatives along the directions: of the loss with respect to the coefficients."""
    return np.moveaxis(np.tensordot(here.plane.directions, here.gradient, axes=1), 0, -1)


def _projected_gradient(here: _Here) -> Array:
    """The part of the gradient that lies in the plane, by its coefficients; minus it is downhill, whatever the directions."""
    return np.moveaxis(np.tensordot(here.plane.dual, here.gradient, axes=1), 0, -1)


def _hessian(here: _Here) -> Array:
    return np.moveaxis(here.objective.hessian(here.points), (0, 1), (-2, -1))


def _curvature(here: _Here) -> Array:
    """The second derivatives along the directions."""
    directions = here.plane.directions
    products = [here.objective.hessian_vector(here.points, direction) for direction in directions]
    rows = [np.tensordot(direction, product, axes=1) for direction, product in zip(directions, products, strict=True)]
    return np.stack(rows, axis=-1)


FIGURES: Mapping[str, Callable[[_Here], Array]] = {
    "gradient": _gradient,
    "gradient_norm": _gradient_norm,
    "slope": _slope,
    "projected_gradient": _projected_gradient,
    "loss": _loss,
    "hessian": _hessian,
    "curvature": _curvature,
}
"""What can be told of any objective at a point. Those of gradients come first, so that the loss is had with them."""
