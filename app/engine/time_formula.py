"""TimeFormula: a hyperparameter that is a typed formula of the step t."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.engine.expression import ExpressionError, Program, compile_formula, parse
from app.engine.expression.tree import MAX_LENGTH
from app.engine.hyperparameter import HyperparameterError


class TimeFormulaError(HyperparameterError):
    """A text that is no formula of t alone: `error` tells where and why."""

    def __init__(self, field: str, error: ExpressionError) -> None:
        super().__init__(f"{field}: {error}")
        self.field, self.error = field, error


class TimeFormula(str):
    """A formula of the step t, which is 0 at the first update: `1/(1 + t/20)`."""

    __slots__ = ()

    def at(self, step: int) -> float:
        """Its value at update number `step`; NaN or infinite where it has none."""
        with np.errstate(all="ignore"):
            return float(_program(self).value(np.array([float(step)])))

    @classmethod
    def check(cls, name: str, value: str) -> TimeFormula:
        """`value` as a formula; raises TimeFormulaError where it is none."""
        try:
            _program(value)
        except ExpressionError as error:
            raise TimeFormulaError(name, _without_advice(error)) from None
        return cls(value)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> dict[str, Any]:
        return {"type": "str", "strict": True, "max_length": MAX_LENGTH}

    @classmethod
    def __get_pydantic_json_schema__(cls, _core: Any, _handler: Any) -> dict[str, Any]:
        return {"type": "string", "maxLength": MAX_LENGTH, "format": "expression", "variables": ["t"]}


def _program(text: str) -> Program:
    return compile_formula(parse(text), ("t",), {})


def _without_advice(error: ExpressionError) -> ExpressionError:
    """A letter other than t is no parameter here that could be given a value."""
    if error.code not in {"unset_parameter", "undeclared_variable"}:
        return error
    arguments = {"name": error.arguments["name"], "variables": "t"}
    return ExpressionError("undeclared_variable", arguments, error.position, error.length)
