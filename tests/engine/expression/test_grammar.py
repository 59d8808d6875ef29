"""What the formula language reads, and as what: every line below is a spelling and the canonical form it stands for."""

from __future__ import annotations

import numpy as np
import pytest

from app.engine.expression import ExpressionError, compile_formula, parse
from app.engine.expression.functions import FUNCTIONS
from app.engine.expression.text import canonical

SPELLINGS = {
    # numbers
    "2": "2",
    ".5": "0.5",
    "5.": "5",
    "1e-5": "1e-05",
    "2e3x": "2000*x",
    "2e x": "2*e*x",
    "2e": "2*e",
    "1E2": "100",
    "00.10": "0.1",
    # precedence
    "-x^2": "-x^2",
    "(-x)^2": "(-x)^2",
    "2^-x": "2^(-x)",
    "2^3^2": "2^3^2",
    "(2^3)^2": "(2^3)^2",
    "x**2": "x^2",
    "x - y - 1": "x - y - 1",
    "x - (y - 1)": "x - (y - 1)",
    "x/y/2": "x/y/2",
    "x/(y/2)": "x/(y/2)",
    "x/y*2": "x/y*2",
    "2*-x": "2*(-x)",
    "x--y": "x - (-y)",
    "+x": "x",
    "-x*y": "-x*y",
    "(-x)*y": "(-x)*y",
    "[x + 1](y - 1)": "(x + 1)*(y - 1)",
    # implicit products
    "2x": "2*x",
    "2(x+1)": "2*(x + 1)",
    "x(y+1)": "x*(y + 1)",
    "(x+1)(y+1)": "(x + 1)*(y + 1)",
    "(x+1)y": "(x + 1)*y",
    "x y": "x*y",
    "xy": "x*y",
    "3xy^2": "3*x*y^2",
    "xyz": "x*y*z",
    "xx": "x*x",
    "x/2y": "x/2*y",
    "2x^2y": "2*x^2*y",
    "a x": "a*x",
    "2a(x+1)": "2*a*(x + 1)",
    "2pi x": "2*pi*x",
    "e^x y": "e^x*y",
    "x sin y": "x*sin(y)",
    # bars
    "|x|": "abs(x)",
    "2|x|": "2*abs(x)",
    "|x||y|": "abs(x)*abs(y)",
    "||x|-1|": "abs(abs(x) - 1)",
    "|x|^2": "abs(x)^2",
    "(|x|)|y|": "abs(x)*abs(y)",
    "|x + |y||": "abs(x + abs(y))",
    "|(x|y|)|": "abs(x*abs(y))",
    # functions
    "sin 2x": "sin(2*x)",
    "sin x cos y": "sin(x)*cos(y)",
    "sin 2x cos 3y": "sin(2*x)*cos(3*y)",
    "sin 2 pi x": "sin(2*pi*x)",
    "sin a x": "sin(a*x)",
    "sin xy": "sin(x*y)",
    "sin x y": "sin(x)*y",
    "sin x^2": "sin(x^2)",
    "sin -x": "sin(-x)",
    "sin cos x": "sin(cos(x))",
    "sin |x|": "sin(abs(x))",
    "sin x/2": "sin(x)/2",
    "sin^2(x)": "sin(x)^2",
    "sin^2 x": "sin(x)^2",
    "sin**2 x": "sin(x)^2",
    "sin²x": "sin(x)^2",
    "sin(x)^2": "sin(x)^2",
    "sin2x": "sin(2*x)",
    "log10(x)": "log10(x)",
    "ln x": "ln(x)",
    "atan2(y, x)": "atan2(y, x)",
    "max(x, y, 0)": "max(x, y, 0)",
    "hypot[x, y]": "hypot(x, y)",
    # sums and conditions
    "sum(i, 1, 5, x^i)": "sum(i, 1, 5, x^i)",
    "sum(i,1,2,sum(j,1,i,i j x))": "sum(i, 1, 2, sum(j, 1, i, i*j*x))",
    "if(x > 0, x^2, -x)": "if(x > 0, x^2, -x)",
    "if(0<=x<1,1,0)": "if(0 <= x < 1, 1, 0)",
    "if(x≠y,x,y)": "if(x != y, x, y)",
    "if(x ≧ 0, x, 0)": "if(x >= 0, x, 0)",
    "if(x == 0, 1, x)": "if(x == 0, 1, x)",
    # declarations
    "f(x, y) = x^2 + y^2": "x^2 + y^2",
    "f(x,y)=x^2": "f(x, y) = x^2",
    "f = x^2": "x^2",
    # variables
    "x1^2 + x_2^2": "x1^2 + x2^2",
    "x₁x₂": "x1*x2",
    "x3": "x3",
    # other keyboards
    "ｘ＾２／２０＋ｙ＾２": "x^2/20 + y^2",
    "（ｘ－１）²": "(x - 1)^2",
    "x ー 1": "x - 1",
    "x−1": "x - 1",
    "2×x·y÷3": "2*x*y/3",
    "x²y³": "x^2*y^3",
    "x⁻¹": "x^(-1)",
    "x¹²": "x^12",
    "√x": "sqrt(x)",
    "√(x+1)": "sqrt(x + 1)",
    "2√2 x": "2*sqrt(2)*x",
    "∛x": "cbrt(x)",
    "π τ": "pi*tau",
    "｜ｘ｜": "abs(x)",
    "ｍａｘ（ｘ、ｙ）": "max(x, y)",
    "α x^2 + β": "α*x^2 + β",
    "𝑥² + 𝑦²": "x^2 + y^2",
    "  x\t+ y \n": "x + y",
}


