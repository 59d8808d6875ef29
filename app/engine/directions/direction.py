"""Direction: ways to choose the vectors that span a line or a plane through the space of an objective."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from app.engine.choice import check_choices
from app.engine.hyperparameter import check_bounds
from app.engine.objective import Array, Objective
from app.engine.text import Text


class DirectionError(ValueError):
    """There is no such direction here: `code` says why."""

    def __init__(self, code: str, message: str, **arguments: int | str) -> None:
        super().__init__(message)
        self.code, self.arguments = code, arguments


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """All that a direction may depend on."""

    objective: Objective
    origin: Array
    """`(d,)`, where the line or plane passes."""
    seed: int = 0
    points: Sequence[Array] = ()
    """Other points `(d,)` to go through."""
    paths: Sequence[Array] = ()
    """Positions `(n, d)` of recorded runs, one array each."""
    state: Mapping[str, Array] = field(default_factory=dict)
    """What the optimizer that came to the origin remembers there, by name."""


@dataclass(frozen=True)
class Vectors:
    """Directions `(k, d)`; for principal components, the share of the variance along each `(k,)`."""

    vectors: Array
    explained_variance: Array | None = None


@dataclass(frozen=True, kw_only=True)
class Direction(ABC):
    """One way to choose directions; the fields of its subclasses are its settings."""

    name: ClassVar[str]
    title: ClassVar[Text]
    idea: ClassVar[Text]
    japanese: ClassVar[str]
    most: ClassVar[int] = 2
    """How many different ones there are: as many as a plane needs, or one."""
    is_absolute: ClassVar[bool] = False
    """Whether coefficients are coordinates, so that the origin does not count along these directions."""
    span: ClassVar[tuple[float, float]] = (-1.0, 1.0)
    """The coefficients shown by default."""

    def __post_init__(self) -> None:
        check_bounds(self)
        check_choices(self)

    def extent(self, around: Surroundings, vector: Array) -> tuple[float, float]:
        """The coefficients to show along one of these directions, if nobody says."""
        return self.span

    @abstractmethod
    def choose(self, around: Surroundings, count: int) -> Generator[None, None, Vectors]:
        """The first `count` directions of this kind, pausing where they take long; raises DirectionError.

        The first one is the same whether or not a second one is asked for.
        """


class Immediate(Direction):
    """A direction that is there at once."""

    @abstractmethod
    def vectors(self, around: Surroundings, count: int) -> Vectors:
        """The first `count` directions of this kind; raises DirectionError."""

    def choose(self, around: Surroundings, count: int) -> Generator[None, None, Vectors]:
        yield
        return self.vectors(around, count)


def checked_count(count: int, limit: int) -> None:
    """Raise DirectionError unless there are `count` directions."""
    if count > limit:
        raise DirectionError("too_many_directions", f"there are {limit} such directions, got {count}", limit=limit)
