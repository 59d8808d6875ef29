"""What stands around the pictures: header, function, optimizers, help."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenVisit
from tests.browser.visit import BOOK, Visit

ANSWER_MS = 150
"""From the keystroke to the answer (QUALITY.md §3)."""

WATCH_ANSWERS = """() => {
  const box = document.querySelector(".formula");
  const input = document.querySelector(".formula-input");
  window.answerTimes = [];
  let typed = 0;
  input.addEventListener("input", () => (typed = performance.now()), { capture: true });
  new MutationObserver(() => {
    if (box.dataset.status === "accepted" && typed) { window.answerTimes.push(performance.now() - typed); typed = 0; }
  }).observe(box, { attributeFilter: ["data-status"] });
}"""

WALKERS = "() => document.querySelector('#landscape .walkers').toDataURL()"
COLORS_OF_MAP = """() => {
  const relief = document.querySelector("#landscape .relief");
  const { data } = relief.getContext("2d").getImageData(0, 0, relief.width, relief.height);
  return new Set(new Uint32Array(data.buffer)).size;
}"""
INKED_IN_CURVES = """() => [...document.querySelectorAll(".chart > canvas")].map((canvas) => {
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  return pixels.reduce((inked, value, at) => inked + (at % 4 === 3 && value > 0), 0) > 500;
})"""


def test_a_function_is_found_and_chosen_with_the_keyboard(visit: Visit) -> None:
    page = still(visit)
    page.locator(".choice").focus()
    page.keyboard.press("Enter")
    search = page.get_by_role("combobox", name="Search functions")
    expect(search).to_be_focused()
    search.fill("three_hump")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.locator(".choice-title")).to_have_text("Three-hump camel")
    expect(page.locator(".formula-input")).to_have_value(re.compile("1.05"))
    expect(page.locator(".objective-formula math")).to_be_visible()
    expect(page.locator(".objective-notice")).to_have_text(re.compile(r"\w.+\."))


def test_the_page_is_of_use_before_plotly_is(visit: Visit) -> None:
    visit.page.route("**/vendor/plotly-*", lambda _: None)  # it never comes
    visit.open()
    visit.past_step(3)
    visit.transport("play").click()
    assert visit.page.evaluate("window.Plotly") is None
    before = visit.page.evaluate(WALKERS)
    assert visit.page.evaluate(COLORS_OF_MAP) > 500, "the map has its colours and contour lines"
    assert visit.page.evaluate(INKED_IN_CURVES) == [True, True], "and the curves are lines already"
    visit.page.keyboard.press("End")
    expect(visit.page.locator("#table")).to_contain_text("140")
    visit.until(f"(before) => ({WALKERS})() !== before", before)


def test_a_search_for_nothing_says_so(visit: Visit) -> None:
    page = still(visit)
    page.locator(".choice").click()
    page.get_by_role("combobox", name="Search functions").fill("no such thing")
    expect(page.get_by_text("No function matches “no such thing”.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.locator(".choice")).to_be_focused()


def test_a_refused_formula_shows_where_why_and_the_way_out(visit: Visit) -> None:
    page = still(visit)
    before = visit.positions()
    page.locator(".formula-input").fill("x^2/20 + y^^2")
    expect(page.locator(".formula-offence")).to_have_text("^")
    assert page.locator(".formula-echo").inner_text() == "x^2/20 + y^^2"
    expect(page.locator(".formula-sentence")).to_contain_text("expected before “^”")
    expect(page.locator(".formula-input")).to_have_attribute("aria-invalid", "true")
    assert visit.positions() == before, "the last good picture stays"
    page.locator(".formula-fix").click()
    expect(page.locator(".formula-input")).to_have_value("x^2/20 + y^2")
    expect(page.locator(".formula")).to_have_attribute("data-status", "accepted")
    expect(page.locator(".formula-row math")).to_have_count(3)


def test_a_formula_in_another_language_is_refused_in_that_language(visit: Visit) -> None:
    visit.open(lang="ja", step=0)
    visit.page.locator(".formula-input").fill("sin(x")
    expect(visit.page.locator(".formula-sentence")).to_contain_text("閉じられていません。")


@pytest.mark.alone
def test_a_keystroke_is_answered_within_150_ms(visit: Visit) -> None:
    page = still(visit)
    box = page.locator(".formula-input")
    page.evaluate(WATCH_ANSWERS)
    for count, formula in enumerate(["x^2+y^2", "x^2+2y^2", "x^2+3y^2", "x^2+4y^2", "x^2+5y^2"], start=1):
        box.fill(formula)
        visit.until("(count) => window.answerTimes.length === count", count)
    times: list[float] = page.evaluate("() => window.answerTimes")
    assert min(times) <= ANSWER_MS, times  # the best of five: other tests may hold the processor


def test_a_hyperparameter_is_slid_and_typed_and_minds_its_bounds(visit: Visit) -> None:
    page = still(visit)
    card = page.get_by_role("article", name="Adam")
    number = card.get_by_role("textbox", name=re.compile("rate η"))
    slider = card.get_by_role("slider", name=re.compile("rate η"))
    number.fill("0.5")
    number.press("Enter")
    slider.press("ArrowRight")
    expect(number).to_have_value("0.53")
    mean = card.get_by_role("textbox", name=re.compile("β₁"))
    mean.fill("1.5")
    mean.press("Enter")
    expect(card.get_by_text("expected a number of at least 0, a number below 1")).to_be_visible()
    mean.press("Escape")
    expect(mean).to_have_value("0.9")
    mean.fill("0．８")  # typed with a Japanese keyboard
    mean.press("Enter")
    expect(mean).to_have_value("0.8")
    card.get_by_role("button", name="More settings of Adam").click()
    card.get_by_role("button", name="Reset to suggested values").click()
    expect(number).to_have_value("0.3")
    expect(mean).to_have_value("0.9")


def test_a_schedule_brings_its_own_form_and_keeps_the_focus(visit: Visit) -> None:
    page = still(visit)
    card = page.get_by_role("article", name="SGD")
    card.get_by_role("button", name="More settings of SGD").click()
    choice = card.get_by_role("button", name="SGD: Schedule")
    choice.click()
    page.keyboard.type("cosine")
    page.keyboard.press("Enter")
    expect(card.get_by_role("textbox", name=re.compile("length T"))).to_have_value("100")
    choice.click()
    page.keyboard.type("step")
    page.keyboard.press("Enter")
    expect(card.get_by_role("textbox", name=re.compile("every T"))).to_have_value("30")
    card.get_by_role("combobox", name="SGD: Clipping").select_option("norm")
    expect(card.get_by_role("textbox", name=re.compile("Clipping limit"))).to_have_value("1")
    card.get_by_role("button", name="More settings of SGD").click()
    expect(card.locator(".run-summary")).to_have_text("Step · Clipping")


def test_runs_are_added_hidden_selected_and_removed(visit: Visit) -> None:
    page = still(visit)
    page.get_by_role("button", name="Add optimizer").click()
    page.keyboard.type("nesterov")
    page.keyboard.press("Enter")
    cards = page.get_by_role("article")
    expect(cards).to_have_count(5)
    expect(cards.last.locator(".run-title")).to_contain_text("Nesterov")
    page.get_by_role("button", name="Hide SGD").click()
    expect(page.get_by_role("button", name="Show SGD")).to_be_visible()
    cards.nth(3).locator(".run-title").click()
    expect(page.locator("#table tr.is-selected")).to_contain_text("Adam")
    cards.nth(1).locator(".run-toggle").click()
    cards.nth(1).get_by_role("button", name="Remove Momentum").click()
    expect(cards).to_have_count(4)
    expect(page.get_by_role("article", name="Adam").get_by_role("textbox", name=re.compile("rate η"))).to_have_value(
        "0.3"
    )


def test_start_domain_noise_and_gradient_are_typed(visit: Visit) -> None:
    page = still(visit)
    page.get_by_role("textbox", name="Start: x").fill("-3")
    page.get_by_role("textbox", name="Start: x").press("Enter")
    visit.until("() => document.querySelector('#table tbody td').textContent === '−3.000'")
    page.get_by_text("More settings", exact=True).click()
    low = page.get_by_role("textbox", name="x from")
    low.fill("20")
    low.press("Enter")
    expect(low).to_have_value("-10")  # above the upper end: not taken
    page.get_by_role("combobox", name="Gradient").select_option("central")
    expect(page.get_by_role("textbox", name="Distance h")).to_have_value("1e-5")
    page.get_by_role("switch", name="Stay in the domain").click()
    expect(page.get_by_role("switch", name="Stay in the domain")).to_be_checked()


def test_the_theme_follows_the_system_until_it_is_chosen(open_visit: OpenVisit) -> None:
    visit = open_visit(color_scheme="dark")
    page = still(visit)
    root = page.locator("html")
    expect(root).to_have_attribute("data-theme", "dark")
    page.keyboard.press("d")
    expect(root).to_have_attribute("data-theme", "light")
    page.get_by_role("button", name="Theme: light").click()
    page.get_by_role("button", name="Theme: dark").click()
    page.emulate_media(color_scheme="light")
    expect(root).to_have_attribute("data-theme", "light")


def test_help_opens_with_its_key_and_gives_the_focus_back(visit: Visit) -> None:
    page = still(visit)
    page.locator(".formula-input").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_have_count(0)  # a question mark that is typed stays one
    page.get_by_role("button", name="Share").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("button", name="Share")).to_be_focused()


def test_share_copies_the_link_and_says_so(visit: Visit) -> None:
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = still(visit)
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_role("textbox", name="Link")).to_have_value(re.compile(r"[?&]run=sgd,"))
    copy = page.get_by_role("button", name="Copy the link")
    copy.click()
    expect(copy.get_by_role("status")).to_have_text("Copied")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied.startswith(visit.base_url)
    assert "run=sgd," in copied, "the link holds the experiment, also before the address bar has caught up"


def still(visit: Visit) -> Page:
    """Four optimizers on the bowl, stopped at their start."""
    visit.open(BOOK, step=0)
    visit.has_drawn()
    visit.at_step(0)
    expect(visit.page.get_by_role("article")).to_have_count(4)
    return visit.page
