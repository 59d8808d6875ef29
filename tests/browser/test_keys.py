"""Keys that nothing else here presses, what pointer and screen reader are told, and colours that the system sets."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import OpenVisit
from tests.browser.visit import PATIENCE_MS

EXPERIMENT = {
    "objective": {"name": "himmelblau"},
    "start": [-0.25, 0.3],
    "steps": 30,
    "runs": [{"optimizer": {"name": "sgd", "learning_rate": 0.0075}}],
}


def test_l_changes_the_scale_of_the_loss_and_f_fills_the_screen(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    page = visit.page
    visit.open(EXPERIMENT, step=5, lang="en")
    visit.has_drawn()
    scale = page.locator("#curves").get_by_role("button", name="linear", exact=True).first
    expect(scale).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("l")
    expect(scale).to_have_attribute("aria-pressed", "true")
    visit.until("() => document.querySelector('#curves .js-plotly-plot')?._fullLayout.yaxis.type === 'linear'")
    page.keyboard.press("f")
    visit.until("() => document.fullscreenElement !== null")
    page.keyboard.press("f")
    visit.until("() => document.fullscreenElement === null")
    page.keyboard.press("z")
    expect(page.locator("#notice")).to_have_text("")
    page.keyboard.press("s")
    expect(page.locator("dialog.share")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    expect(page.locator("dialog.gallery")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    expect(page.locator("#notice")).to_have_text("Only where two settings are compared. C begins a comparison.")


def test_who_points_plays_with_space_and_reads_what_stands_in_a_field(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    page = visit.page
    visit.open(EXPERIMENT, step=5, lang="en")
    visit.has_drawn()
    for control in (page.locator("[data-transport=start]"), page.locator(".run .slider").first):
        control.click()
        page.keyboard.press(" ")
        expect(visit.transport("play")).to_have_attribute("aria-label", "Pause")
        page.keyboard.press(" ")
        expect(visit.transport("play")).to_have_attribute("aria-label", "Play")
    page.locator(".start-handle").focus()
    for label in ("Pause", "Play"):
        page.keyboard.press(" ")
        expect(visit.transport("play")).to_have_attribute("aria-label", label)
    visit.transport("start").focus()
    page.keyboard.press(" ")
    visit.at_step(0)
    rate = page.locator(".run [data-setting=learning_rate] .number-input").first
    for typed, shown in (("0.000007", "7e-6"), ("0.00465", "0.00465"), ("0.0000123", "1.23e-5"), ("1/8", "0.125")):
        rate.fill(typed)
        rate.press("Enter")
        expect(rate).to_have_value(shown)
        assert rate.evaluate("(field) => field.scrollWidth <= field.clientWidth"), shown
    start = page.get_by_role("group", name="start").locator("input").first
    before = start.input_value()
    page.locator("button.choice").click()
    expect(page.locator(".picker:popover-open")).to_be_visible()
    box = page.locator("#landscape").bounding_box()
    assert box
    page.mouse.click(box["x"] + 0.6 * box["width"], box["y"] + 0.6 * box["height"])
    expect(page.locator(".picker:popover-open")).to_have_count(0)
    assert start.input_value() == before
    formula = page.locator(".formula-input")
    formula.fill("x^2 + y^2")
    expect(page.locator("[data-formula-answer]")).to_be_visible()
    formula.press("Enter")
    expect(page.locator("[data-formula-answer]")).to_be_hidden()


def test_a_point_of_a_path_tells_all_its_numbers(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    page = visit.page
    visit.open(EXPERIMENT, step=30, lang="en")
    visit.has_drawn()
    visit.at_step(30)
    visit.until("() => !document.querySelector('#landscape .plot-frame').classList.contains('is-moving')")
    step, x, y, left, top = page.evaluate(
        """() => {
          const plot = document.querySelector("#landscape .js-plotly-plot");
          const path = plot.data.find((trace) => trace.hovertemplate && trace.mode?.includes("lines") && trace.x.length > 20);
          const box = plot.getBoundingClientRect();
          const { xaxis, yaxis } = plot._fullLayout;
          return [3, path.x[3], path.y[3], box.left + xaxis.d2p(path.x[3]), box.top + yaxis.d2p(path.y[3])];
        }"""
    )
    page.mouse.move(left - 30, top)
    page.mouse.move(left, top, steps=3)
    said = page.locator("#landscape .hoverlayer .hovertext").filter(has_text="‖∇f‖")
    expect(said.first).to_be_visible(timeout=PATIENCE_MS)
    words = " ".join(said.all_text_contents())
    for wanted in (rf"step {step}\D", r"f\s", "‖∇f‖", "rate", "evaluations"):
        assert re.search(wanted, words), (wanted, words, x, y)


def test_curves_are_told_in_words_too(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    visit.open(EXPERIMENT, step=30, lang="en")
    visit.has_arrived(30)
    visit.has_drawn()
    loss = visit.page.locator("#curves [data-figure=loss]")
    words = visit.page.locator(f"#{loss.get_attribute('aria-describedby')}")
    last = visit.losses()[0]
    expect(words).to_have_text(re.compile(rf"^SGD: from 164 to {re.escape(last)}, lowest "))


def test_what_is_chosen_is_seen_where_the_system_sets_the_colours(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce", forced_colors="active")
    visit.open(EXPERIMENT, step=5, lang="en")
    visit.has_drawn()
    chosen, other, rail = visit.page.evaluate(
        """() => {
          const style = (node) => getComputedStyle(node);
          const [contour, heat] = document.querySelectorAll("#landscape .segmented > button");
          const scrub = document.querySelector(".scrub-range");
          return [style(contour).backgroundColor, style(heat).backgroundColor, style(scrub).forcedColorAdjust];
        }"""
    )
    assert chosen != other
    assert rail == "none"  # drawn by our own rules
