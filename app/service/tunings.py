"""Tunings: for every run of an experiment the learning rate that serves it best within a budget, so that a race is fair.

Protocol:  every run may spend the same budget of evaluations, values and gradients alike, from its start and with its seed
           coarse: rates three to a power of ten from 1e-6 to 1e3, and the one that came
           finer:  up to nine more, evenly in the logarithm, between the neighbours of the best; and once again
           best is the lowest figure; among equals the rate that came, else the smallest
"""

from __future__ import annotations

import math
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

import numpy as np
from pydantic import Field

from app.engine.descent import Plan
from app.engine.sweep import is_batched
from app.service.axes import Axis, Path
from app.service.documents import Document
from app.service.experiment import Experiment
from app.service.preparation import Prepared, prepare, prepare_within
from app.service.reading import read_document
from app.service.refusal import Fault, Refusal, TooMuchWork
from app.service.sweep_metrics import Metric, figure_of
from app.service.sweeps import Question, compute
from app.service.work import shared
from app.settings import Settings

COARSE = tuple(float(f"{10 ** (third / 3):.3g}") for third in range(-18, 10))
"""From 1e-6 to 1e3."""
FINE = 9
ROUNDS = 2
_MOST_TRIALS = len(COARSE) + 1 + ROUNDS * FINE
_ARRAY_STEP_SECONDS = 5e-5
"""Of one step of some dozen runs as an array, with a common optimizer on a common function (measured)."""
_LONE_STEP_SECONDS = 1e-4
"""Of one step of one run alone, where the optimizer takes them one by one (L-BFGS, measured)."""


class TuningDocument(Document):
    """An experiment whose runs shall race, what each may spend, and what counts."""

    experiment: Experiment
    budget: Annotated[int, Field(ge=1, le=2**53)] = Field(
        description="Evaluations of each run, values and gradients alike; a step that has begun is finished."
    )
    metric: Metric = Field("final_loss", description="The figure to be as low as can be.")
    tolerance: float | None = Field(None, description="For steps_to_tolerance: the loss to be reached.")


@dataclass(frozen=True)
class Trial:
    """One rate that was tried: the figure, NaN if it diverged or never got there, and what it cost."""

    rate: float
    figure: float
    values: int
    gradients: int


@dataclass(frozen=True)
class Found:
    """What a search found for one run: its trials by rate, and the best of them, if any has a figure."""

    label: str
    path: Path | None
    """Where its learning rate stands in the experiment; None if it has none, and one trial then."""
    trials: tuple[Trial, ...]
    best: Trial | None


@dataclass(frozen=True)
class Tuning:
    """The answer: what was found for every run, and the experiment with it."""

    document: TuningDocument
    race: Prepared
    found: tuple[Found, ...]


def read_tuning(value: Any, settings: Settings) -> tuple[TuningDocument, Prepared]:
    """A tuning's document and the race that it asks for; raises Refusal or TooMuchWork before anything is computed."""
    document = read_document(TuningDocument, value)
    if document.budget > settings.steps:
        raise TooMuchWork("/budget", "steps", document.budget, settings.steps)
    experiment = document.experiment.model_dump()
    experiment |= {"steps": document.budget, "stop": experiment["stop"] | {"evaluations": document.budget}}
    try:
        race = prepare_within(experiment, settings)
    except Refusal as refusal:
        raise Refusal([_of_budget(fault) for fault in refusal.faults]) from None
    figure_of(document.metric, document.tolerance, race)
    for is_array, limit in ((True, settings.sweep_work), (False, settings.work)):
        work = sum(
            document.budget * (_MOST_TRIALS if hasattr(plan.optimizer, "learning_rate") else 1)
            for plan in race.plans
            if is_batched(plan.optimizer) is is_array
        )
        if work > limit:
            raise TooMuchWork("/budget", "work", work, limit)
    return document, race


def _of_budget(fault: Fault) -> Fault:
    """The race has as many steps as the budget: what they are too many for is the budget's fault."""
    is_length = fault.pointer in {"/experiment/steps", "/experiment/record/every"}
    return replace(fault, pointer="/budget") if is_length else fault


