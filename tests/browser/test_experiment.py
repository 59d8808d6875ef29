"""What one can change: the function, the formula, a rate, the start, the set of optimizers."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.visit import Visit

BOWL = {
    "objective": {"name": "elongated_bowl"},
    "start": [-7.0, 2.0],
    "steps": 40,
    "runs": [
        {"optimizer": {"name": "sgd", "learning_rate": 0.9}},
        {"optimizer": {"name": "adam", "learning_rate": 0.3}},
    ],
}


@pytest.fixture
def bowl(visit: Visit) -> Visit:
    """Two optimizers on the bowl, whole, at step 20."""
    visit.open(BOWL, step=20)
    visit.has_drawn()
    visit.has_arrived(40)
    visit.at_step(20)
    return visit


def start_handle(visit: Visit) -> Locator:
    """The cross on the map."""
    return visit.page.locator(".start-handle")


def type_rate(visit: Visit, rate: str) -> None:
    """Type the first run's learning rate."""
    visit.page.locator("#optimizers-panel article").first.locator("input[type=number], input[inputmode]").first.fill(
        rate
    )
    visit.page.keyboard.press("Enter")


def losses_change_from(visit: Visit, before: list[str]) -> None:
    """Wait until every loss in the table is another one."""
    visit.until(
        """(before) => {
          const rows = [...document.querySelectorAll("#table tbody tr")];
          const loss = (row) => row.cells[row.cells.length - 2].textContent;
          return rows.length === before.length && rows.every((row, at) => loss(row) !== before[at]);
        }""",
        before,
    )


def test_a_typed_formula_becomes_the_function(bowl: Visit) -> None:
    before = bowl.losses()
    bowl.page.locator("#formula-input").fill("(x - 1)^2 + 3*y^2")
    losses_change_from(bowl, before)
    bowl.has_arrived(40)
    expect(bowl.page.locator("#formula-input")).to_have_value("(x - 1)^2 + 3*y^2")


def test_while_a_formula_is_refused_the_last_picture_stays(bowl: Visit) -> None:
    before = bowl.positions()
    bowl.page.locator("#formula-input").fill("x^2 +* y")
    expect(bowl.page.locator("#formula-input")).to_have_attribute("aria-invalid", "true")
    assert bowl.positions() == before
    bowl.page.locator("#formula-input").fill("x^2 + y^2")
    expect(bowl.page.locator("#formula-input")).to_have_attribute("aria-invalid", "false")


def test_a_formula_of_one_letter_is_walked_on_its_curve(bowl: Visit) -> None:
    bowl.page.locator("#formula-input").fill("x^4/20 - x^2")
    bowl.until("() => document.querySelectorAll('#table thead th').length === 4")
    bowl.until("() => document.querySelector('#landscape .js-plotly-plot')?.data[0]?.uid === 'ground-below'")
    bowl.has_arrived(40)


def test_of_a_formula_of_three_letters_the_curves_remain(bowl: Visit) -> None:
    bowl.page.locator("#formula-input").fill("x^2 + y^2 + z^2")
    expect(bowl.page.locator(".plot-note")).to_be_visible()
    bowl.has_arrived(40)
    bowl.transport("end").click()
    bowl.at_step(40)


def test_a_rate_changed_in_the_middle_is_a_live_change(bowl: Visit) -> None:
    type_rate(bowl, "0.2")
    expect(bowl.page.locator(".scrub-tick")).to_have_count(1)
    assert bowl.step == 20
    bowl.has_arrived(40)
    bowl.transport("end").click()
    bowl.at_step(40)


def test_a_rate_changed_at_the_end_runs_everything_again(bowl: Visit) -> None:
    bowl.transport("end").click()
    bowl.at_step(40)
    before = bowl.losses()
    type_rate(bowl, "0.2")
    bowl.until(
        "(before) => document.querySelector('#table tbody tr td:nth-last-child(2)').textContent !== before", before[0]
    )
    expect(bowl.page.locator(".scrub-tick")).to_have_count(0)
    assert bowl.step == 40