@pytest.mark.parametrize("text", SPELLINGS)
def test_each_spelling_is_read_as_its_canonical_form(text: str) -> None:
    assert parse(text).canonical == SPELLINGS[text]


@pytest.mark.parametrize("text", SPELLINGS)
def test_the_canonical_form_reads_back_as_the_same_formula(text: str) -> None:
    formula = parse(text)
    again = parse(formula.canonical)
    assert again.tree == formula.tree
    assert again.variables == formula.variables
    assert again.canonical == formula.canonical


@pytest.mark.parametrize(
    ("text", "variables", "parameters"),
    [
        ("x^2 + y^2", ("x", "y"), ()),
        ("y^2 + x", ("x", "y"), ()),
        ("y^2", ("y",), ()),
        ("x z", ("x", "z"), ()),
        ("a*x^2 + b*y^2", ("x", "y"), ("a", "b")),
        ("x3", ("x1", "x2", "x3"), ()),
        ("f(x, y) = 1", ("x", "y"), ()),
        ("f(y, x) = x", ("x", "y"), ()),
        ("sum(i, 1, n, i x)", ("x",), ("n",)),
        ("sum(i, 1, 3, x) + i", ("x",), ("i",)),
        ("e + pi + tau", (), ()),
        ("A + a", (), ("A", "a")),
    ],
)
def test_variables_come_in_the_order_of_coordinates_and_other_letters_are_parameters(
    text: str, variables: tuple[str, ...], parameters: tuple[str, ...]
) -> None:
    formula = parse(text)
    assert (formula.variables, formula.parameters) == (variables, parameters)


@pytest.mark.parametrize(
    ("text", "note", "reading"),
    [
        ("x/2y", "implicit_product_after_division", "x/2y is read from the left, as (x/2)*y"),
        ("1/2 x", "implicit_product_after_division", "1/2 x is read from the left, as (1/2)*x"),
        ("sin x y", "function_without_brackets", "sin without brackets takes one factor: read as sin(x)"),
        ("sin x/2", "function_without_brackets", "sin without brackets takes one factor: read as sin(x)"),
        ("f(x, y) = x", "unused_variable", "the formula does not depend on y"),
    ],
)
def test_an_ambiguous_spelling_is_accepted_with_a_note(text: str, note: str, reading: str) -> None:
    (found,) = parse(text).notes
    assert (found.code, found.text) == (note, reading)


def test_the_note_on_a_division_offers_the_other_reading() -> None:
    (note,) = parse("1 + x/2y").notes
    assert note.fix is not None
    assert parse(note.fix.applied("1 + x/2y")).canonical == "1 + x/(2*y)"


@pytest.mark.parametrize("text", ["x/2*y", "sin x cos y", "sin(x)/2", "x/2 + y", "2x/3"])
def test_plain_spellings_get_no_note(text: str) -> None:
    assert parse(text).notes == ()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_can_be_called_by_name(name: str) -> None:
    function = FUNCTIONS[name]
    arguments = ", ".join(["x", "y", "x", "y"][: function.least])
    formula = parse(f"{name}({arguments})")
    program = compile_formula(formula, ("x", "y"), {})
    assert formula.canonical == f"{name}({arguments})"
    assert np.isfinite(program.value(np.array([0.3, 0.7])))


def test_a_formula_that_is_long_but_written_tightly_keeps_a_canonical_form_that_can_be_read() -> None:
    text = "+".join(["x", "y"] * 240)
    formula = parse(text)
    assert parse(formula.canonical).tree == formula.tree


def test_canonical_text_refuses_what_is_not_a_formula() -> None:
    with pytest.raises(TypeError, match="expected a node of a formula"):
        canonical("x")  # type: ignore[arg-type]


def test_a_canonical_form_longer_than_a_formula_may_be_is_refused() -> None:
    with pytest.raises(ExpressionError) as refusal:
        parse("+".join(["9e15"] * 399))
    assert refusal.value.code == "too_long"
