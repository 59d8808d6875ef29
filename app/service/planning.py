"""Planning: from one run of an experiment to the engine's plan, with every contradiction refused at its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np

from app.engine.clipping import ClipNorm, Clipping, ClipValue
from app.engine.descent import Plan
from app.engine.hyperparameter import ContradictionError, HyperparameterError
from app.engine.optimizers import OPTIMIZERS
from app.engine.optimizers.optimizer import Optimizer
from app.engine.oracle import Differences, Sight
from app.engine.schedules import SCHEDULES
from app.engine.schedules.constant import Constant
from app.engine.stopping import Stopping
from app.engine.time_formula import TimeFormulaError
from app.service.documents import BuildError, Document, builder, merged
from app.service.experiment import DifferenceGradient, Experiment, RunDocument
from app.service.objectives import expression_fault
from app.service.reading import pointer_of, read_document
from app.service.refusal import Fault, Refusal

Part = TypeVar("Part")

_build_optimizer = builder(OPTIMIZERS)
_build_schedule = builder(SCHEDULES)


def plan_of(experiment: Experiment, index: int) -> Plan:
    """The plan of run `index` of a canonical experiment; raises Refusal for what does not fit together."""
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
    optimizer = _built(_build_optimizer, run.optimizer, pointer_of("runs", index, "optimizer"))
    _check_schedule(run, optimizer, pointer_of("runs", index, "schedule"))
    start = run.start or experiment.start
    return Plan(
        optimizer=optimizer,
        schedule=_built(_build_schedule, run.schedule, pointer_of("runs", index, "schedule")),
        steps=experiment.steps,
        start=None if start is None else np.array(start, dtype=np.float64),
        sight=sight,
        stopping=Stopping(**experiment.stop.model_dump()),
        is_projected=experiment.project,
        changes=_changes(experiment, index, run),
        evaluate_every=experiment.record.evaluate_every or 1,
        records_position=bool(experiment.record.position),
        records_state=experiment.record.state,
        records_gradient=experiment.record.gradient,
    )


def _built(build: Callable[[Document], Part], document: Document, pointer: str) -> Part:
    """The optimizer or schedule of a document; raises Refusal where its settings contradict each other."""
    try:
        return build(document)
    except BuildError as error:
        raise Refusal([_engine_fault(error.cause, pointer + error.pointer)]) from None


def _engine_fault(cause: HyperparameterError, pointer: str) -> Fault:
    if isinstance(cause, TimeFormulaError):
        return expression_fault(cause.error, f"{pointer}/{cause.field}")
    if isinstance(cause, ContradictionError):
        return Fault(pointer=f"{pointer}/{cause.field}", code=cause.code, arguments=cause.arguments)
    raise cause


def _check_schedule(run: RunDocument, optimizer: Optimizer, pointer: str) -> None:
    """Only the constant schedule goes with an optimizer that has no learning rate."""
    if run.schedule.name != Constant.name and not hasattr(optimizer, "learning_rate"):
        raise Refusal([Fault(pointer=pointer, code="no_learning_rate", arguments={"optimizer": optimizer.name})])


def _clipping(document: Document | None) -> Clipping | None:
    if document is None:
        return None
    settings = document.model_dump()
    return ClipNorm(**settings) if "norm" in settings else ClipValue(**settings)


def _changes(experiment: Experiment, index: int, run: RunDocument) -> dict[int, dict[str, Any]]:
    """This run's live edits by step, each checked as the whole optimizer it leads to."""
    changes: dict[int, dict[str, Any]] = {}
    current = run.optimizer
    for place, change in enumerate(experiment.changes):
        pointer = pointer_of("changes", place)
        if change.run >= len(experiment.runs):
            raise _above(f"{pointer}/run", change.run, len(experiment.runs) - 1)
        if change.step > experiment.steps:
            raise _above(f"{pointer}/step", change.step, experiment.steps)
        if change.run != index:
            continue
        prefix = f"{pointer}/optimizer"
        current = _changed(current, change.optimizer, prefix)
        optimizer = _built(_build_optimizer, current, prefix)
        changes.setdefault(change.step, {}).update({name: getattr(optimizer, name) for name in change.optimizer})
    return changes


def _changed(current: Any, change: dict[str, Any], prefix: str) -> Any:
    """The optimizer's document with `change` in it, which may not make another optimizer of it or of one within."""
    settings = current.model_dump()
    _check_names(settings, change, prefix)
    try:
        return read_document(type(current), merged(settings, change))
    except Refusal as refusal:
        raise Refusal([replace(fault, pointer=prefix + fault.pointer) for fault in refusal.faults]) from None


def _check_names(settings: dict[str, Any], change: dict[str, Any], pointer: str) -> None:
    for name, value in change.items():
        before = settings.get(name)
        if name == "name" and value != before:
            arguments = {"expected": before, "got": str(value)[:80]}
            raise Refusal([Fault(pointer=f"{pointer}/name", code="name_is_fixed", arguments=arguments)])
        if isinstance(value, dict) and isinstance(before, dict):
            _check_names(before, value, f"{pointer}/{name}")


def _above(pointer: str, got: int, most: int) -> Refusal:
    arguments = {"got": got, "limit": most}
    return Refusal(
        [Fault(pointer=pointer, code="out_of_range", arguments=arguments, words={"expected": "kind.at_most"})]
    )
