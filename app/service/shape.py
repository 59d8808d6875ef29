"""Shape: which fields a document may have at a place, for refusals that say what to write instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Any

from pydantic import BaseModel

_USUAL_NAMES = {
    "lr": "learning_rate",
    "eta": "learning_rate",
    "step_size": "learning_rate",
    "eps": "epsilon",
    "wd": "weight_decay",
    "beta": "beta1",
    "betas": "beta1",
    "mu": "momentum",
    "x0": "start",
    "iterations": "steps",
    "optimizer": "runs",
    "optimizers": "runs",
    "function": "objective",
}
"""What other libraries call our fields."""


def fields_at(model: type[BaseModel], location: Sequence[str | int]) -> list[str]:
    """The fields that a `model` may have at a location of pydantic's, tags of unions included."""
    root = _schema(model)
    nodes = list(_alternatives(root, root))
    for part in location:
        within = [child for node in nodes for child in _below(node, part, root)]
        nodes = within or [node for node in nodes if _is_tagged(node, part)]
    return list(dict.fromkeys(name for node in nodes for name in node.get("properties", {})))


def nearest(got: str, known: Sequence[str]) -> str | None:
    """The field that was probably meant by `got`, if one was."""
    usual = _USUAL_NAMES.get(got.lower())
    if usual in known:
        return usual
    return next(iter(get_close_matches(got[:80], known, n=1, cutoff=0.6)), None)


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema()


def _below(node: dict[str, Any], part: str | int, root: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What stands below `part` of one alternative."""
    if isinstance(part, int):
        yield from _alternatives(node.get("items", {}), root)
    elif part in node.get("properties", {}):
        yield from _alternatives(node["properties"][part], root)


def _is_tagged(node: dict[str, Any], part: str | int) -> bool:
    """Whether an alternative may be the one that the tag `part` of a union means: it has that name, or no fixed one."""
    return bool(node.get("properties", {}).get("name", {}).get("const", part) == part)


def _alternatives(node: dict[str, Any], root: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The plain schemas that a node stands for: references followed, unions opened."""
    if "$ref" in node:
        yield from _alternatives(root["$defs"][node["$ref"].rpartition("/")[2]], root)
    elif "oneOf" in node or "anyOf" in node:
        for choice in node.get("oneOf") or node["anyOf"]:
            yield from _alternatives(choice, root)
    else:
        yield node
