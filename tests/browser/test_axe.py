"""No violation of WCAG that axe-core can see: both languages, both themes, desktop and phone, everything opened once.

Whatever is looked at here or elsewhere is looked at in the light and in the dark (`violations`): colours are all that differs.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenVisit

VIEWPORTS = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def open_every_card(page: Page) -> None:
    for toggle in page.locator(".run-toggle").all():
        toggle.click()
    page.locator(".more > summary").click()
    page.locator(".run-more").first.locator(".picker-button").nth(1).click()
    page.keyboard.type("cosine")
    page.keyboard.press("Enter")
    page.locator(".run-more select").first.select_option("norm")
    page.locator(".run-swatch").nth(1).click()
    page.locator(".run-title").first.click()


def list_functions(page: Page) -> None:
    page.locator(".choice").click()
    expect(page.get_by_role("listbox")).to_be_visible()


def list_optimizers(page: Page) -> None:
    page.keyboard.press("Escape")
    page.locator("#optimizers-panel .button.dashed").click()
    expect(page.locator(".menu")).to_be_visible()


def refuse_a_formula(page: Page) -> None:
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.locator(".formula-input").fill("x^2 + eks(y)")
    expect(page.locator(".formula-offence")).to_be_visible()


def show_help(page: Page) -> None:
    page.locator("[data-action=help]").click()
    expect(page.get_by_role("dialog")).to_be_visible()


STATES: tuple[Callable[[Page], None], ...] = (
    open_every_card,
    list_functions,
    list_optimizers,
    refuse_a_formula,
    show_help,
)


ON_TOP = {list_functions: ".picker", list_optimizers: ".menu"}
"""Lists that cover the page: what lies half under them is not judged by what is left of it."""


@pytest.mark.parametrize(("language", "device"), [("en", "desktop"), ("ja", "phone"), ("ja", "desktop")])
def test_the_playground_has_no_violations(open_visit: OpenVisit, language: str, device: str) -> None:
    visit = open_visit(viewport=VIEWPORTS[device], reduced_motion="reduce")
    visit.open(lang=language)
    visit.has_drawn()
    found = violations(visit.page, "at rest")
    if device == "phone":
        visit.page.locator(".sheet-open").click()
    for reach in STATES:
        reach(visit.page)
        found += violations(visit.page, reach.__name__, ON_TOP.get(reach))
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("language", "device"), [("en", "desktop"), ("ja", "phone")])
def test_the_guide_has_no_violations(open_visit: OpenVisit, language: str, device: str) -> None:
    visit = open_visit(viewport=VIEWPORTS[device], reduced_motion="reduce")
    visit.page.goto(f"{visit.base_url}/api?lang={language}")
    found = violations(visit.page, "guide")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_projector_has_no_violations(open_visit: OpenVisit, language: str) -> None:
    visit = open_visit(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    visit.open(lang=language, step=3, projector=1)
    visit.has_drawn()
    visit.at_step(3)
    found = violations(visit.page, "projector")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("device", VIEWPORTS)
def test_the_surface_and_what_lies_on_the_map_have_no_violations(open_visit: OpenVisit, device: str) -> None:
    visit = open_visit(viewport=VIEWPORTS[device], reduced_motion="reduce")
    visit.open(step=3, show="curvature,arrows", frame="-3,3,-3,3")
    visit.has_drawn()
    expect(visit.page.locator(".curvature-run")).to_be_visible()
    found = violations(visit.page, "curvature and arrows in a part of the map")
    visit.page.get_by_role("button", name="3-D").click()
    expect(visit.page.locator("canvas.surface-ground")).to_be_attached()
    found += violations(visit.page, "surface")
    visit.page.get_by_role("button", name="Layers").click()
    found += violations(visit.page, "layers", ".layers")
    assert found == []


@pytest.mark.parametrize(("language", "device"), [("en", "desktop"), ("ja", "phone")])
def test_every_dialog_has_no_violations(open_visit: OpenVisit, language: str, device: str) -> None:
    visit = open_visit(viewport=VIEWPORTS[device], reduced_motion="reduce")
    visit.open(lang=language, step=3)
    visit.has_drawn()
    page = visit.page
    found: list[str] = []
    for key in "gs?":
        page.keyboard.press(key)
        expect(page.locator("dialog[open]")).to_be_visible()
        found += violations(page, f"the dialog of {key}", "dialog[open]")
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)
    assert not found, "\n".join(found)


_AXE = """async ([within, rules]) => {
  const { dataset } = document.documentElement;
  const own = dataset.theme;
  const transitions = () => document.getAnimations().filter((animation) => animation instanceof CSSTransition);
  const settled = async () => {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 60)));
    await Promise.allSettled(transitions().map((transition) => transition.finished));
  };
  const { violations } = await axe.run(within ?? document, rules);
  dataset.theme = own === "dark" ? "light" : "dark";
  await settled();
  const contrast = { runOnly: { type: "rule", values: ["color-contrast"] }, resultTypes: ["violations"] };
  const other = await axe.run(within ?? document, contrast);
  for (const violation of other.violations) violation.id += ` (${dataset.theme})`;
  dataset.theme = own;
  await settled();
  return [...violations, ...other.violations];
}"""


def violations(page: Page, state: str, within: str | None = None) -> list[str]:
    """What axe-core finds in both schemes, one line per element, with what it measured."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate(_AXE, [within, RULES])
    return [
        f"{state}: {violation['id']} at {node['target']}: {node['html'][:120]} {node['failureSummary']}"
        for violation in found
        for node in violation["nodes"]
    ]
