"""Source: a rule of the engine as a class that stands alone, in plain Python and NumPy.

What `initial_state` and `step` need is gathered from their own code: methods, properties, small functions, numbers and named
tuples. Nothing is written twice, so nothing can rot; what needs more than NumPy has no such form.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import textwrap
import types
from collections.abc import Callable
from functools import cache, cached_property
from typing import Any

from app.engine.optimizers.optimizer import Optimizer

_LIBRARIES = {"np": "import numpy as np", "math": "import math"}
_ANNOTATIONS = {"Any", "Array"}


class NotAlone(ValueError):
    """The rule needs more than NumPy and gradients."""


@cache
def class_source(rule: type[Optimizer]) -> tuple[str, ...]:
    """The lines of a class named as `rule`, with what it needs before it; raises NotAlone."""
    gathered = _Gathered(rule)
    gathered.method("initial_state")
    gathered.method("step")
    lines = [*gathered.before, *(["", ""] if gathered.before else []), f"class {rule.__name__}:"]
    summary = (inspect.getdoc(rule) or rule.__name__).splitlines()[0]
    lines += [f'    """{summary}"""', "", "    def __init__(self, **settings):", "        vars(self).update(settings)"]
    for text in gathered.methods.values():
        lines += ["", textwrap.indent(text, "    ")]
    return tuple(lines)


class _Gathered:
    """The parts of one rule, in the order in which they are first needed."""

    def __init__(self, rule: type[Optimizer]) -> None:
        self.methods: dict[str, str] = {}
        self.before: list[str] = []
        self._rule = rule
        self._settings = {field.name for field in dataclasses.fields(rule)}
        self._known: set[str] = set()

    def method(self, name: str) -> None:
        """Gather the method, or the property, `name`."""
        if name in self.methods or name in self._settings:
            return
        found = inspect.getattr_static(self._rule, name, None)
        if isinstance(found, (property, cached_property)):
            function, decorator = (found.fget if isinstance(found, property) else found.func), "@property\n"
        else:
            function, decorator = found, ""
        if not isinstance(function, types.FunctionType):
            raise NotAlone(name)
        self.methods[name] = ""  # its place: it comes before what it calls
        self.methods[name] = decorator + self._text(function)

    def _text(self, function: Callable[..., Any]) -> str:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
        assert isinstance(tree, ast.FunctionDef)
        tree.decorator_list, tree.returns = [], None
        for argument in (*tree.args.args, *tree.args.kwonlyargs):
            argument.annotation = None
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                self._attribute(node.value.id, node.attr)
            elif isinstance(node, ast.Name) and node.id in function.__globals__:
                self._name(node.id, function.__globals__[node.id])
        for block in ast.walk(tree):
            if isinstance(body := getattr(block, "body", None), list):
                block.body = [_plain(statement) for statement in body]  # type: ignore[attr-defined]
        return ast.unparse(ast.fix_missing_locations(tree))

    def _attribute(self, owner: str, name: str) -> None:
        if owner == "self":
            self.method(name)
        elif owner == "oracle" and name != "gradient":
            raise NotAlone(name)

    def _name(self, name: str, value: Any) -> None:
        if name in self._known or name in _LIBRARIES or name in _ANNOTATIONS:
            return
        self._known.add(name)
        if isinstance(value, type) and issubclass(value, tuple):
            fields = ", ".join(repr(field) for field in value._fields)  # type: ignore[attr-defined]
            self.before.append(f"{name} = namedtuple({name!r}, [{fields}])")
        elif isinstance(value, (int, float)):
            self.before.append(f"{name} = {value!r}")
        elif isinstance(value, types.FunctionType):
            self.before.append(f"\n\n{self._text(value)}\n")
        else:
            raise NotAlone(name)


def _plain(statement: ast.stmt) -> ast.stmt:
    """`x: Array = …` without what it is annotated with."""
    if isinstance(statement, ast.AnnAssign) and statement.value is not None:
        return ast.Assign([statement.target], statement.value)
    return statement
