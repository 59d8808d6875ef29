"""Axes: which numbers of an experiment a sweep varies, named by their paths, and each value checked where it will stand."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

from pydantic import Field

from app.service.documents import Document
from app.service.preparation import Prepared, prepare
from app.service.reading import pointer_of, unknown_name
from app.service.refusal import Fault, Refusal
from app.service.shape import nearest
from app.settings import Settings

Path = tuple[str | int, ...]
_NUMBER = {"expected": "kind.number"}


class AxisDocument(Document):
    """One number of the experiment, and the values it takes."""

    path: Annotated[str, Field(max_length=200)] = Field(
        description="Where it stands, with dots between: runs.0.optimizer.learning_rate, start.0, noise, …"
    )
    values: Annotated[list[float], Field(min_length=1)] = Field(description="What stands there instead, in turn.")


@dataclass(frozen=True)
class Axis:
    """An axis whose path is a number of the document and whose values have that number's type."""

    index: int
    path: Path
    values: tuple[float | int, ...]

    @property
    def name(self) -> str:
        """The path as it was written."""
        return ".".join(map(str, self.path))


def read_axes(documents: Sequence[AxisDocument], base: Prepared, settings: Settings) -> tuple[Axis, ...]:
    """The axes that `documents` name; raises Refusal at the path or the values that cannot be."""
    numbers = dict(_numbers(base.document)) | dict(_own_starts(base.document))
    axes: list[Axis] = []
    for index, asked in enumerate(documents):
        pointer = pointer_of("axes", index, "path")
        path = _path(asked.path, numbers, base.document, pointer)
        if path in [axis.path for axis in axes]:
            raise Refusal([Fault(pointer=pointer, code="repeated", arguments={"got": asked.path})])
        axes.append(Axis(index, path, _typed(asked.values, numbers[path], index)))
        _check(axes[-1], base, settings)
    return tuple(axes)


def with_values(base: Prepared, axes: Sequence[Axis], places: Sequence[int], settings: Settings) -> Prepared:
    """The experiment with one value of each axis, by its place in the axis, written into it."""
    document = copy.deepcopy(base.document)
    for axis, place in zip(axes, places, strict=True):
        _write(document, axis.path, axis.values[place])
    try:
        return prepare(document, settings)
    except Refusal as refusal:
        at = {pointer_of(*axis.path): (axis.index, place) for axis, place in zip(axes, places, strict=True)}
        raise Refusal([_moved(fault, at) for fault in refusal.faults]) from None


def _moved(fault: Fault, at: dict[str, tuple[int, int]]) -> Fault:
    """The fault at the value that caused it, or where it stands in the experiment."""
    axis = at.get(fault.pointer)
    pointer = f"/experiment{fault.pointer}" if axis is None else pointer_of("axes", axis[0], "values", axis[1])
    return replace(fault, pointer=pointer)


def _numbers(node: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every number of a document, and every place where one is left out."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from _numbers(value, (*path, name))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _numbers(value, (*path, index))
    elif node is None or (isinstance(node, (int, float)) and not isinstance(node, bool)):
        yield path, node


def _own_starts(document: Any) -> Iterator[tuple[Path, float]]:
    """The coordinates of the starts that runs do not have yet: an axis along one gives it to them."""
    for index, run in enumerate(document["runs"]):
        if run["start"] is None:
            for place, coordinate in enumerate(document["start"] or ()):
                yield ("runs", index, "start", place), coordinate


def _path(text: str, numbers: dict[Path, Any], document: Any, pointer: str) -> Path:
    known = {".".join(map(str, path)): path for path in numbers}
    if text in known:
        return known[text]
    found = _at(document, text.split("."))
    if found is not None:
        got = "object" if isinstance(found, dict) else "array" if isinstance(found, list) else str(found).lower()
        raise Refusal([Fault(pointer=pointer, code="wrong_type", arguments={"got": got}, words=_NUMBER)])
    parent, dot, name = text.rpartition(".")
    beside = [path for path in known if path.rpartition(".")[0] == parent]
    near = nearest(name, [path.rpartition(".")[2] for path in beside])
    raise Refusal([unknown_name(pointer, text, known if near is None else [f"{parent}{dot}{near}"])])


def _at(document: Any, parts: Sequence[str]) -> Any:
    """What stands at a path that is no number's, None if nothing does."""
    for part in parts:
        if isinstance(document, list) and part.isdecimal() and int(part) < len(document):
            document = document[int(part)]
        else:
            document = document.get(part) if isinstance(document, dict) else None
    return document


def _typed(values: Sequence[float], leaf: Any, index: int) -> tuple[float | int, ...]:
    """Whole numbers as such where one stands now, or where none does."""
    faults = [
        Fault(
            pointer=pointer_of("axes", index, "values", place),
            code="wrong_type",
            arguments={"got": repr(value)},
            words={"expected": "kind.integer"},
        )
        for place, value in enumerate(values)
        if isinstance(leaf, int) and not value.is_integer()
    ]
    if faults:
        raise Refusal(faults[:20])
    return tuple(value if isinstance(leaf, float) or not value.is_integer() else int(value) for value in values)


def _check(axis: Axis, base: Prepared, settings: Settings) -> None:
    """Refuse the values that cannot stand at the path. Bounds are intervals, so only the ends have to be tried."""
    order = sorted(range(len(axis.values)), key=lambda place: axis.values[place])
    faults: dict[str, Fault] = {}
    for places in (order, reversed(order)):
        for place in places:
            try:
                with_values(base, [axis], [place], settings)
                break
            except Refusal as refusal:
                faults |= {fault.pointer: fault for fault in refusal.faults}
            if len(faults) >= 20:
                break
    if faults:
        raise Refusal(sorted(faults.values(), key=lambda fault: (len(fault.pointer), fault.pointer)))


def _write(document: Any, path: Path, value: float | int) -> None:
    *parents, last = path
    here = document
    for part in parents:
        if here[part] is None:
            here[part] = list(document["start"])
        here = here[part]
    here[last] = value
