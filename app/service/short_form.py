"""Short form: an experiment with one line of query, for curl and pandas.

    objective=beale&optimizer=adam&learning_rate=0.1&start=1,1&steps=200
    expression=a*x^2+y^2&a=3&optimizer=sgd,momentum&learning_rate=0.01&schedule=cosine&schedule.t_max=200

Names that are not the experiment's own are hyperparameters of every optimizer named; single letters are the formula's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from app.service.reading import pointer_of
from app.service.refusal import Fault, Refusal

_NUMBERS = {"steps", "seed", "noise", "dimension"}
_SCHEDULE_PREFIX = "schedule."
_PARAMETER_PREFIX = "parameters."
_INTEGER = re.compile(r"[+-]?[0-9]+")
_REAL = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?|[+-]?(inf|infinity|nan)", re.IGNORECASE)


def read_query(query: str) -> dict[str, str]:
    """The pairs of a query string in which a plus is a plus; raises Refusal for a repeated name."""
    pairs: dict[str, str] = {}
    for part in query.split("&"):
        if not part:
            continue
        name, _, value = part.partition("=")
        name, value = unquote(name), unquote(value)
        if name in pairs:
            raise Refusal([Fault(pointer=pointer_of(name), code="repeated", arguments={"got": name[:80]})])
        pairs[name] = value
    return pairs


def expand(pairs: Mapping[str, str]) -> dict[str, Any]:
    """The experiment document of a short form; its values are checked where every experiment is."""
    rest = dict(pairs)
    document: dict[str, Any] = {"objective": _objective(rest)}
    optimizers = rest.pop("optimizer", "sgd").split(",")
    if "start" in rest:
        document["start"] = [_value(entry) for entry in rest.pop("start").split(",")]
    schedule = {"name": rest.pop("schedule", "constant")}
    for name in [name for name in rest if name.startswith(_SCHEDULE_PREFIX)]:
        schedule[name.removeprefix(_SCHEDULE_PREFIX)] = _value(rest.pop(name))
    for name in [name for name in rest if name in _NUMBERS]:
        document[name] = _value(rest.pop(name))
    if "name" in rest:
        raise Refusal([Fault(pointer="/name", code="unknown_field", arguments={"got": "name"})])
    settings = {name: _value(text) for name, text in rest.items()}
    document["runs"] = [{"optimizer": {"name": name} | settings, "schedule": schedule} for name in optimizers]
    return document


def _objective(rest: dict[str, str]) -> dict[str, Any]:
    parameters = {
        name.removeprefix(_PARAMETER_PREFIX): _value(rest.pop(name))
        for name in list(rest)
        if name.startswith(_PARAMETER_PREFIX) or len(name) == 1
    }
    if "expression" not in rest:
        return ({"name": rest.pop("objective")} if "objective" in rest else {}) | {"parameters": parameters}
    objective: dict[str, Any] = {"expression": rest.pop("expression"), "parameters": parameters}
    if "domain" in rest:
        bounds = [_value(entry) for entry in rest.pop("domain").split(",")]
        objective["domain"] = [bounds[index : index + 2] for index in range(0, len(bounds), 2)]
    return objective


def _value(text: str) -> Any:
    """A number, a truth value, or the text itself, which the experiment's check then refuses with its place."""
    if text in {"true", "false"}:
        return text == "true"
    if _INTEGER.fullmatch(text) and len(text) < 20:
        return int(text)
    return float(text) if _REAL.fullmatch(text) else text