def search(document: TuningDocument, race: Prepared, settings: Settings) -> Generator[float, None, Tuning]:
    """The tuning, computed in pieces, each with the share that is done; every round of every run is one sweep."""
    tuned = race.experiment.model_dump(mode="json")
    found = []
    costs = [_seconds_of(plan, document.budget) for plan in race.plans]
    for run, label in enumerate(race.labels):
        path, own = _rate(race.document["runs"][run]["optimizer"], ("runs", run, "optimizer"))
        question = Question(race, (), run, document.metric, document.tolerance)
        trials = yield from shared(_rounds(question, path, own, settings), sum(costs[:run]), costs[run], sum(costs))
        best = _best(trials, own)
        if path is not None and best is not None:
            _write_rate(tuned, path, best.rate)
        found.append(Found(label, path, trials, best))
    return Tuning(document, prepare(tuned, settings), tuple(found))


def estimate(document: TuningDocument, race: Prepared) -> float:
    """About how many seconds a search computes on a machine like the one on which the figures below were measured."""
    return sum(_seconds_of(plan, document.budget) for plan in race.plans)


def _seconds_of(plan: Plan, budget: int) -> float:
    """Of one run's search. An array of rates costs its operations, whatever its width; rates one by one cost one by one."""
    is_array = is_batched(plan.optimizer)
    turns = _weights(is_array) if hasattr(plan.optimizer, "learning_rate") else (1,)
    return budget * sum(turns) * (_ARRAY_STEP_SECONDS if is_array else _LONE_STEP_SECONDS)


def _weights(is_array: bool) -> tuple[int, ...]:
    """What the rounds cost beside each other."""
    return (1,) * (1 + ROUNDS) if is_array else (len(COARSE) + 1, *(FINE,) * ROUNDS)


def _rounds(
    question: Question, path: Path | None, own: float, settings: Settings
) -> Generator[float, None, tuple[Trial, ...]]:
    """All trials of one run, by rate."""
    if path is None:
        return (yield from _tried(question, settings))
    rates = sorted({own, *COARSE} - {0.0})
    trials: tuple[Trial, ...] = ()
    weights = _weights(is_batched(question.base.plans[question.run].optimizer))
    for turn, weight in enumerate(weights):
        tried = _tried(replace(question, axes=(Axis(0, path, tuple(rates)),)), settings)
        more = yield from shared(tried, sum(weights[:turn]), weight, sum(weights))
        trials = tuple(sorted((*trials, *more), key=lambda trial: trial.rate))
        rates = _between_neighbours(trials, _best(trials, own))
        if not rates:
            break
    return trials


def _tried(question: Question, settings: Settings) -> Generator[float, None, tuple[Trial, ...]]:
    tensor = yield from compute(question, settings)
    rates = question.axes[0].values if question.axes else (math.nan,)
    figures = (tensor.values, tensor.value_evaluations, tensor.gradient_evaluations)
    return tuple(Trial(*row) for row in zip(rates, *(figure.ravel().tolist() for figure in figures), strict=True))


def _best(trials: Sequence[Trial], own: float) -> Trial | None:
    having = [trial for trial in trials if not math.isnan(trial.figure)]
    return min(having, key=lambda trial: (trial.figure, trial.rate != own, trial.rate), default=None)


def _between_neighbours(trials: Sequence[Trial], best: Trial | None) -> list[float]:
    """New rates, evenly in the logarithm, between those beside the best; beyond the ends of the grid there are none."""
    if best is None:
        return []
    place = trials.index(best)
    lower, upper = trials[max(place - 1, 0)].rate, trials[min(place + 1, len(trials) - 1)].rate
    known = {trial.rate for trial in trials}
    finer = (_rounded(rate) for rate in np.geomspace(lower, upper, FINE + 2)[1:-1].tolist())
    return sorted({rate for rate in finer if rate not in known})


def _rounded(rate: float) -> float:
    """Three digits, as a person would write it."""
    return float(f"{rate:.3g}")


def _rate(optimizer: Mapping[str, Any], path: Path) -> tuple[Path | None, float]:
    """Where the learning rate of an optimizer, or of the one within, stands, and what it is now."""
    if "learning_rate" in optimizer:
        return (*path, "learning_rate"), optimizer["learning_rate"]
    return _rate(optimizer["inner"], (*path, "inner")) if "inner" in optimizer else (None, math.nan)


def _write_rate(document: Any, path: Path, rate: float) -> None:
    for part in path[:-1]:
        document = document[part]
    document[path[-1]] = rate
