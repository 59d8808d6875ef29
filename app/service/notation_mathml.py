"""The pieces of MathML that formulas are made of: numbers, indices, fractions, roots."""

from __future__ import annotations

import re

from app.engine.expression.mathml import STRUT


class Bracketed(str):
    """A formula in round brackets, and what they hold."""

    inner: str

    def __new__(cls, text: str, inner: str) -> Bracketed:
        made = super().__new__(cls, text)
        made.inner = inner
        return made


def root_of(inner: str, degree: str = "") -> str:
    """The square root, or another one."""
    return (
        f"<mroot><mrow>{inner}{STRUT}</mrow><mn>{degree}</mn></mroot>" if degree else f"<msqrt>{inner}{STRUT}</msqrt>"
    )


def number_of(number: re.Match[str]) -> str:
    """A number as it was matched, with its power of ten."""
    mantissa, _, _ = number[0].partition("e")
    if number[2] is None:
        return f"<mn>{mantissa}</mn>"
    sign = "<mo>−</mo>" if number[1] else ""
    power = f"<msup><mn>10</mn><mrow>{sign}<mn>{number[2].lstrip('0')}</mn></mrow></msup>"
    return power if mantissa == "1" else f"<mn>{mantissa}</mn><mo>×</mo>{power}"


def indexed(atom: str, index: str, power: str) -> str:
    """`atom` with an index and a power, either of which may be empty."""
    if index and power:
        return f"<msubsup>{atom}<mrow>{index}</mrow><mrow>{power}</mrow></msubsup>"
    if index:
        return f"<msub>{atom}<mrow>{index}</mrow></msub>"
    return f"<msup>{atom}<mrow>{power}</mrow></msup>" if power else atom


def fraction(numerator: str, denominator: str) -> str:
    """One above the other."""
    return f"<mfrac><mrow>{bare(numerator)}</mrow><mrow>{bare(denominator)}</mrow></mfrac>"


def bare(text: str) -> str:
    """What round brackets hold, where they hold all of it: a bar or a raised place says the same."""
    return text.inner if isinstance(text, Bracketed) else text


def times(sign: str) -> str:
    """A sign of multiplication or composition."""
    return "<mo>⋅</mo>" if sign == "·" else f"<mo>{sign}</mo>"
