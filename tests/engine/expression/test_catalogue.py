"""The catalogue through the formula language: three spellings, the same numbers."""

from __future__ import annotations

import re

import numpy as np
import pytest

from app.engine.expression import compile_formula, parse
from app.engine.objectives import OBJECTIVES, CatalogueFunction
from tests.engine.expression.retyped import RETYPED

BY_NAME = {function.name: function for function in OBJECTIVES}


def _values(text: str, points: np.ndarray) -> np.ndarray:
    formula = parse(text)
    with np.errstate(all="ignore"):
        return compile_formula(formula, formula.variables, {}).value(points)


def grid_of(function: CatalogueFunction, side: int) -> np.ndarray:
    """Points of the domain; of more than two coordinates the plane through the start along the first two."""
    axes = [np.linspace(lower, upper, side) for lower, upper in function.domain[:2]]
    axes += [np.array([value]) for value in function.start[2:]]
    return np.stack(np.meshgrid(*axes, indexing="ij")).reshape(len(axes), -1)


def parameters_of(function: CatalogueFunction) -> dict[str, float]:
    return {name: parameter.default for name, parameter in function.parameters.items()}


@pytest.mark.parametrize("name", RETYPED)
def test_three_spellings_of_a_student_give_the_same_numbers(name: str) -> None:
    """To rounding: two spellings may add and multiply in different orders."""
    dimension = len(parse(RETYPED[name][0]).variables)
    points = np.random.default_rng(7).uniform(-3, 3, (dimension, 500))
    first, *others = [_values(text, points) for text in RETYPED[name]]
    assert np.isfinite(first).all()
    for other in others:
        np.testing.assert_allclose(other, first, rtol=1e-12, atol=1e-12 * np.abs(first).max())


@pytest.mark.parametrize("name", sorted(set(RETYPED) & set(BY_NAME)))
def test_a_retyped_function_is_the_one_of_the_catalogue(name: str) -> None:
    function = BY_NAME[name]
    points = grid_of(function, 21)
    with np.errstate(all="ignore"):
        expected = function.objective().value(points)
    for text in RETYPED[name]:
        np.testing.assert_allclose(_values(text, points), expected, rtol=1e-11, atol=1e-12 * np.abs(expected).max())


def _disguises(text: str) -> list[str]:
    wide = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}
    python = text.replace("^", "**")
    paper = text.replace("-", "−").replace("*", "·").replace("pi", "π")
    paper = re.sub(r"\^([23])(?![0-9.^])", lambda match: "²³"[int(match[1]) - 2], paper)
    return [python, paper, "".join(wide.get(character, character) for character in text)]


@pytest.mark.parametrize("function", OBJECTIVES, ids=lambda function: function.name)
def test_python_paper_and_a_japanese_keyboard_mean_what_the_catalogue_means(function: CatalogueFunction) -> None:
    canonical = parse(function.formula).canonical
    assert [parse(text).canonical for text in _disguises(canonical)] == [canonical] * 3
