"""Cutting: a slice computed in pieces, coarse pictures first, then what tells how far they can be believed."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import TypeVar

import numpy as np

from app.engine.directions.direction import Surroundings
from app.engine.objective import Array, Objective
from app.engine.plane import Plane, Projection, projected
from app.engine.survey import Picture, Survey
from app.service.checkpoints import Checkpoints
from app.service.direction_documents import Chosen, choose
from app.service.paths import Stop
from app.service.points import Standing, standing
from app.service.sampling import sampler_of
from app.service.slices import Question, axes_of, check_extent
from app.service.walks import spread, stops
from app.service.work import quiet

Answer = TypeVar("Answer")

_AT_ONCE_SECONDS = 0.15
"""A slice that is expected to take no longer is computed at full resolution after its first picture."""
_GLANCE_NUMBERS = 2**26
"""Numbers multiplied for each vector in the very first picture: some hundredths of a second."""
_MARGIN = 0.15
"""Of the extent of the trajectories, around them."""


@dataclass(frozen=True)
class Projected:
    """A run on the slice."""

    run: int
    label: str
    stops: Sequence[Stop]
    projection: Projection


@dataclass(frozen=True)
class Cut:
    """The finished slice."""

    picture: Picture
    directions: tuple[Chosen, ...]
    plane: Plane
    trajectories: tuple[Projected, ...] = ()
    strip: tuple[int, ...] = ()
    """The steps of the lines of a strip."""
    origins: Array | None = None
    """The coefficients of the origin `(k,)`; of a strip, those of each line `(n, k)`."""
    reach: float = 0.0
    """The farthest that any run gets from the origin: what distances from the slice are compared with."""

    def share_outside(self, run: Projected) -> Array:
        """At each stop of a run the distance from the slice as a share of the reach."""
        return run.projection.distance / self.reach if self.reach > 0 else np.zeros(len(run.stops))


class Cutter:
    """One slice on its way. `picture` is the finest one so far, `remaining_seconds` about how long the rest computes."""

    def __init__(self, question: Question, checkpoints: Checkpoints) -> None:
        self.picture: Picture | None = None
        self.remaining_seconds: float | None = None
        self.glanced: int | None = None
        """Of how many examples the picture is, if not of all that were asked for."""
        self._question, self._checkpoints = question, checkpoints
        self._seconds = 0.0
        self._shown: Picture | None = None

    def news(self) -> Picture | None:
        """The picture, if it is another one than when this was asked last."""
        fresh = self.picture if self.picture is not self._shown else None
        self._shown = self.picture
        return fresh

    def pieces(self) -> Generator[float, None, Cut]:
        """The computation, which tells how much is done; raises Refusal for directions that do not exist."""
        pieces = self._pieces()
        while True:
            # Not around the whole: between two pieces this thread does other work, and another thread may do the next.
            with np.errstate(all="ignore"):
                try:
                    share = next(pieces)
                except StopIteration as end:
                    cut: Cut = end.value
                    return cut
            yield share

    def _pieces(self) -> Generator[float, None, Cut]:
        question = self._question
        origin, followed, points, strip = yield from quiet(self._places(), 0.0)
        around = Surroundings(
            objective=question.objective,
            origin=origin.position,
            seed=question.document.seed,
            points=[point.position for point in points],
            paths=[np.array([stop.position for stop in run]) for run in followed],
            state=origin.state,
        )
        chosen = yield from quiet(choose(question.directions, around), 0.0)
        plane = _plane(origin.position, chosen)
        axes = axes_of(self._extent(chosen, plane, around.paths), question.resolution)
        if strip:
            return (yield from self._strip(strip, around, axes))
        yield from self._survey(question.objective, plane, axes)
        runs = yield from quiet(self._project(plane, followed), 0.95)
        assert self.picture is not None
        own = plane.coordinates(origin.position[None])[0]
        ways = np.array([np.linalg.norm(path - origin.position, axis=1).max() for path in around.paths])
        reach = float(np.max(ways[np.isfinite(ways)], initial=0.0))
        return Cut(self.picture, tuple(chosen), plane, tuple(runs), origins=own, reach=reach)

    def _places(self) -> Generator[None, None, tuple[Standing, list[list[Stop]], list[Standing], list[Stop]]]:
        """The origin, the stops of the trajectories, the other points, and the stops of a strip."""
        question, known = self._question, self._checkpoints
        document, groups = question.document, question.objective.groups
        followed: list[list[Stop]] = []
        walk, strip = question.trajectories, question.strip
        if walk is not None:
            for run in walk.runs:
                steps = spread(walk.prepared.experiment.steps, walk.count)
                followed.append((yield from stops(walk.prepared, run, steps, known)))
        along: list[Stop] = []
        if strip is not None:
            along = yield from stops(
                strip.prepared, strip.runs[0], spread(strip.prepared.experiment.steps, strip.count), known
            )
        end = followed[0][-1] if followed else along[0] if along else None
        first = Standing(question.objective.start) if end is None else Standing(end.position, end.state)
        origin = yield from standing(document.origin, question.origin, first, groups, known)
        points = []
        for place, prepared in zip(document.points, question.points, strict=True):
            points.append((yield from standing(place, prepared, origin, groups, known)))
        return origin, followed, points, along

    def _extent(self, chosen: Sequence[Chosen], plane: Plane, paths: Sequence[Array]) -> Sequence[Sequence[float]]:
        """As asked for, or where the trajectories are, or as the directions suggest."""
        if self._question.document.extent is not None:
            return self._question.document.extent
        if not paths:
            return [entry.extent for entry in chosen]
        coordinates = plane.coordinates(np.concatenate(paths))
        lower, upper = coordinates.min(axis=0), coordinates.max(axis=0)
        margin = np.maximum(_MARGIN * (upper - lower), 1e-9 * np.abs(coordinates).max(initial=1e-300))
        found: list[list[float]] = np.column_stack([lower - margin, upper + margin]).tolist()
        check_extent(found, len(chosen))
        return found

    def _survey(self, objective: Objective, plane: Plane, axes: Sequence[Array]) -> Generator[float, None, None]:
        """Pictures that become finer; the time of the first one tells how many are worth while."""
        yield from self._glance(objective, plane, axes)
        survey = Survey(sampler_of(objective, plane, self._question.figures, self._question.examples), axes)
        whole = survey.unknown(1)
        coarsest, *finer = survey.strides
        computed = survey.unknown(coarsest)
        yield from quiet(self._timed(survey.refine(coarsest)), 0.0)
        rest = self._seconds / computed * (whole - computed)
        for stride in [1] if rest < _AT_ONCE_SECONDS and finer else finer:
            self.picture, self.remaining_seconds = survey.picture(), rest
            done = 1 - survey.unknown(1) / whole
            yield from quiet(self._timed(survey.refine(stride)), 0.95 * done)
            computed = whole - survey.unknown(1)
            rest = self._seconds / computed * (whole - computed)
        self.picture, self.remaining_seconds = survey.picture(), 0.0

    def _glance(self, objective: Objective, plane: Plane, axes: Sequence[Array]) -> Generator[float, None, None]:
        """Where data are so many that their first products take long, the coarsest picture of some examples comes first."""
        examples = self._question.examples
        few = None if examples is None else examples.few(_GLANCE_NUMBERS // objective.dimension)
        if few is None:
            return
        survey = Survey(sampler_of(objective, plane, ("loss",), few), axes)
        yield from quiet(survey.refine(survey.strides[0]), 0.0)
        self.picture, self.glanced = survey.picture(), len(few.data)
        yield 0.0
        self.glanced = None

    def _project(self, plane: Plane, followed: Sequence[Sequence[Stop]]) -> Generator[None, None, list[Projected]]:
        walk = self._question.trajectories
        found = []
        for index, run in enumerate(followed):
            assert walk is not None
            positions = np.array([stop.position for stop in run])
            projection = yield from projected(self._question.value, plane, positions)
            found.append(Projected(walk.runs[index], walk.prepared.labels[walk.runs[index]], run, projection))
        return found

    def _strip(self, along: Sequence[Stop], around: Surroundings, axes: Sequence[Array]) -> Generator[float, None, Cut]:
        """One line at every stop, each through the position there."""
        rows: list[Picture] = []
        origins: list[Array] = []
        for index, stop in enumerate(along):
            here = Surroundings(
                objective=around.objective,
                origin=stop.position,
                seed=around.seed,
                points=around.points,
                paths=around.paths,
                state=stop.state,
            )
            chosen = yield from quiet(choose(self._question.directions, here), index / len(along))
            plane = _plane(stop.position, chosen)
            origins.append(plane.coordinates(stop.position[None])[0])
            survey = Survey(sampler_of(around.objective, plane, self._question.figures, self._question.examples), axes)
            yield from quiet(self._timed(survey.refine(1)), index / len(along))
            rows.append(survey.picture())
            steps = np.array([float(known.step) for known in along[: index + 1]])
            figures = {name: np.array([row.figures[name] for row in rows]) for name in rows[0].figures}
            self.picture = Picture((axes[0], steps), figures, is_final=index == len(along) - 1)
            self.remaining_seconds = self._seconds / (index + 1) * (len(along) - index - 1)
        assert self.picture is not None
        steps_shown = tuple(stop.step for stop in along)
        return Cut(self.picture, tuple(chosen), plane, strip=steps_shown, origins=np.array(origins))

    def _timed(self, pieces: Generator[None, None, Answer]) -> Generator[None, None, Answer]:
        """The same pieces; the time they compute is added to `seconds`."""
        while True:
            began = perf_counter()
            try:
                next(pieces)
            except StopIteration as end:
                answer: Answer = end.value
                return answer
            finally:
                self._seconds += perf_counter() - began
            yield


def _plane(origin: Array, chosen: Sequence[Chosen]) -> Plane:
    """Through the origin; along coordinates, whose coefficients are coordinates, the origin is 0."""
    through = origin.copy()
    for direction in chosen:
        if direction.is_absolute:
            through[direction.vector != 0] = 0.0
    return Plane(through, np.array([direction.vector for direction in chosen]))
