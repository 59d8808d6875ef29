"""How long, how deep, how large a formula may be."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from app.engine.expression import ExpressionError, compile_formula, gradient_mathml, gradient_text, mathml, parse
from app.engine.expression.lowering import MAX_TERMS
from app.engine.expression.tree import MAX_HEIGHT, MAX_LENGTH, MAX_NESTING, MAX_NODES, size

DEEP = {
    "brackets": "(x+" * (MAX_NESTING - 1) + "x" + ")" * (MAX_NESTING - 1),
    "bars": "|x*" * (MAX_NESTING - 1) + "x" + "|" * (MAX_NESTING - 1),
    "functions": "sin(x+" * 47 + "x" + ")" * 47,
    "conditions": "if(x>0,x," * 47 + "x" + ")" * 47,
    "bare functions": "sin " * (MAX_NESTING - 1) + "x",
    "powers": "^".join("x" * MAX_NESTING),
    "signs": "-" * (MAX_NESTING // 2) + "x",
    "signs and brackets": "x--(" * (MAX_NESTING // 3) + "x" + ")" * (MAX_NESTING // 3),
    "signs and powers": "2^-" * (MAX_NESTING // 3) + "x",
    "fractions": "/".join("x" * MAX_HEIGHT),
    "fractions in brackets": "(x/y/" * 30 + "x" + ")" * 30,
}


def _refusal(text: str) -> ExpressionError:
    with pytest.raises(ExpressionError) as refusal:
        parse(text)
    return refusal.value


def test_a_text_that_is_too_long_is_refused_at_the_first_character_too_many() -> None:
    error = _refusal("x" * (MAX_LENGTH + 5))
    assert (error.code, error.position, error.length) == ("too_long", MAX_LENGTH, 5)
    assert error.arguments == {"limit": MAX_LENGTH, "count": MAX_LENGTH + 5}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_what_is_deep_but_within_the_bounds_is_read_and_so_is_its_canonical_form(text: str) -> None:
    assert parse(parse(text).canonical).tree == parse(text).tree


@pytest.mark.parametrize(
    "text",
    [
        "(" * (MAX_NESTING + 1) + "x" + ")" * (MAX_NESTING + 1),
        "|x*" * (MAX_NESTING + 1) + "x" + "|" * (MAX_NESTING + 1),
        "sin(" * (MAX_NESTING + 1) + "x" + ")" * (MAX_NESTING + 1),
        "sin " * (MAX_NESTING + 1) + "x",
        "√" * (MAX_NESTING + 1) + "x",
        "-" * (MAX_NESTING + 1) + "x",
        "2^" * (MAX_NESTING + 1) + "x",
        "/".join("x" * (MAX_HEIGHT + 1)),
        "x--(" * 24 + "x" + ")" * 24,  # typed it is within the bound, canonically it is not
    ],
)
def test_what_is_too_deep_is_refused(text: str) -> None:
    assert _refusal(text).code == "too_deep"


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_the_deepest_formulas_need_less_than_half_of_pythons_stack(text: str) -> None:
    """A server's own frames are below the reader's, so it must not use up the limit of 1,000."""
    frame, used, limit = sys._getframe(), 0, sys.getrecursionlimit()
    while frame is not None:
        frame, used = frame.f_back, used + 1  # type: ignore[assignment]
    text = f" {text}"  # not read yet, so nothing comes from a cache
    sys.setrecursionlimit(used + 500)
    try:
        formula = parse(text)
        program = compile_formula(formula, formula.variables, {})
        with np.errstate(all="ignore"):
            program.hessian(np.full(len(formula.variables), 0.5))
        assert mathml(formula)
        assert gradient_text(formula, formula.variables)
        assert gradient_mathml(formula, formula.variables)
    finally:
        sys.setrecursionlimit(limit)


def test_the_number_of_parts_is_bounded() -> None:
    assert size(parse("+".join("x" * 660)).tree) == 661
    assert _refusal("x" * MAX_NODES).code == "too_many_parts"


def test_the_terms_of_all_sums_together_are_bounded() -> None:
    assert parse(f"sum(i, 1, {MAX_TERMS}, i x)").variables == ("x",)
    assert _refusal(f"sum(i, 1, {MAX_TERMS // 2}, x) + sum(i, 0, {MAX_TERMS // 2}, x)").code == "too_many_terms"


def test_a_sum_that_becomes_too_long_by_its_parameter_is_refused_when_it_gets_its_value() -> None:
    formula = parse("x + sum(i, 1, n, i x)")
    with pytest.raises(ExpressionError) as refusal:
        compile_formula(formula, ("x",), {"n": 1e15})
    assert (refusal.value.code, refusal.value.position) == ("too_many_terms", 4)
