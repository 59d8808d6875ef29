"""Basins: which start ends where, as a map over two coordinates of the start."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from app.engine.basins import NOWHERE, Basins, gathered
from app.engine.descent import Plan
from app.engine.ends import Ends
from app.engine.objective import Array
from app.engine.sweep import is_batched, sweep
from app.service.documents import Document
from app.service.experiment import Experiment, Interval
from app.service.places import check_run
from app.service.points import Index, check_count, check_most
from app.service.preparation import Prepared, prepare_within
from app.service.reading import pointer_of, read_document
from app.service.refusal import Fault, Refusal, TooMuchWork
from app.service.slice_document import Resolution
from app.service.slices import axes_of, check_extent
from app.service.sweep_metrics import known_minima
from app.settings import Settings

_DEFAULT_RESOLUTION = 101
_PIECE = 500_000
"""Run-steps in one piece of work, about a hundredth of a second; a step costs as much as 1,000 of them besides."""
_DEFAULT_RADIUS = 0.01
"""Of the diagonal of the domain."""


class BasinsDocument(Document):
    """An experiment whose runs begin on a grid over one or two coordinates of the start."""

    experiment: Experiment
    run: Index = Field(0, description="Which of its runs.")
    coordinates: Annotated[list[Index], Field(min_length=1, max_length=2)] | None = Field(
        None,
        description="Numbers of the coordinates, from 0; null is the first two. The others are those of the start.",
    )
    extent: Annotated[list[Interval], Field(min_length=1, max_length=2)] | None = Field(
        None, description="Where the starts lie, per coordinate; null is the domain."
    )
    resolution: Annotated[list[Resolution], Field(min_length=1, max_length=2)] | None = Field(
        None, description="Starts per coordinate; null is 101 each."
    )
    radius: Annotated[float, Field(gt=0, le=1e100)] | None = Field(
        None, description="How near to a minimum an end belongs to it; null is a hundredth of the domain's diagonal."
    )
    gradient_norm: Annotated[float, Field(ge=0)] = Field(
        1e-6, description="A run has arrived, and ends, where the gradient is no longer than this."
    )


@dataclass(frozen=True)
class Question:
    """A map of basins that was read and found affordable."""

    document: BasinsDocument
    prepared: Prepared
    coordinates: tuple[int, ...]
    axes: tuple[Array, ...]
    radius: float


@dataclass(frozen=True)
class BasinMap:
    """The map: every array has the shape of the grid, rows along the second coordinate."""

    question: Question
    basins: Basins
    ends: Ends

    def grid(self, values: NDArray[Any]) -> NDArray[Any]:
        """Values `(n,)` of the runs as the map shows them."""
        return np.ascontiguousarray(values.reshape([len(axis) for axis in reversed(self.question.axes)]))


def read_basins(value: Any, settings: Settings) -> Question:
    """The map that a document asks for; raises Refusal or TooMuchWork before anything is computed."""
    document = read_document(BasinsDocument, value)
    prepared = prepare_within(document.experiment.model_dump(), settings)
    if prepared.is_training:
        raise Refusal([Fault(pointer="/experiment/objective", code="needs_function")])
    check_run(document.run, prepared)
    dimension = prepared.objective.dimension
    coordinates = document.coordinates or list(range(min(2, dimension)))
    for index, coordinate in enumerate(coordinates):
        check_most(pointer_of("coordinates", index), coordinate, dimension - 1)
    if len(set(coordinates)) < len(coordinates):
        raise Refusal([Fault(pointer="/coordinates/1", code="repeated", arguments={"got": coordinates[1]})])
    resolution = document.resolution or [_DEFAULT_RESOLUTION] * len(coordinates)
    check_count("/resolution", len(resolution), len(coordinates))
    _check_work(prepared, document.run, prod(resolution), settings)
    domain = prepared.objective.domain
    extent: Sequence[Sequence[float]] = domain[coordinates].tolist() if document.extent is None else document.extent
    check_extent(extent, len(coordinates))
    radius = document.radius or _DEFAULT_RADIUS * float(np.linalg.norm(domain[:, 1] - domain[:, 0]))
    return Question(document, prepared, tuple(coordinates), tuple(axes_of(extent, resolution)), radius)


class Mapper:
    """One map on its way: whole, or every fourth start first, then every second one, then all."""

    def __init__(self, question: Question, *, is_coarse_first: bool = False) -> None:
        self._question = question
        self._strides = _strides(question) if is_coarse_first else [1]
        self._map: BasinMap | None = None
        self._shown: BasinMap | None = None

    def news(self) -> BasinMap | None:
        """The finest map so far, if it is another one than when this was asked last."""
        fresh = self._map if self._map is not self._shown else None
        self._shown = self._map
        return fresh

    def pieces(self) -> Generator[float, None, BasinMap]:
        """The computation, which tells how much is done."""
        question, objective = self._question, self._question.prepared.objective
        starts = _starts(question)
        count = starts.shape[1]
        grid = np.arange(count).reshape([len(axis) for axis in reversed(question.axes)])
        ends, is_known = Ends.empty(objective.dimension, count), np.zeros(count, bool)
        for stride in self._strides:
            chosen = grid[(slice(None, None, stride),) * grid.ndim].ravel()
            fresh = chosen[~is_known[chosen]]
            walk = sweep(objective, replace(_plan(question), start=starts[:, fresh]), len(fresh))
            done = np.count_nonzero(is_known)
            while not walk.is_over:
                walk.advance(max(1, _PIECE // (1000 + walk.width)))
                yield 0.99 * (done + walk.share * len(fresh)) / count
            ends.enter(fresh, walk.ends)
            is_known[fresh] = True
            axes = tuple(np.ascontiguousarray(axis[::stride]) for axis in question.axes)
            self._map = _mapped(replace(question, axes=axes), ends.taken(chosen))
            if stride > 1:
                yield 0.99 * (done + len(fresh)) / count
        assert self._map is not None
        return self._map


def wire_basins(found: BasinMap) -> dict[str, Any]:
    """The map as JSON carries it: null where a run belongs nowhere."""
    question = found.question
    index = found.grid(found.basins.index)
    basin = [None if place == NOWHERE else place for place in index.ravel().tolist()]
    width = index.shape[-1]
    rows = [basin[first : first + width] for first in range(0, len(basin), width)]
    return {
        "experiment": question.prepared.document,
        "run": question.document.run,
        "coordinates": list(question.coordinates),
        "axes": list(question.axes),
        "basin": rows if index.ndim > 1 else basin,
        "step": found.grid(found.ends.step),
        "loss": found.grid(found.ends.loss),
        "diverged": int(np.count_nonzero(found.ends.is_diverged)),
        "radius": question.radius,
        "places": [
            {
                "point": place.point,
                "loss": place.loss,
                "kind": place.kind,
                "is_known": place.is_known,
                "count": place.count,
            }
            for place in found.basins.places
        ],
    }


def _plan(question: Question) -> Plan:
    """How each start goes on: it ends where it has arrived."""
    plan = question.prepared.plans[question.document.run]
    if plan.stopping.gradient_norm is not None:
        return plan
    return replace(plan, stopping=replace(plan.stopping, gradient_norm=question.document.gradient_norm))


def _mapped(question: Question, ends: Ends) -> BasinMap:
    prepared = question.prepared
    return BasinMap(question, gathered(prepared.objective, ends, known_minima(prepared), question.radius), ends)


def _strides(question: Question) -> list[int]:
    """From the coarsest to 1: those that lead from the first start of each axis to its last."""
    return [stride for stride in (4, 2, 1) if all((len(axis) - 1) % stride == 0 for axis in question.axes)]


def _starts(question: Question) -> Array:
    """All starts `(d, n)`, the first coordinate running fastest."""
    plan = question.prepared.plans[question.document.run]
    own = question.prepared.objective.start if plan.start is None else plan.start
    mesh = [values.ravel() for values in np.meshgrid(*question.axes, indexing="xy")]
    starts: Array = np.repeat(own[:, None], mesh[0].size, axis=1)
    starts[list(question.coordinates)] = mesh
    return starts


def _check_work(prepared: Prepared, run: int, starts: int, settings: Settings) -> None:
    if starts > settings.slice_points:
        raise TooMuchWork("/resolution", "points", starts, settings.slice_points)
    work = starts * prepared.experiment.steps
    limit = settings.basin_work if is_batched(prepared.plans[run].optimizer) else settings.work
    if work > limit:
        raise TooMuchWork("/resolution", "work", work, limit)
