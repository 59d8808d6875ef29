"""Tree → presentational MathML: fractions, roots, raised powers, bars, `sin²`, sums and cases, as one would write them.

The result is well-formed XML without entities; every text in it is a name, a number or an operator of the language.
"""

from __future__ import annotations

from itertools import pairwise

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
)
from app.engine.text import Text

STRUT = '<mspace height="0.95em" depth="0.3em"/>'
"""What makes a root no lower than this: Chromium leaves a gap behind the lowest sign of the font."""
_OTHERWISE = Text("otherwise", "それ以外")
_SUM, _PRODUCT, _POWER, _ATOM = 1, 2, 3, 4
_TALL = ("mfrac", "msqrt", "mroot", "munderover", "mtable")
"""What brackets grow with; around all else Chromium would set grown ones apart."""
_APPLY = "<mo>\u2061</mo>"
_TIMES = "<mo>\u2062</mo>"
_DOT = "<mo>⋅</mo>"
_MINUS = "<mo>−</mo>"
_CONSTANTS = {"pi": "π", "tau": "τ"}
_BARS = {"abs": ("|", "|"), "floor": ("⌊", "⌋"), "ceil": ("⌈", "⌉")}
_RAISED_NAMES = frozenset(["sin", "cos", "tan", "sinh", "cosh", "tanh"])
_ESCAPED = {"<": "&lt;", ">": "&gt;", "==": "="}


def document(inner: str, language: str = "en") -> str:
    """`inner` as a displayed formula, with the one word that formulas have in `language`."""
    inner = inner.replace(_otherwise("en"), _otherwise(language))
    return f'<math display="block">{inner}</math>'


def row(node: Node) -> str:
    """The MathML of `node` without the surrounding `math` element."""
    return _typeset(node)[0]


def partial_derivative(name: str, node: Node | None) -> str:
    """`∂f/∂name = node`, with dots for a node that is too long to show."""
    left = f"<mfrac><mrow><mi>∂</mi><mi>f</mi></mrow><mrow><mi>∂</mi>{_name(name)}</mrow></mfrac>"
    return f"<mrow>{left}<mo>=</mo>{row(node) if node else '<mo>…</mo>'}</mrow>"


def _typeset(node: Node) -> tuple[str, int]:
    """The MathML of `node` and how tightly it binds."""
    match node:
        case Number(value):
            return _number(value), _ATOM if value >= 0 else _SUM
        case Constant(name) | Symbol(name):
            return _name(name), _ATOM
        case Negate(operand):
            return f"<mrow>{_MINUS}{_within(operand, _PRODUCT)}</mrow>", _SUM
        case Add(terms):
            return _sum(terms), _SUM
        case Product(factors):
            return _product(factors), _PRODUCT
        case Quotient(numerator, denominator):
            return f"<mfrac>{row(numerator)}{row(denominator)}</mfrac>", _POWER
        case Power(base, exponent):
            return _power(base, exponent)
        case Call(function, arguments):
            return _call(function, arguments)
        case Sum(index, lower, upper, body):
            start = f"<mrow>{_name(index)}<mo>=</mo>{row(lower)}</mrow>"
            inner = _within(body, _PRODUCT)
            return f"<mrow><munderover><mo>∑</mo>{start}{row(upper)}</munderover>{inner}</mrow>", _SUM
        case Comparison(operators, operands):
            signs = [*(f"<mo>{_ESCAPED.get(operator, operator)}</mo>" for operator in operators), ""]
            parts = [row(operand) + sign for operand, sign in zip(operands, signs, strict=True)]
            return f"<mrow>{''.join(parts)}</mrow>", _SUM
        case Condition(condition, then, otherwise):
            first = f"<mtr><mtd>{row(then)}</mtd><mtd>{row(condition)}</mtd></mtr>"
            second = f"<mtr><mtd>{row(otherwise)}</mtd><mtd>{_otherwise('en')}</mtd></mtr>"
            return f'<mrow><mo>{{</mo><mtable columnalign="left left">{first}{second}</mtable></mrow>', _SUM
    raise TypeError(f"expected a node of a formula, got {type(node).__name__}")


