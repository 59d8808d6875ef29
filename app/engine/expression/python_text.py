"""Tree → Python text of another library: one expression in the user's own structure, `(x**2 + y - 11)**2`.

It is written for one point, whose coordinates are numbers of that library, so a condition is a plain `a if b else c` and
only the chosen branch has a derivative. Letters stay letters; `e` and `pi` are those of `math`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.engine.expression.algebra import Algebra
from app.engine.expression.lowering import Lowering
from app.engine.expression.text import number_text
from app.engine.expression.tree import (
    Add,
    Call,
    Comparison,
    Condition,
    Constant,
    Negate,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    children,
)

_SUM, _PRODUCT, _POWER, _ATOM = 1, 2, 3, 4
_SPELLINGS = {"≤": "<=", "≥": ">=", "≠": "!="}
_SAME = ("sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "exp", "log", "log10", "log2")


@dataclass(frozen=True)
class Dialect:
    """How one library says what formulas are made of. `{0}` and `{1}` are arguments."""

    functions: Mapping[str, str]
    constant: str = "{0}"
    """A number that does not depend on a coordinate, where a function takes nothing else than the library's own numbers."""
    whole_numbers: str = "range({0}, {1})"
    """What the index of a sum runs over, up to but without the second number."""


TORCH = Dialect(
    {
        **{
            name: f"torch.{name}({{0}})" for name in (*_SAME, "sqrt", "abs", "sign", "floor", "ceil", "relu", "sigmoid")
        },
        "atan2": "torch.atan2({0}, {1})",
        "ln": "torch.log({0})",
        "cbrt": "torch.sign({0}) * torch.abs({0})**(1 / 3)",
        "min": "torch.minimum({0}, {1})",
        "max": "torch.maximum({0}, {1})",
        "hypot": "torch.hypot({0}, {1})",
        "softplus": "torch.logaddexp({0}, torch.tensor(0.0))",
        "gauss": "torch.exp(-({0})**2)",
    },
    constant="torch.tensor({0})",
    whole_numbers="torch.arange({0}.0, {1}.0)",
)
MATH = Dialect(
    {
        **{name: f"math.{name}({{0}})" for name in (*_SAME, "sqrt", "cbrt", "floor", "ceil")},
        "atan2": "math.atan2({0}, {1})",
        "ln": "math.log({0})",
        "abs": "abs({0})",
        "sign": "(({0} > 0) - ({0} < 0))",
        "min": "min({0}, {1})",
        "max": "max({0}, {1})",
        "hypot": "math.hypot({0}, {1})",
        "relu": "max({0}, 0.0)",
        "sigmoid": "(1 / (1 + math.exp(-({0}))))",
        "softplus": "math.log1p(math.exp({0}))",
        "gauss": "math.exp(-({0})**2)",
    }
)
NUMPY = Dialect(
    {
        **{name: f"np.{name}({{0}})" for name in (*_SAME, "sqrt", "cbrt", "abs", "sign", "floor", "ceil")},
        **{f"a{name}": f"np.arc{name}({{0}})" for name in ("sin", "cos", "tan")},
        "atan2": "np.arctan2({0}, {1})",
        "ln": "np.log({0})",
        "min": "np.minimum({0}, {1})",
        "max": "np.maximum({0}, {1})",
        "hypot": "np.hypot({0}, {1})",
        "relu": "np.maximum({0}, 0.0)",
        "sigmoid": "(1 / (1 + np.exp(-({0}))))",
        "softplus": "np.logaddexp(0.0, {0})",
        "gauss": "np.exp(-({0})**2)",
    }
)


def python_text(tree: Node, variables: tuple[str, ...], parameters: Mapping[str, float], dialect: Dialect) -> str:
    """`tree` as one expression in `dialect`; `parameters` have the values that decide how long a sum is."""
    return _Printer(frozenset(variables), parameters, dialect).printed(tree)[0]


