"""Schemas of what sweeps and tunings answer, for the API's own description."""

from __future__ import annotations

from typing import Any

_EXPERIMENT = {"$ref": "#/components/schemas/Experiment"}
_NUMBER = {"type": ["number", "null"]}
_TOLERANCE = {"tolerance": _NUMBER}
_COUNTS = {
    "type": ["object", "null"],
    "required": ["value", "gradient"],
    "properties": {"value": {"type": "integer"}, "gradient": {"type": "integer"}},
}


def _nested(leaf: str) -> dict[str, Any]:
    return {"type": "array", "description": f"Nested once per axis; {leaf}."}


SWEEP: dict[str, Any] = {
    "type": "object",
    "required": ["experiment", "run", "axes", "metric", "tolerance", "values", "evaluations"],
    "properties": {
        "experiment": _EXPERIMENT,
        "run": {"type": "integer", "description": "Whose figures these are"},
        "axes": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["path", "values"],
                "properties": {
                    "path": {"type": "string"},
                    "values": {"type": "array", "items": {"type": "number"}},
                },
            },
        },
        "metric": {"type": "string"},
        **_TOLERANCE,
        "values": _nested("null where a run diverged, or never reached the tolerance"),
        "evaluations": {
            "type": "object",
            "required": ["value", "gradient"],
            "properties": {"value": _nested("whole numbers"), "gradient": _nested("whole numbers")},
        },
    },
}
TUNING: dict[str, Any] = {
    "type": "object",
    "required": ["experiment", "permalink", "budget", "metric", "tolerance", "protocol", "evaluations", "runs"],
    "properties": {
        "experiment": _EXPERIMENT | {"description": "With the best rates, and the budget as its rule to stop"},
        "permalink": {"type": ["string", "null"]},
        "budget": {"type": "integer"},
        "metric": {"type": "string"},
        **_TOLERANCE,
        "protocol": {"type": "string", "description": "What was done, for people"},
        "evaluations": _COUNTS | {"description": "What all searches together asked for"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["label", "path", "learning_rate", "value", "evaluations", "message", "curve", "search"],
                "properties": {
                    "label": {"type": "string"},
                    "path": {"type": ["string", "null"], "description": "Where the rate stands; null without one"},
                    "learning_rate": _NUMBER | {"description": "The best; null if there is none, or all diverged"},
                    "value": _NUMBER | {"description": "The metric at it"},
                    "evaluations": _COUNTS | {"description": "What the run at it asked for"},
                    "message": {"type": "string"},
                    "curve": {
                        "type": "object",
                        "required": ["learning_rate", "values"],
                        "properties": {
                            "learning_rate": {"type": "array", "items": {"type": "number"}},
                            "values": {"type": "array", "items": _NUMBER},
                        },
                    },
                    "search": _COUNTS | {"description": "What the search asked for"},
                },
            },
        },
    },
}
