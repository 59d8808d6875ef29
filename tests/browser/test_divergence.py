"""Why gradient descent ran away: the bound of the curvature where it began, said only where it is true, and a rate to try."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import expect

from app.engine.descent import Plan, descend
from app.engine.objectives.formula import FormulaObjective
from app.engine.optimizers.momentum import Momentum
from app.engine.optimizers.nesterov import Nesterov
from app.engine.optimizers.sgd import Sgd
from app.service.documents import document
from tests.browser.conftest import OpenVisit
from tests.browser.visit import PATIENCE_MS, Visit


def experiment(name: str, rate: float, start: list[float], **settings: float) -> dict[str, Any]:
    runs = [{"optimizer": {"name": name, "learning_rate": rate, **settings}}]
    return {"objective": {"name": "rosenbrock"}, "start": start, "steps": 60, "runs": runs}


def largest_curvature(x: float, y: float) -> float:
    """Of Rosenbrock's function with a = 1 and b = 100."""
    hessian = [[1200 * x**2 - 400 * y + 2, -400 * x], [-400 * x, 200]]
    return float(np.linalg.eigvalsh(hessian)[-1])


EVERYTHING_SAID = """() => {
  window.said = [];
  const announcer = document.getElementById("announcer");
  const watch = new MutationObserver(() => said.push(announcer.textContent));
  watch.observe(announcer, { childList: true, characterData: true, subtree: true });
}"""


