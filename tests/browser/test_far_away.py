"""What does not fit the picture: runs that diverge, starts outside the map, functions that are not defined everywhere."""

from __future__ import annotations

import math
from typing import Any

import pytest

from tests.browser.visit import Visit

STEPS = 60
ADAM = {"optimizer": {"name": "adam", "learning_rate": 0.16}}
LINE = {"expression": "x^4 - 2x^2 + .3x", "domain": [[-5, 5]]}
SPACE = {"expression": "x^2 + y^2 + z^2", "domain": [[-5, 5]] * 3}


def descent(rate: float, objective: dict[str, Any], **more: Any) -> dict[str, Any]:
    """SGD at `rate` beside Adam."""
    runs = [{"optimizer": {"name": "sgd", "learning_rate": rate}}, ADAM]
    return {"objective": objective, "steps": STEPS, "runs": runs} | more


def show(visit: Visit, experiment: dict[str, Any], step: int = STEPS) -> None:
    """Open `experiment` where it has come to rest; any error on the console fails the test."""
    visit.open(experiment, step=step)
    visit.until("() => document.querySelectorAll('#curves .main-svg').length >= 2")
    visit.until("() => document.querySelector('#table tbody tr:last-child td:last-child')?.textContent !== ''")


@pytest.mark.parametrize(
    "experiment",
    [
        descent(50, {"name": "elongated_bowl"}),
        descent(50, {"name": "himmelblau"}),
        descent(50, LINE, start=[1.4]),
        descent(0.02, LINE, start=[1e300]),
        descent(0.02, {"name": "himmelblau"}, start=[1e150, -1e150]),
    ],
    ids=["bowl", "himmelblau", "line", "line from 1e300", "himmelblau from 1e150"],
)
def test_nothing_that_is_drawn_lies_far_outside_on_either_scale(visit: Visit, experiment: dict[str, Any]) -> None:
    show(visit, experiment)
    for scale in ("log", "linear"):
        assert far_outside(visit, scale) == [], scale


def far_outside(visit: Visit, scale: str) -> list[str]:
    """Numbers far beyond the picture in what is drawn on this scale."""
    for button in visit.page.locator(f'[data-value="{scale}"]:visible').all():
        button.click()
    visit.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    visit.until("() => !document.querySelector('.plot-frame').classList.contains('is-moving')")
    beyond: list[str] = visit.page.evaluate(
        """() => [...document.querySelectorAll(".scatterlayer path")]
          .flatMap((path) => `${path.getAttribute("d")} ${path.getAttribute("transform")}`.match(/[-.\\d]+e?[+\\d]*/g) ?? [])
          .filter((number) => Math.abs(Number(number)) > 1e7)"""
    )
    return beyond


def test_a_diverging_run_leaves_the_curves_through_the_top(visit: Visit) -> None:
    show(visit, descent(50, {"name": "elongated_bowl"}))
    low, high = visit.until("() => document.querySelector('#curves .js-plotly-plot')._fullLayout?.yaxis.range")
    assert high < 6
    assert low < math.log10(0.1)


def test_a_run_that_has_left_is_pointed_to_and_explained(visit: Visit) -> None:
    show(visit, descent(1.05, {"name": "elongated_bowl"}))
    visit.page.locator(".left-the-map", has_text="SGD").wait_for()
    assert visit.page.locator("#table tbody tr").first.locator("td").last.inner_text() == "far away"
    # The bowl's largest curvature is 2, so 2/λmax is 1.
    assert "λmax = 1 here; it has 1.05" in visit.page.locator(".fates").inner_text()


def test_a_run_that_broke_off_within_the_map_is_marked_there(visit: Visit) -> None:
    show(visit, descent(0.02, {"expression": "ln(x) + y", "domain": [[-5, 5]] * 2}, start=[1.4, 2]))
    visit.until("() => document.querySelectorAll('.broken-off').length === 2")
    assert "left the function’s domain: at step 51" in visit.page.locator(".fates").inner_text()
    visit.page.locator(".plot-frame.has-gaps").wait_for()


def test_where_the_function_has_no_value_its_gradient_has_none(visit: Visit) -> None:
    show(visit, descent(0.02, {"expression": "ln(x) + y", "domain": [[-5, 5]] * 2}, start=[-1, 2]))
    values = visit.page.locator(".readout .reading", has_text="‖∇f‖").locator(".reading-value")
    visit.until("() => document.querySelector('.readout .reading-value')")
    assert values.inner_text() == "–"


def test_on_the_logarithmic_scale_a_curve_shows_its_wells(visit: Visit) -> None:
    show(visit, descent(0.02, LINE, start=[1.4]))
    wells = """() => {
      const ground = document.querySelector("#landscape .js-plotly-plot").data.find(({ uid }) => uid === "ground");
      const [least, most] = [Math.min(...ground.y), Math.max(...ground.y)];
      const hill = ground.y[ground.x.findIndex((x) => x > 0.075)];
      const well = ground.y[ground.x.findIndex((x) => x > 0.96)];
      return [(hill - well) / (most - least)];
    }"""
    [depth] = visit.until(wells)
    assert depth < 0.01, "a function of one variable is drawn as it is"
    visit.page.locator("#landscape").get_by_role("button", name="log").click()
    visit.until(f"() => ({wells})()[0] > 0.05")


def test_a_start_outside_is_pointed_to_and_can_be_brought_in(visit: Visit) -> None:
    show(visit, descent(0.0075, {"name": "himmelblau"}, start=[1000.0, 2.0]), step=0)
    handle = visit.page.locator(".start-handle.is-outside")
    handle.wait_for()
    assert "(1000, 2.00)" in handle.inner_text()
    frame, box = visit.page.locator(".plot-frame").bounding_box(), handle.bounding_box()
    assert frame
    assert box
    assert frame["x"] <= box["x"] <= box["x"] + box["width"] <= frame["x"] + frame["width"]
    handle.focus()
    visit.page.keyboard.press("ArrowLeft")
    visit.until("() => !document.querySelector('.start-handle').classList.contains('is-outside')")


@pytest.mark.parametrize("rate", [0.02, 3.0])
def test_three_coordinates_fit_the_table(visit: Visit, rate: float) -> None:
    show(visit, descent(rate, SPACE, start=[1.4, 2.123456, -3]))
    for width, height in ((1440, 900), (1024, 768), (390, 844)):
        visit.resize(width, height)
        table = visit.page.locator("#table .table-scroll").first
        assert table.evaluate("(it) => it.scrollWidth <= it.clientWidth"), (width, height)


def test_the_readout_says_why_it_follows_a_run(visit: Visit) -> None:
    show(visit, descent(0.5, {"name": "elongated_bowl"}))
    assert visit.page.locator(".reading-reason").inner_text() == "lowest now"
    visit.page.locator("#table .run-name").last.click()
    visit.page.locator(".reading-reason", has_text="selected").wait_for()


def test_a_walker_does_not_hide_the_minimum_that_it_has_reached(visit: Visit) -> None:
    show(visit, descent(0.0075, {"name": "himmelblau"}, start=[-0.25, 0.3]))
    visit.until(
        """() => document.querySelector("#landscape .js-plotly-plot")?.data
          .find(({ uid }) => uid === "run-reached")?.x.some((x) => x !== null)"""
    )
