"""Preparation: from a document to something that can run, with every default filled and every limit checked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from app.engine.clipping import ClipNorm, Clipping, ClipValue
from app.engine.descent import Plan
from app.engine.objective import Objective
from app.engine.optimizers import OPTIMIZERS
from app.engine.oracle import Differences, Sight
from app.engine.schedules import SCHEDULES
from app.engine.stopping import Stopping
from app.service.documents import Document, builder
from app.service.experiment import DifferenceGradient, Experiment, ObjectiveDocument, RunDocument
from app.service.objectives import resolve_objective
from app.service.reading import pointer_of, read_document
from app.service.refusal import Fault, Refusal, TooMuchWork
from app.settings import Settings

build_optimizer = builder(OPTIMIZERS)
build_schedule = builder(SCHEDULES)


@dataclass(frozen=True)
class Prepared:
    """An experiment ready to run: its canonical form, the objective, and one plan per run."""

    experiment: Experiment
    objective: Objective
    variables: tuple[str, ...]
    plans: tuple[Plan, ...]

    @property
    def labels(self) -> list[str]:
        """What each run is called."""
        return [run.label or run.optimizer.name for run in self.experiment.runs]


def prepare(value: Any, settings: Settings) -> Prepared:
    """Read, complete and check an experiment; raises Refusal or TooMuchWork before any array is made."""
    experiment = read_document(Experiment, value)
    _check_limits(experiment, settings)
    resolved = resolve_objective(experiment.objective)
    objective = resolved.objective
    _check_starts(experiment, objective.dimension)
    canonical = _canonical(experiment, resolved.document, objective)
    plans = tuple(_plan(canonical, index) for index in range(len(canonical.runs)))
    return Prepared(canonical, objective, resolved.variables, plans)


def with_change(prepared: Prepared, change: dict[str, Any], settings: Settings) -> Prepared:
    """The same experiment with a live edit written into it.

    Later edits of the same run are dropped: they belonged to a future that the edit replaces.
    """
    document = prepared.experiment.model_dump()
    kept = [
        earlier
        for earlier in document["changes"]
        if earlier["run"] != change.get("run") or earlier["step"] < change.get("step", 0)
    ]
    index = len(kept)
    try:
        return prepare(document | {"changes": [*kept, change]}, settings)
    except Refusal as refusal:
        prefix = f"/changes/{index}"
        raise Refusal(
            [replace(fault, pointer=fault.pointer.removeprefix(prefix)) for fault in refusal.faults]
        ) from None


def _check_limits(experiment: Experiment, settings: Settings) -> None:
    runs = len(experiment.runs)
    rows = runs * (experiment.steps // experiment.record.every + 2)
    for pointer, what, cost, limit in (
        ("/runs", "runs", runs, settings.runs),
        ("/changes", "changes", len(experiment.changes), settings.changes),
        ("/steps", "steps", experiment.steps, settings.steps),
        ("/steps", "runs × steps", runs * experiment.steps, settings.work),
        ("/record/every", "rows", rows, settings.recorded_rows),
    ):
        if cost > limit:
            raise TooMuchWork(pointer, what, cost, limit)


def _check_starts(experiment: Experiment, dimension: int) -> None:
    starts = {"/start": experiment.start}
    starts |= {pointer_of("runs", index, "start"): run.start for index, run in enumerate(experiment.runs)}
    faults = [
        Fault(pointer=pointer, code="wrong_dimension", arguments={"expected": dimension, "got": len(start)})
        for pointer, start in starts.items()
        if start is not None and len(start) != dimension
    ]
    if faults:
        raise Refusal(faults)


def _canonical(experiment: Experiment, objective: ObjectiveDocument, engine: Objective) -> Experiment:
    titles = {cls.name: cls.title for cls in OPTIMIZERS}
    taken: Counter[str] = Counter()
    runs = []
    for run in experiment.runs:
        label = run.label
        if label is None:
            title = titles[run.optimizer.name]
            taken[title] += 1
            label = title if taken[title] == 1 else f"{title} {taken[title]}"
        runs.append(run.model_copy(update={"label": label}))
    return experiment.model_copy(
        update={
            "objective": objective,
            "start": experiment.start or engine.start.tolist(),
            "runs": runs,
        }
    )


def _plan(experiment: Experiment, index: int) -> Plan:
    run = experiment.runs[index]
    gradient = experiment.gradient
    differences = Differences(**gradient.model_dump()) if isinstance(gradient, DifferenceGradient) else None
    sight = Sight(
        differences=differences,
        noise=experiment.noise,
        clipping=_clipping(run.clip),
        seed=experiment.seed,
        run=index,
    )
    return Plan(
        optimizer=build_optimizer(run.optimizer),
        schedule=build_schedule(run.schedule),
        steps=experiment.steps,
        start=np.array(run.start or experiment.start, dtype=np.float64),
        sight=sight,
        stopping=Stopping(**experiment.stop.model_dump()),
        is_projected=experiment.project,
        changes=_changes(experiment, index, run),
        records_state=experiment.record.state,
    )


def _clipping(document: Document | None) -> Clipping | None:
    if document is None:
        return None
    settings = document.model_dump()
    return ClipNorm(**settings) if "norm" in settings else ClipValue(**settings)


def _changes(experiment: Experiment, index: int, run: RunDocument) -> dict[int, dict[str, Any]]:
    """This run's live edits by step, each checked as the whole optimizer it leads to."""
    changes: dict[int, dict[str, Any]] = {}
    for place, change in enumerate(experiment.changes):
        pointer = pointer_of("changes", place)
        if change.run >= len(experiment.runs):
            arguments = {"expected": f"≤ {len(experiment.runs) - 1}", "got": change.run}
            raise Refusal([Fault(pointer=f"{pointer}/run", code="out_of_range", arguments=arguments)])
        if change.step > experiment.steps:
            arguments = {"expected": f"≤ {experiment.steps}", "got": change.step}
            raise Refusal([Fault(pointer=f"{pointer}/step", code="out_of_range", arguments=arguments)])
        if change.run != index:
            continue
        try:
            document = read_document(type(run.optimizer), run.optimizer.model_dump() | change.optimizer)
        except Refusal as refusal:
            prefix = f"{pointer}/optimizer"
            raise Refusal([replace(fault, pointer=prefix + fault.pointer) for fault in refusal.faults]) from None
        changes.setdefault(change.step, {}).update({name: getattr(document, name) for name in change.optimizer})
    return changes
