"""Slices equal a plain loop over their points, however they are refined."""

from __future__ import annotations

import numpy as np
import pytest

from app.engine.objectives.formula import FormulaObjective
from app.engine.plane import Plane, projected
from app.engine.sampler import FIGURES, PointSampler
from app.engine.survey import Survey, surveyed
from tests.engine.test_spectrum import finished

OBJECTIVE = FormulaObjective("x^2*y + sin(x) + exp(y/3) - z", domain=[[-2, 2]] * 3)
ORIGIN = np.array([0.3, -0.2, 1.0])
D1, D2 = np.array([1.0, 2.0, 0.0]), np.array([0.0, -1.0, 0.5])
PLANE, LINE = Plane(ORIGIN, np.array([D1, D2])), Plane(ORIGIN, D1[None])
A, B = np.linspace(-1, 1, 7), np.linspace(-2, 2, 4)


@pytest.mark.parametrize("is_one_by_one", [False, True])
def test_a_plane_equals_a_loop_over_its_points(is_one_by_one: bool) -> None:
    sampler = PointSampler(OBJECTIVE, PLANE, tuple(FIGURES), is_one_by_one=is_one_by_one)
    found = finished(surveyed(sampler, [A, B])).figures
    assert set(found) == set(FIGURES)
    assert found["loss"].shape == (4, 7)
    for j, b in enumerate(B):
        for i, a in enumerate(A):
            point = ORIGIN + a * D1 + b * D2
            value, gradient = OBJECTIVE.value_and_gradient(point)
            hessian = OBJECTIVE.hessian(point)
            expected = {
                "loss": value,
                "gradient": gradient,
                "gradient_norm": np.linalg.norm(gradient),
                "slope": [D1 @ gradient, D2 @ gradient],
                "hessian": hessian,
                "curvature": [D1 @ hessian @ D1, D2 @ hessian @ D2],
            }
            for name, figure in expected.items():
                np.testing.assert_allclose(found[name][j, i], figure, rtol=1e-13, atol=1e-13, err_msg=name)


def test_a_line_equals_a_loop_over_its_points() -> None:
    found = finished(surveyed(PointSampler(OBJECTIVE, LINE, ["loss", "slope"]), [A]))
    assert found.figures["slope"].shape == (7, 1)
    expected = [OBJECTIVE.value(ORIGIN + a * D1) for a in A]
    np.testing.assert_allclose(found.figures["loss"], expected, rtol=1e-13, atol=1e-13)


@pytest.mark.parametrize("counts", [(51, 51), (2, 30), (17, 2), (40,)])
def test_every_refinement_is_a_part_of_the_whole_and_computes_nothing_twice(counts: tuple[int, ...]) -> None:
    axes = [np.linspace(-1, 1, count) for count in counts]
    plane = Plane(ORIGIN, np.array([D1, D2])[: len(counts)])
    whole = finished(surveyed(PointSampler(OBJECTIVE, plane, ["loss"]), axes)).figures["loss"]
    sampler = Counting(PointSampler(OBJECTIVE, plane, ["loss"]))
    survey = Survey(sampler, axes)
    assert survey.strides[-1] == 1
    for stride in survey.strides:
        announced, before = survey.unknown(stride), sampler.points
        finished(survey.refine(stride))
        assert sampler.points - before == announced
        picture = survey.picture()
        places = [np.searchsorted(axis, known) for axis, known in zip(axes, picture.axes, strict=True)]
        assert all(place[0] == 0 and place[-1] == len(axis) - 1 for place, axis in zip(places, axes, strict=True))
        np.testing.assert_array_equal(picture.figures["loss"], whole[np.ix_(*places[::-1])])
        assert picture.is_final == (stride == 1)
    assert sampler.points == whole.size


def test_a_path_on_the_plane_knows_how_far_it_is_from_it() -> None:
    normal = np.cross(D1, D2)
    normal /= np.linalg.norm(normal)
    coordinates = np.array([[0.0, 1.0], [0.5, -0.5], [2.0, 0.0]])
    heights = np.array([0.0, -0.3, 1.5])
    positions = PLANE.points(*coordinates.T).T + heights[:, None] * normal
    found = finished(projected(OBJECTIVE.value, PLANE, positions))
    np.testing.assert_allclose(found.coordinates, coordinates, atol=1e-12)
    np.testing.assert_allclose(found.distance, np.abs(heights), atol=1e-12)
    np.testing.assert_allclose(found.loss, [OBJECTIVE.value(position) for position in positions])
    on_plane = [OBJECTIVE.value(ORIGIN + a * D1 + b * D2) for a, b in coordinates]
    np.testing.assert_allclose(found.loss_on_plane, on_plane)


class Counting:
    """A sampler that counts the points it is asked for."""

    def __init__(self, sampler: PointSampler) -> None:
        self.points = 0
        self._sampler = sampler

    def sample(self, first, second):  # type: ignore[no-untyped-def]
        self.points += first.size * second.size
        return self._sampler.sample(first, second)
