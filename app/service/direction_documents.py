"""Directions as documents: a name, a name with settings, or one entry per direction, each of them a vector too."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

import numpy as np
from pydantic import Discriminator, Field, Tag

from app.engine.directions import DIRECTIONS
from app.engine.directions.direction import Direction, DirectionError, Surroundings
from app.engine.objective import Array
from app.service.documents import NamedDocument, builder, named_union
from app.service.experiment import Finite
from app.service.reading import pointer_of
from app.service.refusal import Fault, Refusal

if TYPE_CHECKING:
    DirectionName = str
    DirectionDocument = NamedDocument
else:
    DirectionName = Literal[tuple(kind.name for kind in DIRECTIONS)]
    DirectionDocument = named_union(DIRECTIONS)


def _kind(value: Any) -> str:
    if isinstance(value, list):
        return "list"
    return "name" if isinstance(value, str) else "kind"


DirectionEntry = Annotated[
    Annotated[DirectionName, Tag("name")]
    | Annotated[DirectionDocument, Tag("kind")]
    | Annotated[list[Finite], Field(min_length=1), Tag("list")],
    Discriminator(_kind),
]
DirectionsDocument = Annotated[
    Annotated[DirectionName, Tag("name")]
    | Annotated[DirectionDocument, Tag("kind")]
    | Annotated[list[DirectionEntry], Field(min_length=1, max_length=2), Tag("list")],
    Discriminator(_kind),
]

_build = builder(DIRECTIONS)


@dataclass(frozen=True)
class Wanted:
    """`count` directions of one kind, or one vector, and where the document says so."""

    pointer: str
    kind: Direction | None
    vector: Array | None
    count: int
    first: int = 0
    """How many directions of the same settings come before these."""


@dataclass(frozen=True)
class Chosen:
    """One direction of a slice."""

    name: str
    """Of its kind; `vector` for one that was typed."""
    vector: Array
    extent: tuple[float, float] = (-1.0, 1.0)
    """The coefficients to show if nobody says."""
    explained_variance: float | None = None
    is_absolute: bool = False
    """Whether coefficients along it are coordinates."""


def read_directions(document: Any, dimension: int) -> tuple[Wanted, ...]:
    """What a document asks for; raises Refusal where a vector has another dimension."""
    if not isinstance(document, list):
        kind = _built(document)
        return (Wanted("/directions", kind, None, min(kind.most, dimension)),)
    found: list[Wanted] = []
    for index, entry in enumerate(document):
        pointer = pointer_of("directions", index)
        if isinstance(entry, list):
            if len(entry) != dimension:
                arguments = {"expected": dimension, "got": len(entry)}
                raise Refusal([Fault(pointer=pointer, code="wrong_dimension", arguments=arguments)])
            found.append(Wanted(pointer, None, np.array(entry), 1))
        else:
            kind = _built(entry)
            found.append(Wanted(pointer, kind, None, 1, sum(kind == earlier.kind for earlier in found)))
    return tuple(found)


def choose(wanted: Sequence[Wanted], around: Surroundings) -> Generator[None, None, list[Chosen]]:
    """The directions themselves; raises Refusal for one that does not exist here."""
    chosen: list[Chosen] = []
    for entry in wanted:
        if entry.kind is None:
            assert entry.vector is not None
            chosen.append(Chosen("vector", entry.vector))
            continue
        try:
            found = yield from entry.kind.choose(around, entry.first + entry.count)
        except DirectionError as error:
            raise Refusal([Fault(pointer=entry.pointer, code=error.code, arguments=error.arguments)]) from None
        for index in range(entry.first, entry.first + entry.count):
            vector, shares = found.vectors[index], found.explained_variance
            share = None if shares is None else float(shares[index])
            extent = entry.kind.extent(around, vector)
            chosen.append(Chosen(entry.kind.name, vector, extent, share, entry.kind.is_absolute))
    return chosen


def _built(document: Any) -> Direction:
    if isinstance(document, str):
        return next(kind for kind in DIRECTIONS if kind.name == document)()
    return _build(document)