def test_the_start_is_dragged_and_the_paths_follow(bowl: Visit) -> None:
    before = bowl.losses()
    box = start_handle(bowl).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    bowl.page.mouse.move(x, y)
    bowl.page.mouse.down()
    for share in range(1, 11):
        bowl.page.mouse.move(x + 20 * share, y - 8 * share)
    losses_change_from(bowl, before)
    bowl.page.mouse.up()
    moved = start_handle(bowl).bounding_box()
    assert moved is not None
    assert abs(moved["x"] - box["x"] - 200) < 3
    assert abs(moved["y"] - box["y"] + 80) < 3
    assert bowl.step == 20


def test_the_start_goes_where_one_clicks(bowl: Visit) -> None:
    before = bowl.losses()
    bowl.page.locator(".plot-frame").click(position={"x": 500, "y": 120})
    losses_change_from(bowl, before)
    handle, frame = start_handle(bowl).bounding_box(), bowl.page.locator(".plot-frame").bounding_box()
    assert handle is not None
    assert frame is not None
    assert abs(handle["x"] + handle["width"] / 2 - frame["x"] - 500) < 3


def test_the_start_moves_with_the_arrow_keys(bowl: Visit) -> None:
    before = bowl.losses()
    start_handle(bowl).focus()
    bowl.page.keyboard.press("Shift+ArrowRight")
    losses_change_from(bowl, before)
    assert bowl.step == 20


def test_an_optimizer_is_removed_and_the_others_keep_their_colours(bowl: Visit) -> None:
    kept = bowl.page.locator("#table tbody tr").nth(1).locator(".swatch").get_attribute("style")
    card = bowl.page.locator("#optimizers-panel article").first
    card.locator("[aria-expanded=false]").first.click()
    card.get_by_role("button", name="Remove").click()
    expect(bowl.page.locator("#table tbody tr")).to_have_count(1)
    assert bowl.page.locator("#table tbody tr .swatch").get_attribute("style") == kept
    bowl.has_arrived(40)


def test_a_hidden_run_leaves_the_map_and_the_curves(bowl: Visit) -> None:
    bowl.page.locator("#optimizers-panel article").first.get_by_role("button", name="Hide").click()
    bowl.until(
        """() => {
          const traces = document.querySelector("#landscape .js-plotly-plot").data;
          const path = traces.find((trace) => trace.uid.startsWith("run-path"));
          return path.visible === false && document.querySelector("#curves .js-plotly-plot").data[0].visible === false;
        }"""
    )


def test_the_gradient_field_is_drawn_on_demand(bowl: Visit) -> None:
    arrows = "() => document.querySelector('#landscape .js-plotly-plot').data.find((trace) => trace.uid === 'field').x.length"
    assert bowl.page.evaluate(arrows) == 0
    bowl.page.get_by_role("button", name="Layers").click()
    bowl.page.get_by_role("button", name="Field").click()
    bowl.until(f"() => ({arrows})() > 1000")


def test_a_diverging_run_ends_with_its_last_finite_point(visit: Visit) -> None:
    experiment = BOWL | {"steps": 2000, "runs": [{"optimizer": {"name": "sgd", "learning_rate": 3.0}}]}
    visit.open(experiment, step=0)
    visit.has_drawn()
    visit.until("() => Number(document.querySelector('.scrub-range').style.getPropertyValue('--arrived')) > 0")
    visit.transport("end").click()
    expect(visit.page.locator("#table tbody tr td").last).to_have_text("diverged")


def test_a_refusal_is_told_and_can_be_closed(visit: Visit) -> None:
    visit.open(BOWL | {"steps": 40_000_000}, step=0)
    bar = visit.page.locator(".refusal")
    expect(bar).to_contain_text("steps")
    bar.get_by_role("button").click()
    expect(bar).to_be_hidden()
