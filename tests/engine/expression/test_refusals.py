"""What the formula language refuses: with which code, at which characters of the typed text, and with which repair."""

from __future__ import annotations

import re

import pytest

from app.engine.expression import ExpressionError, parse
from app.engine.expression.errors import HINTS, MESSAGES, NOTES, Fix, filled

REFUSALS = [
    # text, code, what is underlined, text after the fix
    ("", "empty", "", None),
    ("   ", "empty", "   ", None),
    ("f(x, y) =", "empty", "", None),
    ("x +", "missing_operand_at_end", "+", None),
    ("* x", "missing_operand", "*", None),
    ("x^^2", "missing_operand", "^", "x^2"),
    ("x//2", "missing_operand", "/", "x/2"),
    ("()", "missing_operand", ")", None),
    ("max(x,)", "missing_operand", ")", None),
    ("(x + 1", "unclosed_bracket", "(", "(x + 1)"),
    ("((x + [1", "unclosed_bracket", "[", "((x + [1]))"),
    ("sin(x", "unclosed_bracket", "(", "sin(x)"),
    ("|x", "unclosed_bracket", "|", "|x|"),
    ("(|x)", "unclosed_bracket", "|", "(|x|)"),
    ("x)", "unexpected_closing", ")", "x"),
    ("(x]", "mismatched_bracket", "]", "(x)"),
    ("2 3", "missing_operator", "3", "2 *3"),
    ("(x+1)2", "missing_operator", "2", "(x+1)*2"),
    ("x² ²", "missing_operator", "²", None),
    ("1.2.3", "malformed_number", "1.2.3", None),
    ("x⁺⁻", "malformed_number", "⁺⁻", None),
    ("1,5 x", "unexpected_comma", ",", "1.5 x"),
    ("x, y", "unexpected_comma", ",", None),
    ("sen(x)", "unknown_function", "sen", "sin(x)"),
    ("arcsin(x)", "unknown_function", "arcsin", "asin(x)"),
    ("Sin(x)", "unknown_function", "Sin", "sin(x)"),
    ("xsin(y)", "unknown_function", "xsin", "x*sin(y)"),
    ("xy(x+1)", "unknown_function", "xy", "x*y*(x+1)"),
    ("exec(x)", "unknown_function", "exec", None),
    ("2ax^2", "unknown_name", "ax", "2a*x^2"),
    ("2 ab", "unknown_name", "ab", "2 a*b"),
    ("sinx", "unknown_name", "sinx", "sin(x)"),
    ("x^2 + y2", "unknown_name", "y2", "x^2 + y^2"),
    ("X + 1", "unknown_name", "X", "x + 1"),
    ("x11", "unknown_name", "x11", None),
    ("x2 + y", "mixed_variables", "x2", "x^2 + y"),
    ("x2+y2", "unknown_name", "y2", "x^2+y^2"),
    ("-z3 + sinx - x2 + y", "unknown_name", "z3", "-z^3 + sin(x) - x^2 + y"),
    ("Sin(x) + sinx + 2 3", "unknown_function", "Sin", "sin(x) + sin(x) + 2 3"),
    ("PI", "unknown_name", "PI", "pi"),
    ("sin", "missing_argument", "sin", None),
    ("x + sin()", "missing_argument", "sin()", None),
    ("sin(x, y)", "argument_count", "sin(x, y)", None),
    ("atan2(x)", "argument_count", "atan2(x)", None),
    ("if(x > 0, 1)", "argument_count", "if(x > 0, 1)", None),
    ("sum(i, 1, 5)", "argument_count", "sum(i, 1, 5)", None),
    ("sin^-1(x)", "inverse_function", "sin^-1", "asin(x)"),
    ("sin^x(x)", "function_power", "^x", None),
    ("x = 2", "equation", "x =", "2"),
    ("z = x^2 + y^2", "equation", "z =", "x^2 + y^2"),
    ("f(a, b) = a + b", "declaration", "a", None),
    ("f(x y) = x", "declaration", "y", None),
    ("f(x, y, x) = x", "declared_twice", "x", None),
    ("2 + 3j", "complex_number", "3j", "2 + 3*j"),
    ("1e308*10*x", "constant_not_finite", "1e308*10*x", None),
    ("f(x) = x y", "undeclared_variable", "y", None),
    ("x < 1", "comparison_outside_condition", "<", None),
    ("if(x, 1, 2)", "condition_expected", "x", None),
    ("if(x = 0, 1, 2)", "condition_expected", "=", "if(x == 0, 1, 2)"),
    ("sum(x, 1, 5, x)", "sum_index", "x", None),
    ("sum(i, 1, 5, sum(i, 1, 5, i))", "sum_index", "i", None),
    ("sum(i, 1, x, i)", "sum_bounds_constant", "x", None),
    ("sum(i, 1, 2.5, i)", "sum_bounds", "2.5", None),
    ("sum(i, 1, 1e9, x)", "too_many_terms", "sum(i, 1, 1e9, x)", None),
    ("x + 1/0", "constant_not_finite", "1/0", None),
    ("x + log(-1)", "constant_not_finite", "log(-1)", None),
    ("x + 1e400", "constant_not_finite", "1e400", None),
    ("x + sum(i, 0, 2, 1/i)", "constant_not_finite", "1/i", None),
    ("x\ny", "line_break", "\n", None),
    ("x; y", "second_statement", ";", None),
    ("x + 'y'", "text_not_allowed", "'", None),
    ("np.sin(x)", "attribute_not_allowed", "np.", "sin(x)"),
    ("x.real", "attribute_not_allowed", ".", None),
    ("{x}", "unexpected_character", "{", "(x)"),
    ("x!", "unexpected_character", "!", None),
    ("x\u200b", "unexpected_character", "\u200b", None),
    ("x\ud800", "unexpected_character", "\ud800", None),
    # positions count the characters that were typed, whatever they stand for
    ("２ ＋ ｓｅｎ（ｘ）", "unknown_function", "ｓｅｎ", "２ ＋ sin（ｘ）"),
    ("（ｘ＋１", "unclosed_bracket", "（", "（ｘ＋１)"),
    ("ｘ²＋ｙ２", "unknown_name", "ｙ２", "ｘ²＋y^2"),
    ("𝑥² + 𝑥 2", "missing_operator", "2", "𝑥² + 𝑥 *2"),
    ("√ｘ ＋＊ y", "missing_operand", "＊", None),
    ("ｘ、ｙ", "unexpected_comma", "、", None),
]


