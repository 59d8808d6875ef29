"""The reference in a browser: its pictures, its search, without scripts, on a phone, and nothing that axe-core can see."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenVisit
from tests.browser.test_axe import violations
from tests.browser.visit import PATIENCE_MS

VIEWPORTS = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
PAGES = ["", "/optimizers/adam", "/schedules/cosine", "/objectives/rosenbrock"]


def painted(page: Page) -> int:
    """How many colours the picture has."""
    colours: int = page.locator(".live-canvas").evaluate(
        """(canvas) => {
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          return new Set(new Uint32Array(data.buffer)).size;
        }"""
    )
    return colours


@pytest.mark.parametrize(("language", "device"), [("en", "desktop"), ("ja", "phone"), ("ja", "desktop")])
def test_the_reference_has_no_violations(open_visit: OpenVisit, language: str, device: str) -> None:
    visit = open_visit(viewport=VIEWPORTS[device], reduced_motion="reduce")
    found = []
    for path in PAGES:
        visit.page.goto(f"{visit.base_url}/reference{path}?lang={language}")
        if path.startswith(("/optimizers", "/objectives")):
            expect(visit.page.locator(".live")).to_have_attribute("data-played", "true", timeout=PATIENCE_MS)
        found += violations(visit.page, path, has_only_words=True)
        widths = visit.page.evaluate("() => [document.documentElement.scrollWidth, window.innerWidth]")
        assert widths[0] <= widths[1], f"{path} scrolls sideways"
    assert not found, "\n".join(found)


def test_a_hat_stands_clear_of_its_letter_and_a_root_ends_where_its_bar_does(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    visit.page.goto(f"{visit.base_url}/reference/optimizers/adam?lang=ja")
    clear, behind = visit.page.evaluate(
        """() => {
          const right = (node) => node.getBoundingClientRect().right;
          const [hat, root] = [document.querySelector(".rule mover > mo"), document.querySelector(".rule msqrt")];
          return [parseFloat(getComputedStyle(hat).paddingBottom), right(root) - right(root.querySelector("mover"))];
        }"""
    )
    assert clear > 2
    assert behind < 5  # 8 where the lowest root sign is taken
    mark = visit.page.locator(".rule-mark").first
    expect(mark).to_have_css(
        "color", visit.page.locator(".rule math").first.evaluate("(node) => getComputedStyle(node).color")
    )


@pytest.mark.parametrize("path", ["/optimizers/lion", "/objectives/himmelblau"])
def test_a_live_run_is_drawn(open_visit: OpenVisit, path: str) -> None:
    visit = open_visit(reduced_motion="reduce")
    visit.page.goto(f"{visit.base_url}/reference{path}?lang=en")
    expect(visit.page.locator(".live")).to_have_attribute("data-played", "true", timeout=PATIENCE_MS)
    assert painted(visit.page) > 50
    expect(visit.page.locator(".live-runs > li").first).to_contain_text("loss from")


def test_a_live_run_plays_by_itself_and_again(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="no-preference")
    visit.page.goto(f"{visit.base_url}/reference/optimizers/adam?lang=en")
    visit.page.locator(".live").scroll_into_view_if_needed()
    expect(visit.page.locator(".live")).to_have_attribute("data-played", "true", timeout=PATIENCE_MS)
    visit.page.locator(".live").evaluate("(figure) => delete figure.dataset.played")
    visit.page.get_by_role("button", name="Run again").click()
    expect(visit.page.locator(".live")).to_have_attribute("data-played", "true", timeout=PATIENCE_MS)


def test_the_playground_opens_the_same_experiment(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    visit.page.goto(f"{visit.base_url}/reference/optimizers/lion?lang=en")
    visit.page.get_by_role("link", name="Open in the playground").click()
    expect(visit.page.locator(".run-title").first).to_have_text("Lion")
    expect(visit.page.locator(".run-title")).to_have_count(2)


def test_the_index_answers_while_one_types(open_visit: OpenVisit) -> None:
    visit = open_visit()
    visit.page.goto(f"{visit.base_url}/reference?lang=en")
    search = visit.page.get_by_role("searchbox")
    search.fill("nesterov momentum")
    expect(visit.page.locator(".entry-card:visible").filter(has_text="Nesterov").first).to_be_visible()
    expect(visit.page.locator("#objectives")).to_be_hidden()
    visit.page.get_by_label("Kind").select_option("schedules")
    search.fill("")
    expect(visit.page.locator("#optimizers")).to_be_hidden()
    expect(visit.page.locator(".entry-card:visible").filter(has_text="Cosine").first).to_be_visible()
    search.fill("zzzz")
    expect(visit.page.locator("[data-none]")).to_be_visible()
    assert "q=zzzz" in visit.page.url
    visit.page.reload()
    expect(search).to_have_value("zzzz")
    expect(visit.page.locator(".search-count")).to_contain_text("0 of")


def test_the_index_answers_without_scripts(open_visit: OpenVisit) -> None:
    visit = open_visit(java_script_enabled=False)
    visit.page.goto(f"{visit.base_url}/reference?lang=en")
    visit.page.get_by_role("link", name="Sign of the gradient", exact=True).click()
    expect(visit.page.get_by_role("link", name="Lion", exact=True)).to_be_visible()
    expect(visit.page.get_by_role("link", name="Adam", exact=True)).to_be_hidden()
    expect(visit.page.get_by_role("searchbox")).to_be_hidden()


def test_rules_are_typeset(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    visit.page.goto(f"{visit.base_url}/reference/optimizers/adam?lang=en")
    expect(visit.page.locator(".rule mfrac")).to_have_count(3)
    assert visit.page.evaluate("() => document.fonts.ready.then(() => document.fonts.check('16px \"STIX Two Math\"'))")


def test_the_code_of_another_library_is_copied(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce", permissions=["clipboard-read", "clipboard-write"])
    visit.page.goto(f"{visit.base_url}/reference/optimizers/adam?lang=en")
    copy = visit.page.locator("[data-copy]").first
    copy.click()
    expect(copy).to_have_text("Copied")
    copied = visit.page.evaluate("() => navigator.clipboard.readText()")
    assert copied.startswith("torch.optim.Adam(")


def test_the_playground_links_to_the_reference(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    visit.open(lang="ja")
    visit.page.get_by_role("link", name="リファレンス").click()
    expect(visit.page).to_have_url(f"{visit.base_url}/reference?lang=ja")
    expect(visit.page.locator("h1")).to_have_text("リファレンス")
