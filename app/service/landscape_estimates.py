"""Landscape estimates: about how long a slice, a map of basins or a spectrum computes, before anything of it is computed."""

from __future__ import annotations

from itertools import pairwise
from math import prod

from app.engine.objective import Objective
from app.engine.sweep import is_batched
from app.service import basins, slices, spectra
from app.service.sampling import Examples

_PER_SECOND = 2e9
"""Multiplications of a product of matrices in a second, on one of the cores on which this was measured."""
_POINT_SECONDS = 1e-6
"""Of one point of a function, as one of many."""
_STEP_SECONDS = 1e-4
"""Of one step of a run, beside its multiplications."""
_SWEPT_PER_SECOND = 2e7
"""Steps of runs that are walked as one array; a step of all costs as much as `_SWEPT_AT_LEAST` of them besides."""
_SWEPT_AT_LEAST = 2000
_LONE_STEP_SECONDS = 1.5e-4
"""Of a run that is walked alone."""
_SLOPE = 3
"""A gradient costs as many evaluations; a product with the Hessian twice as many."""


def estimate_slice(question: slices.Question) -> float:
    """Seconds of computing: a training that was passed lately is found again, and not walked as is counted here."""
    objective, lines = question.objective, 1 if question.strip is None else question.strip.count
    points = prod(question.resolution) * lines
    walks = [walk for walk in (question.trajectories, question.strip) if walk is not None]
    seconds = sum(_of_walk(walk) for walk in walks)
    if question.examples is None:
        return seconds + points * _POINT_SECONDS * len(question.figures)
    count = len(question.examples.data)
    multiplications = lines * 3 * count * objective.dimension + points * count * _per_example(question.examples)
    slopes = sum(_SLOPE * _times(name, question) for name in question.figures)
    multiplications += points * slopes * count * objective.dimension
    if question.trajectories is not None:
        walk = question.trajectories
        multiplications += 2 * len(walk.runs) * walk.count * count * objective.dimension
    return seconds + multiplications / _PER_SECOND


def estimate_basins(question: basins.Question) -> float:
    """Seconds of computing if no run arrives before its last step."""
    plan = question.prepared.plans[question.document.run]
    starts = prod(len(axis) for axis in question.axes)
    steps = question.prepared.experiment.steps
    if not is_batched(plan.optimizer):
        return starts * steps * _LONE_STEP_SECONDS
    return steps * (_SWEPT_AT_LEAST + starts) / _SWEPT_PER_SECOND


def estimate_spectra(question: spectra.Question) -> float:
    """Seconds of computing, with as many products as usual."""
    along, objective = question.document.along, question.objective
    points = 1 if along is None else along.count
    product = _STEP_SECONDS + 2 * _SLOPE * objective.example_count * objective.dimension / _PER_SECOND
    seconds = points * min(spectra.USUAL_PRODUCTS, objective.dimension) * product
    if question.prepared is not None:
        seconds += question.prepared.experiment.steps * _step_seconds(objective)
    return seconds


def _of_walk(walk: slices.Walk) -> float:
    steps = len(walk.runs) * walk.prepared.experiment.steps
    return steps * _step_seconds(walk.prepared.objective)


def _step_seconds(objective: Objective) -> float:
    seen = getattr(objective, "examples_per_step", 0)
    return _STEP_SECONDS + _SLOPE * seen * objective.dimension / _PER_SECOND


def _per_example(examples: Examples) -> int:
    """Of one example at one point, from the sums of the first layer on; a bend or an exponential counts as some ten."""
    widths = examples.objective.network.widths
    products = sum(first * second for first, second in pairwise(widths[1:]))
    return products + 10 * sum(widths[1:])


def _times(figure: str, question: slices.Question) -> int:
    """How many gradients a figure costs at each point."""
    if figure == "curvature":
        return 2 * len(question.resolution)
    if figure == "hessian":
        return 2 * question.objective.dimension
    return int(figure in {"gradient", "gradient_norm", "slope", "projected_gradient"})
