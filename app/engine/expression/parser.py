"""Tokens → tree, by precedence; every bound is checked while reading, so the cost is linear in the length.

sum       = term (("+" | "-") term)*
term      = ("-" | "+") term | product
product   = power (("*" | "/") factor | power)*          an implicit product binds like `*`, from the left
factor    = ("-" | "+") factor | power
power     = primary superscript? ("^" exponent)?         right-associative, above unary minus
exponent  = ("-" | "+") exponent | power
primary   = number | name | "(" sum ")" | "[" sum "]" | "|" sum "|" | ("√" | "∛") primary | call
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from app.engine.expression.calls import call
from app.engine.expression.characters import SUPERSCRIPTS
from app.engine.expression.errors import ExpressionError, Fix, Note
from app.engine.expression.refusals import CLOSING, missing_operand, unexpected
from app.engine.expression.tokens import Token
from app.engine.expression.tree import (
    MAX_HEIGHT,
    MAX_NESTING,
    MAX_NODES,
    Add,
    Call,
    Negate,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Symbol,
)
from app.engine.expression.tree import Constant as ConstantNode


class Parser:
    """One pass over the tokens of one formula."""

    def __init__(self, tokens: list[Token], text: str) -> None:
        self.tokens = tokens
        self.text = text
        self.at = 0
        self.notes: list[Note] = []
        self.groups: list[Token] = []
        self.indices: list[str] = []
        self.deepest = 0
        self._nodes = 0
        self._nesting = 0

    def formula(self) -> Node:
        """The whole text as one tree."""
        tree = self.sum()
        if self.token.kind != "end":
            raise unexpected(self)
        return tree

    @property
    def token(self) -> Token:
        """The token to be read next."""
        return self.tokens[self.at]

    def take(self) -> Token:
        """Read one token."""
        self.at += 1
        return self.tokens[self.at - 1]

    def sees(self, *operators: str) -> bool:
        """Whether the next token is one of `operators`."""
        token = self.tokens[self.at]
        return token.kind == "operator" and token.text in operators

    @contextmanager
    def nested(self) -> Iterator[None]:
        """One level of nesting more while the block runs."""
        self._enter(self.token)
        yield
        self._nesting -= 1

    def built(self, node: Node, start: int, *parts: Node) -> Node:
        """`node` with its place and height; counts it."""
        self._nodes += 1
        end = self.tokens[self.at - 1].end
        if self._nodes > MAX_NODES:
            raise ExpressionError("too_many_parts", {"limit": MAX_NODES}, start, end - start, "shorter")
        height = 1 + max((part.height for part in parts), default=0)
        if height > MAX_HEIGHT:
            raise ExpressionError("too_deep", {"limit": MAX_HEIGHT}, start, end - start)
        object.__setattr__(node, "start", start)
        object.__setattr__(node, "end", end)
        object.__setattr__(node, "height", height)
        return node

    def sum(self) -> Node:
        """`sum`, see the grammar above."""
        start = self.token.start
        terms = [self._term()]
        while self.sees("+", "-"):
            sign = self.take()
            term = self._term()
            terms.append(term if sign.text == "+" else self.built(Negate(term), sign.start, term))
        return terms[0] if len(terms) == 1 else self.built(Add(tuple(terms)), start, *terms)

    def _term(self) -> Node:
        return self._signed(self._term) if self.sees("-", "+") else self._product()

    def _factor(self) -> Node:
        return self._signed(self._factor) if self.sees("-", "+") else self.power()

    def _exponent(self) -> Node:
        with self.nested():
            return self._signed(self._exponent) if self.sees("-", "+") else self.power()

    def _signed(self, rest: Callable[[], Node]) -> Node:
        sign = self.take()
        with self.nested():
            operand = rest()
        return operand if sign.text == "+" else self.built(Negate(operand), sign.start, operand)

    def _enter(self, token: Token) -> None:
        self._nesting += 1
        self.deepest = max(self.deepest, self._nesting)
        if self._nesting > MAX_NESTING:
            raise ExpressionError("too_deep", {"limit": MAX_NESTING}, token.start, token.end - token.start)

    def _product(self) -> Node:
        start = self.token.start
        factors = [self.power()]
        divided = -1
        while True:
            if self.sees("*"):
                self.take()
                factors.append(self._factor())
            elif self.sees("/"):
                self.take()
                numerator = self._joined(factors, start)
                divided = self.token.start
                denominator = self._factor()
                factors = [self.built(Quotient(numerator, denominator), start, numerator, denominator)]
                continue
            elif self.starts_operand():
                self._check_implicit()
                factors.append(self.power())
                if divided >= 0:
                    self._note_division(start, divided, factors)
            else:
                return self._joined(factors, start)
            divided = -1

    def _joined(self, factors: list[Node], start: int) -> Node:
        return factors[0] if len(factors) == 1 else self.built(Product(tuple(factors)), start, *factors)

    def power(self) -> Node:
        """`power`, see the grammar above."""
        start = self.token.start
        base = self.primary()
        if self.token.kind == "superscript":
            exponent = self.superscript()
            base = self.built(Power(base, exponent), start, base, exponent)
        if self.sees("^"):
            self.take()
            exponent = self._exponent()
            return self.built(Power(base, exponent), start, base, exponent)
        return base

    def superscript(self) -> Node:
        """A raised whole number such as `²` or `⁻¹`."""
        token = self.take()
        digits = "".join(SUPERSCRIPTS[character] for character in token.text)
        unsigned = digits.lstrip("+-") if digits[0] in "+-" else digits
        if not unsigned.isdigit() or len(digits) - len(unsigned) > 1:
            raise ExpressionError("malformed_number", {"number": token.text}, token.start, token.end - token.start)
        number = self.built(Number(float(unsigned)), token.start)
        return self.built(Negate(number), token.start, number) if digits[0] == "-" else number

    def primary(self) -> Node:
        """`primary`, see the grammar above."""
        token = self.token
        match token.kind:
            case "number":
                return self._number()
            case "constant":
                self.take()
                return self.built(ConstantNode(token.text), token.start)
            case "variable" | "letter":
                self.take()
                return self.built(Symbol(token.text), token.start)
            case "function":
                return call(self)
            case "operator" if token.text in CLOSING:
                return self._group()
            case "operator" if token.text in ("√", "∛"):
                self.take()
                with self.nested():
                    operand = self.primary()
                return self.built(Call("sqrt" if token.text == "√" else "cbrt", (operand,)), token.start, operand)
        raise missing_operand(self)

    def _number(self) -> Node:
        token = self.take()
        following = self.token
        if following.kind == "number" and not following.spaced:
            length = following.end - token.start
            typed = self.text[token.start : following.end]
            raise ExpressionError("malformed_number", {"number": typed}, token.start, length)
        value = float(token.text)
        if math.isinf(value):
            raise ExpressionError("constant_not_finite", position=token.start, length=token.end - token.start)
        return self.built(Number(value), token.start)

    def _group(self) -> Node:
        opening = self.open()
        inner = self.sum()
        self.close()
        return self.built(Call("abs", (inner,)), opening.start, inner) if opening.text == "|" else inner

    def open(self) -> Token:
        """Read an opening bracket or bar."""
        opening = self.take()
        self.groups.append(opening)
        self._enter(opening)
        return opening

    def close(self) -> None:
        """Read the bracket that closes the innermost open one."""
        expected = CLOSING[self.groups[-1].text]
        if not self.sees(expected):
            raise unexpected(self)
        self.take()
        self.groups.pop()
        self._nesting -= 1

    def starts_operand(self) -> bool:
        """Whether the next token begins an operand, so that it continues an implicit product."""
        token = self.token
        if token.kind == "operator":
            in_bars = bool(self.groups) and self.groups[-1].text == "|"
            return token.text in ("(", "[", "√", "∛") or (token.text == "|" and not in_bars)
        return token.kind in ("number", "variable", "letter", "constant", "function")

    def _check_implicit(self) -> None:
        token = self.token
        if token.kind != "number":
            return
        arguments = {"found": token.text, "suggestion": f"*{token.text}"}
        fix = Fix(token.start, 0, "*")
        length = token.end - token.start
        raise ExpressionError("missing_operator", arguments, token.start, length, "insert_operator", fix)

    def _note_division(self, start: int, divided: int, factors: list[Node]) -> None:
        end = factors[-1].end
        typed = self.text[start:end]
        read = f"({self.text[start : factors[-1].start].rstrip()})*{self.text[factors[-1].start : end]}"
        fix = Fix(divided, end - divided, f"({self.text[divided:end]})")
        arguments = {"typed": typed, "read": read}
        self.notes.append(Note("implicit_product_after_division", arguments, start, end - start, fix))
