"""Preparation: from a document to something that can run, with every default filled and every limit checked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import Any

import orjson

from app.engine.descent import Plan
from app.engine.model_objective import ModelObjective
from app.engine.network_loss import MOST_FOR_HESSIAN
from app.engine.objective import Objective
from app.engine.objectives import OBJECTIVES
from app.engine.optimizers import OPTIMIZERS
from app.engine.optimizers.optimizer import Wrapper
from app.engine.schedules import SCHEDULES
from app.service.documents import merged
from app.service.experiment import Experiment, LearningObjective, ObjectiveDocument
from app.service.learning import check_training, parameter_names, resolve_learning
from app.service.objectives import Resolved, resolve_objective
from app.service.planning import plan_of
from app.service.reading import pointer_of, read_document
from app.service.refusal import Fault, Refusal, TooMuchWork
from app.service.token import token_of
from app.settings import Settings

_IN_A_PART = re.compile(r"/(inner|schedules/\d+)/name$")


@dataclass(frozen=True)
class Prepared:
    """An experiment ready to run: its canonical form, the objective, and one plan per run."""

    experiment: Experiment
    document: dict[str, Any]
    """The canonical form as JSON carries it."""
    permalink: str | None
    """Where the result can be had again; None where the experiment is too long for a link."""
    objective: Objective
    variables: tuple[str, ...]
    plans: tuple[Plan, ...]

    @cached_property
    def fingerprint(self) -> bytes:
        """The same for the same experiment, and for no other."""
        return sha256(orjson.dumps(self.document)).digest()

    @property
    def is_training(self) -> bool:
        """Whether a model learns from data: steps that are dear enough to be remembered."""
        return self.objective.example_count > 0

    @property
    def labels(self) -> list[str]:
        """What each run is called."""
        return [run.label or run.optimizer.name for run in self.experiment.runs]

    @property
    def rows(self) -> int:
        """The most rows that all runs together can record."""
        return _rows(self.experiment)


def prepare(value: Any, settings: Settings) -> Prepared:
    """Read, complete and check an experiment; raises Refusal or TooMuchWork before any array is made."""
    _check_lengths(value, settings)
    experiment = _read(value)
    _check_limits(experiment, settings)
    resolved = _resolved(experiment, settings)
    objective = resolved.objective
    _check_starts(experiment, objective.dimension)
    canonical = _canonical(experiment, resolved.document, objective)
    plans = tuple(plan_of(canonical, index) for index in range(len(canonical.runs)))
    _check_optimizers(plans, objective)
    if isinstance(objective, ModelObjective):
        check_training(canonical, objective, plans, settings)
    token = token_of(canonical, settings)
    return Prepared(
        experiment=canonical,
        document=canonical.model_dump(mode="json"),
        permalink=None if token is None else f"{settings.base_path}/api/v1/trajectories/{token}",
        objective=objective,
        variables=resolved.variables,
        plans=plans,
    )


def prepare_within(value: Any, settings: Settings, pointer: str = "/experiment") -> Prepared:
    """The experiment that stands at `pointer` of a larger document; a refusal points into that."""
    try:
        return prepare(value, settings)
    except Refusal as refusal:
        moved = [replace(fault, pointer=pointer + fault.pointer) for fault in refusal.faults]
        raise Refusal(moved) from None


def _resolved(experiment: Experiment, settings: Settings) -> Resolved:
    document = experiment.objective
    if isinstance(document, LearningObjective):
        if experiment.project:
            raise Refusal([Fault(pointer="/project", code="needs_domain")])
        objective = resolve_learning(document, settings, batch=experiment.batch, seed=experiment.seed)
        return Resolved(document, objective, parameter_names(objective) if experiment.record.position else ())
    given = {"/batch": experiment.batch, "/record/evaluate_every": experiment.record.evaluate_every}
    faults = [Fault(pointer=pointer, code="needs_data") for pointer, value in given.items() if value is not None]
    if faults:
        raise Refusal(faults)
    return resolve_objective(document)


def _read(value: Any) -> Experiment:
    """The document as an experiment; what exists but cannot be a part of another one is told so."""
    try:
        return read_document(Experiment, value)
    except Refusal as refusal:
        raise Refusal([_as_misplaced(fault) for fault in refusal.faults]) from None


def _as_misplaced(fault: Fault) -> Fault:
    is_registered = fault.arguments.get("got") in {kind.name for kind in OPTIMIZERS} | {kind.name for kind in SCHEDULES}
    if fault.code != "unknown_name" or not is_registered or not _IN_A_PART.search(fault.pointer):
        return fault
    return replace(fault, code="not_as_part", arguments={"got": fault.arguments["got"]}, hint=None)


def with_change(prepared: Prepared, change: dict[str, Any], settings: Settings) -> Prepared:
    """The same experiment with a live edit written into it.

    Later edits of the same run are dropped: they belonged to a future that the edit replaces. One at the same step becomes
    one with it, so that a slider that is dragged leaves one entry and two sliders both count.
    """
    document = prepared.experiment.model_dump()
    others = [earlier for earlier in document["changes"] if earlier["run"] != change["run"]]
    own = [earlier for earlier in document["changes"] if earlier["run"] == change["run"]]
    same: dict[str, Any] = next((edit["optimizer"] for edit in own if edit["step"] == change["step"]), {})
    change = change | {"optimizer": merged(same, change["optimizer"])}
    kept = [*others, *(earlier for earlier in own if earlier["step"] < change["step"])]
    index = len(kept)
    try:
        return prepare(document | {"changes": [*kept, change]}, settings)
    except Refusal as refusal:
        prefix = f"/changes/{index}"
        raise Refusal(
            [replace(fault, pointer=fault.pointer.removeprefix(prefix)) for fault in refusal.faults]
        ) from None


def _check_lengths(value: Any, settings: Settings) -> None:
    """Refuse long lists before every entry of them is looked at."""
    for name, limit in (("runs", settings.runs), ("changes", settings.changes)):
        entries = value.get(name) if isinstance(value, dict) else None
        if isinstance(entries, list) and len(entries) > limit:
            raise TooMuchWork(pointer_of(name), name, len(entries), limit)


def _check_limits(experiment: Experiment, settings: Settings) -> None:
    work = len(experiment.runs) * experiment.steps
    for pointer, what, cost, limit in (
        ("/steps", "steps", experiment.steps, settings.steps),
        ("/steps", "work", work, settings.work),
        ("/record/every", "rows", _rows(experiment), settings.recorded_rows),
    ):
        if cost > limit:
            raise TooMuchWork(pointer, what, cost, limit)


def _rows(experiment: Experiment) -> int:
    return len(experiment.runs) * (experiment.steps // experiment.record.every + 2)


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


def _check_optimizers(plans: Sequence[Plan], objective: Objective) -> None:
    """Refuse optimizers of matrices where there is none, and name a function that has one; and those of few coordinates."""
    has_matrix = any(len(group.shape) > 1 for group in objective.groups)
    faults = []
    for index, plan in enumerate(plans):
        optimizer, pointer = plan.optimizer, pointer_of("runs", index, "optimizer")
        while isinstance(optimizer, Wrapper):
            optimizer, pointer = optimizer.inner, f"{pointer}/inner"
        if optimizer.needs_matrix and not has_matrix:
            suggestion = next(function.name for function in OBJECTIVES if function.shape is not None)
            arguments = {"optimizer": optimizer.name, "suggestion": suggestion}
            faults.append(
                Fault(pointer=f"{pointer}/name", code="needs_matrix", arguments=arguments, hint="try_objective")
            )
        if optimizer.is_square and objective.dimension > MOST_FOR_HESSIAN:
            sizes = {"got": objective.dimension, "limit": MOST_FOR_HESSIAN}
            faults.append(
                Fault(
                    pointer=f"{pointer}/name",
                    code="too_many_coordinates",
                    arguments={"optimizer": optimizer.name} | sizes,
                )
            )
    if faults:
        raise Refusal(faults)


def _canonical(experiment: Experiment, objective: ObjectiveDocument, engine: Objective) -> Experiment:
    titles = {cls.name: cls.title.en for cls in OPTIMIZERS}
    taken: Counter[str] = Counter()
    runs = []
    for run in experiment.runs:
        label = run.label
        if label is None:
            title = titles[run.optimizer.name]
            taken[title] += 1
            label = title if taken[title] == 1 else f"{title} {taken[title]}"
        runs.append(run.model_copy(update={"label": label}))
    is_training = isinstance(objective, LearningObjective)
    start = experiment.start or (None if is_training else engine.start.tolist())
    record: dict[str, Any] = {}
    if experiment.record.position is None:
        record["position"] = not is_training
    if is_training and experiment.record.evaluate_every is None:
        record["evaluate_every"] = engine.steps_per_epoch
    return experiment.model_copy(
        update={
            "objective": objective,
            "start": start,
            "runs": runs,
            "record": experiment.record.model_copy(update=record),
        }
    )
