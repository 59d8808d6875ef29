"""Where things stand: one screen on a desk, a scroll with a sheet on a phone, nothing cut off in either language."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenVisit

DESKS = [(1440, 900), (1280, 720), (1920, 1080), (1024, 768)]
PHONES = [(390, 844), (320, 640)]
LEAST_TARGET_PX = 24
"""WCAG 2.2, 2.5.8."""

OUTGROWN = """() => [...document.querySelectorAll(
    "button, select, .field-label, .card-title, .section-head, .run-loss, .reading, .header-link, .hint, .objective-notice"
  )]
  .filter((node) => node.checkVisibility() && !node.closest(".visually-hidden") && getComputedStyle(node).display !== "inline")
  .filter((node) => node.scrollWidth > node.clientWidth + 1)
  .map((node) => node.outerHTML.slice(0, 160))"""

BROKEN = """() => {
  for (const loss of document.querySelectorAll(".run-loss")) loss.textContent = "0.0000179";  // as long as any
  return [...document.querySelectorAll(".run-title, .interval-row > .field-label")]
    .filter((name) => name.checkVisibility() && name.getBoundingClientRect().height > 30).map((name) => name.textContent);
}"""

IS_READ = (
    """() => [document.querySelector("#formula-input")].every((input) => input.scrollWidth <= input.clientWidth)"""
)

SMALL = """(least) => [...document.querySelectorAll("button, a[href], input, select, summary, [tabindex='0']")]
  .filter((node) => node.checkVisibility() && !node.closest(".visually-hidden") && !node.matches(".visually-hidden"))
  .map((node) => [node.getBoundingClientRect(), node])
  .filter(([box]) => box.width < least - 0.01 || box.height < least - 4.01)
  .map(([box, node]) => `${box.width}×${box.height} ${node.outerHTML.slice(0, 160)}`)"""

CROWDED = """(least) => {
  const targets = [...document.querySelectorAll("button, a[href], input, select, summary")]
    .filter((node) => node.checkVisibility() && !node.closest(".visually-hidden") && !node.matches(".visually-hidden"))
    .map((node) => ({ node, box: node.getBoundingClientRect() }));
  const small = targets.filter(({ box }) => box.width < least - 0.01 || box.height < least - 0.01);
  const middle = ({ box }) => [box.x + box.width / 2, box.y + box.height / 2];
  return small.filter((one) => targets.some((other) => {
    if (other === one) return false;
    const [x, y] = middle(one);
    const dx = Math.max(other.box.left - x, 0, x - other.box.right);
    const dy = Math.max(other.box.top - y, 0, y - other.box.bottom);
    return Math.hypot(dx, dy) < least / 2;
  })).map(({ node, box }) => `${box.width}×${box.height} ${node.outerHTML.slice(0, 160)}`);
}"""


IN_THE_HEAD = """() => {
  const { left, top, width, height } = document.getElementById("controls").getBoundingClientRect();
  const met = [...Array(9).keys()].map((at) => document.elementFromPoint(left + ((at + 0.5) * width) / 9, top + 24));
  return met.every((node) => node.closest("#mode, .history, .sheet-close"));
}"""
"""Whether nothing that is scrolled shows in the head of the sheet, beside the button that closes it."""


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_desk_shows_everything_on_one_screen(open_visit: OpenVisit, language: str) -> None:
    visit = open_visit()
    visit.open(lang=language, step=0)
    visit.has_drawn()
    page = visit.page
    page.locator(".run-toggle").first.click()
    page.locator(".more > summary").click()
    for width, height in DESKS:
        visit.resize(width, height)
        whole = "() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
        assert page.evaluate(whole) == [width, height]
        assert page.evaluate(OUTGROWN) == [], (width, height)
        frame = page.locator(".plot-frame").bounding_box()
        assert frame is not None
        assert frame["width"] >= 0.35 * width, "the landscape is the hero"
        assert frame["height"] >= 0.6 * height
        expect(page.locator(".sheet-open")).to_be_hidden()
        assert page.evaluate(BROKEN) == [], "no name breaks within a word, no label from its coordinate"
    for width, height in ((1280, 720), (1000, 768), (960, 768), (720, 450)):  # the last is a desk at 200 %
        visit.resize(width, height)
        assert page.evaluate(IS_READ), f"the formula is cut at {width}"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_phone_shows_the_landscape_first_and_the_rest_below(open_visit: OpenVisit, language: str) -> None:
    visit = open_visit(viewport={"width": 390, "height": 844}, has_touch=True)
    visit.open(lang=language, step=0)
    visit.has_drawn()
    page = visit.page
    for width, height in PHONES:
        visit.resize(width, height)
        assert page.evaluate("() => document.documentElement.scrollWidth") == width
        assert page.evaluate(OUTGROWN) == [], (width, height)
        frame, transport = page.locator(".plot-frame").bounding_box(), page.locator("#transport").bounding_box()
        assert frame is not None
        assert transport is not None
        assert frame["width"] >= width - 2, "edge to edge"
        assert frame["y"] < height / 3
        assert transport["y"] + transport["height"] == pytest.approx(height, abs=1), "playback stays at the bottom"
    page.locator("[data-action=help]").click()
    for place in ("reference", "api"):
        expect(page.locator(f".help-links a[href='/{place}?lang={language}']")).to_be_in_viewport()


def test_the_sheet_holds_the_focus_and_gives_it_back(open_visit: OpenVisit) -> None:
    visit = open_visit(viewport={"width": 390, "height": 844}, has_touch=True)
    visit.open(step=0)
    visit.has_drawn()
    page = visit.page
    expect(page.get_by_role("article")).to_have_count(0)  # closed: neither seen nor reached
    page.get_by_role("button", name="Controls").click()
    expect(page.get_by_role("article")).to_have_count(4)
    expect(page.locator(".sheet-close")).to_be_focused()
    assert page.locator("[inert] #formula-input, .header[inert]").count() > 0
    page.locator("#controls").evaluate("(sheet) => sheet.scrollTo(0, sheet.scrollHeight)")
    visit.until(IN_THE_HEAD)
    page.locator(".choice").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("article")).to_have_count(4)  # the list closed, not the sheet
    page.keyboard.press("Escape")
    expect(page.get_by_role("article")).to_have_count(0)
    expect(page.get_by_role("button", name="Controls")).to_be_focused()


@pytest.mark.parametrize("viewport", [(1440, 900), (390, 844)])
def test_targets_are_large_enough_or_stand_apart(open_visit: OpenVisit, viewport: tuple[int, int]) -> None:
    visit = open_visit(viewport={"width": viewport[0], "height": viewport[1]})
    visit.open(step=0)
    visit.has_drawn()
    page = visit.page
    if viewport[0] < 960:
        page.locator(".sheet-open").click()
    for toggle in page.locator(".run-toggle").all():
        toggle.click()
    page.locator(".more > summary").click()
    assert page.evaluate(SMALL, LEAST_TARGET_PX) == []
    assert page.evaluate(CROWDED, LEAST_TARGET_PX) == []


def test_everything_is_reached_with_the_keyboard_and_shows_it(open_visit: OpenVisit) -> None:
    visit = open_visit()
    visit.open(step=0)
    visit.has_drawn()
    page = visit.page
    expect(page.get_by_role("article")).to_have_count(4)
    seen = []
    page.keyboard.press("Tab")
    while page.evaluate("() => document.activeElement !== document.body"):
        name, is_outlined = page.evaluate(
            """() => { const node = document.activeElement; const style = getComputedStyle(node);
            const box = node.closest(".formula-box") ?? node;
            return [node.getAttribute("aria-label") ?? node.textContent.trim(),
              style.outlineStyle !== "none" || getComputedStyle(box).outlineStyle !== "none"]; }"""
        )
        assert is_outlined, f"focus does not show on {name}"
        seen.append(name)
        page.keyboard.press("Tab")
    wanted = ["Skip to the landscape", "Share", "SGD: rate η", "Add optimizer", "Play", "Layers"]
    assert [name for name in wanted if name not in seen] == []
