"""A walk through everything the page can do: no request to another host, nothing that the policy refuses, no English left.

The first two are what every visit's verdict holds; here everything is opened once, in Japanese, and every string is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenVisit
from tests.browser.visit import Visit

EXPERIMENT = {
    "objective": {"name": "himmelblau"},
    "start": [-0.25, 0.3],
    "steps": 40,
    "runs": [
        {"optimizer": {"name": "sgd", "learning_rate": 0.9}},
        {"optimizer": {"name": "lookahead"}, "schedule": {"name": "sequential"}},
        {"optimizer": {"name": "adam", "learning_rate": 0.3}, "schedule": {"name": "cosine"}},
    ],
}
_STRINGS = """() => {
  const found = new Set();
  const isCode = (node) => node.closest("code, pre, kbd, math, samp, script, style, textarea, [lang=en], .share-code, .formula");
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    if (parent && !isCode(parent) && parent.checkVisibility()) found.add(walk.currentNode.data.trim());
  }
  const names = ["aria-label", "title", "alt", "placeholder", "aria-description", "aria-valuetext"];
  for (const node of document.querySelectorAll(names.map((name) => `[${name}]`).join())) {
    if (!isCode(node)) for (const name of names) found.add(node.getAttribute(name) ?? "");
  }
  return [...found];
}"""
"""Every text that is seen, of plots too, and every name that is read aloud; code and formulas are the same everywhere."""
ENGLISH = re.compile(r"[A-Za-z]{2,}[ \u00a0][a-z]{2,}")
"""Two words in a row, the second without a capital: a phrase, not a name."""
NAMES = re.compile(r"torch\.\w+|scikit-learn|make run HOST=\S+")


def layers(page: Page) -> None:
    page.locator(".layers-button").click()
    missing = page.locator(".layers .layer:not([aria-pressed=true], :disabled)")
    for _ in range(missing.count()):
        missing.first.click()
    page.keyboard.press("Escape")


def pictures(page: Page) -> None:
    for kind in ("heat", "surface", "contour"):
        page.locator(f"#landscape [data-value={kind}]").click()


def cards(page: Page) -> None:
    for toggle in page.locator(".run-toggle").all():
        toggle.click()
    for summary in page.locator(".more > summary").all():
        summary.click()


def pickers(page: Page) -> None:
    page.locator(".choice").click()
    expect(page.get_by_role("listbox")).to_be_visible()


def optimizers(page: Page) -> None:
    page.keyboard.press("Escape")
    page.locator("#optimizers-panel .button.dashed").first.click()


def refusals(page: Page) -> None:
    page.keyboard.press("Escape")
    page.locator(".formula-input").fill("x^2 + eks(y)")
    expect(page.locator(".formula-offence")).to_be_visible()
    page.locator(".point-row input").first.fill("abc")
    page.keyboard.press("Enter")


def gallery(page: Page) -> None:
    page.locator("#gallery").click()
    expect(page.locator(".preset").nth(15)).to_be_attached()


def share(page: Page) -> None:
    page.keyboard.press("Escape")
    page.locator("[data-action=share]").click()
    expect(page.locator(".share-code")).to_be_visible()


def help_with_keys(page: Page) -> None:
    page.keyboard.press("Escape")
    page.locator("[data-action=help]").click()


def race(page: Page) -> None:
    page.keyboard.press("Escape")
    page.locator(".race-open").filter(visible=True).click()
    page.locator("#race-budget").fill("40")
    page.locator(".race button[type=submit]").click()
    expect(page.locator(".race tbody td").first).to_be_visible(timeout=60_000)


def recent(page: Page) -> None:
    page.keyboard.press("Escape")
    page.locator("#history button").last.click()


def compare(page: Page) -> None:
    page.keyboard.press("Escape")
    page.locator(".compare-open").click()
    expect(page.locator(".compare-words").first).to_be_visible()


WALK: tuple[Callable[[Page], None], ...] = (
    layers,
    pictures,
    cards,
    pickers,
    optimizers,
    refusals,
    gallery,
    share,
    help_with_keys,
    race,
    recent,
    compare,
)


def english_in(page: Page) -> set[str]:
    """What reads like a phrase of English."""
    strings: list[str] = page.evaluate(_STRINGS)
    assert len(strings) > 50
    return {string for string in strings if ENGLISH.search(NAMES.sub("", string))}


def test_a_walk_through_everything_in_japanese_finds_no_english(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    visit.open(EXPERIMENT, step=40, lang="ja", show="minima,arrows,state,curvature")
    visit.has_drawn()
    visit.has_arrived(40)
    found = {"at rest": english_in(visit.page)}
    for reach in WALK:
        reach(visit.page)
        found[reach.__name__] = english_in(visit.page)
    assert not any(found.values()), {state: strings for state, strings in found.items() if strings}


@pytest.mark.parametrize(
    "path", ["/api", "/reference", "/reference/optimizers/adam", "/reference/objectives/rosenbrock"]
)
def test_a_page_of_words_in_japanese_has_no_english(visit: Visit, path: str) -> None:
    visit.page.goto(f"{visit.base_url}{path}?lang=ja")
    strings: list[str] = visit.page.evaluate(_STRINGS)
    assert not [string for string in strings if re.search(r"(?:[A-Za-z]{2,} ){4}", string)]
