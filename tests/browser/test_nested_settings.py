"""Settings within settings: the optimizer inside a wrapper, schedules made of schedules, formulas of t, rows of numbers."""

from __future__ import annotations

import json
import re
from typing import Any

from playwright.sync_api import Locator, WebSocketRoute, expect

from app.engine.objectives.bowls import ELONGATED_BOWL
from app.service.rates import suggested_rates
from tests.browser.conftest import OpenVisit
from tests.browser.visit import Visit

RUN = {"optimizer": {"name": "sgd", "learning_rate": 0.3}, "schedule": {"name": "sequential"}}
EXPERIMENT: dict[str, Any] = {"objective": {"name": "elongated_bowl"}, "steps": 60, "runs": [RUN]}


def starts_of(visit: Visit) -> list[dict[str, Any]]:
    """The runs of every experiment that the page asks for, as it does."""
    runs: list[dict[str, Any]] = []

    def hear(text: str | bytes) -> None:
        message = json.loads(text)
        if message["type"] == "start":
            runs.append(message["experiment"]["runs"][-1])

    visit.page.on("websocket", lambda socket: socket.on("framesent", hear))
    return runs


def pick(visit: Visit, button: Locator, words: str) -> None:
    button.click()
    visit.page.keyboard.type(words)
    visit.page.keyboard.press("Enter")


def test_a_wrapper_holds_the_form_of_what_it_wraps(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    starts = starts_of(visit)
    visit.open(EXPERIMENT, step=0)
    page = visit.page
    rates = suggested_rates(ELONGATED_BOWL)
    pick(visit, page.get_by_role("button", name="Add optimizer"), "lookahead")
    card = page.get_by_role("article", name="Lookahead")
    rate = card.get_by_role("textbox", name="Lookahead, fast steps: rate η")
    expect(rate).to_have_value(f"{rates['adam']:g}")
    pick(visit, card.get_by_role("button", name="fast steps: Adam"), "nesterov")
    expect(rate).to_have_value(f"{rates['nesterov']:g}")
    expect(card.get_by_role("textbox", name=re.compile("ahead k"))).to_have_value("5")
    rate.fill("0.05")
    rate.press("Enter")
    visit.until("() => location.search.includes('run=lookahead,inner.name=nesterov,inner.learning_rate=0.05')")
    pick(visit, page.locator(".choice"), "sphere")
    expect(rate).not_to_have_value("0.05")  # another function, another rate for the optimizer inside
    visit.has_arrived(60)
    asked = [run["optimizer"] for run in starts if run["optimizer"]["name"] == "lookahead"]
    assert [optimizer["inner"]["name"] for optimizer in asked][-1] == "nesterov"
    assert any(optimizer["inner"]["learning_rate"] == 0.05 for optimizer in asked)
    assert all("learning_rate" not in optimizer for optimizer in asked)


def test_schedules_of_schedules_grow_shrink_and_change_order(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    starts = starts_of(visit)
    visit.open(EXPERIMENT, step=0)
    page = visit.page
    page.get_by_role("button", name="More settings of SGD").click()
    card = page.get_by_role("article", name="SGD")
    milestones = card.get_by_role("textbox", name=re.compile("milestones"))
    expect(milestones).to_have_value("20")
    card.get_by_role("button", name="Add one").click()
    expect(milestones).to_have_value("20, 40")
    pick(visit, card.get_by_role("button", name="SGD, schedules 3: 3: Cosine"), "exponential")
    expect(card.get_by_role("textbox", name=re.compile("SGD, schedules 3: .*γ"))).to_be_visible()
    card.get_by_role("button", name="SGD, schedules 3: Earlier").click()
    expect(card.get_by_role("button", name="SGD, schedules 2: 2: Exponential")).to_be_visible()
    card.get_by_role("button", name="SGD, schedules 1: Remove").click()
    expect(milestones).to_have_value("40")
    milestones.fill("25、x")
    milestones.press("Enter")
    expect(card.locator(".field-error", has_text="whole number")).to_be_visible()
    milestones.fill("２５")  # as a Japanese keyboard types it
    milestones.press("Enter")
    expect(milestones).to_have_value("25")

    pick(visit, card.get_by_role("button", name="SGD: Schedule"), "lambda")
    formula = card.get_by_role("textbox", name=re.compile("formula"))
    formula.fill("1/(1 + u")
    formula.press("Enter")
    expect(card.locator(".field-error", has_text="never closed")).to_be_visible()
    expect(formula).to_have_value("1/(1 + u")
    formula.fill("1/(1 + t)")
    formula.press("Enter")
    visit.until("() => !document.querySelector('.formula-text').hasAttribute('aria-invalid')")
    visit.has_arrived(60)
    rates = "() => document.querySelectorAll('#curves .js-plotly-plot')[1]?.data[0].y"
    page.get_by_role("button", name="Learning rate").click()
    visit.until(f"() => Math.abs(({rates})()?.[2] - 0.15) < 1e-12")
    schedules = [run["schedule"] for run in starts if run["schedule"]["name"] == "sequential"]
    assert [part["name"] for part in schedules[-1]["schedules"]] == ["exponential", "cosine"]
    assert schedules[-1]["milestones"] == [25]


def test_what_was_chosen_stays_when_the_next_edit_is_refused_before_its_picture_came(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    late = False

    def slow(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        server.on_message(lambda message: None if late and isinstance(message, bytes) else socket.send(message))

    visit.page.route_web_socket("**/api/v1/stream*", slow)
    visit.open(EXPERIMENT, step=0)
    visit.has_arrived(60)
    card = visit.page.get_by_role("article", name="SGD")
    visit.page.get_by_role("button", name="More settings of SGD").click()
    late = True
    pick(visit, card.get_by_role("button", name="SGD: Schedule"), "lambda")
    formula = card.get_by_role("textbox", name=re.compile("formula"))
    formula.fill("1/(1 + u")
    formula.press("Enter")
    late = False
    expect(card.locator(".field-error", has_text="never closed")).to_be_visible()
    expect(formula).to_have_value("1/(1 + u")
    visit.has_arrived(60)
    expect(formula).to_have_value("1/(1 + u")
