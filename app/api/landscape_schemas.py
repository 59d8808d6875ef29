"""Schemas of what slices, maps of basins and spectra answer, for the API's own description."""

from __future__ import annotations

from typing import Any

_NUMBER = {"type": ["number", "null"]}
_NUMBERS = {"type": "array", "items": _NUMBER}
_WHOLE_NUMBERS = {"type": "array", "items": {"type": "integer"}}
_GRID = {
    "type": "array",
    "description": "Nested: `[j][i]` stands at the j-th of the second axis and the i-th of the first.",
}
_NOTICES = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["code", "message"],
        "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
    },
}

SLICE: dict[str, Any] = {
    "type": "object",
    "required": ["axes", "loss", "directions", "warnings"],
    "properties": {
        "axes": {"type": "array", "items": _NUMBERS, "description": "The coefficients along each direction."},
        "loss": _GRID,
        "data_loss": _GRID,
        "accuracy": _GRID,
        "gradient_norm": _GRID,
        "example_losses": _GRID | {"description": "With a last axis: one loss for each example asked for."},
        "slope": _GRID | {"description": "With a last axis: the derivative along each direction."},
        "curvature": _GRID | {"description": "With a last axis: the second derivative along each direction."},
        "gradient": _GRID | {"description": "With a last axis: one entry per coordinate."},
        "hessian": _GRID | {"description": "With two last axes: rows and columns."},
        "directions": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "length", "explained_variance"],
                "properties": {
                    "name": {"type": "string"},
                    "length": _NUMBER,
                    "explained_variance": _NUMBER
                    | {"description": "Share of the runs' variance, of principal components"},
                },
            },
        },
        "warnings": _NOTICES | {"description": "Where the picture misleads."},
        "trajectories": {
            "type": "array",
            "items": {
                "type": "object",
                "required": [
                    "run",
                    "label",
                    "step",
                    "coordinates",
                    "distance",
                    "loss",
                    "loss_on_plane",
                    "share_outside",
                ],
                "properties": {
                    "run": {"type": "integer"},
                    "label": {"type": "string"},
                    "step": _WHOLE_NUMBERS,
                    "coordinates": {"type": "array", "items": _NUMBERS},
                    "distance": _NUMBERS | {"description": "Of each step from the slice"},
                    "loss": _NUMBERS | {"description": "Where the run is"},
                    "loss_on_plane": _NUMBERS | {"description": "Where the slice shows it"},
                    "share_outside": _NUMBER,
                },
            },
        },
        "step": _WHOLE_NUMBERS | {"description": "Of each line of a strip"},
        "examples": {
            "type": "object",
            "required": ["part", "count", "total", "batch_norm"],
            "properties": {
                "part": {"type": "string"},
                "count": {"type": "integer"},
                "total": {"type": "integer"},
                "batch_norm": {"type": ["string", "null"], "description": "Whose statistics normalise, for people"},
            },
        },
    },
}