def _refusal(text: str) -> ExpressionError:
    with pytest.raises(ExpressionError) as refusal:
        parse(text)
    return refusal.value


@pytest.mark.parametrize(("text", "code", "underlined", "_repaired"), REFUSALS)
def test_a_refusal_names_its_code_and_the_characters_that_were_typed(
    text: str, code: str, underlined: str, _repaired: str | None
) -> None:
    error = _refusal(text)
    assert (error.code, text[error.position : error.position + error.length]) == (code, underlined)


@pytest.mark.parametrize(("text", "_code", "_underlined", "repaired"), REFUSALS)
def test_a_fix_applied_to_the_typed_text_gives_the_repaired_formula(
    text: str, _code: str, _underlined: str, repaired: str | None
) -> None:
    error = _refusal(text)
    assert (error.fix.applied(text) if error.fix else None) == repaired


@pytest.mark.parametrize(("text", "_code", "_underlined", "_repaired"), REFUSALS)
def test_messages_and_hints_are_whole_sentences_without_open_placeholders(
    text: str, _code: str, _underlined: str, _repaired: str | None
) -> None:
    error = _refusal(text)
    assert str(error)
    assert not re.search(r"\{\w+\}", str(error) + error.hint)


def test_every_code_is_reached_by_some_refusal() -> None:
    elsewhere = {"too_long", "too_many_parts", "too_deep", "unset_parameter", "parameter_not_finite"}
    assert {code for _, code, _, _ in REFUSALS} | elsewhere == set(MESSAGES)


def test_codes_of_messages_hints_and_notes_do_not_collide() -> None:
    assert len({*MESSAGES, *HINTS, *NOTES}) == len(MESSAGES) + len(HINTS) + len(NOTES)


def test_typed_text_in_a_message_is_not_interpreted_as_a_template() -> None:
    assert filled("unknown “{name}”", {"name": "{count}", "count": 7}) == "unknown “{count}”"


def test_a_fix_replaces_exactly_its_characters() -> None:
    assert Fix(1, 2, "XYZ").applied("abcd") == "aXYZd"
