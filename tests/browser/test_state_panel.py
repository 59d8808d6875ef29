"""The state panel: what each optimizer remembers at the cursor, recorded only while somebody looks."""

from __future__ import annotations

import json
from typing import Any

import httpx
from playwright.sync_api import expect

from app.engine.optimizers.adam import Adam
from tests.browser.conftest import OpenVisit
from tests.browser.visit import Visit

RUNS = [{"optimizer": {"name": name, "learning_rate": rate}} for name, rate in (("sgd", 0.3), ("adam", 0.3))]
EXPERIMENT: dict[str, Any] = {"objective": {"name": "elongated_bowl"}, "start": [-7.0, 2.0], "steps": 30, "runs": RUNS}
CELLS = """() => Object.fromEntries([...document.querySelectorAll(".inner-table tbody tr:not(.inner-run)")].map(
  (row) => [row.cells[0].textContent, [...row.cells].slice(1).map((cell) => cell.textContent).filter(Boolean)]))"""


def inner(visit: Visit) -> dict[str, list[str]]:
    """The lines of the state table, of the run that is listed last where two have the same name."""
    answer: dict[str, list[str]] = visit.page.evaluate(CELLS)
    return answer


def test_the_state_at_the_cursor_is_that_of_the_server(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    visit.open(EXPERIMENT, step=12)
    visit.has_drawn()
    page = visit.page
    page.get_by_role("button", name="Optimizer state").click()
    expect(page.locator(".inner-run")).to_have_count(2)
    visit.until(f"() => ({CELLS})()['effective rate']?.length === 2")
    visit.at_step(12)

    wanted = EXPERIMENT | {"record": {"state": True, "gradient": True}}
    answer = httpx.post(f"{visit.base_url}/api/v1/trajectories", json=wanted).json()["runs"][1]
    lines = inner(visit)
    assert lines["steps taken"] == ["12"]
    for name in ("first_moment", "second_moment"):
        for cell, number in zip(lines[name.replace("_", " ")], answer["state"][name][12], strict=True):
            assert abs(float(cell.replace("−", "-")) - number) <= 0.006 * abs(number), (name, cell, number)
    assert abs(float(lines["1 − β₁ᵗ"][0]) - (1 - Adam().beta1 ** 12)) < 1e-3
    for axis, cell in enumerate(lines["effective rate"]):
        step = answer["position"][12][axis] - answer["position"][11][axis]
        rate = -step / answer["gradient"][11][axis]
        assert abs(float(cell.replace("−", "-")) - rate) <= 0.006 * abs(rate)

    page.locator("#table .run-name").first.click()  # SGD alone: its effective rate is its rate
    expect(page.locator(".inner-run")).to_have_count(1)
    assert inner(visit) == {"effective rate": ["0.300", "0.300"]}

    curve = page.get_by_role("combobox", name="Other curves")
    curve.select_option(label="second moment y")
    drawn = """() => document.querySelectorAll("#curves .js-plotly-plot")[1].data[1].y"""
    visit.until(f"(wanted) => ({drawn})()[12] === wanted", answer["state"]["second_moment"][12][1])

    visit.until("() => location.search.includes('curve=state.second_moment.1')")
    again = open_visit(reduced_motion="reduce")
    again.page.goto(page.url.replace("lang=en", "") + "&lang=ja")
    expect(again.page.get_by_role("combobox", name="その他の曲線")).to_have_value("state.second_moment.1")
    expect(again.page.locator(".inner-table")).to_contain_text("実効学習率")
    again.at_step(12)


def test_nothing_is_recorded_that_nobody_looks_at(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    sent: list[dict[str, Any]] = []
    visit.page.on("websocket", lambda socket: socket.on("framesent", lambda text: sent.append(json.loads(text))))
    visit.open(EXPERIMENT, step=5, show="minima,state")
    expect(visit.page.locator(".inner-run")).to_have_count(2)
    visit.page.get_by_role("button", name="Optimizer state").click()
    expect(visit.page.locator(".inner-table")).to_be_hidden()
    visit.page.locator(".start-handle").press("ArrowRight")
    visit.until("() => document.querySelector('.start-handle').getAttribute('aria-label').includes('−6.9')")
    visit.has_arrived(30)
    started = [message["experiment"]["record"] for message in sent if message["type"] == "start"]
    assert started[0]["state"]
    assert not started[-1]["state"]
