"""No violation of WCAG in what opens inside the page: pickers, nested settings, the state panel, arrows."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenVisit
from tests.browser.test_axe import VIEWPORTS, violations

EXPERIMENT = {
    "objective": {"name": "elongated_bowl"},
    "steps": 40,
    "runs": [
        {"optimizer": {"name": "lookahead"}, "schedule": {"name": "sequential"}},
        {"optimizer": {"name": "adam", "learning_rate": 0.3}, "schedule": {"name": "lambda"}},
    ],
}


@pytest.mark.parametrize(("language", "theme", "device"), [("en", "light", "desktop"), ("ja", "dark", "phone")])
def test_what_opens_inside_has_no_violations(open_visit: OpenVisit, language: str, theme: str, device: str) -> None:
    visit = open_visit(viewport=VIEWPORTS[device], reduced_motion="reduce")
    visit.open(EXPERIMENT, step=9, lang=language, theme=theme, show="minima,arrows,state", curve="state.first_moment")
    visit.has_drawn()
    page = visit.page
    expect(page.locator(".inner-run")).to_have_count(2)
    found = violations(page, "state and arrows")
    if device == "phone":
        page.locator(".sheet-open").click()
    for toggle in page.locator(".run-toggle").all():
        toggle.click()
    found += violations(page, "nested settings")
    for opener, state in ((".choice", "functions"), (".run-kind .picker-button", "optimizers")):
        page.locator(opener).first.click()
        expect(page.locator(":popover-open .option.is-active")).to_have_count(1)
        found += violations(page, state, ":popover-open")
        page.keyboard.press("Escape")
    assert not found, "\n".join(found)
