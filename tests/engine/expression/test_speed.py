"""Formulas at the speed of typing: read, refused, looked at and built in milliseconds; the figures are printed (`pytest -s`)."""

from __future__ import annotations

from time import thread_time

import numpy as np
import pytest

from app.engine.expression import ExpressionError, compile_formula, parse
from app.engine.expression import formula as formula_module
from app.engine.expression import program as program_module
from app.engine.objectives import OBJECTIVES, CatalogueFunction
from tests.clock import processor_ms
from tests.engine.expression.test_catalogue import grid_of, parameters_of
from tests.engine.expression.test_hostile import ATTACKS
from tests.engine.expression.test_traits import LONG, looked_at

BUILD_MS = 5.0
GRID_MS = 20.0
REFUSED_MS = 50.0
LOOK_MS = 150.0
EVERY = pytest.mark.parametrize("function", OBJECTIVES, ids=lambda function: function.name)


@EVERY
def test_every_function_is_built_in_a_few_milliseconds(function: CatalogueFunction) -> None:
    position = np.array(function.start)

    def build() -> None:
        formula_module._parse.cache_clear()
        program_module._compiled.cache_clear()
        program = compile_formula(parse(function.formula), function.variables, parameters_of(function))
        with np.errstate(all="ignore"):
            program.value(position)
            program.value_and_gradient(position)
            program.hessian(position)

    taken = processor_ms(build)
    print(f"{function.name}: {taken:.2f} ms")
    assert taken <= BUILD_MS


@EVERY
def test_a_grid_of_101_by_101_with_gradient_is_computed_in_milliseconds(function: CatalogueFunction) -> None:
    program = compile_formula(parse(function.formula), function.variables, parameters_of(function))
    points = grid_of(function, 101)
    with np.errstate(all="ignore"):
        taken = processor_ms(lambda: program.value_and_gradient(points))
    print(f"{function.name}: {taken:.2f} ms")
    assert taken <= GRID_MS


def test_every_hostile_text_is_refused_in_a_moment() -> None:
    """The ten that took longest in a first round are timed with care."""

    def refuse(text: str) -> None:
        with pytest.raises(ExpressionError):
            parse(text)

    def once(text: str) -> float:
        started = thread_time()
        refuse(text)
        return thread_time() - started

    for text in sorted(ATTACKS, key=once)[-10:]:
        taken = processor_ms(lambda text=text: refuse(text), times=3)  # type: ignore[misc]
        print(f"{text[:60]!a}: {taken:.2f} ms")
        assert taken < REFUSED_MS, text[:60]


@pytest.mark.parametrize("text", LONG, ids=lambda text: text[:24])
def test_looking_at_a_long_formula_takes_no_longer(text: str) -> None:
    assert processor_ms(lambda: looked_at(text), times=3) < LOOK_MS


def test_reading_is_linear_in_the_length() -> None:
    def taken(text: str) -> float:
        return processor_ms(lambda: formula_module._parse.__wrapped__(text))

    short, long = ("+".join(["x*sin(y)"] * count) for count in (40, 160))
    assert taken(long) < 4 * 2.5 * taken(short)  # 4 times the text; 2.5 is room for a busy machine
