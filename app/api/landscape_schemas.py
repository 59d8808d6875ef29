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
    "required": ["axes", "loss", "directions", "origin", "warnings"],
    "properties": {
        "axes": {"type": "array", "items": _NUMBERS, "description": "The coefficients along each direction."},
        "loss": _GRID,
        "data_loss": _GRID,
        "accuracy": _GRID,
        "gradient_norm": _GRID,
        "example_losses": _GRID | {"description": "With a last axis: one loss for each example asked for."},
        "slope": _GRID | {"description": "With a last axis: the derivative along each direction."},
        "projected_gradient": _GRID
        | {"description": "With a last axis: the coefficients of the part of the gradient that lies in the plane."},
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
        "origin": {"type": "array", "description": "Its coefficients; of a strip, a list for each line."},
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
                    "share_outside": _NUMBERS | {"description": "That distance as a share of reach"},
                },
            },
        },
        "reach": _NUMBER | {"description": "The farthest that any of the runs gets from the slice's origin"},
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

BASINS: dict[str, Any] = {
    "type": "object",
    "required": ["experiment", "run", "coordinates", "axes", "basin", "step", "loss", "diverged", "radius", "places"],
    "properties": {
        "experiment": {"$ref": "#/components/schemas/Experiment"},
        "run": {"type": "integer"},
        "coordinates": _WHOLE_NUMBERS | {"description": "Numbers of the coordinates of the start, from 0"},
        "axes": {"type": "array", "items": _NUMBERS, "description": "Where the starts lie."},
        "basin": _GRID | {"description": "Number of the place where a start leads, or null."},
        "step": _GRID | {"description": "The step at which a run arrived, or its last one."},
        "loss": _GRID | {"description": "At the end; null where a run diverged."},
        "diverged": {"type": "integer", "description": "How many runs diverged"},
        "radius": {"type": "number", "description": "How near to a place an end belongs to it"},
        "places": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["point", "loss", "kind", "is_known", "count"],
                "properties": {
                    "point": _NUMBERS,
                    "loss": _NUMBER,
                    "kind": {"enum": ["minimum", "saddle", "flat", "unknown"]},
                    "is_known": {"type": "boolean", "description": "Whether the catalogue names it"},
                    "count": {"type": "integer", "description": "How many starts lead there"},
                },
            },
        },
    },
}
SPECTRUM: dict[str, Any] = {
    "type": "object",
    "required": ["dimension", "loss", "largest", "smallest", "residual", "products", "is_converged"],
    "properties": {
        "dimension": {"type": "integer"},
        "loss": _NUMBERS,
        "largest": {"type": "array", "items": _NUMBERS, "description": "Per point, falling"},
        "smallest": {"type": "array", "items": _NUMBERS, "description": "Per point, rising"},
        "residual": _NUMBERS | {"description": "The largest ‖Av − λv‖: no eigenvalue is off by more"},
        "products": _WHOLE_NUMBERS,
        "is_converged": {"type": "array", "items": {"type": "boolean"}},
        "step": _WHOLE_NUMBERS | {"description": "Along a run"},
        "learning_rate": _NUMBERS | {"description": "Of the step from there"},
        "bound": _NUMBERS | {"description": "2 over the learning rate"},
    },
}
