"""Checkpoints: trainings remembered on the way, so that a step that was passed is found again without walking there.

They only save time. The answer to any question is the same without them, on this server or another.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

import orjson

from app.engine.descent import Descent
from app.engine.objective import Array, Objective
from app.service.paths import Paths
from app.service.preparation import Prepared


class Nowhere(Objective):
    """Stands where a kept run has no objective: the data of a training are many times larger than where it stands."""

    dimension = 0

    def value(self, position: Array) -> Array:
        raise NotImplementedError("a kept run has no objective: fork it with one")

    def value_and_gradient(self, position: Array) -> tuple[Array, Array]:
        raise NotImplementedError("a kept run has no objective: fork it with one")

    def hessian(self, position: Array) -> Array:
        raise NotImplementedError("a kept run has no objective: fork it with one")


NOWHERE = Nowhere()
_MOST_OF_ONE = 64
"""Checkpoints of one experiment; where more come, every second one goes."""
_IRRELEVANT = {"record", "changes"}
"""What an experiment may differ in while its runs stand at the same places."""


@dataclass(frozen=True)
class Checkpoint:
    """All runs of an experiment at one step; those that ended before it, at their ends."""

    step: int
    changes: tuple[str, ...]
    """The live edits that have taken effect."""
    descents: tuple[Descent, ...]

    @property
    def size_bytes(self) -> int:
        """The memory it holds."""
        return sum(descent.size_bytes for descent in self.descents)


class Checkpoints:
    """The checkpoints of the experiments trained last, within `budget_bytes` of memory. Safe to share among threads."""

    def __init__(self, budget_bytes: int) -> None:
        self.paths = Paths(budget_bytes)
        """And the paths walked lately, within as much memory again."""
        self._budget_bytes = budget_bytes
        self._courses: OrderedDict[bytes, list[Checkpoint]] = OrderedDict()
        self._lock = Lock()

    def keep(self, prepared: Prepared, step: int, descents: Sequence[Descent]) -> None:
        """Remember where the runs are after `step`."""
        pairs = zip(descents, prepared.plans, strict=True)
        kept = Checkpoint(step, _changes(prepared, step), tuple(descent.fork(NOWHERE, plan) for descent, plan in pairs))
        with self._lock:
            key = _key(prepared)
            course = [known for known in self._courses.pop(key, []) if known.step != step]
            course = sorted([*course, kept], key=lambda known: known.step)
            self._courses[key] = course[::2] if len(course) > _MOST_OF_ONE else course
            self._forget()

    def nearest(self, prepared: Prepared, step: int) -> Checkpoint | None:
        """The last checkpoint at or before `step` that lies on the course of this experiment, to go on from."""
        with self._lock:
            course = self._courses.get(_key(prepared), [])
            fitting = [
                known for known in course if known.step <= step and known.changes == _changes(prepared, known.step)
            ]
        if not fitting:
            return None
        found = fitting[-1]
        pairs = zip(found.descents, prepared.plans, strict=True)
        return Checkpoint(
            found.step, found.changes, tuple(descent.fork(prepared.objective, plan) for descent, plan in pairs)
        )

    def _forget(self) -> None:
        """Drop the experiments that were trained longest ago, then the oldest steps, until the rest fits."""
        sizes = {key: sum(known.size_bytes for known in course) for key, course in self._courses.items()}
        while sum(sizes.values()) > self._budget_bytes:
            key = next(iter(self._courses))
            if len(self._courses) > 1:
                del self._courses[key], sizes[key]
            elif len(self._courses[key]) > 1:
                self._courses[key] = self._courses[key][1:]
                sizes[key] = sum(known.size_bytes for known in self._courses[key])
            else:
                self._courses.clear()
                return


def _key(prepared: Prepared) -> bytes:
    course = {name: value for name, value in prepared.document.items() if name not in _IRRELEVANT}
    course["runs"] = [run | {"label": None} for run in course["runs"]]
    course["evaluate_every"] = prepared.document["record"]["evaluate_every"]
    return sha256(orjson.dumps(course)).digest()


def _changes(prepared: Prepared, step: int) -> tuple[str, ...]:
    return tuple(repr(change) for change in prepared.document["changes"] if change["step"] <= step)
