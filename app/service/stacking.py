"""Stacking: which axes of a sweep a run takes as one value per run of an array, and its plan with those values in it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np

from app.engine.descent import Plan
from app.engine.objective import Array
from app.engine.sweep import may_vary
from app.service.axes import Path
from app.service.preparation import Prepared

_PARTS = ("optimizer", "schedule")


def is_stacked(path: Path, prepared: Prepared, run: int) -> bool:
    """Whether the number at `path` may differ from run to run of one array.

    Hyperparameters may, and starts; what changes the course of a run, such as a number of steps or a seed, may not. Live edits
    are written for one optimizer, so an experiment that has some is not stacked.
    """
    if prepared.experiment.changes:
        return False
    if path[:-1] == _start_path(prepared, run):
        return True
    if path[:2] != ("runs", run) or path[2] not in _PARTS:
        return False
    *parents, last = path[2:]
    owner: Any = prepared.plans[run]
    for part in parents:
        owner = owner[part] if isinstance(part, int) else getattr(owner, part)
    return dataclasses.is_dataclass(owner) and any(f.name == last and may_vary(f) for f in dataclasses.fields(owner))


def stacked(plan: Plan, columns: Mapping[Path, Array]) -> Plan:
    """The plan with a value `(n,)` per run at each path; those of the start become `(d, n)`."""
    for path, values in columns.items():
        if path[0] == "runs" and path[2] in _PARTS:
            plan = _replaced(plan, path[2:], values)
        else:
            assert plan.start is not None
            start = np.array(np.broadcast_to(plan.start.reshape(len(plan.start), -1), (len(plan.start), len(values))))
            start[int(path[-1])] = values
            plan = dataclasses.replace(plan, start=start)
    return plan


def _start_path(prepared: Prepared, run: int) -> Path:
    """Where the start of a run stands in the document."""
    return ("start",) if prepared.experiment.runs[run].start is None else ("runs", run, "start")


def _replaced(settings: Any, path: Path, values: Array) -> Any:
    first, *rest = path
    if isinstance(settings, tuple):
        place = int(first)
        return (*settings[:place], _replaced(settings[place], tuple(rest), values), *settings[place + 1 :])
    name = str(first)
    value = _replaced(getattr(settings, name), tuple(rest), values) if rest else values
    return dataclasses.replace(settings, **{name: value})
