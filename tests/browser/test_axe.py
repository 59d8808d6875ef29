"""No violation of WCAG that axe-core can see: both languages, both themes, desktop and phone, everything opened once.

Whatever is looked at here or elsewhere is looked at in the light and in the dark (`violations`): colours are all that differs.
A look costs seconds, and more of them on a longer page. So a state that changes one part of the page is looked at in that
part, and of words that look alike the contrast is measured once.
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


STATES: tuple[Callable[[Page], None], ...] = (
    open_every_card,
    list_functions,
    list_optimizers,
    refuse_a_formula,
)


CHANGED = {list_functions: ".picker", list_optimizers: ".menu", refuse_a_formula: ".header"}
"""Where a state differs from the one before. What lies half under a list is not judged by what is left of it."""


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
        found += violations(visit.page, reach.__name__, CHANGED.get(reach))
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("language", "device"), [("en", "desktop"), ("ja", "phone")])
def test_the_guide_has_no_violations(open_visit: OpenVisit, language: str, device: str) -> None:
    visit = open_visit(viewport=VIEWPORTS[device], reduced_motion="reduce")
    visit.page.goto(f"{visit.base_url}/api?lang={language}")
    found = violations(visit.page, "guide", has_only_words=True)
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


ALONE = """([page, ...shown]) => {
  document.querySelector(page).style.visibility = "hidden";
  for (const part of shown) document.querySelector(part).style.visibility = "visible";
}"""
"""Hides the page but for some opaque parts of it."""


@pytest.mark.parametrize(("language", "device"), [("en", "desktop"), ("ja", "phone")])
def test_every_dialog_and_what_is_told_in_passing_have_no_violations(
    open_visit: OpenVisit, language: str, device: str
) -> None:
    visit = open_visit(viewport=VIEWPORTS[device], reduced_motion="reduce")
    visit.open(lang=language, step=3, e="1cut-short")
    visit.has_drawn()
    page = visit.page
    page.locator(".notice").evaluate("(line) => { line.replaceChildren = () => {}; }")  # it does not go by itself
    page.keyboard.press("e")
    told = (".landscape .refusal:not([hidden])", ".notice:not(:empty)")
    expect(page.locator(", ".join(told))).to_have_count(2)
    page.evaluate(ALONE, [".playground", *told])  # of what lies over others axe-core does not measure the contrast
    found = [line for part in told for line in violations(page, part, part)]
    page.evaluate("() => document.querySelector('.playground').removeAttribute('style')")
    for key in "gs?":
        page.keyboard.press(key)
        expect(page.locator("dialog[open]")).to_be_visible()
        found += violations(page, f"the dialog of {key}", "dialog[open]")
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)
    assert not found, "\n".join(found)


_AXE = """async ([within, rules, hasOnlyWords]) => {
  const { dataset } = document.documentElement;
  const own = dataset.theme;
  const transitions = () => document.getAnimations().filter((animation) => animation instanceof CSSTransition);
  const settled = async () => {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 60)));
    await Promise.allSettled(transitions().map((transition) => transition.finished));
  };
  const look = (node) => {
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(node);
    const below = [];
    for (let one = node; one; one = one.parentElement) {
      const { backgroundColor, backgroundImage, opacity, filter, position } = getComputedStyle(one);
      below.push(backgroundColor, backgroundImage, opacity, filter, position);
    }
    const changes = below.filter((part) => !["rgba(0, 0, 0, 0)", "none", "1", "static", "relative"].includes(part));
    return [color, fontSize, fontWeight, textShadow, ...changes].join();
  };
  const oneOfEachLook = () => {
    const words = [...document.body.querySelectorAll("*")].filter((node) =>
      node.checkVisibility() && [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()));
    return { include: [...new Map(words.reverse().map((node) => [look(node), node])).values()] };
  };
  // The head of the sheet covers half of some field, whatever is scrolled below it: that is not what is left of the field.
  if (!within) document.querySelector(".controls.is-open")?.scrollTo(0, 0);
  const contrast = { runOnly: { type: "rule", values: ["color-contrast"] }, resultTypes: ["violations"] };
  const whole = within ?? document;
  const found = [];
  if (hasOnlyWords) {
    found.push(...(await axe.run(whole, { ...rules, rules: { "color-contrast": { enabled: false } } })).violations);
    found.push(...(await axe.run(oneOfEachLook(), contrast)).violations);
  } else found.push(...(await axe.run(whole, rules)).violations);
  dataset.theme = own === "dark" ? "light" : "dark";
  await settled();
  const other = await axe.run(hasOnlyWords ? oneOfEachLook() : whole, contrast);
  for (const violation of other.violations) violation.id += ` (${dataset.theme})`;
  dataset.theme = own;
  await settled();
  return [...found, ...other.violations];
}"""


def violations(page: Page, state: str, within: str | None = None, *, has_only_words: bool = False) -> list[str]:
    """What axe-core finds in both schemes, one line per element, with what it measured.

    `has_only_words`: no words lie over anything but their ancestors, so one element stands for all whose colours, size and
    backgrounds below are the same.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate(_AXE, [within, RULES, has_only_words])
    return [
        f"{state}: {violation['id']} at {node['target']}: {node['html'][:120]} {node['failureSummary']}"
        for violation in found
        for node in violation["nodes"]
    ]


def test_words_that_hardly_show_are_found_on_a_page_of_words(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    visit.page.goto(f"{visit.base_url}/reference/optimizers/adam?lang=en")
    visit.page.evaluate(
        "() => document.querySelectorAll('main p').forEach((it, at) => (it.style.color = ['#999', '#555'][at % 2]))"
    )
    found = violations(visit.page, "page", has_only_words=True)
    assert {line.split(" at ")[0] for line in found} == {"page: color-contrast", "page: color-contrast (dark)"}
