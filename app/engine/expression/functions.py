"""The functions a formula may name: how many arguments they take, what they mean, how they are computed.

`grid` works on arrays; `point` is a faster equivalent for one Python float, given only where it returns the same bits.
Derivatives are in `derivative.py`, one rule per name; a test holds the two tables to the same names.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

Implementation = Callable[..., Any]


@dataclass(frozen=True)
class Function:
    """One function of the language."""

    name: str
    meaning: str
    grid: Implementation
    point: Implementation | None = None
    least: int = 1
    most: int = 1


def _sigmoid(u: Any) -> Any:
    return 1.0 / (1.0 + np.exp(-u))


def _softplus(u: Any) -> Any:
    return np.logaddexp(0.0, u)


def _gauss(u: Any) -> Any:
    return np.exp(-(u * u))


def _relu(u: Any) -> Any:
    return np.maximum(u, 0.0)


def _relu_of_point(u: float) -> float:
    return 0.0 if u <= 0 else u


def _sign_of_point(u: float) -> float:
    if u > 0:
        return 1.0
    return -1.0 if u < 0 else u


def _maximum_of_point(u: float, v: float) -> float:
    if u > v:
        return u
    return v if v >= u else math.nan


def _minimum_of_point(u: float, v: float) -> float:
    if u < v:
        return u
    return v if v <= u else math.nan


_TABLE = (
    Function("sin", "sine, angle in radians", np.sin),
    Function("cos", "cosine, angle in radians", np.cos),
    Function("tan", "tangent, angle in radians", np.tan),
    Function("asin", "inverse sine", np.arcsin),
    Function("acos", "inverse cosine", np.arccos),
    Function("atan", "inverse tangent", np.arctan),
    Function("atan2", "angle of the point (second argument, first argument)", np.arctan2, least=2, most=2),
    Function("sinh", "hyperbolic sine", np.sinh),
    Function("cosh", "hyperbolic cosine", np.cosh),
    Function("tanh", "hyperbolic tangent", np.tanh),
    Function("exp", "e to the power of the argument", np.exp),
    Function("log", "natural logarithm", np.log),
    Function("ln", "natural logarithm", np.log),
    Function("log10", "logarithm to base 10", np.log10),
    Function("log2", "logarithm to base 2", np.log2),
    Function("sqrt", "square root", np.sqrt, math.sqrt),
    Function("cbrt", "cube root, also of negative numbers", np.cbrt),
    Function("abs", "absolute value; its derivative at 0 is taken as 0", np.abs, abs),
    Function("sign", "-1, 0 or 1; its derivative is taken as 0", np.sign, _sign_of_point),
    Function("floor", "greatest whole number not above; its derivative is taken as 0", np.floor),
    Function("ceil", "least whole number not below; its derivative is taken as 0", np.ceil),
    Function("min", "smallest argument; ties share the derivative", np.minimum, _minimum_of_point, 2, 8),
    Function("max", "greatest argument; ties share the derivative", np.maximum, _maximum_of_point, 2, 8),
    Function("hypot", "√(a² + b²); its derivative at the origin is taken as 0", np.hypot, least=2, most=2),
    Function("relu", "max(0, x); its derivative at 0 is taken as 0", _relu, _relu_of_point),
    Function("sigmoid", "1/(1 + e^-x)", _sigmoid),
    Function("softplus", "log(1 + e^x)", _softplus),
    Function("gauss", "e^(-x^2)", _gauss),
)

FUNCTIONS = {function.name: function for function in _TABLE}

CONSTANTS = {"pi": math.pi, "e": math.e, "tau": math.tau}
