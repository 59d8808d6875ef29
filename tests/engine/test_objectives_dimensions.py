"""Functions in more dimensions than their own, and functions whose loss changes from step to step."""

from __future__ import annotations

import numpy as np
import pytest

from app.engine.objectives import OBJECTIVES, CatalogueFunction, objective_named
from app.engine.objectives.formula import FormulaObjective


def _samples(function: CatalogueFunction, count: int) -> np.ndarray:
    box = np.array(function.domain)
    drawn = np.random.default_rng(7).uniform(size=(len(box), count))
    return box[:, :1] + drawn * (box[:, 1:] - box[:, :1])


EXTENDED = [function for function in OBJECTIVES if function.extension]


@pytest.mark.parametrize("function", EXTENDED, ids=lambda function: function.name)
def test_an_extension_is_the_same_function_in_its_own_dimension(function: CatalogueFunction) -> None:
    assert function.extension is not None
    own = len(function.variables)
    values = {name: parameter.default for name, parameter in function.parameters.items()}
    again = FormulaObjective(function.extension.formula(own), values, function.domain)
    positions = _samples(function, 50)
    np.testing.assert_allclose(again.value(positions), function.objective().value(positions), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(
    ("function", "dimension"), [(function, dimension) for function in EXTENDED for dimension in function.dimensions]
)
def test_a_function_comes_in_every_dimension_it_names(function: CatalogueFunction, dimension: int) -> None:
    objective = function.objective(dimension=dimension)
    assert objective.dimension == dimension == len(objective.start) == len(objective.domain)
    assert objective.gradient(objective.start).shape == (dimension,)
    for point, value in function.minima_beyond.get(dimension, ()):
        assert float(objective.value(np.array(point))) == pytest.approx(value, rel=1e-12, abs=1e-12)
        assert np.abs(objective.gradient(np.array(point))).max() <= 1e-6
        assert np.linalg.eigvalsh(objective.hessian(np.array(point))).min() > 0.1


def test_a_dimension_it_does_not_come_in_is_refused() -> None:
    with pytest.raises(ValueError, match="beale has 2 dimensions, got 3"):
        objective_named("beale").objective(dimension=3)


ONLINE = [function for function in OBJECTIVES if function.cycle]


@pytest.mark.parametrize("function", ONLINE, ids=lambda function: function.name)
def test_an_online_problem_records_the_mean_of_what_its_steps_see(function: CatalogueFunction) -> None:
    objective, positions = function.objective(), _samples(function, 50)
    seen = [objective.at(step).value(positions) for step in range(len(function.cycle))]
    np.testing.assert_allclose(objective.value(positions), np.mean(seen, axis=0), rtol=1e-12, atol=1e-12)
    for step in range(7):
        assert objective.at(step) is objective.at(step + len(function.cycle))
