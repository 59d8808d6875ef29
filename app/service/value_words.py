"""Values and their limits as a table shows them."""

from __future__ import annotations

from typing import Any

from app.service.messages import sentence


def shown(value: Any) -> str:
    """A default, a coordinate or a value in as few characters as say it."""
    if isinstance(value, dict):
        return str(value["name"])
    if isinstance(value, (list, tuple)):
        return ", ".join(map(shown, value))
    if isinstance(value, bool) or value is None:
        return str(value).lower() if value is not None else ""
    if isinstance(value, float):
        return f"{value:.6g}".replace("e-0", "e-").replace("e+0", "e").replace("-", "−")
    return str(value)


def limits_of(field: dict[str, Any], language: str) -> str:
    """What a hyperparameter may be, from its JSON Schema: an interval, words, or the kind of its value."""
    if "enum" in field:
        return " · ".join(map(str, field["enum"]))
    if "catalogue" in field or field.get("type") == "array":
        return sentence(language, "reference.kind.list" if field.get("type") == "array" else "reference.kind.part")
    if field.get("type") == "boolean":
        return "true · false"
    if field.get("format") == "expression":
        return sentence(language, "reference.kind.formula")
    closed, opened = field.get("minimum"), field.get("exclusiveMinimum")
    low = (
        "(−∞" if closed is None and opened is None else f"({_short(opened)}" if closed is None else f"[{_short(closed)}"
    )
    closed, opened = field.get("maximum"), field.get("exclusiveMaximum")
    high = (
        "∞)" if closed is None and opened is None else f"{_short(opened)})" if closed is None else f"{_short(closed)}]"
    )
    return f"{low},\u00a0{high}"


def _short(limit: Any) -> str:
    return shown(float(limit))
