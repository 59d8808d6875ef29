"""Calls: what a line of code of another library calls, and with which keyword arguments."""

from __future__ import annotations

import ast
from string import Formatter
from typing import NamedTuple


class NamedCall(NamedTuple):
    """One call: the dotted name of the function, how many arguments it gets by position, and the others' names."""

    function: str
    positional: int
    keywords: tuple[str, ...]


def calls_in(code: str) -> list[NamedCall]:
    """Every call in `code`, whose braces stand for names; raises SyntaxError where it is no expression."""
    names = {name: name for _, name, _, _ in Formatter().parse(code) if name}
    tree = ast.parse(code.format(**names), mode="eval")
    return [
        NamedCall(ast.unparse(node.func), len(node.args), tuple(keyword.arg or "**" for keyword in node.keywords))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    ]


def library_functions_in(code: str) -> list[str]:
    """The dotted names that are called in `code`: those of libraries, not what stands for something of the caller's."""
    return [call.function for call in calls_in(code) if "." in call.function]
