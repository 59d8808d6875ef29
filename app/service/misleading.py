"""Misleading: where a slice shows something else than what is there, and what to say about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.engine.objective import Array, Objective
from app.engine.score_sampler import FROM_SCORES
from app.service.cutting import Cut, Projected
from app.service.messages import sentence
from app.service.slices import Question

_LITTLE_EXPLAINED = 0.7
_FAR_OUTSIDE = 0.5
_OBLIQUE = 0.1
_MANY_DIMENSIONS = 100
_FLAT_SHARE = 0.02


@dataclass(frozen=True)
class Notice:
    """One reason for care: a stable code, and what its sentence needs."""

    code: str
    arguments: dict[str, Any] = field(default_factory=dict)

    def wire(self, language: str) -> dict[str, str]:
        """As the API answers it."""
        return {"code": self.code, "message": sentence(language, f"slice.{self.code}", **self.arguments)}


def notices(cut: Cut, question: Question) -> list[Notice]:
    """All reasons for care with this slice, the gravest first.

    low_explained_variance   principal components hold less than 70 % of the runs' variance
    far_from_plane           a run gets farther from the plane than half of what any run gets from the slice's origin
    loss_differs             where the plane shows a run, the loss is off by more than a tenth of what the slice spans
    random_directions        two random ones among a hundred or more show the average, not the walls
    scale_hides_dips         several dips with walls between them that are lower than a fiftieth of the range
    zero_direction           a direction has length zero
    oblique                  the two directions are not perpendicular, but drawn so
    not_finite               the loss is not finite at some points
    own_statistics           slopes of chosen examples are normalised by these alone, unlike the loss
    subset                   the loss is that of a part of the examples
    """
    found = [*_of_trajectories(cut), *_of_directions(cut, question.objective), *_of_picture(cut)]
    examples = question.examples
    slopes = set(question.figures) - set(FROM_SCORES)
    if examples is not None and examples.objective.network.is_normalized and not examples.is_whole and slopes:
        found.append(Notice("own_statistics"))
    if examples is not None and len(examples.data) < examples.total:
        found.append(Notice("subset", {"count": len(examples.data), "total": examples.total}))
    return found


def _of_trajectories(cut: Cut) -> Iterator[Notice]:
    shares = [entry.explained_variance for entry in cut.directions if entry.explained_variance is not None]
    if shares and sum(shares) < _LITTLE_EXPLAINED:
        yield Notice("low_explained_variance", {"percent": _percent(sum(shares))})
    if not cut.trajectories:
        return
    run, at, outside = _largest(cut.trajectories, [cut.share_outside(run) for run in cut.trajectories])
    if outside > _FAR_OUTSIDE:
        away = {
            "distance": _short(run.projection.distance[at]),
            "percent": _percent(outside),
            "reach": _short(cut.reach),
        }
        yield Notice("far_from_plane", {"run": run.label, "step": run.stops[at].step} | away)
    span = _span(cut.picture.figures["loss"])
    off = [np.abs(run.projection.loss_on_plane - run.projection.loss) for run in cut.trajectories]
    run, at, difference = _largest(cut.trajectories, off)
    if span > 0 and difference > 0.1 * span:
        losses = {"loss": _short(run.projection.loss[at]), "shown": _short(run.projection.loss_on_plane[at])}
        yield Notice("loss_differs", {"run": run.label, "step": run.stops[at].step} | losses)


def _of_directions(cut: Cut, objective: Objective) -> Iterator[Notice]:
    is_random = any(entry.name in {"random", "filter_normalized"} for entry in cut.directions)
    if is_random and objective.dimension >= _MANY_DIMENSIONS:
        yield Notice("random_directions", {"dimension": objective.dimension})
    if any(not np.any(vector) for vector in cut.plane.directions):
        yield Notice("zero_direction")
    if cut.plane.cosine > _OBLIQUE:
        yield Notice("oblique", {"degrees": round(float(np.degrees(np.arccos(min(cut.plane.cosine, 1.0)))))})


def _of_picture(cut: Cut) -> Iterator[Notice]:
    loss = cut.picture.figures["loss"]
    finite = np.isfinite(loss)
    hidden = 0 if cut.strip else _hidden_dips(loss)
    if hidden > 1:
        yield Notice("scale_hides_dips", {"count": hidden})
    if not finite.all():
        yield Notice("not_finite", {"percent": max(1, round(100 * float(np.mean(~finite))))})


def _largest(runs: Sequence[Projected], figures: Sequence[Array]) -> tuple[Projected, int, float]:
    """The run, the place on it and the figure there, where a figure of each place of each run is largest."""
    peaks = [np.where(np.isfinite(values), values, -np.inf) for values in figures]
    index = max(range(len(runs)), key=lambda number: float(peaks[number].max()))
    at = int(peaks[index].argmax())
    return runs[index], at, float(peaks[index][at])


def _percent(share: float) -> str:
    """As the page shows shares, without the sign."""
    return f"{100 * share:.1f}"


def _short(value: float) -> float:
    """Three digits, as the page shows losses and distances."""
    return float(f"{value:.3g}")


def _span(loss: Array) -> float:
    finite = loss[np.isfinite(loss)]
    return float(np.ptp(finite)) if finite.size else 0.0


def _hidden_dips(loss: Array) -> int:
    """How many dips lie in the pool around the lowest one, filled to a fiftieth of the range: one colour covers them."""
    is_dip = _dips(loss)
    if not is_dip.any():
        return 0
    lowest = np.min(loss[is_dip])
    is_low = loss <= lowest + _FLAT_SHARE * _span(loss)
    pool = np.zeros(loss.shape, dtype=bool)
    pool.flat[np.argmin(np.where(is_dip, loss, np.inf))] = True
    while True:
        wider = is_low & _spread(pool)
        if np.array_equal(wider, pool):
            return int(np.count_nonzero(is_dip & pool))
        pool = wider


def _dips(loss: Array) -> NDArray[np.bool_]:
    """Where points inside the grid are lower than all their neighbours."""
    found = np.zeros(loss.shape, dtype=bool)
    inner = loss[(slice(1, -1),) * loss.ndim]
    is_dip = np.isfinite(inner)
    for offset in np.ndindex((3,) * loss.ndim):
        if any(step != 1 for step in offset):
            is_dip &= (
                inner < loss[tuple(slice(step, step + size) for step, size in zip(offset, inner.shape, strict=True))]
            )
    found[(slice(1, -1),) * loss.ndim] = is_dip
    return found


def _spread(pool: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The pool and what borders on it along the axes."""
    wider = pool.copy()
    for axis in range(pool.ndim):
        ahead, behind = (np.moveaxis(grid, axis, 0) for grid in (wider, pool))
        ahead[1:] |= behind[:-1]
        ahead[:-1] |= behind[1:]
    return wider
