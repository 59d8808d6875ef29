"""Catalogue formulas against the same functions written down a second time, without the formula language."""

from __future__ import annotations

import numpy as np
import pytest

from app.engine.objectives import objective_named
from tests.engine.definitions import DEFINITIONS, gradient_of

EVERY = pytest.mark.parametrize("name", DEFINITIONS)


def _positions(name: str) -> np.ndarray:
    """Sixty points of the domain, the same in every run and others for every function."""
    box = np.array(objective_named(name).domain)
    drawn = np.random.default_rng(sum(name.encode())).uniform(size=(len(box), 60))
    return np.array(box[:, :1] + drawn * (box[:, 1:] - box[:, :1]))


@EVERY
def test_values_and_gradients_are_those_of_the_definition(name: str) -> None:
    """To rounding: 1e-12 of the greatest value or slope among the points, and 1e-11 of the number itself."""
    positions = _positions(name)
    value, gradient = objective_named(name).objective().value_and_gradient(positions)
    pairs = [(value, DEFINITIONS[name](*positions)), (gradient, gradient_of(DEFINITIONS[name], positions))]
    for computed, expected in pairs:
        np.testing.assert_allclose(computed, expected, rtol=1e-11, atol=1e-12 * np.abs(expected).max())


@EVERY
def test_listed_points_have_the_stated_value_by_the_definition_too(name: str) -> None:
    function = objective_named(name)
    for point, value in (*function.minima, *function.saddles, *function.maxima):
        assert float(DEFINITIONS[name](*np.array(point))) == pytest.approx(value, rel=1e-12, abs=1e-12)
