"""Guide: what the documentation page shows, from the OpenAPI document, the socket's commands and the formula language."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from inspect import cleandoc
from typing import Any, get_args

from app.api.fields import Field, components_of, fields_of
from app.api.guide_words import field_in, said
from app.service.commands import Command

_HOME = "/api/v1/trajectories"
"""Where the page tells the fields of an experiment; the other calls that take one point there."""
_TOLD_AT_HOME = ("Experiment", "CatalogueObjective")
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
    _HOME: _WALK,
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
    _HOME: "?objective=beale&optimizer=adam&learning_rate=0.1&start=1,1&steps=200&format=csv",
    "/api/v1/qr": "?link={address}/",
}


def operations_of(openapi: dict[str, Any], address: str, token: str, language: str) -> list[dict[str, Any]]:
    """What the page lists: method, path, text, parameters, body, its own responses and a curl line against `address`.

    `token` names an experiment for the lines that need one.
    """
    schemas = openapi["components"]["schemas"]
    common = errors_of(openapi, "en")
    operations = []
    for method, path, operation in _each(openapi):
        own = {status: words for status, words in _responses(operation).items() if common.get(status) != words}
        operations.append(
            {
                "method": method.upper(),
                "path": path,
                "anchor": _anchor(method, path),
                "paragraphs": [said(words, language) for words in paragraphs_of(operation)],
                "parameters": [_parameter(parameter, language) for parameter in operation.get("parameters", [])],
                "body": [field_in(field, language) for field in _body_fields(path, operation, schemas)],
                "responses": {status: said(words, language) for status, words in own.items()},
                "has_errors": len(own) < len(operation["responses"]),
                "example_curl": _curl(method, path.replace("{token}", token), address),
            }
        )
    return operations


def errors_of(openapi: dict[str, Any], language: str) -> dict[str, str]:
    """The responses that most calls have in common, by status: each is told once."""
    operations = [operation for _, _, operation in _each(openapi)]
    counts = Counter(response for operation in operations for response in _responses(operation).items())
    shared = {status: words for (status, words), count in counts.items() if 2 * count > len(operations)}
    return {status: said(words, language) for status, words in shared.items() if not status.startswith("2")}


def commands_of_the_socket(language: str) -> list[dict[str, Any]]:
    """What a client of the socket may say: type, meaning and fields of each message."""
    commands = []
    for model in get_args(Command):
        schema = model.model_json_schema()
        fields = [field for field in fields_of(schema, schema.get("$defs", {})) if field.path != "type"]
        commands.append(
            {
                "type": schema["properties"]["type"]["const"],
                "meaning": said(cleandoc(model.__doc__ or ""), language),
                "fields": [field_in(field, language) for field in fields],
            }
        )
    return commands


def paragraphs_of(operation: dict[str, Any]) -> list[str]:
    """What an operation says of itself, a line for each paragraph."""
    return [" ".join(block.split()) for block in operation.get("description", "").split("\n\n") if block.strip()]


def _each(openapi: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in openapi["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def _anchor(method: str, path: str) -> str:
    return f"{method}{re.sub('[{}]', '', path).replace('/', '-')}"


def _responses(operation: dict[str, Any]) -> dict[str, str]:
    return {status: response["description"] for status, response in operation["responses"].items()}


def _parameter(parameter: dict[str, Any], language: str) -> dict[str, Any]:
    schema = parameter.get("schema", {})
    return parameter | {
        "type": schema.get("type") or " | ".join(json.dumps(value) for value in schema.get("enum", ())),
        "meaning": said(parameter.get("description", ""), language),
    }


def _body_fields(path: str, operation: dict[str, Any], schemas: dict[str, Any]) -> list[Field]:
    told = {} if path == _HOME else dict.fromkeys(_TOLD_AT_HOME, f"#{_anchor('post', _HOME)}")
    content = operation.get("requestBody", {}).get("content", {})
    fields = [field for media in content.values() for field in fields_of(media["schema"], schemas, told=told)]
    whole = [told[name] for media in content.values() for name in components_of(media["schema"]) if name in told]
    return [Field("", "object", None, schemas["Experiment"]["description"], True, whole[0])] if whole else fields


def _curl(method: str, path: str, address: str) -> str:
    if method == "get":
        return f"curl '{address}{path}{_QUERIES.get(path, '').format(address=address)}'"
    body = json.dumps(_BODIES[path])
    return f"curl {address}{path} -H 'Content-Type: application/json' -d '{body}'"
