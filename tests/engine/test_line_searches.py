"""Line searches keep the conditions they promise, at every step they accept, and ask no more than they need."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.engine.line_searches.armijo import backtrack, interpolate
from app.engine.line_searches.line import Line, known_at
from app.engine.line_searches.min_func import grow_and_shrink
from app.engine.line_searches.more_thuente import close_in
from app.engine.line_searches.zoom import bracket_and_zoom
from app.engine.objective import Array, Objective
from app.engine.oracle import Oracle, Sight
from tests.engine.tilted_bowl import TiltedBowl
from tests.golden.functions import Beale, Himmelblau, Rosenbrock

STARTS = np.random.default_rng(11).uniform(-2, 2, (12, 2))


def line_at(objective: Objective, start: Array, direction: Array | None = None) -> Line:
    """Downhill from `start`, or along `direction`."""
    oracle = Oracle(objective, Sight())
    oracle.begin(0, objective, start, None)
    here = known_at(start, oracle, None)
    return Line(oracle, here, -here.gradient if direction is None else direction)


@pytest.mark.parametrize(
    "objective", [Rosenbrock(), Himmelblau(), Beale()], ids=lambda objective: type(objective).__name__
)
@pytest.mark.parametrize(("c1", "c2"), [(1e-4, 0.9), (1e-4, 0.1), (0.3, 0.4)])
def test_an_accepted_step_fulfils_the_strong_wolfe_conditions(objective: Objective, c1: float, c2: float) -> None:
    searches = {
        "more_thuente": lambda line: close_in(line, np.float64(1.0), c1, c2),
        "zoom": lambda line: bracket_and_zoom(line, np.float64(0.1), c1, c2, lambda _: True),
    }
    found = dict.fromkeys(searches, 0)
    for start in STARTS:
        for name, search in searches.items():
            line = line_at(objective, start)
            with np.errstate(all="ignore"):
                step = search(line)
            if step is None:
                continue
            found[name] += 1
            assert line.value(step) <= line.value_at_origin + c1 * step * line.slope_at_origin
            assert abs(line.slope(step)) <= -c2 * line.slope_at_origin
    assert min(found.values()) >= 8, "most searches find something"


def test_torchs_search_fulfils_them_too() -> None:
    for start in STARTS:
        line = line_at(Himmelblau(), start)
        found = grow_and_shrink(line, np.float64(1.0), 25, 1e-9)
        assert found.known.value <= line.value_at_origin + 1e-4 * found.step * line.slope_at_origin
        assert abs(line.slope(found.step)) <= -0.9 * line.slope_at_origin
        np.testing.assert_array_equal(found.known.position, line.position(found.step))


@pytest.mark.parametrize(
    "search", [lambda line: backtrack(line, 1.0, 0.1, 0.5), lambda line: interpolate(line, 1.0, 0.1)]
)
def test_backtracking_brings_a_share_of_what_the_slope_promised(search: Any) -> None:
    for start in STARTS:
        line = line_at(Rosenbrock(), start)
        step = search(line)
        assert line.value(step) <= line.value_at_origin + 0.1 * step * line.slope_at_origin


def test_uphill_no_search_finds_a_step() -> None:
    start = np.array([1.0, 2.0])
    for search in (
        lambda line: close_in(line, np.float64(1.0), 1e-4, 0.9),
        lambda line: bracket_and_zoom(line, np.float64(1.0), 1e-4, 0.9, lambda _: True),
        lambda line: backtrack(line, 1.0, 1e-4, 0.5),
    ):
        uphill = line_at(TiltedBowl(1.0, 3.0), start, TiltedBowl(1.0, 3.0).matrix @ start)
        with np.errstate(all="ignore"):
            assert search(uphill) is None


def test_a_question_asked_twice_is_counted_once() -> None:
    objective = Rosenbrock()
    oracle = Oracle(objective, Sight())
    oracle.begin(0, objective, objective.start, None)
    here = known_at(objective.start, oracle, None)
    line = Line(oracle, here, -here.gradient)
    for _ in range(3):
        line.value(np.float64(0.1))
        line.slope(np.float64(0.1))
        line.known(np.float64(0.1))
    assert known_at(objective.start.copy(), oracle, here) is here
    assert (oracle.value_evaluations, oracle.gradient_evaluations) == (2, 2)
    assert known_at(objective.start + 1e-9, oracle, here) is not here
