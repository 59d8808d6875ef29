"""The gallery: opened by key or button, its pictures computed when they are seen, a choice shown on the page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from app.service.presets import FIRST_LEARNING
from app.service.presets_learning import LEARNING
from tests.browser.conftest import OpenVisit
from tests.browser.test_axe import violations
from tests.browser.visit import BOOK, PATIENCE_MS, Visit


def test_a_preset_is_chosen_with_the_keyboard_alone(visit: Visit) -> None:
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    visit.open(BOOK, step=10)
    visit.has_drawn()
    page = visit.page
    assert not any("presets" in url for url in asked), "nothing is asked before somebody looks"
    page.locator("#formula-input").press("g")
    expect(page.locator("dialog.gallery")).to_have_count(0)
    page.locator("#formula-input").fill("x^2/20 + y^2")
    page.locator("#formula-input").blur()
    page.keyboard.press("g")
    expect(page.get_by_role("dialog", name="Gallery")).to_be_visible()
    cards = page.locator(".preset")
    expect(cards.nth(15)).to_be_attached()
    assert 2 * page.locator(".preset-sign").count() >= cards.count()
    expect(cards.first).to_have_attribute("data-drawn", "true")
    drawn = page.evaluate("() => document.querySelectorAll('.preset[data-drawn]').length")
    assert drawn < cards.count(), "a card that is far below has not been computed"
    for _ in range(2):
        page.keyboard.press("Tab")
    focused = page.evaluate("() => document.activeElement.dataset.preset")
    assert focused == "rate_too_large"
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Gallery")).to_be_hidden()
    expect(page.locator("#announcer")).to_contain_text("A rate just too large")
    expect(page.get_by_role("article")).to_have_count(2)
    visit.past_step(1)
    visit.until("() => location.search.includes('run=sgd,') && !location.search.includes('step=')")
    page.keyboard.press("g")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Gallery")).to_be_hidden()
    the_caption_stays_with_its_experiment(visit)


def the_caption_stays_with_its_experiment(visit: Visit) -> None:
    """Through undo, redo, an edit and a shared link; until another function comes or somebody closes it."""
    page = visit.page
    note = page.get_by_role("complementary", name="From the gallery")
    expect(note).to_contain_text("A rate just too large")
    expect(note).to_contain_text("at 1.05 every step lands higher")
    page.keyboard.press("Control+z")
    expect(note).to_be_hidden()
    page.keyboard.press("Control+y")
    expect(note).to_be_visible()
    visit.until("() => location.search.includes('preset=rate_too_large')")
    page.goto(page.url.replace("sgd,1.05", "sgd,1.01"))
    expect(note).to_contain_text("A rate just too large")
    page.locator("#formula-input").fill("x^2 + 3y^2")
    expect(note).to_be_hidden()
    visit.until("() => !location.search.includes('preset')")
    page.locator("#formula-input").blur()
    page.locator("[data-history=undo]").click()
    note.get_by_role("button").click()
    expect(note).to_be_hidden()
    visit.until("() => !location.search.includes('preset')")


@pytest.mark.parametrize(
    ("width", "height", "language", "theme"), [(1280, 720, "en", "light"), (390, 844, "ja", "dark")]
)
def test_the_gallery_has_no_violations_and_fills_a_phone(
    open_visit: OpenVisit, width: int, height: int, language: str, theme: str
) -> None:
    visit = open_visit(viewport={"width": width, "height": height}, reduced_motion="reduce")
    visit.open(BOOK, step=10, lang=language, theme=theme)
    visit.has_drawn()
    page = visit.page
    page.locator("#gallery").click()
    expect(page.locator(".preset").first).to_have_attribute("data-drawn", "true")
    found = violations(page, "gallery", ".gallery")
    assert not found, "\n".join(found)
    box = page.locator("dialog.gallery").bounding_box()
    assert box is not None
    if width < 960:
        assert (box["width"], box["height"]) == (width, height)
    assert page.evaluate("() => document.querySelector('.gallery-body').scrollWidth") <= box["width"]
    page.locator("[data-preset=falling_rates_on_a_kink]").click()
    expect(page.locator("dialog.gallery")).to_be_hidden()
    visit.until("() => location.search.includes('curve=learning_rate')")
    visit.has_arrived(150)
    note = page.locator("#preset-note")
    expect(note).to_be_visible()
    assert violations(page, "the caption", "#preset-note") == []
    expect(note.locator("b")).to_have_text(re.compile("折れ目|kink"))
    assert visit.step == 0, "nothing moves by itself with reduced motion"


def test_who_learns_sees_trainings_first_with_their_curves(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    visit.open(FIRST_LEARNING | {"steps": 20}, step=0)
    visit.has_arrived(20)
    page = visit.page
    page.locator("#gallery").click()
    first, heart = page.locator(".preset").first, page.locator("[data-preset=learned_by_heart]")
    expect(first).to_have_attribute("data-preset", LEARNING[0].name)
    heart.scroll_into_view_if_needed()
    expect(heart).to_have_attribute("data-drawn", "true", timeout=PATIENCE_MS)
    first.click()
    expect(page.locator("#problem-line")).to_contain_text("2 → 3", timeout=PATIENCE_MS)
    visit.has_arrived(LEARNING[0].experiment["steps"])
