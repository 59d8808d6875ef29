"""The formula box at work: sliders for free letters, carets and fixes, the picture that stays, how fast it answers."""

from __future__ import annotations

import re
import statistics
from time import monotonic
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.visit import Visit
from tests.clock import crowding

ANSWER_MS = 150
PATIENCE_SECONDS = 20
BOWL: dict[str, Any] = {
    "objective": {"expression": "x^2 + y^2"},
    "steps": 20,
    "runs": [{"optimizer": {"name": "sgd", "learning_rate": 0.1}}],
}
_WATCH = """() => {
  const box = document.querySelector(".formula");
  const input = document.querySelector(".formula-input");
  window.answers = [];
  input.addEventListener("input", () => (window.typedAt = performance.now()), { capture: true });
  new MutationObserver(() => {
    if (!["accepted", "refused"].includes(box.dataset.status)) return;
    requestAnimationFrame(() => window.answers.push(performance.now() - window.typedAt));
  }).observe(box, { attributes: true, attributeFilter: ["data-status"] });
}"""


@pytest.fixture
def box(visit: Visit) -> Visit:
    """A still page with one run on a bowl, the formula box ready."""
    return with_box(visit)


def with_box(visit: Visit) -> Visit:
    """The page opened, and its box answered for."""
    visit.open(BOWL, step=20)
    visit.has_drawn()
    expect(visit.page.locator(".formula")).to_have_attribute("data-status", "accepted")
    return visit


def type_formula(visit: Visit, typed: str, status: str = "accepted") -> None:
    """Put `typed` into the box and wait for the answer about exactly this text."""
    visit.page.locator(".formula-input").fill(typed)
    expect(visit.page.locator(".formula")).to_have_attribute("data-status", status)


def objective_is(visit: Visit, expected: dict[str, Any], **also: Any) -> None:
    """Wait until the experiment in the address has these parts of the objective, and of itself."""
    deadline = monotonic() + PATIENCE_SECONDS
    while True:
        experiment = _experiment(visit)
        found = {name: experiment["objective"].get(name) for name in expected} | {
            name: experiment.get(name) for name in also
        }
        if found == expected | also:
            return
        assert monotonic() < deadline, found
        visit.page.evaluate("() => new Promise(requestAnimationFrame)")


def _experiment(visit: Visit) -> dict[str, Any]:
    home = re.search(r"/static/\w+/", visit.page.content())
    assert home
    read = """async (home) => {
      const { readUrl } = await import(`${home}js/state/url.js`);
      return (await readUrl(location.search)).experiment ?? { objective: {} };
    }"""
    experiment: dict[str, Any] = visit.page.evaluate(read, home[0])
    return experiment


def _highest(visit: Visit) -> float:
    """The highest colour of the map as Plotly has it; a sign that the picture is another one."""
    return float(
        visit.page.evaluate(
            """() => {
              const traces = document.querySelector("#landscape .js-plotly-plot").data;
              return Math.max(...traces.find(({ z }) => z).z.map((row) => Math.max(...row)));
            }"""
        )
    )


def test_free_letters_get_sliders_that_live_in_the_experiment_and_move_the_picture(box: Visit) -> None:
    type_formula(box, "a*x^2 + b*y^2")
    objective_is(box, {"parameters": {"a": 1, "b": 1}})
    expect(box.page.locator(".formula-answer")).to_contain_text("Free letters: a, b")
    before, losses = _highest(box), box.losses()
    field = box.page.locator("#objective-panel").get_by_role("textbox", name=re.compile("Parameter b"))
    field.fill("4")
    field.press("Enter")
    objective_is(box, {"expression": "a*x^2 + b*y^2", "parameters": {"a": 1, "b": 4}})
    box.until(
        """(before) => {
          const traces = document.querySelector("#landscape .js-plotly-plot").data;
          return Math.max(...traces.find(({ z }) => z).z.map((row) => Math.max(...row))) !== before;
        }""",
        before,
    )
    box.until("(loss) => [...document.querySelectorAll('#table tbody td')].at(-2)?.textContent !== loss", losses[-1])
    slider = box.page.locator("#objective-panel").get_by_role("slider", name=re.compile("Parameter a"))
    slider.focus()
    slider.press("ArrowRight")
    objective_is(box, {"parameters": {"a": 1.1, "b": 4}})


def test_a_letter_in_the_bound_of_a_sum_slides_in_whole_numbers(box: Visit) -> None:
    type_formula(box, "sum(i, 1, n, (x - i)^2) + y^2")
    objective_is(box, {"parameters": {"n": 3}})
    field = box.page.locator("#objective-panel").get_by_role("textbox", name=re.compile("Parameter n"))
    field.fill("2.5")
    field.press("Enter")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("5")
    field.press("Enter")
    objective_is(box, {"parameters": {"n": 5}})


def test_typing_on_in_a_function_of_the_catalogue_keeps_its_parameters(visit: Visit) -> None:
    visit.open(BOWL | {"objective": {"name": "rosenbrock"}}, step=20)
    visit.has_drawn()
    type_formula(visit, "(a - x)^2 + b*(y - x^2)^2 + x")
    objective_is(visit, {"parameters": {"a": 1, "b": 100}})


