"""Source: a rule of the engine as a class that stands alone, in plain Python and NumPy.

What `initial_state` and `step` need is gathered from their own code: methods, small functions, numbers and named tuples, each
as it is for the settings of one run (`plain_code.py`). Nothing is written twice, so nothing can rot; what needs more than
NumPy has no such form.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
import textwrap
import types
from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from app.engine.optimizers.optimizer import Optimizer
from app.service.plain_code import UNKNOWN, Plain

_LIBRARIES = {"np": "import numpy as np", "math": "import math"}
_ANNOTATIONS = {"Any", "Array"}
_OWN, _DEFINED = re.compile(r"\bself\._(\w+)"), re.compile(r"\bdef _(\w+)")


class NotAlone(ValueError):
    """The rule needs more than NumPy and gradients."""


class Source(NamedTuple):
    """A class: what it needs before it, its name, the lines behind that, and the settings it takes."""

    before: tuple[str, ...]
    name: str
    body: tuple[str, ...]
    settings: tuple[str, ...]


def class_source(rule: Optimizer, about: str) -> Source:
    """The class of `rule`, without what its settings leave out; `about` is its docstring. Raises NotAlone."""
    gathered = _Gathered(rule)
    gathered.method("initial_state")
    gathered.method("step")
    settings = [field.name for field in dataclasses.fields(rule) if field.name in gathered.settings]
    methods = [_OWN.sub(r"self.\1", _said(method)) for method in gathered.methods.values()]
    methods = [_DEFINED.sub(r"def \1", method) for method in methods]
    if settings:
        lines = [f"    self.{name} = {name}" for name in settings]
        methods.insert(0, "\n".join([f"def __init__(self, {', '.join(settings)}):", *lines]))
    body = [f'    """{about}"""']
    for method in methods:
        body += ["", *textwrap.indent(method, "    ").splitlines()]
    name = rule.title.en if rule.title.en.isidentifier() else type(rule).__name__
    return Source(tuple(gathered.before), name, tuple(body), tuple(settings))


class _Gathered:
    """The parts of one rule, in the order in which they are first needed."""

    def __init__(self, rule: Optimizer) -> None:
        self.methods: dict[str, ast.FunctionDef] = {}
        self.before: list[str] = []
        self.settings: set[str] = set()
        self._rule = rule
        self._fields = {field.name for field in dataclasses.fields(rule)}
        self._known: set[str] = set()
        self._plain = Plain(self._value, self._read)

    def method(self, name: str) -> None:
        """Gather the method `name` and what it needs."""
        if name in self.methods:
            return
        if name in self._fields:
            self.settings.add(name)
            return
        function, is_property = self._function(name)
        if function is None:
            raise NotAlone(name)
        tree = self._tree(function)
        if is_property:
            tree.decorator_list = [ast.Name("property", ast.Load())]
        self.methods[name] = tree  # before what it calls
        self._gather(tree, function.__globals__)

    def _read(self, name: str) -> ast.FunctionDef | None:
        """A method of the rule, plain; None if it is none."""
        function, is_property = self._function(name)
        return None if function is None or is_property else self._tree(function)

    def _function(self, name: str) -> tuple[types.FunctionType | None, bool]:
        """The code behind a method or a property, and whether it is a property."""
        found = inspect.getattr_static(type(self._rule), name, None)
        is_property = isinstance(found, (property, cached_property))
        if is_property:
            found = found.fget if isinstance(found, property) else found.func
        return (found if isinstance(found, types.FunctionType) else None), is_property

    def _value(self, name: str) -> Any:
        """What an attribute is, where that is plain and no setting that a reader would want to change."""
        value = getattr(self._rule, name, UNKNOWN)
        if isinstance(value, str):
            return str(value)
        if isinstance(value, (bool, np.bool_)):
            return bool(value)
        _, is_property = self._function(name)
        if is_property and isinstance(value, (int, float, np.ndarray)) and np.ndim(value) == 0:
            return value if isinstance(value, int) else float(value)
        return UNKNOWN

    def _tree(self, function: Callable[..., Any]) -> ast.FunctionDef:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
        plain: ast.FunctionDef = self._plain.visit(tree)
        return ast.fix_missing_locations(plain)

    def _gather(self, tree: ast.FunctionDef, names: dict[str, Any]) -> None:
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                self._attribute(node.value.id, node.attr)
            elif isinstance(node, ast.Name) and node.id in names:
                self._name(node.id, names[node.id])

    def _attribute(self, owner: str, name: str) -> None:
        if owner == "self":
            self.method(name)
        elif owner == "slope":
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
            tree = self._tree(value)
            self._gather(tree, value.__globals__)
            self.before.append(f"\n\n{_said(tree)}\n")
        else:
            raise NotAlone(name)


def _said(tree: ast.FunctionDef) -> str:
    """A function as text; a returned pair needs no brackets."""
    text = ast.unparse(ast.fix_missing_locations(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and node.value.elts:
            pair = ast.unparse(node.value)
            text = text.replace(f"return {pair}", f"return {pair[1:-1]}")
    return text
