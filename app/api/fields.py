"""Fields: a JSON Schema as the flat list of paths that a documentation page can show."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

ARRAY_OF = "array of "
_NOTHING: Mapping[str, str] = {}


class Field(NamedTuple):
    """One field of a document: `runs[].clip.norm`, its type, its default as JSON, what it means."""

    path: str
    type: str
    default: str | None
    meaning: str
    is_required: bool
    told_at: str = ""
    """Where its own fields are told, if not behind it."""


def fields_of(
    schema: dict[str, Any], schemas: dict[str, Any], prefix: str = "", told: Mapping[str, str] = _NOTHING
) -> Iterator[Field]:
    """Every field of `schema` and of what it holds; `schemas` are the components that it refers to, by their names.

    What holds a component of `told` is not opened: its fields are told at that place.
    """
    variants = _variants(schema, schemas)
    for variant in variants:
        required = variant.get("required", []) if len(variants) == 1 else []
        for name, value in variant.get("properties", {}).items():
            path = f"{prefix}{name}"
            inner = [node for node in _variants(value, schemas) if node.get("type") != "null"]
            default = json.dumps(value["default"], ensure_ascii=False) if "default" in value else None
            meaning = value.get("description") or " ".join(dict.fromkeys(node.get("description", "") for node in inner))
            told_at = next((told[component] for component in components_of(value) if component in told), "")
            yield Field(path, _type(inner), default, _first_line(meaning), name in required, told_at)
            if told_at or _is_registry(inner):
                continue
            lists = [node["items"] for node in inner if node.get("type") == "array" and "items" in node]
            if lists:
                yield from fields_of({"anyOf": lists}, schemas, f"{path}[].", told)
            elif inner:
                yield from fields_of({"anyOf": inner}, schemas, f"{path}.", told)


def components_of(node: dict[str, Any]) -> Iterator[str]:
    """The names of the components that a node refers to, itself or as one of its choices."""
    if "$ref" in node:
        yield node["$ref"].rpartition("/")[2]
    for choice in (*node.get("oneOf", ()), *node.get("anyOf", ())):
        yield from components_of(choice)


def _variants(node: dict[str, Any], schemas: dict[str, Any]) -> list[dict[str, Any]]:
    """The plain schemas that a node stands for: references followed, unions opened."""
    if "$ref" in node:
        return _variants(schemas[next(components_of(node))], schemas)
    choices = node.get("oneOf") or node.get("anyOf")
    return [variant for choice in choices for variant in _variants(choice, schemas)] if choices else [node]


def _is_registry(nodes: list[dict[str, Any]]) -> bool:
    """Whether this is an optimizer or a schedule, whose fields their own catalogue lists."""
    return len(nodes) > 1 and all("const" in node.get("properties", {}).get("name", {}) for node in nodes)


def _type(nodes: list[dict[str, Any]]) -> str:
    if _is_registry(nodes):
        return "object: name and fields as in its catalogue"
    return " | ".join(dict.fromkeys(_type_of(node) for node in nodes)) or "null"


def _type_of(node: dict[str, Any]) -> str:
    if "const" in node or "enum" in node:
        return " | ".join(json.dumps(value) for value in node.get("enum", [node.get("const")]))
    if node.get("type") == "array":
        return f"{ARRAY_OF}{node.get('items', {}).get('type', 'object')}"
    return str(node.get("type", "object"))


def _first_line(text: str) -> str:
    return text.strip().partition("\n\n")[0].replace("\n", " ")
