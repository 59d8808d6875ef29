"""Hyperparameters are dataclass fields that carry their own bounds, symbol, scale and meaning.

Declared once here, read everywhere: the JSON Schema, the form on the page, the command line, the reference page and the
conformance tests all derive from these fields' metadata, so the engine itself needs no pydantic.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, Literal

import numpy as np

from app.engine.text import Text

Scale = Literal["linear", "log", "one_minus"]
MOST_PARTS = 8
"""As many schedules as one can be made of."""
_COMPARISONS: dict[str, tuple[Callable[[Any, float], Any], str]] = {
    "ge": (np.greater_equal, "at least"),
    "gt": (np.greater, "greater than"),
    "le": (np.less_equal, "at most"),
    "lt": (np.less, "less than"),
}


class HyperparameterError(ValueError):
    """A hyperparameter outside its bounds, or not finite."""


class ContradictionError(HyperparameterError):
    """Settings that are fine one by one and do not fit together: `field` is the one to change, `code` says why."""

    def __init__(self, field: str, code: str, message: str, **arguments: Any) -> None:
        super().__init__(message)
        self.field, self.code, self.arguments = field, code, arguments


def hyperparameter(
    default: Any,
    label: Text,
    meaning: Text,
    *,
    symbol: str = "",
    scale: Scale = "linear",
    span: tuple[float, float] | None = None,
    advanced: bool = False,
    between: str = "",
    **bounds: float,
) -> Any:
    """A dataclass field for one hyperparameter: what a form calls it, and what it means in one line.

    `bounds` are any of `ge gt le lt`, and are enforced. `span` is the range a slider covers, inside the bounds, and only
    suggests. `scale` tells how that slider divides it: `linear`, `log`, or `one_minus` (logarithmic in 1 − value, for
    decay rates near one). `advanced` fields wait under "More". `between` names the field whose parts a row of numbers stands
    between: it has one entry fewer, and grows with it.
    """
    unknown = set(bounds) - set(_COMPARISONS)
    if unknown:
        raise TypeError(f"bounds must be among ge, gt, le, lt; got {sorted(unknown)}")
    extra = {"symbol": symbol, "scale": scale, "advanced": advanced}
    if span is not None:
        extra["span"] = list(span)
    if between:
        extra["between"] = between
    words = {"label": label, "meaning": meaning}
    return dataclasses.field(default=default, metadata={**bounds, **words, "json_schema_extra": extra})


def part(default: Any, label: Text, meaning: Text, kind: type[Any]) -> Any:
    """A dataclass field that holds an optimizer or a schedule, or a tuple of them: any listed one that is a `kind`."""
    return dataclasses.field(default=default, metadata={"label": label, "meaning": meaning, "part": kind})


def check_bounds(settings: Any) -> None:
    """Raise `HyperparameterError` for the first field of a dataclass instance outside its declared bounds.

    Values may be scalars or `(n,)` arrays, one value per run; every entry has to be finite and within bounds.
    """
    for field in dataclasses.fields(settings):
        value = getattr(settings, field.name)
        if isinstance(value, (bool, str)) or value is None or "part" in field.metadata:
            continue
        limits = [(key, limit) for key, limit in field.metadata.items() if key in _COMPARISONS]
        wanted = " and ".join([f"{_COMPARISONS[key][1]} {limit:g}" for key, limit in limits])
        within = np.all(np.isfinite(value)) and all(np.all(_COMPARISONS[key][0](value, limit)) for key, limit in limits)
        if not within:
            suffix = f" of {wanted}" if wanted.startswith("at") else f" {wanted}" if wanted else ""
            raise HyperparameterError(f"{field.name} must be a finite number{suffix}, got {value}")
