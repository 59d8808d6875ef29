"""The Japanese of the reference: no word of English is left where it is not a name."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from typing import Any

import pytest

from app.engine.expression import gradient_mathml, mathml, parse
from app.engine.objectives import OBJECTIVES
from app.engine.optimizers import OPTIMIZERS
from app.engine.schedules import SCHEDULES
from app.service.documentation import Documentation, cited, documentation_of

RULES = [*OPTIMIZERS, *SCHEDULES]
WORD = re.compile(r"(?<![\w.])[a-z][a-z_]+(?![\w.])")
PHRASE = re.compile(r"(?:^|[;(（] ?|, )(?!arXiv|doi:|[a-z]+\.)([a-z]{2,})")
"""The beginning of a part of a source in small letters: names and titles begin with a capital."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_has_the_same_formulas_and_no_words_but_its_own(rule: Any) -> None:
    english, japanese = documentation_of(rule), documentation_of(rule, "ja")
    for line, same in zip(english.rule, japanese.rule, strict=True):
        assert _formulas(line) == _formulas(same)
    assert not _words(japanese) - _names(rule)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_source_of_a_rule_is_names_and_titles_or_japanese(rule: Any) -> None:
    facts = documentation_of(rule, "ja").facts
    source = "".join(span.words for span in facts["Reference"] if not span.is_code)
    assert not set(PHRASE.findall(source)) - _names(rule), source
    assert not re.search(r"\b(?:section|equation|none)\b", source)
    assert "none" not in {span.words for span in facts.get("State", ())}


@pytest.mark.parametrize("function", OBJECTIVES, ids=lambda function: function.name)
def test_the_source_of_a_function_is_names_and_titles_or_japanese(function: Any) -> None:
    source = cited(function.source, "ja")
    assert not PHRASE.search(source), source
    assert not re.search(r"\bsection\b", source)


def test_the_cases_of_a_formula_are_in_the_language_that_was_asked_for() -> None:
    formula = parse("max(x, y)")
    assert "otherwise" in "".join(gradient_mathml(formula, ("x", "y")))
    japanese = "".join((mathml(parse("if(x > 0, x, 0)"), "ja"), *gradient_mathml(formula, ("x", "y"), {}, "ja")))
    assert "otherwise" not in japanese
    assert japanese.count("<mtext>それ以外</mtext>") >= 2


def _formulas(line: Any) -> Counter[str]:
    """The formulas of a line without the words in them."""
    bare = (re.sub(r"<mtext>.*?</mtext>|<mspace[^>]*>", "", part.mathml) for part in line)
    return Counter("".join(sorted(formula)) for formula in bare if formula)


def _words(documentation: Documentation) -> set[str]:
    """Every word of Latin letters in a rule, outside formulas and in them; no index is one."""
    parts = [part for line in documentation.rule for part in line]
    inside = " ".join(text for part in parts for text in re.findall(r"<mtext>(.*?)</mtext>", part.mathml))
    indices = {"min", "max", "mult", "base", "end", "div", "final_div", "swa"}
    return {*WORD.findall(" ".join(part.words for part in parts)), *WORD.findall(inside)} - indices


def _names(rule: Any) -> set[str]:
    """The names of a rule's settings, and the words they can be."""
    fields = dataclasses.fields(rule)
    words = {word for field in fields for word in getattr(field.default, "words", ())}
    return {field.name for field in fields} | words
