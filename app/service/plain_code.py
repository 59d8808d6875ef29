"""Plain code: a method of a rule as one would write it for the settings that a run has, without what they leave out.

`self._is_coupled` is False where there is no weight decay, so the branch behind it goes; a method that only hands on what
it got is called by the name of the other; `oracle.gradient(x)` is `slope(x)`. What is left computes the same numbers.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable
from typing import Any, TypeAlias

from app.service.settled_code import Choices

Method: TypeAlias = ast.FunctionDef
Known: TypeAlias = Callable[[str], Any]
"""The value of an attribute where that is plain (a word, a truth, a number), else `UNKNOWN`."""
UNKNOWN = object()
_EXACT = 1.0


class Plain(Choices, ast.NodeTransformer):
    """Rewrites methods: `known` says what attributes are, `method` gives another method once it is plain, or None."""

    def __init__(self, known: Known, method: Callable[[str], Method | None]) -> None:
        self._known = known
        self._method = method

    def visit_FunctionDef(self, node: Method) -> Method:
        node.decorator_list, node.returns = [], None
        for argument in (*node.args.args, *node.args.kwonlyargs):
            argument.annotation = None
            argument.arg = _renamed(argument.arg)
        self.generic_visit(node)
        node.body = _joined_end(node.body)
        return node

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Name(_renamed(node.id), node.ctx)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        self.generic_visit(node)
        return node if node.value is None else ast.Assign([node.target], node.value)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        if isinstance(node.value, ast.Name) and node.value.id == "self" and isinstance(node.ctx, ast.Load):
            value = self._known(node.attr)
            return node if value is UNKNOWN else ast.Constant(value)
        self.generic_visit(node)
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        function = node.func
        if not (isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name)):
            return node
        if function.value.id == "slope" and function.attr == "gradient":
            return ast.Call(ast.Name("slope", ast.Load()), node.args, node.keywords)
        called = self._method(function.attr) if function.value.id == "self" else None
        handed = None if called is None else _handed_on(called)
        names = [] if called is None else [argument.arg for argument in called.args.args[1:]]
        if handed is None or node.keywords or len(names) != len(node.args):
            return node
        return _Filled(dict(zip(names, node.args, strict=True))).visit(handed)  # type: ignore[no-any-return]

    def visit_Expr(self, node: ast.Expr) -> ast.stmt | None:
        """Words that stand alone explain code that may have gone."""
        self.generic_visit(node)
        return None if isinstance(node.value, ast.Constant) else node

    def visit_If(self, node: ast.If) -> Any:
        self.generic_visit(node)
        if not isinstance(node.test, ast.Constant):
            node.body = node.body or [ast.Pass()]
            return node
        return node.body if node.test.value else node.orelse

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        self.generic_visit(node)
        decides = isinstance(node.op, ast.Or)
        constants = [bool(value.value) for value in node.values if isinstance(value, ast.Constant)]
        if decides in constants:
            return ast.Constant(decides)
        node.values = [value for value in node.values if not isinstance(value, ast.Constant)]
        return node if len(node.values) > 1 else node.values[0] if node.values else ast.Constant(not decides)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        self.generic_visit(node)
        is_settled = isinstance(node.op, ast.Not) and isinstance(node.operand, ast.Constant)
        return ast.Constant(not node.operand.value) if is_settled else node  # type: ignore[attr-defined]

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        self.generic_visit(node)
        left, right = node.left, node.comparators[0]
        if isinstance(left, ast.Constant) and isinstance(right, ast.Constant) and isinstance(node.ops[0], ast.Eq):
            return ast.Constant(left.value == right.value)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        is_once = isinstance(node.op, ast.Mult) and isinstance(node.left, ast.Constant) and node.left.value == _EXACT
        return node.right if is_once else node


class _Filled(ast.NodeTransformer):
    """Names as what they stand for."""

    def __init__(self, meanings: dict[str, ast.expr]) -> None:
        self._meanings = meanings

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._meanings.get(node.id, node)


def _renamed(name: str) -> str:
    return "slope" if name == "oracle" else name


def _handed_on(method: Method) -> ast.Call | None:
    """The call of another method of `self`, if that is all that `method` does."""
    if len(method.body) != 1 or not isinstance(returned := method.body[0], ast.Return):
        return None
    call = returned.value
    is_own = (
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "self"
    )
    return copy.deepcopy(call) if is_own and isinstance(call, ast.Call) else None


def _joined_end(body: list[ast.stmt]) -> list[ast.stmt]:
    """`a, b = f(); return a, b` as `return f()`."""
    if len(body) < 2 or not isinstance(body[-2], ast.Assign) or not isinstance(body[-1], ast.Return):
        return body
    target, returned = body[-2].targets[0], body[-1].value
    is_same = returned is not None and ast.unparse(target) == ast.unparse(returned)
    return [*body[:-2], ast.Return(body[-2].value)] if is_same else body
