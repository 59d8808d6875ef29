"""The formula as the user wrote it: a small immutable tree.

Brackets, implicit products and the spelling of numbers are gone; the structure is the user's own. Two trees are equal
if they mean the same structure, wherever they stood in the text. Chains are flat (`a + b + c` is one Add), so the height
of a tree follows the nesting a person wrote and stays below `MAX_HEIGHT`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

MAX_LENGTH = 2000
"""Characters in a formula."""
MAX_NODES = 1000
"""Nodes in a tree."""
MAX_NESTING = 50
"""Brackets within brackets."""
MAX_HEIGHT = 100
"""Height of a tree; every walk over a tree recurses at most this deep."""


@dataclass(frozen=True, kw_only=True)
class Node:
    """A part of a formula; `start` and `end` delimit it in the typed text."""

    start: int = field(default=0, compare=False, repr=False)
    end: int = field(default=0, compare=False, repr=False)
    height: int = field(default=1, compare=False, repr=False)


@dataclass(frozen=True)
class Number(Node):
    """A finite literal, never negative when it was typed."""

    value: float


@dataclass(frozen=True)
class Constant(Node):
    """`pi`, `e` or `tau`."""

    name: str


@dataclass(frozen=True)
class Symbol(Node):
    """A variable, a parameter or the index of a sum."""

    name: str


@dataclass(frozen=True)
class Negate(Node):
    """Unary minus. A subtraction is an Add with a Negate among its terms."""

    operand: Node


@dataclass(frozen=True)
class Add(Node):
    """Two or more terms, added from the left."""

    terms: tuple[Node, ...]


@dataclass(frozen=True)
class Product(Node):
    """Two or more factors, multiplied from the left."""

    factors: tuple[Node, ...]


@dataclass(frozen=True)
class Quotient(Node):
    """`numerator / denominator`."""

    numerator: Node
    denominator: Node


@dataclass(frozen=True)
class Power(Node):
    """`base ^ exponent`."""

    base: Node
    exponent: Node


@dataclass(frozen=True)
class Call(Node):
    """A named function of its arguments; `|x|` is `abs`, `√x` is `sqrt`."""

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True)
class Sum(Node):
    """`sum(index, lower, upper, body)`."""

    index: str
    lower: Node
    upper: Node
    body: Node


@dataclass(frozen=True)
class Comparison(Node):
    """`a < b`, or a chain `a < b <= c`: one operator between each two operands."""

    operators: tuple[str, ...]
    operands: tuple[Node, ...]


@dataclass(frozen=True)
class Condition(Node):
    """`if(condition, then, otherwise)`."""

    condition: Comparison
    then: Node
    otherwise: Node


def children(node: Node) -> tuple[Node, ...]:
    """The direct parts of `node`, from left to right."""
    match node:
        case Negate(operand):
            return (operand,)
        case Add(parts) | Product(parts):
            return parts
        case Quotient(first, second) | Power(first, second):
            return (first, second)
        case Call(_, arguments):
            return arguments
        case Sum(_, lower, upper, body):
            return (lower, upper, body)
        case Comparison(_, operands):
            return operands
        case Condition(condition, then, otherwise):
            return (condition, then, otherwise)
        case _:
            return ()


def size(tree: Node) -> int:
    """How many nodes `tree` has."""
    count = 0
    pending = [tree]
    while pending:
        count += 1
        pending += children(pending.pop())
    return count
