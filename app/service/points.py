"""Points of the space of an objective, by their coordinates or as where a run stands."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Discriminator, Field, Tag

from app.engine.objective import Array, Group, Objective
from app.engine.permutation import hidden_layers, permuted, strengths, swapped
from app.service.checkpoints import Checkpoints
from app.service.documents import Document
from app.service.experiment import Finite, Point
from app.service.places import PlaceDocument, check_run
from app.service.preparation import Prepared, prepare_within
from app.service.refusal import Fault, Refusal
from app.service.walks import stops
from app.settings import Settings

Index = Annotated[int, Field(ge=0, le=2**31)]


class ParametersDocument(Document):
    """A point by its coordinates, of a learning problem too."""

    parameters: Annotated[list[Finite], Field(min_length=1, description="Every coordinate, in order.")]


class PermutationDocument(Document):
    """An order of hidden units; one of `order` and `swap`."""

    layer: Annotated[int, Field(ge=1, le=64)] = Field(1, description="Number of the hidden layer, from 1.")
    order: Annotated[list[Index], Field(max_length=4096)] | None = Field(
        None, description="Which old unit each new one is."
    )
    swap: Annotated[list[Index], Field(min_length=2, max_length=2)] | Literal["strongest"] = Field(
        "strongest",
        description="Two units that change places; strongest: those of the largest incoming times outgoing weights.",
    )


class PermutedDocument(Document):
    """The origin with the units of a hidden layer in another order: the same network at another point."""

    permutation: PermutationDocument


def _kind(value: Any) -> str:
    fields = value if isinstance(value, dict) else getattr(type(value), "model_fields", {})
    if isinstance(value, list):
        return "vector"
    return "step" if "experiment" in fields else "permuted" if "permutation" in fields else "parameters"


OriginPoint = Annotated[
    Annotated[Point, Tag("vector")]
    | Annotated[ParametersDocument, Tag("parameters")]
    | Annotated[PlaceDocument, Tag("step")],
    Discriminator(_kind),
]
OtherPoint = Annotated[
    Annotated[Point, Tag("vector")]
    | Annotated[ParametersDocument, Tag("parameters")]
    | Annotated[PlaceDocument, Tag("step")]
    | Annotated[PermutedDocument, Tag("permuted")],
    Discriminator(_kind),
]


@dataclass(frozen=True)
class Standing:
    """A point, and what the optimizer that came there remembers."""

    position: Array
    state: dict[str, Array] = field(default_factory=dict)


def check_place(place: Any, pointer: str, objective: Objective, settings: Settings) -> Prepared | None:
    """Refuse what cannot be a point of `objective`; returns the experiment that has to be walked for it, if any."""
    if isinstance(place, PlaceDocument):
        prepared = prepared_run(place, pointer, settings)
        check_count(f"{pointer}/experiment/objective", prepared.objective.dimension, objective.dimension)
        return prepared
    if isinstance(place, PermutedDocument):
        _check_permutation(place.permutation, f"{pointer}/permutation", objective.groups)
    elif isinstance(place, ParametersDocument):
        check_count(f"{pointer}/parameters", len(place.parameters), objective.dimension)
    elif place is not None:
        check_count(pointer, len(place), objective.dimension)
    return None


def prepared_run(place: PlaceDocument, pointer: str, settings: Settings) -> Prepared:
    """The experiment of a place, which has such a run."""
    prepared = prepare_within(place.experiment.model_dump(), settings, f"{pointer}/experiment")
    check_run(place.run, prepared, f"{pointer}/run")
    return prepared


def standing(
    place: Any, prepared: Prepared | None, origin: Standing, groups: Sequence[Group], checkpoints: Checkpoints
) -> Generator[None, None, Standing]:
    """The point that a checked `place` names; null and permutations refer to `origin`."""
    if prepared is not None:
        (stop,) = yield from stops(prepared, place.run, [place.step], checkpoints)
        return Standing(stop.position, stop.state)
    if isinstance(place, PermutedDocument):
        return Standing(_permuted(place.permutation, groups, origin.position))
    if isinstance(place, ParametersDocument):
        return Standing(np.array(place.parameters))
    return origin if place is None else Standing(np.array(place))


def check_count(pointer: str, got: int, expected: int) -> None:
    """Refuse a list, or a space, of another dimension."""
    if got != expected:
        raise Refusal([Fault(pointer=pointer, code="wrong_dimension", arguments={"expected": expected, "got": got})])


def check_most(pointer: str, got: int, most: int) -> None:
    """Refuse a number above the largest there is."""
    if got > most:
        arguments = {"got": got, "limit": most}
        raise Refusal(
            [Fault(pointer=pointer, code="out_of_range", arguments=arguments, words={"expected": "kind.at_most"})]
        )


def _check_permutation(permutation: PermutationDocument, pointer: str, groups: Sequence[Group]) -> None:
    widths = hidden_layers(groups)
    check_most(f"{pointer}/layer", permutation.layer, len(widths))
    units = widths[permutation.layer - 1]
    if permutation.order is not None and sorted(permutation.order) != list(range(units)):
        raise Refusal([Fault(pointer=f"{pointer}/order", code="not_an_order", arguments={"count": units})])
    if permutation.order is None and permutation.swap != "strongest":
        for place, unit in enumerate(permutation.swap):
            check_most(f"{pointer}/swap/{place}", unit, units - 1)


def _permuted(permutation: PermutationDocument, groups: Sequence[Group], position: Array) -> Array:
    layer, order = permutation.layer, permutation.order
    if order is None:
        first, second = (
            np.argsort(-strengths(groups, position, layer), kind="stable")[:2].tolist()
            if permutation.swap == "strongest"
            else permutation.swap
        )
        order = swapped(hidden_layers(groups)[layer - 1], first, second)
    return permuted(groups, position, layer, order)
