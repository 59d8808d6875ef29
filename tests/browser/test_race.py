"""The fair race: the dialog that finds every optimizer's best rate, the race with them, and the way back."""

from __future__ import annotations

import re

from playwright.sync_api import Route, expect

from tests.browser.conftest import OpenVisit
from tests.browser.test_axe import violations
from tests.browser.visit import Visit

EXPERIMENT = {
    "objective": {"expression": "x^2/20 + y^2"},
    "start": [-7.0, 2.0],
    "steps": 40,
    "runs": [{"optimizer": {"name": "sgd", "learning_rate": 0.01}}, {"optimizer": {"name": "nelder_mead"}}],
}


def unanswered(_route: Route) -> None:
    """A search that never ends, to be cancelled."""


def test_a_fair_race_there_and_back(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    page = visit.page
    visit.open(EXPERIMENT, step=40, lang="en")
    visit.has_arrived(40)
    slow = visit.losses()
    page.locator(".transport").get_by_role("button", name="Fair race").click()
    dialog = page.get_by_role("dialog", name="Fair race")
    dialog.get_by_label("Evaluations each may spend").fill("none")
    dialog.get_by_role("button", name="Find the best rates").click()
    expect(dialog.get_by_role("alert")).to_contain_text("whole number")

    page.route("**/api/v1/tunings", unanswered)
    dialog.get_by_label("Evaluations each may spend").fill("50")
    dialog.get_by_role("button", name="Find the best rates").click()
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog.get_by_role("progressbar")).to_be_hidden()
    page.unroute("**/api/v1/tunings")

    expect(dialog.get_by_text("less than a second")).to_be_visible()
    dialog.get_by_label("Evaluations each may spend").fill("9000")
    expect(dialog.get_by_text("Takes about")).to_be_visible()
    visit.until("() => document.querySelector('.race progress')?.getAttribute('value') === null")
    dialog.get_by_role("button", name="Find the best rates").click()
    visit.until("() => document.querySelector('.race progress')?.value > 0.01")
    expect(dialog.locator(".progress-words")).to_contain_text("%")
    expect(dialog.get_by_text("Takes about")).to_be_hidden()
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog.get_by_role("progressbar")).to_be_hidden()
    expect(dialog.get_by_text("Takes about")).to_be_visible()
    dialog.get_by_label("Evaluations each may spend").fill("50")

    dialog.get_by_role("button", name="Find the best rates").click()
    best = float(dialog.locator("tbody tr").first.locator("td").first.inner_text())
    assert 0.1 < best < 2.0  # 2/λmax is 1
    expect(dialog.locator("tbody tr").nth(1)).to_contain_text("–")
    expect(dialog.locator(".race-protocol")).to_contain_text("50 evaluations")
    visit.until("() => document.querySelectorAll('.race-chart .scatterlayer path.js-line').length >= 1")

    assert violations(page, "fair race", "dialog[open]") == []

    dialog.get_by_role("button", name="Race with these rates").click()
    expect(page.locator(".race-note")).to_contain_text("within 50 evaluations")
    visit.until("() => location.search.includes('axis=evaluations')")
    page.keyboard.press("End")
    visit.until("() => document.querySelector('#table tbody td:last-child')?.textContent === 'budget spent'")
    undone_and_done_again(visit)
    page.get_by_role("button", name="Back to before").click()
    expect(page.locator(".race-note")).to_be_hidden()
    visit.has_arrived(40)
    visit.until("() => !location.search.includes('axis=')")
    page.keyboard.press("End")
    visit.at_step(40)
    assert visit.losses() == slow
    assert re.search(r"[?&]run=sgd,0\.01&", page.url)
    undo_leaves_an_axis_chosen_by_hand(visit)


def undone_and_done_again(visit: Visit) -> None:
    """Undo brings back the axis that the race has changed, redo that of the race."""
    page = visit.page
    page.locator("[data-history=undo]").click()
    expect(page.locator(".race-note")).to_be_hidden()
    visit.until("() => !location.search.includes('axis=')")
    page.locator("[data-history=redo]").click()
    visit.until("() => location.search.includes('axis=evaluations')")
    expect(page.locator(".race-note")).to_be_visible()


def undo_leaves_an_axis_chosen_by_hand(visit: Visit) -> None:
    """The axis is chosen, then a rate is edited: undoing the edit changes the rate alone."""
    page = visit.page
    page.locator(".axes-open").first.click()
    page.locator(".axes").first.get_by_role("button", name="evaluations").click()
    page.keyboard.press("Escape")
    rate = page.locator("#optimizers-panel .run .number-input").first
    rate.fill("0.02")
    rate.press("Enter")
    visit.until("() => location.search.includes('run=sgd,0.02&') && location.search.includes('axis=evaluations')")
    page.locator("[data-history=undo]").click()
    visit.until("() => location.search.includes('run=sgd,0.01&')")
    assert "axis=evaluations" in page.url
