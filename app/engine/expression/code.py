"""Graph → straight-line NumPy source, and the source → functions.

The source is written from operations, places and `repr(float)` alone: no character of a typed formula gets into it.
It runs without builtins. One source serves two worlds: `grid` gets the rows of an array, `point` gets Python floats and
scalar versions of a few functions; both give the same bits. A shared operation is computed once, one that is needed
once is written where it is needed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from types import CodeType
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np

from app.engine.expression.algebra import Algebra
from app.engine.expression.functions import FUNCTIONS
from app.engine.objective import Array

MAX_INLINE = 12
"""Brackets within brackets in one line of the source."""

_BINARY = {"<": "<", ">": ">", "≤": "<=", "≥": ">=", "==": "==", "≠": "!=", "and": "&"}
_BINARY |= {sign: sign for sign in "+-*/"}


Result = TypeVar("Result")


class Functions(NamedTuple, Generic[Result]):
    """One computation in two worlds: `point` takes `(d,)`, `grid` takes `(d, ...)` with at least one axis more."""

    point: Callable[[Array], Result]
    grid: Callable[[Array], Result]


def functions(body: str) -> Functions[Any]:
    """Compile `body`, the source of a function named `computed`, in both worlds."""
    code = compile(body, "<formula>", "exec")
    return Functions(_defined(code, _POINT), _defined(code, _GRID))


def value_source(graph: Algebra, variables: Sequence[str], value: int) -> str:
    """Source of position → value."""
    lines, (result,) = _lines(graph, variables, (value,))
    return _function(variables, [*lines, _returned_value(graph, value, result)], "return value")


def gradient_source(graph: Algebra, variables: Sequence[str], value: int, slopes: Sequence[int]) -> str:
    """Source of position → (value, gradient)."""
    lines, (result, *parts) = _lines(graph, variables, (value, *slopes))
    lines += ["gradient = empty(position.shape)"]
    lines += [f"gradient[{row}] = {part}" for row, part in enumerate(parts)]
    return _function(variables, [*lines, _returned_value(graph, value, result)], "return value, gradient")


def hessian_source(graph: Algebra, variables: Sequence[str], curvatures: Sequence[Sequence[int]]) -> str:
    """Source of position → Hessian; `curvatures[row][column]` for column ≤ row."""
    lines, parts = _lines(graph, variables, tuple(node for row in curvatures for node in row))
    texts = iter(parts)
    lines += [f"hessian = empty(({len(variables)}, *position.shape))"]
    for row, entries in enumerate(curvatures):
        for column, _ in enumerate(entries):
            lines.append(f"hessian[{row}, {column}] = {next(texts)}")
            if column < row:
                lines.append(f"hessian[{column}, {row}] = hessian[{row}, {column}]")
    return _function(variables, lines, "return hessian")


def _function(variables: Sequence[str], lines: Sequence[str], last: str) -> str:
    unpacked = "".join(f"x{row}, " for row in range(len(variables)))
    body = [f"{unpacked}= coordinates(position)", *lines, last]
    return "def computed(position):\n " + "\n ".join(body) + "\n"


def _returned_value(graph: Algebra, value: int, text: str) -> str:
    """A computed value is a fresh array already; a number or a bare coordinate has to be copied into one."""
    helper = "filled" if graph.operations[value].operator in ("number", "symbol") else "fresh"
    return f"value = {helper}({text}, position)"


def _lines(graph: Algebra, variables: Sequence[str], outputs: Sequence[int]) -> tuple[list[str], list[str]]:
    """Assignments for everything that is shared, and the text of each output."""
    needed = graph.reachable(tuple(outputs))
    uses = dict.fromkeys(needed, 0)
    for place in (*(operand for node in needed for operand in graph.operations[node].operands), *outputs):
        uses[place] += 1
    writer = _Writer({name: f"x{row}" for row, name in enumerate(variables)})
    for place in needed:
        operator, operands, payload = graph.operations[place]
        writer.write(place, operator, operands, payload, uses[place])
    return writer.lines, [writer.text[output] for output in outputs]


class _Writer:
    """The text of each node, in computing order."""

    def __init__(self, names: dict[str, str]) -> None:
        self.lines: list[str] = []
        self.text: dict[int, str] = {}
        self._names = names
        self._depth: dict[int, int] = {}
        self._powers: dict[tuple[int, int], str] = {}

    def write(self, place: int, operator: str, operands: tuple[int, ...], payload: object, uses: int) -> None:
        """Write one node; it becomes a line of its own if it is used more than once or gets too deep."""
        depth = 1 + max((self._depth[operand] for operand in operands), default=-1)
        if operator == "number":
            text = _literal(float(str(payload)))
        elif operator == "symbol":
            text = self._names[str(payload)]
        elif operator == "raise":
            text, depth = self._raised(operands[0], int(str(payload))), 0
        else:
            text = self._operation(operator, [self.text[operand] for operand in operands])
            if uses > 1 or depth > MAX_INLINE:
                text, depth = self._assigned(f"v{place}", text), 0
        self.text[place] = text
        self._depth[place] = depth

    def _operation(self, operator: str, parts: list[str]) -> str:
        if operator in _BINARY:
            return f"({parts[0]} {_BINARY[operator]} {parts[1]})"
        if operator == "negate":
            return f"(-{parts[0]})"
        return f"{operator}({', '.join(parts)})"

    def _raised(self, base: int, n: int) -> str:
        """A whole power as multiplications: x⁶ = (x³)², x³ = x²·x; each of them once."""
        key = (base, n)
        if n == 1:
            if self._depth[base]:
                self.text[base], self._depth[base] = self._assigned(f"v{base}", self.text[base]), 0
            return self.text[base]
        if key not in self._powers:
            if n < 0:
                text = f"(1.0 / {self._raised(base, -n)})"
            elif n % 2:
                text = f"({self._raised(base, n - 1)} * {self._raised(base, 1)})"
            else:
                half = self._raised(base, n // 2)
                text = f"({half} * {half})"
            self._powers[key] = self._assigned(f"v{base}_{abs(n)}{'r' if n < 0 else ''}", text)
        return self._powers[key]

    def _assigned(self, name: str, text: str) -> str:
        self.lines.append(f"{name} = {text}")
        return name


def _literal(value: float) -> str:
    if math.isfinite(value):
        return repr(value) if value >= 0 else f"({value!r})"
    return "nan" if math.isnan(value) else "inf" if value > 0 else "(-inf)"


def _filled(value: Any, position: Any) -> Any:
    result = np.empty(position.shape[1:])
    result[...] = value
    return result


def _fresh(value: Any, _: Any) -> Any:
    return value


def _float64(value: Any, _: Any) -> Any:
    return np.float64(value)


def _quotient(a: Any, b: Any, guard: Any) -> Any:
    vanishes = (b == 0) & (guard == 0)
    return np.where(vanishes, 0.0, a / np.where(vanishes, 1.0, b))


def _quotient_of_point(a: Any, b: Any, guard: Any) -> Any:
    return 0.0 if b == 0 and guard == 0 else a / b


def _tie(a: Any, b: Any, p: Any, q: Any) -> Any:
    return np.where(a > b, p, np.where(a < b, q, 0.5 * (p + q)))


def _tie_of_point(a: Any, b: Any, p: Any, q: Any) -> Any:
    if a > b:
        return p
    return q if a < b else 0.5 * (p + q)


def _select_of_point(condition: Any, then: Any, otherwise: Any) -> Any:
    return then if condition else otherwise


_SHARED = {"__builtins__": {}, "empty": np.empty, "power": np.power, "inf": math.inf, "nan": math.nan}
_GRID = {
    **_SHARED,
    **{name: function.grid for name, function in FUNCTIONS.items()},
    "coordinates": tuple,
    "filled": _filled,
    "fresh": _fresh,
    "quotient": _quotient,
    "tie": _tie,
    "select": np.where,
}
_POINT = {
    **_SHARED,
    **{name: function.point or function.grid for name, function in FUNCTIONS.items()},
    "coordinates": np.ndarray.tolist,
    "filled": _float64,
    "fresh": _float64,
    "quotient": _quotient_of_point,
    "tie": _tie_of_point,
    "select": _select_of_point,
}


def _defined(code: CodeType, world: dict[str, Any]) -> Callable[[Array], Any]:
    namespace = dict(world)
    exec(code, namespace)
    defined: Callable[[Array], Any] = namespace["computed"]
    return defined
