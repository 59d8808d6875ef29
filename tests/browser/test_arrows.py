"""Arrows at the cursor: there when asked for, gone when not, along the run's own step."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenVisit
from tests.browser.visit import Visit

EXPERIMENT: dict[str, Any] = {
    "objective": {"name": "elongated_bowl"},
    "start": [-7.0, 2.0],
    "steps": 20,
    "runs": [{"optimizer": {"name": "sgd", "learning_rate": 0.5}}, {"optimizer": {"name": "momentum"}}],
}
INK = """() => {
  const canvas = document.querySelector("canvas.arrows");
  const copy = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
  const brush = copy.getContext("2d", { willReadFrequently: true });
  brush.drawImage(canvas, 0, 0);
  const { data } = brush.getImageData(0, 0, canvas.width, canvas.height);
  let [ink, left, right] = [0, Infinity, -Infinity];
  for (let at = 3; at < data.length; at += 4) {
    if (data[at] === 0) continue;
    const column = ((at - 3) / 4) % canvas.width;
    [ink, left, right] = [ink + 1, Math.min(left, column), Math.max(right, column)];
  }
  return { ink, left: left / canvas.width, right: right / canvas.width };
}"""


def ink(visit: Visit) -> dict[str, float]:
    """How much is drawn, and between which shares of the width."""
    visit.until(f"() => document.querySelector('canvas.arrows') && ({INK})().ink > 100")
    answer: dict[str, float] = visit.page.evaluate(INK)
    return answer


def test_arrows_stand_where_the_runs_stand(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    visit.open(EXPERIMENT, step=3)
    visit.has_drawn()
    visit.has_arrived(EXPERIMENT["steps"])
    page = visit.page
    expect(page.locator("canvas.arrows")).to_have_count(0)
    page.get_by_role("button", name="Layers").click()
    page.get_by_role("button", name="Arrows").click()
    expect(page.get_by_role("list", name="Arrows at the cursor")).to_contain_text("direction only")
    both = ink(visit)
    visit.at_step(3)
    page.locator("#table .run-name").first.click()  # one run alone: its own arrows
    visit.until(f"(before) => ({INK})().ink < before", both["ink"])
    alone = ink(visit)
    steps = visit.positions()[0].split()
    place = (float(steps[0].replace("−", "-")) + 10) / 20  # the frame is 20 wide
    assert place - 0.03 < alone["left"] <= alone["right"] < place + 0.2
    visit.transport("end").click()
    visit.at_step(20)
    visit.until(f"(left) => ({INK})().left > left + 0.05", alone["left"])
    visit.until("() => location.search.includes('arrows')")
    page.get_by_role("button", name="Layers").click()
    page.get_by_role("button", name="Arrows").click()
    expect(page.locator("canvas.arrows")).to_have_count(0)
    expect(page.get_by_role("list", name="Arrows at the cursor")).to_be_hidden()


@pytest.mark.parametrize("formula", ["x^4/20 - x^2", "x^2 + y^2 + z^2"])
def test_arrows_stand_on_a_curve_and_in_a_slice_too(open_visit: OpenVisit, formula: str) -> None:
    visit = open_visit(reduced_motion="reduce")
    runs = [{"optimizer": {"name": "adam", "learning_rate": 0.2}}]
    visit.open({"objective": {"expression": formula}, "steps": 20, "runs": runs}, step=4, show="arrows", lang="ja")
    assert ink(visit)["ink"] > 100
    expect(visit.page.get_by_role("list", name="カーソル位置の矢印")).to_contain_text("向きのみ")
