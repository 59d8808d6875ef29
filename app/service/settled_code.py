"""Settled code: `None if 'none' == 'none' else 'none'` is what a filled template says; `None` is what a person writes."""

from __future__ import annotations

import ast
from typing import Any


def settled(code: str) -> str:
    """The expression `code` with choices and products of constants worked out; everything else stays."""
    return ast.unparse(_Settle().visit(ast.parse(code, mode="eval")))


class Choices(ast.NodeTransformer):
    """From the leaves up: a choice whose condition has become a constant is what it chooses."""

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        self.generic_visit(node)
        if not isinstance(node.test, ast.Constant):
            return node
        return node.body if node.test.value else node.orelse


class _Settle(Choices, ast.NodeTransformer):
    """From the leaves up: what has become a constant is one for its parent."""

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        left, right = _number(node.left), _number(node.comparators[0])
        if _NOTHING in (left, right):
            return node
        is_equal, is_below = left == right, isinstance(node.ops[0], ast.Lt) and left < right
        return ast.Constant(is_equal if isinstance(node.ops[0], ast.Eq) else is_below)

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        self.generic_visit(node)
        first = node.values[0]
        if not (isinstance(node.op, ast.Or) and isinstance(first, ast.Constant)):
            return node
        return first if first.value else node.values[1]

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        self.generic_visit(node)
        inner = node.operand
        is_double = isinstance(inner, ast.UnaryOp) and isinstance(inner.op, ast.USub) and isinstance(node.op, ast.USub)
        return inner.operand if is_double and isinstance(inner, ast.UnaryOp) else node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        is_product = isinstance(node.op, ast.Mult) and all(
            isinstance(part, ast.Constant) for part in (node.left, node.right)
        )
        return ast.Constant(_number(node.left) * _number(node.right)) if is_product else node


_NOTHING = object()


def _number(node: ast.expr) -> Any:
    """The value of a constant, of a negative one too; _NOTHING for anything else."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
        return -node.operand.value  # type: ignore[operator]
    return node.value if isinstance(node, ast.Constant) else _NOTHING