CARETS = [
    # typed, under the caret, the fix
    ("ｘ＾２＋ｓｅｎ（ｙ）", "ｓｅｎ", "ｘ＾２＋sin（ｙ）"),
    ("ｘ＾＾２", "＾", "ｘ＾２"),
    ("x^2 + (y", "(", "x^2 + (y)"),
    ("𝑥² + ｙ２", "ｙ２", "𝑥² + y^2"),
    ("x^2 + y^2)", ")", "x^2 + y^2"),
    ("｜ｘ｜＋np．ｓｉｎ（ｙ）", "np．", "｜ｘ｜＋ｓｉｎ（ｙ）"),
]


@pytest.fixture(scope="module")
def shared_box(shared_visit: Visit) -> Visit:
    """The same for tests that begin with a formula of their own."""
    return with_box(shared_visit)


@pytest.mark.parametrize(("typed", "offence", "mended"), CARETS)
def test_the_caret_is_under_what_is_wrong_and_the_button_mends_it(
    shared_box: Visit, typed: str, offence: str, mended: str
) -> None:
    box = shared_box
    type_formula(box, typed, "refused")
    mark = box.page.locator(".formula-offence")
    expect(mark).to_have_text(offence)
    assert box.page.locator(".formula-echo").inner_text() == typed
    caret = box.page.evaluate(
        """() => {
          const mark = document.querySelector(".formula-offence");
          const style = getComputedStyle(mark, "::after");
          const { left, right } = mark.getBoundingClientRect();
          return { left, right, tip: left + parseFloat(style.left) + parseFloat(style.width) / 2 };
        }"""
    )
    assert caret["left"] < caret["tip"] < caret["right"]
    box.page.locator(".formula-fix").click()
    expect(box.page.locator(".formula-input")).to_have_value(mended)
    expect(box.page.locator(".formula")).to_have_attribute("data-status", "accepted")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Unknown function “sen”. Did you mean sin?"),
        ("ja", "「sen」という関数はありません。sin ではありませんか。"),
    ],
)
def test_a_refusal_is_a_plain_sentence_in_the_language_of_the_page(visit: Visit, language: str, sentence: str) -> None:
    visit.open(BOWL, step=20, lang=language)
    visit.has_drawn()
    type_formula(visit, "ｓｅｎ（ｘ）", "refused")
    expect(visit.page.locator(".formula-sentence")).to_have_text(sentence)


def test_while_refused_the_last_good_picture_and_its_numbers_stay(box: Visit) -> None:
    type_formula(box, "x^2 + 3y^2")
    objective_is(box, {"expression": "x^2 + 3y^2"})
    box.transport("end").click()
    box.at_step(20)
    losses, highest = box.losses(), _highest(box)
    type_formula(box, "x^2 + 3y^", "refused")
    assert (box.losses(), _highest(box)) == (losses, highest)
    objective_is(box, {"expression": "x^2 + 3y^2"})
    expect(box.page.locator(".formula-answer")).to_contain_text("last formula that was understood")


def test_function_gradient_and_traits_stand_beside_the_box(box: Visit) -> None:
    type_formula(box, "|x| + log(y)")
    answer = box.page.locator(".formula-answer")
    expect(answer).to_be_visible()
    expect(answer.locator("math")).to_have_count(3)
    expect(answer.locator(".formula-traits li").first).to_have_text("Undefined where y ≤ 0 because of “log”.")
    expect(answer).to_contain_text(
        "Not differentiable where x = 0 because of “abs”; there the derivative of abs counts as 0."
    )


def test_frame_and_start_suit_the_formula_until_the_user_chooses_others(box: Visit) -> None:
    type_formula(box, "log(x) + y^2")
    objective_is(box, {"domain": [[0, 5], [-5, 5]]}, start=[0.75, 3])
    type_formula(box, "exp(x^2 + y^2)")
    objective_is(box, {"domain": [[-2, 2], [-2, 2]]}, start=[-1.4, 1.2])
    box.page.locator(".plot-frame").click(position={"x": 300, "y": 200})
    box.until("() => !location.search.includes('start=-1.4,1.2')")
    chosen = _experiment(box)["start"]
    type_formula(box, "exp(x^2 + 2y^2)")
    objective_is(box, {"expression": "exp(x^2 + 2y^2)"}, start=chosen)


@pytest.mark.alone
def test_the_answer_is_there_150_ms_after_the_last_key(box: Visit) -> None:
    """From the key to the frame with the answer. The best of three medians counts; a slow machine may take as much longer."""
    box.page.evaluate(_WATCH)
    medians = []
    for _ in range(3):
        limit = ANSWER_MS * min(2.0, crowding())
        waits = [_wait_for_answer(box, count) for count in range(9)]
        medians.append(statistics.median(waits))
        print(f"key to answer: median {medians[-1]:.0f} ms, from {min(waits):.0f} to {max(waits):.0f}")
        if medians[-1] <= limit:
            return
    raise AssertionError(f"expected {limit:.0f} ms, got {medians}")


def _wait_for_answer(visit: Visit, count: int) -> float:
    """Milliseconds from the last key of a formula typed letter by letter to its answer; every third one is refused."""
    visit.page.locator(".formula-input").fill("")
    expect(visit.page.locator(".formula")).to_have_attribute("data-status", "refused")
    visit.page.keyboard.type(f"x^2 + sen({count} y" if count % 3 == 0 else f"(x - {count})^2 + 2y^")
    expect(visit.page.locator(".formula")).to_have_attribute("data-status", "refused")
    visit.page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done((window.answers = [])))))"
    )
    visit.page.keyboard.type(")" if count % 3 == 0 else "2")
    return float(visit.until("() => window.answers[0]"))
