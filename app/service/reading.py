"""Reading: bytes to a document, with every refusal at its place.

JSON itself (RFC 8259, UTF-8), then what no number or text can be (NaN, 1e400, half a surrogate pair), then the shape, then
sense.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import islice
from math import isfinite
from typing import Any, TypeVar

import orjson
from pydantic import BaseModel, ValidationError

from app.service.refusal import Fault, Refusal
from app.service.shape import fields_at, nearest

Model = TypeVar("Model", bound=BaseModel)

_FAULTS = 20
"""As many as a person reads; a body of 256 KiB could hold 80,000."""

_COMPARISONS = {
    "greater_than": ("gt", "kind.above"),
    "greater_than_equal": ("ge", "kind.at_least"),
    "less_than": ("lt", "kind.below"),
    "less_than_equal": ("le", "kind.at_most"),
}
_TOO_LONG = {"too_long", "string_too_long"}
_KINDS = {
    "float_type": "number",
    "int_type": "integer",
    "int_from_float": "integer",
    "bool_type": "boolean",
    "string_type": "string",
    "list_type": "array",
    "tuple_type": "array",
    "dict_type": "object",
    "model_type": "object",
    "model_attributes_type": "object",
    "none_required": "null",
}
_TAGS = ("name", "type", "method")
"""Fields that tell which member of a union a document is."""


class MalformedJson(Refusal):
    """Text that is not JSON."""

    def __init__(self, error: orjson.JSONDecodeError) -> None:
        arguments = {"detail": error.msg, "line": error.lineno, "column": error.colno}
        super().__init__([Fault(pointer="", code="malformed_json", arguments=arguments, position=error.pos)])


def read_json(body: bytes) -> Any:
    """The value that `body` holds; raises MalformedJson, or Refusal with the places of what has no value."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        faults = list(islice(_without_value(body), _FAULTS))
        raise (Refusal(faults) if faults else MalformedJson(error)) from None


def read_document(model: type[Model], value: Any) -> Model:
    """`value` as a `model`; raises Refusal with one fault per place."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        faults: dict[str, Fault] = {}
        for detail in error.errors(include_url=False):
            fault = _fault(dict(detail), value, model)
            faults.setdefault(fault.pointer, fault)
            if len(faults) == _FAULTS:
                break
        raise Refusal(list(faults.values())) from None


def pointer_of(*path: str | int) -> str:
    """The JSON Pointer of a path."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)


def unknown_name(pointer: str, got: str, known: Iterable[str]) -> Fault:
    """The fault of a name that is not in a list, with the nearest one that is."""
    near = get_close_matches(got[:80], list(known), n=1, cutoff=0.5)
    arguments = {"got": got[:80]} | ({"suggestion": near[0]} if near else {})
    return Fault(pointer=pointer, code="unknown_name", arguments=arguments, hint="did_you_mean" if near else None)


def unknown_field(pointer: str, got: str, known: Sequence[str]) -> Fault:
    """The fault of a field that does not exist, with the nearest one, or all there are; one of another form has its own."""
    if got in known:
        return Fault(pointer=pointer, code="unknown_field", arguments={"got": got}, hint="not_together")
    near = nearest(got, known)
    arguments = {"got": got[:80], "known": ", ".join(known)} | ({"suggestion": near} if near else {})
    return Fault(pointer=pointer, code="unknown_field", arguments=arguments, hint="did_you_mean" if near else "known")


def _without_value(body: bytes) -> Iterator[Fault]:
    """The places of numbers that are not finite and of strings that are not text; none if `body` is no JSON at all."""
    try:
        document = json.loads(body.decode("utf-8"), parse_int=float)
    except (ValueError, RecursionError):
        return
    pending: list[tuple[str, Any]] = [("", document)]
    while pending:
        pointer, value = pending.pop()
        if isinstance(value, dict):
            if any(map(_is_no_text, value)):
                yield Fault(pointer=pointer, code="lone_surrogate")
            readable = [key for key in value if not _is_no_text(key)]
            pending += [(pointer + pointer_of(key), value[key]) for key in reversed(readable)]
        elif isinstance(value, list):
            pending += [(f"{pointer}/{index}", value[index]) for index in reversed(range(len(value)))]
        elif isinstance(value, float) and not isfinite(value):
            yield Fault(pointer=pointer, code="not_finite", arguments={"got": str(value)})
        elif isinstance(value, str) and _is_no_text(value):
            yield Fault(pointer=pointer, code="lone_surrogate")


def _is_no_text(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def _fault(detail: Mapping[str, Any], document: Any, model: type[BaseModel]) -> Fault:
    kind, context = detail["type"], detail.get("ctx", {})
    pointer = pointer_of(*_path(detail["loc"], kind, document))
    if kind == "union_tag_not_found":
        return Fault(pointer=pointer + pointer_of(_tag(context)), code="missing")
    if kind == "missing":
        return Fault(pointer=pointer, code="missing")
    if kind == "extra_forbidden":
        return unknown_field(pointer, str(detail["loc"][-1]), fields_at(model, detail["loc"][:-1]))
    if kind == "union_tag_invalid":
        known = [tag.strip(" '") for tag in str(context["expected_tags"]).split(",")]
        return unknown_name(pointer + pointer_of(_tag(context)), str(context["tag"]), known)
    if kind in _TOO_LONG:
        return Fault(pointer=pointer, code="too_long", arguments={"limit": context["max_length"]})
    if kind == "too_short":
        return Fault(pointer=pointer, code="too_short", arguments={"limit": context["min_length"]})
    got = {"got": _brief(detail["input"])}
    if kind == "finite_number":
        return Fault(pointer=pointer, code="not_finite", arguments=got)
    if kind == "string_pattern_mismatch":
        return Fault(pointer=pointer, code="control_character")
    if kind in _COMPARISONS:
        bound, words = _COMPARISONS[kind]
        arguments = got | {"limit": f"{context[bound]:.15g}"}
        return Fault(pointer=pointer, code="out_of_range", arguments=arguments, words={"expected": words})
    if kind in _KINDS:
        return Fault(pointer=pointer, code="wrong_type", arguments=got, words={"expected": f"kind.{_KINDS[kind]}"})
    return Fault(pointer=pointer, code="wrong_type", arguments=got | {"expected": str(context.get("expected", kind))})


def _tag(context: Mapping[str, Any]) -> str:
    return str(context["discriminator"]).strip("'")


def _path(location: Iterable[str | int], kind: str, document: Any) -> list[str | int]:
    """The place in the document: a location of pydantic without the tags of the unions it went through."""
    path: list[str | int] = []
    here: Any = document
    parts = list(location)
    for index, part in enumerate(parts):
        is_last = index == len(parts) - 1
        if not is_last and _is_tag(here, part):
            continue
        if _holds(here, part):
            here = here[part]
        elif not (is_last and kind in {"missing", "extra_forbidden"}):
            continue
        path.append(part)
    return path


def _is_tag(here: Any, part: str | int) -> bool:
    """Whether `part` names a member of a union, although the document may have a field of that name, as momentum does."""
    return isinstance(here, dict) and any(here.get(field) == part for field in _TAGS)


def _holds(here: Any, part: str | int) -> bool:
    if isinstance(here, dict):
        return part in here
    return isinstance(here, list) and isinstance(part, int) and part < len(here)


def _brief(value: Any) -> str:
    if isinstance(value, (dict, list)):
        return "array" if isinstance(value, list) else "object"
    if isinstance(value, str):
        value = value[:40]
    text = "null" if value is None else str(value).lower() if isinstance(value, bool) else repr(value)
    return text if len(text) <= 40 else text[:39] + "…"
