"""What belongs together stays together: experiment, map, runs, and the numbers one typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import OpenVisit
from tests.browser.visit import Visit
from tests.conftest import RunningServer, running_server

BOWL: dict[str, Any] = {
    "objective": {"name": "elongated_bowl"},
    "start": [-7.0, 2.0],
    "steps": 40,
    "runs": [
        {"optimizer": {"name": "sgd", "learning_rate": 0.95}},
        {"optimizer": {"name": "adam", "learning_rate": 0.3}},
    ],
}
OUTCOMES = (
    "() => [...document.querySelectorAll('#table tbody tr')].map((row) => row.cells[row.cells.length - 1].textContent)"
)


def steps_field(visit: Visit) -> Locator:
    """The number of steps."""
    return visit.page.get_by_role("textbox", name="Steps", exact=True)


def choose(visit: Visit, function: str) -> None:
    """Choose a function of the list by its name."""
    visit.page.locator(".choice").click()
    visit.page.locator(".picker input").fill(function)
    visit.page.keyboard.press("Enter")


def rates(visit: Visit) -> list[float]:
    """The learning rate of every card."""
    cards = visit.page.locator("#optimizers-panel article").all()
    return [float(card.locator("input[inputmode]").first.input_value()) for card in cards]


@pytest.fixture
def bowl(visit: Visit) -> Visit:
    """Two optimizers on the bowl, whole, at step 20."""
    visit.open(BOWL, step=20)
    visit.has_drawn()
    visit.has_arrived(40)
    visit.at_step(20)
    return visit


def test_a_refused_experiment_leaves_the_last_picture_whole(bowl: Visit) -> None:
    """The work of 16 runs of 100,000 steps is refused: everything goes back to what was there, with the sentence."""
    many = BOWL | {"runs": [{"optimizer": {"name": "sgd", "learning_rate": 0.1 + 0.01 * n}} for n in range(16)]}
    bowl.open(many, step=20)
    bowl.has_arrived(40)
    before = bowl.losses()
    steps_field(bowl).fill("100000")
    bowl.page.keyboard.press("Enter")
    expect(bowl.page.locator(".refusal")).to_be_visible()
    expect(steps_field(bowl)).to_have_value("40")
    assert bowl.losses() == before
    choose(bowl, "Himmelblau")
    expect(bowl.page.locator(".refusal")).to_be_hidden()
    bowl.has_arrived(40)
    bowl.until(
        "(before) => document.querySelector('#table tbody tr td:nth-last-child(2)').textContent !== before", before[0]
    )


def test_a_number_beyond_the_limits_is_refused_at_its_field(bowl: Visit) -> None:
    for typed, function in (("200000", "Himmelblau"), ("-5", "Rosenbrock")):
        steps_field(bowl).fill(typed)
        bowl.page.keyboard.press("Enter")
        error = bowl.page.locator("#objective-panel .field-error", has_text="100000")
        expect(error).to_be_visible()
        choose(bowl, function)
        expect(steps_field(bowl)).to_have_value("40")
        expect(error).to_be_hidden()
        bowl.has_arrived(40)


def test_the_end_of_a_long_run_is_followed_until_it_is_there(visit: Visit) -> None:
    visit.open(BOWL | {"steps": 20_000}, step=0)
    visit.until("() => Number(document.querySelector('.scrub-range')?.style.getPropertyValue('--arrived')) > 0")
    visit.transport("end").click()
    visit.at_step(20_000)


def test_sixteen_runs_fit_and_the_last_says_so(visit: Visit) -> None:
    runs = [{"optimizer": {"name": "sgd", "learning_rate": 0.1 + 0.01 * n}} for n in range(15)]
    visit.open(BOWL | {"runs": runs}, step=0)
    visit.has_arrived(40)
    visit.page.get_by_role("button", name="Add optimizer").click()
    visit.page.locator(".menu .option").first.click()
    expect(visit.page.locator("#optimizers-panel article")).to_have_count(16)
    expect(visit.page.get_by_role("button", name="Add optimizer")).to_be_disabled()
    expect(visit.page.get_by_text("16 runs are the most.")).to_be_visible()


def test_a_typed_formula_gets_rates_that_suit_it_and_gives_the_old_ones_back(bowl: Visit) -> None:
    bowl.page.locator("#formula-input").fill("x^2 + 3y^2")
    note = bowl.page.locator(".rates-chosen")
    expect(note).to_be_visible()
    bowl.until("() => document.querySelector('#objective-panel .objective-formula')?.textContent.includes('3')")
    assert rates(bowl) == [0.17, 0.25]
    bowl.has_arrived(40)
    bowl.transport("end").click()
    bowl.at_step(40)
    assert "diverged" not in bowl.page.evaluate(OUTCOMES)
    note.get_by_role("button").press("Enter")
    expect(note).to_be_hidden()
    assert rates(bowl) == [0.95, 0.3]
    expect(bowl.page.get_by_role("button", name="Add optimizer")).to_be_focused()


def test_a_rate_typed_by_hand_survives_another_formula(bowl: Visit) -> None:
    bowl.page.locator("#optimizers-panel article").first.locator("input[inputmode]").first.fill("0.02")
    bowl.page.keyboard.press("Enter")
    bowl.page.locator("#formula-input").fill("x^2 + 3y^2")
    expect(bowl.page.locator(".rates-chosen")).to_be_visible()
    assert rates(bowl) == [0.02, 0.25]


@pytest.fixture(scope="module")
def shared_bowl(shared_visit: Visit) -> Visit:
    """The same for tests that begin with a formula of their own."""
    shared_visit.open(BOWL, step=20)
    shared_visit.has_drawn()
    return shared_visit


def test_a_rate_that_was_not_fitted_is_said_to_be_the_usual_one(shared_visit: Visit) -> None:
    runs = [
        {"optimizer": {"name": "sgd", "learning_rate": 0.3}},
        {"optimizer": {"name": "lbfgs", "learning_rate": 1.1}},
    ]
    shared_visit.open(BOWL | {"runs": runs}, step=20)
    shared_visit.has_drawn()
    note = shared_visit.page.locator(".rates-chosen")
    shared_visit.page.locator("#formula-input").fill("x^2 + 3y^2")
    expect(note).to_contain_text("Rates chosen for this function. L-BFGS keeps to its usual 1: it was not tried")
    shared_visit.page.locator("#formula-input").fill("x^2 + 5y^2")
    expect(note).to_contain_text("L-BFGS keeps to its usual 1")


@pytest.mark.parametrize(
    "formula", ["x^2", "100x^2 + y^2", "x^4 + y^4", "(1-x)^2 + 100*(y-x^2)^2", "x^2 + y^2 + 9z^2", "exp(x) + y^2"]
)
def test_gradient_descent_does_not_diverge_on_a_typed_formula(shared_bowl: Visit, formula: str) -> None:
    bowl = shared_bowl
    rate = bowl.page.locator("#optimizers-panel article").first.locator("input[inputmode]").first
    choose(bowl, "Elongated bowl")  # whose rates are not those of the formula before
    expect(rate).to_have_value("0.95")
    bowl.transport("start").click()
    bowl.at_step(0)
    bowl.page.locator("#formula-input").fill(formula)
    expect(bowl.page.locator(".rates-chosen")).to_be_visible()
    expect(rate).not_to_have_value("0.95")
    bowl.has_arrived(40)
    bowl.transport("end").click()
    bowl.at_step(40)
    assert "diverged" not in bowl.page.evaluate(OUTCOMES)


def test_a_broken_link_is_told_once(visit: Visit) -> None:
    visit.page.goto(f"{visit.base_url}/?lang=ja&e=1eJgarbage")
    expect(visit.page.locator(".refusal")).to_contain_text("このリンクは読めません")
    visit.has_drawn()
    visit.past_step(2)
    expect(visit.page.locator(".refusal")).to_be_visible()
    visit.page.keyboard.press("Space")
    visit.until("() => !location.search.includes('garbage')")
    visit.page.reload()
    visit.has_drawn()
    expect(visit.page.locator(".refusal")).to_be_hidden()


@pytest.fixture
def thrifty(tmp_path: Path) -> Iterator[RunningServer]:
    """A server that records at most 2,000 rows."""
    with running_server(tmp_path / "log", {"THALWEG_RECORDED_ROWS": "2000"}) as server:
        yield server


def test_many_long_runs_are_recorded_thinner_and_the_page_says_so(
    thrifty: RunningServer, open_visit: OpenVisit
) -> None:
    visit = open_visit(thrifty.base_url)
    runs = [{"optimizer": {"name": "sgd", "learning_rate": 0.1 * n}} for n in range(1, 5)]
    visit.open(BOWL | {"runs": runs}, step=0)
    visit.has_arrived(40)
    steps_field(visit).fill("900")
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_text("One step in 2 is recorded")).to_be_visible()
    visit.transport("end").click()
    visit.at_step(900)
    steps_field(visit).fill("50")
    visit.page.keyboard.press("Enter")
    visit.has_arrived(50)
    expect(visit.page.get_by_text("is recorded, and always")).to_be_hidden()


def test_a_reset_gives_the_rate_of_this_function(bowl: Visit) -> None:
    card = bowl.page.locator("#optimizers-panel article").first
    card.locator("input[inputmode]").first.fill("0.3")
    bowl.page.keyboard.press("Enter")
    card.locator("[aria-expanded=false]").first.click()
    card.get_by_role("button", name="Reset").click()
    bowl.until("() => document.querySelector('#optimizers-panel article input[inputmode]').value === '0.95'")


def test_a_run_is_moved_and_named(bowl: Visit) -> None:
    card = bowl.page.locator("#optimizers-panel article").first
    card.locator("[aria-expanded=false]").first.click()
    card.get_by_role("textbox", name="Name").fill("My descent")
    bowl.page.keyboard.press("Enter")
    titles = (
        "(wanted) => [...document.querySelectorAll('.run-title')].map((title) => title.textContent).join() === wanted"
    )
    bowl.until(titles, "My descent,Adam")
    bowl.page.get_by_role("button", name="Move My descent down").press("Enter")
    bowl.until(titles, "Adam,My descent")
    expect(bowl.page.get_by_role("button", name="Move My descent up")).to_be_focused()


def test_the_last_run_is_never_hidden(bowl: Visit) -> None:
    cards = bowl.page.locator("#optimizers-panel article")
    cards.nth(1).get_by_role("button", name="Hide").click()
    cards.first.locator("[aria-expanded=false]").first.click()
    cards.first.get_by_role("button", name="Remove").press("Enter")
    expect(cards).to_have_count(1)
    expect(bowl.page.get_by_role("button", name="Add optimizer")).to_be_focused()
    expect(cards.get_by_role("button", name="Hide")).to_be_visible()


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_first_press_of_d_changes_what_one_sees(open_visit: OpenVisit, system: str) -> None:
    visit = open_visit(color_scheme=system)
    visit.open(BOWL, step=0)
    visit.until("(system) => document.documentElement.dataset.theme === system", system)
    visit.page.locator("body").press("d")
    visit.until("(system) => document.documentElement.dataset.theme !== system", system)


def test_a_stop_rule_ends_the_runs_early_and_an_empty_field_lets_them_go_on(bowl: Visit) -> None:
    bowl.page.get_by_text("More settings").click()
    limit = bowl.page.get_by_label("loss ≤")
    limit.fill("1")
    bowl.page.keyboard.press("Enter")
    bowl.transport("end").click()
    ended = f"(word) => ({OUTCOMES})().every((state) => state === word)"
    bowl.until(ended, "converged")
    limit.fill("")
    bowl.page.keyboard.press("Enter")
    bowl.has_arrived(40)
    bowl.transport("end").click()
    bowl.at_step(40)
    bowl.until(ended, "done")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_button_of_the_controls_covers_nothing_at_the_end_of_the_page(open_visit: OpenVisit, language: str) -> None:
    visit = open_visit()
    visit.open(BOWL, step=20, lang=language)
    visit.has_drawn()
    visit.has_arrived(40)
    for width, height in ((390, 844), (834, 1112), (640, 360)):
        visit.resize(width, height)
        expect(visit.page.locator(".sheet-open")).to_be_visible()
        assert covered_at_the_end(visit) == [], (width, height)


def covered_at_the_end(visit: Visit) -> list[str]:
    """What of the page the button lies over."""
    visit.page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
    covered: list[str] = visit.page.evaluate(
        """() => {
          const pill = document.querySelector(".sheet-open").getBoundingClientRect();
          const isBeside = (box) => box.left >= pill.right || pill.left >= box.right;
          const isAboveOrBelow = (box) => box.top >= pill.bottom || pill.top >= box.bottom;
          const meets = (box) => box.width > 0 && !isBeside(box) && !isAboveOrBelow(box);
          const parts = "#table td, .segmented, .transport button, .transport select, .scrub, .scrub-count";
          const read = [...document.querySelectorAll(parts)];
          return read.filter((node) => meets(node.getBoundingClientRect())).map((node) => node.outerHTML);
        }"""
    )
    return covered
