"""Slices on the page: a plane with the runs on it and what it leaves out, dragged, cancelled, kept, in every appearance."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import OpenVisit
from tests.browser.test_axe import VIEWPORTS, violations
from tests.browser.test_learning import PAINTED, SPIRAL
from tests.browser.visit import Visit
from tests.clock import crowding

LINEAR: Mapping[str, Any] = {
    "objective": {
        "model": {"name": "linear"},
        "dataset": {"name": "spiral"},
        "loss": {"name": "softmax_cross_entropy"},
    },
    "steps": 40,
    "runs": [{"optimizer": {"name": "sgd", "learning_rate": 0.5}}, {"optimizer": {"name": "adam"}}],
}
NESTEROV = {"optimizer": {"name": "nesterov", "learning_rate": 0.5, "momentum": 0.9}}
DRAG = """() => new Promise((resolve) => {
  const target = document.querySelector('.slice-picture');
  const box = target.getBoundingClientRect();
  const point = (type, turn) => target.dispatchEvent(new PointerEvent(type, {
    bubbles: true, pointerId: 1, pointerType: 'mouse', isPrimary: true, button: 0,
    clientX: box.x + 300 + 80 * Math.sin(turn), clientY: box.y + 200 + 50 * Math.cos(turn),
  }));
  const ask = window.fetch;
  let [pictures, most, open] = [0, 0, 0];
  window.fetch = async (...request) => {
    most = Math.max(most, (open += 1));
    try { return await ask(...request); } finally { open -= 1; pictures += 1; }
  };
  const began = performance.now();
  point('pointerdown', 0);
  const move = (now) => {
    point('pointermove', now / 300);
    if (now - began < 2000) return requestAnimationFrame(move);
    point('pointerup', now / 300);
    window.fetch = ask;
    resolve([pictures / 2, most]);
  };
  requestAnimationFrame(move);
})"""
"""Drag the picture for two seconds: pictures a second, and the most requests that were open at once."""

CUT_CHOICES = """() => [...document.querySelectorAll(".slice-choice > select")].filter((node) => {
  const style = getComputedStyle(node);
  const brush = new OffscreenCanvas(1, 1).getContext("2d");
  brush.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const room = node.clientWidth - parseFloat(style.paddingInlineStart) - parseFloat(style.paddingInlineEnd);
  return node.checkVisibility() && brush.measureText(node.selectedOptions[0].label).width > room + 1;
}).map((node) => node.selectedOptions[0].label)"""


def open_slice(visit: Visit, experiment: Mapping[str, Any] = SPIRAL, **query: Any) -> None:
    """Open it at its end, with the whole picture there."""
    visit.open(experiment, step=experiment["steps"], stage="slice", **query)
    visit.until("(count) => document.querySelectorAll('.slice-runs > li').length === count", len(experiment["runs"]))
    visit.until(f"() => ({PAINTED})('.slice-ground') === 1 && ({PAINTED})('.slice-paths') === 1")


def test_the_plane_of_the_runs_says_how_much_of_them_it_holds(visit: Visit) -> None:
    open_slice(visit)
    page = visit.page
    told = page.locator(".slice-variance").inner_text()
    first, second, both = (float(share) for share in re.findall(r"([\d.]+)\s%", told))
    assert both == pytest.approx(first + second, abs=0.11)
    expect(page.locator(".slice-picture")).to_have_attribute("aria-label", re.compile("51 × 51 points"))
    expect(page.locator(".slice-runs > li").first).to_contain_text("beside the slice")
    expect(page.locator(".slice-legend")).to_contain_text(re.compile(r"the end of \w+"))

    page.get_by_label("First direction of the slice").select_option("filter_normalized")
    page.get_by_label("Second direction of the slice").select_option("none")
    page.get_by_label("What the slice shows").select_option("accuracy")
    page.get_by_label("Examples that it is measured on").select_option("validation")
    expect(page.locator(".slice-key")).to_contain_text("accuracy (validation)")
    expect(page.locator(".slice-warnings")).to_contain_text("gets farthest from this slice")
    figure = page.get_by_label("What the slice shows")
    figure.select_option("example_losses")
    page.get_by_label("Number of the example, from 0").fill("7")
    page.keyboard.press("Enter")
    expect(page.locator(".slice-key")).to_contain_text("loss of example 7 (dashed: the mean) (validation)")
    figure.select_option("accuracy")
    visit.until("() => location.search.includes('slice=filter_normalized,none,end,accuracy,validation,all,51,0')")
    page.get_by_role("button", name="Draw the random directions anew").click()
    visit.until("() => location.search.includes(',51,1')")
    page.reload()
    expect(page.locator(".slice-what")).to_contain_text("accuracy (validation)")


def test_a_long_slice_shows_its_progress_and_can_be_cancelled(visit: Visit) -> None:
    open_slice(visit, box="-0.2,10,-10,0.2")  # the end lies in the upper left corner
    page = visit.page
    expect(page.locator(".slice-legend")).to_have_attribute("data-corner", re.compile("top-right|bottom-left"))

    def never(_route: Route) -> None:
        """An answer that does not come."""

    page.route("**/api/v1/slices", never)
    page.get_by_label("Points of the slice").select_option("101")
    page.locator(".slice-frame").get_by_role("button", name="Cancel").click()
    expect(page.locator(".slice-frame progress")).to_be_hidden()
    expect(page.locator(".slice-what")).to_contain_text("51 × 51 points")
    page.unroute("**/api/v1/slices")
    page.get_by_label("Points of the slice").select_option("25")
    expect(page.locator(".slice-what")).to_contain_text("25 × 25 points")

    page.get_by_label("First direction of the slice").select_option("to_end")
    expect(page.locator(".slice-note")).to_be_visible()  # from the end to the end leads nowhere, and that is said
    page.get_by_label("Point that the slice goes through").select_option("start")
    expect(page.locator(".slice-note")).to_be_hidden()


def test_dragging_cuts_anew_one_request_at_a_time(visit: Visit) -> None:
    open_slice(visit, LINEAR, slice="random,random,end,loss,train,all,51,0")
    pictures, most = visit.page.evaluate(DRAG)
    print(f"\ndragging a slice of a linear classifier: {pictures:.1f} pictures/s")
    assert most == 1
    assert pictures >= max(2.0, 10 / crowding())
    visit.until("() => location.search.includes('box=')")
    expect(visit.page.locator(".slice-what")).to_contain_text("51 × 51 points")  # at rest the whole again
    visit.page.locator(".slice-frame .zoom-button").last.click()
    visit.until("() => !location.search.includes('box=')")

    visit.page.get_by_label("Point that the slice goes through").select_option("cursor")
    visit.page.locator(".scrub-range").focus()
    visit.page.keyboard.press("Home")
    expect(visit.page.locator(".slice-what")).to_contain_text("stands at the cursor")
    visit.page.get_by_role("button", name="3-D").click()
    visit.until(f"() => ({PAINTED})('.slice-frame .surface-ground') === 1")


def test_the_sharpness_along_a_run_stands_against_what_its_rate_bears(visit: Visit) -> None:
    visit.open(LINEAR | {"runs": [*LINEAR["runs"], NESTEROV]}, step=40, stage="sharpness", lang="en")
    visit.page.get_by_role("combobox", name="run").select_option(label="SGD")
    visit.until("() => /At step 40 λmax = .* 2.η = 4.00/.test(document.querySelector('.sharpness-words')?.textContent)")
    assert visit.page.locator(".is-sharpness circle").count() == 25
    visit.page.set_viewport_size({"width": 1024, "height": 768})
    visit.until("() => document.querySelector('.check-drawing').clientWidth <= 360")
    scale = visit.page.locator(".check-drawing").evaluate("(drawing) => drawing.getScreenCTM().a")
    assert scale == pytest.approx(1, abs=0.02), "a narrow drawing has words of full size"
    which = visit.page.get_by_role("combobox", name="run")
    which.select_option(label="Adam")
    expect(visit.page.locator(".sharpness-reason")).to_contain_text("2/η is that of plain gradient descent")
    expect(visit.page.locator(".check-legend .is-open")).to_be_hidden()
    which.select_option(label="Nesterov")
    visit.until("() => /2.1 . µ.\\/..1 . 2µ.η. = 2.71/.test(document.querySelector('.sharpness-words')?.textContent)")
    found = violations(visit.page, "sharpness", "#learning-stage")
    assert not found, "\n".join(found)


def test_where_steps_see_samples_no_limit_of_the_sharpness_is_drawn(visit: Visit) -> None:
    batch = {"size": 50, "sampling": "partition"}
    visit.open(LINEAR | {"batch": batch}, step=40, stage="sharpness", lang="en")
    expect(visit.page.locator(".sharpness-reason")).to_contain_text("the steps follow mini-batches")
    expect(visit.page.locator(".sharpness-words")).to_have_text(re.compile(r"^At step 40 λmax = [\d.]+\.$"))


def test_what_takes_long_is_begun_when_it_is_wished_and_can_be_ended(visit: Visit) -> None:
    page = visit.page
    page.route("**?estimate=true", lambda route: route.fulfill(json={"seconds": 42}))
    visit.open(LINEAR, step=40, stage="slice", lang="en")
    offer = page.locator(".slice-frame .offer")
    expect(offer).to_contain_text("Takes about 40 s.")
    expect(page.locator(".slice-runs > li")).to_have_count(0)
    offer.get_by_role("button", name="Compute").click()
    expect(page.locator(".slice-runs > li")).to_have_count(2)
    expect(offer).to_be_hidden()

    page.get_by_role("button", name="Sharpness").click()
    stage = page.locator(".is-sharpness")

    def never(_route: Route) -> None:
        """An answer that does not come."""

    page.route("**/api/v1/spectra", never)
    stage.get_by_role("button", name="Compute").click()
    stage.get_by_role("button", name="Cancel").click()
    page.unroute("**/api/v1/spectra")
    stage.get_by_role("button", name="Compute").click()
    expect(page.locator(".sharpness-words")).to_contain_text("At step 40")


@pytest.mark.parametrize(("device", "theme", "language"), [("desktop", "light", "en"), ("phone", "dark", "ja")])
def test_slices_have_no_violations(open_visit: OpenVisit, device: str, theme: str, language: str) -> None:
    visit = open_visit(viewport=VIEWPORTS[device], reduced_motion="reduce")
    open_slice(visit, theme=theme, lang=language, slice="filter_normalized,pca,end,loss,train,100,25,0")
    found = violations(visit.page, "slice", "#learning-stage")
    assert not found, "\n".join(found)
    assert not visit.page.evaluate(CUT_CHOICES), "what is chosen is read whole"
