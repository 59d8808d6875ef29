"""MathML: well formed, made of known elements, and the user's own tree; the gradient as text that can be read again."""

from __future__ import annotations

from xml.etree import ElementTree

import numpy as np
import pytest

from app.engine.expression import compile_formula, gradient_mathml, gradient_text, mathml, parse
from app.engine.objectives import OBJECTIVES, CatalogueFunction
from tests.engine.expression.test_grammar import SPELLINGS

ELEMENTS = {*("math", "mrow", "mi", "mn", "mo", "mtext"), *("mfrac", "msqrt", "mroot", "msup", "msub", "munderover")}
ELEMENTS |= {"mtable", "mtr", "mtd", "mspace"}


def _plain(text: str) -> str:
    """The characters of a MathML text, structure and invisible operators left out."""
    return "".join(ElementTree.fromstring(text).itertext()).replace("\u2061", "").replace("\u2062", "")


@pytest.mark.parametrize("text", SPELLINGS)
def test_every_formula_is_typeset_as_well_formed_xml(text: str) -> None:
    formula = parse(text)
    for document in (mathml(formula), *gradient_mathml(formula, formula.variables)):
        root = ElementTree.fromstring(document)
        assert root.tag == "math"
        assert root.attrib == {"display": "block"}
        assert {element.tag for element in root.iter()} <= ELEMENTS
        assert all(len(element) == 2 for element in root.iter() if element.tag in {"mfrac", "msup", "msub", "mroot"})
        assert all(len(element) == 3 for element in root.iter("munderover"))
        assert all(len(element) == 1 for element in root.iter("msqrt"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("x^2/20 + y^2", "x220+y2"),
        ("2x", "2x"),
        ("2*3x", "2⋅3x"),
        ("x*2", "x⋅2"),
        ("2(x/3)", "2⋅x3"),
        ("(x+1)y", "(x+1)y"),
        ("-x*(y-1)", "−x(y−1)"),
        ("|x-1|", "|x−1|"),
        ("floor(x)", "⌊x⌋"),
        ("sin^2 x", "sin2(x)"),
        ("log10 x", "log10(x)"),
        ("pi tau e", "πτe"),
        ("x1 + x2", "x1+x2"),
        ("1e-5x", "10−5x"),
        ("2.5e20x", "2.5×1020x"),
        ("sum(i, 1, 5, i x)", "∑i=15ix"),
        ("if(x <= 0, x, 1)", "{xx≤01otherwise"),
        ("if(x == y, x, 1)", "{xx=y1otherwise"),
        ("(x+1)^2", "(x+1)2"),
        ("(-x)^2", "(−x)2"),
        ("e^(x+1)", "ex+1"),
        ("(x/y)^2", "(xy)2"),
        ("max(x, y)", "max(x,y)"),
    ],
)
def test_a_formula_is_typeset_as_one_would_write_it(text: str, shown: str) -> None:
    assert _plain(mathml(parse(text))) == shown


def test_a_fraction_is_typeset_as_one() -> None:
    fraction = "<mfrac><msup><mi>x</mi><mn>2</mn></msup><mn>20</mn></mfrac>"
    assert mathml(parse("x^2/20")) == f'<math display="block">{fraction}</math>'


@pytest.mark.parametrize(
    ("text", "gradient"),
    [
        ("x^2/20 + y^2", ("x/10", "2*y")),
        ("(1 - x)^2 + 100(y - x^2)^2", ("-2*(1 - x) - 400*x*(y - x^2)", "200*(y - x^2)")),
        ("a x^2 y", ("2*a*x*y", "a*x^2")),
        ("sin(2pi x) + y", ("2*pi*cos(2*pi*x)", "1")),
        ("e^(x y)", ("y*e^(x*y)", "x*e^(x*y)")),
        ("sqrt(x^2 + y^2)", ("x/sqrt(x^2 + y^2)", "y/sqrt(x^2 + y^2)")),
        ("|x| + y", ("sign(x)", "1")),
        ("log(x)/y", ("1/(x*y)", "-log(x)/y^2")),
        ("x - 3y", ("1", "-3")),
        ("if(0 < x < y, x^2, y)", ("if(0 < x < y, 2*x, 0)", "if(0 < x < y, 0, 1)")),
        ("max(x, y)", ("if(x > y, 1, if(x < y, 0, 0.5))", "if(x > y, 0, if(x < y, 1, 0.5))")),
        ("relu(x) + y", ("if(x > 0, 1, 0)", "1")),
        ("1/x + y", ("-1/x^2", "1")),
        ("x^-2 + y", ("-2/x^3", "1")),
    ],
)
def test_the_gradient_is_simplified_enough_to_be_read(text: str, gradient: tuple[str, str]) -> None:
    assert gradient_text(parse(text), ("x", "y")) == gradient


@pytest.mark.parametrize("function", OBJECTIVES, ids=lambda function: function.name)
def test_the_printed_gradient_of_a_test_function_is_its_gradient(function: CatalogueFunction) -> None:
    formula = parse(function.formula)
    values = {name: parameter.default for name, parameter in function.parameters.items()}
    program = compile_formula(formula, function.variables, values)
    position = np.random.default_rng(3).uniform(-2, 2, (len(function.variables), 50))
    expected = program.gradient(position)
    for row, text in enumerate(gradient_text(formula, function.variables)):
        printed = compile_formula(parse(text), function.variables, values).value(position)
        np.testing.assert_allclose(printed, expected[row], rtol=1e-12, atol=1e-12 * np.abs(expected[row]).max())


def test_a_gradient_too_long_to_be_read_is_not_printed() -> None:
    formula = parse("*".join(f"sin({factor}x)" for factor in range(1, 30)))
    assert gradient_text(formula, ("x",)) == ("…",)
    assert "…" in gradient_mathml(formula, ("x",))[0]


def test_a_sum_to_a_parameter_has_no_gradient_to_print_until_it_has_a_value() -> None:
    formula = parse("sum(i, 1, n, i x)")
    assert gradient_text(formula, ("x",)) == ("…",)
    assert gradient_text(formula, ("x",), {"n": 3}) == ("6",)


def test_the_gradient_names_its_variables() -> None:
    assert _plain(gradient_mathml(parse("x1^2 + x2"), ("x1", "x2"))[0]) == "∂f∂x1=2x1"
