"""The curves: their axes, smoothing, distance, and the cursor where every run has a place of its own."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser.conftest import OpenVisit
from tests.browser.test_axe import violations

MINIMUM = (3.0, 2.0)
RUNS = [
    {"optimizer": {"name": "sgd", "learning_rate": 0.0075}},
    {"optimizer": {"name": "nelder_mead"}},
    {"optimizer": {"name": "lbfgs"}},
]
EXPERIMENT = {"objective": {"name": "himmelblau"}, "start": [2.0, 1.0], "steps": 30, "runs": RUNS}
CHARTS = "[...document.querySelectorAll('#curves .js-plotly-plot')]"


def test_curves_over_evaluations(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    page = visit.page
    visit.open(EXPERIMENT, step=10, lang="en")
    visit.has_arrived(30)
    visit.has_drawn()
    page.get_by_role("button", name="Axes and smoothing").click()
    path = visit.until(
        "() => document.querySelector('#landscape .js-plotly-plot').data.find(({ uid }) => uid.startsWith('run-path'))?.text"
    )
    assert path[0].splitlines() == ["<b>SGD</b>  step 0<br>x 2.000  y 1.000<br>f 52.0<br>‖∇f‖ 62.6<br>evaluations 0"]
    assert "<br>rate 0.0075<br>evaluations 1" in path[1]
    dialog = page.get_by_role("dialog", name="Axes and smoothing")
    dialog.get_by_role("button", name="evaluations").click()
    ends = visit.until(
        f"() => {CHARTS}[0].data[0].x.at(-1) !== {CHARTS}[0].data[2].x.at(-1) && {CHARTS}[0].data.map((run) => run.x.at(-1))"
    )
    assert max(ends) == visit.until(f"() => {CHARTS}[0]._fullLayout.xaxis.range[1]")
    assert ends[0] < ends[1]  # gradient descent asks once a step, Nelder–Mead at least as often
    dialog.get_by_role("button", name="log", exact=True).click()
    dialog.get_by_role("slider", name="Smoothing").fill("60")
    visit.until(
        "() => /axis=evaluations/.test(location.search) && /smooth=0.6/.test(location.search) && /x=log/.test(location.search)"
    )
    visit.until(f"() => {CHARTS}[0].data.length === 6 && {CHARTS}[0].data[0].opacity < 0.5")
    found = violations(page, "axes of the curves", ".axes")
    assert not found, "\n".join(found)
    page.keyboard.press("Escape")
    page.get_by_role("combobox", name="Other curves").select_option(label="Distance")
    visit.until("() => location.search.includes('curve=distance')")
    words = visit.until(f"() => {CHARTS}[1].data[3]?.text[10]")
    raw, x, y = re.findall(r"← ([\d.]+) \((\S+), (\S+)\)", words)[0]
    assert float(raw) == pytest.approx(((float(x) - MINIMUM[0]) ** 2 + (float(y) - MINIMUM[1]) ** 2) ** 0.5, abs=2e-3)

    again = open_visit(reduced_motion="reduce")
    again.page.goto(page.url)
    again.until("() => document.querySelectorAll('.chart.is-drawn.is-pinned .pin:not([hidden])').length === 6")
    assert again.page.locator(".axes-open").get_attribute("class") == "icon-button axes-open is-chosen"
    again.at_step(10)


def test_a_press_on_a_curve_over_evaluations_goes_to_the_step_of_that_run(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    visit.open(EXPERIMENT | {"runs": RUNS[2:]}, step=3, axis="evaluations")
    visit.has_arrived(30)
    visit.has_drawn()
    until, reach = visit.until(
        f"() => {CHARTS}[0].data[0].x.length > 8 && [{CHARTS}[0].data[0].x[7], {CHARTS}[0]._fullLayout.xaxis.range[1]]"
    )
    chart = visit.page.locator("#curves .chart").first
    box = chart.bounding_box()
    assert box is not None
    chart.click(position={"x": 48 + (box["width"] - 60) * (until + 0.5) / reach, "y": box["height"] / 2})
    visit.at_step(7)


def test_smoothing_is_bias_corrected_and_passes_over_what_is_no_number(call: Any) -> None:
    body = """({ smoothed }, [values, scale]) =>
      [...smoothed(values.map((value) => value ?? NaN), 0.5, scale)].map((value) => (Number.isNaN(value) ? null : value))"""
    assert call("state/smoothing.js", body, [[4, 1, None, 1], "linear"]) == pytest.approx([4, 2, None, 10 / 7])
    assert call("state/smoothing.js", body, [[100, 0, 1], "log"]) == pytest.approx([100, None, 100 ** (1 / 3)])
    assert call("state/smoothing.js", body, [[3, 3, 3], "log"]) == pytest.approx([3, 3, 3])
