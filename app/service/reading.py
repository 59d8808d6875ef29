"""Reading: bytes to a document, with every refusal at its place.

JSON itself (RFC 8259, UTF-8, no NaN, no overflowing number, no lone surrogate), then the shape, then sense.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

import orjson
from pydantic import BaseModel, ValidationError

from app.service.refusal import Fault, Refusal

Model = TypeVar("Model", bound=BaseModel)

_COMPARISONS = {
    "greater_than": ("gt", "> {:g}"),
    "greater_than_equal": ("ge", "≥ {:g}"),
    "less_than": ("lt", "< {:g}"),
    "less_than_equal": ("le", "≤ {:g}"),
}
_TOO_LONG = {"too_long", "string_too_long"}
_KINDS = {
    "float_type": "number",
    "int_type": "integer",
    "int_from_float": "integer",
    "bool_type": "true | false",
    "string_type": "string",
    "list_type": "array",
    "dict_type": "object",
    "model_type": "object",
    "model_attributes_type": "object",
    "none_required": "null",
    "literal_error": "",
}


class MalformedJson(Refusal):
    """Text that is not JSON."""

    def __init__(self, detail: str) -> None:
        super().__init__([Fault(pointer="", code="malformed_json", arguments={"detail": detail})])


def read_json(body: bytes) -> Any:
    """The value that `body` holds; raises MalformedJson."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise MalformedJson(str(error)) from None


def read_document(model: type[Model], value: Any) -> Model:
    """`value` as a `model`; raises Refusal with one fault per place."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        faults = [_fault(dict(detail), value) for detail in error.errors(include_url=False)]
        raise Refusal(faults) from None


def pointer_of(*path: str | int) -> str:
    """The JSON Pointer of a path."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)


def unknown_name(pointer: str, got: str, known: Iterable[str]) -> Fault:
    """The fault of a name that is not in a list, with the nearest one that is."""
    near = get_close_matches(got, list(known), n=1, cutoff=0.5)
    arguments = {"got": got[:80]} | ({"suggestion": near[0]} if near else {})
    return Fault(pointer=pointer, code="unknown_name", arguments=arguments, hint="did_you_mean" if near else None)


def _fault(detail: Mapping[str, Any], document: Any) -> Fault:
    kind, context = detail["type"], detail.get("ctx", {})
    pointer = pointer_of(*_path(detail["loc"], kind, document))
    if kind in {"missing", "union_tag_not_found"}:
        return Fault(pointer=pointer, code="missing")
    if kind == "extra_forbidden":
        return Fault(pointer=pointer, code="unknown_field", arguments={"got": str(detail["loc"][-1])[:80]})
    if kind == "union_tag_invalid":
        known = [tag.strip(" '") for tag in str(context["expected_tags"]).split(",")]
        return unknown_name(f"{pointer}/{context['discriminator'].strip(chr(39))}", str(context["tag"]), known)
    if kind in _COMPARISONS:
        key, form = _COMPARISONS[kind]
        arguments = {"expected": form.format(context[key]), "got": _brief(detail["input"])}
        return Fault(pointer=pointer, code="out_of_range", arguments=arguments)
    if kind in _TOO_LONG:
        return Fault(pointer=pointer, code="too_long", arguments={"limit": context["max_length"]})
    if kind == "too_short":
        return Fault(pointer=pointer, code="too_short", arguments={"limit": context["min_length"]})
    if kind == "finite_number":
        return Fault(pointer=pointer, code="not_finite", arguments={"got": _brief(detail["input"])})
    expected = _KINDS.get(kind) or str(context.get("expected", kind))
    return Fault(pointer=pointer, code="wrong_type", arguments={"expected": expected, "got": _brief(detail["input"])})


def _path(location: Iterable[str | int], kind: str, document: Any) -> list[str | int]:
    """The place in the document: a location of pydantic without the tags of the unions it went through."""
    path: list[str | int] = []
    here: Any = document
    parts = list(location)
    for index, part in enumerate(parts):
        is_last = index == len(parts) - 1
        if _holds(here, part):
            here = here[part]
        elif not (is_last and kind in {"missing", "extra_forbidden"}):
            continue
        path.append(part)
    return path


def _holds(here: Any, part: str | int) -> bool:
    if isinstance(here, dict):
        return part in here
    return isinstance(here, list) and isinstance(part, int) and part < len(here)


def _brief(value: Any) -> str:
    if isinstance(value, (dict, list)):
        return "array" if isinstance(value, list) else "object"
    text = "null" if value is None else str(value).lower() if isinstance(value, bool) else repr(value)
    return text if len(text) <= 40 else text[:39] + "…"
