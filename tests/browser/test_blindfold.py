"""cs14, blindfolded: the map is hidden, height and slope underfoot are the engine's, and the walk is seen once it is over."""

from __future__ import annotations

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from app.engine.objectives import objective_named
from tests.browser.conftest import OpenVisit
from tests.browser.test_axe import violations

EXPERIMENT = {
    "objective": {"name": "himmelblau"},
    "start": [1.0, 1.0],
    "steps": 20,
    "runs": [{"optimizer": {"name": "sgd", "learning_rate": 0.0075}}],
}


def numbers(words: str) -> list[float]:
    """All numbers in a sentence."""
    return [float(word.replace("−", "-")) for word in re.findall(r"[-−]?\d+\.?\d*(?:e[-−]?\d+)?", words)]


def test_a_walk_without_a_map(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    page = visit.page
    visit.open(EXPERIMENT, step=20, lang="en", show="blindfold,arrows,curvature")
    panel = page.locator(".underfoot")
    expect(panel).to_be_visible()
    assert not page.locator("#landscape .plot-frame > canvas:visible").count(), (
        "arrows and ellipses tell of the ground, too"
    )
    himmelblau = objective_named("himmelblau").objective()
    handle = page.locator(".start-handle")
    for number, keys in enumerate((None, "Shift+ArrowRight", "Shift+ArrowUp")):
        if keys:
            handle.press(keys)
        visit.until("(count) => document.querySelectorAll('.blindfold-walk circle').length === count", number + 1)
        start = page.get_by_role("group", name="Start", exact=True).locator("input")
        place = np.array([float(start.nth(axis).input_value()) for axis in (0, 1)])
        value, gradient = himmelblau.value_and_gradient(place)
        assert numbers(panel.locator(".underfoot-height").inner_text()) == pytest.approx([value], rel=2e-3)
        length, *downhill = numbers(panel.locator("p").nth(1).inner_text())
        assert length == pytest.approx(np.linalg.norm(gradient), rel=2e-3)
        assert downhill == pytest.approx(-gradient, rel=2e-3)
    expect(panel).to_contain_text("2 steps; lowest f")
    expect(page.locator("#curves .chart").first).to_be_hidden()
    expect(page.get_by_text("Hidden with the map")).to_be_visible()
    expect(page.locator(".blindfold")).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    found = violations(page, "blindfold", "#landscape")
    assert not found, "\n".join(found)

    panel.get_by_role("button", name="Take off the blindfold").click()
    expect(page.locator(".blindfold")).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(panel).to_contain_text("Your walk")
    expect(page.locator("#curves .chart").first).to_be_visible()
    assert page.locator(".blindfold-walk circle").count() == 3
    panel.get_by_role("button", name="Forget this walk").click()
    expect(panel).to_be_hidden()
