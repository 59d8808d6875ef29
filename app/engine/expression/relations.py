"""Where an edge is, as a person would write it: `x = 1`, `x ≤ 0`, `cos(x) = 0`, in the formula language."""

from __future__ import annotations

from app.engine.expression.edges import Suspect
from app.engine.expression.graph import Graph
from app.engine.expression.printable import printable
from app.engine.expression.text import canonical
from app.engine.expression.tree import Add, Negate, Node, Number, Power, Quotient

MAX_SHOWN = 60
"""Characters of one side of a relation that is still worth reading."""

_SPELLINGS = {"==": "=", "≤": "≤", "<": "<"}
_FLIPPED = {"==": "=", "≤": "≥", "<": ">"}


def relation(graph: Graph, suspect: Suspect) -> str:
    """The place of the edge as text; `…` stands for a part that is too long."""
    first, second = suspect.operands
    match suspect.relation:
        case "edge":
            return _edge_of_condition(graph, first)
        case "whole":
            return f"{_text(graph, first)} = …, -1, 0, 1, …"
        case "outside":
            return f"abs({_text(graph, first)}) > 1"
        case "unit":
            return f"abs({_text(graph, first)}) = 1"
        case "pole":
            return f"cos({_text(graph, first)}) = 0"
    if graph.value_of(second) == 0:
        return _against_zero(printable(graph, first), suspect.relation)
    return f"{_text(graph, first)} {_SPELLINGS[suspect.relation]} {_text(graph, second)}"


def _edge_of_condition(graph: Graph, node: int) -> str:
    operation = graph.operations[node]
    parts = [_edge_of_condition(graph, operand) for operand in operation.operands if operation.operator == "and"]
    if parts:
        return ", ".join(parts)
    return " = ".join(_text(graph, operand) for operand in operation.operands)


def _against_zero(tree: Node | None, sign: str) -> str:
    """`u = 0` solved for what stands alone: x - 1 = 0 is x = 1, -x ≤ 0 is x ≥ 0."""
    match tree:
        case Add((Negate(first), second)) if not isinstance(second, Negate):
            return f"{_shown(first)} {_FLIPPED[sign]} {_shown(second)}"
        case Add((Number() as first, Negate(second))):
            return f"{_shown(second)} {_FLIPPED[sign]} {_shown(first)}"
        case Add((first, Negate(second))):
            return f"{_shown(first)} {_SPELLINGS[sign]} {_shown(second)}"
        case Add((*others, Negate(Number() as last))):
            return f"{_shown(Add(tuple(others)))} {_SPELLINGS[sign]} {_shown(last)}"
        case Add((first, Number() as second)):
            return f"{_shown(first)} {_SPELLINGS[sign]} {_shown(Negate(second))}"
        case Add((Number() as first, second)):
            return f"{_shown(second)} {_FLIPPED[sign]} {_shown(Negate(first))}"
        case Quotient(numerator, Number()):
            return _against_zero(numerator, sign)
        case Negate(operand):
            return f"{_shown(operand)} {_FLIPPED[sign]} 0"
        case Power(base, Number(exponent)) if sign == "==" or (sign == "≤" and exponent % 2 == 0):
            return f"{_shown(base)} = 0"
    return f"{_shown(tree)} {_SPELLINGS[sign]} 0"


def _text(graph: Graph, node: int) -> str:
    return _shown(printable(graph, node))


def _shown(tree: Node | None) -> str:
    text = "…" if tree is None else canonical(tree)
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"
