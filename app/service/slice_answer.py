"""Slice answer: a slice as JSON carries it, and the pictures on the way to it."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.engine.survey import Picture
from app.service.cutting import Cut, Cutter, Projected
from app.service.misleading import notices
from app.service.slices import Question


def wire_picture(cutter: Cutter) -> dict[str, Any] | None:
    """A picture that was not shown yet, complete enough to draw, and about how long the rest computes; None without one."""
    picture = cutter.news()
    if picture is None:
        return None
    told: dict[str, Any] = {"estimate_seconds": cutter.remaining_seconds}
    if cutter.glanced is not None:
        told["examples"] = cutter.glanced
    return _figures(picture) | told


def wire_slice(cut: Cut, question: Question, language: str) -> dict[str, Any]:
    """The finished slice: its figures, its directions, the runs on it, and what to mind."""
    with np.errstate(all="ignore"):
        return _answer(cut, question, language)


def _answer(cut: Cut, question: Question, language: str) -> dict[str, Any]:
    answer = _figures(cut.picture) | {
        "directions": [
            {
                "name": entry.name,
                "length": float(np.linalg.norm(entry.vector)),
                "explained_variance": entry.explained_variance,
            }
            for entry in cut.directions
        ],
        "origin": cut.origins,
        "warnings": [notice.wire(language) for notice in notices(cut, question)],
    }
    if cut.trajectories:
        answer["trajectories"] = [
            _trajectory(run) | {"share_outside": cut.share_outside(run)} for run in cut.trajectories
        ]
        answer["reach"] = cut.reach
    if cut.strip:
        answer["step"] = list(cut.strip)
    if question.examples is not None:
        answer["examples"] = question.examples.wire(language)
    return answer


def _figures(picture: Picture) -> dict[str, Any]:
    figures = {name: np.ascontiguousarray(values) for name, values in picture.figures.items()}
    return {"axes": list(picture.axes)} | figures


def _trajectory(run: Projected) -> dict[str, Any]:
    projection = run.projection
    return {
        "run": run.run,
        "label": run.label,
        "step": [stop.step for stop in run.stops],
        "coordinates": projection.coordinates,
        "distance": projection.distance,
        "loss": projection.loss,
        "loss_on_plane": projection.loss_on_plane,
    }
