"""Plane: a line or a plane through the space of an objective, and paths as they look on it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass

import numpy as np

from app.engine.objective import Array


@dataclass(frozen=True)
class Plane:
    """All points origin + Σ aₖ·dₖ: `origin` `(d,)`, `directions` `(k, d)` with k one or two."""

    origin: Array
    directions: Array

    def points(self, *coefficients: Array) -> Array:
        """The points `(d, n)` with coefficients `(n,)` along each direction."""
        found: Array = self.origin[:, None] + self.directions[0][:, None] * coefficients[0]
        for direction, values in zip(self.directions[1:], coefficients[1:], strict=True):
            found += direction[:, None] * values
        return found

    def coordinates(self, positions: Array) -> Array:
        """The coefficients `(n, k)` of the points of the plane that are nearest to `positions` `(n, d)`."""
        found, *_ = np.linalg.lstsq(self.directions.T, (positions - self.origin).T, rcond=None)
        return np.ascontiguousarray(found.T)

    @property
    def dual(self) -> Array:
        """Rows `(k, d)` whose products with a vector are the coefficients of its projection on the plane."""
        return np.asarray(np.linalg.pinv(self.directions.T), dtype=np.float64)

    @property
    def cosine(self) -> float:
        """Of the angle between the two directions, by size; 0 on a line."""
        first, last = self.directions[0], self.directions[-1]
        lengths = float(np.linalg.norm(first) * np.linalg.norm(last))
        return abs(float(first @ last)) / lengths if len(self.directions) > 1 and lengths else 0.0


@dataclass(frozen=True)
class Projection:
    """A path as its plane shows it, and how far that is from the truth."""

    coordinates: Array
    """`(n, k)`: the nearest point of the plane to each position."""
    distance: Array
    """From each position to the plane `(n,)`."""
    loss: Array
    """At each position `(n,)`."""
    loss_on_plane: Array
    """At the nearest point of the plane `(n,)`."""


def projected(
    value: Callable[[Array], float | Array], plane: Plane, positions: Array
) -> Generator[None, None, Projection]:
    """The path through `positions` `(n, d)` on the plane, pausing after each look; `value` is the loss at a point `(d,)`."""
    coordinates = plane.coordinates(positions)
    distance, loss, on_plane = (np.empty(len(positions)) for _ in range(3))
    for index, position in enumerate(positions):
        nearest = plane.points(*coordinates[index][:, None])[:, 0]
        distance[index] = np.linalg.norm(position - nearest)
        for place, found in ((position, loss), (nearest, on_plane)):
            with np.errstate(all="ignore"):
                found[index] = value(place)
            yield
    return Projection(coordinates, distance, loss, on_plane)
