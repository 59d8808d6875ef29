"""Results: a finished race as JSON, csv or npz, each with exact float64 numbers.

Every form comes in parts, so that a worker thread makes one at a time and others get their turns in between.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import orjson

from app.engine.columns import SERIES, Columns
from app.engine.objective import Array
from app.engine.outcome import Outcome, Status
from app.service.messages import sentence
from app.service.preparation import Prepared
from app.service.race import Leg, joined


@dataclass(frozen=True)
class RunResult:
    """All recorded steps of one run, and how it ended."""

    label: str
    columns: Columns
    outcome: Outcome


@dataclass(frozen=True)
class Result:
    """An experiment with the columns of its runs."""

    prepared: Prepared
    runs: tuple[RunResult, ...]

    @property
    def is_repeatable(self) -> bool:
        """Whether computing it again gives the same: not if a clock ended it."""
        return all(run.outcome.status is not Status.CANCELLED for run in self.runs)


def collect(prepared: Prepared, advances: Sequence[Sequence[Leg]]) -> Result:
    """The result of a race that is over, from everything it returned."""
    legs = joined(advances)
    runs = [
        RunResult(label, leg.columns, leg.outcome)
        for label, leg in zip(prepared.labels, legs, strict=True)
        if leg.outcome is not None
    ]
    return Result(prepared, tuple(runs))


def wire_columns(columns: Columns, prepared: Prepared) -> dict[str, Any]:
    """Columns by name, as JSON carries them on the socket and over REST."""
    wire: dict[str, Any] = {name: np.ascontiguousarray(getattr(columns, name)) for name in SERIES}
    if not prepared.experiment.record.position:
        del wire["position"]
    if prepared.experiment.record.gradient:
        wire["gradient"] = np.ascontiguousarray(columns.gradient)
    wire |= {name: np.ascontiguousarray(values) for name, values in columns.figures.items()}
    if columns.state:
        wire["state"] = {name: np.ascontiguousarray(values) for name, values in columns.state.items()}
    return wire


def rows_of(wire: dict[str, Any], rows: slice) -> dict[str, Any]:
    """Some of the rows of columns that JSON carries."""
    return {name: rows_of(of, rows) if isinstance(of, dict) else of[rows] for name, of in wire.items()}


def described(prepared: Prepared) -> dict[str, Any]:
    """What a result says of a training besides its experiment: its parameters by name, its examples."""
    if not prepared.is_training:
        return {}
    objective = prepared.objective
    groups = [{"name": group.name, "shape": list(group.shape)} for group in objective.groups]
    return {"groups": groups, "examples": objective.example_count, "steps_per_epoch": objective.steps_per_epoch}


def wire_outcome(outcome: Outcome, language: str) -> dict[str, Any]:
    """An outcome with the stable code of its reason, and its sentence."""
    message = sentence(language, f"outcome.{outcome.reason}", **outcome.arguments)
    return {"status": outcome.status.value, "reason": outcome.reason, "message": message, "step": outcome.step}


def to_bytes(value: Any) -> bytes:
    """JSON with exact float64; what is not finite becomes null."""
    return orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY)


def as_json(result: Result, language: str) -> Iterator[bytes]:
    """The whole result as one JSON object, a part per run."""
    prepared = result.prepared
    head = to_bytes(
        {"experiment": prepared.document, "permalink": prepared.permalink, **described(prepared), "runs": []}
    )
    yield head.removesuffix(b"]}")
    for index, run in enumerate(result.runs):
        ending = {"label": run.label, "outcome": wire_outcome(run.outcome, language)}
        yield (b"," if index else b"") + to_bytes(ending | wire_columns(run.columns, prepared))
    yield b"]}"


def as_csv(result: Result, language: str) -> Iterator[bytes]:
    """Long form, one row per run and step: run, label, step, coordinates, loss, …, and what else is recorded.

    An array of a state has a column per entry, `state.velocity.0`; a run that has no such state has NaN there. A figure of
    each group of parameters has a column per group, `update_ratio.W1`.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    scalars = [name for name in SERIES if name not in {"step", "position"}]
    variables = list(result.prepared.variables) if result.prepared.experiment.record.position else []
    names = [group.name for group in result.prepared.objective.groups]
    more = [_flat(run.columns, result.prepared, names) for run in result.runs]
    extras = list(dict.fromkeys(name for columns in more for name in columns))
    writer.writerow(["run", "label", "step", *variables, *scalars, *extras])
    for index, run in enumerate(result.runs):
        columns, label = run.columns, _spreadsheet_text(run.label)
        coordinates = columns.position.T if variables else ()
        missing = np.full(len(columns), np.nan)
        series = [columns.step, *coordinates, *(getattr(columns, name) for name in scalars)]
        series += [more[index].get(name, missing) for name in extras]
        for row in zip(*(values.tolist() for values in series), strict=True):
            writer.writerow([index, label, *row])
            if buffer.tell() > 64 * 1024:
                yield drained(buffer)
    yield drained(buffer)


def as_npz(result: Result, language: str) -> Iterator[bytes]:
    """Long form as arrays: `run`, `label`, every column, and the experiment's JSON in `experiment`.

    States differ from run to run, so they are arrays of their own: `state.0.velocity` has a row per step of run 0.
    """
    runs = result.runs
    arrays: dict[str, Any] = {name: np.concatenate([getattr(run.columns, name) for run in runs]) for name in SERIES}
    if not result.prepared.experiment.record.position:
        del arrays["position"]
    if result.prepared.experiment.record.gradient:
        arrays["gradient"] = np.concatenate([run.columns.gradient for run in runs])
    for name in runs[0].columns.figures:
        arrays[name] = np.concatenate([run.columns.figures[name] for run in runs])
    for index, run in enumerate(runs):
        arrays |= {f"state.{index}.{name}": values for name, values in run.columns.state.items()}
    arrays["run"] = np.repeat(np.arange(len(runs)), [len(run.columns) for run in runs])
    arrays["label"] = np.array([run.label for run in runs])
    arrays["status"] = np.array([run.outcome.status.value for run in runs])
    arrays["experiment"] = np.array(to_bytes(result.prepared.document).decode())
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    yield buffer.getvalue()


FORMS: dict[str, Callable[[Result, str], Iterator[bytes]]] = {"json": as_json, "csv": as_csv, "npz": as_npz}
"""The forms of a finished result by name, as functions of the result and the language of its sentences."""


def _flat(columns: Columns, prepared: Prepared, groups: Sequence[str]) -> dict[str, Array]:
    """Figures, and what is recorded on demand, as one column per number."""
    found: dict[str, Array] = {}
    for name, values in columns.figures.items():
        found |= (
            {name: values}
            if values.ndim == 1
            else dict(zip((f"{name}.{group}" for group in groups), values.T, strict=True))
        )
    if prepared.experiment.record.gradient:
        found |= {f"gradient.{index}": column for index, column in enumerate(columns.gradient.T)}
    for name, values in columns.state.items():
        for place in np.ndindex(values.shape[1:]):
            found[".".join(["state", name, *map(str, place)])] = values[(slice(None), *place)]
    return found


def _spreadsheet_text(label: str) -> str:
    """`label` as a cell that no spreadsheet takes for a formula (OWASP: CSV injection)."""
    return f"'{label}" if label.startswith(("=", "+", "-", "@")) else label


def drained(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode("utf-8")
