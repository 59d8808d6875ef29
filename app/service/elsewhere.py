"""The same elsewhere: the declared code of other libraries, filled with the settings of an optimizer."""

from __future__ import annotations

import dataclasses
import re
from string import Formatter
from typing import Any, TypeAlias

from app.engine.elsewhere import Elsewhere
from app.engine.expression import parse
from app.engine.expression.python_text import MATH, python_text
from app.engine.optimizers.optimizer import Optimizer
from app.engine.schedules.schedule import Schedule
from app.engine.time_formula import TimeFormula
from app.service.settled_code import settled

LIBRARIES = {
    "torch": "PyTorch",
    "optax": "optax",
    "keras": "Keras",
    "scipy": "SciPy",
    "pytorch_optimizer": "pytorch_optimizer",
    "cma": "pycma",
}
_WIDEST = 72
_KEYWORD = re.compile(r"(\w+)=\{(\w+)\}")

Described: TypeAlias = Optimizer | Schedule


def named_in(entry: Elsewhere) -> set[str]:
    """The hyperparameters that the code of `entry` has in braces."""
    return {name for _, name, _, _ in Formatter().parse(entry.code) if name}


def left_out(entry: Elsewhere, optimizer: Described) -> list[str]:
    """The hyperparameters of `optimizer` that the code does not say."""
    return [field.name for field in dataclasses.fields(optimizer) if field.name not in named_in(entry)]


def namesakes(entry: Elsewhere, optimizer: Described) -> dict[str, str]:
    """Words of the library that mean another hyperparameter than the left out one of the same name: `weight_decay` of Keras."""
    meant = {word: name for word, name in _KEYWORD.findall(entry.code) if word != name}
    return {name: meant[name] for name in left_out(entry, optimizer) if name in meant}


def code_of(entry: Elsewhere, optimizer: Described) -> str:
    """The code of `entry` with the values of `optimizer` (or a schedule), on several lines if one would be too long."""
    return _wrapped(line_of(entry, optimizer))


def line_of(entry: Elsewhere, optimizer: Described) -> str:
    """The same on one line."""
    return _filled(entry, {field.name: getattr(optimizer, field.name) for field in dataclasses.fields(optimizer)})


def _filled(entry: Elsewhere, values: dict[str, Any]) -> str:
    return settled(entry.code.format(**{name: _literal(values[name], entry.library) for name in named_in(entry)}))


def _literal(value: Any, library: str) -> str:
    """`value` as Python writes it; an optimizer within is its own code in the same library, or its name."""
    if isinstance(value, (Optimizer, Schedule)):
        own = next((entry for entry in value.elsewhere if entry.library == library), None)
        return line_of(own, value) if own else value.name
    if isinstance(value, TimeFormula):
        return python_text(parse(value).tree, ("t",), {}, MATH)
    if isinstance(value, (bool, int)) or value is None:
        return repr(value)
    if isinstance(value, str):
        return repr(str(value))
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(_literal(entry, library) for entry in value)}]"
    return f"{float(value)!r}"


def _wrapped(code: str) -> str:
    """One argument per line where the whole is too wide, as a formatter would."""
    opening = code.find("(")
    if len(code) <= _WIDEST or opening < 0 or not code.endswith(")"):
        return code
    arguments, depth, start = [], 0, opening + 1
    for position in range(opening + 1, len(code) - 1):
        depth += (code[position] in "([{") - (code[position] in ")]}")
        if code[position] == "," and depth == 0:
            arguments.append(code[start:position].strip())
            start = position + 1
    arguments.append(code[start:-1].strip())
    return "\n".join([code[: opening + 1], *(f"    {argument}," for argument in arguments if argument), ")"])
