"""Frames: the messages in which a race travels, the same on the socket and as NDJSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.service.preparation import Prepared
from app.service.race import Leg
from app.service.results import wire_columns, wire_outcome


def started_message(prepared: Prepared, permalink: str | None) -> dict[str, Any]:
    """The canonical experiment that is about to run."""
    return {"type": "started", "experiment": prepared.experiment.model_dump(mode="json"), "permalink": permalink}


def frame_message(legs: Sequence[Leg], prepared: Prepared) -> dict[str, Any] | None:
    """The steps of all runs that took any; None if none did."""
    moved = [leg for leg in legs if len(leg.columns)]
    if not moved:
        return None
    runs = [{"run": leg.run, "columns": wire_columns(leg.columns, prepared)} for leg in moved]
    return {"type": "frame", "from_step": min(int(leg.columns.step[0]) for leg in moved), "runs": runs}


def finished_messages(legs: Sequence[Leg], language: str) -> list[dict[str, Any]]:
    """One message per run that ended."""
    return [
        {"type": "finished", "run": leg.run, "outcome": wire_outcome(leg.outcome, language)}
        for leg in legs
        if leg.outcome is not None
    ]
