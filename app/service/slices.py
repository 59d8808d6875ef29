"""Slices: loss on a line or a plane, as a document in and arrays out."""

from __future__ import annotations

from math import prod
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field

from app.engine.landscape import take_slice
from app.engine.objective import Array, Objective
from app.service.documents import Document
from app.service.experiment import FunctionDocument, Interval, Point
from app.service.objectives import resolve_objective
from app.service.reading import pointer_of, read_document
from app.service.refusal import Fault, Refusal, TooMuchWork
from app.settings import Settings

_DEFAULT_RESOLUTION = 51
_DEFAULT_EXTENT = (-1.0, 1.0)
_AXES = "axes"


class SliceDocument(Document):
    """What to cut, where, how fine."""

    objective: FunctionDocument
    origin: Point | None = Field(None, description="Null: the objective's start.")
    directions: Literal["axes"] | Annotated[list[Point], Field(min_length=1, max_length=2)] = Field(
        "axes", description="The first one or two coordinates, or one or two vectors."
    )
    extent: Annotated[list[Interval], Field(min_length=1, max_length=2)] | None = Field(
        None, description="Coefficients per direction; for axes in coordinates, null being the domain."
    )
    resolution: Annotated[list[Annotated[int, Field(ge=2, le=2**31)]], Field(min_length=1, max_length=2)] | None = (
        Field(None, description="Points per direction; null is 51 each.")
    )
    gradient: bool = Field(False, description="Also answer the gradient at each point.")
    hessian: bool = Field(
        False, description="Also answer the second derivatives at each point; each counts as a point."
    )


def cut(value: Any, settings: Settings) -> dict[str, Any]:
    """Read a slice document and compute it; raises Refusal or TooMuchWork before any grid is made."""
    with np.errstate(all="ignore"):
        return _computed(read_document(SliceDocument, value), settings)


def _computed(document: SliceDocument, settings: Settings) -> dict[str, Any]:
    objective = resolve_objective(document.objective).objective
    origin = _origin(document, objective)
    directions = _directions(document, objective)
    resolution = document.resolution or [_DEFAULT_RESOLUTION] * len(directions)
    _check_count("/resolution", len(resolution), len(directions))
    points = prod(resolution) * (objective.dimension**2 if document.hessian else 1)
    if points > settings.slice_points:
        raise TooMuchWork("/resolution", "points", points, settings.slice_points)
    extent = _extent(document, objective, len(directions))
    axes = [np.linspace(lower, upper, count) for (lower, upper), count in zip(extent, resolution, strict=True)]
    if document.directions == _AXES:
        origin = origin.copy()
        origin[: len(directions)] = 0.0
    result = take_slice(
        objective, origin, directions, axes, with_gradient=document.gradient, with_hessian=document.hessian
    )
    answer: dict[str, Any] = {"axes": list(result.axes), "loss": np.ascontiguousarray(result.loss)}
    if result.gradient is not None:
        answer["gradient"] = np.ascontiguousarray(result.gradient)
    if result.hessian is not None:
        answer["hessian"] = np.ascontiguousarray(result.hessian)
    return answer


def _origin(document: SliceDocument, objective: Objective) -> Array:
    if document.origin is None:
        return objective.start
    _check_count("/origin", len(document.origin), objective.dimension)
    return np.array(document.origin)


def _directions(document: SliceDocument, objective: Objective) -> list[Array]:
    if document.directions == _AXES:
        return list(np.eye(objective.dimension)[: min(2, objective.dimension)])
    for index, direction in enumerate(document.directions):
        _check_count(pointer_of("directions", index), len(direction), objective.dimension)
    return [np.array(direction) for direction in document.directions]


def _extent(document: SliceDocument, objective: Objective, count: int) -> list[list[float]]:
    if document.extent is None:
        if document.directions == _AXES:
            return [list(interval) for interval in objective.domain[:count].tolist()]
        return [list(_DEFAULT_EXTENT)] * count
    _check_count("/extent", len(document.extent), count)
    for index, (lower, upper) in enumerate(document.extent):
        if not lower < upper:
            arguments = {"lower": lower, "upper": upper}
            raise Refusal([Fault(pointer=pointer_of("extent", index), code="empty_interval", arguments=arguments)])
    return document.extent


def _check_count(pointer: str, got: int, expected: int) -> None:
    if got != expected:
        raise Refusal([Fault(pointer=pointer, code="wrong_dimension", arguments={"expected": expected, "got": got})])