def test_a_rate_above_the_bound_at_the_start_is_told_and_mended(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    visit.open(experiment("sgd", 0.01, [-1.5, 2.0]), step=60, lang="en")
    fates = visit.page.locator(".fates")
    bound = 2 / largest_curvature(-1.5, 2.0)
    expect(fates).to_contain_text(
        f"Its learning rate 0.01 exceeds 2/\u2060λmax = {bound:.3g} at the start.", timeout=PATIENCE_MS
    )
    better = fates.get_by_role("button", name="Try")
    rate = float(better.inner_text().split()[1])
    assert 0.7 * bound < rate <= 0.75 * bound
    better.click()
    visit.until("() => document.querySelector('.fates').textContent === ''")
    visit.has_arrived(60)
    visit.page.keyboard.press("End")
    visit.at_step(60)
    assert float(visit.losses()[0]) < 10


def test_where_no_bound_is_exceeded_none_is_told(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    bound = 2 / largest_curvature(-1.5, 2.0)
    visit.open(experiment("momentum", 1.7 * bound, [-1.5, 2.0], momentum=0.9), step=60, lang="en")
    visit.has_arrived(60)
    visit.at_step(60)
    expect(visit.page.locator(".fates")).not_to_contain_text("at the start")


def test_who_leaves_the_domain_has_not_diverged_and_the_curve_says_what_it_measures_from(visit: Visit) -> None:
    """Of log(x) + y² no minimum is known, and left of 0 it has no value."""
    objective = {"expression": "log(x) + y^2", "domain": [[-1, 5], [-3, 3]]}
    runs = [{"optimizer": {"name": "sgd", "learning_rate": 0.4}}]
    visit.open({"objective": objective, "start": [1.0, 2.0], "steps": 20, "runs": runs}, step=20, lang="en")
    expect(visit.page.locator("#table tbody td").last).to_have_text("left domain")
    expect(visit.page.locator(".fates")).to_contain_text("left the function’s domain: at step 2 it is not defined")
    expect(visit.page.locator("#curves h2").first).to_have_text("Loss above the lowest value reached")


def test_of_a_training_that_ran_away_a_rate_is_told_that_was_tried(open_visit: OpenVisit) -> None:
    model, dataset = {"name": "mlp", "hidden": [20]}, {"name": "linear_regression"}
    problem = {"model": model, "dataset": dataset, "loss": {"name": "mean_squared_error"}}
    runs = [{"optimizer": {"name": name, "learning_rate": 0.5}} for name in ("sgd", "nesterov")]
    visit = open_visit(reduced_motion="reduce")
    visit.open({"objective": problem, "steps": 80, "runs": runs}, step=80, lang="en")
    fates = visit.page.locator(".fates")
    spectrum = visit.page.request.post(f"{visit.base_url}/api/v1/spectra", data={"objective": problem}).json()
    bound = 2 / spectrum["largest"][0][0]
    expect(fates).to_contain_text("SGD diverged at step 5")
    expect(fates).to_contain_text(
        f"Its learning rate 0.5 exceeds 2/\u2060λmax = {bound:.3g} at the start.", timeout=PATIENCE_MS
    )
    visit.page.evaluate(EVERYTHING_SAID)
    for name in ("SGD", "Nesterov"):
        line = fates.locator("p").filter(has_text=name)
        expect(line).to_contain_text("the same training comes down to a loss of", timeout=PATIENCE_MS)
        better = line.get_by_role("button", name="Try")
        rate = better.inner_text().split()[1]
        better.press("Enter")
        field = visit.page.get_by_label(f"{name}: rate η", exact=True)
        expect(field).to_be_focused()
        expect(field).to_have_value(rate)
        visit.until("(words) => said.includes(words)", f"{name} starts again with learning rate {rate}.")
        expect(line).to_have_count(0)
        visit.has_arrived(80)
        visit.transport("end").click()
        visit.at_step(80)
        expect(fates).not_to_contain_text(f"{name} diverged")
    assert all(float(loss) < 1 for loss in visit.losses())


@pytest.mark.parametrize(
    ("optimizer", "method"),
    [
        (Sgd(), "plain"),
        (Momentum(momentum=0.9), "momentum"),
        (Momentum(momentum=0.0), "plain"),
        (Nesterov(momentum=0.9), "nesterov"),
        (Nesterov(momentum=0.5), "nesterov"),
    ],
)
def test_the_bound_of_a_method_is_where_it_stops_converging(shared_visit: Visit, optimizer: Any, method: str) -> None:
    """On a parabola of curvature 6: a hundredth below the bound it comes down, a hundredth above it goes up."""
    shared_visit.page.goto(f"{shared_visit.base_url}/api")
    home = re.search(r"/static/\w+/", shared_visit.page.content())
    assert home
    settings = {"optimizer": document(optimizer)}
    kind = shared_visit.page.evaluate(
        "async ([address, settings]) => (await import(address)).kindOf(settings)",
        [f"{home[0]}js/state/advice.js", settings],
    )
    assert kind["method"] == method
    bowl = FormulaObjective("3*x^2", start=(1.0,))
    for share, has_converged in ((0.99, True), (1.01, False)):
        plan = Plan(optimizer=replace(optimizer, learning_rate=share * kind["share"] * 2 / 6), steps=1500)
        *_, last = descend(bowl, plan)
        assert bool(last.loss[-1] < 1e-6) is has_converged


@pytest.mark.parametrize(
    "matrix",
    [
        [[2.0]],
        [[2.0, 1.0], [1.0, -3.0]],
        [[-4.0, 1.0], [1.0, -5.0]],
        [[3.0, 0.0, 1.0], [0.0, 1.0, 0.5], [1.0, 0.5, 2.0]],
    ],
)
def test_the_largest_eigenvalue(shared_visit: Visit, matrix: list[list[float]]) -> None:
    shared_visit.page.goto(f"{shared_visit.base_url}/api")
    home = re.search(r"/static/\w+/", shared_visit.page.content())
    assert home
    found = shared_visit.page.evaluate(
        "async ([address, matrix]) => (await import(address)).largestEigenvalue(matrix)",
        [f"{home[0]}js/state/curvature_at.js", matrix],
    )
    assert found == pytest.approx(float(np.linalg.eigvalsh(matrix)[-1]), rel=1e-6)
