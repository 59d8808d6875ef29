"""Basins on the map: a colour for every minimum, its share in words, and a way to end the computation."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import OpenVisit
from tests.browser.test_axe import violations

EXPERIMENT = {
    "objective": {"name": "himmelblau"},
    "start": [-0.25, 0.3],
    "steps": 150,
    "runs": [{"optimizer": {"name": "sgd", "learning_rate": 0.0075}}],
}


def test_every_start_is_coloured_by_the_minimum_it_leads_to(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    page = visit.page
    visit.open(EXPERIMENT, step=150, lang="en")
    visit.has_drawn()
    visit.has_arrived(150)

    def never(_route: Route) -> None:
        """An answer that does not come."""

    page.route("**/api/v1/basins?estimate=true", lambda route: route.fulfill(json={"seconds": 42}))
    page.route("**/api/v1/basins", never)
    page.get_by_role("button", name="Layers").click()
    page.locator(".layer").get_by_text("Basins").click()
    page.keyboard.press("Escape")
    expect(page.locator(".basins-legend")).to_contain_text("Takes about 40 s.")
    page.locator(".basins-legend").get_by_role("button", name="Compute").click()
    page.locator(".basins-legend").get_by_role("button", name="Cancel").click()
    expect(page.locator(".basins-legend progress")).to_be_hidden()
    page.unroute_all()

    page.reload()
    visit.until("() => document.querySelectorAll('.basins-list > li').length >= 4")
    assert "basins" in page.url
    rows = page.locator(".basins-list > li").all_inner_texts()
    assert sum(float(re.findall(r"([\d.]+)\s%", row)[0]) for row in rows) == pytest.approx(100, abs=0.3)
    assert sum("minimum" in row for row in rows) == 4
    visit.until("() => document.querySelector('#landscape .plot image')")
    found = violations(page, "basins", "#landscape")
    assert not found, "\n".join(found)
    page.get_by_role("button", name="3-D").click()
    expect(page.locator(".basins-legend")).to_be_hidden()
