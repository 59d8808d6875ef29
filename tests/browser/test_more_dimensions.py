"""More than two coordinates: the map is a slice through the start, and says so; other slices take its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenVisit
from tests.browser.test_axe import VIEWPORTS, violations
from tests.browser.test_learning import PAINTED

FOUR = {
    "objective": {"name": "rosenbrock", "dimension": 4},
    "start": [-0.75, 0.6, 0.4, 0.1],
    "steps": 30,
    "runs": [{"optimizer": {"name": "sgd", "learning_rate": 0.001}}],
}
TEN: Mapping[str, Any] = {
    "objective": {"name": "rosenbrock", "dimension": 10},
    "steps": 60,
    "runs": [
        {"optimizer": {"name": "momentum", "learning_rate": 0.0003}},
        {"optimizer": {"name": "adam", "learning_rate": 0.05}},
    ],
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


def test_ten_coordinates_are_cut_along_components_coordinates_typed_numbers_and_steps(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    page = visit.page
    visit.open(TEN, step=60, lang="en")
    page.get_by_role("button", name="Slice", exact=True).click()
    expect(page.locator(".slice-variance")).to_contain_text("of the runs’ movement")
    expect(page.locator(".slice-runs > li")).to_have_count(2)
    expect(page.locator(".slice-runs > li").last).to_contain_text("beside the slice")
    visit.until(f"() => ({PAINTED})('.slice-ground') === 1 && ({PAINTED})('.slice-paths') === 1")
    page.keyboard.press("s")
    with page.expect_download() as download:
        page.get_by_role("button", name="Map: SVG").click()
    assert "principal component 1" in download.value.path().read_text("utf-8"), "the picture is that of the slice"
    page.keyboard.press("Escape")

    first = page.get_by_label("First direction of the slice")
    first.select_option(label="x10")
    expect(page.locator(".slice-what")).to_contain_text("along x10 and principal component")
    first.select_option("typed")
    vector = page.locator("#slice-vector-0")
    error = page.locator("#slice-vector-0-error")
    for words, refusal in (
        ("1, 0, zero", "Entry 3 is “zero”, which is no number."),
        ("1, 2", "There are 2 numbers; the space has 10 coordinates."),
        ("0 0 0 0 0 0 0 0 0 0", "at least one number other than zero"),
    ):
        vector.fill(words)
        vector.press("Enter")
        expect(error).to_contain_text(refusal)
    vector.fill("1 0 0 0 0 0 0 0 0 −2.5")
    vector.press("Enter")
    expect(error).to_be_empty()
    visit.until("() => location.search.includes('along=1,0,0,0,0,0,0,0,0,-2.5')")
    page.get_by_role("button", name="Arrows", exact=True).click()
    page.get_by_label("What the slice shows").select_option("curvature_2")
    visit.until("() => location.search.includes('slice=typed,pca,end,curvature_2,train,all,51,0,0,field')")
    expect(page.locator(".slice-key")).to_contain_text("curvature along the second direction")

    page.get_by_label("Second direction of the slice").select_option("strip")
    expect(page.locator(".slice-key")).to_contain_text("step 60")
    expect(page.locator(".slice-what")).to_contain_text("9 steps of")
    visit.until("() => location.search.includes('slice=typed,strip,end,curvature')")
    page.reload()
    expect(page.locator(".slice-what")).to_contain_text("9 steps of")
    visit.until(f"() => ({PAINTED})('.slice-paths') === 1")
    first.select_option("gradient")
    expect(page.locator(".slice-what")).to_contain_text(re.compile("along negative gradient"))
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".slice-what")).to_contain_text("along typed numbers")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("#slice-stage")).to_be_hidden()
    visit.has_drawn()
    page.get_by_role("button", name="Keep A").click()
    expect(page.locator(".slice-what")).to_contain_text("along typed numbers")
    page.get_by_role("button", name="Map", exact=True).click()
    expect(page.locator("#landscape .plot-note")).to_be_visible()


def test_a_typed_formula_is_cut_as_well_and_a_run_that_diverged_is_left_out(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    typed = {"objective": {"expression": "(x - 1)^2 + 10(y - x^2)^2 + z^2"}, "start": [-3.5, 3.0, -3.5]}
    runs = [{"optimizer": {"name": "sgd", "learning_rate": 0.01}}, TEN["runs"][1]]
    visit.open(typed | {"steps": 60, "runs": runs}, step=60, stage="slice", lang="en", slice="axis.2,pca")
    visit.page.keyboard.press("s")
    expect(visit.page.get_by_text("The film shows the run on the map, not the slice.")).to_be_visible()
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator(".slice-what")).to_contain_text("along z and principal component")
    expect(visit.page.locator(".slice-runs > li").last).to_contain_text("diverged, and is not on the slice")


@pytest.mark.parametrize(("device", "theme", "language"), [("desktop", "dark", "en"), ("phone", "light", "ja")])
def test_slices_of_functions_have_no_violations(open_visit: OpenVisit, device: str, theme: str, language: str) -> None:
    visit = open_visit(viewport=VIEWPORTS[device], reduced_motion="reduce")
    visit.open(
        TEN, step=60, stage="slice", theme=theme, lang=language, slice="typed,axis.2,end,loss,train,all,25,0,0,field"
    )
    expect(visit.page.locator(".slice-runs > li")).to_have_count(2)
    found = violations(visit.page, "slice of a function", "#slice-stage")
    assert not found, "\n".join(found)
