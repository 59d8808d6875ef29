"""Guide: what the documentation page shows, from the OpenAPI document, the socket's commands and the formula language."""

from __future__ import annotations

import json
from inspect import cleandoc
from typing import Any, get_args

from app.api.fields import Field, fields_of
from app.service.commands import Command

_WALK: dict[str, Any] = {
    "objective": {"name": "rosenbrock"},
    "start": [-1.5, 2.0],
    "steps": 500,
    "runs": [{"optimizer": {"name": "adam", "learning_rate": 0.05}}],
}
_TRAINING: dict[str, Any] = {
    "objective": {
        "model": {"name": "mlp", "hidden": [20]},
        "dataset": {"name": "spiral"},
        "loss": {"name": "softmax_cross_entropy"},
    },
    "steps": 300,
    "batch": {"size": 32},
    "runs": [{"optimizer": {"name": "adam", "learning_rate": 0.03}}],
}
_BODIES: dict[str, dict[str, Any]] = {
    "/api/v1/trajectories": _WALK,
    "/api/v1/slices": {"objective": {"expression": "x^2/20 + y^2"}, "resolution": [3, 3], "gradient": True},
    "/api/v1/basins": {
        "experiment": {
            "objective": {"name": "himmelblau"},
            "steps": 200,
            "runs": [{"optimizer": {"name": "sgd", "learning_rate": 0.005}}],
        },
        "resolution": [21, 21],
    },
    "/api/v1/spectra": {"objective": {"name": "rosenbrock"}, "origin": [1.0, 1.0], "largest": 1, "smallest": 1},
    "/api/v1/sweeps": {
        "experiment": {"objective": {"name": "rosenbrock"}, "runs": [{"optimizer": {"name": "adam"}}]},
        "axes": [{"path": "runs.0.optimizer.learning_rate", "values": [0.001, 0.01, 0.1, 1.0]}],
        "metric": "final_loss",
    },
    "/api/v1/tunings": {
        "experiment": {"objective": {"name": "beale"}, "runs": [{"optimizer": {"name": "momentum"}}]},
        "budget": 100,
    },
    "/api/v1/examples": {"dataset": {"name": "spiral", "points": 2}},
    "/api/v1/predictions": {"experiment": _TRAINING, "step": 200, "grid": {"resolution": [4, 3]}},
    "/api/v1/learning-rates": {"objective": _TRAINING["objective"]},
    "/api/v1/activations": {"experiment": _TRAINING, "step": 200, "bins": 4},
    "/api/v1/gradient-checks": {"experiment": _TRAINING, "step": 5, "h": [0.01, 1e-05], "parameters_per_group": 3},
    "/api/v1/batches": {"experiment": _TRAINING},
    "/api/v1/batch-gradients": {"experiment": _TRAINING, "step": 5, "sizes": [8, 32], "draws": 3},
    "/api/v1/code": _WALK,
    "/api/v1/expressions": {"expression": "sin(x) + y^2/3"},
    "/api/v1/expression-checks": {"expression": "sin(x) + "},
}
_QUERIES = {
    "/api/v1/trajectories": "?objective=beale&optimizer=adam&learning_rate=0.1&start=1,1&steps=200&format=csv",
    "/api/v1/qr": "?link={address}/",
}


def operations_of(openapi: dict[str, Any], address: str, token: str) -> list[dict[str, Any]]:
    """What the page lists: method, path, text, parameters, body, responses and a curl line against `address`.

    `token` names an experiment for the lines that need one.
    """
    operations = []
    schemas = openapi["components"]["schemas"]
    for path, methods in openapi["paths"].items():
        for method, operation in methods.items():
            operations.append(
                {
                    "method": method.upper(),
                    "path": path,
                    "summary": operation.get("description", operation.get("summary", "")).partition("\n")[0],
                    "description": operation.get("description", ""),
                    "tags": operation.get("tags", []),
                    "parameters": operation.get("parameters", []),
                    "body": _body_fields(operation, schemas),
                    "responses": {
                        status: response["description"] for status, response in operation["responses"].items()
                    },
                    "example_curl": _curl(method, path.replace("{token}", token), address),
                }
            )
    return operations


def commands_of_the_socket() -> list[dict[str, Any]]:
    """What a client of the socket may say: type, meaning and fields of each message."""
    commands = []
    for model in get_args(Command):
        schema = model.model_json_schema()
        fields = [field for field in fields_of(schema, schema.get("$defs", {})) if field.path != "type"]
        commands.append(
            {"type": schema["properties"]["type"]["const"], "meaning": cleandoc(model.__doc__ or ""), "fields": fields}
        )
    return commands


def _body_fields(operation: dict[str, Any], schemas: dict[str, Any]) -> list[Field]:
    content = operation.get("requestBody", {}).get("content", {})
    return [field for media in content.values() for field in fields_of(media["schema"], schemas)]


def _curl(method: str, path: str, address: str) -> str:
    if method == "get":
        return f"curl '{address}{path}{_QUERIES.get(path, '').format(address=address)}'"
    body = json.dumps(_BODIES[path])
    return f"curl {address}{path} -H 'Content-Type: application/json' -d '{body}'"
