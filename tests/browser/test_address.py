"""The address holds every choice: loading it again restores everything, and the browser's own buttons work."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenVisit
from tests.browser.visit import Visit

EXPERIMENT = {
    "objective": {"name": "himmelblau"},
    "start": [-0.25, 0.3],
    "steps": 50,
    "runs": [
        {"optimizer": {"name": "momentum", "learning_rate": 0.006, "momentum": 0.92}, "label": "heavy"},
        {"optimizer": {"name": "adam", "learning_rate": 0.16}, "schedule": {"name": "cosine", "t_max": 50}},
        {"optimizer": {"name": "sgd", "learning_rate": 0.0075}},
    ],
    "changes": [{"step": 12, "run": 2, "optimizer": {"learning_rate": 0.001}}],
}
CHOICES = {
    "step": 31,
    "speed": 4,
    "loss": "linear",
    "landscape": "linear",
    "curve": "learning_rate",
    "show": "field",
    "theme": "dark",
    "hide": "1",
}


def test_a_link_restores_experiment_view_step_and_speed(open_visit: OpenVisit) -> None:
    first = open_visit()
    first.open(EXPERIMENT, **CHOICES)
    first.has_arrived(50)
    first.at_step(31)
    address = first.until(
        "() => location.search.startsWith('?e=1') && location.search.includes('hide=1') && location.href"
    )
    again = open_visit()
    again.page.goto(address)
    again.has_drawn()
    again.has_arrived(50)
    again.at_step(31)
    assert again.positions() == first.positions()
    assert again.losses() == first.losses()
    expect(again.page.locator(".speed select")).to_have_value("4")
    expect(again.page.locator("html")).to_have_attribute("data-theme", "dark")
    again.page.get_by_role("button", name="Layers").click()
    expect(again.page.get_by_role("button", name="Field")).to_have_attribute("aria-pressed", "true")
    expect(again.page.get_by_role("button", name="Known points")).to_have_attribute("aria-pressed", "false")
    expect(again.page.get_by_role("button", name="Learning rate", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(again.page.locator("#table tbody tr").nth(1)).to_have_class("is-hidden")
    expect(again.page.locator("#table tbody tr").first).to_contain_text("heavy")
    expect(again.page.locator(".scrub-tick")).to_have_count(1)


def test_an_unreadable_link_opens_the_first_visit(visit: Visit) -> None:
    for query in ({"e": "1nonsense"}, {"f": "beale", "optimizer": "adam"}, {"objective": "beale"}):
        visit.open(**query)
        expect(visit.page.locator("#landscape .refusal")).to_contain_text("f= or formula=, and run=")
        visit.past_step(2)
        assert len(visit.positions()) == 4


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "“bealee”: did you mean “beale”? (Shown instead"), ("ja", "「bealee」です。「beale」では")],
)
def test_a_link_to_a_function_that_there_is_not_says_so_and_shows_the_first_visit(
    visit: Visit, language: str, said: str
) -> None:
    visit.open(f="bealee", run="adam,0.3", lang=language, frame="0,1,0,1")
    visit.past_step(2)
    assert len(visit.positions()) == 4
    refusal = visit.page.locator("#landscape .refusal")
    expect(refusal).to_contain_text(said)
    visit.until("() => !location.search.includes('bealee') && !location.search.includes('frame')")
    visit.page.locator("#formula-input").fill("x^2 + 2*y^2")
    expect(refusal).to_be_hidden()


def test_a_second_setting_that_cannot_be_read_is_missed_aloud(visit: Visit) -> None:
    visit.open(EXPERIMENT, **{"step": 5, "b.e": "1nonsense"})
    visit.at_step(5)
    expect(visit.page.locator("#landscape .refusal")).to_be_visible()
    assert len(visit.positions()) == 3


def test_a_link_to_an_optimizer_that_there_is_not_shows_what_is_left_of_it(visit: Visit) -> None:
    refusal = visit.page.locator("#landscape .refusal")
    for runs, said, shown in (
        ("run=foo", "Shown instead: SGD", "run=sgd"),
        ("run=adam,0.1&run=foo&run=sgd,0.001&run=bar&look=4,5,6,7", "The rest is shown", "run=adam,0.1&run=sgd"),
    ):
        visit.page.goto(f"{visit.base_url}/?f=rosenbrock&{runs}")
        expect(refusal).to_contain_text("unknown name “foo”")
        expect(refusal).to_contain_text(said)
        visit.past_step(2)
        visit.until("(shown) => location.search.includes(shown) && !/foo|bar/.test(location.search)", shown)
        assert len(visit.positions()) == shown.count("run=")
    visit.until("() => location.search.includes('look=4,6')")
    visit.page.goto(f"{visit.base_url}/?f=rosenbrock&run=sgd,0.001&start=1,2,3")
    expect(refusal).to_be_visible()
    visit.transport("play").click()
    expect(visit.transport("play")).to_have_attribute("aria-label", "Play")
    visit.until("() => document.querySelectorAll('#curves .main-svg .xtick text').length > 0")
    expect(visit.page.locator("#curves .ytick text")).to_have_count(0)


def test_the_domain_of_a_catalogue_function_is_what_the_map_shows(visit: Visit) -> None:
    visit.open(f="beale", domain="0,4,-1,2", run="adam,0.1", step=3)
    visit.at_step(3)
    visit.until("() => location.search.includes('frame=0,4,-1,2') && !location.search.includes('domain')")
    expect(visit.page.locator("#landscape .refusal")).to_be_hidden()


def test_back_returns_to_the_function_before(visit: Visit) -> None:
    visit.open(EXPERIMENT, step=5)
    visit.has_drawn()
    visit.has_arrived(50)
    visit.at_step(5)
    before = visit.positions()
    visit.page.locator("#formula-input").fill("x^2 + 2*y^2")
    visit.until("() => location.search.startsWith('?formula=')")
    visit.page.go_back()
    visit.at_step(5)
    visit.has_arrived(50)
    visit.until("(first) => document.querySelector('#table tbody td').textContent === first", before[0].split()[0])
    assert visit.positions() == before


def test_the_page_speaks_japanese_with_everything_restored(visit: Visit) -> None:
    visit.open(EXPERIMENT, step=31)
    visit.has_arrived(50)
    visit.at_step(31)
    before = visit.positions()
    visit.page.get_by_text("日本語").click()
    expect(visit.page.locator("html")).to_have_attribute("lang", "ja")
    visit.has_arrived(50)
    visit.at_step(31)
    assert visit.positions() == before
    assert visit.page.locator("[data-transport=play]").get_attribute("aria-label") == "再生"


def test_undo_goes_on_in_another_language(visit: Visit) -> None:
    page = visit.page
    start, undo = page.locator(".point-row input").first, page.locator("[data-history=undo]")
    visit.open(EXPERIMENT, step=5)
    visit.has_arrived(50)
    start.fill("3")
    start.press("Enter")
    page.get_by_role("button", name="More settings of SGD").click()
    page.get_by_role("button", name="Remove SGD").click()
    expect(page.get_by_role("article")).to_have_count(2)
    page.get_by_text("日本語").click()
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    undo.click()
    expect(page.get_by_role("article")).to_have_count(3)
    expect(start).to_have_value("3")
    undo.click()
    expect(start).to_have_value("-0.25")
    expect(undo).to_have_attribute("aria-disabled", "true")
    visit.has_arrived(50)
    assert len(visit.positions()) == 3
    page.get_by_text("EN", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator("[data-history=redo]").click()
    expect(start).to_have_value("3")