class _Printer:
    def __init__(self, varying: frozenset[str], parameters: Mapping[str, float], dialect: Dialect) -> None:
        self._varying = varying
        self._parameters = parameters
        self._dialect = dialect

    def printed(self, node: Node) -> tuple[str, int]:  # noqa: PLR0912
        """The text of `node` and how tightly it binds."""
        match node:
            case Number(value):
                return number_text(value), _ATOM if value >= 0 else _SUM
            case Constant(name):
                return f"math.{name}", _ATOM
            case Symbol(name):
                return name, _ATOM
            case Negate(operand):
                return "-" + self._within(operand, _PRODUCT), _SUM
            case Add(terms):
                return self._sum(terms), _SUM
            case Product(factors):
                return " * ".join(self._within(factor, _POWER) for factor in factors), _PRODUCT
            case Quotient(numerator, denominator):
                return f"{self._within(numerator, _PRODUCT)} / {self._within(denominator, _POWER)}", _PRODUCT
            case Power():
                return self._power(node)
            case Call():
                return self._call(node)
            case Sum(index, lower, upper, body):
                inside = _Printer(self._varying | {index}, self._parameters, self._dialect)
                first, last = int(self._value(lower)), int(self._value(upper))
                if last < first:
                    return "0", _ATOM
                numbers = self._dialect.whole_numbers.format(first, last + 1)
                return f"sum({inside.printed(body)[0]} for {index} in {numbers})", _ATOM
            case Comparison(operators, operands):
                signs = [f" {_SPELLINGS.get(operator, operator)} " for operator in operators]
                parts = zip((self._within(operand, _SUM) for operand in operands), [*signs, ""], strict=True)
                return "".join(operand + sign for operand, sign in parts), _SUM
            case Condition(condition, then, otherwise):
                words = [self.printed(part)[0] for part in (then, condition, otherwise)]
                return "({} if {} else {})".format(*words), _ATOM
        raise TypeError(f"expected a node of a formula, got {type(node).__name__}")

    def _sum(self, terms: tuple[Node, ...]) -> str:
        text = self.printed(terms[0])[0]
        for term in terms[1:]:
            sign, part = ("-", term.operand) if isinstance(term, Negate) else ("+", term)
            text += f" {sign} {self._within(part, _PRODUCT)}"
        return text

    def _power(self, node: Power) -> tuple[str, int]:
        if isinstance(node.base, Constant) and node.base.name == "e" and self._varies(node.exponent):
            return self.printed(Call("exp", (node.exponent,)))
        exponent, binding = self.printed(node.exponent)
        return f"{self._within(node.base, _ATOM)}**{exponent if binding >= _POWER else f'({exponent})'}", _POWER

    def _call(self, node: Call) -> tuple[str, int]:
        if not self._varies(node):
            value = self._value(node)
            return number_text(value), _ATOM if value >= 0 else _SUM
        form = self._dialect.functions[node.function]
        text = self._argument(node.arguments[0])
        for argument in node.arguments[1:] or (None,):
            text = form.format(text, "" if argument is None else self._argument(argument))
        return (text, _ATOM) if " * " not in form else (f"({text})", _ATOM)

    def _argument(self, node: Node) -> str:
        text = self.printed(node)[0]
        return text if self._varies(node) else self._dialect.constant.format(text)

    def _varies(self, node: Node) -> bool:
        """Whether `node` depends on a coordinate, or on the index of a sum around it."""
        if isinstance(node, Symbol):
            return node.name in self._varying
        return any(self._varies(part) for part in children(node))

    def _value(self, node: Node) -> float:
        graph = Algebra()
        value = graph.value_of(Lowering(graph, self._parameters).node(node))
        if value is None:
            raise ValueError("expected a part of a formula that is a number")
        return value

    def _within(self, node: Node, binding: int) -> str:
        text, own = self.printed(node)
        return text if own >= binding else f"({text})"
