"""More than two coordinates: the map is a slice through the start, and says so."""

from __future__ import annotations

from tests.browser.conftest import OpenVisit

FOUR = {
    "objective": {"name": "rosenbrock", "dimension": 4},
    "start": [-0.75, 0.6, 0.4, 0.1],
    "steps": 30,
    "runs": [{"optimizer": {"name": "sgd", "learning_rate": 0.001}}],
}


def test_four_coordinates_are_shown_as_a_slice_and_can_become_two(open_visit: OpenVisit) -> None:
    visit = open_visit()
    visit.open(FOUR, lang="en")
    visit.has_drawn()
    visit.has_arrived(30)
    note = visit.page.locator(".plot-note")
    assert "x3 = 0.4" in note.inner_text()
    assert "x4 = 0.1" in note.inner_text()
    start = visit.page.get_by_role("group", name="Start", exact=True)
    assert start.locator("input").count() == 4
    visit.page.locator(".start-handle").press("ArrowRight")
    visit.until("() => document.querySelector('[role=group][aria-label=Start] input').value !== '-0.75'")
    assert "x4 = 0.1" in note.inner_text(), "what the map does not show of the start stays"
    dimension = visit.page.get_by_label("coordinates")
    dimension.fill("2")
    dimension.press("Enter")
    visit.until("() => document.querySelector('.plot-note').hidden")
    assert start.locator("input").count() == 2
