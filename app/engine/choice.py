"""Choices: hyperparameters that are one of a few words, and rows of whole numbers.

Both tell pydantic their shape in its own schema language, plain dictionaries, so the engine still imports nothing of it; what
is built in Python is checked by `check_choices`.
"""

from __future__ import annotations

import dataclasses
from typing import Any, ClassVar

from app.engine.hyperparameter import HyperparameterError


class Choice(str):
    """A word out of `words`; a subclass lists them, the default is an instance."""

    words: ClassVar[tuple[str, ...]]
    __slots__ = ()

    @classmethod
    def check(cls, name: str, value: Any) -> str:
        """`value`, if it is one of the words."""
        if value not in cls.words:
            raise HyperparameterError(f"{name} must be one of {', '.join(cls.words)}, got {value!r}")
        return str(value)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> dict[str, Any]:
        return {"type": "literal", "expected": list(cls.words)}


class WholeNumbers(tuple[int, ...]):
    """A row of whole numbers of at least `least`, at most `most` of them."""

    least: ClassVar[int] = 0
    most: ClassVar[int] = 64
    __slots__ = ()

    @classmethod
    def check(cls, name: str, value: Any) -> tuple[int, ...]:
        """`value` as a tuple, if all its numbers are whole and large enough."""
        row = tuple(value)
        if len(row) > cls.most or any(type(number) is not int or number < cls.least for number in row):
            raise HyperparameterError(
                f"{name} must be at most {cls.most} whole numbers of at least {cls.least}, got {value}"
            )
        return row

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> dict[str, Any]:
        number = {"type": "int", "ge": cls.least, "le": 2**53}
        return {
            "type": "tuple",
            "items_schema": [number],
            "variadic_item_index": 0,
            "max_length": cls.most,
            "strict": False,
        }


def check_choices(settings: Any) -> None:
    """Raise `HyperparameterError` for the first field that its default's class refuses; rows become tuples."""
    for field in dataclasses.fields(settings):
        check = getattr(field.default, "check", None)
        if check is not None:
            value = check(field.name, getattr(settings, field.name))
            object.__setattr__(settings, field.name, value)
