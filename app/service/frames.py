"""Frames: the messages in which a race travels, the same on the socket and as NDJSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.engine.outcome import Outcome
from app.service.preparation import Prepared
from app.service.race import Leg
from app.service.results import described, wire_columns, wire_outcome


def started_message(prepared: Prepared) -> dict[str, Any]:
    """The canonical experiment that is about to run."""
    return {"type": "started", "experiment": prepared.document, "permalink": prepared.permalink, **described(prepared)}


def changed_message(prepared: Prepared, step: int) -> dict[str, Any]:
    """The experiment with the change in it, which runs again from `step` on."""
    message = {"type": "changed", "experiment": prepared.document, "step": step, "permalink": prepared.permalink}
    return message | described(prepared)


def frame_message(runs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The recorded steps of `runs`, which has those that recorded any; at least one did."""
    first = min(int(run["columns"]["step"][0]) for run in runs)
    return {"type": "frame", "from_step": first, "runs": runs}


def recorded_runs(legs: Sequence[Leg], prepared: Prepared) -> list[dict[str, Any]]:
    """Those of `legs` that recorded any steps, as a frame carries them."""
    return [{"run": leg.run, "columns": wire_columns(leg.columns, prepared)} for leg in legs if len(leg.columns)]


def finished_message(run: int, outcome: Outcome, language: str) -> dict[str, Any]:
    """How `run` ended."""
    return {"type": "finished", "run": run, "outcome": wire_outcome(outcome, language)}
