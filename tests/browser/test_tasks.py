"""What a new user sets out to do, done as they would do it: with keys, clicks and taps, and nothing that is not on the page."""

from __future__ import annotations

import io
import re
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener

import numpy as np
import pandas
from playwright.sync_api import expect

from tests.browser.conftest import OpenVisit
from tests.browser.test_axe import VIEWPORTS
from tests.browser.visit import BOOK, Visit

HIMMELBLAU = {
    "objective": {"name": "himmelblau"},
    "start": [-4.0, 4.0],
    "steps": 150,
    "runs": [
        {"optimizer": {"name": "sgd", "learning_rate": 0.01}},
        {"optimizer": {"name": "adam", "learning_rate": 0.4}},
    ],
}
MINIMA = np.array([[3.0, 2.0], [-2.805118, 3.131312], [-3.779310, -3.283186], [3.584428, -1.848127]])


def valleys(visit: Visit) -> list[int]:
    """Which of Himmelblau's minima each run is nearest to, by the numbers of the table."""
    found = []
    for words in visit.positions():
        position = [float(number.replace("−", "-")) for number in re.findall(r"[-−]?\d+(?:\.\d+)?", words)[-2:]]
        found.append(int(np.argmin(np.linalg.norm(MINIMA - position, axis=1))))
    return found


def test_make_sgd_diverge_and_mend_it(visit: Visit) -> None:
    """From the first visit on: a rate typed too large, told in words beside the run, mended by the button that is offered."""
    visit.open(lang="en")
    visit.has_drawn()
    page = visit.page
    rate = page.get_by_role("article", name="SGD").get_by_role("textbox", name=re.compile("rate"))
    rate.fill("5")
    rate.press("Enter")
    rate.blur()
    page.keyboard.press("r")
    page.keyboard.press("End")
    fates = page.locator(".fates")
    expect(fates).to_contain_text("SGD")
    expect(fates).to_contain_text(re.compile("diverged|far away"))
    fates.get_by_role("button", name=re.compile("^Try ")).first.click()
    visit.until("() => !document.querySelector('.fates').textContent.includes('SGD')")
    expect(rate).not_to_have_value("5")


def test_find_a_start_from_which_two_optimizers_end_in_different_minima(visit: Visit) -> None:
    """A click on the map here, one there, and a look at the table."""
    visit.open(HIMMELBLAU, step=150, lang="en")
    visit.has_drawn()
    visit.has_arrived(150)
    box = visit.page.locator("#landscape .nsewdrag").first.bounding_box()
    assert box is not None
    for across, down in ((0.47, 0.44), (0.45, 0.5), (0.52, 0.6), (0.4, 0.52), (0.55, 0.5)):
        before = visit.page.locator(".point-row input").first.input_value()
        visit.page.mouse.click(box["x"] + across * box["width"], box["y"] + down * box["height"])
        visit.until("(before) => document.querySelector('.point-row input').value !== before", before)
        visit.has_arrived(150)
        visit.page.keyboard.press("End")
        visit.at_step(150)
        if len(set(valleys(visit))) == 2:
            return
    raise AssertionError("five clicks near the middle, and both optimizers always ended in the same minimum")


def test_send_what_you_see_to_a_friend(open_visit: OpenVisit) -> None:
    visit = open_visit()
    visit.open(BOOK, step=17, lang="en")
    visit.has_arrived(60)
    visit.at_step(17)
    seen = visit.positions()
    visit.page.get_by_role("button", name="Share").click()
    link = visit.page.get_by_role("textbox", name="Link").input_value()
    friend = open_visit()
    friend.page.goto(f"{visit.base_url}/?{urlsplit(link).query}")
    friend.has_arrived(60)
    friend.at_step(17)
    assert friend.positions() == seen


def test_get_the_numbers_into_pandas(visit: Visit) -> None:
    """The code for pandas is chosen and read; what its address answers is what the table shows."""
    visit.open(BOOK, step=60, lang="en")
    visit.has_arrived(60)
    visit.at_step(60)
    losses = visit.losses()
    visit.page.keyboard.press("s")
    visit.page.locator(".share-part").get_by_role("button", name="pandas").click()
    code = visit.page.locator(".share-code")
    expect(code).to_contain_text("pandas.read_csv")
    address = re.search(r"https?://[^'\"]+", code.inner_text())
    assert address
    text = build_opener(ProxyHandler({})).open(address[0], timeout=30).read().decode()
    paths = pandas.read_csv(io.StringIO(text))
    last = paths.groupby("run")["loss"].last()
    shown = [float(loss.replace("−", "-").replace("·10", "e")) for loss in losses if loss.isascii()]
    assert len(last) == 4
    assert all(np.isclose(last, loss, rtol=1e-2).any() for loss in shown)


def test_all_of_a_session_with_the_keyboard_only(visit: Visit) -> None:
    """A preset, a formula, a rate, another start, a play to the end, and the link: the mouse is never touched."""
    visit.open(BOOK, step=0, lang="en")
    visit.has_drawn()
    page = visit.page
    page.keyboard.press("g")
    expect(page.get_by_role("dialog", name="Gallery")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("#formula-input").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("x^2 + 3y^2")
    page.keyboard.press("Enter")
    visit.until("() => document.querySelector('.objective-formula')?.textContent.includes('3')")
    visit.has_arrived(60)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement?.matches('.start-handle')"):
            break
    start = page.locator(".point-row input").first.input_value()
    page.keyboard.press("Shift+ArrowRight")
    visit.until("(before) => document.querySelector('.point-row input').value !== before", start)
    visit.has_arrived(60)
    page.evaluate("() => document.activeElement?.blur()")
    page.keyboard.press("+")
    expect(page.get_by_label("Speed")).to_have_value("2")
    page.keyboard.press("Space")
    visit.past_step(3)
    page.keyboard.press("End")
    visit.at_step(60)
    page.keyboard.press("s")
    expect(page.get_by_role("textbox", name="Link")).to_be_focused()
    expect(page.get_by_role("textbox", name="Link")).to_have_value(
        re.compile(r"\?formula=x\^2%20\+%203y\^2&.*run=adam,")
    )


def test_in_japanese_on_a_phone(open_visit: OpenVisit) -> None:
    """By touch: another function, the preset gallery, play, and the sheet of controls, with nothing left in English."""
    visit = open_visit(viewport=VIEWPORTS["phone"], has_touch=True, is_mobile=True)
    visit.open(BOOK, step=0, lang="ja")
    visit.has_drawn()
    page = visit.page
    page.locator(".sheet-open").tap()
    page.locator(".choice").tap()
    page.locator(".picker input").fill("himmelblau")
    page.locator(".picker .option").first.tap()
    expect(page.locator(".choice-title")).to_have_text(re.compile("ヒンメルブラウ"))
    page.keyboard.press("Escape")
    page.get_by_role("button", name="閉じる").first.tap()
    page.locator("[data-transport=play]").tap()
    visit.past_step(2)
    page.locator("[data-action=share]").tap()
    expect(page.get_by_role("dialog", name="共有")).to_be_visible()
    assert "lang=ja" in page.locator(".share-address").input_value()
