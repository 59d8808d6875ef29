"""Guide: the operations of the OpenAPI document as the documentation page shows them, each with a call to copy."""

from __future__ import annotations

import json
from typing import Any

_BODIES: dict[str, dict[str, Any]] = {
    "/api/v1/trajectories": {
        "objective": {"name": "rosenbrock"},
        "start": [-1.5, 2.0],
        "steps": 500,
        "runs": [{"optimizer": {"name": "adam", "learning_rate": 0.05}}],
    },
    "/api/v1/slices": {"objective": {"expression": "x^2/20 + y^2"}, "resolution": [3, 3], "gradient": True},
    "/api/v1/expressions": {"expression": "sin(x) + y^2/3"},
}
_QUERIES = {"/api/v1/trajectories": "?objective=beale&optimizer=adam&learning_rate=0.1&start=1,1&steps=200&format=csv"}


def operations_of(openapi: dict[str, Any], address: str) -> list[dict[str, Any]]:
    """What the page lists: method, path, text, parameters, responses and a curl line against `address`."""
    operations = []
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
                    "responses": {
                        status: response["description"] for status, response in operation["responses"].items()
                    },
                    "example_curl": _curl(method, path, address),
                }
            )
    return operations


def _curl(method: str, path: str, address: str) -> str:
    if method == "get":
        return f"curl '{address}{path}{_QUERIES.get(path, '')}'"
    body = json.dumps(_BODIES.get(path, {}))
    return f"curl {address}{path} -H 'Content-Type: application/json' -d '{body}'"
