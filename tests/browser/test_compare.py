"""Two settings side by side: one start, one seed, one clock; what differs is said in words and kept in the address."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Download, Locator, expect

from tests.browser.conftest import OpenVisit
from tests.browser.test_axe import VIEWPORTS, violations
from tests.browser.visit import PATIENCE_MS, Visit, token_of

STEPS = 30
EXPERIMENT = {
    "objective": {"name": "himmelblau"},
    "start": [-0.25, 0.3],
    "steps": STEPS,
    "runs": [
        {"optimizer": {"name": "sgd", "learning_rate": 0.0075}},
        {"optimizer": {"name": "adam", "learning_rate": 0.16}},
    ],
}
FASTER = EXPERIMENT | {"runs": [{"optimizer": {"name": "sgd", "learning_rate": 0.02}}, EXPERIMENT["runs"][1]]}


def losses(visit: Visit, table: str) -> list[str]:
    """Loss of every run of one setting, once all are there."""
    visit.until(f"() => [...document.querySelectorAll('{table} tbody td')].every((cell) => cell.textContent !== '–')")
    return visit.page.locator(f"{table} .table-scroll tbody td:nth-last-child(2)").all_inner_texts()


def words(visit: Visit) -> Locator:
    return visit.page.locator(".compare-caption[data-side=b] .compare-words")


def at_end(visit: Visit) -> None:
    """Go there by key, once there is somebody who hears it."""
    visit.until("() => document.querySelector('.scrub-range')")
    visit.page.keyboard.press("End")
    visit.at_step(STEPS)


def swapped_shared_and_kept(visit: Visit, slow: list[str], fast: list[str]) -> None:
    """The settings change places, their address brings both back, and the second one stays."""
    page = visit.page
    unswapped = page.evaluate("() => location.search")
    page.keyboard.press("x")
    expect(words(visit)).to_have_text("SGD: learning rate 0.02 → 0.0075", timeout=PATIENCE_MS)
    at_end(visit)
    visit.until("(fast) => document.querySelector('#table td:nth-last-child(2)').textContent === fast", fast[0])
    visit.until("(before) => location.search.includes('b.run=') && location.search !== before", unswapped)
    page.reload()
    expect(words(visit)).to_have_text("SGD: learning rate 0.02 → 0.0075", timeout=PATIENCE_MS)
    at_end(visit)
    assert losses(visit, "#table") == fast
    visit.until("(slow) => document.querySelector('#table-b td:nth-last-child(2)')?.textContent === slow", slow[0])
    expect(page.locator(".workspace")).to_have_attribute("data-setting", "b")
    page.get_by_role("button", name="Keep B").press("Enter")
    expect(page.locator("#table-b")).to_have_count(0)
    expect(page.locator(".compare-open")).to_be_focused()
    at_end(visit)
    visit.until("(slow) => document.querySelector('#table td:nth-last-child(2)').textContent === slow", slow[0])
    visit.until("() => !location.search.includes('b.run')")


def undone_and_done_again(visit: Visit, slow: str) -> None:
    """Keeping B is taken back and done again, and so is a comparison that has just begun."""
    page = visit.page
    undo, redo = (page.locator(f"[data-history={way}]") for way in ("undo", "redo"))
    undo.click()
    expect(words(visit)).to_have_text("SGD: learning rate 0.02 → 0.0075", timeout=PATIENCE_MS)
    expect(page.locator(".workspace")).to_have_attribute("data-setting", "b")
    at_end(visit)
    visit.until("(slow) => document.querySelector('#table-b td:nth-last-child(2)')?.textContent === slow", slow)
    redo.click()
    expect(page.locator("#table-b")).to_have_count(0)
    at_end(visit)
    visit.until("(slow) => document.querySelector('#table td:nth-last-child(2)').textContent === slow", slow)
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.locator("#table-b")).to_have_count(1)
    undo.click()
    expect(page.locator("#table-b")).to_have_count(0)


def test_two_settings_there_and_back(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    page = visit.page
    visit.open(EXPERIMENT, step=STEPS, lang="en")
    visit.has_arrived(STEPS)
    slow = losses(visit, "#table")
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(words(visit)).to_contain_text("The same so far", timeout=PATIENCE_MS)
    visit.until("() => document.querySelectorAll('.js-plotly-plot .main-svg').length >= 5")
    assert losses(visit, "#table-b") == slow

    rate = page.locator("#optimizers-panel-b").get_by_label("SGD: rate η", exact=True)
    rate.fill("0.02")
    rate.press("Enter")
    expect(words(visit)).to_have_text("SGD: learning rate 0.0075 → 0.02", timeout=PATIENCE_MS)
    visit.until("(slow) => document.querySelector('#table-b td:nth-last-child(2)').textContent !== slow", slow[0])
    fast = losses(visit, "#table-b")
    assert fast[1] == slow[1]
    assert losses(visit, "#table") == slow

    page.evaluate("() => document.activeElement.blur()")
    page.keyboard.press("Home")
    for table in ("#table", "#table-b"):
        expect(page.locator(f"{table} thead")).to_contain_text("step 0")
    at_end(visit)

    start = page.locator("#objective-panel-b").get_by_label("Start: x", exact=True)
    start.fill("1")
    start.press("Enter")
    first = page.locator("#landscape .start-handle")
    expect(first).to_have_attribute("aria-label", "Start: x 1.000, y 0.300", timeout=PATIENCE_MS)
    visit.until("(slow) => document.querySelector('#table td:nth-last-child(2)').textContent !== slow", slow[0])
    page.evaluate("() => document.activeElement.blur()")
    page.keyboard.press("Control+z")
    expect(first).to_have_attribute("aria-label", "Start: x −0.250, y 0.300", timeout=PATIENCE_MS)
    page.keyboard.press("Control+z")
    expect(words(visit)).to_contain_text("The same so far", timeout=PATIENCE_MS)
    page.keyboard.press("Control+y")
    expect(words(visit)).to_have_text("SGD: learning rate 0.0075 → 0.02", timeout=PATIENCE_MS)

    swapped_shared_and_kept(visit, slow, fast)
    undone_and_done_again(visit, slow[0])


def test_both_have_the_same_function_and_the_clock_goes_on_where_one_has_ended(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    page = visit.page
    away = EXPERIMENT | {"runs": [{"optimizer": {"name": "sgd", "learning_rate": 0.5}}]}
    visit.open(away, step=0, lang="en", beside=token_of(FASTER), setting="b")
    at_end(visit)
    expect(page.locator("#table td").last).to_contain_text("diverged")
    assert len(losses(visit, "#table-b")) == 2
    expect(words(visit)).to_have_text("SGD: learning rate 0.5 → 0.02Adam added", timeout=PATIENCE_MS)
    expect(page.locator("#announcer")).to_contain_text(
        re.compile(r"Setting A: SGD: .*diverged.* Setting B: SGD: .*Adam: ")
    )
    page.keyboard.press("s")
    saved: list[Download] = []
    page.on("download", lambda download: saved.append(download))  # noqa: PLW0108 (no function of Python)
    with page.expect_event("download", lambda download: download.suggested_filename.endswith("-b.json")):
        page.get_by_role("button", name="Numbers of all steps: JSON").click()
    names = [download.suggested_filename for download in saved]
    assert names == ["thalweg-himmelblau-seed-0-a.json", "thalweg-himmelblau-seed-0-b.json"]
    runs = [json.loads(download.path().read_text("utf-8"))["runs"] for download in saved]
    assert [len(some) for some in runs] == [1, 2]
    page.get_by_role("button", name="NumPy").click()
    expect(page.locator(".share-code")).to_contain_text("0.02")
    expect(page.locator(".share-part").nth(1)).to_contain_text("This is setting B")
    page.keyboard.press("Escape")
    page.locator("#formula-input").fill("x^2 + 3y^2")
    for setting in ("", "-b"):
        expect(page.locator(f"#objective-panel{setting} math")).to_contain_text("3")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="End the comparison").click()
    expect(page.locator(".is-comparing")).to_have_count(0)


@pytest.mark.parametrize(("language", "theme", "device"), [("en", "light", "desktop"), ("ja", "dark", "phone")])
def test_a_comparison_has_no_violations_and_shows_both_maps(
    open_visit: OpenVisit, language: str, theme: str, device: str
) -> None:
    visit = open_visit(viewport=VIEWPORTS[device], reduced_motion="reduce")
    visit.open(EXPERIMENT, step=5, lang=language, theme=theme, beside=token_of(FASTER), setting="b")
    visit.until("() => document.querySelectorAll('.js-plotly-plot .main-svg').length >= 5")
    losses(visit, "#table-b")
    for frame in visit.page.locator(".plot-frame").all():
        expect(frame).to_be_in_viewport(ratio=0.95)
    expect(visit.page.locator(".compare-open")).to_be_in_viewport(ratio=1)
    found = violations(visit.page, "comparison")
    assert not found, "\n".join(found)
    if device == "desktop":
        assert visit.page.evaluate("() => document.documentElement.scrollHeight <= innerHeight")