def _otherwise(language: str) -> str:
    return f"<mtext>{_OTHERWISE.in_language(language)}</mtext>"


def _within(node: Node, binding: int) -> str:
    text, own = _typeset(node)
    return text if own >= binding else _bracketed(text)


def _bracketed(text: str, opening: str = "(", closing: str = ")") -> str:
    low = "" if any(f"<{tag}" in text for tag in _TALL) else ' stretchy="false"'
    return f"<mrow><mo{low}>{opening}</mo>{text}<mo{low}>{closing}</mo></mrow>"


def _number(value: float) -> str:
    mantissa, _, exponent = number_text(abs(value)).partition("e")
    text = f"<mn>{mantissa}</mn>"
    if exponent:
        sign = _MINUS if exponent.startswith("-") else ""
        power = f"<msup><mn>10</mn><mrow>{sign}<mn>{exponent.lstrip('+-').lstrip('0')}</mn></mrow></msup>"
        text = power if mantissa == "1" else f"<mrow>{text}<mo>×</mo>{power}</mrow>"
    return f"<mrow>{_MINUS}{text}</mrow>" if value < 0 else text


def _name(name: str) -> str:
    if len(name) > 1 and name[1:].isdigit():
        return f"<msub><mi>{name[0]}</mi><mn>{name[1:]}</mn></msub>"
    return f"<mi>{_CONSTANTS.get(name, name)}</mi>"


def _sum(terms: tuple[Node, ...]) -> str:
    first = terms[0]
    text = row(first) if isinstance(first, Negate) else _within(first, _PRODUCT)
    for term in terms[1:]:
        if isinstance(term, Negate):
            text += _MINUS + _within(term.operand, _PRODUCT)
        else:
            text += "<mo>+</mo>" + _within(term, _PRODUCT)
    return f"<mrow>{text}</mrow>"


def _product(factors: tuple[Node, ...]) -> str:
    text = _within(factors[0], _POWER)
    for before, factor in pairwise(factors):
        text += _DOT if _needs_dot(before, factor) else _TIMES
        text += _within(factor, _POWER)
    return f"<mrow>{text}</mrow>"


def _needs_dot(before: Node, factor: Node) -> bool:
    """Whether two factors side by side could be read as one number."""
    first = factor.base if isinstance(factor, Power) else factor
    return isinstance(first, Number) or (isinstance(factor, Quotient) and isinstance(before, (Number, Quotient)))


def _power(base: Node, exponent: Node) -> tuple[str, int]:
    raised = row(exponent)
    if isinstance(base, Call) and base.function in _RAISED_NAMES and isinstance(exponent, Number):
        name = f"<msup><mi>{base.function}</mi>{raised}</msup>"
        return f"<mrow>{name}{_APPLY}{_arguments(base.arguments)}</mrow>", _POWER
    return f"<msup>{_within(base, _ATOM)}{raised}</msup>", _POWER


def _call(function: str, arguments: tuple[Node, ...]) -> tuple[str, int]:
    if function in _BARS:
        opening, closing = _BARS[function]
        return _bracketed(row(arguments[0]), opening, closing), _ATOM
    if function == "sqrt":
        return f"<msqrt><mrow>{row(arguments[0])}{STRUT}</mrow></msqrt>", _ATOM
    if function == "cbrt":
        return f"<mroot><mrow>{row(arguments[0])}{STRUT}</mrow><mn>3</mn></mroot>", _ATOM
    name = f"<mi>{function}</mi>"
    if function in ("log2", "log10"):
        name = f"<msub><mi>log</mi><mn>{function[3:]}</mn></msub>"
    return f"<mrow>{name}{_APPLY}{_arguments(arguments)}</mrow>", _POWER


def _arguments(arguments: tuple[Node, ...]) -> str:
    return _bracketed("<mo>,</mo>".join(map(row, arguments)))
