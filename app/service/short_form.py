"""Short form: an experiment with one line of query, for curl and pandas.

    objective=beale&optimizer=adam&learning_rate=0.1&start=1,1&steps=200
    expression=a*x^2+y^2&a=3&optimizer=sgd,momentum&learning_rate=0.01&schedule=cosine&schedule.t_max=200

Names that are not the experiment's own are hyperparameters of those optimizers that have them; single letters are the
formula's own.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from app.engine.optimizers import OPTIMIZERS
from app.service.reading import pointer_of, unknown_field
from app.service.refusal import Fault, Refusal

_HYPERPARAMETERS = {cls.name: [field.name for field in dataclasses.fields(cls)] for cls in OPTIMIZERS}
_NAMES = (
    "objective",
    "expression",
    "domain",
    "optimizer",
    "schedule",
    "start",
    "steps",
    "seed",
    "noise",
    "dimension",
    "project",
)
_OWN = {"steps", "seed", "noise", "project"}
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
    for name in [name for name in rest if name in _OWN]:
        document[name] = _value(rest.pop(name))
    settings = {name: _value(text) for name, text in rest.items()}
    _check_names(settings, optimizers)
    document["runs"] = [
        {"optimizer": {"name": name} | _own(settings, name), "schedule": schedule} for name in optimizers
    ]
    return document


def _own(settings: dict[str, Any], optimizer: str) -> dict[str, Any]:
    """Those settings that an optimizer has: `optimizer=sgd,adam&beta1=0.8` is about adam."""
    return {name: value for name, value in settings.items() if name in _HYPERPARAMETERS.get(optimizer, ())}


def _check_names(settings: Iterable[str], optimizers: Sequence[str]) -> None:
    """Refuse a name that means nothing here, and an objective that is missing."""
    known = list(dict.fromkeys(field for name in optimizers for field in _HYPERPARAMETERS.get(name, ())))
    faults = [unknown_field(pointer_of(name), name, [*_NAMES, *known]) for name in settings if name not in known]
    if faults and all(name in _HYPERPARAMETERS for name in optimizers):
        raise Refusal(faults)


def _objective(rest: dict[str, str]) -> dict[str, Any]:
    parameters = {
        name.removeprefix(_PARAMETER_PREFIX): _value(rest.pop(name))
        for name in list(rest)
        if name.startswith(_PARAMETER_PREFIX) or len(name) == 1
    }
    if not {"objective", "expression"} & set(rest):
        raise Refusal([Fault(pointer="/objective", code="missing")])
    if "expression" not in rest:
        dimension = {"dimension": _value(rest.pop("dimension"))} if "dimension" in rest else {}
        return {"name": rest.pop("objective"), "parameters": parameters} | dimension
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
