"""Sweeps: one figure of a run for every combination of values on some axes, as a document in and a tensor out."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Annotated, Any

import numpy as np
from pydantic import Field

from app.engine.columns import Integers
from app.engine.model_objective import ModelObjective
from app.engine.objective import Array
from app.engine.sweep import is_batched, sweep
from app.service.axes import Axis, AxisDocument, read_axes, with_values
from app.service.documents import Document
from app.service.experiment import Experiment
from app.service.learning import work_of_one
from app.service.preparation import Prepared, prepare_within
from app.service.reading import read_document
from app.service.refusal import Fault, Refusal, TooMuchWork
from app.service.stacking import is_stacked, stacked
from app.service.sweep_metrics import Metric, figure_of
from app.settings import Settings

_CHUNK = 16_384
"""Runs in one array: enough that whole-array arithmetic pays, few enough that eight coordinates of them take little memory."""
_PIECE = 500_000
"""Run-steps in one piece of work, about a hundredth of a second; a step costs as much as 1,000 of them besides."""


class SweepDocument(Document):
    """An experiment, which of its numbers to vary, and what to look at."""

    experiment: Experiment
    axes: Annotated[list[AxisDocument], Field(min_length=1, max_length=8, description="What to vary.")]
    metric: Metric = Field("final_loss", description="The figure at the end of each run.")
    tolerance: float | None = Field(None, description="For steps_to_tolerance: the loss to be reached.")
    run: Annotated[int, Field(ge=0)] | None = Field(
        None, description="Whose figure; null is the first run that an axis names, or the first of all."
    )


@dataclass(frozen=True)
class Question:
    """A sweep that was read and found affordable."""

    base: Prepared
    axes: tuple[Axis, ...]
    run: int
    metric: Metric
    tolerance: float | None

    @property
    def shape(self) -> tuple[int, ...]:
        """The number of values on each axis."""
        return tuple(len(axis.values) for axis in self.axes)


@dataclass(frozen=True)
class Tensor:
    """The answer: arrays of the shape of the question, NaN in `values` where a run diverged or never got there."""

    question: Question
    values: Array
    value_evaluations: Integers
    gradient_evaluations: Integers


def read_sweep(value: Any, settings: Settings) -> Question:
    """The sweep that a document asks for; raises Refusal or TooMuchWork before anything is computed."""
    document = read_document(SweepDocument, value)
    base = prepare_within(document.experiment.model_dump(), settings)
    figure_of(document.metric, document.tolerance, base)
    axes = read_axes(document.axes, base, settings)
    run = document.run
    if run is None:
        run = next((int(axis.path[1]) for axis in axes if axis.path[0] == "runs"), 0)
    elif run >= len(base.plans):
        arguments = {"got": run, "limit": len(base.plans) - 1}
        raise Refusal(
            [Fault(pointer="/run", code="out_of_range", arguments=arguments, words={"expected": "kind.at_most"})]
        )
    question = Question(base, axes, run, document.metric, document.tolerance)
    check_work(question, settings)
    return question


def check_work(question: Question, settings: Settings) -> None:
    """Refuse more runs, or more steps of all runs, than this server computes; walking one by one costs more than as an array."""
    runs = prod(question.shape)
    if runs > settings.recorded_rows:
        raise TooMuchWork("/axes", "runs", runs, settings.recorded_rows)
    objective = question.base.objective
    if isinstance(objective, ModelObjective):
        work = runs * work_of_one(question.base.experiment, objective)
        if work > settings.training_work:
            raise TooMuchWork("/axes", "training_work", int(work), int(settings.training_work))
    lengths = [max(axis.values) for axis in question.axes if axis.path == ("steps",)]
    steps = int(max(lengths, default=question.base.experiment.steps))
    limit = settings.sweep_work if is_batched(question.base.plans[question.run].optimizer) else settings.work
    if runs * steps > limit:
        raise TooMuchWork("/axes", "work", runs * steps, limit)


def compute(question: Question, settings: Settings) -> Generator[float, None, Tensor]:
    """The tensor, computed in pieces of some hundredths of a second, each with the share that is done."""
    values = np.full(prod(question.shape), np.nan)
    value_counts, gradient_counts = (np.zeros(values.shape, dtype=np.int64) for _ in range(2))
    together = [axis for axis in question.axes if is_stacked(axis.path, question.base, question.run)]
    apart = [axis for axis in question.axes if axis not in together]
    done = 0
    for places in product(*(range(len(axis.values)) for axis in apart)):
        prepared = with_values(question.base, apart, places, settings) if apart else question.base
        figure = figure_of(question.metric, question.tolerance, prepared)
        cells, columns = _cells(question, together, dict(zip([axis.index for axis in apart], places, strict=True)))
        for first in range(0, len(cells), _CHUNK):
            chunk = slice(first, first + _CHUNK)
            plan = stacked(
                prepared.plans[question.run],
                {axis.path: column[chunk] for axis, column in zip(together, columns, strict=True)},
            )
            walk = sweep(prepared.objective, plan, len(cells[chunk]), question.tolerance)
            while not walk.is_over:
                walk.advance(max(1, _PIECE // (1000 + walk.width)))
                yield (done + walk.share * len(cells[chunk])) / len(values)
            with np.errstate(all="ignore"):
                values[cells[chunk]] = figure(walk.ends)
            value_counts[cells[chunk]] = walk.ends.value_evaluations
            gradient_counts[cells[chunk]] = walk.ends.gradient_evaluations
            done += len(cells[chunk])
            yield done / len(values)
    shape = question.shape
    return Tensor(question, values.reshape(shape), value_counts.reshape(shape), gradient_counts.reshape(shape))


def _cells(question: Question, together: Sequence[Axis], fixed: dict[int, int]) -> tuple[Any, list[Array]]:
    """The places in the flat tensor where the other axes are `fixed`, and the value of each axis of `together` there."""
    whole = np.arange(prod(question.shape)).reshape(question.shape)
    cells = whole[tuple(fixed.get(index, slice(None)) for index in range(len(question.axes)))].ravel()
    grid = np.meshgrid(*(np.array(axis.values, dtype=np.float64) for axis in together), indexing="ij")
    return cells, [values.ravel() for values in grid]
