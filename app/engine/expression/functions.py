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

from app.engine.text import Text

Implementation = Callable[..., Any]


@dataclass(frozen=True)
class Function:
    """One function of the language."""

    name: str
    meaning: Text
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
    Function("sin", Text("sine, angle in radians", "正弦。角度はラジアン"), np.sin),
    Function("cos", Text("cosine, angle in radians", "余弦。角度はラジアン"), np.cos),
    Function("tan", Text("tangent, angle in radians", "正接。角度はラジアン"), np.tan),
    Function("asin", Text("inverse sine", "逆正弦"), np.arcsin),
    Function("acos", Text("inverse cosine", "逆余弦"), np.arccos),
    Function("atan", Text("inverse tangent", "逆正接"), np.arctan),
    Function(
        "atan2",
        Text("angle of the point (second argument, first argument)", "点（第 2 引数, 第 1 引数）の偏角"),
        np.arctan2,
        least=2,
        most=2,
    ),
    Function("sinh", Text("hyperbolic sine", "双曲線正弦"), np.sinh),
    Function("cosh", Text("hyperbolic cosine", "双曲線余弦"), np.cosh),
    Function("tanh", Text("hyperbolic tangent", "双曲線正接"), np.tanh),
    Function("exp", Text("e to the power of the argument", "e の引数乗"), np.exp),
    Function("log", Text("natural logarithm", "自然対数"), np.log),
    Function("ln", Text("natural logarithm", "自然対数"), np.log),
    Function("log10", Text("logarithm to base 10", "10 を底とする対数"), np.log10),
    Function("log2", Text("logarithm to base 2", "2 を底とする対数"), np.log2),
    Function("sqrt", Text("square root", "平方根"), np.sqrt, math.sqrt),
    Function("cbrt", Text("cube root, also of negative numbers", "立方根。負の数にも使えます"), np.cbrt),
    Function(
        "abs", Text("absolute value; its derivative at 0 is taken as 0", "絶対値。0 での微分は 0 とします"), np.abs, abs
    ),
    Function(
        "sign",
        Text("-1, 0 or 1; its derivative is taken as 0", "-1、0、1 のいずれか。微分は 0 とします"),
        np.sign,
        _sign_of_point,
    ),
    Function(
        "floor",
        Text(
            "greatest whole number not above; its derivative is taken as 0", "引数以下の最大の整数。微分は 0 とします"
        ),
        np.floor,
    ),
    Function(
        "ceil",
        Text("least whole number not below; its derivative is taken as 0", "引数以上の最小の整数。微分は 0 とします"),
        np.ceil,
    ),
    Function(
        "min",
        Text("smallest argument; ties share the derivative", "最小の引数。同じ値のときは微分を分け合います"),
        np.minimum,
        _minimum_of_point,
        2,
        8,
    ),
    Function(
        "max",
        Text("greatest argument; ties share the derivative", "最大の引数。同じ値のときは微分を分け合います"),
        np.maximum,
        _maximum_of_point,
        2,
        8,
    ),
    Function(
        "hypot",
        Text("√(a² + b²); its derivative at the origin is taken as 0", "√(a² + b²)。原点での微分は 0 とします"),
        np.hypot,
        least=2,
        most=2,
    ),
    Function(
        "relu",
        Text("max(0, x); its derivative at 0 is taken as 0", "max(0, x)。0 での微分は 0 とします"),
        _relu,
        _relu_of_point,
    ),
    Function("sigmoid", Text("1/(1 + e^-x)", "1/(1 + e^-x)"), _sigmoid),
    Function("softplus", Text("log(1 + e^x)", "log(1 + e^x)"), _softplus),
    Function("gauss", Text("e^(-x^2)", "e^(-x^2)"), _gauss),
)

FUNCTIONS = {function.name: function for function in _TABLE}

CONSTANTS = {"pi": math.pi, "e": math.e, "tau": math.tau}
